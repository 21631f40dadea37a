// A world as a function: who is in it is computed from an index whenever it is asked for, never stored, so
// a plan of ten million people costs what its organizations cost. The alternative, a generator that is run
// once and written to a file, would make a load tool read gigabytes before its first question.
//
// The people of an organization have indexes in a row, the largest organization first; sizes fall off like
// 1/rank, as those of real organizations do.

import EntenteProtocol

/// A deterministic world; the same numbers give the same one everywhere.
package struct WorldPlan: Sendable {
    /// What the world is made of.
    package let numbers: WorldNumbers
    /// The first user of each organization, and the number of users at the end.
    private let userStarts: [Int]
    /// The first team of each organization, and the number of teams at the end.
    let teamStarts: [Int]
    /// How organizations sit around the circle on which partnerships are drawn.
    let circle: Circle
    private let userIDs: IdScatter
    private let organizationIDs: IdScatter
    private let teamIDs: IdScatter
    private let partnershipIDs: IdScatter

    /// The world that `numbers` make.
    package init(_ numbers: WorldNumbers) throws(WorldProblem) {
        try numbers.check()
        self.numbers = numbers
        userStarts = Self.starts(users: Int(numbers.users), organizations: Int(numbers.organizations))
        teamStarts = Self.teamStarts(userStarts, perHundred: Int(numbers.teamsPerHundredUsers))
        circle = Circle(
            count: Int(numbers.organizations), steps: Int(numbers.partnershipsPerOrganization),
            scatter: Scatter(seed: numbers.seed, kind: 5))
        userIDs = IdScatter(seed: numbers.seed, kind: 1, prefix: "usr")
        organizationIDs = IdScatter(seed: numbers.seed, kind: 2, prefix: "org")
        teamIDs = IdScatter(seed: numbers.seed, kind: 3, prefix: "team")
        partnershipIDs = IdScatter(seed: numbers.seed, kind: 4, prefix: "pts")
    }

    /// A world of these sizes, with the usual partnerships, teams and settings.
    package init(seed: UInt64 = 1, users: Int, organizations: Int) throws(WorldProblem) {
        try self.init(WorldNumbers(seed: seed, users: users, organizations: organizations))
    }

    /// What is drawn for the things of this kind; see the other files.
    func scatter(_ kind: Drawing) -> Scatter { Scatter(seed: numbers.seed, kind: kind.rawValue) }

    /// What numbers are drawn for; kinds below these are of ids.
    enum Drawing: UInt64 {
        case marks = 16
        case names, locations, teams, settings, partnerships, defaults
    }
}

// MARK: - Sizes and ids

extension WorldPlan {
    /// How many people there are.
    package var userCount: Int { Int(numbers.users) }

    /// How many organizations there are.
    package var organizationCount: Int { Int(numbers.organizations) }

    /// The id of a user, of twenty bytes.
    package func userID(_ user: Int) -> String { userIDs.id(user) }

    /// Appends the bytes of a user's id.
    package func appendUserID(_ user: Int, to bytes: inout [UInt8]) { userIDs.append(user, to: &bytes) }

    /// The user whose id this is; nil for nobody of this world.
    package func user(id: String) -> Int? { userIDs.index(of: id).flatMap { $0 < userCount ? $0 : nil } }

    /// The id of an organization, of twenty bytes.
    package func organizationID(_ organization: Int) -> String { organizationIDs.id(organization) }

    /// The id of a team, of twenty-one bytes.
    package func teamID(_ team: Int) -> String { teamIDs.id(team) }

    /// The id of a partnership, of twenty bytes.
    package func partnershipID(_ partnership: Int) -> String { partnershipIDs.id(partnership) }

    /// The users of an organization.
    package func users(of organization: Int) -> Range<Int> {
        userStarts[organization]..<userStarts[organization + 1]
    }

    /// The organization of a user.
    package func organization(of user: Int) -> Int { Self.owner(of: user, userStarts) }

    /// Which range of `starts` a thing lies in; ranges may be empty.
    static func owner(of thing: Int, _ starts: [Int]) -> Int {
        var low = 0
        var high = starts.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= thing { low = middle } else { high = middle }
        }
        return low
    }

    /// One user for every organization, and the rest as 1/rank; only divisions and sums of doubles, which
    /// are the same on every machine.
    private static func starts(users: Int, organizations: Int) -> [Int] {
        var sums = [0.0]
        sums.reserveCapacity(organizations + 1)
        for rank in 1...organizations { sums.append(sums[rank - 1] + 1 / Double(rank)) }
        let rest = Double(users - organizations)
        let whole = sums[organizations]
        var starts = sums.enumerated().map { rank, sum in rank + Int(rest * (sum / whole)) }
        starts[organizations] = users
        return starts
    }
}
