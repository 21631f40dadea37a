import Foundation
import SQLiteStore
import Testing

@Suite("The transaction of a turn")
struct TurnTransactionTests {
    struct Refused: Error, Equatable {
        var problem: DatabaseProblem?

        static func because(_ problem: DatabaseProblem) -> Refused { Refused(problem: problem) }
    }

    let folder: Folder
    let path: String
    let database: Database
    let turn: TurnTransaction
    let follower = Follower()

    init() throws {
        folder = try Folder()
        path = folder.file("a.db")
        database = try Database(path: path)
        try database.run("CREATE TABLE t (n INTEGER PRIMARY KEY, b BLOB) STRICT")
        turn = TurnTransaction(database)
        turn.add(follower)
    }

    private func insert(_ number: Int) throws(DatabaseProblem) {
        try database.run("INSERT INTO t (n) VALUES (?)", number)
    }

    private func insertRefusing(_ number: Int) throws(Refused) {
        try turn.command(refusal: Refused.because) { () throws(Refused) in
            do throws(DatabaseProblem) { try insert(number) } catch { throw Refused(problem: error) }
            throw Refused()
        }
    }

    private var numbers: [Int] {
        get throws { try database.integers("SELECT n FROM t ORDER BY n") }
    }

    @Test("writes nothing beside the database's own files, however much one command changes")
    func nothingTemporary() throws {
        let blob = [UInt8](repeating: 7, count: 4_000)
        try turn.command { () throws(DatabaseProblem) in
            for number in 0..<100 { try database.run("INSERT INTO t VALUES (?, ?)", number, blob) }
        }
        try turn.commit()
        try turn.command { () throws(DatabaseProblem) in
            try database.run("UPDATE t SET b = zeroblob(4000)")
            let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").map {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) ?? ""
            }
            // That is what SQLite calls its temporary files, which have no name any more.
            #expect(open?.contains { $0.contains("etilqs_") } == false)
        }
        try turn.commit()
    }

    @Test("is not begun for a turn that only reads")
    func readsOnly() throws {
        #expect(try numbers == [])
        #expect(!turn.isOpen)
        #expect(try turn.commit() == false)
        #expect(follower.events == [])
    }

    @Test("holds all commands of the turn and shows them to its reads before the commit")
    func group() throws {
        let reader = try Database(path: path, mode: .readOnly)
        try turn.command { () throws(DatabaseProblem) in try insert(1) }
        try turn.command { () throws(DatabaseProblem) in try insert(2) }
        #expect(try numbers == [1, 2])
        #expect(try reader.integers("SELECT n FROM t") == [])
        #expect(try turn.commit())
        #expect(!turn.isOpen)
        #expect(try reader.integers("SELECT n FROM t") == [1, 2])
        #expect(follower.events == ["began", "began", "committed"])
    }

    @Test("loses nothing but the refused command")
    func refusedCommand() throws {
        try turn.command { () throws(DatabaseProblem) in try insert(1) }
        #expect(throws: Refused()) { try insertRefusing(2) }
        try turn.command { () throws(DatabaseProblem) in try insert(3) }
        try turn.commit()
        #expect(try numbers == [1, 3])
        #expect(follower.events == ["began", "began", "undone", "began", "committed"])
    }

    @Test("survives a broken constraint in one command")
    func constraint() throws {
        try turn.command { () throws(DatabaseProblem) in try insert(1) }
        let refused = problem { () throws(DatabaseProblem) in
            try turn.command { () throws(DatabaseProblem) in
                try insert(2)
                try insert(1)
            }
        }
        guard case .constraint(.unique, _) = refused else {
            Issue.record("expected a constraint, got \(String(describing: refused))")
            return
        }
        #expect(!turn.isLost)
        try turn.commit()
        #expect(try numbers == [1])
    }

    @Test("that is rolled back leaves nothing, and the next begins anew")
    func rollback() throws {
        try turn.command { () throws(DatabaseProblem) in try insert(1) }
        turn.rollback()
        #expect(try numbers == [])
        try turn.command { () throws(DatabaseProblem) in try insert(2) }
        try turn.commit()
        #expect(try numbers == [2])
        #expect(follower.events == ["began", "discarded", "began", "committed"])
    }

    @Test("answers what the command answers")
    func value() throws {
        let count = try turn.command { () throws(DatabaseProblem) -> Int in
            try database.run("INSERT INTO t (n) VALUES (1), (2)")
        }
        #expect(count == 2)
        try turn.commit()
    }

    @Test("is on the disk once committed, and a crash before leaves nothing of the turn")
    func durability() throws {
        try turn.command { () throws(DatabaseProblem) in try insert(1) }
        try turn.command { () throws(DatabaseProblem) in try insert(2) }
        let before = try Database(path: folder.copy(database: "a.db", to: "before.db"))
        #expect(try before.integers("SELECT n FROM t") == [])
        try turn.commit()
        let after = try Database(path: folder.copy(database: "a.db", to: "after.db"))
        #expect(try after.integers("SELECT n FROM t") == [1, 2])
    }

    @Test("is lost as a whole when SQLite rolls everything back, and only until the turn ends")
    func lost() throws {
        try turn.command { () throws(DatabaseProblem) in try insert(1) }
        try fillUp()
        #expect(turn.isLost)
        #expect(follower.events.suffix(2) == ["began", "undone"])

        let reading = problem { () throws(DatabaseProblem) in _ = try database.integers("SELECT n FROM t") }
        #expect(reading == .turnLost)
        let script = problem { () throws(DatabaseProblem) in try database.execute(script: "DELETE FROM t") }
        #expect(script == .turnLost)
        #expect(throws: Refused(problem: .turnLost)) { try insertRefusing(2) }
        #expect(problem { () throws(DatabaseProblem) in try turn.commit() } == .turnLost)
        #expect(follower.events.last == "discarded")

        #expect(!turn.isOpen)
        #expect(try numbers == [])
        try turn.command { () throws(DatabaseProblem) in try insert(3) }
        try turn.commit()
        #expect(try numbers == [3])
    }

    @Test("is lost also when the command passes over the problem")
    func swallowedProblem() throws {
        let pageCount = try database.integers("PRAGMA page_count")[0]
        try database.run("PRAGMA max_page_count = \(pageCount + 2)")
        let refused = problem { () throws(DatabaseProblem) in
            try turn.command { () throws(DatabaseProblem) in
                _ = try? database.run("INSERT INTO t VALUES (1, zeroblob(100000))")
                // Without the turn's guard this would be written, and stand, outside of any transaction.
                _ = try? database.run("INSERT INTO t VALUES (2, NULL)")
            }
        }
        #expect(refused == .turnLost)
        #expect(problem { () throws(DatabaseProblem) in try turn.commit() } == .turnLost)
        #expect(try numbers == [])
    }

    @Test("waits for a foreign program's lock and then says it is busy")
    func busy() throws {
        let foreign = try Database(path: path, vfs: "unix")
        try foreign.run("BEGIN IMMEDIATE")
        let impatient = try Database(path: path, vfs: "unix", busyTimeoutMilliseconds: 0)
        let other = TurnTransaction(impatient)
        let refused = problem { () throws(DatabaseProblem) in
            try other.command { () throws(DatabaseProblem) in try impatient.run("DELETE FROM t") }
        }
        #expect(refused == .busy)
        #expect(!other.isOpen)
        other.rollback()
        try foreign.run("COMMIT")
        try other.command { () throws(DatabaseProblem) in try impatient.run("DELETE FROM t") }
        try other.commit()
    }

    @Test("does not nest commands")
    func nesting() async {
        await #expect(processExitsWith: .failure) {
            let turn = TurnTransaction(try Database(path: ":memory:"))
            try turn.command { () throws(DatabaseProblem) in
                try turn.command { () throws(DatabaseProblem) in }
            }
        }
    }

    /// Runs a command that needs more pages than the database may have.
    private func fillUp() throws {
        let pageCount = try database.integers("PRAGMA page_count")[0]
        try database.run("PRAGMA max_page_count = \(pageCount + 2)")
        let refused = problem { () throws(DatabaseProblem) in
            try turn.command { () throws(DatabaseProblem) in
                try database.run("INSERT INTO t VALUES (10, zeroblob(100000))")
            }
        }
        #expect(refused == .full)
    }
}

/// Writes down what it is told of the turns.
final class Follower: TurnParticipant {
    private(set) var events: [String] = []

    func commandBegan() { events.append("began") }
    func commandUndone() { events.append("undone") }
    func turnCommitted() { events.append("committed") }
    func turnDiscarded() { events.append("discarded") }
}
