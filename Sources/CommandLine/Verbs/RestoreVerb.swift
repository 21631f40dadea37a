import EntenteProtocol
import Flags
import SystemCalls

/// `entente restore`: puts a backup in the place of what the sources keep.
struct RestoreVerb: Verb {
    static let word = "restore"
    static let examples = [
        "entente restore --from /backups/monday --data /tmp/entente",
        "entente restore --from /backups/directory-monday --data /var/lib/entente/directory --replace",
    ]
    static let summary = "Makes the databases of a backup those of a data folder, as a history of their own."
    static let notes = """
        Nothing is touched before the whole backup is verified. The restored sources begin a new history \
        (epoch): whoever has seen newer revisions of the old one, decision nodes and the partnership service \
        among them, drops what it knows and takes everything anew; positions from before are refused with \
        `history-restored`. Never copy a database file back by hand: nobody could tell that time went back. \
        The services of the folder must not run. With --replace the databases that are there are kept beside \
        the new ones, under `.before-restore-` and the time. A backup of one service goes into the folder of \
        one service, a backup of an `entente up` into one for `entente up`.
        """

    private let from: Flag<String>
    private let replaces: Flag<Bool>
    private let takesBroken: Flag<Bool>

    init(declaringIn flags: inout FlagSet) {
        from = flags.required("from", placeholder: "DIR", help: "the backup")
        replaces = flags.bool("replace", help: "restore into a folder that is not empty")
        takesBroken = flags.bool(
            "although-broken", help: "restore although the events were tampered with before the backup")
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        let keeper = try context.requireKeeper()
        let folder = try context.requireFolder()
        let backup = DataFolder(from.value).path
        let manifest = try BackupManifest.read(from: backup)
        try requireRoom(in: folder)
        if let broken = manifest.files.first(where: { $0.brokenAt != 0 }), !takesBroken.value {
            throw .usage(
                "the events of the \(broken.service) were broken at event \(broken.brokenAt) when the backup was "
                    + "taken; nothing was changed",
                advice: "restore an older backup, or this one with `--although-broken`")
        }
        var progress = WorkProgress(Self.word, context.console)
        defer { progress.clear() }
        for (index, file) in manifest.files.enumerated() {
            try keeper.check(file, at: "\(backup)/\(file.file)") {
                progress.show(
                    (Double(index) + $0) / Double(manifest.files.count), "verifying \(file.service)")
            }
        }
        let restored = try put(manifest, from: backup, into: folder, keeper)
        progress.clear()
        // What was seen of the old history would only be refused.
        context.session.forget()
        tell(restored, folder, context)
        return .done
    }

    /// Refuses a folder that has anything in it, unless told.
    private func requireRoom(in folder: DataFolder) throws(Problem) {
        guard !replaces.value, File.exists(folder.path) else { return }
        let names: [String]
        do throws(Errno) {
            names = try File.names(in: folder.path)
        } catch {
            throw .usage("cannot read `\(folder.path)`: \(error)", advice: "name another folder by `--data`")
        }
        guard let first = names.first else { return }
        throw .usage(
            "`\(folder.path)` is not empty: it has `\(first)`; nothing was changed",
            advice: "name a new folder by `--data`, or restore into this one with `--replace`")
    }

    // MARK: - Putting in place

    /// A database that is ready beside the place it is to take.
    private struct Ready {
        let file: BackupFile
        let path: String
        let history: RenewedHistory
        let hold: AnyObject
        var beside: String { path + ".restoring" }
    }

    private func put(
        _ manifest: BackupManifest, from backup: String, into folder: DataFolder,
        _ keeper: any DatabaseKeeper.Type
    ) throws(Problem) -> [Ready] {
        let lock = try takeFolder(folder)
        defer { withExtendedLifetime(lock) {} }
        var ready: [Ready] = []
        do {
            for file in manifest.files {
                ready.append(try prepare(file, manifest.takenAt, from: backup, into: folder, keeper))
            }
            let now = MachineClock.wallMillis
            for one in ready { try takePlace(one, now) }
        } catch {
            for one in ready { try? File.remove(one.beside) }
            throw error as? Problem ?? .fault("cannot write in `\(folder.path)`: \(error)")
        }
        return ready
    }

    /// Keeps an `entente up` away while its databases change.
    private func takeFolder(_ folder: DataFolder) throws(Problem) -> FolderLock? {
        do throws(Errno) {
            try File.makeFolder(folder.path, mode: 0o700)
            guard File.exists(folder.lockPath) else { return nil }
            guard let lock = try File.lock(folder.lockPath) else { throw .wouldBlock }
            return FolderLock(lock)
        } catch {
            if error == .wouldBlock {
                throw .usage(
                    "an `entente up` runs on `\(folder.path)`; nothing was changed", advice: "stop it first")
            }
            throw .usage("cannot write in `\(folder.path)`: \(error)")
        }
    }

    private func prepare(
        _ file: BackupFile, _ takenAt: Int64, from backup: String, into folder: DataFolder,
        _ keeper: any DatabaseKeeper.Type
    ) throws -> Ready {
        let path = "\(folder.path)/\(file.place)"
        let own = file.place.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        try File.makeFolder(folder.path + own, mode: 0o700)
        let hold = try keeper.hold(path)
        let beside = path + ".restoring"
        try File.remove(beside)
        try File.copy("\(backup)/\(file.file)", to: beside)
        do {
            let history = try keeper.renew(file, at: beside, takenAt: takenAt)
            return Ready(file: file, path: path, history: history, hold: hold)
        } catch {
            try? File.remove(beside)
            throw error
        }
    }

    /// The old database goes aside with the files that belong to it: its log would be taken for that of the
    /// new one.
    private func takePlace(_ one: Ready, _ now: Int64) throws(Errno) {
        for suffix in ["", "-wal", "-shm"] where File.exists(one.path + suffix) {
            try File.move(one.path + suffix, to: "\(one.path).before-restore-\(now)\(suffix)")
        }
        try File.move(one.beside, to: one.path)
    }

    private func tell(_ restored: [Ready], _ folder: DataFolder, _ context: Context) {
        if context.settings.answersInJSON {
            let histories = restored.map { one in
                JSONValue.object([
                    .init("service", .string(one.file.service)),
                    .init("oldEpoch", .integer(one.history.oldEpoch)),
                    .init("newEpoch", .integer(one.history.newEpoch)),
                    .init("revision", .integer(one.file.revision)),
                ])
            }
            return context.console.print(JSONValue.object([.init("restored", .array(histories))]).text())
        }
        for one in restored.reversed() {
            context.console.print(
                "\(one.file.service): revision \(one.file.revision) of history \(one.history.oldEpoch), "
                    + "from now on history \(one.history.newEpoch)")
        }
        context.console.print("restored into `\(folder.path)`; start the services")
    }
}

/// A lock that is let go of with its owner.
private final class FolderLock {
    private let file: FileDescriptor
    init(_ file: consuming FileDescriptor) { self.file = file }
    deinit { File.unlock(file) }
}
