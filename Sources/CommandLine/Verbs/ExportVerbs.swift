import EntenteClient
import EntenteProtocol
import Flags
import SystemCalls

/// `entente export`: a whole organization as lines of JSON.
struct ExportVerb: Verb {
    static let word = "export"
    static let examples = ["entente export acme --to acme.jsonl", "entente export acme"]
    static let methods: [Method] = [
        .getOrganization, .snapshot, .listInteractions, .getDefaults, .listPartnerships,
    ]
    static let summary = "Writes a whole organization down, a thing a line, for `entente import`."
    static let notes = """
        Everything it consists of: settings, locations, people, teams, what people set one another to, \
        integrations and who connected them, its default table, and its agreements told from its side. The \
        first line says what is left out because it cannot be the same elsewhere. The order is fixed, so two \
        exports of the same state are the same bytes. The access token needs the scopes read and replicate, \
        for all organizations.
        """

    private let organization: Flag<String>
    private let output: Flag<String?>

    init(declaringIn flags: inout FlagSet) {
        organization = flags.positional("ORGANIZATION", help: "its id")
        output = flags.optional(
            "to", placeholder: "FILE", help: "where to write, in one step; else standard output")
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        if let path = output.value { try Self.requireWritable(path) }
        let client = try context.makeClient()
        defer { client.close() }
        let id = organization.value
        _ = try await context.ask(client, GetOrganizationRequest.with { $0.id = id })
        var progress = WorkProgress(Self.word, context.console)
        let export = OrganizationExport(organization: id, client: client, context: context)
        let things = try await export.gather { progress.show(count: $0, "facts read") }
        progress.clear()
        let lines =
            [JSON.encode(ExportHeader(of: id))] + things.map(\.line) + [ExportHeader.end(things.count)]
        guard let path = output.value else {
            for line in lines { context.console.print(line) }
            return .done
        }
        do throws(Errno) {
            try File.write(path, Array((lines.joined(separator: "\n") + "\n").utf8), mode: 0o600)
        } catch {
            throw .fault("cannot write `\(path)`: \(error)")
        }
        context.console.note("\(things.count) things of `\(id)` in `\(path)`")
        return .done
    }

    /// Before the work, so that a file that cannot be written is not found out after it.
    private static func requireWritable(_ path: String) throws(Problem) {
        do throws(Errno) {
            try File.probeWriting(path)
        } catch {
            throw .usage("flag `--to`: cannot write `\(path)`: \(error)")
        }
    }
}

/// `entente import`: makes an organization that was exported.
struct ImportVerb: Verb {
    static let word = "import"
    static let examples = ["entente import acme.jsonl", "entente import acme.jsonl --only-links"]
    static let methods: [Method] = [
        .createOrganization, .setRightsMatrix, .setSyncedLimits, .setInteractionFloors, .setSharingPolicy,
        .createLocation, .updateLocation, .importUsers, .updateUser, .setPersonalPrivacy, .createTeam,
        .addTeamMembers, .setTeamPrivacy, .setRelationship, .putIntegration, .connectIntegration,
        .updateOrganization, .setSyncedMode, .deactivateUser, .suspendOrganization, .listInteractions,
        .getOrganization, .getUser, .registerInteraction, .setDefaults, .getPartnership, .listUsers,
        .proposePartnership,
        .acceptProposal, .disablePartnership, .proposeChange, .requestEnable,
    ]
    static let summary = "Makes a whole organization from what `entente export` has written."
    static let notes = """
        By the real commands, as the operator; the file is looked at to its end before anything is asked. One \
        that breaks off is gone on with by giving the same file again within 24 hours. Agreements, and \
        settings for people of other organizations, need the other organization to be there: what is left \
        out is told, and made up for with --only-links when the other one has been imported too. An agreement is \
        proposed and accepted on behalf of both sides, so the other organization is bound by what the file \
        says: import only files that you trust. One that stands already is gone on with where it stands on the \
        way to what the file says, and told where it does not.
        """

    private let path: Flag<String>
    private let onlyLinks: Flag<Bool>

    init(declaringIn flags: inout FlagSet) {
        path = flags.positional("FILE", help: "what was exported; `-` for standard input")
        onlyLinks = flags.bool(
            "only-links", help: "only what names other organizations, of one that is there already")
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        let file = try await ImportFile(path: path.value)
        let client = try context.makeClient()
        defer { client.close() }
        let run = ImportRun(file, path: path.value, client, context)
        try await run.run(onlyLinks: onlyLinks.value)
        for (line, words) in run.leftOut {
            context.console.note("entente: line \(line) is left out: \(words)")
        }
        if context.answersInJSON {
            let lines = run.leftOut.map { left in
                JSONValue.object([.init("line", .integer(left.line)), .init("reason", .string(left.words))])
            }
            let members: [JSONValue.Member] = [
                .init("organization", .string(file.header.organization)),
                .init("things", .integer(file.entries.count)), .init("leftOut", .array(lines)),
            ]
            context.printsJSON(.object(members))
        } else {
            context.console.print(
                "imported `\(file.header.organization)`: \(file.entries.count) things"
                    + (run.leftOut.isEmpty ? "" : ", \(run.leftOut.count) left out"))
        }
        return .done
    }
}
