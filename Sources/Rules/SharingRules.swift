// How an item is shared that somebody makes or edits. What an organization offers binds what is newly chosen;
// what was chosen before stays, because tightening the offer is no reason to hide what people already share.

import EntenteProtocol
import PlantedBugs

/// What the sharing of an item follows from.
package struct SharingQuestion: Hashable, Sendable {
    /// Where it comes from.
    package var origin: ContentOrigin
    /// What is asked for; nil for nothing.
    package var option: SharingOption?
    /// On an edit how it was shared; nil for a new item.
    package var earlier: SharingOption?

    /// This question.
    package init(origin: ContentOrigin, option: SharingOption?, earlier: SharingOption?) {
        self.origin = origin
        self.option = option
        self.earlier = earlier
    }
}

/// How an item is shared, or that it cannot be so.
package enum SharingRuling: Hashable, Sendable {
    /// By this option.
    case option(SharingOption)
    /// Not as asked for: that is not on offer.
    case notOffered
}

/// Users and teams that somebody may not share with, in the order named.
package struct OutOfReach: Hashable, Sendable {
    /// The users' ids.
    package var users: [String]
    /// The teams' ids.
    package var teams: [String]

    /// Whether everybody named may be.
    package var isEmpty: Bool { users.isEmpty && teams.isEmpty }
}

/// The rules of how content may be shared.
package enum SharingRules {
    /// How an item of the policy's type is shared; the first row that applies.
    package static func ruling(_ question: SharingQuestion, _ policy: SharingPolicy) -> SharingRuling {
        guard let option = question.option else {
            if let earlier = question.earlier { return .option(earlier) }
            return .option(unasked(question.origin, policy))
        }
        let isNew = question.earlier == nil || isPlanted("edits by the API are everybody's")
        if question.origin == .api, isNew, !isPlanted("the option counts for the API") {
            return .option(.everyone)
        }
        if option == question.earlier, !isPlanted("what is offered no longer is taken away") {
            return .option(option)
        }
        if policy.offered.contains(option) { return .option(option) }
        return .notOffered
    }

    /// How a new item is shared of which nobody says how; whether that is on offer does not matter.
    private static func unasked(_ origin: ContentOrigin, _ policy: SharingPolicy) -> SharingOption {
        switch origin {
        case .api: .everyone
        case .noteImport, .fileUpload, .reminderTrigger, .mailBot:
            policy.fallback == .everyone && !isPlanted("the fallback is not looked at") ? .everyone : .onlyYou
        case .unspecified, .user: .onlyYou
        }
    }

    /// Whether those named have to be within the author's reach.
    ///
    /// They have to wherever `teams-and-users` comes about, on an edit too, whether it is asked for or stays:
    /// the option stays, but who is named is named now.
    package static func bindsReach(_ ruling: SharingRuling, _ policy: SharingPolicy) -> Bool {
        !isPlanted("the reach binds nobody") && ruling == .option(.teamsAndUsers) && policy.reach != .any
    }

    /// Who of those named is neither a team of the author's nor a member of one; unknown and foreign ids are
    /// not.
    package static func outOfReach<World: ContentWorld>(
        of author: World.Person, users: [String], teams: [String], in world: World
    ) -> OutOfReach {
        OutOfReach(
            users: users.filter { id in
                guard let user = world.person(id) else { return true }
                return !world.sharesTeam(user, author)
            },
            teams: teams.filter { !world.isMember(author, ofTeam: $0) })
    }
}
