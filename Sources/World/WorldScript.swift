// The commands that make a world, in an order in which every one of them is accepted: organizations before
// people, people before teams, VIPs before settings (becoming one drops the settings made), deactivations
// last of the directory's, and the partnership service after the directory. Commands are made a piece at a
// time, so that a script of ten million people needs no more memory than its plan.

import EntenteProtocol

/// How a world comes about.
package struct WorldScript: Sendable {
    /// Commands of one kind of thing.
    package enum Chapter: CaseIterable, Sendable {
        case organizations, users, marks, teams, settings, deactivations, defaults, partnerships

        /// The service whose commands these are.
        package var service: ServiceName {
            switch self {
            case .organizations, .users, .marks, .teams, .settings, .deactivations: .directory
            case .defaults, .partnerships: .partnership
            }
        }

        /// What it makes, for people.
        package var words: String {
            switch self {
            case .organizations: "organizations"
            case .users: "users"
            case .marks: "VIPs and assistants"
            case .teams: "teams"
            case .settings: "individual settings"
            case .deactivations: "deactivated users"
            case .defaults: "default tables"
            case .partnerships: "partnerships"
            }
        }
    }

    /// The world it makes.
    package let plan: WorldPlan

    /// The script of a plan.
    package init(_ plan: WorldPlan) { self.plan = plan }

    /// How many users one import brings: about 150 bytes each, a sixth of a frame in the answer.
    package static let importCount = 2_000

    /// How many things a chapter goes through.
    package func count(of chapter: Chapter) -> Int {
        switch chapter {
        case .organizations, .defaults: plan.organizationCount
        case .users, .marks, .deactivations: plan.userCount
        case .teams: plan.teamCount
        case .settings: plan.settingCount
        case .partnerships: plan.partnershipCount
        }
    }

    /// The commands for these things of a chapter, in order; some need none, some several.
    package func commands(of chapter: Chapter, _ things: Range<Int>) -> [any Command] {
        switch chapter {
        case .organizations: things.flatMap(organization)
        case .users: users(things)
        case .marks: things.compactMap(mark)
        case .teams: things.flatMap(team)
        case .settings: things.map(setting)
        case .deactivations: things.compactMap(deactivation)
        case .defaults: things.compactMap(defaults)
        case .partnerships: things.flatMap(partnership)
        }
    }

    // MARK: the directory's

    private func organization(_ organization: Int) -> [any Command] {
        let id = plan.organizationID(organization)
        let made = CreateOrganizationRequest.with {
            $0.id = id
            $0.name = plan.organizationName(organization)
            $0.emailDomains = [plan.domain(of: organization)]
        }
        guard plan.hasBranch(organization) else { return [made] }
        let branch = CreateLocationRequest.with {
            $0.organization = id
            $0.id = WorldPlan.branch
            $0.name = "Branch"
            $0.fromSameLocation = .employee
            $0.fromOtherLocations = .external
            $0.fromOutside = .unknown
        }
        return [made, branch]
    }

    private func users(_ users: Range<Int>) -> [any Command] {
        stride(from: users.lowerBound, to: users.upperBound, by: Self.importCount).map { first in
            let chunk = first..<min(first + Self.importCount, users.upperBound)
            return ImportUsersRequest.with { $0.users = chunk.map(newUser) }
        }
    }

    private func newUser(_ user: Int) -> NewUser {
        .with {
            $0.id = plan.userID(user)
            $0.organization = plan.organizationID(plan.organization(of: user))
            $0.email = plan.email(user)
            $0.displayName = plan.displayName(user)
            $0.role = plan.role(user)
            if plan.isInBranch(user) { $0.location = WorldPlan.branch }
        }
    }

    private func mark(_ user: Int) -> (any Command)? {
        let mark = plan.mark(user)
        guard mark == .vip || mark == .assistant else { return nil }
        return UpdateUserRequest.with {
            $0.id = plan.userID(user)
            if mark == .vip { $0.vip = true } else { $0.assistant = true }
        }
    }

    private func team(_ index: Int) -> [any Command] {
        let team = plan.team(index)
        let made = CreateTeamRequest.with {
            $0.id = plan.teamID(index)
            $0.organization = plan.organizationID(team.organization)
            $0.name = team.name
            $0.kind = team.kind
            if team.kind == .work { $0.level = team.level }
            $0.subgroups = team.subgroups
            $0.grants = team.grants
        }
        let filled = AddTeamMembersRequest.with {
            $0.team = made.id
            $0.members = team.members.enumerated().map { place, user in
                .with {
                    $0.user = plan.userID(user)
                    $0.subgroup = team.subgroup(at: place)
                }
            }
        }
        return [made, filled]
    }

    private func setting(_ index: Int) -> any Command {
        let setting = plan.setting(index)
        return SetRelationshipRequest.with {
            $0.owner = plan.userID(setting.owner)
            $0.viewer = plan.userID(setting.viewer)
            $0.level = setting.level
        }
    }

    private func deactivation(_ user: Int) -> (any Command)? {
        guard plan.mark(user) == .deactivated else { return nil }
        return DeactivateUserRequest.with { $0.id = plan.userID(user) }
    }

    // MARK: the partnership service's

    private func defaults(_ organization: Int) -> (any Command)? {
        guard let preset = plan.defaults(of: organization) else { return nil }
        return SetDefaultsRequest.with {
            $0.organization = plan.organizationID(organization)
            $0.preset = preset
        }
    }

    private func partnership(_ index: Int) -> [any Command] {
        let partnership = plan.partnership(index)
        let id = plan.partnershipID(index)
        let second = plan.organizationID(partnership.second)
        var commands: [any Command] = [
            ProposePartnershipRequest.with {
                $0.id = id
                $0.organization = plan.organizationID(partnership.first)
                $0.memberEmail = plan.email(plan.administrator(of: partnership.second))
                $0.preset = partnership.preset
                $0.terms = partnership.terms
            }
        ]
        if partnership.stage != .proposed {
            commands.append(
                AcceptProposalRequest.with {
                    $0.organization = second
                    $0.partnership = id
                })
        }
        if partnership.stage == .disabled {
            commands.append(
                DisablePartnershipRequest.with {
                    $0.organization = second
                    $0.partnership = id
                })
        }
        return commands
    }
}
