// What the two sources share: commands that change tables and append to the change log in one transaction,
// one commit a turn for all of them, the feed that pushes what was committed, and snapshots for those who
// begin.

import EntenteProtocol
import EventLoop
import PlantedBugs
import SQLiteStore
import Service
import Telemetry

/// The tables, the change log and the subscribers of one source.
///
/// Belongs to the loop's thread.
package final class Source: TurnCommitter {
    package let database: Database
    package let changes: ChangeLog
    /// Who changed what.
    package let events: EventLog
    package let publisher: FeedPublisher
    package let server: Server
    let turn: TurnTransaction
    let journal: RequestJournal
    /// The commands, for who gives them without a connection.
    var loading: [Method: (any Command, RequestContext) throws -> Void] = [:]
    private let limits: SourceLimits
    private var hasToldOfLog = false
    /// How long the turns' commits took.
    private let commits = DurationCounts()

    /// A source on `database`, whose tables exist, answering through `server`.
    ///
    /// - Throws: what reading the end of the log of events reports.
    /// - Parameter openSnapshot: opens a second connection and begins to read what is committed at that
    ///   moment.
    package init(
        database: Database, changes: ChangeLog, server: Server, limits: SourceLimits = SourceLimits(),
        openSnapshot: @escaping () throws(DatabaseProblem) -> any SnapshotReader
    ) throws(DatabaseProblem) {
        self.database = database
        self.changes = changes
        self.server = server
        self.limits = limits
        events = try EventLog(in: database)
        journal = RequestJournal(in: database)
        if isPlanted("request keys are forgotten over a restart") {
            _ = try? database.run("DELETE FROM requests")
        }
        turn = TurnTransaction(database)
        turn.add(changes)
        turn.add(events)
        publisher = FeedPublisher(changes: changes, loop: server.loop, log: server.log, limits: limits)
        server.committer = self
        publisher.offer(on: server, openSnapshot: openSnapshot)
        scheduleHousekeeping()
    }

    /// State in memory that follows the tables: told when a command, and when a turn, stands or is taken
    /// back.
    package func add(_ participant: any TurnParticipant) { turn.add(participant) }

    package func commitTurn() -> Failure? {
        let clock = server.loop.host.clock
        let began = turn.isOpen ? clock.monotonic : nil
        do throws(DatabaseProblem) {
            let isWritten = try turn.commit()
            if let began { commits.record(clock.monotonic &- began) }
            if isWritten { tellOfLog() }
            return nil
        } catch {
            if isPlanted("a turn that was not committed is answered as if it were") { return nil }
            if case .undecided = error { return .undecided("\(error); repeat it with the same request key") }
            return .unavailable("nothing of this turn was kept: \(error)")
        }
    }

    /// Says once that the database's log only grows from now on, and keeps it from doing so beyond measure
    /// for a snapshot.
    private func tellOfLog() {
        guard let problem = database.foldingProblem else {
            if database.logPageCount > limits.logPageMaximum { publisher.cutOffOldestSnapshot() }
            return
        }
        if hasToldOfLog { return }
        hasToldOfLog = true
        server.log.error(
            "the database's log is folded no longer, and grows: replace the disk and start again",
            ["reason": "\(problem)"])
    }

    package func turnFlushed() { publisher.push() }

    /// What a monitoring server reads of the tables and the feed.
    package var metrics: [MetricFamily] {
        [
            .histogram(
                "entente_commit_duration_seconds",
                "Time to make a turn's changes durable: SQLite's commit, with the wait for the disk."
            ) { $0.add(commits.reading) },
            .gauge("entente_revision", "The number of the last change.", changes.head),
            .gauge(
                "entente_oldest_revision", "The first change that is still in the log.",
                changes.oldestRevision),
            .gauge(
                "entente_database_log_pages",
                "Pages in the database's write-ahead log after the last commit.",
                UInt64(database.logPageCount)),
            .gauge("entente_feed_subscribers", "Who follows this source.", publisher.subscriberCount),
        ]
    }

    /// Runs a change that nobody asked for (a deadline has passed), as a command of its own.
    ///
    /// A problem of the database is logged, not thrown: time will ask again.
    package func runByTime(_ body: (CommandTurn) throws -> Void) {
        let context = RequestContext(
            token: AccessToken(name: "", scopes: .all, organization: nil), method: .serverStatus,
            now: server.loop.wallNow)
        do {
            try inCommand(context, actor: "", requestKey: "") { turn in try body(turn) }
        } catch {
            server.log.error("timed change failed", ["reason": "\(error)"])
        }
    }

    /// Runs `body` in a savepoint of the turn's transaction, with its facts appended to the change log and
    /// what it noted to the log of events.
    func inCommand<Value>(
        _ context: RequestContext, actor: String, requestKey: String, _ body: (CommandTurn) throws -> Value
    ) throws -> Value {
        let asIs = { (problem: DatabaseProblem) -> any Error in problem }
        return try turn.command(refusal: asIs) { () throws(any Error) -> Value in
            let turn = CommandTurn(
                context: context, actor: actor, requestKey: requestKey, database: database)
            let value = try body(turn)
            precondition(
                turn.facts.isEmpty || !turn.events.isEmpty, "`\(context.method.name)` leaves no event")
            let revision = try changes.append(turn.facts.map { Wire.encode($0) }, at: context.now)
            for var event in turn.events {
                event.revision = revision
                try events.append(event)
            }
            return value
        }
    }

    /// How problems of the tables look to callers.
    package static func failure(_ problem: any Error) -> Failure {
        switch problem {
        case let failure as Failure: failure
        case let problem as DatabaseProblem: .unavailable("nothing was changed: \(problem)")
        default: Failure(.internal, "\(problem)")
        }
    }

    // MARK: housekeeping

    /// A little every heartbeat: the log is trimmed and old request keys are forgotten, never much at once.
    private func scheduleHousekeeping() {
        let pause = UInt64(server.limits.heartbeatMillis) * 1_000_000
        server.loop.schedule(at: server.loop.now &+ pause) { [weak self] in
            guard let self else { return }
            tidy()
            scheduleHousekeeping()
        }
    }

    private func tidy() {
        publisher.announceHead()
        let trimBefore = min(
            changes.head > limits.logChangeMaximum ? changes.head - limits.logChangeMaximum : 0,
            publisher.oldestRevisionNeeded(now: server.loop.now))
        let expiredBefore = server.loop.wallNow - SourceLimits.requestKeyLifetime
        guard trimBefore > changes.oldestRevision || journalMayHaveExpired else { return }
        do throws(DatabaseProblem) {
            try turn.command { () throws(DatabaseProblem) in
                try changes.trim(before: trimBefore, atMost: SourceLimits.tidyRowMaximum)
                let count = try journal.expire(before: expiredBefore, atMost: SourceLimits.tidyRowMaximum)
                lastExpiry = count == SourceLimits.tidyRowMaximum ? 0 : server.loop.now
            }
        } catch {
            server.log.warning("tidying failed", ["reason": "\(error)"])
        }
    }

    private var lastExpiry: UInt64 = 0
    private var journalMayHaveExpired: Bool { server.loop.now &- lastExpiry > 60 * 1_000_000_000 }
}
