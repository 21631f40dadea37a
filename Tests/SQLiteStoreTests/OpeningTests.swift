import Foundation
import SQLiteStore
import Testing

@Suite("Opening a database")
struct OpeningTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    @Test("sets what every store relies on")
    func settings() throws {
        let database = try Database(path: folder.file("a.db"))
        #expect(try database.queryOne("PRAGMA journal_mode") { $0.string(0) } == "wal")
        #expect(try database.integers("PRAGMA synchronous") == [2])
        #expect(try database.integers("PRAGMA foreign_keys") == [1])
        #expect(try database.integers("PRAGMA trusted_schema") == [0])
        #expect(try database.integers("PRAGMA busy_timeout") == [1_000])
        #expect(try database.integers("PRAGMA temp_store") == [2])
        #expect(database.isAutocommit)
    }

    @Test("is refused while a restore is not finished, and says what the mark says")
    func unfinishedRestore() throws {
        let path = folder.file("a.db")
        try Database(path: path).run("CREATE TABLE t (n INTEGER)")
        let mark = RestoreMark.path(of: path)
        try "give it again\nand more".write(toFile: mark, atomically: true, encoding: .utf8)
        let refused = problem { () throws(DatabaseProblem) in _ = try Database(path: path) }
        #expect(refused == .unfinishedRestore(path: path, advice: "give it again"))
        // Who only reads may look.
        #expect(try Database(path: path, mode: .readOnly).integers("SELECT count(*) FROM t") == [0])
        try FileManager.default.removeItem(atPath: mark)
        _ = try Database(path: path)
    }

    @Test("takes double quotes for names only, and protects SQLite's own tables")
    func hardened() throws {
        let database = try Database(path: ":memory:")
        #expect(problem { () throws(DatabaseProblem) in try database.run("SELECT \"text\"") } != nil)
        try database.run("PRAGMA writable_schema = ON")
        #expect(
            problem { () throws(DatabaseProblem) in try database.run("DELETE FROM sqlite_schema") } != nil)
    }

    @Test("is refused while another writer has it, and possible again afterwards")
    func oneWriter() throws {
        let path = folder.file("a.db")
        var first: Database? = try Database(path: path)
        let refused = problem { () throws(DatabaseProblem) in _ = try Database(path: path) }
        #expect(refused == .inUse(path: path, process: getpid()))
        #expect(refused?.description.contains("is in use by process \(getpid())") == true)
        _ = try Database(path: path, mode: .readOnly)
        #expect(first != nil)
        first = nil
        _ = try Database(path: path)
    }

    @Test("is possible as soon as its writer lets go, also where a program just being started has a copy")
    func lettingGo() throws {
        let path = folder.file("a.db")
        var first: Database? = try Database(path: path)
        let held = try #require(
            FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }.first {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)"))
                    == URL(filePath: path).resolvingSymlinksInPath().path + ".lock"
            })
        let copy = dup(held)
        defer { close(copy) }
        #expect(copy >= 0 && first != nil)
        first = nil
        _ = try Database(path: path)
    }

    @Test("says so when the folder does not exist")
    func missingFolder() throws {
        let path = folder.file("none/a.db")
        let refused = problem { () throws(DatabaseProblem) in _ = try Database(path: path) }
        #expect(refused == .cannotOpen(path: path, reason: "No such file or directory"))
        let reading = problem { () throws(DatabaseProblem) in _ = try Database(path: path, mode: .readOnly) }
        #expect(reading == .cannotOpen(path: path, reason: "No such file or directory"))
    }

    @Test("says so when the folder is a file")
    func folderIsAFile() throws {
        let path = try folder.write("file", [1]) + "/a.db"
        let refused = problem { () throws(DatabaseProblem) in _ = try Database(path: path) }
        #expect(refused == .cannotOpen(path: path, reason: "Not a directory"))
        #expect(refused?.description.contains("must exist and be writable") == true)
    }

    @Test("says so when the path is a folder")
    func pathIsAFolder() {
        let path = folder.path
        let refused = problem { () throws(DatabaseProblem) in _ = try Database(path: path) }
        #expect(refused.map { "\($0)".hasPrefix("cannot open the database `\(path)`") } == true)
        try? FileManager.default.removeItem(atPath: path + ".lock")
    }

    @Test("says so when the file is something else")
    func notADatabase() throws {
        let path = try folder.write("a.db", Array(repeating: UInt8(ascii: "x"), count: 4_096))
        let refused = problem { () throws(DatabaseProblem) in _ = try Database(path: path) }
        #expect(refused == .notADatabase(path: path))
    }

    @Test("for reading refuses to write")
    func readOnly() throws {
        let path = folder.file("a.db")
        let writer = try Database(path: path)
        try writer.run("CREATE TABLE t (n INTEGER) STRICT")
        let reader = try Database(path: path, mode: .readOnly)
        let refused = problem { () throws(DatabaseProblem) in try reader.run("INSERT INTO t VALUES (1)") }
        #expect(refused == .readOnly(path: path))
    }

    @Test("of a damaged file fails with the damage, not with a trap")
    func damaged() throws {
        let path = folder.file("a.db")
        var database: Database? = try Database(path: path)
        try database?.run("CREATE TABLE t (n INTEGER PRIMARY KEY, b BLOB) STRICT")
        try database?.run("INSERT INTO t VALUES (1, randomblob(20000))")
        database = nil
        var bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
        for index in 100..<8_192 { bytes[index] = 0xff }
        let copy = try folder.write("b.db", bytes)
        let refused = problem { () throws(DatabaseProblem) in
            try Database(path: copy).query("SELECT n FROM t") { _ in }
        }
        guard case .corrupt = refused else {
            Issue.record("expected the damage, got \(String(describing: refused))")
            return
        }
    }

    @Test("works on a file system of the caller's choice")
    func otherFileSystem() throws {
        let database = try Database(path: folder.file("a.db"), vfs: "unix-excl")
        try database.run("CREATE TABLE t (n INTEGER) STRICT")
        #expect(!FileManager.default.fileExists(atPath: folder.file("a.db.lock")))
        let path = folder.file("b.db")
        #expect(problem { () throws(DatabaseProblem) in _ = try Database(path: path, vfs: "no such") } != nil)
    }
}
