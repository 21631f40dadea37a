// What is kept of each thing of the directory: 21 bytes a person and 64 an organization, behind which the id
// follows, so that comparing the id has fetched the record already. A *stamp* is a number that moves whenever
// something that decisions rest on has changed.

import EntenteProtocol
import Rules

/// What a decision reads of a person.
package struct UserRecord: BitwiseCopyable, Equatable, Sendable {
    /// Where the person belongs.
    package var organization: OrganizationIndex
    /// Moves with every change of this record.
    package var stamp: UInt32
    /// The number of the person's location.
    var location: UInt32
    /// The first link of the chain of the person's memberships.
    var membership: UInt32
    /// The number of the person's e-mail address where addresses are kept, the place of their name and
    /// address where names are.
    var text: UInt32
    /// The person's marks, status and role.
    package var flags: UserFlags

    /// A user of whom only the id was seen.
    static let named = UserRecord(
        organization: OrganizationIndex(number: Identifier.none), stamp: 0, location: Identifier.none,
        membership: Identifier.none, text: Identifier.none, flags: .none)
}

/// A person's marks, status, role and privacy in one byte.
@frozen @usableFromInline
package struct UserFlags: Equatable, BitwiseCopyable, Sendable {
    @usableFromInline let bits: UInt8

    private static let roleShift: UInt8 = 4
    private static let privacyShift: UInt8 = 6

    /// The flags of a user as the directory tells it.
    init(_ user: User) {
        let marks: UInt8 = (user.deactivated ? 2 : 0) | (user.vip ? 4 : 0) | (user.assistant ? 8 : 0)
        let role = UInt8(user.role.rawValue & 3) << Self.roleShift
        bits = 1 | marks | role | UInt8(user.privacy.rawValue & 3) << Self.privacyShift
    }

    private init(bits: UInt8) { self.bits = bits }

    /// The flags of a user of whom only the id was seen.
    static let none = UserFlags(bits: 0)

    /// Whether the user's fact has been seen; without it only the id is known.
    @inlinable package var isKnown: Bool { bits & 1 != 0 }

    /// Whether nothing is permitted to or with this person.
    @inlinable package var isDeactivated: Bool { bits & 2 != 0 }

    /// Whether everybody is `unknown` to this person until they set otherwise.
    package var isVIP: Bool { bits & 4 != 0 }

    /// Whether this person is everybody's assistant in the organization.
    package var isAssistant: Bool { bits & 8 != 0 }

    /// What the person may administer.
    package var role: Role { Role(rawValue: Int32(bits >> Self.roleShift & 3)) ?? .unspecified }

    /// What the person shows colleagues of synced mail and meetings; nothing where the directory did not say.
    var privacy: Privacy { .told(Int32(bits >> Self.privacyShift & 3)) }

    /// The same with nothing shown.
    var hidingAll: UserFlags {
        let others = bits & ~(3 << Self.privacyShift)
        return UserFlags(bits: others | UInt8(Privacy.hideAll.rawValue) << Self.privacyShift)
    }

    /// Whether every decision about two people is the same with these flags as with the others.
    func decides(as other: UserFlags) -> Bool { (bits ^ other.bits) & ~(3 << Self.privacyShift) == 0 }
}

extension Privacy {
    /// What a number says; hide-all where it says nothing.
    static func told(_ number: Int32) -> Privacy {
        guard let privacy = Privacy(rawValue: number), privacy != .unspecified else { return .hideAll }
        return privacy
    }
}

/// What a decision reads of an organization.
package struct OrganizationRecord: BitwiseCopyable, Equatable, Sendable {
    /// Moves with every change of the organization's settings, its locations and teams, and its default
    /// table.
    package var stamp: UInt32
    /// Its number among the partnership service's organizations; `UInt32.max` where that has not named it.
    var party: UInt32
    /// The number of the lists of its people; `UInt32.max` where there are none.
    var people: UInt32
    /// The lowest level for each right, by the right's raw value.
    package var minimums: LevelTable
    /// The lowest level for each interaction, by its code less one.
    package var floors: LevelTable
    /// How content may be shared.
    var sharing: SharingWord
    /// Status and policies.
    package var flags: OrganizationFlags
    /// How often all personal privacy settings were set to hide-all.
    var privacyResets: Int64

    /// An organization of which only the id was seen.
    static let named = OrganizationRecord(
        stamp: 0, party: Identifier.none, people: Identifier.none, minimums: .startMinimums,
        floors: .startFloors, sharing: .start, flags: .none, privacyResets: 0)
}

/// An organization's status and policies in one byte.
@frozen @usableFromInline
package struct OrganizationFlags: Equatable, BitwiseCopyable, Sendable {
    @usableFromInline let bits: UInt8

    /// The flags of an organization as the directory tells it.
    init(_ organization: Organization) {
        let policies: UInt8 =
            (organization.enterprisePermissions ? 4 : 0)
            | (organization.relationshipPolicy == .extendOnly ? 8 : 0)
            | (organization.syncedMode == .teamsOnly ? 16 : 0)
        let limits: UInt8 = (organization.mailBodies ? 32 : 0) | (organization.privateMeetings ? 64 : 0)
        bits = 1 | (organization.suspended ? 2 : 0) | policies | limits
    }

    private init(bits: UInt8) { self.bits = bits }

    /// The flags of an organization of which only the id was seen.
    static let none = OrganizationFlags(bits: 0)

    /// Whether the organization's fact has been seen; without it only the id is known.
    package var isKnown: Bool { bits & 1 != 0 }

    /// Whether nothing of it may be used at present.
    @inlinable package var isSuspended: Bool { bits & 2 != 0 }

    /// Whether managing users and teams belongs to the enterprise administrator alone.
    package var hasEnterprisePermissions: Bool { bits & 4 != 0 }

    /// Whether individual settings may only extend what the server side gives.
    package var isExtendOnly: Bool { bits & 8 != 0 }

    /// Whether the settings per team decide what is shown of synced mail and meetings, not the personal ones.
    var isTeamsOnly: Bool { bits & 16 != 0 }

    /// Whether bodies of synced mail are shown.
    var showsMailBodies: Bool { bits & 32 != 0 }

    /// Whether synced meetings marked private are shown.
    var showsPrivateMeetings: Bool { bits & 64 != 0 }
}

/// The three levels a location gives.
package struct LocationRecord: Equatable, Sendable {
    /// Towards people of the same location.
    package var fromSameLocation: Level
    /// Towards people of the organization's other locations.
    package var fromOtherLocations: Level
    /// Towards people of other organizations.
    package var fromOutside: Level
    /// Whether the location's fact has been seen and not been taken back.
    var exists: Bool
}

/// A team as decisions need it.
package struct TeamRecord: Equatable, Sendable {
    /// The number of its id.
    var id: UInt32
    /// The organization all its members belong to.
    package var organization: OrganizationIndex
    /// The number of the list of its grants.
    var grants: UInt32
    /// Whether it gives one level to all, or grants between its sub-groups.
    package var kind: TeamKind
    /// What members of a work team are to one another.
    package var level: Level
    /// Whether its fact has been seen and not been taken back.
    var exists: Bool
}

/// A person's place in one team; the places of one person form a chain in ascending order of team.
struct MembershipRecord {
    var team: UInt32
    var next: UInt32
    /// The number of the sub-group's name above, the privacy in the lowest two bits.
    private var subgroupAndPrivacy: UInt32

    private static let none = UInt32.max >> 2

    /// A place in a team.
    ///
    /// - Parameter subgroup: the number of the sub-group's name, or `Identifier.none`.
    init(team: UInt32, next: UInt32, subgroup: UInt32, privacy: Privacy) {
        self.team = team
        self.next = next
        subgroupAndPrivacy = min(subgroup, Self.none) << 2 | UInt32(privacy.rawValue & 3)
    }

    /// The number of the sub-group's name, or `Identifier.none`.
    var subgroup: UInt32 {
        let number = subgroupAndPrivacy >> 2
        return number == Self.none ? Identifier.none : number
    }

    /// What is shown to this team; nothing where the directory did not say.
    var privacy: Privacy { .told(Int32(subgroupAndPrivacy & 3)) }
}

/// An integration as decisions need it.
struct IntegrationRecord {
    var organization: OrganizationIndex
    var kind: IntegrationKind
    var scope: IntegrationScope
    var enabled: Bool
    /// Whether it is for some teams only.
    var isForTeams: Bool
    /// Whether its fact has been seen.
    var exists: Bool

    /// An integration of which only the id was seen.
    static let named = IntegrationRecord(
        organization: OrganizationIndex(number: Identifier.none), kind: .unspecified, scope: .unspecified,
        enabled: false, isForTeams: false, exists: false)
}
