import EntenteProtocol
import SQLiteStore
import Service

/// What a command works with: the tables, the time, the caller, and the facts it makes.
///
/// Belongs to the loop's thread and to one command.
package final class CommandTurn {
    /// Whose token, which call, when.
    package let context: RequestContext
    /// The tables, inside the command's savepoint.
    package let database: Database
    /// What has become so, in order; appended to the change log when the command succeeds.
    package private(set) var facts: [Fact] = []

    init(context: RequestContext, database: Database) {
        self.context = context
        self.database = database
    }

    /// The wall clock of this turn, in milliseconds since 1970 UTC.
    package var now: Int64 { context.now }

    /// Adds a fact that replicas will learn.
    package func emit(_ fill: (inout Fact) -> Void) { facts.append(.with(fill)) }
}
