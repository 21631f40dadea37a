// What of an item somebody may see. Nothing leaves an organization, so most of the answer is who belongs to
// it; within it an item is seen whole or not at all, by its author, by those it is shared with, and by the
// few whom its type lets in besides. Synced mail and meetings are another matter: see `SyncedRules`.

import EntenteProtocol
import PlantedBugs

/// How much of an item may be seen, and why.
package struct ContentRuling: Hashable, Sendable {
    /// How much.
    package var disclosure: Disclosure
    /// Why.
    package var reason: ContentReason
    /// Of a list that may be seen: what may be done with it.
    package var role: ListRole?

    /// This much, for this reason.
    package init(_ disclosure: Disclosure, _ reason: ContentReason, role: ListRole? = nil) {
        self.disclosure = disclosure
        self.reason = reason
        self.role = role
    }
}

/// The rules of who sees what.
package enum ContentRules {
    /// What of an item the person with the id `viewer` may see; the first row that applies gives the reason.
    ///
    /// An item without an author is one whose author is unknown.
    package static func ruling<World: ContentWorld>(
        viewer id: String, item: ContentItem, in world: World
    ) -> ContentRuling {
        guard let viewer = world.person(id) else { return ContentRuling(.none, .unknownViewer) }
        if item.contentType.isSynced {
            return barring(viewer, in: world) ?? SyncedRules.ruling(viewer, item, in: world)
        }
        guard let author = item.author.flatMap(world.person) else {
            return ContentRuling(.none, .unknownAuthor)
        }
        if let barring = barring(viewer, in: world) { return barring }
        guard
            world.organization(of: author) == world.organization(of: viewer)
                || isPlanted("shared items are seen by other organizations")
        else {
            return ContentRuling(.none, .otherOrganization)
        }
        return ruling(viewer, item, author: author, in: world)
    }

    /// Why somebody sees nothing at all, whatever the item.
    private static func barring<World: ContentWorld>(
        _ viewer: World.Person, in world: World
    ) -> ContentRuling? {
        let standing = world.standing(of: viewer)
        if standing.deactivated { return ContentRuling(.none, .viewerDeactivated) }
        if standing.organizationSuspended { return ContentRuling(.none, .organizationSuspended) }
        return nil
    }

    /// What a colleague of the author sees, or the author.
    private static func ruling<World: ContentWorld>(
        _ viewer: World.Person, _ item: ContentItem, author: World.Person, in world: World
    ) -> ContentRuling {
        if viewer == author { return authorRuling(author, item, in: world) }
        let shared = sharing(viewer, item, in: world)
        guard let reason = shared ?? special(viewer, item, in: world) else {
            return ContentRuling(.none, .notShared)
        }
        return seen(
            item, reason, role: listRole(viewer, item, isAuthor: false, isShared: shared != nil, in: world))
    }

    private static func authorRuling<World: ContentWorld>(
        _ author: World.Person, _ item: ContentItem, in world: World
    ) -> ContentRuling {
        guard authorKeeps(item, author, in: world) else { return ContentRuling(.none, .noSharedTeam) }
        return seen(
            item, .author, role: listRole(author, item, isAuthor: true, isShared: false, in: world))
    }

    private static func seen(
        _ item: ContentItem, _ reason: ContentReason, role: ListRole
    ) -> ContentRuling {
        ContentRuling(.full, reason, role: item.contentType == .list ? role : nil)
    }

    // MARK: the rows

    /// Whether the author still sees their item: a note on a meeting they were not at, kept to themself, is
    /// theirs only while they share a team with somebody who was, where teams bound what is seen of meetings.
    private static func authorKeeps<World: ContentWorld>(
        _ item: ContentItem, _ author: World.Person, in world: World
    ) -> Bool {
        guard item.contentType == .meetingNote, item.sharingInForce == .onlyYou else { return true }
        let organization = world.organization(of: author)
        if world.syncedSettings(of: organization).mode == .everyone { return true }
        let participants = world.colleagues(item.participants, in: organization)
        if isPlanted("an author keeps every note") { return true }
        return participants.contains { $0 == author || world.sharesTeam($0, author) }
    }

    /// Why the sharing of an item lets a colleague of its author see it; nil where it does not.
    private static func sharing<World: ContentWorld>(
        _ viewer: World.Person, _ item: ContentItem, in world: World
    ) -> ContentReason? {
        switch item.sharingInForce {
        case .everyone:
            return .sharedWithEveryone
        case .teamsAndUsers:
            let isNamed =
                world.isAmong(viewer, item.users)
                || item.teams.contains { world.isMember(viewer, ofTeam: $0) }
            return isNamed ? .named : nil
        case .onlyYou, .unspecified:
            return nil
        }
    }

    /// Why the type of an item lets a colleague of its author see it besides; nil where it does not.
    ///
    /// Participants and assignees come in where nobody else is let in: naming people or teams leaves the
    /// choice to the author.
    private static func special<World: ContentWorld>(
        _ viewer: World.Person, _ item: ContentItem, in world: World
    ) -> ContentReason? {
        let isOnlyYou =
            item.sharingInForce == .onlyYou || isPlanted("participants are let in whatever the sharing")
        switch item.contentType {
        case .meetingNote, .loggedInteraction:
            return isOnlyYou && world.isAmong(viewer, item.participants) ? .participant : nil
        case .reminder:
            return isOnlyYou && world.isAmong(viewer, item.assignee.map { [$0] } ?? []) ? .assignee : nil
        case .list:
            if world.role(of: viewer) == .enterpriseAdmin,
                !isPlanted("the enterprise administrator sees no private list")
            {
                return .enterpriseAdmin
            }
            return grantedRole(viewer, item, in: world) == nil ? nil : .grant
        case .unspecified, .syncedMail, .syncedMeeting, .note, .file:
            return nil
        }
    }

    // MARK: roles on a list

    /// What somebody may do with a list that they see: the highest of everything that gives a role.
    private static func listRole<World: ContentWorld>(
        _ viewer: World.Person, _ item: ContentItem, isAuthor: Bool, isShared: Bool, in world: World
    ) -> ListRole {
        if isAuthor || world.role(of: viewer) == .enterpriseAdmin { return .owner }
        let granted = grantedRole(viewer, item, in: world) ?? .unspecified
        if isPlanted("a shared list gives the viewer's role alone"), isShared { return .viewer }
        return isShared ? max(granted, .viewer) : granted
    }

    /// The highest role that a list's grants give somebody; nil where none is for them.
    private static func grantedRole<World: ContentWorld>(
        _ viewer: World.Person, _ item: ContentItem, in world: World
    ) -> ListRole? {
        item.grants.filter { holds(viewer, $0, in: world) }.map(\.role).max()
    }

    private static func holds<World: ContentWorld>(
        _ viewer: World.Person, _ grant: ContentGrant, in world: World
    ) -> Bool {
        if let user = grant.user { return world.person(user) == viewer }
        return grant.team.map { world.isMember(viewer, ofTeam: $0) } ?? false
    }
}

extension ContentItem {
    /// How it is shared; who does not say shares with nobody.
    fileprivate var sharingInForce: SharingOption { sharing ?? .onlyYou }
}

extension ContentType {
    /// Whether it comes from a mailbox or a calendar, and is shown by people's settings instead of shared.
    package var isSynced: Bool { self == .syncedMail || self == .syncedMeeting }
}
