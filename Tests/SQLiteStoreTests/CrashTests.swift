// Another process, really killed: what the kernel and SQLite keep of it.

import Glibc
import SQLiteStore
import Testing

@Suite("A service that is killed")
struct CrashTests {
    @Test("leaves the turns it committed, nothing of the one it was in, and no lock")
    func killed() async throws {
        let folder = try Folder()
        let path = folder.file("a.db")
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let database = try Database(path: path)
            try database.migrate([Migration(sql: ChangeLog.schema)], application: 1)
            let log = try ChangeLog(in: database, random: { .max })
            let turn = TurnTransaction(database)
            turn.add(log)
            try turn.command { () throws(DatabaseProblem) in try log.append([[1], [2]], at: 0) }
            try turn.command { () throws(DatabaseProblem) in try log.append([[3]], at: 0) }
            try turn.commit()
            try turn.command { () throws(DatabaseProblem) in try log.append([[4]], at: 0) }
            kill(getpid(), SIGKILL)
        }
        let database = try Database(path: path)
        let log = try ChangeLog(in: database, random: { 0 })
        #expect(log.epoch == 1 << 53 - 1)
        #expect(log.head == 3)
        #expect(try log.read(after: 0, limitChanges: 9, limitBytes: 9).map(\.payload) == [[1], [2], [3]])
    }

    @Test("cannot be started twice on one database")
    func twoProcesses() async throws {
        let folder = try Folder()
        let path = folder.file("a.db")
        let database = try Database(path: path)
        let holder = getpid()
        await #expect(processExitsWith: .exitCode(42)) { [path = path as String, holder = holder as Int32] in
            let refused = problem { () throws(DatabaseProblem) in _ = try Database(path: path) }
            exit(refused == .inUse(path: path, process: holder) ? 42 : 1)
        }
        #expect(try database.version() == 0)
    }
}
