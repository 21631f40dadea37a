// What was done to a source, for those who ask later who did what: one entry for each thing a command
// changed, in the transaction that changed it. Entries are only ever added, and each carries a SHA-256 over
// the one before it and over itself, so that the last one's hash (the head) vouches for all: whoever has
// noted a head elsewhere can tell whether anything up to it was changed, removed, inserted or moved. Whoever
// can write the file can write a whole chain anew; against that only the noted head helps.
//
// The feed's 64-bit digest (ChainDigest) is no help here: it guards against mistakes and is easily forged.

/// One entry of the log, as its row holds it.
package struct LoggedEvent: Equatable, Sendable {
    /// Its number: the first is 1, and there are no gaps.
    package var sequence: Int64 = 0
    /// When, in milliseconds since 1970.
    package var at: Int64 = 0
    /// In whose name; empty for the operator and for time itself.
    package var actor = ""
    /// The name of the access token it came with; never its secret.
    package var token = ""
    /// The key its caller gave the command; empty for none.
    package var requestKey = ""
    /// The organization it was done to; empty for what concerns them all.
    package var organization = ""
    /// The call, by its name.
    package var call = ""
    /// The id of what was changed.
    package var subject = ""
    /// The thing before, as JSON; empty where there was none.
    package var before = ""
    /// The thing after, as JSON; empty where there is none.
    package var after = ""
    /// What ended with it, encoded; empty for nothing.
    package var dropped: [UInt8] = []
    /// The last revision of its command in the change log; 0 for what is older than that was noted.
    package var revision: UInt64 = 0

    /// An entry to be filled.
    package init() {}

    /// What its hash is made over, after the hash of the entry before it: every part with its length before
    /// it, integers as eight bytes, most significant first.
    package var canonical: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(160 + before.utf8.count + after.utf8.count)
        for number in [UInt64(bitPattern: sequence), UInt64(bitPattern: at), revision] {
            Self.put(number, into: &bytes)
        }
        for text in [actor, token, requestKey, organization, call, subject, before, after] {
            Self.put(UInt64(text.utf8.count), into: &bytes)
            bytes.append(contentsOf: text.utf8)
        }
        Self.put(UInt64(dropped.count), into: &bytes)
        bytes.append(contentsOf: dropped)
        return bytes
    }

    /// The hash of this entry behind one whose hash is `previous`.
    package func hash(after previous: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(previous)
        hash.update(canonical)
        return hash.finish()
    }

    private static func put(_ number: UInt64, into bytes: inout [UInt8]) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}

/// The end of a chain of events: it vouches for every entry.
package struct EventHead: Equatable, Sendable {
    /// The number of the last entry; 0 for none.
    package let sequence: Int64
    /// Its hash; zeros for none.
    package let hash: [UInt8]

    /// The head behind entry `sequence`.
    package init(sequence: Int64, hash: [UInt8]) {
        self.sequence = sequence
        self.hash = hash
    }

    /// The head of a log without entries.
    package static let none = EventHead(sequence: 0, hash: [UInt8](repeating: 0, count: SHA256.byteCount))
}

/// The log of events of a source; belongs to the database's thread.
package final class EventLog: TurnParticipant {
    /// The table, for a migration.
    package static let schema = """
        \(table);
        CREATE INDEX events_by_organization ON events (organization, sequence);
        CREATE TRIGGER events_stay BEFORE DELETE ON events
            BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
        CREATE TRIGGER events_stay_as_they_are BEFORE UPDATE ON events
            BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
        """

    /// The table itself, as the database remembers it.
    private static let table = """
        CREATE TABLE events (
            sequence INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            token TEXT NOT NULL,
            request_key TEXT NOT NULL,
            organization TEXT NOT NULL,
            call TEXT NOT NULL,
            subject TEXT NOT NULL,
            thing_before TEXT NOT NULL,
            thing_after TEXT NOT NULL,
            dropped BLOB,
            revision INTEGER NOT NULL,
            hash BLOB NOT NULL
        ) STRICT
        """

    /// What is wrong with the table of the events of `database`, as a sentence without its end; nil where it
    /// is the one this program makes.
    static func misshape(in database: Database) throws(DatabaseProblem) -> String? {
        let found = try database.queryOne(
            "SELECT coalesce(sql, '') FROM sqlite_schema WHERE type = 'table' AND name = 'events'"
        ) { $0.string(0) }
        guard let found else { return "the table of the events is gone" }
        return found == table ? nil : "the table of the events was made anew by somebody else"
    }

    /// What an entry names as its call that stands for changes which nobody's command made.
    package static let beginningName = "begin"
    /// The same for changes of an earlier release, which wrote down less, or nothing.
    package static let upgradeName = "upgrade"

    /// Begins the log behind changes that no entry tells of.
    ///
    /// An entry says so, and from it on the log's end can be told from the change log's. Does nothing where
    /// there are no changes. Within a transaction.
    ///
    /// - Parameters:
    ///   - subject: whose log it is.
    ///   - at: when, in milliseconds since 1970; nil for a migration, which takes the machine's time.
    package static func begin(
        in database: Database, subject: String, at: Int64? = nil
    ) throws(DatabaseProblem) {
        var event = LoggedEvent()
        event.call = at == nil ? upgradeName : beginningName
        event.subject = subject
        event.revision = try ChangeLog.head(in: database)
        guard event.revision > 0 else { return }
        if let at { event.at = at } else { event.at = try machineTime(in: database) }
        _ = try insert(event, after: try head(in: database), into: database)
    }

    private let database: Database
    private var committed: EventHead
    private var pending: EventHead
    private var commandStart: EventHead

    /// The log in `database`, whose table exists.
    package init(in database: Database) throws(DatabaseProblem) {
        self.database = database
        if let words = try Self.misshape(in: database) { throw .corrupt(message: words) }
        committed = try Self.head(in: database)
        pending = committed
        commandStart = committed
    }

    /// The head on the disk.
    package var head: EventHead { committed }

    /// The head as the tables of `database` say it, whether or not it is true.
    package static func head(in database: Database) throws(DatabaseProblem) -> EventHead {
        try database.queryOne("SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1") { row in
            EventHead(sequence: row.int64(0), hash: row.bytes(1))
        } ?? .none
    }

    /// Adds an entry in a turn's transaction; it gets the next number.
    package func append(_ event: LoggedEvent) throws(DatabaseProblem) {
        precondition(!database.isAutocommit || database.transaction == .lost, "events belong to a command")
        pending = try Self.insert(event, after: pending, into: database)
    }

    /// Writes an entry behind `head`.
    ///
    /// - Returns: the head from then on.
    package static func insert(
        _ event: LoggedEvent, after head: EventHead, into database: Database
    ) throws(DatabaseProblem) -> EventHead {
        var event = event
        let (sequence, overflows) = head.sequence.addingReportingOverflow(1)
        guard !overflows, sequence > 0 else {
            throw .corrupt(message: "the last event has number \(head.sequence)")
        }
        event.sequence = sequence
        let next = EventHead(sequence: event.sequence, hash: event.hash(after: head.hash))
        try database.run(
            """
            INSERT INTO events (sequence, at, actor, token, request_key, organization, call, subject,
            thing_before, thing_after, dropped, revision, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, event.sequence, event.at, event.actor, event.token, event.requestKey, event.organization,
            event.call, event.subject, event.before, event.after,
            event.dropped.isEmpty ? nil : event.dropped, event.revision, next.hash)
        return next
    }

    /// Remembers where the command began.
    package func commandBegan() { commandStart = pending }

    /// Returns to where the command began.
    package func commandUndone() { pending = commandStart }

    /// What was written is the log now.
    package func turnCommitted() { committed = pending }

    /// The log is what it was.
    package func turnDiscarded() { pending = committed }
}

// MARK: - Reading

extension EventLog {
    /// The columns ``event(_:)`` reads, in its order.
    package static let columns = """
        sequence, at, actor, token, request_key, organization, call, subject, thing_before, thing_after, \
        dropped, revision
        """

    /// The entry that a row of ``columns`` holds.
    package static func event(_ row: borrowing Row) -> LoggedEvent {
        var event = LoggedEvent()
        event.sequence = row.int64(0)
        event.at = row.int64(1)
        event.actor = row.string(2)
        event.token = row.string(3)
        event.requestKey = row.string(4)
        event.organization = row.string(5)
        event.call = row.string(6)
        event.subject = row.string(7)
        event.before = row.string(8)
        event.after = row.string(9)
        event.dropped = row.optionalBytes(10) ?? []
        event.revision = row.uint64(11)
        return event
    }
}
