// The decision about an interaction, as far as organizations decide it. Two functions, because they need
// different facts: who the two people are, then what their organizations let pass. Both are a few comparisons
// without allocation, as a decision node calls them for every question its cache does not know.

import EntenteProtocol
import PlantedBugs

/// A verdict and the row of the decision table it comes from.
@usableFromInline
package struct Ruling: Hashable, Sendable {
    /// May they.
    @usableFromInline package let verdict: Verdict
    /// Why.
    @usableFromInline package let reason: Reason

    /// A verdict with its reason.
    @inlinable
    package init(_ verdict: Verdict, _ reason: Reason) {
        self.verdict = verdict
        self.reason = reason
    }
}

/// What decides whether a person takes part in anything at all.
@usableFromInline
package struct PersonStanding: Hashable, Sendable {
    /// Whether they are barred from everything.
    @usableFromInline package let deactivated: Bool
    /// Whether their organization is suspended.
    @usableFromInline package let organizationSuspended: Bool

    /// The standing of a person who is known.
    @inlinable
    package init(deactivated: Bool, organizationSuspended: Bool) {
        self.deactivated = deactivated
        self.organizationSuspended = organizationSuspended
    }
}

/// The rows of the decision table that concern organizations.
@usableFromInline
package enum OrganizationGate {
    /// What follows from who the two people are, or nil where the question is still open.
    ///
    /// - Parameters:
    ///   - actor: The one who acts; nil where nobody of that id is known.
    ///   - target: The one acted on; nil where nobody of that id is known.
    ///   - isSelf: Whether they are the same person.
    @inlinable
    package static func persons(actor: PersonStanding?, target: PersonStanding?, isSelf: Bool) -> Ruling? {
        guard let actor else { return Ruling(.deny, .unknownActor) }
        guard let target else { return Ruling(.deny, .unknownTarget) }
        if actor.deactivated, !isPlanted("a deactivated actor may act") {
            return Ruling(.deny, .actorDeactivated)
        }
        if target.deactivated { return Ruling(.deny, .targetDeactivated) }
        if actor.organizationSuspended { return Ruling(.deny, .actorOrganizationSuspended) }
        if target.organizationSuspended,
            !isPlanted("the suspension of the target's organization is not looked at")
        {
            return Ruling(.deny, .targetOrganizationSuspended)
        }
        if isPlanted("oneself is treated as anybody") { return nil }
        return isSelf ? Ruling(.allow, .self) : nil
    }

    /// The ruling on an interaction between two people of one organization.
    package static let sameOrganization = Ruling(.allow, .sameOrganization)

    /// The ruling on an interaction under the terms of a partnership that is in force.
    ///
    /// - Parameter outgoing: What the actor's people may do to the target's.
    @inlinable
    package static func partnership(_ code: Int32, outgoing: Terms) -> Ruling {
        if isPlanted("terms that ask allow"), outgoing[code] == .ask { return Ruling(.allow, .partnership) }
        return Ruling(outgoing[code].verdict, .partnership)
    }

    /// The ruling on an interaction between people of organizations without a partnership in force.
    ///
    /// - Parameters:
    ///   - outgoing: The outgoing column of the actor's organization.
    ///   - incoming: The incoming column of the target's organization.
    @inlinable
    package static func defaults(_ code: Int32, outgoing: Terms, incoming: Terms) -> Ruling {
        if isPlanted("defaults combine to the higher") {
            return Ruling(max(outgoing[code], incoming[code]).verdict, .defaults)
        }
        if isPlanted("only the incoming column counts") { return Ruling(incoming[code].verdict, .defaults) }
        return Ruling(min(outgoing[code], incoming[code]).verdict, .defaults)
    }
}
