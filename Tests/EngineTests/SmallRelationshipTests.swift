import Engine
import EntenteProtocol
import Replica
import Testing

/// An owner, a colleague and a stranger, in every combination of what a relationship can rest on.
@Suite struct SmallRelationshipTests {
    private static let levels = Level.allCases.filter { $0 != .unspecified }

    /// What may be between two people; nil is nothing of that kind.
    private struct Situation: CustomStringConvertible {
        var individual: Level?
        var isVIP = false
        var isAssistant = false
        var location: Level?
        var team: Level?
        var grant: Level?
        var floor: Level

        var description: String {
            "individual \(individual?.name ?? "-") vip \(isVIP) assistant \(isAssistant) location "
                + "\(location?.name ?? "-") team \(team?.name ?? "-") grant \(grant?.name ?? "-") floor \(floor)"
        }

        var facts: [Fact] {
            var facts: [Fact] = [
                .organization("acme", floors: ["chat.start": floor]),
                .user("owner", of: "acme") { $0.vip = isVIP },
                individual.map { .setting("owner", "colleague", $0) }
                    ?? .settingDeleted("owner", "colleague"),
                individual.map { .setting("owner", "stranger", $0) } ?? .settingDeleted("owner", "stranger"),
                location.map { .location("default", of: "acme", same: $0, other: .blocked, outside: $0) }
                    ?? .locationDeleted("default", of: "acme"),
                .team("work", of: "acme", level: team ?? .unspecified),
                .monitoring("monitoring", of: "acme", grant.map { [("red", "blue", $0)] } ?? []),
            ]
            for viewer in ["colleague", "stranger"] {
                facts.append(
                    .user(viewer, of: viewer == "stranger" ? "bolt" : "acme") { $0.assistant = isAssistant })
                facts.append(.membership(viewer, in: "work", subgroup: ""))
                facts.append(.membership(viewer, in: "monitoring", subgroup: "red"))
            }
            facts.append(.membership("owner", in: "work", subgroup: ""))
            facts.append(.membership("owner", in: "monitoring", subgroup: "blue"))
            return facts
        }
    }

    private static var situations: [Situation] {
        var situations: [Situation] = []
        let some: [Level?] = [nil, .unknown, .forwarder, .assistantPlus]
        for individual in [nil] + levels.map(Optional.some) {
            for (isVIP, isAssistant) in [(false, false), (false, true), (true, false), (true, true)] {
                for location in [nil, .blocked, .unknown, .external, .employee] as [Level?] {
                    for (team, grant) in some.flatMap({ team in some.map { (team, $0) } }) {
                        situations.append(
                            Situation(
                                individual: individual, isVIP: isVIP, isAssistant: isAssistant,
                                location: location, team: team, grant: grant,
                                floor: situations.count % 3 == 0 ? .employee : .unknown))
                    }
                }
            }
        }
        return situations
    }

    @Test func everySituationIsDecidedAsTheNaiveWorldDoes() {
        let replica = Replica(seed: 1)
        let engine = Engine(replica: replica, cacheEntryCount: 1024)
        var world = NaiveWorld()
        var reasons: Set<Reason> = []
        for situation in Self.situations {
            let facts = situation.facts
            replica.apply(facts)
            for fact in facts { world.apply(fact) }
            for viewer in ["colleague", "stranger"] {
                for action in ["chat.start", "presence.read-symbol", "contact.read-email", "call.pick-up"] {
                    for context in CallContext.allCases {
                        let question = Question(
                            actor: viewer, action: action, target: "owner", callContext: context)
                        let wanted = world.answer(question)
                        wanted.map { _ = reasons.insert($0.reason) }
                        guard engine.answer(question) != wanted else { continue }
                        Issue.record("\(situation), \(question): \(engine.answer(question)!)")
                        return
                    }
                }
            }
        }
        #expect(
            reasons == [
                .sameOrganization, .defaults, .relationship, .relationshipTooLow, .sameOrganizationOnly,
                .blocked,
            ])
    }
}
