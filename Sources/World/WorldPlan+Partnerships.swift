// What organizations have agreed: most of it in force, on terms of every kind.

import EntenteProtocol
import Rules

/// A partnership between two organizations.
package struct PlannedPartnership: Sendable, Equatable {
    /// How far it has come.
    package enum Stage: Sendable, Hashable {
        case proposed, enabled, disabled
    }

    /// Its index.
    package let index: Int
    /// The organization that proposed it.
    package let first: Int
    /// The organization it was proposed to.
    package let second: Int
    /// How far it has come.
    package let stage: Stage
    /// The named terms; nil where each interaction has its own.
    package let preset: Preset?
    /// The terms as the proposing side sees them; empty with a preset.
    package let terms: [PermissionEntry]
}

extension WorldPlan {
    /// How many partnerships there are.
    package var partnershipCount: Int { circle.pairCount }

    /// A partnership; no two organizations have more than one.
    package func partnership(_ partnership: Int) -> PlannedPartnership {
        let pair = circle.pair(partnership)
        let preset = preset(partnership)
        return PlannedPartnership(
            index: partnership, first: pair.first, second: pair.second, stage: stage(partnership),
            preset: preset, terms: preset == nil ? ownTerms(partnership) : [])
    }

    /// The partnership of two organizations; nil where there is none.
    package func partnership(between one: Int, and other: Int) -> PlannedPartnership? {
        circle.index(of: one, other).map(partnership)
    }

    /// The organizations that an organization has a partnership with, whatever its stage.
    package func partners(of organization: Int) -> [Int] { circle.partners(of: organization) }

    private func stage(_ partnership: Int) -> PlannedPartnership.Stage {
        switch scatter(.partnerships).below(100, partnership) {
        case 0..<5: .proposed
        case 5..<10: .disabled
        default: .enabled
        }
    }

    private func preset(_ partnership: Int) -> Preset? {
        switch scatter(.partnerships).below(20, partnership, draw: 1) {
        case 0..<6: .full
        case 6..<14: .limited
        case 14..<17: .restricted
        default: nil
        }
    }

    private func ownTerms(_ partnership: Int) -> [PermissionEntry] {
        InteractionCatalog.builtIn.interactions.enumerated().map { place, interaction in
            PermissionEntry.with {
                $0.interaction = interaction.name
                $0.outgoing = state(of: interaction, partnership, draw: UInt64(2 + 2 * place))
                $0.incoming = state(of: interaction, partnership, draw: UInt64(3 + 2 * place))
            }
        }
    }

    private func state(
        of interaction: Interaction, _ partnership: Int, draw: UInt64
    ) -> PermissionState {
        switch scatter(.partnerships).below(4, partnership, draw: draw) {
        case 0: .deny
        case 1: interaction.askAllowed ? .ask : .deny
        default: .allow
        }
    }
}
