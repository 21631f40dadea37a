// How the service is put together: tables, history, a replica of the directory, a server, and the calls.
// Everything that touches the machine comes in through the loop's host, so the same assembly runs in a
// simulation.

import EntenteProtocol
import EventLoop
import Following
import Replica
import Rules
import SQLiteStore
import Service
import Source
import SystemCalls
import Telemetry

/// The partnership service on one loop.
///
/// Belongs to the loop's thread.
package final class PartnershipService {
    /// Where it answers.
    package let server: Server
    /// The tables, the change log and the feed.
    package let source: Source
    private let calls: PartnershipCalls
    private let replica: Replica
    private let subscriber: FeedSubscriber
    private let deadlines: Deadlines

    /// What says that a database is a partnership service's.
    package static let application = PartnershipSchema.application
    /// How many steps its tables have seen.
    package static var tableVersion: Int { PartnershipSchema.migrations.count }
    /// The file its tables are in, within the service's folder.
    package static let fileName = "partnership.sqlite"

    /// Goes over everything that the tables of `database`, which reads, hold of agreements.
    package static func visitThings(
        in database: Database, _ visit: (any Message) throws(DatabaseProblem) -> Void
    ) throws(DatabaseProblem) {
        let store = PartnershipStore(database: database)
        let interactions = try store.interactions()
        let catalog = InteractionCatalog(interactions)
        // What is built in was made by no command.
        let builtIn = InteractionCatalog.builtIn.interactions.count
        for interaction in interactions where interaction.code > builtIn { try visit(interaction) }
        let limit = SourceLimits.snapshotChunkRows
        var after = ""
        while case let tables = try store.defaults(after: after, limit: limit), let last = tables.last {
            for table in tables { try visit(table.told(catalog)) }
            after = last.organization
        }
        after = ""
        while case let some = try store.everyPartnership(after: after, limit: limit), let last = some.last {
            for partnership in some { try visit(partnership.told(to: .first, catalog)) }
            after = last.id
        }
    }

    /// Goes over what the tables of `database` keep beside agreements, and tells what does not follow from
    /// them, as sentences without their ends: when time has something to do.
    package static func visitMisfits(
        in database: Database, _ visit: (String) -> Void
    ) throws(DatabaseProblem) {
        let columns = "\(StoredPartnership.columns), due_at AS kept"
        try database.query("SELECT \(columns) FROM partnerships ORDER BY id") {
            (row: borrowing Row) throws(DatabaseProblem) in
            let partnership = try StoredPartnership.read(row)
            guard partnership.life.dueAt != row.optionalInt64(row.columnCount - 1) else { return }
            visit("the partnership `\(partnership.id)` has another deadline than its own")
        }
    }

    /// A service that keeps its tables in `folder` and follows the directory at `directory`; it begins to
    /// follow at once, and answers when ``Server/listen(on:)`` is called.
    ///
    /// - Parameters:
    ///   - folder: an existing folder; the file in it is made when there is none.
    ///   - feedSecret: the access token to present to the directory, asked for at every connection.
    ///   - follows: whether it follows the directory; otherwise it knows what it is told by ``learn(_:)``.
    /// - Throws: what opening the database and bringing its tables up to date reports.
    package init(
        loop: EventLoop, folder: String, directory endpoint: Endpoint, feedSecret: @escaping () -> String,
        tokens: AccessTokens, log: Log, limits: ServiceLimits = .init(), sourceLimits: SourceLimits = .init(),
        follows: Bool = true
    ) throws(DatabaseProblem) {
        let path = folder + "/" + Self.fileName
        let vfs = loop.host.sqliteVFS
        let randomness = loop.host.randomness
        let database = try Database(path: path, vfs: vfs)
        try database.migrate(PartnershipSchema.migrations, application: PartnershipSchema.application)
        let changes = try ChangeLog(in: database) { randomness.next() }
        let store = PartnershipStore(database: database)
        let interactions = try store.interactions()
        try Self.announce(interactions, in: changes, database, now: loop.wallNow)

        replica = Replica(seed: randomness.next(), keepsAddresses: true)
        let directory = DirectoryView(replica: replica)
        subscriber = FeedSubscriber(
            source: .directory, endpoint: endpoint, secret: feedSecret, loop: loop, replica: replica, log: log
        )
        server = Server(
            name: .partnership, loop: loop,
            keeper: PartnershipPosition(changes: changes, directory: directory, subscriber: subscriber),
            tokens: tokens, log: log, limits: limits)
        source = try Source(
            database: database, changes: changes, server: server, limits: sourceLimits
        ) { () throws(DatabaseProblem) in try PartnershipSnapshot(path: path, vfs: vfs) }
        deadlines = Deadlines(store: store, loop: loop)
        calls = PartnershipCalls(
            source: source, store: store, directory: directory,
            catalogKeeper: CatalogKeeper(InteractionCatalog(interactions)),
            deadlines: deadlines, randomness: randomness)
        begin()
        if follows { subscriber.start() }
    }

    private func begin() {
        calls.offer()
        source.add(calls.catalogKeeper)
        source.add(deadlines)
        deadlines.pass = { [unowned self] in calls.letTimePass() }
        deadlines.arm()
        subscriber.advanced = { [unowned self] in server.answerParked() }
    }

    /// Whether there was never a command.
    package var isUnused: Bool { source.isUnused(but: calls.catalog.interactions.count) }

    /// Takes facts of the directory as if it had told them; for who follows nobody.
    package func learn(_ facts: [Fact]) {
        let staging = replica.stage(.directory)
        staging.apply(facts)
        replica.install(staging, Progress(epoch: 1, revision: UInt64(facts.count), digest: 0))
    }

    /// A new history begins with the catalog, so that it tells by itself everything a snapshot does.
    private static func announce(
        _ interactions: [Interaction], in changes: ChangeLog, _ database: Database, now: Int64
    ) throws(DatabaseProblem) {
        guard changes.head == 0 else { return }
        let turn = TurnTransaction(database)
        turn.add(changes)
        try turn.command { () throws(DatabaseProblem) in
            let facts = interactions.map { interaction in Fact.with { $0.interaction = interaction } }
            try changes.append(facts.map { Wire.encode($0) }, at: now)
            try EventLog.begin(in: database, subject: "partnership", at: now)
        }
        try turn.commit()
    }
}
