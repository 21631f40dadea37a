// Going over the chain of events, in pieces, from the first entry to the last. It says of the first entry
// that does not follow which it is and what that looks like; what comes after it cannot be judged.

/// What a look over a chain of events found.
package struct ChainFinding: Equatable, Sendable {
    /// How many entries were found to follow from one another, from the first on.
    package let soundCount: Int64
    /// The head, as far as the chain holds.
    package let head: EventHead
    /// The first entry that does not follow, and why; nil where all do.
    package let breach: Breach?

    /// Where and how a chain is broken.
    package struct Breach: Equatable, Sendable {
        /// The number of the first entry that fails, or the one where entries are missing.
        package let sequence: Int64
        /// What is wrong with it, as a sentence without its end.
        package let words: String

        /// A breach at entry `sequence`.
        package init(sequence: Int64, words: String) {
            self.sequence = sequence
            self.words = words
        }
    }
}

extension EventLog {
    /// Entries looked at between two reports of progress.
    private static let pieceCount = 512

    /// Looks over all entries of `database`.
    ///
    /// - Parameters:
    ///   - noted: a head that was noted earlier, which must be in the chain; nil for none.
    ///   - progress: told the number of entries looked at and of all, now and then.
    package static func verify(
        in database: Database, noted: EventHead? = nil, progress: (Int64, Int64) -> Void = { _, _ in }
    ) throws(DatabaseProblem) -> ChainFinding {
        if let words = try misshape(in: database) {
            return ChainFinding(soundCount: 0, head: .none, breach: .init(sequence: 1, words: words))
        }
        let whole = try database.queryOne("SELECT count(*) FROM events") { $0.int64(0) } ?? 0
        var head = EventHead.none
        var breach = noted.flatMap { Self.breach(of: $0, at: head) }
        var count = pieceCount
        while breach == nil, count == pieceCount {
            count = 0
            try database.query(
                "SELECT \(columns), hash FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?",
                head.sequence, pieceCount
            ) { row in
                guard breach == nil else { return }
                count += 1
                breach = Self.follow(&head, event(row), stored: row.bytes(12))
                if breach == nil, let noted { breach = Self.breach(of: noted, at: head) }
            }
            progress(head.sequence, whole)
        }
        if breach == nil { breach = try strayEntry(in: database) }
        if breach == nil { breach = try missingEnd(head, noted, in: database) }
        return ChainFinding(soundCount: head.sequence, head: head, breach: breach)
    }

    private static func follow(
        _ head: inout EventHead, _ event: LoggedEvent, stored: [UInt8]
    ) -> ChainFinding.Breach? {
        let expected = head.sequence + 1
        guard event.sequence == expected else {
            let last = event.sequence - 1
            let missing = last == expected ? "entry \(expected) is" : "entries \(expected) to \(last) are"
            return .init(sequence: expected, words: "\(missing) missing")
        }
        let hash = event.hash(after: head.hash)
        guard hash == stored else {
            return .init(
                sequence: event.sequence,
                words:
                    "entry \(event.sequence) is not what was written, or does not follow from the one before it"
            )
        }
        head = EventHead(sequence: event.sequence, hash: hash)
        return nil
    }

    private static func breach(of noted: EventHead, at head: EventHead) -> ChainFinding.Breach? {
        guard noted.sequence == head.sequence, noted.hash != head.hash else { return nil }
        return .init(
            sequence: head.sequence,
            words: "the chain up to entry \(head.sequence) is another than the one whose head was noted")
    }

    /// Numbers begin at 1: what stands before is nobody's work but a forger's.
    private static func strayEntry(in database: Database) throws(DatabaseProblem) -> ChainFinding.Breach? {
        let first = try database.queryOne("SELECT sequence FROM events ORDER BY sequence LIMIT 1") {
            $0.int64(0)
        }
        guard let first, first < 1 else { return nil }
        return .init(sequence: first, words: "entry \(first) stands before the first")
    }

    /// The end cut off shows against a noted head, and against the change log, which no command leaves
    /// without an event.
    private static func missingEnd(
        _ head: EventHead, _ noted: EventHead?, in database: Database
    ) throws(DatabaseProblem) -> ChainFinding.Breach? {
        if let noted, noted.sequence > head.sequence {
            return .init(
                sequence: head.sequence + 1,
                words: "the log ends at entry \(head.sequence), before the noted entry \(noted.sequence)")
        }
        let last =
            try database.queryOne(
                "SELECT revision FROM events ORDER BY sequence DESC LIMIT 1", map: { $0.uint64(0) }) ?? 0
        let changed = try ChangeLog.head(in: database)
        guard last < changed else { return nil }
        return .init(
            sequence: head.sequence + 1,
            words: "the log ends at revision \(last), but the last change is revision \(changed): "
                + "its end is missing")
    }
}
