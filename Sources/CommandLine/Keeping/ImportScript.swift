// The commands that make an organization what a file says, in an order in which each finds what it names and
// none is refused by what a later one sets: settings of people toward one another before the policy that
// binds them, personal settings before the mode that locks them, deactivation and suspension last.

import EntenteProtocol

/// A command with the line that asks for it.
struct ImportCommand {
    let line: Int
    let command: any Command
    /// The line of each user that the command makes, where it makes many.
    var lines: [Int] = []

    /// Whether commands after it name what it makes: were that another's, they would be carried out there.
    var makesGround: Bool {
        command is CreateOrganizationRequest || command is ImportUsersRequest || command is CreateTeamRequest
    }
}

/// What is asked of the directory, from the things of a file alone.
struct ImportScript {
    private let file: ImportFile
    private let organization: String
    /// Members and users of one command: a few hundred are some 50 KiB.
    private static let batchCount = 500

    init(_ file: ImportFile) {
        self.file = file
        organization = file.header.organization
    }

    private func each<Thing: Message>(_ type: Thing.Type) -> [(line: Int, thing: Thing)] {
        file.entries.compactMap { entry in (entry.thing.value as? Thing).map { (entry.line, $0) } }
    }

    /// The people of the file, by id.
    var people: [String: User] {
        Dictionary(each(User.self).map { ($0.thing.id, $0.thing) }, uniquingKeysWith: { first, _ in first })
    }

    /// Everything up to what names people of other organizations.
    var beginning: [ImportCommand] {
        each(Organization.self).flatMap { creation(of: $0.thing, $0.line) }
            + each(Location.self).map { ImportCommand(line: $0.line, command: command(for: $0.thing)) }
            + users + each(Team.self).flatMap { team($0.thing, $0.line) }
    }

    /// What people set one another to, of their own organization or of others.
    func relationships(own: Bool) -> [ImportCommand] {
        let people = people
        return each(Relationship.self).filter { (people[$0.thing.viewer] != nil) == own }.map { line, thing in
            ImportCommand(
                line: line,
                command: SetRelationshipRequest.with {
                    $0.owner = thing.owner
                    $0.viewer = thing.viewer
                    $0.level = thing.level
                })
        }
    }

    /// Who sets people of other organizations to something, with the line that says so.
    var foreignOwners: [(line: Int, owner: String)] {
        let people = people
        return each(Relationship.self).filter { people[$0.thing.viewer] == nil }.map {
            ($0.line, $0.thing.owner)
        }
    }

    /// The programs, and who has connected them.
    var integrations: [ImportCommand] {
        let connections = Dictionary(grouping: each(IntegrationConnection.self), by: { $0.thing.integration })
        return each(Integration.self).flatMap { line, thing -> [ImportCommand] in
            let own = connections[thing.id] ?? []
            let final = ImportCommand(line: line, command: put(thing))
            guard !own.isEmpty else { return [final] }
            // A connection outlives that its program was switched off, or given to other teams.
            var open = thing
            (open.scope, open.enabled, open.teams) = (.individual, true, [])
            return [ImportCommand(line: line, command: put(open))]
                + own.map { line, thing in
                    ImportCommand(
                        line: line,
                        command: ConnectIntegrationRequest.with {
                            $0.user = thing.user
                            $0.integration = thing.integration
                        })
                } + [final]
        }
    }

    /// What binds commands like those before.
    var ending: [ImportCommand] {
        each(Organization.self).flatMap { line, thing -> [ImportCommand] in
            let update = UpdateOrganizationRequest.with {
                $0.id = thing.id
                $0.enterprisePermissions = thing.enterprisePermissions
                $0.relationshipPolicy =
                    thing.relationshipPolicy == .unspecified ? nil : thing.relationshipPolicy
            }
            let mode = SetSyncedModeRequest.with {
                $0.organization = thing.id
                $0.mode = .teamsOnly
            }
            return [ImportCommand(line: line, command: update)]
                + (thing.syncedMode == .teamsOnly ? [ImportCommand(line: line, command: mode)] : [])
        }
            + each(User.self).filter { $0.thing.deactivated }.map { line, thing in
                ImportCommand(line: line, command: DeactivateUserRequest.with { $0.id = thing.id })
            }
    }

    /// The table that counts where nothing is agreed.
    var defaults: [ImportCommand] {
        each(DefaultTable.self).map { line, thing in
            ImportCommand(
                line: line,
                command: SetDefaultsRequest.with {
                    $0.organization = thing.organization
                    $0.table = thing.table
                })
        }
    }

    /// The last of all: whoever is suspended can do nothing more.
    var suspension: [ImportCommand] {
        each(Organization.self).filter { $0.thing.suspended }.map { line, thing in
            ImportCommand(line: line, command: SuspendOrganizationRequest.with { $0.id = thing.id })
        }
    }

    /// Whether people may only extend what the server side gives; settings made before that stay in force.
    var onlyExtends: Bool { each(Organization.self).contains { $0.thing.relationshipPolicy == .extendOnly } }

    /// Interactions that are not built in.
    var interactions: [(line: Int, thing: Interaction)] { each(Interaction.self) }
    /// Agreements with others, told from this side.
    var partnerships: [(line: Int, thing: Partnership)] { each(Partnership.self) }

    // MARK: - Things

    private func creation(of thing: Organization, _ line: Int) -> [ImportCommand] {
        var commands: [any Command] = [
            CreateOrganizationRequest.with {
                $0.id = thing.id
                $0.name = thing.name
                $0.emailDomains = thing.emailDomains
            },
            SetSyncedLimitsRequest.with {
                $0.organization = thing.id
                $0.mailBodies = thing.mailBodies
                $0.privateMeetings = thing.privateMeetings
            },
        ]
        if !thing.minimums.isEmpty {
            commands.append(
                SetRightsMatrixRequest.with {
                    $0.organization = thing.id
                    $0.minimums = thing.minimums
                })
        }
        if !thing.floors.isEmpty {
            commands.append(
                SetInteractionFloorsRequest.with {
                    $0.organization = thing.id
                    $0.floors = thing.floors
                })
        }
        for policy in thing.sharingPolicies {
            commands.append(
                SetSharingPolicyRequest.with {
                    $0.organization = thing.id
                    $0.contentType = policy.contentType
                    $0.offered = policy.offered
                    $0.fallback = policy.fallback
                    $0.reach = policy.reach
                })
        }
        return commands.map { ImportCommand(line: line, command: $0) }
    }

    private func command(for thing: Location) -> any Command {
        // Every organization has this one from its first moment on.
        guard thing.id == "default" else {
            return CreateLocationRequest.with {
                ($0.organization, $0.id, $0.name) = (thing.organization, thing.id, thing.name)
                $0.fromSameLocation = thing.fromSameLocation
                $0.fromOtherLocations = thing.fromOtherLocations
                $0.fromOutside = thing.fromOutside
            }
        }
        return UpdateLocationRequest.with {
            ($0.organization, $0.id, $0.name) = (thing.organization, thing.id, thing.name)
            $0.fromSameLocation = thing.fromSameLocation
            $0.fromOtherLocations = thing.fromOtherLocations
            $0.fromOutside = thing.fromOutside
        }
    }

    private var users: [ImportCommand] {
        let users = each(User.self)
        var commands: [ImportCommand] = []
        for start in stride(from: 0, to: users.count, by: Self.batchCount) {
            let batch = users[start..<min(start + Self.batchCount, users.count)]
            let request = ImportUsersRequest.with { $0.users = batch.map { Self.newUser($0.thing) } }
            commands.append(
                ImportCommand(line: batch[start].line, command: request, lines: batch.map { $0.line }))
        }
        for (line, user) in users where user.vip || user.assistant {
            let request = UpdateUserRequest.with {
                $0.id = user.id
                $0.vip = user.vip
                $0.assistant = user.assistant
            }
            commands.append(ImportCommand(line: line, command: request))
        }
        for (line, user) in users where user.privacy != .showAll {
            let request = SetPersonalPrivacyRequest.with {
                $0.user = user.id
                $0.privacy = user.privacy
            }
            commands.append(ImportCommand(line: line, command: request))
        }
        return commands
    }

    private static func newUser(_ user: User) -> NewUser {
        .with {
            ($0.id, $0.organization, $0.email) = (user.id, user.organization, user.email)
            $0.displayName = user.displayName
            $0.role = user.role
            $0.location = user.location
        }
    }

    private func team(_ team: Team, _ line: Int) -> [ImportCommand] {
        var commands: [any Command] = [
            CreateTeamRequest.with {
                ($0.id, $0.organization, $0.name) = (team.id, team.organization, team.name)
                $0.kind = team.kind
                $0.level = team.level == .unspecified ? nil : team.level
                $0.subgroups = team.subgroups
                $0.grants = team.grants
            }
        ]
        for start in stride(from: 0, to: team.members.count, by: Self.batchCount) {
            let batch = team.members[start..<min(start + Self.batchCount, team.members.count)]
            commands.append(
                AddTeamMembersRequest.with {
                    $0.team = team.id
                    $0.members = Array(batch)
                })
        }
        for member in team.members where member.privacy != .hideAll {
            commands.append(
                SetTeamPrivacyRequest.with {
                    ($0.team, $0.user) = (team.id, member.user)
                    $0.privacy = member.privacy
                })
        }
        return commands.map { ImportCommand(line: line, command: $0) }
    }

    private func put(_ thing: Integration) -> PutIntegrationRequest {
        .with {
            ($0.organization, $0.id) = (thing.organization, thing.id)
            ($0.kind, $0.scope) = (thing.kind, thing.scope)
            ($0.enabled, $0.teams) = (thing.enabled, thing.teams)
        }
    }
}
