// Stories nobody would write: random commands by anybody about anything, given to the reference model and to
// the rules alike. After every step both must have answered the same and must look the same from everywhere.

import EntenteProtocol
import TestSupport
import Testing

/// Numbers from a seed (SplitMix64), so that a story that fails can be told again.
private struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Tells a random story to both worlds.
private struct Story {
    private static let organizations = ["acme", "globex", "initech"]
    private static let actions = ReferenceModel.interactions.map(\.name) + ["coffee.drink"]
    private static let partnerships = ["p1", "p2", "p3", "p 4"]

    private let reference = ScenarioReferenceWorld()
    private let rules = ScenarioRulesWorld()
    private var numbers: SeededNumbers
    private var users: [String] = []
    /// What happened so far, for the one who reads of a difference.
    private(set) var told: [String] = []
    private(set) var refusals: Set<FailureCode> = []
    /// Verdicts with their reasons.
    private(set) var answers: Set<String> = []
    private(set) var actions: Set<PartnershipAction> = []

    init(seed: UInt64) { numbers = SeededNumbers(state: seed) }

    /// Makes the world, then lives through `steps` random steps.
    ///
    /// - Returns: What the two worlds disagree about, or nil.
    mutating func tell(steps: Int) async -> String? {
        for organization in Story.organizations {
            _ = await give(ScenarioCommand(deed: .createOrganization(id: organization, name: organization)))
            for role in [Role.member, .admin, .enterpriseAdmin] {
                let user = User.with {
                    $0.id = "\(organization)-\(role.name)"
                    $0.organization = organization
                    $0.email = "\($0.id)@\(organization).example"
                    $0.displayName = $0.id
                    $0.role = role
                }
                users.append(user.id)
                _ = await give(ScenarioCommand(deed: .createUser(user)))
            }
        }
        users.append("nobody")
        for _ in 0..<steps {
            if let difference = await step() { return difference }
            if chance(3), let difference = await answer() { return difference }
            if let difference = await look(questions: 6) { return difference }
        }
        return await look(questions: 300)
    }

    private mutating func step() async -> String? {
        if chance(8) {
            let days = Int64.random(in: 1...20, using: &numbers)
            told.append("wait \(days) days")
            for world in [reference, rules] as [any ScenarioWorld] {
                try? await world.wait(milliseconds: days * 86_400_000)
            }
            return nil
        }
        var command = command()
        if chance(2), let side = await side(concernedBy: command) {
            command.actor = "\(side)-admin"
            command.expectedVersion = 0
        }
        return await give(command)
    }

    private mutating func give(_ command: ScenarioCommand) async -> String? {
        told.append(
            "\(command.actor)\(command.organization) at \(command.expectedVersion): \(command.deed)"
                .replacing("TestSupport.", with: "").replacing("EntenteProtocol.", with: ""))
        return await compare("\(command.deed)") { try await $0.perform(command) }
    }

    /// Asks both worlds the same random questions, and everything else there is to ask.
    private mutating func look(questions: Int) async -> String? {
        for _ in 0..<questions {
            let (actor, action, target) = (pick(users), pick(Story.actions), pick(users))
            let difference = await compare("may \(actor) \(action) \(target)") {
                try await $0.check(actor: actor, action: action, target: target)
            }
            if let difference { return difference }
            if let answer = try? await rules.check(actor: actor, action: action, target: target) {
                answers.insert("\(answer.verdict.name) because \(answer.reason.name)")
            }
        }
        for organization in Story.organizations {
            let difference = await compare("defaults of \(organization)") {
                let defaults = try await $0.defaults(organization)
                return "\(defaults.table) \(defaults.preset) \(defaults.version)"
            }
            if let difference { return difference }
        }
        for partnership in Story.partnerships {
            if let difference = await lookAt(partnership) { return difference }
        }
        return nil
    }

    private mutating func lookAt(_ id: String) async -> String? {
        let difference = await compare("history \(id)") { try await $0.history(id).map(\.action) }
        if let difference { return difference }
        guard let history = try? await rules.history(id), let first = history.first else { return nil }
        actions.formUnion(history.map(\.action))
        return await compare("partnership \(id)") {
            let told = try await $0.partnership(id, seenBy: first.organization)
            return "\(told.state) \(told.version) \(told.preset) \(told.terms) \(told.needsAttention) "
                + "\(told.awaitingApproval) \(String(describing: told.open?.kind)) "
                + "\(String(describing: told.open?.preset)) \(told.open?.terms ?? [])"
        }
    }

    /// Does the same in both worlds and compares what came of it, refusals included.
    private mutating func compare<Answer: Sendable>(
        _ what: String, _ act: (any ScenarioWorld) async throws -> Answer
    ) async -> String? {
        var said: [String] = []
        for world in [reference, rules] as [any ScenarioWorld] {
            do {
                said.append("\(try await act(world))")
            } catch let failure as Failure {
                refusals.insert(failure.code)
                said.append("\(failure.code) \(failure.details ?? FailureDetails())")
            } catch {
                said.append("fault: \(error)")
            }
        }
        return said[0] == said[1]
            ? nil : "\(what): the reference says \(said[0]), the rules \(said[1])"
    }
}

// MARK: - Random commands

extension Story {
    private mutating func command() -> ScenarioCommand {
        var command = ScenarioCommand(deed: deed())
        if chance(12) {
            command.organization = pick(Story.organizations)
        } else {
            command.actor = pick(users.filter { $0.hasSuffix("admin") || chance(6) } + ["nobody"])
        }
        if chance(6) { command.expectedVersion = Int64.random(in: 1...6, using: &numbers) }
        return command
    }

    /// One side of the partnership a command is about, so that not all of it is refused for who gives it.
    private mutating func side(concernedBy command: ScenarioCommand) async -> String? {
        switch command.deed {
        case .step(let id, _), .askToDelete(let id), .confirmDelete(let id), .change(let id, _),
            .counter(let id, _), .revise(let id, _):
            return try? await rules.partnership(id, seenBy: pick(Story.organizations)).organization
        default: return nil
        }
    }

    /// An administrator of each side answers what is open, so that stories get somewhere.
    private mutating func answer() async -> String? {
        let id = pick(Story.partnerships)
        for organization in Story.organizations {
            guard let known = try? await reference.partnership(id, seenBy: organization), known.open != nil
            else {
                continue
            }
            var verb = ScenarioVerb.accepts
            if known.open?.kind == .enableRequest {
                verb = pick([.confirmsEnable, .confirmsEnable, .declinesEnable, .cancelsEnable])
            }
            var command = ScenarioCommand(deed: .step(id, verb))
            command.actor = "\(organization)-admin"
            if let difference = await give(command) { return difference }
        }
        return nil
    }

    private mutating func deed() -> ScenarioDeed {
        let partnership = pick(Array(Story.partnerships.prefix(chance(20) ? 4 : 3)))
        switch Int.random(in: 0..<20, using: &numbers) {
        case 0: return .suspend(organization: chance(3) ? "hooli" : pick(Story.organizations))
        case 1, 2: return .resume(organization: pick(Story.organizations))
        case 3: return .deactivate(user: pick(users))
        case 4: return .reactivate(user: pick(users))
        case 5: return .setDefaults(organization: pick(Story.organizations), terms())
        case 6, 7: return .propose(id: partnership, email: address(), offer())
        case 8: return .counter(partnership, offer())
        case 9: return .revise(partnership, offer())
        case 10: return .change(partnership, offer())
        case 11: return .askToDelete(partnership)
        case 12: return chance(3) ? .confirmDelete(partnership) : .step(partnership, .accepts)
        default: return .step(partnership, pick(ScenarioVerb.allCases))
        }
    }

    private mutating func address() -> String {
        let user = pick(users)
        let organization = user.prefix { $0 != "-" }
        return chance(4) ? "\(user)@\(organization).EXAMPLE" : "\(user)@\(organization).example"
    }

    private mutating func offer() -> ScenarioOffer {
        var offer = ScenarioOffer()
        if !chance(5) { offer.terms = terms() }
        if chance(3) { offer.lapsesAfter = Int64.random(in: -1...10, using: &numbers) * 86_400_000 }
        if chance(3) { offer.termsEndAfter = Int64.random(in: -1...20, using: &numbers) * 86_400_000 }
        return offer
    }

    private mutating func terms() -> ScenarioTerms {
        var terms = ScenarioTerms()
        if chance(2) {
            terms.preset = pick([.full, .limited, .restricted, .full, .limited, .restricted, .custom])
        } else {
            for _ in 0..<Int.random(in: 1...3, using: &numbers) { terms.entries.append(entry()) }
        }
        return terms
    }

    private mutating func entry() -> PermissionEntry {
        let action = chance(30) ? "coffee.drink" : pick(ReferenceModel.interactions).name
        let mayAsk = chance(10) || ReferenceModel.interactions.contains { $0.name == action && $0.askAllowed }
        let states: [PermissionState] = mayAsk ? [.deny, .ask, .allow] : [.deny, .allow]
        return .with {
            $0.interaction = action
            if !chance(4) { $0.outgoing = pick(states) }
            if !chance(4) { $0.incoming = pick(states) }
        }
    }

    private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &numbers) == 0 }

    private mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[Int.random(in: 0..<choices.count, using: &numbers)]
    }
}

@Suite struct RandomStoryTests {
    @Test func bothWorldsTellTheSameStories() async {
        var answers: Set<String> = []
        var actions: Set<PartnershipAction> = []
        var refusals: Set<FailureCode> = []
        for seed in UInt64(1)...50 {
            var story = Story(seed: seed)
            let difference = await story.tell(steps: 120)
            #expect(difference == nil, "seed \(seed), after:\n\(story.told.joined(separator: "\n"))")
            answers.formUnion(story.answers)
            actions.formUnion(story.actions)
            refusals.formUnion(story.refusals)
        }
        // Stories that never get anywhere would agree too.
        #expect(actions == Set(PartnershipAction.allCases).subtracting([.unspecified]))
        #expect(answers.count == 14)
        #expect(
            refusals == [
                .invalidArgument, .permissionDenied, .notFound, .alreadyExists, .conflict,
                .failedPrecondition,
            ])
        print("random stories: 50 of 120 steps, with the answers \(answers.sorted().joined(separator: "; "))")
    }
}
