import Engine
import EntenteProtocol
import Replica
import Testing

/// The rows of the decision table, one by one and in their order.
@Suite struct DecisionTableTests {
    /// Ada and Ben of acme, Cid and Dot of bolt; Dot is deactivated, so is Ben; suspended sun with Sol and
    /// Sue.
    let world = Replica.world(
        .organization("acme"), .organization("bolt"), .organization("sun", suspended: true),
        .user("ada", of: "acme"), .user("ann", of: "acme"), .user("ben", of: "acme", deactivated: true),
        .user("cid", of: "bolt"), .user("dot", of: "bolt", deactivated: true),
        .user("sol", of: "sun"), .user("sue", of: "sun", deactivated: true))

    private func ask(_ actor: String, _ action: String, _ target: String) -> Answer? {
        Engine(replica: world, cacheEntryCount: 0).answer(actor, action, target)
    }

    @Test func anActionThatIsNotInTheCatalogHasNoAnswerWhoeverAsks() {
        for actor in ["ada", "nobody", "ben", "sol"] {
            #expect(ask(actor, "presence.sing", "cid") == nil)
            #expect(ask(actor, "", actor) == nil)
        }
    }

    @Test(arguments: [
        ("nobody", "noone", Reason.unknownActor), ("nobody", "ben", .unknownActor),
        ("", "ada", .unknownActor),
        ("ada", "nobody", .unknownTarget), ("ben", "nobody", .unknownTarget), ("sol", "", .unknownTarget),
        ("ben", "dot", .actorDeactivated), ("ben", "ben", .actorDeactivated),
        ("sue", "ada", .actorDeactivated),
        ("ada", "dot", .targetDeactivated), ("sol", "dot", .targetDeactivated),
        ("ada", "sue", .targetDeactivated),
        ("sol", "ada", .actorOrganizationSuspended), ("sol", "sol", .actorOrganizationSuspended),
        ("ada", "sol", .targetOrganizationSuspended),
    ])
    func theFirstRowThatAppliesDenies(_ actor: String, _ target: String, _ reason: Reason) {
        #expect(ask(actor, "chat.start", target) == Answer(.deny, reason))
    }

    @Test func peopleMayDoEverythingToThemselvesAndToColleagues() {
        #expect(ask("ada", "calendar.preview", "ada") == Answer(.allow, .self))
        #expect(ask("ada", "calendar.preview", "ann") == Answer(.allow, .sameOrganization))
    }

    @Test(arguments: [
        ("calendar.preview", Verdict.deny), ("meeting.schedule", .allow), ("chat.start", .ask),
        ("workspace.add-member", .ask), ("workspace.transfer", .deny), ("workspace.coordinate", .allow),
    ])
    func newOrganizationsMeetOnTheirDefaultTables(_ action: String, _ verdict: Verdict) {
        #expect(ask("ada", action, "cid") == Answer(verdict, .defaults))
        #expect(ask("cid", action, "ada") == Answer(verdict, .defaults))
    }

    @Test func defaultsAreTheLowerOfOutgoingAndIncoming() {
        for out in [PermissionState.deny, .ask, .allow] {
            for inward in [PermissionState.deny, .ask, .allow] {
                world.apply(
                    .defaults("acme", incoming: 0, outgoing: everywhere(out)),
                    .defaults("bolt", incoming: everywhere(inward), outgoing: 0))
                let wanted = Verdict(rawValue: min(out, inward).rawValue)!
                #expect(ask("ada", "workspace.transfer", "cid") == Answer(wanted, .defaults))
                #expect(ask("cid", "workspace.transfer", "ada") == Answer(.deny, .defaults))
            }
        }
    }

    @Test func anEnabledPartnershipDecidesInEachDirectionAndDefaultsAreNotLookedAt() {
        world.apply(
            .defaults("acme", incoming: 0, outgoing: 0),
            .partnership(
                "p-1", "bolt", "acme", version: 7, forward: everywhere(.allow), backward: everywhere(.ask)))
        #expect(ask("cid", "chat.start", "ada") == Answer(.allow, .partnership, "p-1", 7))
        #expect(ask("ada", "chat.start", "cid") == Answer(.ask, .partnership, "p-1", 7))
        #expect(ask("ada", "chat.start", "ann") == Answer(.allow, .sameOrganization))
    }

    @Test(arguments: PartnershipState.allCases.filter { $0 != .enabled })
    func aPartnershipThatIsNotEnabledLeavesItToTheDefaults(_ state: PartnershipState) {
        world.apply(.partnership("p-1", "acme", "bolt", forward: everywhere(.allow)))
        #expect(ask("ada", "calendar.preview", "cid")?.reason == .partnership)
        world.apply(.partnership("p-1", "acme", "bolt", state, forward: everywhere(.allow)))
        #expect(ask("ada", "calendar.preview", "cid") == Answer(.deny, .defaults))
    }

    @Test func termsEndAtTheirMomentAndNotBefore() {
        world.apply(.partnership("p-1", "acme", "bolt", forward: everywhere(.allow), termsExpireAt: 1000))
        let engine = Engine(replica: world, cacheEntryCount: 16)
        for now in [0, 999, 1000, 1001, 999, 1000] as [Int64] {
            let wanted = now < 1000 ? Answer(.allow, .partnership, "p-1", 1) : Answer(.deny, .defaults)
            #expect(engine.answer("ada", "calendar.preview", "cid", now: now) == wanted, "at \(now)")
        }
    }

    @Test func aRegisteredInteractionIsDeniedUntilSomebodyPermitsIt() {
        #expect(ask("ada", "file.send", "cid") == nil)
        world.apply(.interaction(7, "file.send"))
        #expect(ask("ada", "file.send", "cid") == Answer(.deny, .defaults))
        world.apply(.partnership("p-1", "acme", "bolt", forward: 2 << 12))
        #expect(ask("ada", "file.send", "cid") == Answer(.allow, .partnership, "p-1", 1))
    }

    @Test func onlyAnAskSaysThatTheTargetIsAsked() {
        for verdict in Verdict.allCases {
            #expect(Decision(verdict, .defaults).asksTarget == (verdict == .ask))
        }
    }

    @Test func effectiveAnswersEveryActionByCodeAsDecideDoes() {
        world.apply(.interaction(9, "file.send"))
        let engine = Engine(replica: world, cacheEntryCount: 16)
        for (actor, target) in [("ada", "cid"), ("ada", "ada"), ("nobody", "ada"), ("ada", "nobody")] {
            let answers = engine.effective(
                actor: actor.utf8.span.bytes, target: target.utf8.span.bytes, now: 0)
            #expect(answers.map(\.code) == [1, 2, 3, 4, 5, 6, 9] + Array(101...120))
            for answer in answers {
                #expect(Answer(answer.decision, in: world) == ask(actor, answer.action, target))
            }
        }
    }
}
