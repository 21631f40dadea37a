import CommandLine
import EntenteProtocol
import SQLiteStore
import SystemCalls

extension SourceFiles {
    package static func backUp(
        _ source: SourceDatabase, to path: String, progress: (Double) -> Void
    ) throws(Problem) -> BackupFile {
        do throws(Errno) {
            // Made here, so that nobody else may read it from its first byte on.
            try File.write(path, [], mode: 0o600)
        } catch {
            throw .usage("cannot write `\(path)`: \(error)")
        }
        var file = try telling { () throws(DatabaseProblem) in
            let (database, version) = try open(source.service, source.path)
            try database.copy(to: path) { done, whole in
                progress(0.7 * Double(done) / Double(max(whole, 1)))
            }
            var file = try describe(database, of: source.service, version)
            file.brokenAt = try EventLog.verify(in: database).breach?.sequence ?? 0
            return file
        }
        do throws(Errno) {
            try File.sync(path)
            (file.sha256, file.byteCount) = try digest(of: path) { _ in }
        } catch {
            throw .fault("the copy `\(path)` cannot be read back: \(error)")
        }
        return file
    }

    package static func check(
        _ file: BackupFile, at path: String, progress: (Double) -> Void
    ) throws(Problem) {
        guard let service = ServiceName(rawValue: file.service) else {
            throw .usage("`\(file.service)` keeps no database")
        }
        let found: (sha256: String, byteCount: Int64)
        do throws(Errno) {
            found = try digest(of: path) { progress(0.4 * Double($0) / Double(max(file.byteCount, 1))) }
        } catch {
            throw .usage("cannot read `\(path)`: \(error); the backup is not whole")
        }
        guard found == (file.sha256, file.byteCount) else {
            throw .usage(
                "`\(path)` is not what was backed up: \(found.byteCount) bytes with SHA-256 \(found.sha256), "
                    + "the manifest says \(file.byteCount) with \(file.sha256)",
                advice: "the backup is damaged or was changed; take another")
        }
        try requireSound(file, of: service, at: path, progress)
    }

    private static func requireSound(
        _ file: BackupFile, of service: ServiceName, at path: String, _ progress: (Double) -> Void
    ) throws(Problem) {
        let advice = "the backup is damaged or was changed; take another"
        let (contradictions, finding, described) = try telling { () throws(DatabaseProblem) in
            let (database, version) = try open(service, path)
            let contradictions = try database.contradictions()
            progress(0.7)
            let finding = try EventLog.verify(in: database) { done, whole in
                progress(0.7 + 0.3 * Double(done) / Double(max(whole, 1)))
            }
            return (contradictions, finding, try describe(database, of: service, version))
        }
        if let first = contradictions.first {
            throw .usage("`\(path)` contradicts itself: \(first)", advice: advice)
        }
        if let breach = finding.breach, breach.sequence != file.brokenAt {
            throw .usage(
                "`\(path)`: the events are broken at event \(breach.sequence): \(breach.words)",
                advice: "`entente audit verify` tells more; somebody has changed what was done")
        }
        var expected = file
        (expected.file, expected.place, expected.sha256, expected.byteCount) = ("", "", "", 0)
        expected.brokenAt = 0
        guard described == expected else {
            throw .usage("`\(path)` does not stand where the manifest says", advice: advice)
        }
    }

    package static func renew(
        _ file: BackupFile, at path: String, takenAt: Int64
    ) throws(Problem) -> RenewedHistory {
        let history = try telling { () throws(DatabaseProblem) in
            // A file system named: the place it is to take is held already, and this one is nobody's.
            let database = try Database(path: path, vfs: "unix")
            let history = try database.inTransaction { () throws(DatabaseProblem) in
                try renew(file, in: database, takenAt)
            }
            try database.leaveOneFile()
            return history
        }
        do throws(Errno) {
            try File.sync(path)
        } catch {
            throw .fault("`\(path)` cannot be made durable: \(error)")
        }
        return history
    }

    /// A restore is an event like any other: who reads the log later should know that time went back here.
    private static func renew(
        _ file: BackupFile, in database: Database, _ takenAt: Int64
    ) throws(DatabaseProblem) -> RenewedHistory {
        let epochs = try ChangeLog.renewEpoch(in: database) {
            randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) }
        }
        var event = LoggedEvent()
        event.at = MachineClock.wallMillis
        event.call = "restore"
        event.subject = file.service
        let before: [JSONValue.Member] = [
            .init("epoch", .integer(epochs.old ?? 0)), .init("revision", .integer(file.revision)),
            .init("takenAt", .integer(takenAt)),
        ]
        event.before = JSONValue.object(before).text()
        event.after = JSONValue.object([.init("epoch", .integer(epochs.new))]).text()
        event.revision = file.revision
        _ = try EventLog.insert(event, after: try EventLog.head(in: database), into: database)
        return RenewedHistory(oldEpoch: epochs.old ?? 0, newEpoch: epochs.new)
    }

    /// Where a database stands.
    private static func describe(
        _ database: Database, of service: ServiceName, _ tableVersion: Int
    ) throws(DatabaseProblem) -> BackupFile {
        let changes = try ChangeLog(in: database, random: { 0 })
        let events = try EventLog.head(in: database)
        var file = BackupFile()
        file.service = service.rawValue
        file.tableVersion = Int32(tableVersion)
        file.epoch = changes.epoch
        file.revision = changes.head
        file.digest = changes.headDigest
        file.eventSequence = events.sequence
        file.eventHash = events.hash.hexadecimal
        return file
    }

    /// The SHA-256 of a file of any length, and how long it is.
    private static func digest(
        of path: String, _ progress: (Int64) -> Void
    ) throws(Errno) -> (sha256: String, byteCount: Int64) {
        var hash = SHA256()
        var count: Int64 = 0
        try File.opened(path).readAll { (piece: [UInt8]) throws(Errno) in
            hash.update(piece)
            count += Int64(piece.count)
            progress(count)
        }
        return (hash.finish().hexadecimal, count)
    }
}
