// Commands that change something each time they are given: the ring holds them twice, with other values the
// second time, so that going round it never says what is so already. They touch what decisions rest on: a
// person's setting, a person's mark, a team's members.

import EntenteProtocol
import World

/// Commands to the directory about the people of a world.
package struct Changes {
    private let plan: WorldPlan
    private var dice: Dice
    /// Who was given a place in which team: nobody can take one twice.
    private var places: Set<[Int]> = []

    /// How many people are changed.
    package static let personCount = 1_024

    /// Changes to the people of `plan`, drawn from `seed`: with another seed, of others.
    package init(to plan: WorldPlan, seed: UInt64) {
        self.plan = plan
        dice = Dice(seed: seed ^ 0xC4A9)
    }

    /// A ring of commands, in the name of the operator.
    package mutating func ring() -> FrameRing {
        let subjects = (0..<Self.personCount).map { _ in subject() }
        let commands = [false, true].flatMap { isSecond in
            subjects.flatMap { frames(about: $0, isSecond) }
        }
        var rest = commands[...]
        return FrameRing(count: commands.count, minimum: commands.count) { bytes in
            bytes += rest.removeFirst()
        }
    }

    /// Somebody, a colleague of theirs, and a team of the organization they are not in.
    private struct Subject {
        let user: Int
        let colleague: Int?
        let team: Int?
    }

    private mutating func subject() -> Subject {
        // A deactivated person takes no changes, and who is marked already should stay so.
        var user = dice.below(plan.userCount)
        while plan.mark(user) != .none { user = (user + 1) % plan.userCount }
        let organization = plan.organization(of: user)
        let users = plan.users(of: organization)
        let colleague = users.lowerBound + dice.below(users.count)
        let teams = plan.teams(of: organization)
        // Only work teams take somebody without a sub-group.
        let team = teams.isEmpty ? nil : dice.member(of: teams)
        let isOpen =
            team.map { team in
                plan.team(team).kind == .work && !plan.team(team).members.contains(user)
                    && places.insert([user, team]).inserted
            } ?? false
        return Subject(user: user, colleague: colleague == user ? nil : colleague, team: isOpen ? team : nil)
    }

    private func frames(about subject: Subject, _ isSecond: Bool) -> [[UInt8]] {
        let user = plan.userID(subject.user)
        var frames = [
            Self.frame(
                UpdateUserRequest.with {
                    $0.id = user
                    $0.vip = !isSecond
                })
        ]
        if let colleague = subject.colleague {
            let request = SetRelationshipRequest.with {
                $0.owner = user
                $0.viewer = plan.userID(colleague)
                $0.level = isSecond ? .assistant : .teamColleague
            }
            frames.append(Self.frame(request))
        }
        if let team = subject.team {
            frames.append(Self.membership(of: user, in: plan.teamID(team), isSecond))
        }
        return frames
    }

    private static func membership(of user: String, in team: String, _ isSecond: Bool) -> [UInt8] {
        guard isSecond else {
            return frame(
                AddTeamMembersRequest.with {
                    $0.team = team
                    $0.members = [.with { $0.user = user }]
                })
        }
        return frame(
            RemoveTeamMembersRequest.with {
                $0.team = team
                $0.users = [user]
            })
    }

    private static func frame<R: Request>(_ request: R) -> [UInt8] {
        var bytes: [UInt8] = []
        let start = FrameHeader.begin(kind: .request, method: R.method.rawValue, requestID: 0, in: &bytes)
        bytes += Wire.encode(request)
        FrameHeader.finish(at: start, in: &bytes)
        return bytes
    }
}
