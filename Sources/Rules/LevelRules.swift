// Which relationship levels may be set where. The two forwarding levels belong to a call in progress, so a
// place to sit does not give them; a team is people who work together, so it does not block.

import EntenteProtocol

/// What the levels of locations and teams may be.
package enum LevelRules {
    /// Every level, least to most comprehensive.
    package static let all = Level.allCases.filter { $0 != .unspecified }
    /// What people of one organization may be to one another by where they sit.
    package static let inside = all.filter { $0 != .forwardingParticipant && $0 != .forwarder }
    /// What people of other organizations may be.
    package static let outside: [Level] = [.employee, .external, .unknown, .blocked]
    /// What members of a team may be to one another.
    package static let team = all.filter { $0 != .blocked }

    /// The id of the location that every organization has.
    package static let defaultLocation = "default"

    /// The location a new organization starts with.
    package static func startLocation(organization: String) -> Location {
        .with {
            $0.organization = organization
            $0.id = defaultLocation
            $0.name = "Default"
            $0.fromSameLocation = .employee
            $0.fromOtherLocations = .employee
            $0.fromOutside = .external
            $0.version = 1
        }
    }

    /// Checks the three levels of a location.
    ///
    /// - Throws: `invalid-argument` naming the field.
    package static func check(_ location: Location) throws(Failure) {
        try check(location.fromSameLocation, "fromSameLocation", among: inside)
        try check(location.fromOtherLocations, "fromOtherLocations", among: inside)
        try check(location.fromOutside, "fromOutside", among: outside)
    }

    /// Checks a level against those that are possible.
    ///
    /// - Throws: `invalid-argument` naming the field and the levels possible.
    package static func check(
        _ level: Level, _ field: String, among possible: [Level]
    ) throws(Failure) {
        guard !possible.contains(level) else { return }
        let words = possible.map { "`\($0.name)`" }.joined(separator: ", ")
        let given = level == .unspecified ? "" : "`\(level.name)` is not possible here; "
        throw .invalidArgument("field `\(field)`: \(given)say one of \(words)")
    }

    /// Checks that a team's shape fits its kind.
    ///
    /// A work team has one level for all and nothing else; a monitoring team has sub-groups with grants
    /// between them, and no level of its own.
    ///
    /// - Throws: `invalid-argument` naming the field.
    package static func check(_ team: Team) throws(Failure) {
        try Fields.checkGiven(team.kind, "kind")
        if team.kind == .work {
            try check(team.level, "level", among: LevelRules.team)
            guard team.subgroups.isEmpty else {
                throw .invalidArgument("field `subgroups`: a work team has none; use kind `monitoring`")
            }
            guard team.grants.isEmpty else {
                throw .invalidArgument("field `grants`: a work team has none; use kind `monitoring`")
            }
        } else {
            guard team.level == .unspecified else {
                throw .invalidArgument("field `level`: a monitoring team has none; use `grants`")
            }
            try checkSubgroups(team.subgroups)
            try checkGrants(team.grants, between: team.subgroups)
        }
    }

    private static func checkSubgroups(_ subgroups: [String]) throws(Failure) {
        try Fields.checkCount(subgroups.count, "subgroups", most: Limits.subgroupCount)
        var seen: Set<String> = []
        for (index, subgroup) in subgroups.enumerated() {
            let place = "subgroups[\(index)]"
            try Fields.checkBytes(subgroup, place, 1...Limits.subgroupBytes)
            try Fields.checkPrintable(subgroup, place)
            guard seen.insert(subgroup).inserted else {
                throw .invalidArgument("field `\(place)`: \(quoted(subgroup)) is named twice")
            }
        }
    }

    private static func checkGrants(_ grants: [TeamGrant], between subgroups: [String]) throws(Failure) {
        try Fields.checkCount(grants.count, "grants", most: Limits.grantCount)
        var seen: Set<[String]> = []
        for (index, grant) in grants.enumerated() {
            let place = "grants[\(index)]"
            for name in [grant.viewerSubgroup, grant.ownerSubgroup] where !subgroups.contains(name) {
                throw .invalidArgument("field `\(place)`: the team has no sub-group \(quoted(name))")
            }
            try check(grant.level, "\(place).level", among: LevelRules.team)
            guard seen.insert([grant.viewerSubgroup, grant.ownerSubgroup]).inserted else {
                throw .invalidArgument("field `\(place)`: this pair of sub-groups is named twice")
            }
        }
    }
}
