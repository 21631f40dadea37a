// Who acts, and for whom. A user acts for their own organization; the operator, who belongs to none, says for
// which.

import EntenteProtocol
import PlantedBugs
import Rules
import Service

/// In whose name a command is given.
struct Acting {
    /// The user; empty for the operator.
    let actor: String
    /// The organization they act for.
    let organization: String
    /// What they may administer; nil for the operator, who may everything.
    let standing: ActorStanding?
}

extension PartnershipCalls {
    /// Checks the form of `organization`, and that the access token covers it.
    ///
    /// - Throws: `invalid-argument`; `permission-denied` where the token is bound to another organization.
    func checkSide(actor: String, organization: String, _ context: RequestContext) throws(Failure) {
        if organization.isEmpty {
            guard actor.isEmpty else { return }
            throw .invalidArgument("field `organization`: the operator says for which side the command is")
        }
        try context.token.requireCovering(organization)
        try Fields.checkID(organization, "organization")
    }

    /// Finds out for which organization a command is given.
    ///
    /// - Throws: `unavailable` before the directory was heard; `not-found` for an organization that is
    ///   unknown; `permission-denied` for an actor who is unknown, of another organization than the one
    ///   named, or not covered by the token.
    func acting(
        _ actor: String, for organization: String, _ context: RequestContext
    ) throws(Failure) -> Acting {
        try directory.requireReady()
        if actor.isEmpty {
            try requireOrganization(organization)
            return Acting(actor: "", organization: organization, standing: nil)
        }
        guard let member = directory.member(actor) else {
            throw .permissionDenied("field `actor`: \(quoted(actor)) is not known")
        }
        try context.token.requireCovering(member.organization)
        guard organization.isEmpty || organization == member.organization else {
            throw .permissionDenied(
                "field `organization`: actor \(quoted(actor)) acts for \(quoted(member.organization)) only")
        }
        return Acting(actor: actor, organization: member.organization, standing: member.standing)
    }

    /// Refuses an actor who may not give the command.
    ///
    /// - Throws: `permission-denied` for an actor who is deactivated or lacks the capability.
    func require(_ capability: Capability, of acting: Acting) throws(Failure) {
        guard var standing = acting.standing else { return }
        // A suspended organization is a state: it is asked for after the version.
        standing.organizationSuspended = false
        try standing.require(capability, actor: acting.actor)
    }

    /// Refuses everybody, the operator too, while the organization they act for is suspended.
    ///
    /// - Throws: `failed-precondition`.
    func requireInService(_ acting: Acting) throws(Failure) {
        guard directory.isSuspended(acting.organization) else { return }
        guard acting.actor.isEmpty else {
            throw .failedPrecondition(
                "the organization of actor \(quoted(acting.actor)) is suspended; resume it first",
                state: "suspended")
        }
        throw .suspendedOrganization(acting.organization)
    }

    /// The side that an organization stands on.
    ///
    /// - Throws: `permission-denied` where it is neither.
    func side(of organization: String, in partnership: StoredPartnership) throws(Failure) -> Side {
        guard let side = partnership.life.side(of: organization) else {
            throw .permissionDenied(
                "\(quoted(organization)) is of neither side of partnership \(quoted(partnership.id))")
        }
        return side
    }

    /// Refuses a command that builds on the word of an organization while that is suspended.
    ///
    /// - Throws: `failed-precondition`.
    func requireGoodStanding(of partner: String) throws(Failure) {
        guard directory.isSuspended(partner), !isPlanted("a suspended partner's word is taken") else {
            return
        }
        throw .suspendedOrganization(partner)
    }
}
