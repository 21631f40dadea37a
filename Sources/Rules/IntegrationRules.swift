// Whether a user may use a program their organization works with. That it is there at all is not asked here:
// who names what is not there is refused before.

import EntenteProtocol
import PlantedBugs

/// What decides about one user and one integration of their organization.
package struct IntegrationStanding: Hashable, Sendable {
    /// Whether it is switched on.
    package var enabled: Bool
    /// Whether the user is among those it is for.
    package var isInAudience: Bool
    /// Whether it serves all at once, or each user connects it.
    package var scope: IntegrationScope
    /// Whether the user has connected it.
    package var isConnected: Bool

    /// This standing.
    package init(enabled: Bool, isInAudience: Bool, scope: IntegrationScope, isConnected: Bool) {
        self.enabled = enabled
        self.isInAudience = isInAudience
        self.scope = scope
        self.isConnected = isConnected
    }
}

/// May they, and why.
package struct IntegrationRuling: Hashable, Sendable {
    /// May they.
    package var verdict: Verdict
    /// Why.
    package var reason: IntegrationReason

    /// A verdict with its reason.
    package init(_ verdict: Verdict, _ reason: IntegrationReason) {
        self.verdict = verdict
        self.reason = reason
    }
}

/// The rules of integrations.
package enum IntegrationRules {
    /// May this user use this integration; `ask` means: they are prompted to connect it.
    package static func ruling(
        _ user: PersonStanding, _ integration: IntegrationStanding
    ) -> IntegrationRuling {
        if user.deactivated { return IntegrationRuling(.deny, .userDeactivated) }
        if user.organizationSuspended { return IntegrationRuling(.deny, .organizationSuspended) }
        if !integration.enabled { return IntegrationRuling(.deny, .integrationOff) }
        if !integration.isInAudience, !isPlanted("an integration is for everybody") {
            return IntegrationRuling(.deny, .notInAudience)
        }
        // A scope that is missing asks for the connection, which an organization-wide one does without.
        if integration.scope == .organization { return IntegrationRuling(.allow, .organizationWide) }
        return integration.isConnected || isPlanted("nobody needs to connect")
            ? IntegrationRuling(.allow, .connected) : IntegrationRuling(.ask, .connectFirst)
    }
}
