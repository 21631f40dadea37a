// Why it is so, and who must change what. A remedy that is taken must help, so the remedies of the table are
// taken one after another where the tests can.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct ExplainTests {
    let world: SmallWorld

    init() throws { world = try SmallWorld(seed: 221) }

    /// What is done to the world, what is asked, and what the answer says.
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var steps: [(String, String)] = []
        var actor = "ann"
        var action = "chat.start"
        var target = "bob"
        let reason: Reason
        let summary: String
        var remedies: [String] = []
    }

    @Test(arguments: cases)
    func `every reason has a sentence, and whoever can do something about it is named`(case: Case) throws {
        for (name, json) in `case`.steps { try world.step(name, json) }
        let answer = try world.explain(`case`.actor, `case`.target, `case`.action)
        #expect(answer.reason == `case`.reason)
        #expect(answer.summary == `case`.summary)
        #expect(answer.remedies == `case`.remedies)
    }

    @Test func `the verdict is the one of a check, whatever is asked`() throws {
        try world.make("alf", of: "alpha")
        try world.make("gone", of: "beta")
        try world.step("deactivateUser", #"{"id": "gone"}"#)
        try world.step("updateUser", #"{"id": "alf", "vip": true}"#)
        let people = ["ann", "alf", "bob", "gone", "nobody"]
        for isPartnered in [false, true] {
            if isPartnered { try world.enable() }
            for (actor, target) in people.flatMap({ actor in people.map { (actor, $0) } }) {
                let effective = try world.decision.call(
                    EffectiveRequest.with {
                        $0.actor = actor
                        $0.target = target
                        $0.atLeast = world.seen
                    })
                for answer in effective.answers {
                    let check = try world.ask(actor, target, answer.action)
                    let explained = try world.explain(actor, target, answer.action)
                    #expect(explained.asCheck == check, "\(actor) \(answer.action) \(target)")
                    #expect(!explained.summary.isEmpty)
                    #expect(explained.remedies.isEmpty || check.verdict != .allow)
                }
            }
        }
    }

    @Test func `the operator sees both columns, the partnership and every source of the level`() throws {
        try world.step("createLocation", #"{"organization": "beta", "id": "far", "name": "Far", "# + levels)
        try world.step("updateUser", #"{"id": "bob", "location": "far", "vip": true}"#)
        try world.enable(until: world.cluster.network.clock.wall + 1_000_000)
        let answer = try world.explain("ann", "bob")
        let gate = try #require(answer.organizations)
        #expect(gate.reason == .partnership && gate.verdict == .allow)
        #expect(gate.outgoing == .allow && gate.incoming == .ask)
        #expect(gate.partnership == "p" && gate.partnershipState == .enabled && gate.terms == .allow)
        #expect(gate.termsExpireAt != nil)
        let persons = try #require(answer.persons)
        #expect(persons.level == .unknown && persons.required == .unknown && persons.passed)
        #expect(persons.sources.map(\.kind) == [.vip, .location])
        #expect(persons.sources.map(\.counted) == [true, false])
        #expect(persons.sources.map(\.id) == [nil, "far"])
        #expect(answer.actorOrganization == "alpha" && answer.targetOrganization == "beta")
        #expect(answer.audience == nil)
        #expect(answer.position == world.seen)
    }

    private var levels: String {
        #""fromSameLocation": "employee", "fromOtherLocations": "employee", "fromOutside": "employee"}"#
    }

    @Test func `each side sees its own column and the terms, and the target's side the persons`() throws {
        try world.step("setDefaults", outgoing("alpha", "chat.start", "ask"))
        for (audience, column, isTarget) in [("alpha", "outgoing", false), ("beta", "incoming", true)] {
            let token = "bound-\(audience)"
            world.cluster.addToken(name: token, scopes: "check", organization: audience)
            let bound = world.cluster.caller(.decision, token: token)
            let answer = try world.explain("ann", "bob", by: bound)
            let gate = try #require(answer.organizations)
            #expect((gate.outgoing == .ask) == (column == "outgoing"))
            #expect((gate.incoming == .ask) == (column == "incoming"))
            #expect((answer.persons != nil) == isTarget)
            #expect(answer.audience == audience)
            // What the operator has written for that audience is the same to the last byte.
            let narrowed = try world.explain("ann", "bob", audience: audience)
            #expect(narrowed == answer)
        }
    }

    @Test func `a backend that is no operator is told what the actor's side may know`() throws {
        try world.step("setDefaults", outgoing("alpha", "chat.start", "ask"))
        world.cluster.addToken(name: "backend", scopes: "check,read,admin")
        let backend = world.cluster.caller(.decision, token: "backend")
        for (actor, target, audience) in [
            ("ann", "bob", "alpha"), ("bob", "ann", "beta"), ("nobody", "bob", "beta"),
        ] {
            let answer = try world.explain(actor, target, by: backend)
            #expect(answer.audience == audience)
            #expect(answer == (try world.explain(actor, target, audience: audience)))
        }
        #expect(try world.explain("ann", "bob", audience: "beta", by: backend).audience == "beta")
        #expect(try world.explain("nobody", "nothing", by: backend).reason == .unknownActor)
    }

    @Test func `nothing is said of the other side where one's own denies`() throws {
        try world.step("setDefaults", outgoing("alpha", "chat.start", "deny"))
        let before = try world.explain("ann", "bob", audience: "alpha")
        #expect(before.summary.contains("`alpha` does not let its people do"))
        try world.step("setDefaults", incoming("beta", "chat.start", "deny"))
        var after = try world.explain("ann", "bob", audience: "alpha")
        after.position = before.position
        #expect(after == before)
        let whole = try world.explain("ann", "bob")
        #expect(whole.organizations?.incoming == .deny)
        #expect(whole.remedies.contains { $0.contains("incoming default") })
    }

    @Test func `what the organizations say stays open where a person has closed the door`() throws {
        // The level hides whether the other side would have said ask or allow.
        try world.step("updateLocation", fromOutside("blocked"))
        for state in ["ask", "allow"] {
            try world.step("setDefaults", incoming("beta", "chat.start", state))
            let answer = try world.explain("ann", "bob", audience: "alpha")
            #expect(answer.reason == .blocked)
            #expect(answer.organizations?.verdict == nil)
            #expect(try world.explain("ann", "bob").organizations?.verdict?.name == state)
        }
    }

    @Test func `the actor's side is told that the level is too low, not by how much`() throws {
        try world.step(
            "setInteractionFloors",
            #"{"organization": "beta", "floors": [{"interaction": "chat.start", "level": "assistant"}]}"#)
        let answer = try world.explain("ann", "bob", audience: "alpha")
        #expect(answer.summary == "What `ann` is to `bob` is not enough for `chat.start`.")
        #expect(
            answer.remedies == [
                "`bob` sets `ann` to a higher level (`setRelationship`).",
                "An administrator of `beta` lowers the floor of `chat.start` (`setInteractionFloors`).",
            ])
        let right = try world.explain("ann", "bob", "presence.set", audience: "alpha")
        #expect(right.summary == "`ann` is `external` to `bob`, which is not enough for `presence.set`.")
        #expect(right.level == .external && right.persons == nil)
        let own = try world.explain("ann", "bob", audience: "beta")
        #expect(own.summary.hasSuffix("it takes `assistant` or more."))
    }

    @Test func `a remedy that is taken helps`() throws {
        try world.step("setRelationship", #"{"owner": "bob", "viewer": "ann", "level": "blocked"}"#)
        try world.step("setDefaults", outgoing("alpha", "chat.start", "deny"))
        let before = try world.explain("ann", "bob")
        #expect(before.reason == .defaults && before.remedies.count == 6)
        try world.step("setRelationship", #"{"owner": "bob", "viewer": "ann"}"#)
        try world.step("setDefaults", outgoing("alpha", "chat.start", "allow"))
        try world.step("setDefaults", incoming("beta", "chat.start", "allow"))
        let after = try world.explain("ann", "bob")
        #expect(after.verdict == .allow && after.remedies.isEmpty)
    }

    @Test func `the other side's troubles are not told before they decide`() throws {
        try world.step("deactivateUser", #"{"id": "ann"}"#)
        try world.step("suspendOrganization", #"{"id": "beta"}"#)
        #expect(try world.explain("ann", "bob").remedies.count == 2)
        #expect(try world.explain("ann", "bob", audience: "alpha").remedies.count == 1)
        #expect(try world.explain("ann", "bob", audience: "beta").remedies.count == 2)
    }

    // MARK: bad input

    @Test func `what is wrong with the question is refused as in a check`() throws {
        try world.make("gamma")
        _ = try world.explain("ann", "bob")
        func refusal(
            _ action: String = "chat.start", audience: String? = nil, context: CallContext? = nil,
            patience: Int64? = nil
        ) -> Failure? {
            world.decision.refusal(
                of: ExplainRequest.with {
                    $0.actor = "ann"
                    $0.action = action
                    $0.target = "bob"
                    $0.audience = audience
                    $0.callContext = context
                    $0.maxStalenessMillis = patience
                })
        }
        let cases: [(Failure?, FailureCode, String)] = [
            (refusal("chat.sing"), .invalidArgument, "`action`: `chat.sing`"),
            (refusal(""), .invalidArgument, "`action`"),
            (refusal(audience: "gamma"), .invalidArgument, "`audience`: neither"),
            (refusal(audience: "no such id"), .invalidArgument, "`audience`"),
            (refusal(audience: ""), .invalidArgument, "`audience`"),
            (refusal(audience: "delta"), .notFound, "`audience`: there is no organization `delta`"),
            (refusal(context: .unspecified), .invalidArgument, "`callContext`"),
            (refusal(patience: 20_000), .invalidArgument, "`maxStalenessMillis`"),
        ]
        for (refusal, code, words) in cases {
            #expect(refusal?.code == code, "\(words)")
            #expect(refusal?.message.contains(words) == true, "\(refusal?.message ?? "no refusal")")
        }
    }

    @Test func `a bound token is told of its own pairs, for its own eyes`() throws {
        try world.make("gamma")
        try world.make("gus", of: "gamma")
        world.cluster.addToken(name: "bound", scopes: "check", organization: "alpha")
        let bound = world.cluster.caller(.decision, token: "bound")
        #expect(try world.explain("ann", "bob", audience: "alpha", by: bound).audience == "alpha")
        #expect(try world.explain("nobody", "ann", by: bound).reason == .unknownActor)
        for (actor, target, audience) in [
            ("ann", "bob", "beta"), ("bob", "gus", nil), ("nobody", "nobody", nil), ("bob", "gus", "alpha"),
        ] as [(String, String, String?)] {
            let code = refusalCode { () throws(Failure) in
                _ = try world.explain(actor, target, audience: audience, by: bound)
            }
            #expect(code == .permissionDenied, "\(actor) \(target) \(audience ?? "")")
        }
        let reader = world.cluster.caller(.decision, token: "read")
        #expect(
            refusalCode { () throws(Failure) in _ = try world.explain("ann", "bob", by: reader) }
                == .permissionDenied)
    }

    @Test func `a node that is behind explains nothing`() throws {
        world.part(from: .partnership)
        world.cluster.advance(by: .seconds(11))
        let code = refusalCode { () throws(Failure) in _ = try world.explain("ann", "bob") }
        #expect(code == .unavailable)
    }

    private func refusalCode(_ body: () throws(Failure) -> Void) -> FailureCode? {
        do throws(Failure) {
            try body()
            return nil
        } catch {
            return error.code
        }
    }
}

extension ExplainResponse {
    /// What a check would have said.
    var asCheck: CheckResponse {
        .with {
            $0.verdict = verdict
            $0.reason = reason
            $0.ask = ask
            $0.level = level
            $0.partnership = partnership
            $0.partnershipVersion = partnershipVersion
            $0.position = position
        }
    }
}

private func outgoing(_ organization: String, _ interaction: String, _ state: String) -> String {
    #"{"organization": "\#(organization)", "table": [{"interaction": "\#(interaction)", "outgoing": "\#(state)"}]}"#
}

private func incoming(_ organization: String, _ interaction: String, _ state: String) -> String {
    #"{"organization": "\#(organization)", "table": [{"interaction": "\#(interaction)", "incoming": "\#(state)"}]}"#
}

private func fromOutside(_ level: String) -> String {
    #"{"organization": "beta", "id": "default", "fromOutside": "\#(level)"}"#
}

extension ExplainTests {
    private static let partnership = [
        (
            "proposePartnership",
            #"{"id": "p", "actor": "ann", "memberEmail": "bob@beta.test", "preset": "full"}"#
        ),
        ("acceptProposal", #"{"actor": "bob", "partnership": "p"}"#),
    ]
    private static let partner =
        "Or `alpha` and `beta` make a partnership whose terms allow `chat.start` "
        + "(`proposePartnership`, `acceptProposal`)."
    private static let apart = "`alpha` and `beta` have no partnership, so the default tables decide: "

    static let cases: [Case] = standing + organizations + persons

    private static let standing = [
        Case(
            testDescription: "unknown actor", actor: "nobody", reason: .unknownActor,
            summary: "Nobody with the id `nobody` is known.",
            remedies: ["Somebody creates the user `nobody` (`createUser`), or the question is mended."]),
        Case(
            testDescription: "unknown target", target: "nobody", reason: .unknownTarget,
            summary: "Nobody with the id `nobody` is known.",
            remedies: ["Somebody creates the user `nobody` (`createUser`), or the question is mended."]),
        Case(
            testDescription: "both unknown", actor: "no", target: "body", reason: .unknownActor,
            summary: "Nobody with the id `no` is known.",
            remedies: [
                "Somebody creates the user `no` (`createUser`), or the question is mended.",
                "Somebody creates the user `body` (`createUser`), or the question is mended.",
            ]),
        Case(
            testDescription: "actor deactivated", steps: [("deactivateUser", #"{"id": "ann"}"#)],
            reason: .actorDeactivated, summary: "`ann` is deactivated and may do nothing.",
            remedies: ["An administrator of `alpha` reactivates `ann` (`reactivateUser`)."]),
        Case(
            testDescription: "target deactivated", steps: [("deactivateUser", #"{"id": "bob"}"#)],
            reason: .targetDeactivated,
            summary: "`bob` is deactivated, and nobody may do anything to them.",
            remedies: ["An administrator of `beta` reactivates `bob` (`reactivateUser`)."]),
        Case(
            testDescription: "organizations suspended",
            steps: [
                ("suspendOrganization", #"{"id": "alpha"}"#), ("suspendOrganization", #"{"id": "beta"}"#),
            ],
            reason: .actorOrganizationSuspended, summary: "`alpha`, the organization of `ann`, is suspended.",
            remedies: [
                "The operator resumes `alpha` (`resumeOrganization`).",
                "The operator resumes `beta` (`resumeOrganization`).",
            ]),
        Case(
            testDescription: "target's organization suspended",
            steps: [("suspendOrganization", #"{"id": "beta"}"#)], reason: .targetOrganizationSuspended,
            summary: "`beta`, the organization of `bob`, is suspended.",
            remedies: ["The operator resumes `beta` (`resumeOrganization`)."]),
        Case(
            testDescription: "oneself", target: "ann", reason: .`self`,
            summary: "`ann` acts on nobody but themselves, which is always permitted."),
    ]

    private static let organizations = [
        Case(
            testDescription: "one organization",
            steps: [
                (
                    "createUser",
                    #"{"id": "alf", "organization": "alpha", "email": "alf@alpha.test", "displayName": "Alf"}"#
                )
            ],
            target: "alf", reason: .sameOrganization,
            summary: "`ann` and `alf` are both of `alpha`, where `chat.start` is permitted."),
        Case(
            testDescription: "default tables ask", reason: .defaults,
            summary: apart + "`chat.start` is permitted when `bob` agrees.",
            remedies: [
                "`bob` is asked, and agrees.",
                "An administrator of `beta` sets the incoming default of `chat.start` to `allow` (`setDefaults`).",
                partner,
            ]),
        Case(
            testDescription: "default tables allow",
            steps: [("setDefaults", incoming("beta", "chat.start", "allow"))], reason: .defaults,
            summary: apart + "`chat.start` is permitted by both sides."),
        Case(
            testDescription: "both default tables deny",
            steps: [
                ("setDefaults", outgoing("alpha", "chat.start", "deny")),
                ("setDefaults", incoming("beta", "chat.start", "deny")),
            ],
            reason: .defaults,
            summary: apart + "`alpha` does not let its people do `chat.start`, "
                + "and `beta` does not let others do `chat.start`.",
            remedies: [
                "An administrator of `alpha` sets the outgoing default of `chat.start` to `allow` (`setDefaults`).",
                "An administrator of `beta` sets the incoming default of `chat.start` to `allow` (`setDefaults`).",
                partner,
            ]),
        Case(
            testDescription: "a proposal", steps: [partnership[0]], reason: .defaults,
            summary: "`alpha` and `beta` have a partnership that is proposed but not accepted, `p`, "
                + "so the default tables decide: `chat.start` is permitted when `bob` agrees.",
            remedies: [
                "`bob` is asked, and agrees.",
                "An administrator of `beta` sets the incoming default of `chat.start` to `allow` (`setDefaults`).",
                "Or partnership `p` is accepted, where its terms allow `chat.start` (`acceptProposal`).",
            ]),
        Case(
            testDescription: "a partnership", steps: partnership, reason: .partnership,
            summary: "`alpha` and `beta` have partnership `p`, whose terms allow `chat.start`."),
        Case(
            testDescription: "a partnership that is disabled",
            steps: partnership + [("disablePartnership", #"{"actor": "ann", "partnership": "p"}"#)],
            reason: .defaults,
            summary: "`alpha` and `beta` have a partnership that is disabled, `p`, "
                + "so the default tables decide: `chat.start` is permitted when `bob` agrees.",
            remedies: [
                "`bob` is asked, and agrees.",
                "An administrator of `beta` sets the incoming default of `chat.start` to `allow` (`setDefaults`).",
                "Or `alpha` and `beta` enable partnership `p` again (`requestEnable`, `confirmEnable`).",
            ]),
        Case(
            testDescription: "terms that deny",
            steps: [
                (
                    "proposePartnership",
                    #"{"id": "p", "actor": "ann", "memberEmail": "bob@beta.test", "preset": "restricted"}"#
                ), partnership[1],
            ],
            action: "workspace.transfer", reason: .partnership,
            summary: "`alpha` and `beta` have partnership `p`, whose terms deny `workspace.transfer`.",
            remedies: [
                "`alpha` and `beta` agree on terms that allow `workspace.transfer` "
                    + "(`proposeChange`, `acceptProposal`)."
            ]),
    ]

    private static let persons = [
        Case(
            testDescription: "a person who was blocked",
            steps: [("setRelationship", #"{"owner": "bob", "viewer": "ann", "level": "blocked"}"#)]
                + partnership,
            reason: .blocked, summary: "`bob` has set `ann` to `blocked`, so `chat.start` is denied.",
            remedies: [
                "`bob` sets `ann` to `unknown` or more (`setRelationship`).",
                "`bob` takes the setting for `ann` back (`setRelationship` without a level).",
                "An administrator of `beta` lowers the floor of `chat.start` to `blocked` "
                    + "(`setInteractionFloors`).",
            ]),
        Case(
            testDescription: "a right", action: "contact.read-general", reason: .relationship,
            summary: "`ann` is `external` to `bob`, which is enough for `contact.read-general`: "
                + "it takes `external` or more."),
        Case(
            testDescription: "a right out of reach", action: "contact.read-detailed",
            reason: .relationshipTooLow,
            summary: "`ann` is `external` to `bob`, which is not enough for `contact.read-detailed`: "
                + "it takes `employee` or more.",
            remedies: [
                "`bob` sets `ann` to `employee` or more (`setRelationship`).",
                "An administrator of `beta` lowers the minimum of `contact.read-detailed` to `external` "
                    + "(`setRightsMatrix`).",
            ]),
        Case(
            testDescription: "a right out of the reach of anybody from elsewhere",
            action: "contact.read-email", reason: .relationshipTooLow,
            summary: "`ann` is `external` to `bob`, which is not enough for `contact.read-email`: "
                + "it takes `employee` or more."),
        Case(
            testDescription: "a right that never leaves",
            steps: [("updateLocation", fromOutside("employee"))], action: "contact.read-email",
            reason: .sameOrganizationOnly,
            summary: "`contact.read-email` is only for people of `beta` itself, whatever their level."),
        Case(
            testDescription: "a VIP",
            steps: [("updateUser", #"{"id": "bob", "vip": true}"#)], action: "contact.read-general",
            reason: .relationshipTooLow,
            summary: "`ann` is `unknown` to `bob`, which is not enough for `contact.read-general`: "
                + "it takes `external` or more.",
            remedies: [
                "`bob` sets `ann` to `external` or more (`setRelationship`).",
                "An administrator of `beta` takes the VIP mark off `bob` (`updateUser`).",
                "An administrator of `beta` lowers the minimum of `contact.read-general` to `unknown` "
                    + "(`setRightsMatrix`).",
            ]),
        Case(
            testDescription: "blocked",
            steps: [("updateLocation", fromOutside("blocked"))] + partnership, reason: .blocked,
            summary: "`ann` is `blocked` to `bob`, so `chat.start` is denied.",
            remedies: [
                "`bob` sets `ann` to `unknown` or more (`setRelationship`).",
                "An administrator of `beta` lowers the floor of `chat.start` to `blocked` "
                    + "(`setInteractionFloors`).",
            ]),
    ]
}
