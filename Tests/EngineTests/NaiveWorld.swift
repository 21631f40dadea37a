// The same questions answered in the most obvious way: dictionaries of facts, no indexes, no packing, no
// cache, and none of the code under test. It is written from the decision table and exists to disagree.

import EntenteProtocol
import Replica

struct NaiveWorld {
    var organizations: [String: Organization] = [:]
    var users: [String: User] = [:]
    var defaults: [String: DefaultsFact] = [:]
    var partnerships: [Set<String>: PartnershipFact] = [:]
    var codes: [String: Int32] = [
        "calendar.preview": 1, "meeting.schedule": 2, "chat.start": 3, "workspace.add-member": 4,
        "workspace.transfer": 5, "workspace.coordinate": 6,
    ]

    mutating func apply(_ fact: Fact) {
        if let organization = fact.organization, isID(organization.id) {
            organizations[organization.id] = organization
        } else if let user = fact.user, isID(user.id), isID(user.organization) {
            users[user.id] = user
        } else if let table = fact.defaults, isID(table.organization) {
            defaults[table.organization] = table
        } else if let interaction = fact.interaction {
            let taken = codes.values.contains(interaction.code) || codes[interaction.name] != nil
            if !taken, (1...32).contains(interaction.code), !interaction.name.isEmpty {
                codes[interaction.name] = interaction.code
            }
        } else if let partnership = fact.partnership {
            apply(partnership)
        }
    }

    private mutating func apply(_ fact: PartnershipFact) {
        guard isID(fact.id), isID(fact.first), isID(fact.second), fact.first != fact.second else { return }
        let pair: Set = [fact.first, fact.second]
        if [.rejected, .withdrawn, .lapsed, .deleted].contains(fact.state) {
            if partnerships[pair]?.id == fact.id { partnerships[pair] = nil }
        } else {
            partnerships[pair] = fact
        }
    }

    private func isID(_ id: String) -> Bool { !id.isEmpty && id.utf8.count <= 255 }

    func answer(_ question: Question) -> Answer? {
        guard let code = codes[question.action] else { return nil }
        guard let actor = users[question.actor] else { return Answer(.deny, .unknownActor) }
        guard let target = users[question.target] else { return Answer(.deny, .unknownTarget) }
        if actor.deactivated { return Answer(.deny, .actorDeactivated) }
        if target.deactivated { return Answer(.deny, .targetDeactivated) }
        if isSuspended(actor.organization) { return Answer(.deny, .actorOrganizationSuspended) }
        if isSuspended(target.organization) { return Answer(.deny, .targetOrganizationSuspended) }
        if question.actor == question.target { return Answer(.allow, .self) }
        if actor.organization == target.organization { return Answer(.allow, .sameOrganization) }
        if let fact = partnerships[[actor.organization, target.organization]], isInForce(fact, question.now) {
            let word = fact.first == actor.organization ? fact.forward : fact.backward
            return Answer(verdict(word, code), .partnership, fact.id, fact.version)
        }
        let outgoing = verdict(column(actor.organization, outgoing: true), code)
        let incoming = verdict(column(target.organization, outgoing: false), code)
        return Answer(min(outgoing, incoming), .defaults)
    }

    private func isSuspended(_ organization: String) -> Bool {
        organizations[organization]?.suspended == true
    }

    private func isInForce(_ fact: PartnershipFact, _ now: Int64) -> Bool {
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

    /// Everything one source would put into a snapshot now.
    func facts(of source: FactSource) -> [Fact] {
        switch source {
        case .directory:
            organizations.values.map { value in Fact.with { $0.organization = value } }
                + users.values.map { value in Fact.with { $0.user = value } }
        case .partnership:
            defaults.values.map { value in Fact.with { $0.defaults = value } }
                + partnerships.values.map { value in Fact.with { $0.partnership = value } }
                + codes.map { Fact.interaction($0.value, $0.key) }
        }
    }

    /// Goes back to what `earlier` knew of one source.
    mutating func restore(_ source: FactSource, from earlier: NaiveWorld) {
        switch source {
        case .directory:
            organizations = earlier.organizations
            users = earlier.users
        case .partnership:
            defaults = earlier.defaults
            partnerships = earlier.partnerships
            codes = earlier.codes
        }
    }
}
