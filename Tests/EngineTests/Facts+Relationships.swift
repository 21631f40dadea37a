import EntenteProtocol

/// Facts about what people are to one another, in as few words as tests need.
extension Fact {
    /// An organization with settings that are not those of a new one.
    static func organization(
        _ id: String, minimums: [String: Level] = [:], floors: [String: Level] = [:], resets: Int64 = 0,
        change: (inout Organization) -> Void = { _ in }
    ) -> Fact {
        .with {
            var organization = Organization()
            organization.id = id
            organization.minimums = minimums.sorted { $0.key < $1.key }.map { name, level in
                .with {
                    $0.right = name
                    $0.level = level
                }
            }
            organization.floors = floors.sorted { $0.key < $1.key }.map { name, level in
                .with {
                    $0.interaction = name
                    $0.level = level
                }
            }
            organization.privacyResets = resets
            change(&organization)
            $0.organization = organization
        }
    }

    /// A user with something changed.
    static func user(_ id: String, of organization: String, change: (inout User) -> Void) -> Fact {
        var user = User()
        user.id = id
        user.organization = organization
        user.role = .member
        user.location = "default"
        user.privacy = .showAll
        change(&user)
        return .with { $0.user = user }
    }

    static func location(
        _ id: String, of organization: String, same: Level, other: Level, outside: Level
    ) -> Fact {
        .with {
            $0.location = .with {
                $0.organization = organization
                $0.id = id
                $0.fromSameLocation = same
                $0.fromOtherLocations = other
                $0.fromOutside = outside
            }
        }
    }

    /// A monitoring team; a grant is from the viewer's sub-group to the owner's.
    static func monitoring(
        _ id: String, of organization: String, _ grants: [(viewer: String, owner: String, level: Level)]
    ) -> Fact {
        .with {
            $0.team = .with {
                $0.id = id
                $0.organization = organization
                $0.kind = .monitoring
                $0.subgroups = Set(grants.flatMap { [$0.viewer, $0.owner] }).sorted()
                $0.grants = grants.map { grant in
                    .with {
                        $0.viewerSubgroup = grant.viewer
                        $0.ownerSubgroup = grant.owner
                        $0.level = grant.level
                    }
                }
            }
        }
    }

    static func membership(
        _ user: String, in team: String, subgroup: String, privacy: Privacy = .hideAll
    ) -> Fact {
        .with {
            $0.membership = .with {
                $0.team = team
                $0.user = user
                $0.subgroup = subgroup
                $0.privacy = privacy
            }
        }
    }

    static func setting(_ owner: String, _ viewer: String, _ level: Level) -> Fact {
        .with {
            $0.relationship = .with {
                $0.owner = owner
                $0.viewer = viewer
                $0.level = level
            }
        }
    }

    static func settingDeleted(_ owner: String, _ viewer: String) -> Fact {
        .with {
            $0.relationshipDeleted = .with {
                $0.owner = owner
                $0.viewer = viewer
            }
        }
    }

    static func integration(
        _ id: String, of organization: String, _ scope: IntegrationScope = .individual, teams: [String] = [],
        enabled: Bool = true
    ) -> Fact {
        .with {
            $0.integration = .with {
                $0.organization = organization
                $0.id = id
                $0.kind = .calendar
                $0.scope = scope
                $0.enabled = enabled
                $0.teams = teams
            }
        }
    }

    static func connection(_ integration: String, of organization: String, _ user: String) -> Fact {
        .with { $0.connection = .connection(integration, of: organization, user) }
    }

    static func connectionDeleted(_ integration: String, of organization: String, _ user: String) -> Fact {
        .with { $0.connectionDeleted = .connection(integration, of: organization, user) }
    }
}

extension IntegrationConnection {
    fileprivate static func connection(
        _ integration: String, of organization: String, _ user: String
    ) -> IntegrationConnection {
        .with {
            $0.organization = organization
            $0.integration = integration
            $0.user = user
        }
    }
}
