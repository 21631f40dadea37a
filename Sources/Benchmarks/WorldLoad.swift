// A replica filled with a world, straight from the plan: no service, no disk, no socket. What a snapshot
// would bring comes in the same order, so tables grow as they do in a decision node.

import EntenteProtocol
import Replica
import World

/// The chapters of a world as facts.
struct WorldLoad {
    let plan: WorldPlan

    /// What a replica keeps of a kind of its own, in the order of a snapshot.
    enum Chapter: CaseIterable {
        case organizations, users, teams, memberships, settings, partnerships

        /// Whose facts these are.
        var source: FactSource { self == .partnerships ? .partnership : .directory }
    }

    /// How many things a chapter brings.
    func count(of chapter: Chapter) -> Int {
        switch chapter {
        case .organizations: plan.organizationCount
        case .users: plan.userCount
        case .teams: plan.teamCount
        case .memberships: (0..<plan.teamCount).reduce(0) { $0 + plan.team($1).members.count }
        case .settings: plan.settingCount
        case .partnerships: plan.partnershipCount
        }
    }

    /// Hands a chapter's facts over.
    func facts(of chapter: Chapter, _ take: (Fact) -> Void) {
        switch chapter {
        case .organizations:
            for organization in 0..<plan.organizationCount {
                take(plan.organizationFact(organization))
                plan.locationFacts(of: organization).forEach(take)
            }
        case .users: for user in 0..<plan.userCount { take(plan.userFact(user)) }
        case .teams: for team in 0..<plan.teamCount { take(plan.teamFact(team)) }
        case .memberships: for team in 0..<plan.teamCount { plan.membershipFacts(of: team).forEach(take) }
        case .settings: for setting in 0..<plan.settingCount { take(plan.settingFact(setting)) }
        case .partnerships:
            plan.interactionFacts.forEach(take)
            (0..<plan.organizationCount).compactMap(plan.defaultsFact).forEach(take)
            for partnership in 0..<plan.partnershipCount { take(plan.partnershipFact(partnership)) }
        }
    }

    /// A replica that knows the world, and finds people by name as a decision node's does.
    func replica() -> Replica {
        let replica = Replica(seed: 1, keepsNames: true)
        for source in FactSource.allCases {
            let staging = replica.stage(source)
            for chapter in Chapter.allCases where chapter.source == source {
                facts(of: chapter) { staging.apply($0) }
            }
            replica.install(staging, Progress(epoch: 1, revision: 1, digest: 1))
        }
        return replica
    }
}
