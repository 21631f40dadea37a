// Who may do what in an organization: three roles, one switch, and the operator above all.

import EntenteProtocol

/// One row of the table of capabilities.
struct ReferenceCapability {
    var name: String
    var member = false
    var admin = false
    /// The enterprise administrator has every one.
    var enterpriseAdmin = true
    /// Whether `admin` has it only while Enterprise permissions are off.
    var isTakenByEnterprisePermissions = false
}

extension ReferenceModel {
    static let capabilities = [
        ReferenceCapability(name: "relationship.set-own", member: true, admin: true),
        ReferenceCapability(name: "privacy.set-own", member: true, admin: true),
        ReferenceCapability(name: "integration.connect-own", member: true, admin: true),
        ReferenceCapability(name: "partnership.manage", admin: true),
        ReferenceCapability(name: "defaults.manage", admin: true),
        ReferenceCapability(name: "location.manage", admin: true),
        ReferenceCapability(name: "integration.manage", admin: true),
        ReferenceCapability(name: "user.manage", admin: true, isTakenByEnterprisePermissions: true),
        ReferenceCapability(name: "team.manage", admin: true, isTakenByEnterprisePermissions: true),
        ReferenceCapability(name: "sharing.manage"),
        ReferenceCapability(name: "team-privacy.manage"),
        ReferenceCapability(name: "list.read-all"),
        ReferenceCapability(name: "data.export"),
    ]

    /// Whether a role has it, without regard to Enterprise permissions.
    private func roleHas(_ role: Role, _ capability: ReferenceCapability) -> Bool {
        switch role {
        case .unspecified: return false
        case .member: return capability.member
        case .admin: return capability.admin
        case .enterpriseAdmin: return capability.enterpriseAdmin
        }
    }

    /// Whether Enterprise permissions keep an administrator from it.
    private func isTaken(_ capability: ReferenceCapability, from user: User) -> Bool {
        capability.isTakenByEnterprisePermissions && user.role == .admin
            && organization(user.organization)?.enterprisePermissions == true
    }

    /// Whether USER may do what CAPABILITY stands for.
    func checkCapability(_ request: CheckCapabilityRequest) throws(Failure) -> CheckCapabilityResponse {
        try requireID(request.user)
        guard let capability = ReferenceModel.capabilities.first(where: { $0.name == request.capability })
        else { throw Failure(.invalidArgument, "unknown capability") }
        let user = try requireUser(request.user)
        if user.deactivated { return answer(.deny, .userDeactivated) }
        if isSuspended(user.organization) { return answer(.deny, .organizationSuspended) }
        if !roleHas(user.role, capability) { return answer(.deny, .roleTooLow) }
        if isTaken(capability, from: user) { return answer(.deny, .enterprisePermissions) }
        return answer(.allow, .role)
    }

    private func answer(_ verdict: Verdict, _ reason: CapabilityReason) -> CheckCapabilityResponse {
        .with {
            $0.verdict = verdict
            $0.reason = reason
        }
    }
}

// MARK: - Who may give a command

extension ReferenceModel {
    /// Refuses an actor who may not do this in `organization`; the operator may everything.
    ///
    /// A suspended organization is a state: it is looked at after the version.
    func requireActor(
        _ actor: String, _ capability: String, in organization: String
    ) throws(Failure) {
        guard let user = try requireMember(actor, of: organization) else { return }
        guard let row = ReferenceModel.capabilities.first(where: { $0.name == capability }),
            roleHas(user.role, row), !isTaken(row, from: user)
        else { throw Failure(.permissionDenied, "\(actor) may not \(capability)") }
    }

    /// Refuses who is neither kind of administrator.
    func requireAdministrator(_ actor: String, of organization: String) throws(Failure) {
        guard let user = try requireMember(actor, of: organization) else { return }
        if user.role != .admin && user.role != .enterpriseAdmin {
            throw Failure(.permissionDenied, "\(actor) is no administrator")
        }
    }

    /// Refuses who is no enterprise administrator.
    func requireEnterpriseAdministrator(_ actor: String, of organization: String) throws(Failure) {
        guard let user = try requireMember(actor, of: organization) else { return }
        if user.role != .enterpriseAdmin {
            throw Failure(.permissionDenied, "\(actor) is no enterprise administrator")
        }
    }

    /// Refuses all but somebody themselves.
    func requireSelf(_ actor: String, _ user: User) throws(Failure) {
        if !actor.isEmpty && actor != user.id { throw Failure(.permissionDenied, "not their own") }
    }

    /// Refuses all but the operator.
    func requireOperator(_ actor: String) throws(Failure) {
        if !actor.isEmpty { throw Failure(.permissionDenied, "the operator's alone") }
    }

    /// A suspended organization refuses its own people; the operator may put things in order in it.
    func requireInService(_ organization: String, for actor: String) throws(Failure) {
        if !actor.isEmpty { try requireInService(organization) }
    }

    /// A suspended organization makes no agreements, the operator's hand or not.
    func requireInService(_ organization: String) throws(Failure) {
        if isSuspended(organization) { throw Failure.failedPrecondition("suspended", state: "suspended") }
    }

    /// The actor, who must be an active member of `organization`; nil for the operator.
    private func requireMember(_ actor: String, of organization: String) throws(Failure) -> User? {
        if actor.isEmpty { return nil }
        guard let user = user(actor) else { throw Failure(.permissionDenied, "unknown actor") }
        if user.deactivated { throw Failure(.permissionDenied, "deactivated") }
        if user.organization != organization { throw Failure(.permissionDenied, "of another organization") }
        return user
    }

    /// Refuses a command made against a version that no longer stands; 0 is whatever is there.
    func requireVersion(_ expected: Int64, _ current: Int64) throws(Failure) {
        if expected != 0 && expected != current { throw .conflict("stale", currentVersion: current) }
    }
}
