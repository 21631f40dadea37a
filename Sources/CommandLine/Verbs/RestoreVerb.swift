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
        The services of the folder must not run, and refuse to start on what a restore that was killed has left: \
        give it again then. With --replace the databases that are there are kept beside the new ones, under \
        `.before-restore-` and the time. A backup of one service goes into the folder of \
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
        try Self.requirePlaces(of: manifest, in: folder)
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
        let restored = try RestoredFolder(folder, keeper).put(manifest, from: backup)
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

    /// Refuses a folder that another kind of services uses: the backup would lie beside what they read.
    private static func requirePlaces(of manifest: BackupManifest, in folder: DataFolder) throws(Problem) {
        guard !File.exists("\(folder.path)/\(BackupManifest.name)") else {
            throw .usage(
                "`\(folder.path)` is a backup itself; nothing was changed",
                advice: "name the data folder by `--data`, and the backup by `--from`")
        }
        let isOfUp = manifest.files.contains { $0.place.contains("/") }
        let places: [String] = SourceDatabase.services.flatMap { SourceDatabase.places(of: $0) }
        let others = places.filter { place in
            place.contains("/") != isOfUp && File.exists("\(folder.path)/\(place)")
        }
        guard let other = others.first else { return }
        throw .usage(
            isOfUp
                ? "`\(folder.path)` is the folder of one service, with `\(other)`, and the backup is of an "
                    + "`entente up`; nothing was changed"
                : "`\(folder.path)` is the folder of an `entente up`, with `\(other)`, and the backup is of one "
                    + "service's folder; nothing was changed",
            advice: "name a folder of the backup's own kind by `--data`")
    }

    private func tell(_ restored: [RestoredDatabase], _ folder: DataFolder, _ context: Context) {
        if context.answersInJSON {
            let histories = restored.map { one in
                JSONValue.object([
                    .init("service", .string(one.file.service)),
                    .init("oldEpoch", .integer(one.history.oldEpoch)),
                    .init("newEpoch", .integer(one.history.newEpoch)),
                    .init("revision", .integer(one.file.revision)),
                ])
            }
            context.printsJSON(JSONValue.object([.init("restored", .array(histories))]))
            return
        }
        for one in restored.reversed() {
            context.console.print(
                "\(one.file.service): revision \(one.file.revision) of history \(one.history.oldEpoch), "
                    + "from now on history \(one.history.newEpoch)")
        }
        context.console.print("restored into `\(folder.path)`; start the services")
    }
}
