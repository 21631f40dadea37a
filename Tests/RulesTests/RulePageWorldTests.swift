// The tables of refusals and of the decision on the page of the rules, played in two worlds: the services as
// they are, and the reference model. Each cell's words are asked for one by one.

import EntenteProtocol
import TestSupport
import Testing

/// A world with people in it.
private struct Stage {
    let world: any ScenarioWorld

    /// acme (ann and ada, administrators; amy; off, deactivated), globex (gus, administrator; gil), initech
    /// (ian, administrator) and shut (sue, administrator), which is suspended.
    init(_ world: any ScenarioWorld) async throws {
        self.world = world
        for organization in ["acme", "globex", "initech", "shut"] {
            try await ask(CreateOrganizationRequest.with { ($0.id, $0.name) = (organization, organization) })
        }
        let people: [(String, String, Role)] = [
            ("ann", "acme", .admin), ("ada", "acme", .admin), ("amy", "acme", .member),
            ("off", "acme", .admin), ("gus", "globex", .admin), ("gil", "globex", .member),
            ("ian", "initech", .admin), ("sue", "shut", .admin),
        ]
        for (id, organization, role) in people {
            try await ask(
                CreateUserRequest.with {
                    ($0.id, $0.organization, $0.displayName) = (id, organization, id)
                    $0.email = "\(id)@\(organization).example"
                    $0.role = role
                })
        }
        try await propose("suspended", by: "ann", to: "sue@shut.example")
        try await ask(DeactivateUserRequest.with { $0.id = "off" })
        try await ask(SuspendOrganizationRequest.with { $0.id = "shut" })
    }

    @discardableResult
    func ask<R: Request>(_ request: R) async throws -> R.Response { try await world.ask(request) }

    @discardableResult
    func propose(
        _ id: String, by actor: String, to email: String,
        _ fill: (inout ProposePartnershipRequest) -> Void = { _ in }
    ) async throws -> Partnership {
        try await ask(
            ProposePartnershipRequest.with {
                ($0.id, $0.actor, $0.memberEmail) = (id, actor, email)
                fill(&$0)
            }
        ).partnership
    }

    @discardableResult
    func give<Name: CallName>(
        _ type: PartnershipStep<Name>.Type, _ id: String, by actor: String, version: Int64 = 0
    ) async throws -> Partnership {
        try await ask(
            PartnershipStep<Name>.with {
                ($0.partnership, $0.actor, $0.expectedVersion) = (id, actor, version)
            }
        ).partnership
    }

    func set(_ owner: String, _ viewer: String, to level: Level?) async throws {
        try await ask(
            SetRelationshipRequest.with { ($0.owner, $0.viewer, $0.level) = (owner, viewer, level) })
    }

    func check(_ actor: String, _ action: String, _ target: String) async throws -> CheckResponse {
        try await ask(
            CheckRequest.with { ($0.actor, $0.action, $0.target) = (actor, action, target) })
    }
}

@Suite("Refusals and decisions on the page of the rules")
struct RulePageWorldTests {
    private let page: RulePage

    init() throws { page = try RulePage() }

    private func stages() async throws -> [Stage] {
        [
            try await Stage(ScenarioReferenceWorld()),
            try await Stage(ScenarioSimulatedWorld()),
        ]
    }

    // MARK: - Refusals

    /// Something that is refused, and the words that the page has for it.
    private struct Attempt: Sendable {
        let words: String
        let give: @Sendable (Stage) async throws -> Void

        init(_ words: String, _ give: @escaping @Sendable (Stage) async throws -> Void) {
            self.words = words
            self.give = give
        }
    }

    /// What each row speaks of, in its order.
    private static let attempts = [malformed, unknown, taken, notTheirs, stale, impossible]

    private static let malformed = [
        Attempt("one's own organization") { try await $0.propose("x", by: "ann", to: "amy@acme.example") },
        Attempt("malformed terms") { stage in
            try await stage.propose("x", by: "ann", to: "ian@initech.example") {
                $0.terms = [entry("calendar.preview", out: .ask)]
            }
        },
        Attempt("a time that has passed") { stage in
            let now = stage.world.now
            try await stage.propose("x", by: "ann", to: "ian@initech.example") {
                $0.proposalExpiresAt = now - 1
            }
        },
    ]

    private static let unknown = [
        Attempt("unknown e-mail address") { try await $0.propose("x", by: "ann", to: "who@initech.example") },
        Attempt("(or of somebody deactivated)") {
            try await $0.propose("x", by: "gus", to: "off@acme.example")
        },
        Attempt("unknown partnership") { try await $0.give(AcceptProposalRequest.self, "none", by: "gus") },
    ]

    private static let taken = [
        Attempt("a second live partnership") { try await $0.propose("x", by: "gus", to: "ann@acme.example") },
        Attempt("an id that is taken") { try await $0.propose("p", by: "ann", to: "ian@initech.example") },
    ]

    private static let notTheirs = [
        Attempt("an actor who is unknown") { try await $0.give(AcceptProposalRequest.self, "p", by: "who") },
        Attempt("deactivated") { try await $0.give(WithdrawProposalRequest.self, "p", by: "off") },
        Attempt("not an administrator") { try await $0.give(AcceptProposalRequest.self, "p", by: "gil") },
        Attempt("or of neither side") { try await $0.give(AcceptProposalRequest.self, "p", by: "ian") },
        Attempt("the wrong side") { try await $0.give(AcceptProposalRequest.self, "p", by: "ann") },
    ]

    private static let stale = [
        Attempt("a version that no longer stands") {
            try await $0.give(AcceptProposalRequest.self, "p", by: "gus", version: 7)
        }
    ]

    private static let impossible = [
        Attempt("not possible in this state") {
            try await $0.give(DisablePartnershipRequest.self, "p", by: "gus")
        },
        Attempt("a suspended organization") { stage in
            try await stage.ask(
                ReviseProposalRequest.with { ($0.partnership, $0.actor) = ("suspended", "ann") })
        },
        Attempt("terms that have ended") { try await $0.give(RequestEnableRequest.self, "ended", by: "ian") },
    ]

    @Test func `each refusal has the code that the page gives it`() async throws {
        let rows = try page.rows("refusal", "code")
        #expect(rows.count == Self.attempts.count)
        for stage in try await stages() {
            let end = stage.world.now + 5_000
            try await stage.propose("p", by: "ann", to: "gus@globex.example")
            try await stage.propose("ended", by: "gus", to: "ian@initech.example") { $0.termsExpireAt = end }
            try await stage.give(AcceptProposalRequest.self, "ended", by: "ian")
            try await stage.world.wait(milliseconds: 6_000)
            for (row, attempts) in zip(rows, Self.attempts) {
                #expect(Self.parts(row[0]) == attempts.map(\.words))
                for attempt in attempts {
                    let failure = try await Self.refusal(of: attempt, on: stage)
                    let words = "\(attempt.words): \(failure.message)"
                    #expect(failure.code.name == RulePage.words(row[1]).first, "\(words)")
                    #expect((failure.details?.currentVersion != nil) == row[1].hasSuffix("the current one"))
                    #expect((failure.details?.state != nil) == row[1].hasSuffix("the state"), "\(words)")
                }
            }
        }
    }

    /// What a cell lists.
    private static func parts(_ cell: String) -> [String] {
        cell.replacing(" (or", with: ", (or").split { ",;".contains($0) }
            .map { String($0.drop { $0 == " " }) }
    }

    private static func refusal(of attempt: Attempt, on stage: Stage) async throws -> Failure {
        do {
            try await attempt.give(stage)
        } catch let failure as Failure {
            return failure
        }
        Issue.record("not refused: \(attempt.words)")
        return Failure()
    }

    // MARK: - The decision

    /// The reasons of questions, in order, all with one verdict.
    private struct Answers: Equatable {
        var verdict: Verdict?
        var reasons: [String] = []
    }

    private func answers(
        _ questions: [(String, String, String)], on stage: Stage
    ) async throws -> Answers {
        var answers = Answers()
        for (actor, action, target) in questions {
            let answer = try await stage.check(actor, action, target)
            answers.verdict = answer.verdict
            answers.reasons.append(answer.reason.name)
        }
        return answers
    }

    /// What each of the page's rows is shown by: questions to which later rows would apply, too.
    private static let questions: [[(String, String, String)]] = [
        [("who", "chat.start", "nobody"), ("off", "chat.start", "who")],
        [("off", "chat.start", "off"), ("ann", "contact.read-email", "off")],
        [("sue", "chat.start", "sue"), ("ann", "chat.start", "sue")],
        [("ann", "calendar.preview", "ann")],
        [("gus", "contact.read-email", "ann")],
        [("gus", "contact.read-email", "amy")],
        [("gus", "presence.set", "amy")],
        [("ann", "calendar.preview", "amy")],
        [],
        [],
        [("gil", "chat.start", "amy"), ("ian", "chat.start", "amy")],
    ]

    @Test func `each row of the decision gives its verdict and its reasons`() async throws {
        let rows = try page.rows("#", "condition", "verdict")
        #expect(rows.map { $0[0] } == ["1", "2", "3", "4", "5", "", "", "6", "", "", "7"])
        #expect(rows.count == Self.questions.count)
        for stage in try await stages() {
            try await stage.set("amy", "gus", to: .assistantPlus)
            try await stage.set("amy", "gil", to: .blocked)
            try await stage.set("amy", "ian", to: .unknown)
            try await stage.ask(
                SetInteractionFloorsRequest.with {
                    $0.organization = "acme"
                    $0.floors = [.with { ($0.interaction, $0.level) = ("chat.start", .external) }]
                })
            for (row, questions) in zip(rows, Self.questions) where !questions.isEmpty {
                let expected = Answers(verdict: Verdict(name: row[2]), reasons: RulePage.words(row[3]))
                #expect(try await answers(questions, on: stage) == expected, "\(row[1])")
            }
            try await expectStates(rows[8], rows[9], on: stage)
        }
        let shown = Set(rows.flatMap { RulePage.words($0[3]) })
        #expect(shown == Set(Reason.allCases.filter { $0 != .unspecified }.map(\.name)))
    }

    /// Rows 6: the terms each way, and the meet of the default tables.
    private func expectStates(_ agreed: [String], _ defaults: [String], on stage: Stage) async throws {
        #expect(defaults[2] == "the meet of the default tables" && defaults[3] == "`defaults`")
        // What goes out of acme is allowed, what comes into globex is asked.
        let met = try await stage.check("ann", "chat.start", "gus")
        #expect(met.verdict == .ask && met.reason == .defaults && met.ask == "gus")
        #expect(try await stage.check("ann", "calendar.preview", "gus").verdict == .deny)
        // Whoever is denied here is not told of a relationship.
        try await stage.set("gus", "amy", to: .blocked)
        #expect(try await stage.check("amy", "calendar.preview", "gus").reason == .defaults)

        #expect(agreed[2] == "its state in this direction")
        #expect(agreed[3] == "`partnership`, with its id and version")
        try await stage.propose("p", by: "ann", to: "gus@globex.example") {
            $0.terms = [
                entry("calendar.preview", out: .allow, in: .deny), entry("chat.start", out: .ask, in: .allow),
            ]
        }
        try await stage.give(AcceptProposalRequest.self, "p", by: "gus")
        let expected: [(String, String, String, Verdict)] = [
            ("ann", "calendar.preview", "gus", .allow), ("gus", "calendar.preview", "ann", .deny),
            ("ann", "chat.start", "gus", .ask), ("gus", "chat.start", "ann", .allow),
        ]
        for (actor, action, target, verdict) in expected {
            let answer = try await stage.check(actor, action, target)
            #expect(answer.verdict == verdict && answer.reason == .partnership, "\(actor) \(action)")
            #expect(answer.partnership == "p" && answer.partnershipVersion == 2)
            #expect(answer.ask == (verdict == .ask ? target : nil))
        }
        #expect(try await stage.check("amy", "chat.start", "gus").partnership == nil, "a denial by row 7")
    }
}
