import EntenteProtocol
import SQLiteStore
import Testing

@Suite("The change log")
struct ChangeLogTests {
    struct Refused: Error {
        static func because(_ problem: DatabaseProblem) -> Refused { Refused() }
    }

    let folder: Folder
    let database: Database
    let log: ChangeLog
    let turn: TurnTransaction

    init() throws {
        folder = try Folder()
        database = try Database(path: folder.file("a.db"))
        try database.migrate([Migration(sql: ChangeLog.schema)], application: 1)
        log = try ChangeLog(in: database, random: { 0x1234_5678_9abc_def0 })
        turn = TurnTransaction(database)
        turn.add(log)
    }

    /// Runs one command that appends `payloads` and commits it.
    private func append(_ payloads: [UInt8]...) throws {
        try turn.command { () throws(DatabaseProblem) in try log.append(payloads, at: 5) }
        try turn.commit()
    }

    private func revisions(after: UInt64, _ limitChanges: Int, _ limitBytes: Int) throws -> [UInt64] {
        try log.read(after: after, limitChanges: limitChanges, limitBytes: limitBytes).map(\.revision)
    }

    @Test(
        "is damaged where its numbers cannot be counted on from",
        arguments: [
            "INSERT INTO meta VALUES ('base', -1)", "INSERT INTO meta VALUES ('base', 9223372036854775807)",
            "INSERT INTO changes VALUES (9223372036854775807, 0, 1, 0, x'00')",
            "INSERT INTO changes VALUES (-1, 0, 1, 0, x'00')",
        ])
    func uncountable(sql: String) throws {
        try database.execute(script: sql)
        let problem = problem { () throws(DatabaseProblem) in
            _ = try ChangeLog(in: database, random: { 1 << 20 })
        }
        guard case .corrupt? = problem else {
            Issue.record("\(problem.map { "\($0)" } ?? "nothing") was thrown")
            return
        }
    }

    @Test("begins empty, with an epoch that JSON can write exactly")
    func empty() throws {
        #expect(log.epoch == 0x1234_5678_9abc_def0 >> 11)
        #expect(log.epoch < 1 << 53)
        #expect(log.head == 0)
        #expect(log.headDigest == ChainDigest.empty)
        #expect(log.oldestRevision == 1)
        #expect(try log.read(after: 0, limitChanges: 10, limitBytes: 10).isEmpty)
    }

    @Test("never has epoch 0, which means no history")
    func epochIsNotZero() throws {
        let other = try Database(path: ":memory:")
        try other.execute(script: ChangeLog.schema)
        #expect(try ChangeLog(in: other, random: { 3 }).epoch == 1)
    }

    @Test("numbers changes, marks the last of each command and chains their digests")
    func chain() throws {
        try append([1], [2, 2])
        try append([3])
        let changes = try log.read(after: 0, limitChanges: 10, limitBytes: 100)
        #expect(changes.map(\.revision) == [1, 2, 3])
        #expect(changes.map(\.isLast) == [false, true, true])
        #expect(changes.map(\.payload) == [[1], [2, 2], [3]])
        #expect(changes.map(\.at) == [5, 5, 5])
        var digest = ChainDigest.empty
        for change in changes {
            digest = ChainDigest.next(after: digest, payload: change.payload)
            #expect(change.digest == digest)
        }
        #expect(log.headDigest == digest)
    }

    @Test("digests as FNV-1a does")
    func digestVectors() {
        #expect(ChainDigest.of(Array("".utf8)) == 0xcbf2_9ce4_8422_2325)
        #expect(ChainDigest.of(Array("a".utf8)) == 0xaf63_dc4c_8601_ec8c)
        #expect(ChainDigest.of(Array("foobar".utf8)) == 0x8594_4171_f739_67e8)
        let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 97]
        #expect(ChainDigest.next(after: 0x0102_0304_0506_0708, payload: [97]) == ChainDigest.of(bytes))
    }

    @Test("moves its head only when the turn is on the disk")
    func headFollowsTheCommit() throws {
        try turn.command { () throws(DatabaseProblem) in try log.append([[1]], at: 0) }
        #expect(log.pendingHead == 1)
        #expect(log.head == 0)
        turn.rollback()
        #expect(log.pendingHead == 0)
        try append([2])
        #expect(log.head == 1)
        #expect(try log.read(after: 0, limitChanges: 9, limitBytes: 9).map(\.payload) == [[2]])
    }

    @Test("takes back what a refused command appended")
    func refusedCommand() throws {
        try turn.command { () throws(DatabaseProblem) in try log.append([[1]], at: 0) }
        #expect(throws: Refused.self) {
            try turn.command(refusal: Refused.because) { () throws(Refused) in
                _ = try? log.append([[2], [3]], at: 0)
                throw Refused()
            }
        }
        try turn.command { () throws(DatabaseProblem) in try log.append([[4]], at: 0) }
        try turn.commit()
        #expect(try log.read(after: 0, limitChanges: 9, limitBytes: 9).map(\.payload) == [[1], [4]])
        #expect(log.head == 2)
    }

    @Test("is what it was after a turn that SQLite rolled back")
    func lostTurn() throws {
        try append([1])
        let (head, digest) = (log.head, log.headDigest)
        let pageCount = try database.integers("PRAGMA page_count")[0]
        try database.run("PRAGMA max_page_count = \(pageCount + 2)")
        #expect(throws: DatabaseProblem.full) {
            try turn.command { () throws(DatabaseProblem) in
                try log.append([[2], Array(repeating: 0, count: 100_000)], at: 0)
            }
        }
        #expect(throws: DatabaseProblem.turnLost) { try turn.commit() }
        #expect(log.head == head)
        #expect(log.headDigest == digest)
        #expect(log.pendingHead == head)
        try append([3])
        #expect(try revisions(after: 0, 9, 9) == [1, 2])
    }

    @Test("is found again at the next opening, trimmed or not")
    func reopened() throws {
        try append([1], [2])
        try append([3])
        let copy = try Database(path: folder.copy(database: "a.db", to: "b.db"))
        let again = try ChangeLog(in: copy, random: { 0 })
        #expect(again.epoch == log.epoch)
        #expect(again.head == 3)
        #expect(again.headDigest == log.headDigest)

        try turn.command { () throws(DatabaseProblem) in try log.trim(before: 4, atMost: 10) }
        try turn.commit()
        let trimmedCopy = try Database(path: folder.copy(database: "a.db", to: "c.db"))
        let trimmed = try ChangeLog(in: trimmedCopy, random: { 0 })
        #expect(trimmed.head == 3)
        #expect(trimmed.headDigest == log.headDigest)
        #expect(trimmed.oldestRevision == 4)
    }

    @Test("is read in pieces of so many changes and bytes, but never in none")
    func limits() throws {
        for number in 1...200 { try append(Array(repeating: UInt8(number), count: 10)) }
        #expect(try revisions(after: 0, 3, 1_000) == [1, 2, 3])
        #expect(try revisions(after: 198, 10, 1_000) == [199, 200])
        #expect(try revisions(after: 200, 10, 1_000) == [])
        #expect(try revisions(after: 0, 100, 25) == [1, 2])
        #expect(try revisions(after: 0, 100, 30) == [1, 2, 3])
        #expect(try revisions(after: 0, 100, 1) == [1])
        #expect(try revisions(after: 10, 150, 1_000_000) == Array(11...160))
        #expect(try revisions(after: 0, 1_000, 1_000_000) == Array(1...200))
    }

    @Test("knows the digest at every revision it has, and at the one before")
    func digests() throws {
        for number in 1...5 { try append([UInt8(number)]) }
        let digests = try log.read(after: 0, limitChanges: 9, limitBytes: 99).map(\.digest)
        try turn.command { () throws(DatabaseProblem) in try log.trim(before: 3, atMost: 10) }
        try turn.commit()
        #expect(try log.digest(at: 0) == nil)
        #expect(try log.digest(at: 1) == nil)
        #expect(try log.digest(at: 2) == digests[1])
        #expect(try log.digest(at: 3) == digests[2])
        #expect(try log.digest(at: 5) == digests[4])
        #expect(try log.digest(at: 6) == nil)
        #expect(try log.digest(at: .max) == nil)
    }

    @Test("is trimmed in bounded pieces, to nothing if asked, and the chain goes on")
    func trim() throws {
        for number in 1...5 { try append([UInt8(number)]) }
        let head = log.headDigest
        let counts = try [2, 2, 2].map { limit in
            try turn.command { () throws(DatabaseProblem) in try log.trim(before: 100, atMost: limit) }
        }
        #expect(counts == [2, 2, 1])
        #expect(log.oldestRevision == 1)
        try turn.commit()
        #expect(log.oldestRevision == 6)
        #expect(try revisions(after: 0, 9, 99) == [])
        try append([6])
        #expect(log.head == 6)
        #expect(log.headDigest == ChainDigest.next(after: head, payload: [6]))
        #expect(try log.digest(at: 5) == head)
    }

    @Test("is not trimmed by a turn that is taken back")
    func trimTakenBack() throws {
        for number in 1...5 { try append([UInt8(number)]) }
        try turn.command { () throws(DatabaseProblem) in try log.trim(before: 4, atMost: 10) }
        turn.rollback()
        #expect(log.oldestRevision == 1)
        #expect(try revisions(after: 0, 9, 99) == [1, 2, 3, 4, 5])
        #expect(try turn.command { () throws(DatabaseProblem) in try log.trim(before: 1, atMost: 10) } == 0)
    }

    @Test("is written in commands only")
    func outsideACommand() async {
        await #expect(processExitsWith: .failure) {
            let database = try Database(path: ":memory:")
            try database.execute(script: ChangeLog.schema)
            try ChangeLog(in: database, random: { 1 }).append([[1]], at: 0)
        }
    }

    @Test("keeps memory and tables in step through any mixture of commands, refusals and lost turns")
    func randomTurns() throws {
        let seed = UInt64.random(in: 1...UInt64.max)
        var random = FixedRandom(seed: seed)
        var expected: [[UInt8]] = []
        for _ in 0..<60 {
            var turnPayloads: [[UInt8]] = []
            for _ in 0..<Int(random.next() % 5) {
                let payloads = (0..<Int(random.next() % 4)).map { _ in
                    [UInt8(truncatingIfNeeded: random.next())]
                }
                let isRefused = random.next() % 3 == 0
                try? turn.command(refusal: Refused.because) { () throws(Refused) in
                    _ = try? log.append(payloads, at: 0)
                    if isRefused { throw Refused() }
                }
                if !isRefused { turnPayloads += payloads }
            }
            if random.next() % 4 == 0 {
                turn.rollback()
            } else {
                try turn.commit()
                expected += turnPayloads
            }
            let changes = try log.read(after: 0, limitChanges: 10_000, limitBytes: 1_000_000)
            let digest = expected.reduce(ChainDigest.empty) { ChainDigest.next(after: $0, payload: $1) }
            #expect(changes.map(\.payload) == expected, "seed \(seed)")
            #expect(log.head == UInt64(expected.count), "seed \(seed)")
            #expect(log.headDigest == digest, "seed \(seed)")
        }
    }
}
