import EntenteProtocol
import Service
import TestSupport
import Testing

@Suite("Access to the directory")
struct AccessTests {
    @Test func everyCallOfTheTableIsOffered() throws {
        let world = try DirectoryWorld()
        for call in Call.all where call.services.contains(.directory) && call.method != .hello {
            #expect(world.cluster.server(.directory).offers(call.method), "\(call.method.name)")
        }
    }

    @Test func scopesDivideReadingFromCommandingFromOperating() throws {
        let world = try DirectoryWorld.populated()
        let rename = UpdateUserRequest.with {
            $0.actor = "ada"
            $0.id = "mia"
            $0.displayName = "M"
        }
        try world.call(GetUserRequest.with { $0.id = "mia" }, token: "read")
        try world.call(rename, token: "admin")
        try world.call(rename, token: "operate")
        for token in ["check", "read", "replicate"] {
            expectRefusal(.permissionDenied, ["updateUser", "`\(token)`"]) {
                try world.call(rename, token: token)
            }
        }
        expectRefusal(.permissionDenied, ["getUser"]) {
            try world.call(GetUserRequest.with { $0.id = "mia" }, token: "admin")
        }
        expectRefusal(.permissionDenied, ["createOrganization"]) {
            try world.call(CreateOrganizationRequest.with { $0.name = "X" }, token: "admin")
        }
        expectRefusal(.permissionDenied, ["`actor`", "operator"]) {
            try world.call(
                UpdateUserRequest.with {
                    $0.id = "mia"
                    $0.displayName = "M"
                }, token: "admin")
        }
    }

    /// What is refused because of how things stand is refused to those only who may know how they stand.
    @Test func aStrangerIsToldNothingOfHowThingsStand() throws {
        let world = try DirectoryWorld.populated()
        try world.workTeam("sales", of: "acme")
        try world.monitoringTeam("desk", of: "acme")
        try world.add(["mia"], to: "desk", subgroup: "watched")
        let stranger = "gus"
        func refused<R: Command>(_ request: R) {
            var request = request
            request.actor = stranger
            expectRefusal(.permissionDenied, ["`gus`"]) { try world.call(request, token: "admin") }
        }
        for mode in [SyncedMode.everyone, .teamsOnly] {
            for onReturn in [PrivacyReturn.restore, nil] {
                refused(
                    SetSyncedModeRequest.with {
                        $0.organization = "acme"
                        $0.mode = mode
                        $0.onReturn = onReturn
                    })
            }
        }
        for team in ["sales", "desk"] {
            for user in ["mia", "alan", "nobody"] {
                refused(
                    RemoveTeamMembersRequest.with {
                        $0.team = team
                        $0.users = [user]
                    })
                refused(
                    SetTeamPrivacyRequest.with {
                        $0.team = team
                        $0.user = user
                        $0.privacy = .hideAll
                    })
                for subgroup in ["watched", "guessed", nil] {
                    refused(
                        AddTeamMembersRequest.with {
                            $0.team = team
                            $0.members = [
                                .with {
                                    $0.user = user
                                    $0.subgroup = subgroup
                                }
                            ]
                        })
                }
            }
            for subgroup in ["watched", "guessed"] {
                refused(
                    UpdateTeamRequest.with {
                        $0.id = team
                        $0.grants = .with {
                            $0.values = [DirectoryWorld.grant(subgroup, subgroup, .assistant)]
                        }
                    })
            }
        }
    }

    @Test func aBoundTokenSeesAndChangesItsOwnOrganizationOnly() throws {
        let world = try DirectoryWorld.populated()
        world.cluster.addToken(name: "bound", scopes: "all", organization: "acme")
        try world.workTeam("sales", of: "acme")
        try world.workTeam("support", of: "globex")
        func bound<R: Request>(_ request: R) throws -> R.Response { try world.call(request, token: "bound") }

        #expect(try bound(GetOrganizationRequest.with { $0.id = "acme" }).organization.id == "acme")
        #expect(try bound(ListOrganizationsRequest()).items.map(\.id) == ["acme"])
        #expect(try bound(ListUsersRequest.with { $0.organization = "acme" }).items.count == 3)
        #expect(try bound(FindUserRequest.with { $0.email = "mia@acme.example" }).user.id == "mia")
        #expect(try bound(GetTeamRequest.with { $0.id = "sales" }).team.id == "sales")
        #expect(try bound(ListEventsRequest()).items.allSatisfy { $0.organization == "acme" })
        #expect(try !bound(ListEventsRequest()).items.isEmpty)
        _ = try bound(
            UpdateUserRequest.with {
                $0.id = "mia"
                $0.displayName = "M"
            })

        let refused: [() throws -> Void] = [
            { _ = try bound(GetOrganizationRequest.with { $0.id = "globex" }) },
            { _ = try bound(GetOrganizationRequest.with { $0.id = "missing" }) },
            { _ = try bound(GetUserRequest.with { $0.id = "gus" }) },
            { _ = try bound(FindUserRequest.with { $0.email = "gus@globex.example" }) },
            { _ = try bound(GetTeamRequest.with { $0.id = "support" }) },
            { _ = try bound(ListUsersRequest.with { $0.organization = "globex" }) },
            { _ = try bound(ListTeamsRequest.with { $0.organization = "globex" }) },
            { _ = try bound(ListLocationsRequest.with { $0.organization = "globex" }) },
            { _ = try bound(ListEventsRequest.with { $0.organization = "globex" }) },
            { _ = try bound(DeactivateUserRequest.with { $0.id = "gus" }) },
            { _ = try bound(SuspendOrganizationRequest.with { $0.id = "globex" }) },
            { _ = try bound(DeleteTeamRequest.with { $0.id = "support" }) },
            {
                _ = try bound(
                    CreateOrganizationRequest.with {
                        $0.id = "third"
                        $0.name = "Third"
                    })
            },
            {
                _ = try bound(
                    ImportUsersRequest.with {
                        $0.users = ImportTests.newcomers(1) + ImportTests.newcomers(1, of: "globex")
                    })
            },
        ]
        for attempt in refused {
            expectRefusal(.permissionDenied, ["`bound`", "`acme`"]) { try attempt() }
        }
    }
}
