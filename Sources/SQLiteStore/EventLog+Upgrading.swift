// What an earlier release left was told by no event, or by less than is known of it now. Brought up to date,
// the log tells of all of it anew, a thing an entry, so that from then on everything there is has an entry
// that vouches for it, and a row that somebody adds by hand has none. One digest over everything would be
// shorter, but could only say that something is wrong, not what.

extension EventLog {
    /// What the first of these entries holds in place of a thing: everything that is there follows.
    package static let toldSign = #"{"told":true}"#

    /// Tells of everything there is, where the log began behind what an earlier release had made.
    ///
    /// Within the transaction of a migration.
    ///
    /// - Parameters:
    ///   - subject: whose log it is.
    ///   - things: hands the JSON of each thing to what it is given.
    package static func tellUpgraded(
        in database: Database, subject: String,
        things: (_ tell: (String) throws(DatabaseProblem) -> Void) throws(DatabaseProblem) -> Void
    ) throws(DatabaseProblem) {
        let untold = "SELECT 1 FROM events WHERE call = ? AND thing_after = '' LIMIT 1"
        guard try database.queryOne(untold, upgradeName, map: { $0.int64(0) }) != nil else { return }
        var event = LoggedEvent()
        (event.call, event.subject, event.after) = (upgradeName, subject, toldSign)
        event.at = try machineTime(in: database)
        event.revision = try ChangeLog.head(in: database)
        var end = try insert(event, after: try head(in: database), into: database)
        try things { (thing: String) throws(DatabaseProblem) in
            event.after = thing
            end = try insert(event, after: end, into: database)
        }
    }

    /// The time of the machine, in milliseconds since 1970; for migrations, which nobody gives another.
    static func machineTime(in database: Database) throws(DatabaseProblem) -> Int64 {
        let clock = "SELECT CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
        return try database.queryOne(clock) { $0.int64(0) } ?? 0
    }
}
