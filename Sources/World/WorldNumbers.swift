// The few numbers that a world is made of. Whoever has them has the world: the same numbers give the same
// ids, names, teams and partnerships on every machine, so a seeder and a load tool need to agree on nothing
// else. They travel as flags, or as a line of JSON in a file beside the seeded world.

import EntenteProtocol

/// What decides how a world looks.
package struct WorldNumbers: Message, Hashable {
    /// Makes worlds of the same sizes differ.
    package var seed: UInt64 = 1
    /// How many people there are.
    package var users: Int64 = 10_000
    /// How many organizations they belong to.
    package var organizations: Int64 = 100
    /// How many partnerships each organization proposes, which is half of what it has.
    ///
    /// A world with too few organizations has fewer.
    package var partnershipsPerOrganization: Int64 = 4
    /// How many teams there are for a hundred users of an organization.
    package var teamsPerHundredUsers: Int64 = 10
    /// How many individual settings a hundred users have made.
    package var settingsPerHundredUsers: Int64 = 10

    /// The numbers of a small world.
    package init() {}

    /// A world of these sizes, with the usual partnerships, teams and settings.
    package init(seed: UInt64 = 1, users: Int, organizations: Int) {
        self.seed = seed
        self.users = Int64(users)
        self.organizations = Int64(organizations)
    }

    enum CodingKeys: Int, CodingKey {
        case seed = 1
        case users = 2
        case organizations = 3
        case partnershipsPerOrganization = 4
        case teamsPerHundredUsers = 5
        case settingsPerHundredUsers = 6
    }

    /// A hundred million people: ids stay unique far beyond, but a replica numbers people by 32 bits, and
    /// nobody has the disk.
    package static let userMaximum: Int64 = 100_000_000
    /// A plan keeps 24 bytes for each.
    package static let organizationMaximum: Int64 = 1_000_000
    /// Offsets on the circle of organizations; see ``WorldPlan/partnership(_:)``.
    package static let partnershipsPerOrganizationMaximum: Int64 = 1_000
    /// A team for each user.
    package static let teamsPerHundredUsersMaximum: Int64 = 100
    /// Ten settings for each user.
    package static let settingsPerHundredUsersMaximum: Int64 = 1_000

    /// Refuses numbers of which no world can be made.
    package func check() throws(WorldProblem) {
        try Self.check(users, "users", 1...Self.userMaximum)
        try Self.check(organizations, "organizations", 1...Self.organizationMaximum)
        guard organizations <= users else {
            throw WorldProblem(
                number: "organizations",
                reason: "\(organizations) organizations are more than \(users) users; each has one at least")
        }
        try Self.check(
            partnershipsPerOrganization, "partnershipsPerOrganization",
            0...Self.partnershipsPerOrganizationMaximum)
        try Self.check(
            teamsPerHundredUsers, "teamsPerHundredUsers", 0...Self.teamsPerHundredUsersMaximum)
        try Self.check(
            settingsPerHundredUsers, "settingsPerHundredUsers", 0...Self.settingsPerHundredUsersMaximum)
    }

    private static func check(
        _ value: Int64, _ number: String, _ possible: ClosedRange<Int64>
    ) throws(WorldProblem) {
        guard !possible.contains(value) else { return }
        throw WorldProblem(
            number: number,
            reason: "\(value) is not possible: \(possible.lowerBound) to \(possible.upperBound) are")
    }
}

/// Numbers of which no world can be made.
package struct WorldProblem: Error, Equatable, CustomStringConvertible {
    /// Which number, by its name in the manifest.
    package let number: String
    /// What is wrong with it.
    package let reason: String

    package var description: String { "`\(number)`: \(reason)" }
}

// MARK: - The manifest

extension WorldNumbers {
    /// The name of the manifest in the folder of a seeded world.
    package static let manifestName = "world.json"

    /// The manifest: the numbers, one a line.
    package var manifest: String { JSON.encode(self, pretty: true) + "\n" }

    /// Reads a manifest.
    ///
    /// - Throws: where the text is no manifest, or its numbers make no world.
    package init(manifest: String) throws(WorldProblem) {
        do throws(JSONProblem) {
            self = try JSON.decode(WorldNumbers.self, from: manifest)
        } catch {
            throw WorldProblem(number: Self.manifestName, reason: error.message)
        }
        try check()
    }
}
