// Carries an import out by the real commands, as the operator. Every command has a request key made from the
// file's own bytes: an import that broke off is gone on with by giving the same file again, and nothing of it
// is done twice. What names another organization that is not there is left out, and told.

import EntenteClient
import EntenteProtocol

/// An import on its way.
final class ImportRun {
    private let file: ImportFile
    private let script: ImportScript
    private let path: String
    private let client: EntenteClient
    private let context: Context
    private var progress: WorkProgress
    private var window: [(reply: AnyReply, command: ImportCommand)] = []
    private var doneCount = 0
    private var wholeCount = 1
    private var keyCounts: [Int: Int] = [:]
    /// What was left out, by line, and why.
    private(set) var leftOut: [(line: Int, words: String)] = []

    /// Commands that are not answered yet: enough that the services never wait.
    private static let windowMaximum = 64

    init(_ file: ImportFile, path: String, _ client: EntenteClient, _ context: Context) {
        self.file = file
        self.path = path
        self.client = client
        self.context = context
        script = ImportScript(file)
        progress = WorkProgress("import", context.console)
    }

    /// Does everything, or with `onlyLinks` what names other organizations and is not there yet.
    func run(onlyLinks: Bool) async throws(Problem) {
        defer { progress.clear() }
        if onlyLinks { return try await runLinks() }
        let parts = [
            script.beginning, script.relationships(own: true), script.integrations, script.defaults,
            script.ending, script.suspension,
        ]
        wholeCount = parts.reduce(1) { $0 + $1.count } + script.partnerships.count
        for part in parts[0..<3] { try await carryOut(part) }
        try await relateToOthers()
        try await register()
        try await carryOut(parts[3])
        try await agree()
        for part in parts[4...] { try await carryOut(part) }
    }

    /// Settings that were made before the policy that would refuse them now were legal: it is relaxed for
    /// them, and set again whatever happens.
    private func runLinks() async throws(Problem) {
        try await requireOwners()
        let policy = RelaxedPolicy(organization: file.header.organization, client, context)
        if !script.relationships(own: false).isEmpty {
            try await policy.whileRelaxed(asTheFileSays: script.onlyExtends) { () async throws(Problem) in
                for command in self.script.relationships(own: false) {
                    if policy.isInterrupted { return }
                    try await self.relate(command)
                }
            }
        }
        try await agree()
    }

    // MARK: - Commands

    private func carryOut(_ commands: [ImportCommand]) async throws(Problem) {
        for command in commands {
            if window.count >= Self.windowMaximum { try await settle(until: Self.windowMaximum / 2) }
            window.append((start(command), command))
            // What follows takes for granted that this was made here, and not that somebody else has it.
            if command.makesGround { try await settle(until: 0) }
        }
        try await settle(until: 0)
    }

    private func start(_ command: ImportCommand) -> AnyReply {
        func keyed<C: Command>(_ command: C, _ key: String) -> any Command {
            var command = command
            command.requestKey = key
            return command
        }
        let count = keyCounts[command.line, default: 0]
        keyCounts[command.line] = count + 1
        let key = "import-\(file.digest)-\(command.line)-\(count)"
        return client.startAny(
            keyed(command.command, key), usingSession: context.settings.usesSession)
    }

    private func settle(until limit: Int) async throws(Problem) {
        let count = window.count - limit
        guard count > 0 else { return }
        for (reply, command) in window[..<count] {
            do throws(ClientFailure) { _ = try await reply.answer } catch { throw problem(error, command) }
            doneCount += 1
            progress.show(Double(doneCount) / Double(wholeCount), "line \(command.line)")
        }
        window.removeFirst(count)
    }

    private func problem(_ failure: ClientFailure, _ command: ImportCommand) -> Problem {
        var line = command.line
        // Of many users the refusal names the one it is about.
        if let match = failure.failure.message.firstMatch(of: #/users\[(\d+)\]/#),
            let index = Int(match.output.1), command.lines.indices.contains(index)
        {
            line = command.lines[index]
        }
        return Problem(
            failure,
            advice: "`\(path)`, line \(line): what stands before it is done; correct what is in the way "
                + "and give the same file again within 24 hours, to go on from there")
    }

    /// Carries a command out that may be refused because another organization is not there, or not so.
    ///
    /// - Returns: whether it was done.
    private func attempt(_ command: ImportCommand, _ what: String) async throws(Problem) -> Bool {
        do throws(ClientFailure) {
            _ = try await start(command).answer
            return true
        } catch {
            guard case .refused(let failure) = error,
                [.notFound, .failedPrecondition, .alreadyExists, .invalidArgument].contains(failure.code)
            else { throw problem(error, command) }
            leftOut.append((command.line, "\(what): \(failure.message)"))
            return false
        }
    }

    // MARK: - What names others

    private func relateToOthers() async throws(Problem) {
        for command in script.relationships(own: false) { try await relate(command) }
    }

    /// Who is there already may be another's than the file says, and nobody's settings but those of the
    /// organization's own people are made.
    private func requireOwners() async throws(Problem) {
        var seen: Set<String> = []
        for (line, owner) in script.foreignOwners where seen.insert(owner).inserted {
            let user = try await context.ask(client, GetUserRequest.with { $0.id = owner }).user
            guard user.organization == file.header.organization else {
                throw ImportFile.wrong(
                    path, line,
                    "field `owner`: `\(owner)` is of `\(user.organization)`, the file is of "
                        + "`\(file.header.organization)`")
            }
        }
    }

    private func relate(_ command: ImportCommand) async throws(Problem) {
        _ = try await attempt(command, "a setting for somebody of another organization")
    }

    private func register() async throws(Problem) {
        var known: Set<String>?
        for (line, thing) in script.interactions {
            if known == nil {
                let request = ListInteractionsRequest.with { $0.pageSize = 100 }
                known = Set(try await context.ask(client, request).items.map(\.name))
            }
            guard known?.contains(thing.name) == false else { continue }
            let request = RegisterInteractionRequest.with {
                ($0.name, $0.category, $0.askAllowed) = (thing.name, thing.category, thing.askAllowed)
            }
            try await carryOut([ImportCommand(line: line, command: request)])
        }
    }

    private func agree() async throws(Problem) {
        for (line, thing) in script.partnerships {
            let steps: ArraySlice<any Command>
            if let found = try await standing(thing) {
                guard let rest = ImportAgreement(thing, emails: [:]).rest(after: found) else {
                    leftOut.append((line, Self.words(found, insteadOf: thing)))
                    continue
                }
                steps = rest
            } else {
                guard let emails = try await emails(for: thing, line) else { continue }
                steps = ImportAgreement(thing, emails: emails).commands[...]
            }
            try await carryOut(steps, of: thing, line)
        }
    }

    private static func words(_ found: Partnership, insteadOf thing: Partnership) -> String {
        "the agreement `\(thing.id)` stands already, \(found.state) with `\(found.partner)`, and its state, its "
            + "terms or what is open is not as the file says (\(thing.state) with `\(thing.partner)`): see "
            + "`entente partnership show \(thing.id)`"
    }

    private func carryOut(
        _ steps: ArraySlice<any Command>, of thing: Partnership, _ line: Int
    ) async throws(Problem) {
        // Each step has its own key, also where those before it were taken earlier.
        keyCounts[line] = steps.startIndex
        for step in steps {
            let isDone = try await attempt(
                ImportCommand(line: line, command: step), "the agreement `\(thing.id)`")
            if !isDone { return }
        }
    }

    /// An address of somebody active of either side; nil, and told, where there is none.
    private func emails(for thing: Partnership, _ line: Int) async throws(Problem) -> [String: String]? {
        var emails: [String: String] = [:]
        for side in [thing.partner, thing.organization] {
            guard let email = try await activeEmail(of: side) else {
                leftOut.append(
                    (line, "the agreement `\(thing.id)`: nobody active of organization `\(side)` is there"))
                return nil
            }
            emails[side] = email
        }
        return emails
    }

    /// The agreement as it stands already: from a run that broke off, or made from the other side's file.
    private func standing(_ thing: Partnership) async throws(Problem) -> Partnership? {
        let request = GetPartnershipRequest.with {
            $0.partnership = thing.id
            $0.organization = thing.organization
        }
        do throws(ClientFailure) {
            return try await client.call(request, usingSession: context.settings.usesSession).partnership
        } catch {
            // Somebody else's of the same id is told of when this one is proposed.
            guard case .refused(let failure) = error, [.notFound, .permissionDenied].contains(failure.code)
            else { throw Problem(error) }
            return nil
        }
    }

    private func activeEmail(of organization: String) async throws(Problem) -> String? {
        var request = ListUsersRequest.with {
            $0.organization = organization
            $0.pageSize = 100
        }
        while true {
            let page: ListUsersResponse
            do throws(ClientFailure) {
                page = try await client.call(request, usingSession: context.settings.usesSession)
            } catch {
                guard case .refused(let failure) = error, failure.code == .notFound else {
                    throw Problem(error)
                }
                return nil
            }
            if let user = page.items.first(where: { !$0.deactivated }) { return user.email }
            guard !page.nextPageToken.isEmpty else { return nil }
            request.pageToken = page.nextPageToken
        }
    }
}
