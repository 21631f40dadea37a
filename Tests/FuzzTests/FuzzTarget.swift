// What strangers' bytes go through before anybody knows them, each as one function of bytes: whatever comes
// in, it is refused or read, never a trap, and what two readers of the same bytes say is the same. A fuzzer
// calls these functions millions of times; the test suite calls them with every input that was worth keeping.

import EntenteProtocol
import HTTP

/// One way for bytes into the house.
enum FuzzTarget: String, CaseIterable, Sendable {
    /// What comes on a connection: frames, one behind the other.
    case frame
    /// The payloads of calls that are read without making a message, beside the reader of everything.
    case payload
    /// Any message: two bytes say which, the others are it.
    case message
    /// Text that somebody takes for JSON: two bytes say for which message, the others are the text.
    case json
    /// What comes on a connection that speaks HTTP; the first byte says where it is cut in two.
    case http

    /// Takes bytes in; a contradiction ends the program.
    ///
    /// - Returns: how many frames or messages were read.
    @discardableResult
    func run(_ bytes: [UInt8]) -> Int {
        switch self {
        case .frame: Self.readFrames(bytes)
        case .payload: Self.readPayloads(bytes)
        case .message: Self.readMessage(bytes)
        case .json: Self.readJSON(bytes)
        case .http: Self.readHTTP(bytes)
        }
    }

    /// The message that the first two bytes choose, and what is left.
    private static func chosen(_ bytes: [UInt8]) -> (type: any Message.Type, rest: [UInt8])? {
        guard bytes.count >= 2 else { return nil }
        let number = Int(bytes[0]) << 8 | Int(bytes[1])
        return (Schema.messages[number % Schema.messages.count].type, Array(bytes[2...]))
    }
}

/// Ends the program where two readers differ.
private func require(_ holds: Bool, _ words: @autoclosure () -> String, line: UInt = #line) {
    precondition(holds, words(), line: line)
}

// MARK: - Frames

extension FuzzTarget {
    private static func readFrames(_ bytes: [UInt8]) -> Int {
        var start = 0
        var count = 0
        while let header = try? FrameHeader.parse(bytes.span.bytes.extracting(start..<bytes.count)) {
            require(header.frameByteCount >= FrameHeader.byteCount, "a frame of \(header.frameByteCount)")
            readRun(bytes, start, header)
            guard start + header.frameByteCount <= bytes.count else { break }
            var again: [UInt8] = []
            header.write(into: &again)
            require(again.elementsEqual(bytes[start..<start + again.count]), "another header: \(header)")
            start += header.frameByteCount
            count += 1
        }
        return count
    }

    /// The reader of checks in a row says what the readers of frames and of checks say.
    private static func readRun(_ bytes: [UInt8], _ start: Int, _ header: FrameHeader) {
        guard let plain = bytes.withUnsafeBytes({ HotCodec.plainCheck($0, at: start) }) else { return }
        require(header.kind == .request && header.method == Method.check.rawValue, "\(header)")
        require(plain.requestID == header.requestID && header.requestID != 0, "\(header)")
        require(plain.end == start + header.frameByteCount && plain.end <= bytes.count, "\(plain)")
        let first = start + FrameHeader.byteCount
        let payload = bytes.span.bytes.extracting(first..<plain.end)
        // Whether its ids are text is known once they are looked up.
        guard let read = try? HotCodec.parseCheck(payload) else {
            return require(!isText(bytes, plain), "refused by the other reader: \(plain)")
        }
        let moved = { (range: Range<Int>) in range.lowerBound + first..<range.upperBound + first }
        require(plain.actor == moved(read.check.actor), "\(plain), \(read)")
        require(plain.action == moved(read.check.action), "\(plain), \(read)")
        require(plain.target == moved(read.check.target), "\(plain), \(read)")
        require(plain.callContext == read.check.callContext ?? .unspecified, "\(plain), \(read)")
        require(plain.atLeast == read.freshness.atLeast, "\(plain), \(read)")
        require(read.freshness.maxStalenessMillis == nil, "\(plain), \(read)")
    }

    private static func isText(_ bytes: [UInt8], _ check: PlainCheck) -> Bool {
        [check.actor, check.action, check.target].allSatisfy {
            String(validating: bytes[$0], as: UTF8.self) != nil
        }
    }
}

// MARK: - Payloads

extension FuzzTarget {
    private static func readPayloads(_ bytes: [UInt8]) -> Int {
        readCheck(bytes) + readBatch(bytes)
            + readFact(SnapshotChunk.self, bytes) { try HotCodec.readChunk($0) }
            + readFact(FeedItem.self, bytes) { try HotCodec.readItem($0) }
            + readFact(Fact.self, bytes) { try HotCodec.readFact($0) }
    }

    private static func text(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    private static func readCheck(_ bytes: [UInt8]) -> Int {
        let generic = try? Wire.decode(CheckRequest.self, from: bytes)
        let read = try? HotCodec.parseCheck(bytes.span.bytes)
        let request = read.map { read in
            CheckRequest.with {
                $0.actor = text(bytes, read.check.actor)
                $0.action = text(bytes, read.check.action)
                $0.target = text(bytes, read.check.target)
                $0.callContext = read.check.callContext
                $0.maxStalenessMillis = read.freshness.maxStalenessMillis
                $0.atLeast = read.freshness.atLeast
            }
        }
        require(request == generic, "a check: \(String(describing: request)), \(String(describing: generic))")
        return request == nil ? 0 : 1
    }

    private static func readBatch(_ bytes: [UInt8]) -> Int {
        let generic = try? Wire.decode(CheckBatchRequest.self, from: bytes)
        var views: [CheckView] = []
        let freshness = try? HotCodec.parseBatch(bytes.span.bytes, into: &views)
        let request = freshness.map { freshness in
            CheckBatchRequest.with {
                $0.checks = views.map { view in
                    .with {
                        $0.actor = text(bytes, view.actor)
                        $0.action = text(bytes, view.action)
                        $0.target = text(bytes, view.target)
                        $0.callContext = view.callContext
                    }
                }
                $0.maxStalenessMillis = freshness.maxStalenessMillis
                $0.atLeast = freshness.atLeast
            }
        }
        require(request == generic, "a batch: \(String(describing: request)), \(String(describing: generic))")
        return request == nil ? 0 : 1
    }

    private static func readFact<M: Message>(
        _ type: M.Type, _ bytes: [UInt8], _ read: (RawSpan) throws -> M
    ) -> Int {
        let generic = try? Wire.decode(type, from: bytes)
        let hot = try? read(bytes.span.bytes)
        require(hot.map(Wire.encode) == generic.map(Wire.encode), "\(type): \(bytes)")
        return generic == nil ? 0 : 1
    }
}

// MARK: - HTTP

extension FuzzTarget {
    /// In one piece or in two, the same requests are read, and the same is refused.
    private static func readHTTP(_ bytes: [UInt8]) -> Int {
        guard let first = bytes.first else { return 0 }
        let rest = Array(bytes.dropFirst())
        let cut = rest.isEmpty ? 0 : Int(first) * rest.count / 256
        let whole = requests(in: rest, cuts: [])
        require(requests(in: rest, cuts: [cut]) == whole, "another request where it is cut at \(cut)")
        return whole.count { if case .request = $0 { true } else { false } }
    }

    private static func requests(in bytes: [UInt8], cuts: [Int]) -> [HTTPParser.Outcome] {
        var parser = HTTPParser(limits: HTTPLimits(bodyByteMaximum: 256))
        var outcomes: [HTTPParser.Outcome] = []
        var start = 0
        for end in cuts + [bytes.count] {
            while start < end {
                let outcome = parser.next(bytes.span.bytes.extracting(start..<end))
                guard case .request(_, let byteCount) = outcome else {
                    if case .refused = outcome { return outcomes + [outcome] }
                    break
                }
                require(byteCount > 0 && start + byteCount <= end, "a request of \(byteCount) bytes")
                start += byteCount
                outcomes.append(outcome)
            }
        }
        return outcomes
    }
}

// MARK: - Messages

extension FuzzTarget {
    private static func readMessage(_ bytes: [UInt8]) -> Int {
        guard let (type, rest) = chosen(bytes) else { return 0 }
        return readMessage(type, rest)
    }

    private static func readMessage<M: Message>(_ type: M.Type, _ bytes: [UInt8]) -> Int {
        guard let message = try? Wire.decode(type, from: bytes) else { return 0 }
        expectSound(message)
        return 1
    }

    private static func readJSON(_ bytes: [UInt8]) -> Int {
        guard let (type, rest) = chosen(bytes), let text = String(validating: rest, as: UTF8.self)
        else { return 0 }
        if let value = try? JSONValue(parsing: text) {
            let again = try? JSONValue(parsing: value.text(pretty: false))
            require(again == value, "JSON that changes: \(text)")
        }
        return readJSON(type, text)
    }

    private static func readJSON<M: Message>(_ type: M.Type, _ text: String) -> Int {
        guard let message = try? JSON.decode(type, from: text) else { return 0 }
        expectSound(message)
        return 1
    }

    /// What was read once stays the same from then on, as bytes and as JSON.
    private static func expectSound<M: Message>(_ message: M) {
        let bytes = Wire.encode(message)
        guard let again = try? Wire.decode(M.self, from: bytes) else {
            return require(false, "\(M.self) cannot be read again: \(bytes)")
        }
        require(Wire.encode(again) == bytes, "\(M.self) changes: \(bytes)")
        guard let spelled = try? JSON.decode(M.self, from: JSON.encode(message)) else {
            return require(false, "\(M.self) cannot be read again: \(JSON.encode(message))")
        }
        require(Wire.encode(spelled) == bytes, "\(M.self) changes as JSON: \(JSON.encode(message))")
    }
}
