import EntenteProtocol
import TestSupport
import Testing

@Suite("Integrations of an organization")
struct DirectoryIntegrationTests {
    @Test func anIntegrationIsRegisteredAndPutAnew() throws {
        let world = try DirectoryWorld.populated()
        try world.workTeam("sales", of: "acme")
        try world.workTeam("legal", of: "acme")
        let made = try world.put("mail", .storage, .individual, teams: ["sales"], by: "alan")
        #expect(made.organization == "acme" && made.id == "mail" && made.kind == .storage)
        #expect(made.scope == .individual && made.enabled && made.teams == ["sales"] && made.version == 1)
        #expect(try world.integrations() == [made])
        #expect(try world.changes().last?.fact.integration == made)
        let event = try #require(try world.events(of: "acme").last)
        #expect(event.call == "putIntegration" && event.subject == "mail" && event.actor == "alan")
        #expect(event.from == "" && event.to == JSON.encode(made))

        let moved = try world.put("mail", .chat, .organization, enabled: false, teams: ["legal", "sales"])
        #expect(moved.kind == .chat && moved.scope == .organization && !moved.enabled)
        #expect(moved.teams == ["legal", "sales"] && moved.version == 2)
        #expect(try world.events(of: "acme").last?.from == JSON.encode(made))
        try world.restart()
        #expect(try world.integrations() == [moved])
        let same = try world.put("mail", .chat, .organization, enabled: false, teams: ["legal", "sales"])
        #expect(same == moved)
        #expect(try world.put("mail", .chat, .organization).teams == [])
        #expect(try world.integrations().map(\.version) == [3])
    }

    @Test func anIdCountsWithinItsOrganization() throws {
        let world = try DirectoryWorld.populated()
        try world.put("mail", .chat, .organization)
        #expect(try world.put("mail", .files, .individual, of: "globex").version == 1)
        #expect(try world.integrations().map(\.kind) == [.chat])
        #expect(try world.integrations(of: "globex").map(\.kind) == [.files])
    }

    @Test func aVersionIsOfWhatStands() throws {
        let world = try DirectoryWorld.populated()
        expectRefusal(.conflict, ["`mail`", "not exist"], version: 0) {
            try world.put("mail", .chat, .organization, against: 1)
        }
        #expect(try world.integrations() == [])
        try world.put("mail", .chat, .organization)
        try world.put("mail", .files, .organization, against: 1)
        expectRefusal(.conflict, ["`mail`", "version 2"], version: 2) {
            try world.put("mail", .chat, .organization, against: 1)
        }
    }

    @Test func whatIsPutMustBeWhole() throws {
        let world = try DirectoryWorld.populated()
        try world.workTeam("sales", of: "acme")
        try world.workTeam("theirs", of: "globex")
        let before = try world.position()
        expectRefusal(.invalidArgument, ["`kind`", "`identity`"]) {
            try world.put("mail", .unspecified, .organization)
        }
        expectRefusal(.invalidArgument, ["`scope`", "`individual`"]) {
            try world.put("mail", .chat, .unspecified)
        }
        expectRefusal(.invalidArgument, ["`id`"]) { try world.put("", .chat, .individual) }
        expectRefusal(.invalidArgument, ["`teams[1]`", "`sales`", "twice"]) {
            try world.put("mail", .chat, .individual, teams: ["sales", "sales"])
        }
        expectRefusal(.invalidArgument, ["`teams`", "101", "100"]) {
            try world.put("mail", .chat, .individual, teams: (0...100).map { "t\($0)" })
        }
        for team in ["nothing", "theirs"] {
            expectRefusal(.notFound, ["`teams[1]`", "`acme`", "`\(team)`"]) {
                try world.put("mail", .chat, .individual, teams: ["sales", team])
            }
        }
        expectRefusal(.notFound, ["`organization`", "`nowhere`"]) {
            try world.put("mail", .chat, .individual, of: "nowhere")
        }
        #expect(try world.position() == before)
    }

    @Test func aTeamThatAnIntegrationIsForStays() throws {
        let world = try DirectoryWorld.populated()
        try world.workTeam("sales", of: "acme")
        try world.put("mail", .chat, .individual, teams: ["sales"])
        let before = try world.position()
        expectRefusal(.failedPrecondition, ["`sales`", "`mail`"], state: "in-audience") {
            try world.call(DeleteTeamRequest.with { $0.id = "sales" })
        }
        #expect(try world.position() == before)
        try world.put("mail", .chat, .individual)
        try world.call(DeleteTeamRequest.with { $0.id = "sales" })
    }

    // MARK: connecting

    @Test func aUserConnectsAndDisconnects() throws {
        let world = try DirectoryWorld.populated()
        try world.put("mail", .chat, .individual)
        let connection = try world.connect("mia", "mail", by: "mia")
        #expect(connection.organization == "acme" && connection.integration == "mail")
        #expect(connection.user == "mia")
        #expect(try world.changes().last?.fact.connection == connection)
        let made = try #require(try world.events(of: "acme").last)
        #expect(made.call == "connectIntegration" && made.subject == "mail" && made.actor == "mia")
        #expect(made.from == "" && made.to == JSON.encode(connection))

        let before = try world.position()
        #expect(try world.connect("mia", "mail", by: "mia") == connection)
        #expect(try world.position() == before)
        #expect(try world.events(of: "acme").last == made)

        #expect(try world.disconnect("mia", "mail", by: "mia") == connection)
        #expect(try world.changes().last?.fact.connectionDeleted == connection)
        let ended = try #require(try world.events(of: "acme").last)
        #expect(ended.call == "disconnectIntegration" && ended.subject == "mail")
        #expect(ended.from == JSON.encode(connection) && ended.to == "")
        let after = try world.position()
        #expect(try world.disconnect("mia", "mail", by: "mia") == connection)
        #expect(try world.position() == after)
    }

    @Test func onlyWhatIsOnIndividualAndForThemIsConnected() throws {
        let world = try DirectoryWorld.populated()
        try world.workTeam("sales", of: "acme")
        try world.add(["ada"], to: "sales")
        try world.put("wide", .chat, .organization)
        try world.put("off", .chat, .individual, enabled: false)
        try world.put("theirs", .chat, .individual, teams: ["sales"])
        let before = try world.position()
        for (integration, state) in [
            ("wide", "organization-wide"), ("off", "integration-off"), ("theirs", "not-in-audience"),
        ] {
            for actor in ["mia", ""] {
                expectRefusal(.failedPrecondition, ["`\(integration)`"], state: state) {
                    try world.connect("mia", integration, by: actor)
                }
            }
        }
        #expect(try world.position() == before)
        try world.connect("ada", "theirs", by: "ada")
        try world.add(["mia"], to: "sales")
        try world.connect("mia", "theirs", by: "mia")
    }

    @Test func connectionsOutliveWhatTheIntegrationBecomes() throws {
        let world = try DirectoryWorld.populated()
        try world.put("mail", .chat, .individual)
        try world.connect("mia", "mail")
        try world.put("mail", .chat, .organization, enabled: false)
        let snapshot = try KnownFacts.gathered(world.snapshot().facts)
        #expect(snapshot.connections.map(\.user) == ["mia"])
        // Taking it back is possible whatever became of it.
        try world.disconnect("mia", "mail", by: "mia")
        #expect(try KnownFacts.gathered(world.snapshot().facts).connections == [])
    }

    @Test func onlyTheyThemselvesConnect() throws {
        let world = try DirectoryWorld.populated()
        try world.put("mail", .chat, .individual)
        try world.put("only-theirs", .chat, .individual, of: "globex")
        let attempts = [
            { try world.connect($0, $1, by: $2) }, { try world.disconnect($0, $1, by: $2) },
        ]
        for attempt in attempts {
            expectRefusal(.permissionDenied, ["`ada`", "`mia`"]) { _ = try attempt("mia", "mail", "ada") }
            expectRefusal(.permissionDenied, ["`gus`", "`acme`"]) { _ = try attempt("mia", "mail", "gus") }
            expectRefusal(.notFound, ["`user`", "`nobody`"]) { _ = try attempt("nobody", "mail", "") }
            expectRefusal(.invalidArgument, ["`user`"]) { _ = try attempt("", "mail", "") }
            expectRefusal(.invalidArgument, ["`integration`"]) { _ = try attempt("mia", "m l", "") }
            // One of another organization is as good as none.
            for missing in ["nothing", "only-theirs"] {
                expectRefusal(.notFound, ["`integration`", "`acme`", "`\(missing)`"]) {
                    _ = try attempt("mia", missing, "mia")
                }
            }
        }
        try world.suspend("acme")
        for attempt in attempts {
            expectRefusal(.failedPrecondition, ["`acme`"], state: "suspended") {
                _ = try attempt("mia", "mail", "mia")
            }
            _ = try attempt("mia", "mail", "")
        }
    }

    @Test func aBoundTokenSeesItsOwnOrganizations() throws {
        let world = try DirectoryWorld.populated()
        world.cluster.addToken(name: "bound", scopes: "all", organization: "globex")
        try world.put("mail", .chat, .individual)
        let refused: [() throws -> Void] = [
            {
                try world.call(
                    ListIntegrationsRequest.with { $0.organization = "acme" }, token: "bound")
            },
            {
                try world.call(
                    PutIntegrationRequest.with {
                        $0.organization = "acme"
                        $0.id = "mail"
                        $0.kind = .chat
                        $0.scope = .individual
                    }, token: "bound")
            },
            {
                try world.call(
                    ConnectIntegrationRequest.with {
                        $0.user = "mia"
                        $0.integration = "mail"
                    }, token: "bound")
            },
        ]
        for attempt in refused {
            expectRefusal(.permissionDenied, ["`bound`", "`globex`"]) { try attempt() }
        }
    }

    @Test func theyAreListedByIdInPages() throws {
        let world = try DirectoryWorld.populated()
        let ids = (0..<7).map { "i\($0)" }
        for id in ids.reversed() { try world.put(id, .other, .organization) }
        try world.put("another", .other, .organization, of: "globex")
        var listed: [[String]] = []
        var request = ListIntegrationsRequest.with {
            $0.organization = "acme"
            $0.pageSize = 3
        }
        repeat {
            let page = try world.call(request)
            listed.append(page.items.map(\.id))
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty
        #expect(listed.map(\.count) == [3, 3, 1])
        #expect(listed.flatMap(\.self) == ids)
        expectRefusal(.notFound, ["`organization`"]) { _ = try world.integrations(of: "nowhere") }
    }
}

extension DirectoryWorld {
    @discardableResult
    func put(
        _ id: String, _ kind: IntegrationKind, _ scope: IntegrationScope, enabled: Bool = true,
        teams: [String] = [], of organization: String = "acme", by actor: String = "",
        against version: Int64 = 0
    ) throws -> Integration {
        try call(
            PutIntegrationRequest.with {
                $0.actor = actor
                $0.organization = organization
                $0.id = id
                $0.kind = kind
                $0.scope = scope
                $0.enabled = enabled
                $0.teams = teams
                $0.expectedVersion = version
            }
        ).integration
    }

    @discardableResult
    func connect(_ user: String, _ integration: String, by actor: String = "") throws -> IntegrationConnection
    {
        try call(
            ConnectIntegrationRequest.with {
                $0.actor = actor
                $0.user = user
                $0.integration = integration
            }
        ).connection
    }

    @discardableResult
    func disconnect(
        _ user: String, _ integration: String, by actor: String = ""
    ) throws -> IntegrationConnection {
        try call(
            DisconnectIntegrationRequest.with {
                $0.actor = actor
                $0.user = user
                $0.integration = integration
            }
        ).connection
    }

    func integrations(of organization: String = "acme") throws -> [Integration] {
        try call(ListIntegrationsRequest.with { $0.organization = organization }).items
    }
}
