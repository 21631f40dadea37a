import EntenteProtocol
import SQLiteStore
import Service

/// What a command works with: the tables, the time, the caller, the facts it makes, and what it is written
/// down as.
///
/// Belongs to the loop's thread and to one command.
package final class CommandTurn {
    /// Whose token, which call, when.
    package let context: RequestContext
    /// In whose name it is given; empty for the operator and for time itself.
    package let actor: String
    /// The tables, inside the command's savepoint.
    package let database: Database
    /// What has become so, in order; appended to the change log when the command succeeds.
    package private(set) var facts: [Fact] = []
    /// What was changed, in order; appended to the log of events when the command succeeds.
    private(set) var events: [LoggedEvent] = []
    private let requestKey: String

    init(context: RequestContext, actor: String, requestKey: String, database: Database) {
        self.context = context
        self.actor = actor
        self.requestKey = requestKey
        self.database = database
    }

    /// The call that events name where nobody gave a command.
    package static let timeName = "time"

    /// The wall clock of this turn, in milliseconds since 1970 UTC.
    package var now: Int64 { context.now }

    /// Adds a fact that replicas will learn.
    package func emit(_ fill: (inout Fact) -> Void) { facts.append(.with(fill)) }

    /// Writes down that a thing was changed.
    ///
    /// - Parameters:
    ///   - organization: the organization it was done to; empty for what concerns them all.
    ///   - subject: the id of the thing.
    ///   - from: the thing before; nil where there was none.
    ///   - to: the thing after; nil where there is none.
    ///   - dropped: the relationship settings that ended with it.
    ///   - byTime: whether nobody did it, but its time had come.
    package func note<Thing: Message>(
        in organization: String, about subject: String, from: Thing?, to: Thing?,
        dropped: [Relationship] = [], byTime: Bool = false
    ) {
        var event = LoggedEvent()
        event.at = now
        event.organization = organization
        event.subject = subject
        event.before = from.map { JSON.encode($0) } ?? ""
        event.after = to.map { JSON.encode($0) } ?? ""
        // Kept as the wire has them: they are only ever shown.
        if !dropped.isEmpty { event.dropped = Wire.encode(Event.with { $0.dropped = dropped }) }
        event.call = byTime ? Self.timeName : context.method.name
        if !byTime {
            event.actor = actor
            event.token = context.token.name
            event.requestKey = requestKey
        }
        events.append(event)
    }
}
