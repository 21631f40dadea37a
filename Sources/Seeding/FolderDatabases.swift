// The databases of both sources, held and filled by this process. The services themselves are put together,
// as their own programs do, but never listen: so whatever the tables are, and whatever a command does to
// them, is known in one place.

import CommandLine
import DirectoryService
import EntenteProtocol
import EventLoop
import PartnershipService
import SQLiteStore
import Service
import SystemCalls
import Telemetry

/// The databases in the folders of a directory and a partnership service that do not run.
package final class FolderDatabases: SeedDatabases {
    private let directory: DirectoryService
    private let partnership: PartnershipService

    /// Opens the databases, which are made where there are none.
    ///
    /// - Throws: where one cannot be opened, is held by a service, or is not empty.
    package init(directoryFolder: String, partnershipFolder: String) throws(Problem) {
        do {
            directory = try Self.openDirectory(directoryFolder)
            partnership = try Self.openPartnership(partnershipFolder)
            try Self.requireUnused(directory.source.isUnused(), directoryFolder)
            try Self.requireUnused(partnership.isUnused, partnershipFolder)
            try directory.source.beginLoading()
            try partnership.source.beginLoading()
        } catch let problem as Problem {
            throw problem
        } catch {
            throw .usage(
                "\(error)",
                advice: "stop the services of this folder first; or seed them as they run, without `--into`")
        }
    }

    package func learn(_ facts: [Fact]) { partnership.learn(facts) }

    package func carryOut(_ command: any Command) throws(Problem) {
        let service = Call.named(type(of: command).method).services[0]
        do throws(Failure) {
            try (service == .directory ? directory.source : partnership.source).load(command)
        } catch {
            throw .fault("`\(type(of: command).method.name)` was refused: \(error.message)")
        }
    }

    package func finish() throws(Problem) {
        do throws(DatabaseProblem) {
            try directory.source.finishLoading()
            try partnership.source.finishLoading()
        } catch {
            throw .fault("\(error)", advice: "make room, and begin again with an empty folder")
        }
    }

    private static func openDirectory(_ folder: String) throws -> DirectoryService {
        try File.makeFolder(folder)
        return try DirectoryService(
            loop: EventLoop(host: try Host.real()), folder: folder, tokens: AccessTokens(),
            log: Log(service: "directory", level: .error, format: .readable))
    }

    private static func openPartnership(_ folder: String) throws -> PartnershipService {
        try File.makeFolder(folder)
        return try PartnershipService(
            loop: EventLoop(host: try Host.real()), folder: folder,
            directory: Endpoint(host: "127.0.0.1", port: 0), feedSecret: { "" }, tokens: AccessTokens(),
            log: Log(service: "partnership", level: .error, format: .readable), follows: false)
    }

    private static func requireUnused(_ isUnused: Bool, _ folder: String) throws(Problem) {
        guard !isUnused else { return }
        throw .usage(
            "the database in `\(folder)` is not empty; nothing was changed",
            advice: "name a new folder by `--into DIR`, or move this one away")
    }
}
