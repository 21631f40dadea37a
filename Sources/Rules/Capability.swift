// What a person may administer in their organization follows from one role and one switch; nothing is granted
// one by one.

import EntenteProtocol
import PlantedBugs

/// Something a person may or may not do to their organization's settings, or their own.
package enum Capability: String, CaseIterable, Sendable {
    case relationshipSetOwn = "relationship.set-own"
    case privacySetOwn = "privacy.set-own"
    case integrationConnectOwn = "integration.connect-own"
    case partnershipManage = "partnership.manage"
    case defaultsManage = "defaults.manage"
    case locationManage = "location.manage"
    case integrationManage = "integration.manage"
    case userManage = "user.manage"
    case teamManage = "team.manage"
    case sharingManage = "sharing.manage"
    case teamPrivacyManage = "team-privacy.manage"
    case listReadAll = "list.read-all"
    case dataExport = "data.export"

    /// Whether a role carries this capability, in an organization with Enterprise permissions on or off.
    ///
    /// The enterprise administrator has every one, whether or not Enterprise permissions are on.
    package func isHeld(by role: Role, enterprisePermissions: Bool) -> Bool {
        switch self {
        case .relationshipSetOwn, .privacySetOwn, .integrationConnectOwn:
            return role != .unspecified
        case .partnershipManage, .defaultsManage, .locationManage, .integrationManage:
            return role == .admin || role == .enterpriseAdmin
        case .userManage, .teamManage:
            return role == .enterpriseAdmin
                || role == .admin
                    && (!enterprisePermissions || isPlanted("Enterprise permissions change nothing"))
        case .sharingManage, .teamPrivacyManage, .listReadAll, .dataExport:
            return role == .enterpriseAdmin
        }
    }
}

/// What is known of a person who gives a command.
package struct ActorStanding: Hashable, Sendable {
    /// What they may administer.
    package var role: Role
    /// Whether they are barred from everything.
    package var deactivated: Bool
    /// Whether their organization is suspended.
    package var organizationSuspended: Bool
    /// Whether their organization has Enterprise permissions on.
    package var enterprisePermissions: Bool

    /// The standing of a person.
    package init(role: Role, deactivated: Bool, organizationSuspended: Bool, enterprisePermissions: Bool) {
        self.role = role
        self.deactivated = deactivated
        self.organizationSuspended = organizationSuspended
        self.enterprisePermissions = enterprisePermissions
    }

    /// The standing of `user` in `organization`.
    package init(_ user: User, in organization: Organization) {
        self.init(
            role: user.role, deactivated: user.deactivated, organizationSuspended: organization.suspended,
            enterprisePermissions: organization.enterprisePermissions)
    }

    /// Whether this person has the capability; nobody deactivated and nobody of a suspended organization has
    /// any.
    package func holds(_ capability: Capability) -> Bool {
        !deactivated && !organizationSuspended
            && capability.isHeld(by: role, enterprisePermissions: enterprisePermissions)
    }

    /// Whether this person has the capability, and why.
    package func ruling(on capability: Capability) -> CapabilityRuling {
        if deactivated { return CapabilityRuling(.deny, .userDeactivated) }
        if organizationSuspended { return CapabilityRuling(.deny, .organizationSuspended) }
        if capability.isHeld(by: role, enterprisePermissions: enterprisePermissions) {
            return CapabilityRuling(.allow, .role)
        }
        // What the role would carry but for the switch, the switch takes away.
        return capability.isHeld(by: role, enterprisePermissions: false)
            ? CapabilityRuling(.deny, .enterprisePermissions) : CapabilityRuling(.deny, .roleTooLow)
    }

    /// Refuses a command of a person who lacks the capability it takes.
    ///
    /// Who they are comes first, what state their organization is in after it.
    ///
    /// - Throws: `permission-denied` for somebody deactivated or without the capability;
    ///   `failed-precondition` where their organization is suspended.
    package func require(_ capability: Capability, actor: String) throws(Failure) {
        guard !deactivated else { throw .permissionDenied("actor \(quoted(actor)) is deactivated") }
        guard capability.isHeld(by: role, enterprisePermissions: enterprisePermissions) else {
            throw .permissionDenied(
                "actor \(quoted(actor)) is `\(role.name)`, which does not include `\(capability.rawValue)`"
            )
        }
        guard !organizationSuspended else {
            throw .failedPrecondition(
                "the organization of actor \(quoted(actor)) is suspended; resume it first", state: "suspended"
            )
        }
    }
}

/// Whether somebody has a capability, and why.
package struct CapabilityRuling: Hashable, Sendable {
    /// Whether they have it.
    package var verdict: Verdict
    /// Why.
    package var reason: CapabilityReason

    /// A verdict with its reason.
    package init(_ verdict: Verdict, _ reason: CapabilityReason) {
        self.verdict = verdict
        self.reason = reason
    }
}

extension Failure {
    /// An organization that may do nothing, and with which nothing may be done, until it is resumed.
    package static func suspendedOrganization(_ id: String) -> Failure {
        .failedPrecondition("organization \(quoted(id)) is suspended; resume it first", state: "suspended")
    }
}
