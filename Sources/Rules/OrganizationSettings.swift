// What an organization may set beyond its name, and what it starts with.

import EntenteProtocol

/// The settings of a new organization.
package enum OrganizationSettings {
    /// The content types whose sharing an organization decides; the synced ones have no sharing option.
    package static let sharedTypes: [ContentType] = [
        .meetingNote, .note, .loggedInteraction, .file, .reminder, .list,
    ]

    /// The floor of every interaction that has not been set another.
    package static let startFloor = Level.unknown

    /// Gives a new organization the settings it starts with.
    package static func start(_ organization: inout Organization) {
        organization.minimums = Right.allCases.map { right in
            .with {
                $0.right = right.name
                $0.level = right.startMinimum
            }
        }
        organization.floors = []
        organization.sharingPolicies = sharedTypes.map(startPolicy)
        organization.syncedMode = .everyone
        organization.mailBodies = true
        organization.privateMeetings = true
        organization.privacyResets = 0
    }

    /// How content of a type may be shared in a new organization.
    package static func startPolicy(_ type: ContentType) -> SharingPolicy {
        .with {
            $0.contentType = type
            $0.offered = [.everyone, .teamsAndUsers, .onlyYou]
            $0.fallback = .onlyYou
            $0.reach = .any
        }
    }
}
