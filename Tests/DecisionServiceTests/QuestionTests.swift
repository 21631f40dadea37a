// The questions, and what is wrong with a question.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct QuestionTests {
    let world: SmallWorld

    init() throws { world = try SmallWorld(seed: 211) }

    private func item(_ actor: String, _ target: String, _ action: String = "chat.start") -> CheckItem {
        .with {
            $0.actor = actor
            $0.action = action
            $0.target = target
        }
    }

    @Test func `an answer says why, whom to ask and by which partnership`() throws {
        let before = try world.ask("ann", "bob")
        #expect(before.verdict == .ask && before.reason == .defaults && before.ask == "bob")
        #expect(before.partnership == nil)
        try world.enable()
        let after = try world.ask("ann", "bob", atLeast: world.seen)
        #expect(after.verdict == .allow && after.reason == .partnership && after.ask == nil)
        #expect(after.partnership == "p" && after.partnershipVersion == 2)
        #expect(after.position.partnership >= world.seen.partnership)
    }

    @Test(arguments: [
        ("chat.sing", "which has chat.start"),
        ("presence.see", "presence.read-symbol, presence.read-general"),
        ("coffee.drink", "calendar.…, meeting.…, chat.…, workspace.…, contact.…"),
        ("", "calendar.…, meeting.…"),
    ])
    func `an unknown action is named, with those nearest to it`(_ action: String, _ known: String) {
        let refusal = world.decision.refusal(of: world.question("ann", "bob", action))
        #expect(refusal?.code == .invalidArgument)
        #expect(refusal?.message.contains("`\(action)`") == true)
        #expect(refusal?.message.contains(known) == true)
        #expect(refusal.map { $0.message.utf8.count <= 500 } == true)
    }

    @Test func `rights are answered like interactions, with the level, one by one and in a batch`() throws {
        let symbol = try world.ask("ann", "bob", "presence.read-symbol")
        #expect(symbol.verdict == .allow && symbol.reason == .relationship && symbol.level == .external)
        let text = try world.ask("ann", "bob", "presence.read-text")
        #expect(text.verdict == .deny && text.reason == .relationshipTooLow && text.level == .external)
        #expect(try world.ask("ann", "bob").level == nil)
        var calling = item("ann", "bob", "presence.read-text")
        calling.callContext = .forwarder
        let batch = try world.decision.call(
            CheckBatchRequest.with {
                $0.checks = [
                    item("ann", "bob", "presence.read-symbol"), item("ann", "bob", "presence.read-text"),
                    calling,
                ]
            })
        #expect(batch.answers.map(\.level) == [.external, .external, .forwarder])
        #expect(batch.answers.map(\.verdict) == [.allow, .deny, .allow])
        let effective = try world.decision.call(
            EffectiveRequest.with {
                $0.actor = "ann"
                $0.target = "bob"
                $0.callContext = .forwarder
            })
        #expect(effective.answers.prefix(6).allSatisfy { $0.level == nil })
        #expect(effective.answers.count == 26)
        #expect(effective.answers[6].action == "contact.read-general")
        #expect(effective.answers.last?.action == "call.see-held-party")
        #expect(effective.answers.dropFirst(6).allSatisfy { $0.level == .forwarder })
    }

    @Test func `unknown people are a verdict, not an error`() throws {
        #expect(try world.ask("nobody", "bob").reason == .unknownActor)
        #expect(try world.ask("ann", "nobody").reason == .unknownTarget)
        #expect(try world.ask("", "").reason == .unknownActor)
    }

    @Test func `a batch answers in order, and equals the single checks`() throws {
        try world.enable()
        let actions = try world.decision.call(
            EffectiveRequest.with {
                $0.actor = "ann"
                $0.target = "bob"
                $0.atLeast = world.seen
            })
        #expect(actions.answers.count == 26)
        let people = ["ann", "bob", "nobody"]
        let items = people.flatMap { actor in
            people.flatMap { target in actions.answers.map { item(actor, target, $0.action) } }
        }
        let batch = try world.decision.call(CheckBatchRequest.with { $0.checks = items })
        #expect(batch.answers.count == items.count)
        for (item, answer) in zip(items, batch.answers) {
            let single = try world.ask(item.actor, item.target, item.action)
            #expect(single.verdict == answer.verdict && single.reason == answer.reason)
            #expect(single.ask == answer.ask && single.partnership == answer.partnership)
            #expect(single.partnershipVersion == answer.partnershipVersion)
        }
        for answer in actions.answers {
            let single = try world.ask("ann", "bob", answer.action)
            #expect(single.verdict == answer.verdict && single.reason == answer.reason)
        }
    }

    @Test func `what is wrong in a batch is named by its place`() throws {
        let good = item("ann", "bob")
        let action = world.decision.refusal(
            of: CheckBatchRequest.with { $0.checks = [good, good, item("ann", "bob", "chat.sing")] })
        #expect(action?.code == .invalidArgument)
        #expect(action?.message.contains("checks[2].action") == true)
        var misplaced = good
        misplaced.callContext = .unspecified
        let context = world.decision.refusal(of: CheckBatchRequest.with { $0.checks = [good, misplaced] })
        #expect(context?.message.contains("checks[1].callContext") == true)
        world.cluster.addToken(name: "bound", scopes: "check", organization: "alpha")
        let bound = world.cluster.caller(.decision, token: "bound")
        let pair = bound.refusal(of: CheckBatchRequest.with { $0.checks = [good, item("bob", "bob")] })
        #expect(pair?.code == .permissionDenied)
        #expect(pair?.message.contains("checks[1]") == true)
    }

    @Test func `a batch of ten thousand is answered, one more is refused`() throws {
        let most = Array(repeating: item("ann", "bob"), count: 10_000)
        let answered = try world.decision.call(CheckBatchRequest.with { $0.checks = most })
        #expect(answered.answers.count == 10_000)
        let refusal = world.decision.refusal(of: CheckBatchRequest.with { $0.checks = most + [most[0]] })
        #expect(refusal?.code == .invalidArgument)
        #expect(try world.decision.call(CheckBatchRequest()).answers.isEmpty)
    }

    @Test func `a bound token asks about pairs with one end in its organization`() throws {
        try world.make("gamma")
        try world.make("gus", of: "gamma")
        _ = try world.ask("ann", "gus", atLeast: world.seen)
        world.cluster.addToken(name: "bound", scopes: "check", organization: "alpha")
        let bound = world.cluster.caller(.decision, token: "bound")
        for (actor, target) in [("ann", "bob"), ("bob", "ann"), ("ann", "nobody"), ("ann", "ann")] {
            #expect(bound.refusal(of: world.question(actor, target)) == nil, "\(actor) → \(target)")
        }
        for (actor, target) in [("bob", "gus"), ("nobody", "bob"), ("nobody", "nobody")] {
            let refusal = bound.refusal(of: world.question(actor, target))
            #expect(refusal?.code == .permissionDenied, "\(actor) → \(target)")
            let effective = EffectiveRequest.with {
                $0.actor = actor
                $0.target = target
            }
            #expect(bound.refusal(of: effective)?.code == .permissionDenied, "\(actor) → \(target)")
        }
    }

    @Test func `the status tells what the node knows`() throws {
        try world.enable()
        _ = try world.ask("ann", "bob", atLeast: world.seen)
        _ = try world.ask("ann", "bob")
        let status = try world.decision.call(StatusRequest())
        #expect(status.ready)
        #expect(status.organizations == 2 && status.users == 2 && status.partnerships == 1)
        #expect(status.checks >= 3 && status.cacheHits >= 1)
        #expect(status.replicas.map(\.source) == ["directory", "partnership"])
        #expect(status.replicas.allSatisfy { $0.connected && $0.revision == $0.head && $0.ageMillis < 2_000 })
        #expect(status.position.partnership == world.seen.partnership)
    }

    @Test func `a check parked with its answer raw is answered like any other`() throws {
        world.part(from: .directory)
        let partnership = try world.cluster.caller(.directory).call(
            DeactivateUserRequest.with { $0.id = "bob" })
        let single = world.decision.send(world.question("ann", "bob", atLeast: partnership.position))
        let batch = world.decision.send(
            CheckBatchRequest.with {
                $0.checks = [item("ann", "bob"), item("bob", "ann")]
                $0.atLeast = partnership.position
            })
        world.cluster.advance(by: .milliseconds(500))
        #expect(try world.decision.call(StatusRequest()).parked == 2)
        world.cluster.network.heal()
        #expect(try world.decision.response(to: CheckRequest.self, single).reason == .targetDeactivated)
        let answers = try world.decision.response(to: CheckBatchRequest.self, batch).answers
        #expect(answers.map(\.reason) == [.targetDeactivated, .actorDeactivated])
    }
}
