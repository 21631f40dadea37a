import SQLiteStore
import Testing

@Suite("Migrations")
struct MigrationTests {
    let folder: Folder
    let first = Migration(sql: "CREATE TABLE t (n INTEGER) STRICT; INSERT INTO t VALUES (1);")
    let second = Migration { (database: Database) throws(DatabaseProblem) in
        try database.run("ALTER TABLE t ADD COLUMN s TEXT")
        try database.run("UPDATE t SET s = ?", "from code")
    }

    init() throws { folder = try Folder() }

    @Test("run once each, across openings, up to the newest")
    func forward() throws {
        let path = folder.file("a.db")
        try Database(path: path).migrate([first], application: 7)
        let database = try Database(path: path)
        try database.migrate([first, second], application: 7)
        try database.migrate([first, second], application: 7)
        #expect(try database.version() == 2)
        #expect(try database.rows("SELECT s FROM t") { $0.string(0) } == ["from code"])
    }

    @Test("leave the file as it was when a step fails, keeping the steps before")
    func failedStep() throws {
        let database = try Database(path: folder.file("a.db"))
        let broken = Migration(sql: "CREATE TABLE u (n INTEGER) STRICT; INSERT INTO nowhere VALUES (1);")
        let refused = problem { () throws(DatabaseProblem) in
            try database.migrate([first, broken], application: 7)
        }
        #expect(refused == .other(code: 1, message: "no such table: nowhere"))
        #expect(try database.version() == 1)
        #expect(try database.integers("SELECT count(*) FROM sqlite_schema WHERE name = 'u'") == [0])
        try database.migrate([first, second], application: 7)
        #expect(try database.version() == 2)
    }

    @Test("refuse a file that a newer program has written")
    func newer() throws {
        let path = folder.file("a.db")
        let database = try Database(path: path)
        try database.migrate([first, second], application: 7)
        let refused = problem { () throws(DatabaseProblem) in try database.migrate([first], application: 7) }
        #expect(refused == .newerVersion(path: path, found: 2, known: 1))
        #expect(refused?.description.contains("version 2, this program knows versions up to 1") == true)
    }

    @Test("refuse the database of another service or another program")
    func otherDatabase() throws {
        let path = folder.file("a.db")
        let database = try Database(path: path)
        try database.migrate([first], application: 7)
        let otherService = problem { () throws(DatabaseProblem) in
            try database.migrate([first], application: 8)
        }
        #expect(otherService == .otherDatabase(path: path))

        let foreign = try Database(path: folder.file("b.db"))
        try foreign.run("CREATE TABLE bookmarks (url TEXT)")
        let otherProgram = problem { () throws(DatabaseProblem) in
            try foreign.migrate([first], application: 7)
        }
        #expect(otherProgram == .otherDatabase(path: folder.file("b.db")))
    }
}
