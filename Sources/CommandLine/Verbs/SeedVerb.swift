import EntenteClient
import EntenteProtocol
import Flags
import SystemCalls
import World

/// `entente seed`: fills a cluster with a world of any size.
struct SeedVerb: Verb {
    static let word = "seed"
    static let examples = [
        "entente seed --users 10000 --organizations 100",
        "entente seed --users 1000000 --organizations 1000 --into /tmp/entente",
    ]
    static let methods: [Method] = [
        .listOrganizations, .createOrganization, .createLocation, .importUsers, .updateUser, .createTeam,
        .addTeamMembers, .setRelationship, .deactivateUser, .setDefaults, .proposePartnership,
        .acceptProposal, .disablePartnership, .serverStatus,
    ]
    static let summary =
        "Fills an empty cluster with a world: organizations, people, teams, settings, partnerships."
    static let notes = """
        The same numbers give the same world everywhere, ids included; they are kept in `world.json` of the \
        data folder, or in --manifest FILE. Services that run get the real commands over the wire. For a very \
        large world --into DIR writes into the databases that `entente up --data DIR` will use, while nothing \
        runs: by the same handlers, in one transaction, and without keeping the changes for those who follow \
        (who take a snapshot).
        """

    private let world: WorldFlags
    private let into: Flag<String?>
    private let manifest: Flag<String?>

    init(declaringIn flags: inout FlagSet) {
        world = WorldFlags(declaringIn: &flags)
        into = flags.optional(
            "into", placeholder: "DIR",
            help: "write into the databases of this data folder, made if missing, while no service runs")
        manifest = flags.optional(
            "manifest", placeholder: "FILE", help: "where to keep the numbers of the world")
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        let plan = try world.plan()
        if let into = into.value {
            let folder = DataFolder(into)
            let lock = try Self.take(folder)
            let target = DatabaseSeedTarget(try Self.open(folder, context), plan)
            try await run(plan, into: target, manifestIn: folder, context)
            lock.close()
        } else {
            let client = try context.makeClient(reconnecting: false)
            let target = try await ServiceSeedTarget(client, context)
            try await run(plan, into: target, manifestIn: context.settings.folder, context)
            client.close()
        }
        return .done
    }

    // MARK: - Databases

    /// Keeps an `entente up` away from the folder.
    private static func take(_ folder: DataFolder) throws(Problem) -> FileDescriptor {
        let lock: FileDescriptor?
        do throws(Errno) {
            try File.makeFolder(folder.path, mode: 0o700)
            lock = try File.lock(folder.lockPath)
        } catch {
            throw .usage(
                "cannot write in `\(folder.path)`: \(error)",
                advice: "name a folder that you may write in by `--into DIR`")
        }
        guard let lock else {
            throw .usage(
                "an `entente up` runs on `\(folder.path)`",
                advice: "stop it first, or seed it as it runs: `--data DIR` instead of `--into DIR`")
        }
        return lock
    }

    private static func open(_ folder: DataFolder, _ context: Context) throws(Problem) -> any SeedDatabases {
        guard let type = context.seedDatabases else {
            throw .usage("this program knows no databases; seed services that run, without `--into`")
        }
        return try type.init(
            directoryFolder: folder.folder(of: .directory),
            partnershipFolder: folder.folder(of: .partnership))
    }

    // MARK: - Seeding

    private func run(
        _ plan: WorldPlan, into target: any SeedTarget, manifestIn folder: DataFolder?, _ context: Context
    ) async throws(Problem) {
        let path = manifest.value ?? folder.map { "\($0.path)/\(WorldNumbers.manifestName)" }
        // Before the work, so that one that cannot be kept is not found out after it.
        if let path { try Self.write(plan.numbers, to: path) }
        var progress = SeedProgress(WorldScript(plan), context.console)
        do throws(Problem) {
            try await Self.carryOut(WorldScript(plan), target, &progress)
        } catch {
            progress.clear()
            if let path { try? File.remove(path) }
            throw error
        }
        progress.clear()
        Self.report(plan, progress.elapsed, path, context)
    }

    private static func write(_ numbers: WorldNumbers, to path: String) throws(Problem) {
        do throws(Errno) {
            try File.write(path, Array(numbers.manifest.utf8))
        } catch {
            throw .usage(
                "cannot write the manifest `\(path)`: \(error); nothing was seeded",
                advice: "name a file that can be written by `--manifest FILE`")
        }
    }

    private static func carryOut(
        _ script: WorldScript, _ target: any SeedTarget, _ progress: inout SeedProgress
    ) async throws(Problem) {
        var service = ServiceName.directory
        for chapter in WorldScript.Chapter.allCases {
            if chapter.service != service { try await target.directoryIsDone() }
            service = chapter.service
            progress.begin()
            let count = script.count(of: chapter)
            for first in stride(from: 0, to: count, by: WorldScript.importCount) {
                let end = min(first + WorldScript.importCount, count)
                try await target.carryOut(script.commands(of: chapter, first..<end))
                progress.show(chapter, end)
            }
            progress.end(chapter)
        }
        try await target.finish()
    }

    private static func report(_ plan: WorldPlan, _ time: Duration, _ path: String?, _ context: Context) {
        if context.answersInJSON {
            let counts = [
                ("users", plan.userCount), ("organizations", plan.organizationCount),
                ("teams", plan.teamCount), ("settings", plan.settingCount),
                ("partnerships", plan.partnershipCount),
            ]
            var members = counts.map { JSONValue.Member($0, .integer($1)) }
            members.append(JSONValue.Member("seconds", .double(time / .seconds(1))))
            members.append(JSONValue.Member("world", JSON.value(of: plan.numbers)))
            context.printsJSON(.object(members))
            return
        }
        context.console.print(
            "seeded \(plan.userCount) users of \(plan.organizationCount) organizations, "
                + "\(plan.teamCount) teams, \(plan.settingCount) individual settings and "
                + "\(plan.partnershipCount) partnerships in \(SeedProgress.words(time))"
                + (path.map { "; the world is `\($0)`" } ?? ""))
    }
}
