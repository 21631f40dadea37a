import EntenteProtocol

/// Why a request got no answer.
package enum FailureKind: Hashable, Sendable {
    /// The service refused it with this code.
    case refused(FailureCode)
    /// The connection ended first.
    case connectionLost
    /// The run was over first.
    case unanswered
    /// It was due while its connection had as many unanswered as one may have.
    case notSent
    /// What came was no answer.
    case protocolBroken

    /// The kind in a word, as the wire and the result have it.
    package var name: String {
        switch self {
        case .refused(let code): code.name
        case .connectionLost: "connection-lost"
        case .unanswered: "unanswered"
        case .notSent: "not-sent"
        case .protocolBroken: "protocol-broken"
        }
    }
}

/// How many requests failed, by why, with an example of each.
package struct FailureTally: Sendable {
    /// How often, and what was said the first time.
    package struct Entry: Sendable {
        /// How often.
        package var count: UInt64
        /// What was said the first time.
        package let example: String
    }

    /// Every kind there was.
    package private(set) var entries: [FailureKind: Entry] = [:]

    /// Counts one more.
    mutating func note(_ kind: FailureKind, example: @autoclosure () -> String) {
        if entries[kind] == nil { entries[kind] = Entry(count: 0, example: example()) }
        entries[kind]?.count += 1
    }

    /// Adds what another thread has counted.
    mutating func merge(_ other: FailureTally) {
        for (kind, entry) in other.entries {
            if entries[kind] == nil { entries[kind] = Entry(count: 0, example: entry.example) }
            entries[kind]?.count += entry.count
        }
    }

    /// All failures.
    package var count: UInt64 { entries.values.reduce(0) { $0 + $1.count } }
}
