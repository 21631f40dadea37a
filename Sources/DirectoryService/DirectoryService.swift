// The directory: who there is, to which organization they belong, and where in it. One of the two sources: it
// decides nothing about permissions, it says what is so, and everybody else follows it.

import EntenteProtocol
import EventLoop
import SQLiteStore
import Service
import Source
import Telemetry

/// The directory, put together on a loop; belongs to the loop's thread.
package final class DirectoryService {
    /// What listens and answers.
    package let server: Server
    /// The tables, the change log and the feed.
    package let source: Source

    /// Goes over everything that the tables of `database`, which reads, hold of a directory.
    package static func visitThings(
        in database: Database, _ visit: (any Message) throws(DatabaseProblem) -> Void
    ) throws(DatabaseProblem) {
        let walk = try DirectorySnapshot(in: database)
        while true {
            let facts = try walk.next()
            guard !facts.isEmpty else { return }
            for fact in facts {
                let things: [(any Message)?] = [
                    fact.organization, fact.location, fact.user, fact.team, fact.membership,
                    fact.relationship, fact.integration, fact.connection,
                ]
                for thing in things { if let thing { try visit(thing) } }
            }
        }
    }

    /// A directory whose tables live in `folder`, in the file `directory.sqlite`.
    ///
    /// - Parameters:
    ///   - folder: exists and is writable; the file is made where there is none.
    ///   - tokens: who is let in.
    /// - Throws: what keeps the file from being opened, held or understood.
    package init(
        loop: EventLoop, folder: String, tokens: AccessTokens, log: Log,
        limits: ServiceLimits = ServiceLimits(), sourceLimits: SourceLimits = SourceLimits()
    ) throws(DatabaseProblem) {
        let host = loop.host
        let path = "\(folder)/\(DirectoryService.fileName)"
        let database = try Database(path: path, vfs: host.sqliteVFS)
        try database.migrate(DirectorySchema.migrations, application: DirectorySchema.application)
        let changes = try ChangeLog(in: database, random: { host.randomness.next() })
        server = Server(
            name: .directory, loop: loop, keeper: DirectoryKeeper(changes), tokens: tokens, log: log,
            limits: limits)
        source = try Source(
            database: database, changes: changes, server: server, limits: sourceLimits,
            openSnapshot: { () throws(DatabaseProblem) in try DirectorySnapshot(path: path, host: host) })
        DirectoryCalls(store: DirectoryStore(database), randomness: host.randomness).offer(on: source)
    }

    /// What says that a database is a directory's.
    package static let application = DirectorySchema.application
    /// How many steps its tables have seen.
    package static var tableVersion: Int { DirectorySchema.migrations.count }
    /// The name of the database in the data folder.
    package static let fileName = "directory.sqlite"
}
