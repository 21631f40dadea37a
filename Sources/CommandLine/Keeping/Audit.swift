// What the chain of events of a source came to, and how a head of one is noted elsewhere.

import EntenteProtocol

/// The end of a chain of events, as it is written down: `directory=17:9f86…`.
package struct NotedHead: Sendable, Equatable {
    /// Whose chain it is; nil where that was not said.
    package let service: ServiceName?
    /// The number of the last entry.
    package let sequence: Int64
    /// Its SHA-256 in 64 hexadecimal digits, lower case.
    package let hash: String

    /// The head that `text` spells; nil where it spells none.
    package init?(_ text: String) {
        var rest = text[...]
        var service: ServiceName?
        if let end = text.firstIndex(of: "=") {
            guard let named = ServiceName(rawValue: String(text[..<end])),
                SourceDatabase.services.contains(named)
            else { return nil }
            service = named
            rest = text[text.index(after: end)...]
        }
        let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let sequence = Int64(parts[0]), sequence >= 0,
            parts[1].wholeMatch(of: #/[0-9a-fA-F]{64}/#) != nil
        else { return nil }
        self.service = service
        self.sequence = sequence
        hash = parts[1].lowercased()
    }
}

/// What a look over a chain of events came to.
package struct AuditFinding: Sendable {
    /// Whose chain it is.
    package let service: ServiceName
    /// How many entries were found sound, from the first on.
    package let soundCount: Int64
    /// The hash of the last of them, in hexadecimal digits.
    package let hash: String
    /// The first entry that does not follow, and why; nil where all do.
    package let breach: (sequence: Int64, words: String)?
    /// What of the tables is not as the events left it, the first few; not looked for where they are broken.
    package var strays: [String] = []
    /// How much of the tables is not as the events left it.
    package var strayCount = 0
    /// Whether the events tell of everything: not where an earlier release left things, and no service of one
    /// that tells of them has opened the database yet.
    package var tellsAll = true
    /// How many things the tables were found to hold.
    package var thingCount = 0

    /// A finding about the chain of `service`.
    package init(
        service: ServiceName, soundCount: Int64, hash: String, breach: (sequence: Int64, words: String)?
    ) {
        self.service = service
        self.soundCount = soundCount
        self.hash = hash
        self.breach = breach
    }

    /// Whether everything is as it was written.
    package var isSound: Bool { breach == nil && strayCount == 0 }

    /// The head as it is to be noted.
    package var head: String { "\(service.rawValue)=\(soundCount):\(hash)" }
}

/// Which events are wanted; what is nil does not matter.
package struct AuditFilter: Sendable {
    /// The organization they were done to, or in an agreement with.
    package var organization: String?
    /// In whose name; empty for the operator.
    package var actor: String?
    /// The call, by its name.
    package var call: String?
    /// From this moment on, in milliseconds since 1970 UTC.
    package var since: Int64?
    /// Before this moment.
    package var until: Int64?
    /// How many at most: the newest.
    package var limit = 1_000

    /// Every event.
    package init() {}
}

/// An event with the source that kept it.
package struct AuditedEvent: Message {
    /// Whose log it is in.
    package var service: String = ""
    /// The revision of that source from which on it was so; 0 where that was not noted.
    package var revision: UInt64 = 0
    /// What was done.
    package var event = Event()

    package init() {}

    enum CodingKeys: Int, CodingKey {
        case service = 1
        case revision = 2
        case event = 3
    }
}
