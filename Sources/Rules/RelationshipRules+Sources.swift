// What the server side gives, source by source. Callers find the sources, in tables or in memory; which level
// each gives, and which counts, is decided here.

import EntenteProtocol
import PlantedBugs

extension RelationshipRules {
    /// What everybody's assistant is within their organization.
    package static let ofAssistant = Level.assistant

    /// The level that an owner's location gives a viewer.
    package static func level(
        of location: Location, isSameOrganization: Bool, isSameLocation: Bool
    ) -> Level {
        guard isSameOrganization else { return location.fromOutside }
        return isSameLocation ? location.fromSameLocation : location.fromOtherLocations
    }

    /// What the server side gives a viewer without a call; unspecified for nothing.
    ///
    /// - Parameters:
    ///   - location: the owner's.
    ///   - teams: what each team gives that both are in.
    package static func serverSide(
        owner: User, viewer: User, location: Location, teams: [Level]
    ) -> Level {
        let isSameOrganization = owner.organization == viewer.organization
        let place = level(
            of: location, isSameOrganization: isSameOrganization,
            isSameLocation: owner.location == viewer.location)
        guard isSameOrganization else { return place }
        let highest = teams.reduce(place) { max($0, $1) }
        return viewer.assistant ? max(highest, ofAssistant) : highest
    }

    /// What holds without an individual setting and without a call.
    ///
    /// - Parameter serverSide: what the server side gives.
    package static func base(owner: User, serverSide: Level) -> Level {
        let isVIP = owner.vip && !isPlanted("extend-only holds a VIP to the server side")
        return level(individual: .unspecified, isVIP: isVIP, best: serverSide)
    }

    /// Refuses a level that an owner may not choose.
    ///
    /// - Parameter base: what holds without an individual setting and without a call.
    /// - Throws: `failed-precondition` naming the base and the levels on offer.
    package static func requireOffered(
        _ level: Level, policy: RelationshipPolicy, base: Level
    ) throws(Failure) {
        let offered = offered(policy: policy, base: base)
        guard !offered.contains(level) else { return }
        let words = offered.map { "`\($0.name)`" }.joined(separator: ", ")
        throw .failedPrecondition(
            "field `level`: `\(level.name)` is below `\(base.name)`, which holds without a setting, and "
                + "individual settings may only extend it; say one of \(words)",
            state: "extend-only")
    }
}
