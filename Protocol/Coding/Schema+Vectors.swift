// Golden vectors: messages with their bytes and their JSON, one file a message, for whoever writes a client
// in another language. Most are made by filling every field of a type by a pattern; some are picked by hand
// because something once went wrong there, or would.

extension Schema {
    /// The golden vectors of one message as a file of `Protocol/Vectors`.
    public struct VectorFile: Sendable {
        /// The file's name.
        public let name: String
        /// What is in it.
        public let text: String
    }

    /// One message with its bytes and its JSON.
    package struct Vector {
        /// What it shows.
        package let name: String
        /// Its bytes.
        package let bytes: [UInt8]
        /// Its JSON.
        package let json: String
    }

    /// The golden vectors of every message.
    public static func vectors() -> [VectorFile] {
        messages.map { message in
            VectorFile(name: message.name + ".txt", text: text(of: message, vectors(of: message)))
        }
    }

    /// The golden vectors of one message.
    package static func vectors(of message: NamedMessage) -> [Vector] {
        func made<M: Message>(_ type: M.Type) -> [Vector] {
            let patterns = VectorPattern.allCases.map { pattern in
                (pattern.rawValue, pattern == .empty ? M() : M.made(from: VectorValues(pattern)))
            }
            let picked = picks[message.name, default: []].compactMap { pick in
                (pick.message as? M).map { (pick.name, $0) }
            }
            return (patterns + picked).map { name, message in
                Vector(name: name, bytes: Wire.encode(message), json: JSON.encode(message))
            }
        }
        var known: Set<[UInt8]> = []
        return made(message.type).filter { known.insert($0.bytes).inserted }
    }

    private static func text(of message: NamedMessage, _ vectors: [Vector]) -> String {
        var text =
            "# Made by `entente schema vectors`; do not edit. Bytes in hexadecimal, JSON on one line.\n"
        text += "message \(package).\(message.name)\n"
        for vector in vectors {
            // No line ends in a space: editors take it away.
            let bytes = vector.bytes.isEmpty ? "hex" : "hex \(vector.bytes.hexadecimal)"
            text += "\nvector \(vector.name)\n\(bytes)\njson \(vector.json)\n"
        }
        return text
    }
}

// MARK: - By hand

extension Schema {
    private typealias Pick = (name: String, message: any Message)

    /// What no pattern would make.
    private static var picks: [String: [Pick]] {
        [
            "UpdateUserRequest": [
                ("vip set to false", UpdateUserRequest.with { $0.vip = false }),
                ("role set to unspecified", UpdateUserRequest.with { $0.role = .unspecified }),
            ],
            "UpdateOrganizationRequest": [
                ("e-mail domains cleared", UpdateOrganizationRequest.with { $0.emailDomains = StringList() }),
                (
                    "one empty e-mail domain",
                    UpdateOrganizationRequest.with { $0.emailDomains = StringList([""]) }
                ),
            ],
            "UpdateTeamRequest": [("grants cleared", UpdateTeamRequest.with { $0.grants = TeamGrantList() })],
            "Hello": [
                ("two versions", Hello.with { $0.protocolVersions = [1, 300] }),
                ("version zero", Hello.with { $0.protocolVersions = [0] }),
            ],
            "CheckRequest": checkPicks,
            "CheckResponse": [
                (
                    "a verdict with its partnership",
                    CheckResponse.with {
                        $0.verdict = .allow
                        $0.reason = .partnership
                        $0.partnership = "p1"
                        $0.partnershipVersion = 3
                        $0.position = Position(directoryEpoch: 7, directory: 1, partnershipEpoch: 8)
                    }
                )
            ],
            "EffectiveResponse": [("an empty answer", EffectiveResponse.with { $0.answers = [.init()] })],
            "ListUsersRequest": [("a negative page size", ListUsersRequest.with { $0.pageSize = -1 })],
        ]
    }

    private static var checkPicks: [Pick] {
        let check = CheckRequest.with {
            $0.actor = "ada"
            $0.action = "chat.start"
            $0.target = "grace"
        }
        var positioned = check
        positioned.atLeast = Position(directoryEpoch: 7, directory: 300)
        var anywhere = check
        anywhere.atLeast = Position()
        var long = check
        long.actor = String(repeating: "a", count: 127)
        long.target = String(repeating: "b", count: 128)
        var forgiving = check
        forgiving.maxStalenessMillis = 0
        return [
            ("a question", check), ("at least a position", positioned), ("at least nothing", anywhere),
            ("lengths of one and two bytes", long), ("no patience", forgiving),
        ]
    }
}
