import Testing

@testable import SQLiteStore

@Suite("Statements")
struct StatementTests {
    let database: Database

    init() throws { database = try Database(path: ":memory:") }

    @Test("give back what they were given, of every type")
    func roundTrip() throws {
        try database.run("CREATE TABLE t (i INTEGER, u INTEGER, b INTEGER, s TEXT, x BLOB) STRICT")
        try database.run(
            "INSERT INTO t VALUES (?, ?, ?, ?, ?)", Int64.min, UInt64.max, true, "naïve\u{0}🦊",
            [0, 255] as [UInt8])
        try database.query("SELECT i, u, b, s, x FROM t") { row in
            #expect(row.columnCount == 5)
            #expect(row.int64(0) == .min)
            #expect(row.uint64(1) == .max)
            #expect(row.bool(2) == true)
            #expect(row.string(3) == "naïve\u{0}🦊")
            #expect(row.bytes(4) == [0, 255])
            #expect(row.optionalInt64(0) == .min)
            #expect(row.optionalString(3) == "naïve\u{0}🦊")
        }
    }

    @Test("tell empty from NULL")
    func emptyAndNull() throws {
        try database.run("CREATE TABLE t (s TEXT, x BLOB, n INTEGER) STRICT")
        try database.run("INSERT INTO t VALUES (?, ?, ?)", "", [] as [UInt8], 0)
        try database.run("INSERT INTO t VALUES (?, ?, ?)", nil as String?, nil as [UInt8]?, nil as Int?)
        let texts = try database.rows("SELECT s FROM t") { $0.optionalString(0) }
        let blobs = try database.rows("SELECT x FROM t") { $0.optionalBytes(0) }
        let numbers = try database.rows("SELECT n FROM t") { $0.optionalInt(0) }
        #expect(texts == ["", nil])
        #expect(blobs == [[], nil])
        #expect(numbers == [0, nil])
    }

    @Test("bind a value of an optional as the value itself")
    func someIsTheValue() throws {
        let value: String? = "x"
        #expect(try database.queryOne("SELECT ?", value) { $0.string(0) } == "x")
    }

    @Test("answer how many rows changed and which row came last")
    func counts() throws {
        try database.run("CREATE TABLE t (n INTEGER PRIMARY KEY) STRICT")
        #expect(try database.run("INSERT INTO t VALUES (5), (6), (7)") == 3)
        #expect(database.lastInsertedRow == 7)
        #expect(try database.run("DELETE FROM t WHERE n > ?", 5) == 2)
        #expect(try database.run("DELETE FROM t WHERE n > ?", 5) == 0)
    }

    @Test("refuse values of another type than the table's")
    func strictTypes() throws {
        try database.run("CREATE TABLE t (n INTEGER) STRICT")
        let refused = problem { () throws(DatabaseProblem) in
            try database.run("INSERT INTO t VALUES (?)", "x")
        }
        #expect(refused == .constraint(.type, message: "cannot store TEXT value in INTEGER column t.n"))
    }

    @Test(
        "say which rule a row would break",
        arguments: [
            ("INSERT INTO child VALUES (1, 9, 1)", ConstraintKind.foreignKey),
            ("INSERT INTO parent VALUES (1)", .unique),
            ("INSERT INTO child VALUES (1, 1, 0)", .check),
            ("INSERT INTO child VALUES (1, NULL, 1)", .notNull),
            ("DELETE FROM parent", .foreignKey),
        ])
    func constraints(_ sql: String, _ kind: ConstraintKind) throws {
        try database.execute(
            script: """
                CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;
                CREATE TABLE child (
                    id INTEGER PRIMARY KEY, parent INTEGER NOT NULL REFERENCES parent (id),
                    n INTEGER CHECK (n > 0)
                ) STRICT;
                INSERT INTO parent VALUES (1);
                INSERT INTO child VALUES (2, 1, 1);
                """)
        let refused = problem { () throws(DatabaseProblem) in try database.run(sql) }
        guard case .constraint(kind, _) = refused else {
            Issue.record("expected \(kind), got \(String(describing: refused))")
            return
        }
    }

    @Test("are kept for their next use, with no value left in them")
    func cached() throws {
        let before = database.cachedStatementCount
        for number in 0..<10 {
            #expect(try database.queryOne("SELECT ?", number) { $0.int(0) } == number)
        }
        #expect(database.cachedStatementCount == before + 1)
        #expect(try database.queryOne("SELECT ?", nil as Int?) { $0.isNull(0) } == true)
    }

    @Test("are forgotten from the longest unused when there are too many")
    func cacheBound() throws {
        for number in 0..<(Database.statementCountMaximum * 2) {
            try database.run("SELECT \(number)")
            try database.run("SELECT 'often'")
        }
        #expect(database.cachedStatementCount == Database.statementCountMaximum)
    }

    @Test("of the same text may run within each other")
    func nested() throws {
        try database.run("CREATE TABLE t (n INTEGER) STRICT")
        try database.run("INSERT INTO t VALUES (1), (2), (3)")
        var pairs: [[Int]] = []
        try database.query("SELECT n FROM t") { outer throws(DatabaseProblem) in
            let left = outer.int(0)
            try database.query("SELECT n FROM t") { pairs.append([left, $0.int(0)]) }
        }
        #expect(pairs.count == 9)
        #expect(pairs.last == [3, 3])
    }

    @Test("that fail, or are left half way, can be used again")
    func reusedAfterFailure() throws {
        try database.run("CREATE TABLE t (n INTEGER PRIMARY KEY) STRICT")
        let insert = "INSERT INTO t VALUES (?)"
        try database.run(insert, 1)
        #expect(problem { () throws(DatabaseProblem) in try database.run(insert, 1) } != nil)
        try database.run(insert, 2)
        let left = problem { () throws(DatabaseProblem) in
            try database.query("SELECT n FROM t") { _ throws(DatabaseProblem) in throw .busy }
        }
        #expect(left == .busy)
        #expect(try database.integers("SELECT n FROM t") == [1, 2])
    }

    @Test("that do not parse say why")
    func syntax() {
        let refused = problem { () throws(DatabaseProblem) in try database.run("SELEKT 1") }
        #expect(refused == .other(code: 1, message: "near \"SELEKT\": syntax error"))
    }

    @Test("given the wrong number of values stop the program")
    func wrongBindingCount() async {
        await #expect(processExitsWith: .failure) {
            try Database(path: ":memory:").run("SELECT ?, ?", 1)
        }
    }

    @Test(
        "read as another type than the column has are refused as damage",
        arguments: [
            "SELECT 'text', 'text', 1", "SELECT 7, x'00', 1", "SELECT 7, 'text', 'text'",
            "SELECT NULL, 'text', 1",
        ])
    func wrongColumnType(sql: String) throws {
        let database = try Database(path: ":memory:")
        var read: [(Int64, String)] = []
        let problem = problem { () throws(DatabaseProblem) in
            read = try database.rows(sql) { row in
                if row.int64(2) < 0 { _ = row.bytes(2) }
                return (row.int64(0), row.string(1))
            }
        }
        guard case .corrupt(let words)? = problem else {
            Issue.record("\(problem.map { "\($0)" } ?? "nothing") was thrown")
            return
        }
        #expect(words.contains(sql) && read.isEmpty)
        // The statement is as good as new.
        #expect(try database.rows("SELECT 7, 'text'") { $0.int64(0) } == [7])
    }

    @Test("come one at a time")
    func oneAtATime() async {
        await #expect(processExitsWith: .failure) {
            try Database(path: ":memory:").run("SELECT 1; SELECT 2")
        }
    }
}
