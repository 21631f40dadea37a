// One connection to one SQLite file, as every store of the house uses it: write-ahead log, each commit on the
// disk before it is answered, foreign keys on. The one writer holds the file for itself; any number of
// readers may stand beside it, each seeing the moment its read transaction began.

import CSQLite
import PlantedBugs

/// A connection to an SQLite database; belongs to one thread at a time.
@safe
package final class Database {
    /// What a connection may do.
    package enum Mode: Sendable {
        /// Creates the file when there is none, and holds it against every other writer.
        case readWrite
        /// Reads a database that exists, beside its writer.
        case readOnly
    }

    /// Where the connection stands between the beginning and the end of a transaction.
    enum TransactionState {
        case none
        case open
        /// SQLite has rolled back on its own; until the turn ends, nothing more is done.
        case lost
    }

    /// How many prepared statements are kept: more than the stores have, so that only SQL built anew for each
    /// call (a filter put together from parts) is ever prepared twice.
    static let statementCountMaximum = 256

    /// The file, as it was given.
    package let path: String
    /// What the connection may do.
    package let mode: Mode
    let handle: OpaquePointer
    private var lock: FileLock?
    private var statements: [String: CachedStatement] = [:]
    private var useCount: UInt64 = 0
    var transaction = TransactionState.none
    /// How many pages lay in the log after the last commit.
    package internal(set) var logPageCount = 0
    /// Why the log is no longer folded into the file; nil while it is.
    package internal(set) var foldingProblem: DatabaseProblem?

    /// Opens the database at `path`.
    ///
    /// - Parameters:
    ///   - path: the file; `:memory:` for one that lives as long as the connection.
    ///   - vfs: the SQLite file system to use; nil for the operating system's. The writer's lock is a file of
    ///     the operating system, so only a database on that has one.
    ///   - busyTimeoutMilliseconds: how long a statement waits for a lock that a foreign program holds.
    /// - Throws: `.cannotOpen`, `.inUse`, `.unfinishedRestore`, `.notADatabase`, `.readOnly`, `.corrupt`,
    ///   `.inputOutput`, `.busy`.
    package init(
        path: String, vfs: String? = nil, mode: Mode = .readWrite, busyTimeoutMilliseconds: Int = 1_000
    ) throws(DatabaseProblem) {
        self.path = path
        self.mode = mode
        let isOwnFile = mode == .readWrite && vfs == nil && path != ":memory:"
        lock = isOwnFile ? try FileLock(forDatabase: path) : nil
        if isOwnFile, let advice = RestoreMark.advice(at: path) {
            throw .unfinishedRestore(path: path, advice: advice)
        }
        unsafe handle = try Database.open(path, vfs, mode)
        try configure(busyTimeoutMilliseconds)
    }

    deinit {
        if foldingProblem != nil { _ = unsafe entente_sqlite_keep_log(handle) }
        // The statements before their connection, the connection before the lock that guards it.
        statements.removeAll()
        unsafe sqlite3_close_v2(handle)
        lock = nil
    }

    /// Whether no transaction is open.
    package var isAutocommit: Bool { unsafe sqlite3_get_autocommit(handle) != 0 }

    /// The row id the last successful INSERT gave.
    package var lastInsertedRow: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

    /// How many prepared statements are kept for their next use.
    var cachedStatementCount: Int { statements.count }

    private static func open(
        _ path: String, _ vfs: String?, _ mode: Mode
    ) throws(DatabaseProblem) -> OpaquePointer {
        let access =
            mode == .readWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY
        var handle: OpaquePointer?
        let code = unsafe sqlite3_open_v2(path, &handle, access | SQLITE_OPEN_NOMUTEX, vfs)
        guard code == SQLITE_OK, let handle = unsafe handle else {
            let system = unsafe sqlite3_system_errno(handle)
            unsafe sqlite3_close_v2(handle)
            let reason = system != 0 ? FileLock.reason(system) : unsafe String(cString: sqlite3_errstr(code))
            throw .cannotOpen(path: path, reason: reason)
        }
        return unsafe handle
    }

    private func configure(_ busyTimeoutMilliseconds: Int) throws(DatabaseProblem) {
        unsafe sqlite3_extended_result_codes(handle, 1)
        try check(ResultCode(code: unsafe entente_sqlite_harden(handle)))
        try check(ResultCode(code: unsafe sqlite3_busy_timeout(handle, Int32(busyTimeoutMilliseconds))))
        try run("PRAGMA trusted_schema = OFF")
        try run("PRAGMA cell_size_check = ON")
        try run("PRAGMA foreign_keys = ON")
        // What a command can be taken back by is kept until it stands, and where it comes to more than 64 KiB
        // SQLite would write it to a temporary file: there may be no place for one, as in a container that
        // can only be read, and then the whole turn would be lost.
        try run("PRAGMA temp_store = MEMORY")
        // The file is first read here: what is not a database shows now and not at the first command.
        try query("SELECT count(*) FROM sqlite_schema") { _ in }
        guard mode == .readWrite else { return }
        guard unsafe sqlite3_db_readonly(handle, "main") == 0 else { throw .readOnly(path: path) }
        try beginLog()
        let waits = !isPlanted("commits do not wait for the disk")
        try run("PRAGMA synchronous = \(waits ? "FULL" : "OFF")")
        if !isPlanted("what a dead process wrote counts as durable") { try makeLogDurable() }
        // After a long snapshot has held it back, the log is cut to 64 MiB again.
        try run("PRAGMA journal_size_limit = 67108864")
    }

    func check(_ code: ResultCode) throws(DatabaseProblem) {
        guard code.code == SQLITE_OK else { throw problem(code) }
    }

    /// What `code` means, with the connection's last message; notices a transaction that went with it.
    private func problem(_ code: ResultCode) -> DatabaseProblem {
        let message = unsafe String(cString: sqlite3_errmsg(handle))
        noticeLoss()
        return DatabaseProblem(code, message: message, path: path)
    }

    /// Marks the transaction lost when SQLite has ended it without being told to.
    func noticeLoss() {
        if transaction == .open, isAutocommit { transaction = .lost }
    }
}

// MARK: - Statements

extension Database {
    /// Runs one statement and passes over any rows it gives.
    ///
    /// - Returns: how many rows an INSERT, UPDATE or DELETE changed; meaningless for others.
    @discardableResult
    package func run(_ sql: String, _ bindings: any SQLBindable...) throws(DatabaseProblem) -> Int {
        try run(sql, bindings: bindings)
    }

    /// Runs one statement with `bindings` for its places and passes over any rows it gives.
    ///
    /// - Returns: how many rows an INSERT, UPDATE or DELETE changed; meaningless for others.
    @discardableResult
    package func run(_ sql: String, bindings: [any SQLBindable]) throws(DatabaseProblem) -> Int {
        try query(sql, bindings: bindings) { _ in }
        return Int(unsafe sqlite3_changes64(handle))
    }

    /// Runs one statement and lends each row it gives to `each`, in order.
    ///
    /// - Throws: what SQLite reports, or what `each` throws, which ends the query.
    package func query(
        _ sql: String, _ bindings: any SQLBindable...,
        each: (borrowing Row) throws(DatabaseProblem) -> Void
    ) throws(DatabaseProblem) {
        try query(sql, bindings: bindings, each: each)
    }

    /// Runs one statement with `bindings` for its places and lends each row it gives to `each`, in order.
    ///
    /// - Throws: what SQLite reports, or what `each` throws, which ends the query.
    package func query(
        _ sql: String, bindings: [any SQLBindable],
        each: (borrowing Row) throws(DatabaseProblem) -> Void
    ) throws(DatabaseProblem) {
        guard transaction != .lost else { throw .turnLost }
        let cached = try checkOut(sql)
        defer { checkIn(cached) }
        precondition(
            cached.statement.bindingCount == bindings.count,
            "\(bindings.count) values for the \(cached.statement.bindingCount) places of `\(sql)`")
        for (offset, value) in bindings.enumerated() { value.bind(to: cached.statement, at: offset + 1) }
        while try step(cached.statement) {
            try each(cached.statement.row(noting: cached.misfit))
            if let words = cached.misfit.words { throw .corrupt(message: "\(words), in `\(sql)`") }
        }
    }

    /// What `map` makes of each row of the result, in order.
    package func rows<Value>(
        _ sql: String, _ bindings: any SQLBindable...,
        map: (borrowing Row) throws(DatabaseProblem) -> Value
    ) throws(DatabaseProblem) -> [Value] {
        var values: [Value] = []
        try query(sql, bindings: bindings) { (row: borrowing Row) throws(DatabaseProblem) in
            values.append(try map(row))
        }
        return values
    }

    /// What `map` makes of the first row of the result; nil when there is none.
    package func queryOne<Value>(
        _ sql: String, _ bindings: any SQLBindable...,
        map: (borrowing Row) throws(DatabaseProblem) -> Value
    ) throws(DatabaseProblem) -> Value? {
        var value: Value?
        try query(sql, bindings: bindings) { (row: borrowing Row) throws(DatabaseProblem) in
            if value == nil { value = try map(row) }
        }
        return value
    }

    /// Runs the statements of `script` one after the other, without values or results.
    package func execute(script: String) throws(DatabaseProblem) {
        guard transaction != .lost else { throw .turnLost }
        try check(ResultCode(code: unsafe sqlite3_exec(handle, script, nil, nil, nil)))
    }

    private func step(_ statement: borrowing Statement) throws(DatabaseProblem) -> Bool {
        do throws(ResultCode) {
            return try statement.step()
        } catch {
            throw problem(error)
        }
    }
}

// MARK: - The statements kept for their next use

/// A prepared statement with when it was last used.
private final class CachedStatement {
    let sql: String
    let statement: Statement
    let misfit = Row.Misfit()
    var lastUse: UInt64 = 0

    init(_ sql: String, _ statement: consuming Statement) {
        self.sql = sql
        self.statement = statement
    }
}

extension Database {
    /// Takes the statement out while it runs, so that a query within a query of the same text gets its own.
    private func checkOut(_ sql: String) throws(DatabaseProblem) -> CachedStatement {
        if let cached = statements.removeValue(forKey: sql) { return cached }
        do throws(ResultCode) {
            return unsafe CachedStatement(sql, try Statement(sql, on: handle))
        } catch {
            throw problem(error)
        }
    }

    private func checkIn(_ cached: CachedStatement) {
        cached.statement.reset()
        cached.misfit.words = nil
        useCount += 1
        cached.lastUse = useCount
        if statements.count >= Database.statementCountMaximum { forgetOldestStatement() }
        statements[cached.sql] = cached
    }

    private func forgetOldestStatement() {
        guard let oldest = statements.values.min(by: { $0.lastUse < $1.lastUse }) else { return }
        statements[oldest.sql] = nil
    }
}
