import EntenteProtocol
import Flags
import SystemCalls

/// The verbs about who did what.
enum AuditVerbs {
    static let group = VerbTree.group(
        "audit", summary: "Who changed what, from the files of the sources, and whether that is untouched.",
        [.verb(AuditVerifyVerb.self), .verb(AuditListVerb.self)])
}

/// `entente audit verify`: whether somebody has tampered with the events.
struct AuditVerifyVerb: Verb {
    static let word = "verify"
    static let examples = [
        "entente audit verify --data /tmp/entente",
        "entente audit verify --data /var/lib/entente/directory --head "
            + "directory=17:4a44dc15364204a80fe80e9039455cc1608281820fe2b24f1e5233ade6af1dd5",
    ]
    static let summary = "Looks whether what each source keeps, and its log of events, is as it was written."
    static let notes = """
        Every event carries a SHA-256 over the one before it and over itself, so an event that was changed, \
        removed, inserted or moved breaks the chain; the first that fails is named. What the tables hold is \
        compared with what the events left, so that a change past them is found too. Who can write the file \
        can write a whole chain anew, or cut off its end: note the heads that this verb prints in a place \
        of their own, and give them again by --head. Reads the files, also while the services use them, and \
        backups too. Exits with 0 when all is sound, with 1 when it is not.
        """

    private let heads: Flag<[String]>

    init(declaringIn flags: inout FlagSet) {
        heads = flags.texts(
            "head", placeholder: "SOURCE=NUMBER:HASH",
            help: "a head noted earlier, which must be in the chain", isRequired: false, isRepeated: true
        ) { (text: String) throws(FlagProblem) in
            guard NotedHead(text)?.service != nil else {
                throw FlagProblem(
                    "expected what `entente audit verify` prints, such as `directory=17:` and 64 digits")
            }
        }
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        let keeper = try context.requireKeeper()
        let databases = try SourceDatabase.found(in: try context.requireFolder())
        let noted = heads.value.compactMap { NotedHead($0) }
        for head in noted where !databases.contains(where: { $0.service == head.service }) {
            throw .usage("flag `--head`: there is no database of the \(head.service?.rawValue ?? "") there")
        }
        var status = ExitStatus.done
        var writer = ItemWriter(context.console, as: context.settings.output)
        defer { writer.end() }
        for database in databases.reversed() {
            let own = noted.filter { $0.service == database.service }
            var findings: [AuditFinding] = []
            for head in own.isEmpty ? [nil] : own.map(Optional.some) {
                findings.append(try Self.look(keeper, database, head, context))
            }
            // Of several heads the one that fails first tells.
            guard let worst = findings.min(by: { $0.rank < $1.rank }) else { continue }
            if context.answersInJSON { writer.write(Self.json(worst)) } else { Self.tell(worst, context) }
            if !worst.isSound { status = .negative }
        }
        return status
    }

    private static func look(
        _ keeper: any DatabaseKeeper.Type, _ database: SourceDatabase, _ head: NotedHead?, _ context: Context
    ) throws(Problem) -> AuditFinding {
        var progress = WorkProgress("audit", context.console)
        defer { progress.clear() }
        return try keeper.verify(database, noted: head) {
            progress.show($0, "events of the \(database.service.rawValue)")
        }
    }

    private static func json(_ finding: AuditFinding) -> JSONValue {
        var members = [
            JSONValue.Member("service", .string(finding.service.rawValue)),
            .init("sound", .bool(finding.isSound)), .init("events", .integer(finding.soundCount)),
            .init("head", .string(finding.head)), .init("things", .integer(finding.thingCount)),
            .init("complete", .bool(finding.tellsAll)),
        ]
        if let breach = finding.breach {
            members.append(.init("firstBroken", .integer(breach.sequence)))
            members.append(.init("reason", .string(breach.words)))
        }
        if finding.strayCount > 0 {
            members.append(.init("strayCount", .integer(finding.strayCount)))
            members.append(.init("strays", .array(finding.strays.map { .string($0) })))
        }
        return .object(members)
    }

    private static func tell(_ finding: AuditFinding, _ context: Context) {
        let name = finding.service.rawValue
        if let breach = finding.breach {
            context.console.print(
                context.console.styled("✗ \(name)", .bad)
                    + "  broken at event \(breach.sequence): \(breach.words)")
            context.console.print("  \(finding.soundCount) events before it are sound")
            return
        }
        let sound = "\(finding.soundCount) events are sound"
        if finding.strayCount == 0 {
            context.console.print(
                context.console.styled("✓ \(name)", .good)
                    + "  \(sound), and \(finding.thingCount) things as they left them")
        } else {
            context.console.print(
                context.console.styled("✗ \(name)", .bad)
                    + "  \(sound), but not all things are as they left them: "
                    + (finding.strayCount == 1 ? "1 is not" : "\(finding.strayCount) are not"))
            for stray in finding.strays { context.console.print("  \(stray)") }
            if finding.strays.count < finding.strayCount { context.console.print("  …") }
        }
        if !finding.tellsAll {
            context.console.print(
                "  no event tells of what an earlier release left, and who added to it: start the service of this "
                    + "release once, and what is there then is compared from then on")
        }
        context.console.print("  head \(finding.head)")
    }
}

extension AuditFinding {
    /// The lower, the sooner it should be told of several.
    fileprivate var rank: Int64 { breach?.sequence ?? .max }
}

/// `entente audit list`: who changed what, in both sources.
struct AuditListVerb: Verb {
    static let word = "list"
    static let examples = [
        "entente audit list --data /tmp/entente --organization acme --since 7d",
        "entente audit list --actor ada --method updateUser --json",
    ]
    static let summary = "Lists who changed what in both sources, from their files."
    static let notes = """
        Of agreements both organizations are found. `--json` shows each thing as it was before and after, \
        with the access token's name, the request key and the revision. What `entente events` lists over the \
        wire is the directory's part of this.
        """

    private let organization: Flag<String?>
    private let actor: Flag<String?>
    private let byOperator: Flag<Bool>
    private let method: Flag<String?>
    private let since: Flag<String?>
    private let until: Flag<String?>
    private let limit: Flag<Int>

    init(declaringIn flags: inout FlagSet) {
        organization = flags.optional(
            "organization", placeholder: "ID", help: "only what was done to it, or to an agreement of it")
        actor = flags.optional("actor", placeholder: "USER", help: "only what was done in this user's name")
        byOperator = flags.bool("by-operator", help: "only what the operator, or time itself, did")
        method = flags.optional("method", placeholder: "CALL", help: "only by this call; `time` for time")
        since = flags.optional(
            "since", placeholder: "WHEN", help: "only from then on; such as `7d` (ago) or `2026-03-01T09:30Z`"
        )
        until = flags.optional("until", placeholder: "WHEN", help: "only before then")
        limit = flags.int(
            "limit", default: 1_000, in: 1...1_000_000, help: "so many at most of each source: the newest")
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        let keeper = try context.requireKeeper()
        let filter = try filter(now: MachineClock.wallMillis)
        var all: [AuditedEvent] = []
        for database in try SourceDatabase.found(in: try context.requireFolder()).reversed() {
            let (events, hasMore) = try keeper.events(of: database, filter)
            all += events
            if hasMore {
                context.console.note(
                    "entente: older events of the \(database.service.rawValue) are left out; see --limit")
            }
        }
        all.sort { $0.event.at < $1.event.at }
        if context.printsJSONList(all.map { JSON.value(of: $0) }) { return .done }
        if all.isEmpty {
            context.console.print("nothing was done")
        } else {
            Self.table(all).print(on: context.console)
        }
        return .done
    }

    private func filter(now: Int64) throws(Problem) -> AuditFilter {
        var filter = AuditFilter()
        if let organization = organization.value {
            guard organization.wholeMatch(of: #/[A-Za-z0-9_.:@\-]{1,64}/#) != nil else {
                throw .usage("flag `--organization`: `\(organization)` is no id")
            }
            filter.organization = organization
        }
        filter.actor = byOperator.value ? "" : actor.value
        if byOperator.value, actor.value != nil {
            throw .usage("flags `--actor` and `--by-operator` exclude one another")
        }
        if let call = method.value {
            let isCommand = Method(name: call).map { Call.named($0).kind == .command } ?? false
            guard isCommand || ["time", "restore", "begin", "upgrade"].contains(call) else {
                throw .usage(
                    "flag `--method`: `\(call)` is no call that changes anything",
                    advice: "`entente call --help` and the schema name them; `time` is time itself")
            }
            filter.call = call
        }
        filter.since = try Moment.past(since.value, flag: "since", now: now)
        filter.until = try Moment.past(until.value, flag: "until", now: now)
        filter.limit = limit.value
        return filter
    }

    private static func table(_ events: [AuditedEvent]) -> TextTable {
        var table = TextTable([
            "source", "number", "when", "what", "subject", "organization", "who", "token", "change",
        ])
        for audited in events {
            let event = audited.event
            let who = event.actor.isEmpty ? (event.token.isEmpty ? "-" : "operator") : event.actor
            table.add([
                audited.service, "\(event.sequence)", Timestamp(event.at).text, event.call, event.subject,
                event.organization.isEmpty ? "-" : event.organization, who,
                event.token.isEmpty ? "-" : event.token, EventText.change(event),
            ])
        }
        return table
    }
}
