// The write-ahead log: every commit is appended to it and waits for the disk; what is in it is folded into
// the file now and then, and the log begins anew. All of this is SQLite's, but for one thing that it passes
// over: what a wait for the disk that failed means. The kernel reports a page that it could not write once
// and takes it for written from then on, so that the next wait, which succeeds, says nothing of it.

import CSQLite

extension Database {
    /// Pages in the log from which on it is folded after a commit.
    private static let foldedPageCount = 1_000

    /// Has every commit go to a log, which this connection folds.
    func beginLog() throws(DatabaseProblem) {
        let mode = try queryOne("PRAGMA journal_mode = WAL") { $0.string(0) }
        guard mode == "wal" || path == ":memory:" else {
            throw .cannotOpen(
                path: path,
                reason: "its file system cannot do what a write-ahead log needs (\(mode ?? "no answer")), as "
                    + "many that reach over a network cannot; use a local disk")
        }
        unsafe sqlite3_wal_hook(
            handle,
            { database, _, _, count in
                guard let database = unsafe database else { return SQLITE_OK }
                unsafe Unmanaged<Database>.fromOpaque(database).takeUnretainedValue().logGrew(to: Int(count))
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Puts on the disk what is in the log already.
    ///
    /// A process that died between writing a commit and waiting for the disk leaves it in the log, where it
    /// is found and counts; answers that rest on it may write nothing, and so wait for no disk. The log is
    /// waited for itself: folding passes it over where somebody else reads or folds. Then it is folded, for
    /// the disk may have failed whoever waited for it before, and would not say so again: what is in the file
    /// is written anew.
    func makeLogDurable() throws(DatabaseProblem) {
        var log: UnsafeMutablePointer<sqlite3_file>?
        try check(
            ResultCode(
                code: unsafe sqlite3_file_control(handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log)))
        // SQLite has opened it by now, for the schema was read.
        if let log = unsafe log, let sync = unsafe log.pointee.pMethods?.pointee.xSync {
            let code = unsafe sync(log, SQLITE_SYNC_NORMAL)
            guard code == SQLITE_OK else {
                throw .inputOutput(message: "the log of `\(path)` cannot be made durable (\(code))")
            }
        }
        let folded = ResultCode(
            code: unsafe sqlite3_wal_checkpoint_v2(handle, "main", SQLITE_CHECKPOINT_TRUNCATE, nil, nil))
        // Where the disk is full, what is kept can be read all the same.
        if ![SQLITE_BUSY, SQLITE_FULL].contains(folded.family) { try check(folded) }
    }

    /// A commit has left so many pages in the log.
    ///
    /// Folding that fails at the disk may have put pages into the file, and counted them, that never reach
    /// it. Before they are written anew, which the next start does, the log must not begin anew: it is not
    /// folded any more.
    private func logGrew(to count: Int) {
        logPageCount = count
        guard count >= Self.foldedPageCount, foldingProblem == nil else { return }
        let code = ResultCode(
            code: unsafe sqlite3_wal_checkpoint_v2(handle, "main", SQLITE_CHECKPOINT_PASSIVE, nil, nil))
        guard code.family == SQLITE_IOERR else { return }
        foldingProblem = DatabaseProblem(
            code, message: unsafe String(cString: sqlite3_errmsg(handle)), path: path)
    }

    /// Writes over what a commit has left in the log that could not be waited for.
    ///
    /// It counts for nobody now, and would count after the next start. Whatever is committed next takes its
    /// place.
    func writeOverFailedCommit() throws(DatabaseProblem) {
        let version = try queryOne("PRAGMA user_version") { $0.int64(0) } ?? 0
        try run("PRAGMA user_version = \(version)")
    }
}
