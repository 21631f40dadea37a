import EntenteProtocol
import Flags
import SystemCalls

/// `entente backup`: copies the sources' databases while they are used.
struct BackupVerb: Verb {
    static let word = "backup"
    static let examples = [
        "entente backup --data /tmp/entente --to /backups/monday",
        "entente backup --data /var/lib/entente/directory --to /backups/directory-monday",
    ]
    static let summary = "Copies what the sources keep to a new folder, while they go on."
    static let notes = """
        Each database is copied as of one moment; the directory's after the partnership service's, so that it \
        knows everybody the agreements name. Beside the files lies `manifest.json`: revisions, heads of the \
        events, and the SHA-256 of each file, which are read again before the verb says that it is done. \
        Decision nodes keep nothing of their own. The copy holds people's data, but no access token. Where \
        somebody has tampered with the events the copy is made all the same, and the verb exits with 1.
        """

    private let output: Flag<String>

    init(declaringIn flags: inout FlagSet) {
        output = flags.required(
            "to", placeholder: "DIR", help: "the folder to make; nothing is there yet")
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        let keeper = try context.requireKeeper()
        let databases = try SourceDatabase.found(in: try context.requireFolder())
        for database in databases where File.exists(keeper.markPath(database.path)) {
            throw .usage(
                "a restore into `\(database.path)` is not finished; nothing was copied",
                advice: "`\(keeper.markPath(database.path))` says what to do")
        }
        let folder = DataFolder(output.value).path
        guard !File.exists(folder) else {
            throw .usage("`\(folder)` exists already; nothing was copied", advice: "name a new folder")
        }
        let manifest = try Self.take(databases, keeper, to: folder, context)
        Self.tell(manifest, folder, context)
        let broken = manifest.files.filter { $0.brokenAt != 0 }
        for file in broken {
            context.console.note(
                "entente: the events of the \(file.service) are broken at event \(file.brokenAt), and so in the "
                    + "backup: see `entente audit verify`")
        }
        return broken.isEmpty ? .done : .negative
    }

    /// Writes beside the folder that is wanted and gives it its name when everything is verified.
    private static func take(
        _ databases: [SourceDatabase], _ keeper: any DatabaseKeeper.Type, to folder: String,
        _ context: Context
    ) throws(Problem) -> BackupManifest {
        let beside = "\(folder).unfinished"
        do throws(Errno) {
            try File.remove(beside)
            try File.makeFolder(beside, mode: 0o700)
        } catch {
            throw .usage("cannot make `\(beside)`: \(error)", advice: "name a folder that can be made")
        }
        do {
            let manifest = try copy(databases, keeper, to: beside, context)
            try File.move(beside, to: folder)
            return manifest
        } catch {
            try? File.remove(beside)
            throw error as? Problem ?? .fault("cannot write `\(folder)`: \(error)")
        }
    }

    private static func copy(
        _ databases: [SourceDatabase], _ keeper: any DatabaseKeeper.Type, to folder: String,
        _ context: Context
    ) throws -> BackupManifest {
        var progress = WorkProgress(word, context.console)
        defer { progress.clear() }
        var manifest = BackupManifest()
        manifest.format = BackupManifest.formatName
        manifest.formatVersion = BackupManifest.formatVersion
        manifest.release = Release.version
        manifest.takenAt = MachineClock.wallMillis
        for (index, database) in databases.enumerated() {
            let name = database.service.rawValue
            let path = "\(folder)/\(name).sqlite"
            let part = { (share: Double) in (Double(index) + share) / Double(databases.count) }
            var file = try keeper.backUp(database, to: path) {
                progress.show(part($0 * 0.5), "copying \(name)")
            }
            file.file = "\(name).sqlite"
            file.place = database.place
            try keeper.check(file, at: path) { progress.show(part(0.5 + $0 * 0.5), "verifying \(name)") }
            manifest.files.append(file)
        }
        let text = JSON.encode(manifest, pretty: true) + "\n"
        try File.write("\(folder)/\(BackupManifest.name)", Array(text.utf8), mode: 0o600)
        return manifest
    }

    private static func tell(_ manifest: BackupManifest, _ folder: String, _ context: Context) {
        guard !context.printsJSON(JSON.value(of: manifest)) else { return }
        for file in manifest.files.reversed() {
            context.console.print(
                "\(file.service): \(file.byteCount) bytes at revision \(file.revision), head \(file.head)")
        }
        context.console.print("verified, in `\(folder)`")
    }
}
