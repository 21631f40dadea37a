// The command line speaks to services over the wire and knows none of their tables. What an operator does to
// the files themselves (copy them while they are written, put them back, look whether somebody has tampered
// with them) is done by somebody whom the program that is shipped hands in; the library stands without.

import EntenteProtocol
import SystemCalls

/// Who knows the files of the sources.
package protocol DatabaseKeeper: SendableMetatype {
    /// Looks over the chain of events of a database, which its service may be using.
    ///
    /// - Parameters:
    ///   - noted: a head noted earlier that must be in the chain.
    ///   - progress: told the share that is done, now and then.
    static func verify(
        _ database: SourceDatabase, noted: NotedHead?, progress: (Double) -> Void
    ) throws(Problem) -> AuditFinding

    /// The newest events of a database that `filter` lets through, oldest first, and whether older ones were
    /// left out.
    static func events(
        of database: SourceDatabase, _ filter: AuditFilter
    ) throws(Problem) -> (events: [AuditedEvent], hasMore: Bool)

    /// Copies a database, which its service may be using, to the new file at `path`.
    static func backUp(
        _ database: SourceDatabase, to path: String, progress: (Double) -> Void
    ) throws(Problem) -> BackupFile

    /// Compares the file of a backup at `path` with what the manifest says of it, and looks whether it is
    /// sound; its events may be as broken as the manifest says.
    static func check(_ file: BackupFile, at path: String, progress: (Double) -> Void) throws(Problem)

    /// Keeps services away from the database at `path` for as long as what is returned lives.
    static func hold(_ path: String) throws(Problem) -> AnyObject

    /// Folds what belongs to the database at `path`, which is held, into its one file.
    ///
    /// - Returns: whether that could be done; not where the file is too damaged for it.
    static func fold(_ path: String) throws(Problem) -> Bool

    /// Where the mark of a restore that is on its way lies, beside the database at `path`: whatever opens the
    /// database to write refuses to while it does, with the text of the mark as advice.
    static func markPath(_ path: String) -> String

    /// Makes the database at `path`, the copy of a file of a backup, one with a history of its own, and notes
    /// in it that it was restored.
    ///
    /// - Parameter takenAt: when the backup was taken, in milliseconds since 1970 UTC.
    static func renew(_ file: BackupFile, at path: String, takenAt: Int64) throws(Problem) -> RenewedHistory
}

/// The database of a source, as it lies in a folder.
package struct SourceDatabase: Sendable, Equatable {
    /// Whose it is.
    package let service: ServiceName
    /// The file.
    package let path: String
    /// The file within the folder it was found in: `directory/directory.sqlite`.
    package let place: String

    /// The database of `service` at `place` in `folder`.
    package init(_ service: ServiceName, _ place: String, in folder: String) {
        self.service = service
        self.place = place
        path = "\(folder)/\(place)"
    }

    /// The services that keep one, in the order in which they are backed up: what the partnership service
    /// keeps names what the directory knew then or earlier, so the directory comes after it.
    package static let services: [ServiceName] = [.partnership, .directory]

    /// Where the database of `service` may be in a folder: a folder of `entente up` has one for each service.
    package static func places(of service: ServiceName) -> [String] {
        let name = "\(service.rawValue).sqlite"
        return ["\(service.rawValue)/\(name)", name]
    }

    /// The databases in a data folder: of an `entente up`, of one service, or of a backup.
    ///
    /// - Throws: where there is none, or where there are two of a service.
    static func found(in folder: DataFolder) throws(Problem) -> [SourceDatabase] {
        var found: [SourceDatabase] = []
        for service in services {
            let own = places(of: service).filter { File.exists("\(folder.path)/\($0)") }
            guard own.count < 2 else {
                throw .usage(
                    "`\(folder.path)` has two databases of the \(service.rawValue), `\(own[0])` and `\(own[1])`",
                    advice: "move the one that no service uses away")
            }
            found += own.map { SourceDatabase(service, $0, in: folder.path) }
        }
        guard found.isEmpty else { return found }
        var reason = ""
        do throws(Errno) { _ = try File.names(in: folder.path) } catch { reason = ": \(error)" }
        throw .usage(
            "there is no database in `\(folder.path)`" + reason,
            advice: "`--data` names the folder of an `entente up`, of a directory or partnership service, "
                + "or of a backup")
    }
}

extension Context {
    /// Who knows the files.
    func requireKeeper() throws(Problem) -> any DatabaseKeeper.Type {
        guard let keeper else { throw .usage("this program knows no databases") }
        return keeper
    }

    /// The folder that `--data` names.
    func requireFolder() throws(Problem) -> DataFolder {
        guard let folder = settings.folder else {
            throw .usage("no data folder is named", advice: "name one by `--data DIR` or ENTENTE_DATA")
        }
        return folder
    }
}
