// What can be looked up about an organization's settings and its people's own.

import EntenteProtocol
import Rules

/// What an organization decides about its people's content.
package struct ContentSettings: Sendable {
    /// Whether managing users and teams belongs to the enterprise administrator alone.
    package let enterprisePermissions: Bool
    /// Whose settings decide what is shown of synced mail and meetings.
    package let syncedMode: SyncedMode
    /// Whether bodies of synced mail are shown.
    package let mailBodies: Bool
    /// Whether synced meetings marked private are shown.
    package let privateMeetings: Bool
    private let sharing: SharingWord

    init(_ record: OrganizationRecord) {
        enterprisePermissions = record.flags.hasEnterprisePermissions
        syncedMode = record.flags.isTeamsOnly ? .teamsOnly : .everyone
        mailBodies = record.flags.showsMailBodies
        privateMeetings = record.flags.showsPrivateMeetings
        sharing = record.sharing
    }

    /// How content of a type may be shared; nil for the synced types, which have no sharing.
    package func sharingPolicy(_ type: ContentType) -> SharingPolicy? { sharing[type] }
}

extension Replica {
    /// What an organization decides about its people's content.
    package func settings(of organization: OrganizationIndex) -> ContentSettings {
        ContentSettings(self[organization])
    }

    /// What a user shows colleagues of synced mail and meetings.
    package func privacy(of user: UserIndex) -> Privacy { self[user].flags.privacy }

    /// The lowest level that permits a right on an organization's people.
    package func minimum(_ right: Right, of organization: OrganizationIndex) -> Level {
        directory.pointee.organizations[organization.number].minimums[Int(right.rawValue)]
    }

    /// The lowest level at which an organization's people are reached by the interaction with this code.
    package func floor(_ code: Int32, of organization: OrganizationIndex) -> Level {
        directory.pointee.organizations[organization.number].floors[Int(code) - 1]
    }
}
