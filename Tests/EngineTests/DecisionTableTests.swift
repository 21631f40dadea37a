import Engine
import EntenteProtocol
import Replica
import Rules
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

    /// Row 5: ada asks about ann, who has set her to the level.
    @Test(arguments: Right.allCases, Level.allCases.filter { $0 != .unspecified })
    func aRightTakesItsMinimumAndTwoOfThemOneOrganization(_ right: Right, _ level: Level) {
        world.apply(.setting("ann", "ada", level), .setting("ann", "cid", level))
        let suffices = level >= right.startMinimum
        #expect(
            ask("ada", right.name, "ann")
                == (suffices
                    ? Answer(.allow, .relationship, level: level)
                    : Answer(.deny, .relationshipTooLow, level: level)))
        let stranger = ask("cid", right.name, "ann")
        if suffices, right == .contactReadEmail || right == .contactReadPhoto {
            #expect(stranger == Answer(.deny, .sameOrganizationOnly, level: level))
        } else {
            #expect(stranger == ask("ada", right.name, "ann"))
        }
    }

    @Test func rightsAreAnsweredByTheRowsBeforeThem() {
        #expect(ask("ada", "presence.set", "ada") == Answer(.allow, .self))
        #expect(ask("nobody", "presence.set", "ada") == Answer(.deny, .unknownActor))
        #expect(ask("ada", "presence.set", "dot") == Answer(.deny, .targetDeactivated))
        #expect(ask("sol", "presence.set", "ada") == Answer(.deny, .actorOrganizationSuspended))
    }

    @Test func aMinimumIsThatOfTheOwnersOrganization() {
        #expect(ask("cid", "presence.set", "ada") == Answer(.deny, .relationshipTooLow, level: .external))
        world.apply(.organization("bolt", minimums: ["presence.set": .blocked]))
        #expect(ask("cid", "presence.set", "ada") == Answer(.deny, .relationshipTooLow, level: .external))
        world.apply(.organization("acme", minimums: ["presence.set": .external]))
        #expect(ask("cid", "presence.set", "ada") == Answer(.allow, .relationship, level: .external))
        #expect(ask("cid", "presence.read-text", "ada")?.verdict == .deny)
        world.apply(.organization("acme", minimums: ["presence.set": .unspecified]))
        #expect(ask("cid", "presence.set", "ada")?.verdict == .deny, "a level nobody knows suffices nobody")
    }

    @Test func agreementsSayNothingAboutRights() {
        world.apply(.partnership("p-1", "acme", "bolt", forward: everywhere(.allow)))
        #expect(
            ask("ada", "presence.read-symbol", "cid") == Answer(.allow, .relationship, level: .external))
        world.apply(.partnership("p-1", "acme", "bolt", .deleted))
        #expect(
            ask("ada", "presence.read-symbol", "cid") == Answer(.allow, .relationship, level: .external))
    }

    /// Row 7: what the floor says where the organizations allow, ask and deny.
    @Test(arguments: [
        (Level.unknown, Level.blocked, Reason?.some(.blocked)), (.unknown, .unknown, nil),
        (.unknown, .assistant, nil), (.blocked, .blocked, nil), (.employee, .blocked, .blocked),
        (.employee, .external, .relationshipTooLow), (.employee, .employee, nil),
        (.assistantPlus, .assistant, .relationshipTooLow), (.assistantPlus, .assistantPlus, nil),
    ])
    func aFloorDeniesWhatTheOrganizationsLetThrough(_ floor: Level, _ level: Level, _ denied: Reason?) {
        world.apply(
            .organization("acme", floors: ["chat.start": floor, "calendar.preview": floor]),
            .setting("ada", "cid", level), .setting("ada", "ann", level),
            .partnership("p-1", "acme", "bolt", backward: 1 << 4))
        let persons = denied.map { Answer(.deny, $0) }
        #expect(ask("cid", "chat.start", "ada") == persons ?? Answer(.ask, .partnership, "p-1", 1))
        #expect(ask("cid", "calendar.preview", "ada") == Answer(.deny, .partnership, "p-1", 1))
        #expect(ask("ann", "chat.start", "ada") == persons ?? Answer(.allow, .sameOrganization))
        world.apply(.partnership("p-1", "acme", "bolt", .disabled))
        #expect(ask("cid", "chat.start", "ada") == persons ?? Answer(.ask, .defaults))
        #expect(ask("cid", "calendar.preview", "ada") == Answer(.deny, .defaults))
    }

    @Test func aFloorIsThatOfTheTargetsOrganization() {
        world.apply(.organization("acme", floors: ["meeting.schedule": .employee]))
        #expect(ask("cid", "meeting.schedule", "ada") == Answer(.deny, .relationshipTooLow))
        #expect(ask("ada", "meeting.schedule", "cid") == Answer(.allow, .defaults))
        #expect(ask("ada", "meeting.schedule", "ada") == Answer(.allow, .self))
    }

    @Test func theCallInProgressReachesOverAFloor() {
        world.apply(.organization("acme", floors: ["meeting.schedule": .forwarder]))
        let engine = Engine(replica: world, cacheEntryCount: 0)
        #expect(engine.answer("cid", "meeting.schedule", "ada") == Answer(.deny, .relationshipTooLow))
        #expect(engine.answer("cid", "meeting.schedule", "ada", .forwarder) == Answer(.allow, .defaults))
    }

    @Test func aFloorWaitsForItsInteraction() throws {
        world.apply(
            .organization("acme", floors: ["file.send": .employee, "presence.set": .blocked]),
            .defaults("bolt", incoming: 0, outgoing: 2 << 12),
            .defaults("acme", incoming: 2 << 12, outgoing: 0),
            .interaction(7, "file.send"))
        #expect(ask("cid", "file.send", "ada") == Answer(.deny, .relationshipTooLow))
        world.apply(.organization("acme"))
        #expect(ask("cid", "file.send", "ada") == Answer(.allow, .defaults))
        world.apply(.organization("acme", floors: ["file.send": .employee]))
        #expect(ask("cid", "file.send", "ada") == Answer(.deny, .relationshipTooLow))
        let acme = try #require(world.organization("acme"))
        #expect(world.floor(7, of: acme) == .employee && world.floor(6, of: acme) == .unknown)
    }

    @Test func floorsOutliveAnExchangeOfEitherSourcesFacts() {
        world.apply(.organization("acme", floors: ["file.send": .employee]), .interaction(7, "file.send"))
        let catalog = world.stage(.partnership)
        catalog.apply([
            .interaction(9, "file.send"), .defaults("bolt", incoming: 0, outgoing: 2 << 16),
            .defaults("acme", incoming: 2 << 16, outgoing: 0),
        ])
        world.install(catalog, Progress(epoch: 2, revision: 1, digest: 1))
        #expect(ask("cid", "file.send", "ada") == Answer(.deny, .relationshipTooLow))
        let people = world.stage(.directory)
        people.apply([
            .organization("acme", floors: ["file.send": .assistant]), .organization("bolt"),
            .user("ada", of: "acme"), .user("cid", of: "bolt"), .setting("ada", "cid", .employee),
        ])
        world.install(people, Progress(epoch: 2, revision: 1, digest: 1))
        #expect(ask("cid", "file.send", "ada") == Answer(.deny, .relationshipTooLow))
        world.apply(.setting("ada", "cid", .assistant))
        #expect(ask("cid", "file.send", "ada") == Answer(.allow, .defaults))
    }

    @Test func anInteractionCannotTakeTheNameOfARight() {
        world.apply(.interaction(7, "presence.set"), .interaction(8, "file.send"))
        #expect(ask("ada", "presence.set", "ann") == Answer(.deny, .relationshipTooLow, level: .employee))
        #expect(world.catalog.interactions.map(\.code) == [1, 2, 3, 4, 5, 6, 8])
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
