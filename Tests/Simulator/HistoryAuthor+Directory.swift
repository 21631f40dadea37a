// Commands to the directory: organizations, people, locations, teams, and what an organization sets.

import EntenteProtocol

extension HistoryAuthor {
    mutating func directoryCommand() -> any Request {
        switch dice.number(0...99) {
        case 0..<12: organizationCommand()
        case 12..<38: userCommand()
        case 38..<48: locationCommand()
        case 48..<68: teamCommand()
        case 68..<88: settingCommand()
        default: integrationCommand()
        }
    }

    private mutating func organizationCommand() -> any Request {
        let id = organization()
        let actor = actor(for: id)
        let version = version()
        switch dice.number(0...9) {
        case 0..<2:
            return SuspendOrganizationRequest.with {
                $0.actor = dice.chance(80) ? "" : actor
                $0.id = id
                $0.expectedVersion = version
            }
        case 2..<6:
            return ResumeOrganizationRequest.with {
                $0.actor = dice.chance(90) ? "" : actor
                $0.id = id
            }
        default:
            return UpdateOrganizationRequest.with {
                $0.actor = actor
                $0.id = id
                $0.expectedVersion = version
                if dice.chance(50) { $0.enterprisePermissions = dice.chance(50) }
                if dice.chance(50) { $0.relationshipPolicy = dice.pick([.extendOnly, .extendAndRestrict]) }
                if dice.chance(20) { $0.name = dice.pick(["Acme", "Bolt & Co"]) }
            }
        }
    }

    private mutating func userCommand() -> any Request {
        let id = person()
        let home = Self.organizations.first { $0.first == id.first } ?? "acme"
        let actor = actor(for: home)
        let version = version()
        switch dice.number(0...9) {
        case 0:
            return DeactivateUserRequest.with {
                $0.actor = actor
                $0.id = id
                $0.expectedVersion = version
            }
        case 1, 2:
            return ReactivateUserRequest.with {
                $0.actor = actor
                $0.id = id
            }
        case 3:
            return SetPersonalPrivacyRequest.with {
                $0.actor = dice.chance(60) ? id : actor
                $0.user = id
                $0.privacy = privacy()
            }
        default:
            return UpdateUserRequest.with {
                $0.actor = actor
                $0.id = id
                $0.expectedVersion = version
                switch dice.number(0...6) {
                case 0: $0.role = dice.pick([.member, .admin, .enterpriseAdmin])
                case 1: $0.location = dice.pick(["annex", "default", "tower"])
                case 2, 3: $0.vip = dice.chance(60)
                case 4, 5: $0.assistant = dice.chance(60)
                default: $0.displayName = dice.pick(["Ann", "anna", "Bob", "Z \(id)"])
                }
            }
        }
    }

    private mutating func locationCommand() -> any Request {
        let id = dice.pick(["annex", "tower", "default"])
        let home = dice.chance(80) ? "acme" : organization()
        let actor = actor(for: home)
        switch dice.number(0...9) {
        case 0..<3:
            return CreateLocationRequest.with {
                $0.actor = actor
                $0.id = id
                $0.organization = home
                $0.name = "At \(id)"
                $0.fromSameLocation = level()
                $0.fromOtherLocations = level()
                $0.fromOutside = dice.pick([.employee, .external, .unknown, .blocked])
            }
        case 3:
            return DeleteLocationRequest.with {
                $0.actor = actor
                $0.id = id
                $0.organization = home
                $0.expectedVersion = version()
            }
        default:
            return UpdateLocationRequest.with {
                $0.actor = actor
                $0.id = id
                $0.organization = home
                $0.expectedVersion = version()
                if dice.chance(50) { $0.fromSameLocation = level() }
                if dice.chance(50) { $0.fromOtherLocations = level() }
                if dice.chance(50) {
                    $0.fromOutside = dice.pick([.employee, .external, .unknown, .blocked, .assistant])
                }
            }
        }
    }

    private mutating func teamCommand() -> any Request {
        let id = team()
        let home = id == "t2" ? "bolt" : "acme"
        let actor = actor(for: home)
        switch dice.number(0...19) {
        case 0..<2:
            return DeleteTeamRequest.with {
                $0.actor = actor
                $0.id = id
                $0.expectedVersion = version()
            }
        case 2..<5:
            return CreateTeamRequest.with {
                $0.actor = actor
                $0.id = id
                $0.organization = home
                $0.name = "Again \(id)"
                $0.kind = id == "m1" ? .monitoring : .work
                if id == "m1" { ($0.subgroups, $0.grants) = (Self.subgroups, grants()) }
            }
        case 5..<9:
            return UpdateTeamRequest.with {
                $0.actor = actor
                $0.id = id
                $0.expectedVersion = version()
                if id != "m1" || dice.chance(5) { $0.level = level() }
                if id == "m1" { $0.grants = .with { $0.values = grants() } }
            }
        case 9..<15:
            return AddTeamMembersRequest.with {
                $0.actor = actor
                $0.team = id
                $0.expectedVersion = version()
                $0.members = (0..<dice.number(1...2)).map { _ in
                    TeamMember.with {
                        $0.user = person(of: home)
                        if id == "m1" || dice.chance(3) { $0.subgroup = dice.pick(Self.subgroups) }
                    }
                }
            }
        case 15..<18:
            return RemoveTeamMembersRequest.with {
                $0.actor = actor
                $0.team = id
                $0.users = [person(of: home)]
            }
        default:
            return SetTeamPrivacyRequest.with {
                $0.actor = actor
                $0.team = id
                $0.user = person(of: home)
                $0.privacy = privacy()
            }
        }
    }

    private mutating func grants() -> [TeamGrant] {
        (0..<dice.number(0...2)).map { _ in
            .with {
                $0.viewerSubgroup = dice.pick(Self.subgroups)
                $0.ownerSubgroup = dice.pick(Self.subgroups)
                $0.level = level()
            }
        }
    }

    private mutating func settingCommand() -> any Request {
        let home = organization()
        let actor = actor(for: home)
        let version = version()
        switch dice.number(0...9) {
        case 0..<2:
            return SetRightsMatrixRequest.with {
                $0.actor = actor
                $0.organization = home
                $0.expectedVersion = version
                $0.minimums = (0..<dice.number(dice.chance(5) ? 0...1 : 1...3)).map { _ in
                    .with {
                        $0.right = dice.chance(3) ? "no.right" : dice.pick(Self.rights)
                        $0.level = level()
                    }
                }
            }
        case 2..<4:
            return SetInteractionFloorsRequest.with {
                $0.actor = actor
                $0.organization = home
                $0.expectedVersion = version
                $0.floors = (0..<dice.number(dice.chance(5) ? 0...1 : 1...2)).map { _ in
                    .with {
                        $0.interaction = dice.pick(Self.interactions + Self.registered)
                        $0.level = level()
                    }
                }
            }
        case 4..<6:
            return SetSharingPolicyRequest.with {
                $0.actor = actor
                $0.organization = home
                $0.contentType = contentType()
                $0.offered = dice.some([.everyone, .teamsAndUsers, .onlyYou], 3)
                $0.fallback = dice.pick([.everyone, .onlyYou, .teamsAndUsers])
                if dice.chance(50) { $0.reach = dice.pick([.any, .own]) }
            }
        case 6..<9:
            return SetSyncedModeRequest.with {
                $0.actor = actor
                $0.organization = home
                $0.expectedVersion = version
                $0.mode = dice.pick([.everyone, .teamsOnly])
                if dice.chance(40) { $0.onReturn = dice.pick([.restore, .hideAll]) }
            }
        default:
            return SetSyncedLimitsRequest.with {
                $0.actor = actor
                $0.organization = home
                $0.mailBodies = dice.chance(60)
                $0.privateMeetings = dice.chance(60)
            }
        }
    }

    mutating func contentType() -> ContentType {
        dice.pick([.meetingNote, .note, .loggedInteraction, .file, .reminder, .list, .syncedMail])
    }

    private mutating func integrationCommand() -> any Request {
        let home = dice.chance(70) ? "acme" : organization()
        let actor = actor(for: home)
        let user = person(of: home)
        switch dice.number(0...9) {
        case 0..<5:
            return PutIntegrationRequest.with {
                $0.actor = actor
                $0.organization = home
                $0.expectedVersion = version()
                $0.id = dice.pick(Self.integrations)
                $0.kind = dice.pick([.calendar, .chat, .other])
                $0.scope = dice.pick([.organization, .individual, .individual])
                $0.enabled = dice.chance(75)
                $0.teams = dice.chance(50) ? [] : (0..<dice.number(1...2)).map { _ in team(of: home) }
            }
        case 5..<8:
            return ConnectIntegrationRequest.with {
                $0.actor = dice.chance(60) ? user : actor
                $0.user = user
                $0.integration = dice.pick(Self.integrations)
            }
        default:
            return DisconnectIntegrationRequest.with {
                $0.actor = dice.chance(60) ? user : actor
                $0.user = user
                $0.integration = dice.pick(Self.integrations)
            }
        }
    }

    /// Settings between two people, one after the other.
    mutating func relationshipCommands() -> [any Request] {
        let owner = person()
        let viewer = person()
        let home = Self.organizations.first { $0.first == owner.first } ?? "acme"
        let set = SetRelationshipRequest.with {
            $0.actor = dice.chance(60) ? owner : actor(for: home)
            $0.expectedVersion = version()
            $0.owner = owner
            $0.viewer = viewer
            if dice.chance(80) { $0.level = level() }
        }
        guard dice.chance(30) else { return [set] }
        return [
            set,
            RelationshipOptionsRequest.with {
                $0.owner = owner
                $0.viewer = viewer
            },
        ]
    }

    /// A look at what the directory or the partnership service keeps.
    mutating func reading() -> any Request {
        let home = organization()
        let user = person()
        switch dice.number(0...9) {
        case 0: return GetOrganizationRequest.with { $0.id = home }
        case 1: return GetUserRequest.with { $0.id = user }
        case 2: return ListUsersRequest.with { $0.organization = home }
        case 3: return GetTeamRequest.with { $0.id = team() }
        case 4: return ListLocationsRequest.with { $0.organization = home }
        case 5: return ListRelationshipsRequest.with { $0.owner = user }
        case 6: return ListIntegrationsRequest.with { $0.organization = home }
        case 7:
            return RelationshipOptionsRequest.with {
                $0.owner = user
                $0.viewer = person()
            }
        case 8: return GetDefaultsRequest.with { $0.organization = home }
        default: return ListInteractionsRequest()
        }
    }
}
