// Everything that the sources tell of what they keep, but what has ids and moments of its own.

import EntenteProtocol

extension HistoryAuthor {
    /// Has the directory tell all it knows.
    static let directoryReadings: [any Request] =
        organizations.flatMap { home -> [any Request] in
            [
                GetOrganizationRequest.with { $0.id = home },
                ListUsersRequest.with { $0.organization = home },
                ListTeamsRequest.with { $0.organization = home },
                ListLocationsRequest.with { $0.organization = home },
                ListIntegrationsRequest.with { $0.organization = home },
            ]
        } + teams.map { id -> any Request in GetTeamRequest.with { $0.id = id } }
        + people.map { owner -> any Request in ListRelationshipsRequest.with { $0.owner = owner } }

    /// Has the partnership service tell what it keeps.
    static let ledgerReadings: [any Request] =
        [ListInteractionsRequest()]
        + organizations.flatMap { home -> [any Request] in
            [
                GetDefaultsRequest.with { $0.organization = home },
                ListPartnershipsRequest.with {
                    $0.organization = home
                    $0.filter = .all
                },
            ]
        }
}
