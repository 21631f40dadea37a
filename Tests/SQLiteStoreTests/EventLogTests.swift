// The log of events, and what is found when somebody has changed it by hand.

import SQLiteStore
import Testing

@Suite("The log of events") struct EventLogTests {
    private let folder = try! Folder()

    /// A database with `count` events, in which each also is a change.
    private func make(_ count: Int = 6) throws -> Database {
        let database = try Database(path: folder.file("events.sqlite"))
        try database.migrate(
            [Migration(sql: ChangeLog.schema), Migration(sql: EventLog.schema)], application: 7)
        let (changes, log) = (try ChangeLog(in: database, random: { 1 << 20 }), try EventLog(in: database))
        let turn = TurnTransaction(database)
        turn.add(changes)
        turn.add(log)
        for number in 1...count {
            try turn.command { () throws(DatabaseProblem) in
                let revision = try changes.append([[UInt8(truncatingIfNeeded: number)]], at: 0)
                try log.append(Self.event(number, revision))
            }
        }
        try turn.commit()
        return database
    }

    private static func event(_ number: Int, _ revision: UInt64) -> LoggedEvent {
        var event = LoggedEvent()
        event.at = Int64(1_000 + number)
        (event.actor, event.token, event.requestKey) = ("ada", "backend", "key-\(number)")
        (event.organization, event.call, event.subject) = ("acme", "updateUser", "mia")
        (event.before, event.after) = ("{\"version\":\(number - 1)}", "{\"version\":\(number)}")
        event.dropped = number == 3 ? [1, 2, 3] : []
        event.revision = revision
        return event
    }

    /// Entries of the chain `database` that are sound after `sql` was run on it, and what is said of the
    /// next.
    private func tampered(_ sql: String, noted: EventHead? = nil) throws -> ChainFinding {
        let database = try make()
        try Self.tamper(sql, with: database)
        return try EventLog.verify(in: database, noted: noted)
    }

    /// An intruder takes away first what keeps the log from being changed.
    private static func tamper(_ sql: String, with database: Database) throws {
        try database.execute(
            script: "DROP TRIGGER events_stay; DROP TRIGGER events_stay_as_they_are; " + sql)
    }

    @Test(arguments: ["UPDATE events SET actor = 'mallory' WHERE sequence = 3", "DELETE FROM events"])
    func `the database itself refuses what is not an addition`(sql: String) throws {
        let database = try make()
        let refusal = #expect(throws: DatabaseProblem.self) { try database.execute(script: sql) }
        #expect(refusal.map { "\($0)" }?.contains("events are only ever added") == true)
        #expect(try EventLog.verify(in: database).soundCount == 6)
    }

    @Test(arguments: ["DELETE FROM events", "DROP TABLE events"])
    func `a log that is gone altogether is missed`(sql: String) throws {
        let finding = try tampered(sql)
        #expect(finding.soundCount == 0 && finding.breach?.sequence == 1)
        #expect(finding.breach?.words.contains(sql.hasPrefix("DROP") ? "is gone" : "is missing") == true)
    }

    @Test(arguments: [
        "CREATE TABLE events AS SELECT * FROM kept",
        "CREATE TABLE events (sequence, at, actor, token, request_key, organization, call, subject, "
            + "thing_before, thing_after, dropped, revision, hash)",
        "CREATE TABLE events (sequence INTEGER PRIMARY KEY); INSERT INTO events VALUES (9223372036854775807)",
    ])
    func `a table made anew by hand is told, and nobody writes to it`(sql: String) throws {
        let database = try make()
        try Self.tamper("ALTER TABLE events RENAME TO kept; \(sql)", with: database)
        let finding = try EventLog.verify(in: database)
        #expect(finding.breach?.sequence == 1 && finding.soundCount == 0)
        #expect(finding.breach?.words.contains("made anew") == true)
        let refusal = #expect(throws: DatabaseProblem.self) { _ = try EventLog(in: database) }
        #expect(refusal.map { "\($0)" }?.contains("made anew") == true)
    }

    @Test(arguments: [Int64.max, -7, Int64.min])
    func `a last entry whose number cannot be counted on from is damage`(sequence: Int64) throws {
        let database = try make()
        try Self.tamper("DELETE FROM events; UPDATE meta SET value = 0 WHERE key = 'none'", with: database)
        let head = EventHead(sequence: sequence, hash: EventHead.none.hash)
        let refusal = #expect(throws: DatabaseProblem.self) {
            _ = try EventLog.insert(Self.event(1, 1), after: head, into: database)
        }
        #expect(refusal.map { "\($0)" }?.contains("damaged") == true)
    }

    @Test func `what an earlier release left is told anew, a thing an entry, and once`() throws {
        let database = try make()
        var told = 0
        let tell = { () throws(DatabaseProblem) in
            try EventLog.tellUpgraded(in: database, subject: "directory") { (tell) throws(DatabaseProblem) in
                told += 1
                for thing in ["{\"a\":1}", "{\"b\":2}"] { try tell(thing) }
            }
        }
        // A log that tells of everything by itself has no need.
        try tell()
        #expect(told == 0)
        try EventLog.begin(in: database, subject: "directory")
        try tell()
        let after = try database.rows(
            "SELECT thing_after, call, revision FROM events WHERE sequence > 6 ORDER BY sequence"
        ) { ($0.string(0), $0.string(1), $0.int64(2)) }
        #expect(after.map(\.0) == ["", EventLog.toldSign, "{\"a\":1}", "{\"b\":2}"])
        #expect(after.allSatisfy { $0.1 == "upgrade" && $0.2 == 6 })
        #expect(try EventLog.verify(in: database).breach == nil)
    }

    @Test func `a history that had no log begins it with an entry that says so`() throws {
        let database = try Database(path: folder.file("old.sqlite"))
        let begins = Migration { (database: Database) throws(DatabaseProblem) in
            try database.execute(script: EventLog.schema)
            try EventLog.begin(in: database, subject: "directory")
        }
        try database.migrate([Migration(sql: ChangeLog.schema)], application: 7)
        let (changes, turn) = (try ChangeLog(in: database, random: { 1 << 20 }), TurnTransaction(database))
        turn.add(changes)
        try turn.command { () throws(DatabaseProblem) in try changes.append([[1], [2]], at: 0) }
        try turn.commit()
        try database.migrate([Migration(sql: ChangeLog.schema), begins], application: 7)
        let calls = try database.rows("SELECT call, revision FROM events") { ($0.string(0), $0.int64(1)) }
        #expect(calls.count == 1 && calls[0] == ("upgrade", 2))
        #expect(try EventLog.verify(in: database).breach == nil)
    }

    @Test func `what was written is found sound, and read back`() throws {
        let database = try make()
        let finding = try EventLog.verify(in: database)
        #expect(finding.breach == nil && finding.soundCount == 6)
        #expect(finding.head == (try EventLog.head(in: database)))
        let events = try database.rows("SELECT \(EventLog.columns) FROM events ORDER BY sequence") {
            EventLog.event($0)
        }
        for (index, event) in events.enumerated() {
            var expected = Self.event(index + 1, UInt64(index + 1))
            expected.sequence = Int64(index + 1)
            #expect(event == expected)
        }
    }

    @Test func `a log of no entries is sound`() throws {
        let database = try Database(path: folder.file("empty.sqlite"))
        try database.migrate(
            [Migration(sql: ChangeLog.schema), Migration(sql: EventLog.schema)], application: 7)
        _ = try ChangeLog(in: database, random: { 1 << 20 })
        let finding = try EventLog.verify(in: database)
        #expect(finding.soundCount == 0 && finding.head == .none && finding.breach == nil)
    }

    @Test(arguments: [
        "at = 5", "actor = 'mallory'", "token = 'other'", "request_key = ''", "organization = 'globex'",
        "call = 'createUser'", "subject = 'gus'", "thing_before = ''", "thing_after = '{}'",
        "dropped = NULL", "revision = 9", "hash = zeroblob(32)",
    ])
    func `an entry that was changed is named, whatever was changed in it`(change: String) throws {
        let finding = try tampered("UPDATE events SET \(change) WHERE sequence = 3")
        #expect(finding.soundCount == 2)
        #expect(finding.breach?.sequence == 3)
        #expect(finding.breach?.words.contains("entry 3") == true)
    }

    @Test func `an entry that was removed is named`() throws {
        let finding = try tampered("DELETE FROM events WHERE sequence = 3")
        #expect(finding.breach == .init(sequence: 3, words: "entry 3 is missing"))
        let more = try EventLogTests().tampered("DELETE FROM events WHERE sequence IN (1, 2)")
        #expect(more.breach == .init(sequence: 1, words: "entries 1 to 2 are missing"))
    }

    @Test func `an entry that was removed and the others moved up is named`() throws {
        let finding = try tampered(
            """
            DELETE FROM events WHERE sequence = 3;
            UPDATE events SET sequence = 3 WHERE sequence = 4;
            UPDATE events SET sequence = 4 WHERE sequence = 5;
            UPDATE events SET sequence = 5 WHERE sequence = 6;
            """)
        #expect(finding.breach?.sequence == 3)
    }

    @Test func `an entry that was inserted is named`() throws {
        let finding = try tampered(
            """
            UPDATE events SET sequence = 7 WHERE sequence = 6;
            INSERT INTO events SELECT 6, at, actor, token, request_key, organization, call, subject,
                thing_before, thing_after, dropped, revision, hash FROM events WHERE sequence = 5;
            """)
        #expect(finding.breach?.sequence == 6)
        let before = try EventLogTests().tampered(
            """
            INSERT INTO events SELECT 0, at, actor, token, request_key, organization, call, subject,
                thing_before, thing_after, dropped, revision, hash FROM events WHERE sequence = 5;
            """)
        #expect(before.breach == .init(sequence: 0, words: "entry 0 stands before the first"))
    }

    @Test func `entries in another order are found`() throws {
        let finding = try tampered(
            """
            UPDATE events SET sequence = 100 WHERE sequence = 2;
            UPDATE events SET sequence = 2 WHERE sequence = 4;
            UPDATE events SET sequence = 4 WHERE sequence = 100;
            """)
        #expect(finding.breach?.sequence == 2)
    }

    @Test func `an end that was cut off shows against the change log`() throws {
        let finding = try tampered("DELETE FROM events WHERE sequence > 4")
        #expect(finding.soundCount == 4 && finding.breach?.sequence == 5)
        #expect(finding.breach?.words.contains("its end is missing") == true)
    }

    @Test func `an end that was cut off, changes and all, shows against a noted head`() throws {
        let head = try EventLog.head(in: try EventLogTests().make())
        let cut = "DELETE FROM events WHERE sequence > 4; DELETE FROM changes WHERE revision > 4"
        #expect(try tampered(cut).breach == nil)
        let finding = try EventLogTests().tampered(cut, noted: head)
        #expect(finding.breach?.sequence == 5)
        #expect(finding.breach?.words.contains("before the noted entry 6") == true)
    }

    @Test func `a chain written anew shows against a noted head`() throws {
        let database = try make()
        let head = try EventLog.head(in: database)
        try Self.tamper("DELETE FROM events", with: database)
        var other = EventHead.none
        for number in 1...7 {
            var event = Self.event(number, UInt64(number))
            event.actor = "mallory"
            other = try EventLog.insert(event, after: other, into: database)
        }
        #expect(try EventLog.verify(in: database).breach == nil)
        #expect(try EventLog.verify(in: database, noted: head).breach?.sequence == 6)
        #expect(try EventLog.verify(in: database, noted: other).breach == nil)
    }

    @Test func `a chain longer than what was noted is sound, and a piece long`() throws {
        let database = try make(1_200)
        let finding = try EventLog.verify(
            in: database,
            noted: EventHead(
                sequence: 700,
                hash: try database.queryOne("SELECT hash FROM events WHERE sequence = 700") { $0.bytes(0) }
                    ?? []))
        #expect(finding.breach == nil && finding.soundCount == 1_200)
    }

    @Test func `a command that is taken back leaves none, and the next takes its number`() throws {
        let database = try make()
        let (changes, log) = (try ChangeLog(in: database, random: { 0 }), try EventLog(in: database))
        let turn = TurnTransaction(database)
        turn.add(changes)
        turn.add(log)
        _ = try? turn.command { () throws(DatabaseProblem) in
            try log.append(Self.event(7, 7))
            throw .busy
        }
        try turn.command { () throws(DatabaseProblem) in
            let revision = try changes.append([[7]], at: 0)
            try log.append(Self.event(8, revision))
        }
        try turn.commit()
        #expect(log.head.sequence == 7)
        let finding = try EventLog.verify(in: database, noted: log.head)
        #expect(finding.breach == nil && finding.soundCount == 7)
    }
}
