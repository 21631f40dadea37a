// The decision as far as one person decides it: the OWNER of what is seen, the TARGET of what is done, is the
// same person, and so is the VIEWER the ACTOR. Whoever asks has found the relationship and what it takes.

import EntenteProtocol
import PlantedBugs

/// The rows of the decision table that concern relationships.
package enum PersonGate {
    /// The ruling on a right.
    ///
    /// - Parameters:
    ///   - level: what the viewer is to the owner.
    ///   - minimum: the lowest level that permits it in the owner's organization.
    ///   - sameOrganization: whether both are of one organization.
    package static func right(
        _ right: Right, level: Level, minimum: Level, sameOrganization: Bool
    ) -> Ruling {
        if isPlanted("the organization counts before the level"), right.isSameOrganizationOnly,
            !sameOrganization
        {
            return Ruling(.deny, .sameOrganizationOnly)
        }
        guard RelationshipRules.suffices(level, minimum) else { return Ruling(.deny, .relationshipTooLow) }
        guard
            sameOrganization || !right.isSameOrganizationOnly
                || isPlanted("addresses are shown to other organizations")
        else {
            return Ruling(.deny, .sameOrganizationOnly)
        }
        return Ruling(.allow, .relationship)
    }

    /// The ruling that takes the place of the organizations' on an interaction, or nil where theirs stays.
    ///
    /// - Parameters:
    ///   - verdict: what the organizations say.
    ///   - level: what the actor is to the target.
    ///   - floor: the lowest level that is let through in the target's organization.
    package static func interaction(_ verdict: Verdict, level: Level, floor: Level) -> Ruling? {
        if verdict == .deny || RelationshipRules.suffices(level, floor) { return nil }
        if isPlanted("an `ask` is asked whatever the relationship"), verdict == .ask { return nil }
        return Ruling(.deny, level == .blocked ? .blocked : .relationshipTooLow)
    }
}
