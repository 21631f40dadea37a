// A long read beside the writer: a snapshot for a subscriber is sent over many turns of the loop, and all of
// it must show one moment. On a connection of its own that is one open read transaction; the writer goes on,
// and only its log grows meanwhile.

extension Database {
    /// Fixes what this connection sees to what is committed now, until `endRead()`.
    ///
    /// For a connection opened with `.readOnly`.
    package func beginRead() throws(DatabaseProblem) {
        precondition(isAutocommit, "a transaction is open already")
        try run("BEGIN")
        do throws(DatabaseProblem) {
            // BEGIN alone waits for the first read to choose its moment.
            try query("SELECT count(*) FROM sqlite_schema") { _ in }
        } catch {
            endRead()
            throw error
        }
    }

    /// Lets go of the moment chosen by `beginRead()`; nothing to do when there is none.
    package func endRead() {
        if !isAutocommit { _ = try? run("ROLLBACK") }
    }
}
