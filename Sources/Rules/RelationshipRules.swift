// How a relationship comes about, once everything that gives a level is known: the owner's own word first, a
// VIP's distance second, and otherwise the best of what the server side gives.

import EntenteProtocol
import PlantedBugs

/// The rules of relationship levels.
package enum RelationshipRules {
    /// What everybody is to a VIP who has not said otherwise.
    package static let towardVIP = Level.unknown

    /// What holds where nothing gives a level: facts are missing then, and nothing is let through.
    package static let withoutSource = Level.blocked

    /// The level a call in progress gives; unspecified where there is none.
    package static func level(of context: CallContext) -> Level {
        switch context {
        case .unspecified: .unspecified
        case .forwardingParticipant: .forwardingParticipant
        case .forwarder: .forwarder
        }
    }

    /// The relationship that holds.
    ///
    /// - Parameters:
    ///   - individual: what the owner set; unspecified for nothing.
    ///   - isVIP: whether the owner is a VIP.
    ///   - best: the highest level the server side and the call give; unspecified for none.
    @inline(__always)
    package static func level(individual: Level, isVIP: Bool, best: Level) -> Level {
        if isPlanted("a VIP's own settings are not looked at"), isVIP { return towardVIP }
        if individual != .unspecified { return individual }
        if isPlanted("a VIP is as anybody") { return best == .unspecified ? withoutSource : best }
        if isVIP { return towardVIP }
        return best == .unspecified ? withoutSource : best
    }

    /// The levels an owner may choose from, least comprehensive first.
    ///
    /// - Parameter base: what holds without an individual setting and without a call.
    package static func offered(policy: RelationshipPolicy, base: Level) -> [Level] {
        policy == .extendOnly && !isPlanted("extend-only binds nobody")
            ? LevelRules.all.filter { $0 >= base } : LevelRules.all
    }

    /// Whether a relationship is at least as comprehensive as what is required.
    @inline(__always)
    package static func suffices(_ level: Level, _ required: Level) -> Bool {
        if isPlanted("a relationship has to be above the minimum") { return level > required }
        return required != .unspecified && level >= required
    }
}
