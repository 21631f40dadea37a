// In whose name a command is given. Who they are is asked before the version they name, and what state their
// organization is in after it: the order in which every refusal of the cluster is looked for.

import EntenteProtocol
import PlantedBugs
import Rules

/// Who gives a command.
enum Actor {
    /// The operator of the cluster: every capability, in every organization, suspended or not.
    case `operator`
    /// A user.
    case person(User)

    /// Refuses who lacks a capability in `organization`.
    ///
    /// - Throws: `permission-denied`.
    func require(_ capability: Capability, in organization: Organization) throws(Failure) {
        guard case .person(let user) = self else { return }
        try requireMember(user, of: organization)
        // A suspended organization is a state: it is asked for after the version.
        let standing = ActorStanding(
            role: user.role, deactivated: user.deactivated, organizationSuspended: false,
            enterprisePermissions: organization.enterprisePermissions)
        try standing.require(capability, actor: user.id)
    }

    /// Refuses who is no administrator, of either kind, of `organization`.
    ///
    /// - Throws: `permission-denied`.
    func requireAdministrator(of organization: Organization) throws(Failure) {
        guard case .person(let user) = self else { return }
        try requireMember(user, of: organization)
        guard user.role == .admin || user.role == .enterpriseAdmin else {
            throw .permissionDenied(
                "actor \(quoted(user.id)) is no administrator of \(quoted(organization.id))")
        }
    }

    /// Refuses who is no enterprise administrator of `organization`.
    ///
    /// - Parameter purpose: what takes one, as it stands in the refusal.
    /// - Throws: `permission-denied`.
    func requireEnterpriseAdministrator(
        of organization: Organization, to purpose: String
    ) throws(Failure) {
        guard case .person(let user) = self else { return }
        try requireMember(user, of: organization)
        guard user.role == .enterpriseAdmin else {
            throw .permissionDenied(
                "actor \(quoted(user.id)) has the role `\(user.role.name)`; "
                    + "only `\(Role.enterpriseAdmin.name)` or the operator may \(purpose)")
        }
    }

    /// Refuses everybody but the operator.
    ///
    /// - Throws: `permission-denied`.
    func requireOperator(to purpose: String) throws(Failure) {
        guard case .person(let user) = self else { return }
        throw .permissionDenied(
            "actor \(quoted(user.id)) is a user; only the operator may \(purpose), with an empty `actor`")
    }

    /// Refuses everybody but a user themselves and the operator.
    ///
    /// - Throws: `permission-denied`.
    func requireSelf(_ owner: User, to purpose: String) throws(Failure) {
        guard case .person(let user) = self else { return }
        guard user.id == owner.id || isPlanted("anybody sets what is another's own") else {
            throw .permissionDenied(
                "actor \(quoted(user.id)) is not \(quoted(owner.id)); only they themselves may \(purpose)")
        }
    }

    /// Refuses a user while the organization is suspended; the operator may put it in order first.
    ///
    /// - Throws: `failed-precondition`.
    func requireInService(_ organization: Organization) throws(Failure) {
        guard case .person = self, organization.suspended else { return }
        throw .suspendedOrganization(organization.id)
    }

    private func requireMember(_ user: User, of organization: Organization) throws(Failure) {
        guard user.organization == organization.id || isPlanted("administrators act in every organization")
        else {
            throw .permissionDenied(
                "actor \(quoted(user.id)) does not belong to organization \(quoted(organization.id))")
        }
    }
}
