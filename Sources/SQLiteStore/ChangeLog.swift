// The history of a source: every change a command made, in order, in the transaction that made it.
// Subscribers are fed from it, and the digest chain lets a subscriber and the source agree, with one number,
// that they speak of the same history.
//
// What is known in memory (head, digest, where the log begins) has three layers: what is on the disk, what
// the turn has written so far, and where the current command began; the turn tells when one becomes another.

import EntenteProtocol
import PlantedBugs

/// One change in the history of a source.
package struct Change: Equatable, Sendable {
    /// Its number: the first is 1, and there are no gaps.
    package let revision: UInt64
    /// The digest of the history up to and with this change.
    package let digest: UInt64
    /// Whether it is the last change of its command; a replica applies a command whole.
    package let isLast: Bool
    /// When the command was handled, in milliseconds since 1970.
    package let at: Int64
    /// The facts, as they go to subscribers.
    package let payload: [UInt8]
}

/// The change log of a source; belongs to the database's thread.
package final class ChangeLog: TurnParticipant {
    /// The tables of the log, for a store's first migration.
    package static let schema = """
        CREATE TABLE changes (
            revision INTEGER PRIMARY KEY,
            digest INTEGER NOT NULL,
            last INTEGER NOT NULL,
            at INTEGER NOT NULL,
            payload BLOB NOT NULL
        ) STRICT;
        CREATE TABLE meta (
            key TEXT PRIMARY KEY,
            value INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """

    /// Begins another history where this one stands, for a later migration of a store whose facts say more
    /// from then on: who follows has to take a snapshot, for the changes do not tell what is new in old
    /// facts.
    package static let newHistory = """
        INSERT OR REPLACE INTO meta (key, value)
            SELECT 'base', revision FROM changes ORDER BY revision DESC LIMIT 1;
        INSERT OR REPLACE INTO meta (key, value)
            SELECT 'base-digest', digest FROM changes ORDER BY revision DESC LIMIT 1;
        DELETE FROM changes;
        DELETE FROM meta WHERE key = 'epoch';
        """

    /// Gives the history another number, for a database that was restored: who has seen more of the old one
    /// than it holds must not take what comes now for what they know.
    ///
    /// - Parameter random: 64 random bits.
    /// - Returns: the number it had, nil for none, and the one it has now.
    package static func renewEpoch(
        in database: Database, random: () -> UInt64
    ) throws(DatabaseProblem) -> (old: UInt64?, new: UInt64) {
        let old = try meta("epoch", in: database)
        var new = max(1, random() >> 11)
        if new == old { new = new == 1 ? 2 : new - 1 }
        try setMeta("epoch", new, in: database)
        return (old, new)
    }

    /// The last change on the disk, for who only reads; 0 before the first.
    package static func head(in database: Database) throws(DatabaseProblem) -> UInt64 {
        try extent(in: database).head
    }

    /// Where a history stands and how far back the log still reaches.
    struct Extent: Equatable {
        var head: UInt64
        var headDigest: UInt64
        /// The last change that is trimmed; 0 when none is.
        var base: UInt64
        var baseDigest: UInt64
    }

    /// Whether changes are kept to be read again, and not only the number and the digest of the last.
    ///
    /// To be switched off for a history that nobody follows yet, and then ended by ``beginHere()``: whoever
    /// begins to follow takes a snapshot.
    package var keepsChanges = true

    /// The number of this history: 1 to 2^53 - 1, made once per database, exact as a JSON number.
    package let epoch: UInt64
    private let database: Database
    private var committed: Extent
    private var pending: Extent
    private var commandStart: Extent

    /// The log in `database`, whose tables exist; a new one gets its epoch from `random`, 64 random bits.
    package init(in database: Database, random: () -> UInt64) throws(DatabaseProblem) {
        self.database = database
        epoch = try ChangeLog.epoch(in: database, random)
        committed = try ChangeLog.extent(in: database)
        pending = committed
        commandStart = committed
    }

    /// The last change on the disk; 0 before the first.
    package var head: UInt64 { committed.head }

    /// The digest of the history up to `head`.
    package var headDigest: UInt64 { committed.headDigest }

    /// The last change written, also in the turn that is not committed yet: what a command's answer names.
    package var pendingHead: UInt64 { pending.head }

    /// The oldest change the log still has; `head` + 1 when it has none.
    package var oldestRevision: UInt64 { committed.base + 1 }

    /// Appends the changes of one command, which must run in a turn's transaction.
    ///
    /// - Parameters:
    ///   - payloads: the facts of each change; nothing is appended for none.
    ///   - at: when the command is handled, in milliseconds since 1970.
    /// - Returns: the revision of the last change, or the head as it was.
    @discardableResult
    package func append(_ payloads: [[UInt8]], at: Int64) throws(DatabaseProblem) -> UInt64 {
        precondition(!database.isAutocommit || database.transaction == .lost, "changes belong to a command")
        for (index, payload) in payloads.enumerated() {
            let revision = pending.head + 1
            let digest = ChainDigest.next(after: pending.headDigest, payload: payload)
            if keepsChanges {
                try database.run(
                    "INSERT INTO changes (revision, digest, last, at, payload) VALUES (?, ?, ?, ?, ?)",
                    revision, digest, index == payloads.count - 1, at, payload)
            }
            pending.head = revision
            pending.headDigest = digest
        }
        return pending.head
    }

    /// The changes after revision `after`, in order: at most `limitChanges`, and at least one, however large,
    /// but no further one that would bring their payloads past `limitBytes`.
    ///
    /// A command may be cut by the limits; the next call goes on with it.
    package func read(
        after: UInt64, limitChanges: Int, limitBytes: Int
    ) throws(DatabaseProblem) -> [Change] {
        var changes: [Change] = []
        var byteCount = 0
        var isFull = false
        // Asked in small pieces: SQLite reads a row before its size can be looked at.
        while !isFull, changes.count < limitChanges {
            let start = changes.last?.revision ?? after
            let pieceCount = min(ChangeLog.pieceChangeCount, limitChanges - changes.count)
            let piece = try piece(after: start, atMost: pieceCount)
            for change in piece where !isFull {
                byteCount += change.payload.count
                isFull = byteCount > limitBytes && !changes.isEmpty
                if !isFull { changes.append(change) }
            }
            isFull = isFull || piece.count < pieceCount
        }
        return changes
    }

    /// The digest of the history up to `revision`; nil when it is past the head or before what the log has.
    package func digest(at revision: UInt64) throws(DatabaseProblem) -> UInt64? {
        if revision == committed.head { return committed.headDigest }
        if revision == committed.base { return committed.baseDigest }
        guard revision > committed.base, revision < committed.head else { return nil }
        return try database.queryOne("SELECT digest FROM changes WHERE revision = ?", revision) {
            $0.uint64(0)
        }
    }

    /// Removes changes before revision `revision`, oldest first, at most `rowCountMaximum` of them; in a
    /// command.
    ///
    /// - Returns: how many were removed; fewer than `rowCountMaximum` says there are no more.
    @discardableResult
    package func trim(before revision: UInt64, atMost rowCountMaximum: Int) throws(DatabaseProblem) -> Int {
        precondition(!database.isAutocommit || database.transaction == .lost, "trimming is a command")
        guard revision > pending.base + 1, rowCountMaximum > 0 else { return 0 }
        let last = min(revision - 1, pending.head, pending.base + UInt64(rowCountMaximum))
        let digest = try database.queryOne("SELECT digest FROM changes WHERE revision = ?", last) {
            $0.uint64(0)
        }
        guard let digest else { throw .corrupt(message: "change \(last) is missing") }
        let count = try database.run("DELETE FROM changes WHERE revision <= ?", last)
        try ChangeLog.setMeta("base", last, in: database)
        try ChangeLog.setMeta("base-digest", digest, in: database)
        pending.base = last
        pending.baseDigest = digest
        return count
    }

    /// Lets the log begin after the last change, as if all were trimmed; in a command.
    package func beginHere() throws(DatabaseProblem) {
        precondition(!database.isAutocommit || database.transaction == .lost, "trimming is a command")
        try database.run("DELETE FROM changes")
        try ChangeLog.setMeta("base", pending.head, in: database)
        try ChangeLog.setMeta("base-digest", pending.headDigest, in: database)
        pending.base = pending.head
        pending.baseDigest = pending.headDigest
    }

    /// Remembers where the command began.
    package func commandBegan() { commandStart = pending }

    /// Returns to where the command began.
    package func commandUndone() { pending = commandStart }

    /// What was written is the history now.
    package func turnCommitted() { committed = pending }

    /// The history is what it was.
    package func turnDiscarded() {
        if !isPlanted("a turn that is taken back still counts") { pending = committed }
    }
}

// MARK: - Tables

extension ChangeLog {
    /// How many rows are fetched before the byte limit is looked at again.
    private static let pieceChangeCount = 64

    private func piece(after revision: UInt64, atMost count: Int) throws(DatabaseProblem) -> [Change] {
        try database.rows(
            """
            SELECT revision, digest, last, at, payload FROM changes
            WHERE revision > ? ORDER BY revision LIMIT ?
            """, revision, count
        ) { row in
            Change(
                revision: row.uint64(0), digest: row.uint64(1), isLast: row.bool(2), at: row.int64(3),
                payload: row.bytes(4))
        }
    }

    private static func epoch(in database: Database, _ random: () -> UInt64) throws(DatabaseProblem) -> UInt64
    {
        if let epoch = try meta("epoch", in: database) { return epoch }
        // 0 is the position that has seen nothing.
        let epoch = max(1, random() >> 11)
        try setMeta("epoch", epoch, in: database)
        return epoch
    }

    private static func extent(in database: Database) throws(DatabaseProblem) -> Extent {
        let base = try meta("base", in: database) ?? 0
        let baseDigest = try meta("base-digest", in: database) ?? ChainDigest.empty
        var extent = Extent(head: base, headDigest: baseDigest, base: base, baseDigest: baseDigest)
        try database.query("SELECT revision, digest FROM changes ORDER BY revision DESC LIMIT 1") { row in
            extent.head = row.uint64(0)
            extent.headDigest = row.uint64(1)
        }
        // Revisions are counted up from these; no honest history comes near the end of the numbers.
        guard extent.base <= extent.head, extent.head <= UInt64(Row.counterMaximum) else {
            throw .corrupt(message: "the changes end at \(extent.head) and begin after \(extent.base)")
        }
        return extent
    }

    private static func meta(_ key: String, in database: Database) throws(DatabaseProblem) -> UInt64? {
        try database.queryOne("SELECT value FROM meta WHERE key = ?", key) { $0.uint64(0) }
    }

    private static func setMeta(
        _ key: String, _ value: UInt64, in database: Database
    ) throws(DatabaseProblem) {
        try database.run("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", key, value)
    }
}
