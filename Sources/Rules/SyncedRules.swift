// Synced mail and meetings come from people's mailboxes and calendars; nobody made them here, so nobody
// shares them. What colleagues see of one follows from what its participants show, and each organization with
// a participant in it decides for its own people.

import EntenteProtocol
import PlantedBugs

/// The rules of what is seen of synced mail and meetings.
package enum SyncedRules {
    /// What somebody who is not barred sees of a synced item.
    ///
    /// A participant's setting counts whether or not they are deactivated.
    static func ruling<World: ContentWorld>(
        _ viewer: World.Person, _ item: ContentItem, in world: World
    ) -> ContentRuling {
        let organization = world.organization(of: viewer)
        let participants = world.colleagues(item.participants, in: organization)
        if item.isPrivateMeeting, participants.contains(viewer),
            isPlanted("participants see private meetings")
        {
            return ContentRuling(.full, .participant)
        }
        if participants.isEmpty { return ContentRuling(.none, .noParticipant) }
        let settings = world.syncedSettings(of: organization)
        if item.isPrivateMeeting, !settings.privateMeetings { return ContentRuling(.none, .privateMeeting) }
        let shown =
            participants.contains(viewer)
            ? ContentRuling(.full, .participant)
            : shown(to: viewer, by: participants, settings.mode, in: world)
        if isPlanted("mail bodies are shown to participants"), participants.contains(viewer) { return shown }
        return item.contentType == .syncedMail && !settings.mailBodies ? withoutBody(shown) : shown
    }

    /// How much a setting shows; one that is missing shows as little as any.
    package static func disclosure(_ privacy: Privacy) -> Disclosure {
        switch privacy {
        case .unspecified, .hideAll: .metadata
        case .subjectsOnly: .subject
        case .showAll: .full
        }
    }

    /// What participants show to a colleague who is none: the most revealing of their settings.
    private static func shown<World: ContentWorld>(
        to viewer: World.Person, by participants: [World.Person], _ mode: SyncedMode, in world: World
    ) -> ContentRuling {
        if mode == .everyone || isPlanted("personal settings count in every mode") {
            let shown = participants.map(world.privacy(of:))
            let most =
                (isPlanted("the least revealing participant counts") ? shown.min() : shown.max()) ?? .hideAll
            return ContentRuling(disclosure(most), .personalPrivacy)
        }
        let most = participants.compactMap { world.privacy(of: $0, inTeamsWith: viewer) }.max()
        guard let most else { return ContentRuling(.none, .noSharedTeam) }
        return ContentRuling(disclosure(most), .teamPrivacy)
    }

    /// The same of a mail whose body is shown to nobody.
    private static func withoutBody(_ ruling: ContentRuling) -> ContentRuling {
        ruling.disclosure > .subject ? ContentRuling(.subject, .mailBodiesOff) : ruling
    }
}

extension ContentItem {
    fileprivate var isPrivateMeeting: Bool { contentType == .syncedMeeting && `private` == true }
}
