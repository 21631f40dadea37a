// The tables of a store are made by a list of steps that only ever grows. The file remembers how many it has
// seen (`user_version`) and whose it is (`application_id`), each step and its number in one transaction, so a
// program that stops half way finds the file as it was before or after a step.

/// One step from a version of the tables to the next.
package struct Migration {
    private let apply: (Database) throws(DatabaseProblem) -> Void

    /// A step that runs the statements of `sql`.
    package init(sql: String) {
        self.init { (database: Database) throws(DatabaseProblem) in try database.execute(script: sql) }
    }

    /// A step that needs more than statements.
    package init(_ apply: @escaping (Database) throws(DatabaseProblem) -> Void) { self.apply = apply }

    fileprivate func run(on database: Database) throws(DatabaseProblem) { try apply(database) }
}

extension Database {
    /// Brings the tables up to the last of `migrations`: the step at index i leads to version i + 1.
    ///
    /// - Parameter application: a number that says whose database this is; a file with another is refused.
    /// - Throws: `.newerVersion` when the file has seen more steps than there are, `.otherDatabase` when it
    ///   belongs to another program, or what a step reports; steps before the failed one stand.
    package func migrate(_ migrations: [Migration], application: Int32) throws(DatabaseProblem) {
        try claim(for: application)
        let found = try version()
        guard found <= migrations.count else {
            throw .newerVersion(path: path, found: found, known: migrations.count)
        }
        for (index, migration) in migrations.enumerated().dropFirst(found) {
            try inTransaction { () throws(DatabaseProblem) in
                try migration.run(on: self)
                try run("PRAGMA user_version = \(index + 1)")
            }
        }
    }

    /// Refuses a database of another program, or of a newer one; for who reads it without bringing it up to
    /// date.
    ///
    /// - Parameters:
    ///   - application: the number that says whose database this is.
    ///   - known: how many steps this program knows.
    /// - Returns: how many steps the tables have seen.
    /// - Throws: `.otherDatabase` or `.newerVersion`.
    package func requireTables(of application: Int32, known: Int) throws(DatabaseProblem) -> Int {
        let found = try queryOne("PRAGMA application_id") { $0.int64(0) } ?? 0
        guard found == Int64(application) else { throw .otherDatabase(path: path) }
        let version = try version()
        guard version <= known else { throw .newerVersion(path: path, found: version, known: known) }
        return version
    }

    /// How many steps the tables have seen.
    package func version() throws(DatabaseProblem) -> Int {
        try queryOne("PRAGMA user_version") { $0.int(0) } ?? 0
    }

    /// Runs `body` in a transaction of its own; for work outside the turns of a loop, such as starting up.
    package func inTransaction<Value>(
        _ body: () throws(DatabaseProblem) -> Value
    ) throws(DatabaseProblem) -> Value {
        precondition(transaction == .none && isAutocommit, "a transaction is open already")
        try run("BEGIN IMMEDIATE")
        do throws(DatabaseProblem) {
            let value = try body()
            try run("COMMIT")
            return value
        } catch {
            if !isAutocommit { _ = try? run("ROLLBACK") }
            throw error
        }
    }

    private func claim(for application: Int32) throws(DatabaseProblem) {
        let found = try queryOne("PRAGMA application_id") { $0.int64(0) } ?? 0
        if found == Int64(application) { return }
        let tableCount = try queryOne("SELECT count(*) FROM sqlite_schema") { $0.int(0) } ?? 0
        guard found == 0, tableCount == 0 else { throw .otherDatabase(path: path) }
        try run("PRAGMA application_id = \(application)")
    }
}
