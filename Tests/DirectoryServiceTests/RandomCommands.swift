import EntenteProtocol
import Rules
import TestSupport

/// Commands as dice give them, from small vocabularies, so that they meet: many are refused, and that is part
/// of it.
struct RandomCommands {
    private let dice: SimulatedRandomness
    /// How many were carried out.
    private(set) var doneCount = 0

    init(seed: UInt64) { dice = SimulatedRandomness(seed: seed) }

    private func one<Item>(_ items: [Item]) -> Item { items[dice.number(in: 0...(items.count - 1))] }
    private func some<Item>(_ items: [Item]) -> [Item] { items.filter { _ in dice.oneIn(3) } }
    private func maybe<Item>(_ item: @autoclosure () -> Item) -> Item? { dice.oneIn(2) ? item() : nil }

    private let organizations = ["acme", "globex", "initech"]
    private let users = (0..<20).map { "user-\($0)" }
    private let teams = (0..<5).map { "team-\($0)" }
    private let locations = ["default", "berlin", "paris"]
    private let subgroups = ["a", "b", "c"]
    private let interactions = ["chat.start", "meeting.schedule", "door.open"]
    private let integrations = ["mail", "drive"]
    private let names = ["One", "Two", "Drei", "Četiri"]
    private let domains = ["one.example", "Two.example", "three.example"]

    /// Gives one command; a refusal is fine.
    mutating func next(on world: DirectoryWorld) {
        do {
            try give(world)
            doneCount += 1
        } catch {}
    }

    private func give(_ world: DirectoryWorld) throws {
        switch dice.number(in: 0...29) {
        case 0: try world.organization(one(organizations + ["umbrella"]), domains: some(domains))
        case 1: try world.call(organizationUpdate())
        case 2: try world.call(SuspendOrganizationRequest.with { $0.id = one(organizations) })
        case 3: try world.call(ResumeOrganizationRequest.with { $0.id = one(organizations) })
        case 4...6:
            try world.user(one(users), of: one(organizations), role: maybe(one([.admin, .enterpriseAdmin])))
        case 7: try world.call(ImportUsersRequest.with { $0.users = [newcomer(), newcomer()] })
        case 8...9: try world.call(userUpdate())
        case 10: try world.call(DeactivateUserRequest.with { $0.id = one(users) })
        case 11: try world.call(ReactivateUserRequest.with { $0.id = one(users) })
        case 12: try world.location(one(locations), of: one(organizations))
        case 13: try world.call(locationStep())
        case 14: try world.workTeam(one(teams), of: one(organizations))
        case 15: try world.call(monitoringTeam())
        case 16: try world.call(teamUpdate())
        case 17: try addMember(world)
        case 18: try changeMembers(world)
        case 19: try world.call(DeleteTeamRequest.with { $0.id = one(teams) })
        default: try giveSetting(world)
        }
    }

    private func giveSetting(_ world: DirectoryWorld) throws {
        switch dice.number(in: 0...10) {
        case 0: try world.call(rights())
        case 1: try world.call(floors())
        case 2: try world.call(sharing())
        case 3: try world.call(mode())
        case 4:
            try world.call(
                SetSyncedLimitsRequest.with {
                    $0.organization = one(organizations)
                    $0.mailBodies = dice.oneIn(2)
                    $0.privateMeetings = dice.oneIn(2)
                })
        case 5: try world.setPrivacy(one(users), one([.hideAll, .subjectsOnly, .showAll]))
        case 6...7: try world.setRelationship(one(users), one(users), maybe(one(LevelRules.all)))
        case 8: try world.call(integration())
        case 9: try world.connect(one(users), one(integrations))
        default: try world.disconnect(one(users), one(integrations))
        }
    }

    private func rights() -> SetRightsMatrixRequest {
        .with {
            $0.organization = one(organizations)
            $0.minimums = some(Right.allCases).map { right in
                .with {
                    $0.right = right.name
                    $0.level = one(LevelRules.all)
                }
            }
        }
    }

    private func floors() -> SetInteractionFloorsRequest {
        .with {
            $0.organization = one(organizations)
            $0.floors = some(interactions).map { interaction in
                .with {
                    $0.interaction = interaction
                    $0.level = one(LevelRules.all)
                }
            }
        }
    }

    private func sharing() -> SetSharingPolicyRequest {
        .with {
            $0.organization = one(organizations)
            $0.contentType = one(OrganizationSettings.sharedTypes)
            $0.offered =
                some([.everyone, .teamsAndUsers, .onlyYou]) + [.everyone].filter { _ in dice.oneIn(9) }
            $0.fallback = one([.everyone, .onlyYou])
            $0.reach = maybe(one([.any, .own]))
        }
    }

    private func mode() -> SetSyncedModeRequest {
        .with {
            $0.organization = one(organizations)
            $0.mode = one([.everyone, .teamsOnly])
            $0.onReturn = $0.mode == .everyone ? one([.restore, .hideAll, .hideAll]) : nil
        }
    }

    private func integration() -> PutIntegrationRequest {
        .with {
            $0.organization = one(organizations)
            $0.id = one(integrations)
            $0.kind = one([.chat, .files])
            $0.scope = dice.oneIn(4) ? .organization : .individual
            $0.enabled = !dice.oneIn(4)
            $0.teams = dice.oneIn(3) ? [one(teams)] : []
        }
    }

    private func organizationUpdate() -> UpdateOrganizationRequest {
        .with {
            $0.id = one(organizations)
            $0.name = maybe(one(names))
            $0.emailDomains = maybe(StringList(some(domains)))
            $0.enterprisePermissions = maybe(dice.oneIn(2))
            $0.relationshipPolicy = maybe(one([.extendOnly, .extendAndRestrict]))
        }
    }

    private func newcomer() -> NewUser {
        let number = dice.number(in: 0...300)
        return .with {
            $0.id = "newcomer-\(number)"
            $0.organization = one(organizations)
            $0.email = "newcomer-\(number)@import.example"
            $0.displayName = one(names)
            $0.location = dice.oneIn(4) ? one(locations) : nil
        }
    }

    private func userUpdate() -> UpdateUserRequest {
        .with {
            $0.id = one(users)
            $0.email = dice.oneIn(4) ? "\(one(users))@Changed.example" : nil
            $0.displayName = maybe(one(names))
            $0.role = maybe(one([.member, .admin]))
            $0.location = dice.oneIn(4) ? one(locations) : nil
            $0.vip = maybe(dice.oneIn(2))
            $0.assistant = maybe(dice.oneIn(2))
        }
    }

    private func locationStep() -> UpdateLocationRequest {
        .with {
            $0.organization = one(organizations)
            $0.id = one(locations)
            $0.name = maybe(one(names))
            $0.fromOutside = maybe(one([.unknown, .blocked, .external]))
        }
    }

    private func monitoringTeam() -> CreateTeamRequest {
        .with {
            $0.id = one(teams)
            $0.organization = one(organizations)
            $0.name = one(names)
            $0.kind = .monitoring
            $0.subgroups = subgroups
            $0.grants = [DirectoryWorld.grant(one(subgroups), one(subgroups), one([.employee, .assistant]))]
        }
    }

    private func teamUpdate() -> UpdateTeamRequest {
        .with {
            $0.id = one(teams)
            $0.name = maybe(one(names))
            $0.subgroups = maybe(StringList(some(subgroups)))
            $0.grants = maybe(TeamGrantList())
        }
    }

    /// Somebody, more often than not of the team's own organization and fitting its kind.
    private func addMember(_ world: DirectoryWorld) throws {
        let team = try world.team(one(teams))
        let colleagues = try world.call(ListUsersRequest.with { $0.organization = team.organization }).items
        let candidates = colleagues.map(\.id) + [one(users)]
        let subgroup = dice.oneIn(4) ? one(subgroups) : team.subgroups.first
        try world.add([one(candidates)], to: team.id, subgroup: subgroup)
    }

    private func changeMembers(_ world: DirectoryWorld) throws {
        let team = try world.team(one(teams))
        guard let member = team.members.last else { throw Failure.notFound("nobody there") }
        if dice.oneIn(2) {
            try world.call(
                RemoveTeamMembersRequest.with {
                    $0.team = team.id
                    $0.users = [member.user]
                })
        } else {
            try world.call(
                SetTeamPrivacyRequest.with {
                    $0.team = team.id
                    $0.user = member.user
                    $0.privacy = one([.hideAll, .subjectsOnly, .showAll])
                })
        }
    }
}
