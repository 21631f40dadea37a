import EntenteProtocol
import SQLiteStore

extension Event {
    /// An entry of the log of events, as it is told.
    ///
    /// - Throws: `.corrupt` where what it dropped cannot be read.
    package init(_ logged: LoggedEvent) throws(DatabaseProblem) {
        self.init()
        sequence = logged.sequence
        at = logged.at
        actor = logged.actor
        token = logged.token
        requestKey = logged.requestKey
        organization = logged.organization
        call = logged.call
        subject = logged.subject
        from = logged.before
        to = logged.after
        guard !logged.dropped.isEmpty else { return }
        do { dropped = try Wire.decode(Event.self, from: logged.dropped).dropped } catch {
            throw .corrupt(message: "the settings that event \(sequence) dropped cannot be read: \(error)")
        }
    }
}
