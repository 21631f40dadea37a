// One transaction for everything a turn of the loop writes, one fsync for all of its commands. Each command
// is a savepoint in it, so a refused one leaves nothing behind while its neighbours stand. Reads of the turn
// go to the same connection and see what its commands have written.
//
// SQLite may roll back the whole transaction on its own (disk full, input/output errors), savepoints and all.
// The turn is lost then: whatever comes after it in the turn fails at once, also reads, whose answers would
// rest on what is no longer there. Memory that follows the tables takes part as a TurnParticipant and moves
// only after the commit.

/// State in memory that goes with what a turn writes.
package protocol TurnParticipant: AnyObject {
    /// A command begins: what stands now is what `commandUndone()` returns to.
    func commandBegan()
    /// The command's writes are taken back.
    func commandUndone()
    /// Everything written since the last end of a turn is on the disk.
    func turnCommitted()
    /// Everything written since the last end of a turn is gone.
    func turnDiscarded()
}

/// The transaction of the current turn; belongs to the database's thread.
package final class TurnTransaction {
    private let database: Database
    private var participants: [any TurnParticipant] = []
    private var isInCommand = false
    /// Whether somebody else held the database locked when the turn was to begin: waited for once a turn.
    private var isLockedOut = false

    /// Turns on `database`, which must be the writer.
    package init(_ database: Database) {
        precondition(database.mode == .readWrite, "turns write")
        self.database = database
    }

    /// Whether the turn has begun a transaction, lost or not, that `commit()` or `rollback()` must end.
    package var isOpen: Bool { database.transaction != .none }

    /// Whether everything this turn wrote is already gone.
    package var isLost: Bool { database.transaction == .lost }

    /// Lets `participant` follow the turns from now on; it is kept as long as this object.
    package func add(_ participant: any TurnParticipant) { participants.append(participant) }

    /// Runs one command; whatever it throws, nothing it wrote is left.
    ///
    /// - Parameters:
    ///   - refusal: how a problem of the database looks to whoever gave the command.
    ///   - body: the command.
    /// - Throws: what `body` throws, or `refusal(.turnLost)` when the turn's transaction is gone.
    @discardableResult
    package func command<Value, Refusal: Error>(
        refusal: (DatabaseProblem) -> Refusal, _ body: () throws(Refusal) -> Value
    ) throws(Refusal) -> Value {
        precondition(!isInCommand, "a command within a command")
        isInCommand = true
        defer { isInCommand = false }
        try refusing(refusal) { () throws(DatabaseProblem) in try begin() }
        for participant in participants { participant.commandBegan() }
        let value: Value
        do throws(Refusal) {
            value = try body()
        } catch {
            undo()
            throw error
        }
        do throws(DatabaseProblem) {
            try database.run("RELEASE command")
        } catch {
            undo()
            throw refusal(error)
        }
        return value
    }

    /// Runs one command that has nothing to refuse but what the database reports.
    @discardableResult
    package func command<Value>(
        _ body: () throws(DatabaseProblem) -> Value
    ) throws(DatabaseProblem) -> Value {
        try command(refusal: { $0 }, body)
    }

    /// Puts everything the turn wrote on the disk and ends the turn's transaction, if there is one.
    ///
    /// - Returns: whether there was anything to commit.
    /// - Throws: `.turnLost` or what the commit reports; nothing of the turn stands then. `.undecided` where
    ///   it does not stand, and may after the next start.
    @discardableResult
    package func commit() throws(DatabaseProblem) -> Bool {
        precondition(!isInCommand, "commit within a command")
        isLockedOut = false
        guard isOpen else { return false }
        do throws(DatabaseProblem) {
            try database.run("COMMIT")
        } catch {
            rollback()
            throw settled(error)
        }
        database.transaction = .none
        for participant in participants { participant.turnCommitted() }
        return true
    }

    /// Takes back everything the turn wrote and ends its transaction, if there is one.
    package func rollback() {
        isLockedOut = false
        guard isOpen else { return }
        database.transaction = .none
        // A rollback that fails is tried again before the next turn begins.
        if !database.isAutocommit { _ = try? database.run("ROLLBACK") }
        for participant in participants { participant.turnDiscarded() }
    }

    /// Makes sure that what could not be committed never counts.
    private func settled(_ problem: DatabaseProblem) -> DatabaseProblem {
        guard case .inputOutput(let message) = problem else { return problem }
        do throws(DatabaseProblem) {
            guard database.isAutocommit else { return .undecided(message: message) }
            try database.writeOverFailedCommit()
            return problem
        } catch {
            return .undecided(message: message)
        }
    }

    private func begin() throws(DatabaseProblem) {
        if isLockedOut { throw .busy }
        if database.transaction == .none {
            if !database.isAutocommit { try database.run("ROLLBACK") }
            do throws(DatabaseProblem) {
                try database.run("BEGIN IMMEDIATE")
            } catch {
                isLockedOut = error == .busy
                throw error
            }
            database.transaction = .open
        }
        try database.run("SAVEPOINT command")
    }

    private func undo() {
        for participant in participants { participant.commandUndone() }
        database.noticeLoss()
        guard !isLost else { return }
        do throws(DatabaseProblem) {
            try database.run("ROLLBACK TO command")
            try database.run("RELEASE command")
        } catch {
            // Half a command must not be committed with the rest: the turn goes as a whole.
            database.transaction = .lost
        }
    }

    private func refusing<Refusal: Error>(
        _ refusal: (DatabaseProblem) -> Refusal, _ body: () throws(DatabaseProblem) -> Void
    ) throws(Refusal) {
        do throws(DatabaseProblem) {
            try body()
        } catch {
            throw refusal(error)
        }
    }
}
