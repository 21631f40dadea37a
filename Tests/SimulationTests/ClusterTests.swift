// The whole cluster in one process, from one seed: whatever happens on the way, in the end every decision is
// what the sources say, and the same seed tells the same story.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct ClusterTests {
    @Test(arguments: 1...24 as ClosedRange<UInt64>)
    func `whatever trouble there is, a decision node answers as the sources say`(seed: UInt64) throws {
        let story = try Story(seed: seed)
        do {
            // On the way one pair, at the position seen; in the end all of them.
            try story.live(80) { story in
                let users = Story.users
                let actor = users[story.dice.number(in: 0...users.count - 1)]
                let target = users[story.dice.number(in: 0...users.count - 1)]
                try expectAgreement(story, [actor], [target])
            }
            try story.settle()
            let people = Story.users + ["nobody"]
            try expectAgreement(story, people, people)
            try expectSoundEvents(story.cluster)
        } catch {
            Issue.record("seed \(seed): \(error)")
        }
        #expect(story.answered > story.refused, "seed \(seed)")
    }

    @Test func `the same seed tells the same story`() throws {
        let hashes = try ([7, 7, 8] as [UInt64]).map { seed in
            let story = try Story(seed: seed)
            try story.live(15)
            return story.cluster.network.traceHash
        }
        #expect(hashes[0] == hashes[1])
        #expect(hashes[0] != hashes[2])
    }

    @Test func `the comparison can fail`() throws {
        let story = try Story(seed: 3)
        try story.live(0)
        var sources = try Sources(of: story)
        let pair = ("alpha-admin", "beta-admin")
        #expect(sources.expected(pair.0, pair.1, "chat.start").verdict == .allow)
        sources.partnerships.removeAll()
        #expect(sources.expected(pair.0, pair.1, "chat.start").verdict == .ask)
    }
}

/// Asks the decision node about every pair, and expects what the sources say.
func expectAgreement(_ story: Story, _ actors: [String], _ targets: [String]) throws {
    let sources = try Sources(of: story)
    for actor in actors {
        for target in targets {
            let effective = try story.call(
                EffectiveRequest.with {
                    $0.actor = actor
                    $0.target = target
                })
            #expect(effective.answers.count == 26)
            // The interactions come first; rights rest on relationships, which this world has none of.
            for answer in effective.answers.prefix(6) {
                let expected = sources.expected(actor, target, answer.action)
                let place = "seed \(story.seed): \(actor) \(answer.action) \(target)"
                #expect(answer.verdict == expected.verdict, "\(place)")
                #expect(answer.reason == expected.reason, "\(place)")
                #expect(answer.partnership == expected.partnership, "\(place)")
            }
        }
    }
}

/// What the sources say, read by their own calls, and the decision table over it in its plainest form.
struct Sources {
    struct Expected {
        var verdict: Verdict
        var reason: Reason
        var partnership: String?
    }

    var organizations: [String: Organization] = [:]
    var users: [String: User] = [:]
    var defaults: [String: [PermissionEntry]] = [:]
    /// As the first of the pair sees it.
    var partnerships: [[String]: Partnership] = [:]
    private let now: Int64

    init(of story: Story) throws {
        now = story.cluster.network.clock.wall
        for id in Story.organizations {
            organizations[id] = try story.call(GetOrganizationRequest.with { $0.id = id }).organization
            defaults[id] = try story.call(GetDefaultsRequest.with { $0.organization = id }).defaults.table
            for other in Story.organizations where other != id {
                let find = FindPartnershipRequest.with {
                    $0.organization = id
                    $0.with = other
                }
                do throws(Failure) {
                    partnerships[[id, other]] = try story.call(find).partnership
                } catch {
                    guard error.code == .notFound else { throw error }
                }
            }
        }
        for id in Story.users { users[id] = try story.call(GetUserRequest.with { $0.id = id }).user }
    }

    func expected(_ actor: String, _ target: String, _ action: String) -> Expected {
        func deny(_ reason: Reason) -> Expected { Expected(verdict: .deny, reason: reason) }
        guard let actor = users[actor] else { return deny(.unknownActor) }
        guard let target = users[target] else { return deny(.unknownTarget) }
        if actor.deactivated { return deny(.actorDeactivated) }
        if target.deactivated { return deny(.targetDeactivated) }
        if isSuspended(actor.organization) { return deny(.actorOrganizationSuspended) }
        if isSuspended(target.organization) { return deny(.targetOrganizationSuspended) }
        if actor.id == target.id { return Expected(verdict: .allow, reason: .self) }
        if actor.organization == target.organization {
            return Expected(verdict: .allow, reason: .sameOrganization)
        }
        if let partnership = partnerships[[actor.organization, target.organization]],
            partnership.state == .enabled, partnership.termsExpireAt ?? .max > now
        {
            let agreed = entry(action, in: partnership.terms)?.outgoing
            return Expected(verdict: verdict(agreed), reason: .partnership, partnership: partnership.id)
        }
        let ours = entry(action, in: defaults[actor.organization] ?? [])?.outgoing
        let theirs = entry(action, in: defaults[target.organization] ?? [])?.incoming
        return Expected(verdict: min(verdict(ours), verdict(theirs)), reason: .defaults)
    }

    private func isSuspended(_ organization: String) -> Bool {
        organizations[organization]?.suspended ?? false
    }

    private func entry(_ action: String, in table: [PermissionEntry]) -> PermissionEntry? {
        table.first { $0.interaction == action }
    }

    private func verdict(_ state: PermissionState?) -> Verdict {
        switch state {
        case .allow: .allow
        case .ask: .ask
        default: .deny
        }
    }
}
