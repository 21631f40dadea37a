// The same questions answered in the most obvious way: dictionaries of facts, no indexes, no packing, no
// cache, and none of the code under test. It is written from the decision table and exists to disagree.

import EntenteProtocol
import Replica

struct NaiveWorld {
    /// Two ids, the first of which may name the place of the second.
    struct Pair: Hashable {
        var first: String
        var second: String
    }

    var organizations: [String: Organization] = [:]
    var users: [String: User] = [:]
    /// By organization and id.
    var locations: [Pair: Location] = [:]
    var teams: [String: Team] = [:]
    /// By team and user.
    var memberships: [Pair: Membership] = [:]
    /// By owner and viewer.
    var relationships: [Pair: Relationship] = [:]
    /// By organization and id.
    var integrations: [Pair: Integration] = [:]
    var connections: Set<IntegrationConnection> = []
    var defaults: [String: DefaultsFact] = [:]
    var partnerships: [Set<String>: PartnershipFact] = [:]
    var codes: [String: Int32] = [
        "calendar.preview": 1, "meeting.schedule": 2, "chat.start": 3, "workspace.add-member": 4,
        "workspace.transfer": 5, "workspace.coordinate": 6,
    ]
    /// The rights with the minimum levels of a new organization.
    static let rights: [String: Level] = [
        "contact.read-general": .external, "contact.read-detailed": .employee,
        "contact.read-email": .employee,
        "contact.read-photo": .employee, "phone-number.read-in-call": .employee,
        "presence.read-symbol": .external, "presence.read-general": .employee,
        "presence.read-detailed": .teamColleague, "presence.read-text": .forwarder,
        "presence.set": .assistant,
        "meeting.read-period": .employee, "meeting.read-private-period": .assistantPlus,
        "meeting.read-subject": .teamColleague, "forwarding.read-general": .forwarder,
        "forwarding.read-detailed": .teamColleague, "forwarding.change": .assistant,
        "call.read-detailed": .assistant, "call.pick-up": .teamColleague,
        "phone.read-busy": .forwardingParticipant, "call.see-held-party": .forwarder,
    ]

    /// Everything that can be asked about.
    var actions: [String] { (Array(codes.keys) + NaiveWorld.rights.keys).sorted() }
}

// MARK: - the decision table

extension NaiveWorld {
    func answer(_ question: Question) -> Answer? {
        guard codes[question.action] != nil || NaiveWorld.rights[question.action] != nil else { return nil }
        guard let actor = users[question.actor] else { return Answer(.deny, .unknownActor) }
        guard let target = users[question.target] else { return Answer(.deny, .unknownTarget) }
        if actor.deactivated { return Answer(.deny, .actorDeactivated) }
        if target.deactivated { return Answer(.deny, .targetDeactivated) }
        if isSuspended(actor.organization) { return Answer(.deny, .actorOrganizationSuspended) }
        if isSuspended(target.organization) { return Answer(.deny, .targetOrganizationSuspended) }
        if question.actor == question.target { return Answer(.allow, .self) }
        let level = level(owner: target, viewer: actor, question.callContext)
        if NaiveWorld.rights[question.action] != nil {
            return right(question.action, owner: target, viewer: actor, level)
        }
        let agreed = organizations(actor, question, target)
        if agreed.verdict == .deny || level >= floor(question.action, target.organization) { return agreed }
        return Answer(.deny, level == .blocked ? .blocked : .relationshipTooLow)
    }

    private func right(_ name: String, owner: User, viewer: User, _ level: Level) -> Answer {
        let told = organizations[owner.organization]?.minimums.first { $0.right == name }
        if level < told?.level ?? NaiveWorld.rights[name]! {
            return Answer(.deny, .relationshipTooLow, level: level)
        }
        if ["contact.read-email", "contact.read-photo"].contains(name),
            owner.organization != viewer.organization
        {
            return Answer(.deny, .sameOrganizationOnly, level: level)
        }
        return Answer(.allow, .relationship, level: level)
    }

    private func floor(_ interaction: String, _ organization: String) -> Level {
        organizations[organization]?.floors.first { $0.interaction == interaction }?.level ?? .unknown
    }

    private func organizations(_ actor: User, _ question: Question, _ target: User) -> Answer {
        let code = codes[question.action]!
        if actor.organization == target.organization { return Answer(.allow, .sameOrganization) }
        if let fact = partnerships[[actor.organization, target.organization]], isInForce(fact, question.now) {
            let word = fact.first == actor.organization ? fact.forward : fact.backward
            return Answer(verdict(word, code), .partnership, fact.id, fact.version)
        }
        let outgoing = verdict(column(actor.organization, outgoing: true), code)
        let incoming = verdict(column(target.organization, outgoing: false), code)
        return Answer(min(outgoing, incoming), .defaults)
    }

    func isSuspended(_ organization: String) -> Bool {
        organizations[organization]?.suspended == true
    }

    func isInForce(_ fact: PartnershipFact, _ now: Int64) -> Bool {
        guard fact.state == .enabled else { return false }
        guard let end = fact.termsExpireAt else { return true }
        return now < end
    }

    /// A column of the default table, that of a new organization where none was set: preview, schedule, chat,
    /// add, transfer, coordinate.
    private func column(_ organization: String, outgoing: Bool) -> UInt64 {
        if let table = defaults[organization] { return outgoing ? table.outgoing : table.incoming }
        let states: [UInt64] = outgoing ? [0, 2, 2, 2, 0, 2] : [0, 2, 1, 1, 1, 2]
        return states.enumerated().reduce(0) { $0 | $1.element << UInt64(2 * $1.offset) }
    }

    private func verdict(_ word: UInt64, _ code: Int32) -> Verdict {
        switch word >> UInt64(2 * (code - 1)) & 3 {
        case 1: .ask
        case 2: .allow
        default: .deny
        }
    }
}

// MARK: - relationships

extension NaiveWorld {
    func level(owner: User, viewer: User, _ context: CallContext = .unspecified) -> Level {
        if let set = relationships[Pair(first: owner.id, second: viewer.id)] { return set.level }
        if owner.vip { return .unknown }
        let call: Level = context == .forwarder ? .forwarder : .forwardingParticipant
        let levels = serverLevels(owner: owner, viewer: viewer) + (context == .unspecified ? [] : [call])
        return levels.filter { $0 != .unspecified }.max() ?? .blocked
    }

    private func serverLevels(owner: User, viewer: User) -> [Level] {
        var levels: [Level] = []
        let isColleague = owner.organization == viewer.organization
        if let location = locations[Pair(first: owner.organization, second: owner.location)] {
            levels.append(
                !isColleague
                    ? location.fromOutside
                    : owner.location == viewer.location
                        ? location.fromSameLocation : location.fromOtherLocations)
        }
        for (team, ownerPlace, viewerPlace) in sharedTeams(owner, viewer) {
            if team.kind == .work { levels.append(team.level) }
            guard team.kind == .monitoring else { continue }
            for grant in team.grants
            where grant.viewerSubgroup == viewerPlace.subgroup && grant.ownerSubgroup == ownerPlace.subgroup {
                levels.append(grant.level)
            }
        }
        if viewer.assistant, isColleague { levels.append(.assistant) }
        return levels
    }

    /// The teams both are in, each with the place of both.
    func sharedTeams(_ one: User, _ other: User) -> [(Team, Membership, Membership)] {
        teams.values.sorted { $0.id < $1.id }.compactMap { team in
            guard let first = place(of: one, in: team.id), let second = place(of: other, in: team.id) else {
                return nil
            }
            return (team, first, second)
        }
    }

    /// Somebody's place in a team of their organization.
    func place(of user: User, in team: String) -> Membership? {
        guard teams[team]?.organization == user.organization else { return nil }
        return memberships[Pair(first: team, second: user.id)]
    }

    func isInAudience(_ user: User, _ integration: Integration) -> Bool {
        user.organization == integration.organization
            && (integration.teams.isEmpty || integration.teams.contains { place(of: user, in: $0) != nil })
    }
}
