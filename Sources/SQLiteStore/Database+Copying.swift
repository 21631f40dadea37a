// A copy of a database as of one moment, while its writer goes on: SQLite's own backup, page by page, from a
// connection whose read transaction is open all the while. The transaction is what keeps the copy from being
// begun anew with every commit of the writer, which under steady load would never end.

import CSQLite

extension Database {
    /// Pages copied between two reports of progress: 4 MiB of the usual size.
    private static let pagesPerStep: Int32 = 1_024

    /// Copies what this connection sees into the database at `path`, which must be empty or missing.
    ///
    /// What is there afterwards is one file that needs none beside it. For a connection that has called
    /// ``beginRead()``.
    ///
    /// - Parameter progress: told how many pages are done, and of how many.
    package func copy(to path: String, progress: (Int, Int) -> Void) throws(DatabaseProblem) {
        precondition(!isAutocommit, "a copy shows one moment only within a read transaction")
        // A file system named: nobody else writes there, so no lock of its own is needed.
        let copy = try Database(path: path, vfs: "unix")
        guard let backup = unsafe sqlite3_backup_init(copy.handle, "main", handle, "main") else {
            throw DatabaseProblem(
                ResultCode(code: unsafe sqlite3_errcode(copy.handle)),
                message: unsafe String(cString: sqlite3_errmsg(copy.handle)), path: path)
        }
        var code = SQLITE_OK
        while code == SQLITE_OK {
            code = unsafe sqlite3_backup_step(backup, Self.pagesPerStep)
            let whole = Int(unsafe sqlite3_backup_pagecount(backup))
            progress(whole - Int(unsafe sqlite3_backup_remaining(backup)), whole)
        }
        let ended = unsafe sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE, ended == SQLITE_OK else {
            throw DatabaseProblem(
                ResultCode(code: code == SQLITE_DONE ? ended : code),
                message: unsafe String(cString: sqlite3_errstr(code)), path: path)
        }
        try copy.leaveOneFile()
    }

    /// Folds the write-ahead log into the file and does without from then on; what opens it for writing next
    /// begins one anew.
    package func leaveOneFile() throws(DatabaseProblem) {
        let mode = try queryOne("PRAGMA journal_mode = DELETE") { $0.string(0) }
        guard mode == "delete" else { throw .busy }
    }

    /// Folds the write-ahead log of the database at `path`, whose place is held already, into the one file.
    ///
    /// - Returns: whether that could be done; not where the file is damaged, or no database at all.
    /// - Throws: `.busy` while somebody reads it, or what the disk reports.
    package static func fold(_ path: String) throws(DatabaseProblem) -> Bool {
        do throws(DatabaseProblem) {
            // A file system named: the place is held.
            try Database(path: path, vfs: "unix").leaveOneFile()
            return true
        } catch {
            switch error {
            case .corrupt, .notADatabase: return false
            default: throw error
            }
        }
    }

    /// What contradicts itself in the file, at most ten sentences; none where it is sound.
    package func contradictions() throws(DatabaseProblem) -> [String] {
        let found = try rows("PRAGMA integrity_check(10)") { $0.string(0) }.filter { $0 != "ok" }
        if !found.isEmpty { return found }
        return try rows("PRAGMA foreign_key_check") { row in
            "a row of `\(row.string(0))` refers to one that is not there"
        }
    }
}

/// The writer's place at a database, held so that no service opens it meanwhile.
package final class DatabaseHold {
    private let lock: FileLock

    /// Takes the place at the database at `path`, which need not exist yet.
    ///
    /// - Throws: `.inUse` where a service has it; `.cannotOpen`.
    package init(_ path: String) throws(DatabaseProblem) { lock = try FileLock(forDatabase: path) }
}
