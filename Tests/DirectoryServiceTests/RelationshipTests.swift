import EntenteProtocol
import Rules
import SQLiteStore
import TestSupport
import Testing

@Suite("Relationships between people")
struct RelationshipTests {
    @Test func anOwnerSetsAndClearsWhatSomebodyIsToThem() throws {
        let world = try DirectoryWorld.populated()
        let set = try world.setRelationship("mia", "gus", .assistant, by: "mia")
        #expect(set.owner == "mia" && set.viewer == "gus")
        #expect(set.level == .assistant && set.version == 1)
        #expect(try world.relationships(of: "mia") == [set])
        #expect(try world.relationships(of: "gus") == [])
        #expect(try world.changes().last?.fact.relationship == set)
        let event = try #require(try world.events(of: "acme").last)
        #expect(event.call == "setRelationship" && event.subject == "mia" && event.actor == "mia")
        #expect(event.from == "" && event.to == JSON.encode(set))

        let moved = try world.setRelationship("mia", "gus", .blocked)
        #expect(moved.level == .blocked && moved.version == 2)
        #expect(try world.events(of: "acme").last?.from == JSON.encode(set))
        try world.restart()
        #expect(try world.relationships(of: "mia") == [moved])

        let cleared = try world.setRelationship("mia", "gus", nil)
        #expect(cleared.owner == "mia" && cleared.viewer == "gus")
        #expect(cleared.level == .unspecified && cleared.version == 0)
        #expect(try world.relationships(of: "mia") == [])
        let gone = try world.changes().last?.fact.relationshipDeleted
        #expect(gone?.owner == "mia" && gone?.viewer == "gus")
        #expect(try world.events(of: "acme").last?.from == JSON.encode(moved))
        #expect(try world.events(of: "acme").last?.to == "")
    }

    @Test func whatChangesNothingLeavesNoTrace() throws {
        let world = try DirectoryWorld.populated()
        let set = try world.setRelationship("mia", "gus", .assistant)
        let events = try world.events()
        let position = try world.position()
        #expect(try world.setRelationship("mia", "gus", .assistant) == set)
        #expect(try world.setRelationship("mia", "ada", nil).version == 0)
        #expect(try world.events() == events)
        #expect(try world.position() == position)
    }

    @Test func aVersionIsNeverGivenTwice() throws {
        let world = try DirectoryWorld.populated()
        #expect(try world.setRelationship("mia", "gus", .assistant).version == 1)
        #expect(try world.setRelationship("mia", "ada", .assistant).version == 2)
        expectRefusal(.conflict, ["`mia`", "`gus`", "version 1"], version: 1) {
            try world.setRelationship("mia", "gus", nil, against: 2)
        }
        try world.setRelationship("mia", "gus", nil, against: 1)
        expectRefusal(.conflict, ["`gus`", "version 0"], version: 0) {
            try world.setRelationship("mia", "gus", .employee, against: 1)
        }
        #expect(try world.setRelationship("mia", "gus", .employee).version == 3)
        #expect(try world.setRelationship("mia", "gus", .blocked, against: 3).version == 4)
        #expect(try world.setRelationship("gus", "mia", .blocked).version == 1)
    }

    @Test func onlyTheOwnerAndTheOperatorSetIt() throws {
        let world = try DirectoryWorld.populated()
        for actor in ["ada", "alan"] {
            expectRefusal(.permissionDenied, ["`\(actor)`", "`mia`"]) {
                try world.setRelationship("mia", "gus", .employee, by: actor)
            }
        }
        expectRefusal(.permissionDenied, ["`gus`", "`acme`"]) {
            try world.setRelationship("mia", "gus", .employee, by: "gus")
        }
        try world.suspend("acme")
        expectRefusal(.failedPrecondition, ["`acme`", "suspended"], state: "suspended") {
            try world.setRelationship("mia", "gus", .employee, by: "mia")
        }
        try world.setRelationship("mia", "gus", .employee)
        // Who is seen by others does not have to be in service to be named.
        try world.deactivate("gus")
        try world.setRelationship("gus", "mia", .blocked)
        try world.setRelationship("mia", "gus", .blocked)
    }

    @Test func aPairIsTwoPeopleAndALevelALevel() throws {
        let world = try DirectoryWorld.populated()
        let refusals: [(String, String, Level?, FailureCode, [String])] = [
            ("mia", "mia", .employee, .invalidArgument, ["`viewer`", "`mia`"]),
            ("mia", "mia", nil, .invalidArgument, ["`viewer`", "`mia`"]),
            ("", "gus", .employee, .invalidArgument, ["`owner`"]),
            ("mia", "g us", .employee, .invalidArgument, ["`viewer`", "g us"]),
            ("mia", "gus", .unspecified, .invalidArgument, ["`level`", "`blocked`", "`assistant-plus`"]),
            ("nobody", "gus", .employee, .notFound, ["`owner`", "`nobody`"]),
            ("mia", "nobody", .employee, .notFound, ["`viewer`", "`nobody`"]),
            ("mia", "nobody", nil, .notFound, ["`viewer`", "`nobody`"]),
        ]
        let before = try world.position()
        for (owner, viewer, level, code, words) in refusals {
            expectRefusal(code, words) { try world.setRelationship(owner, viewer, level) }
        }
        for (owner, viewer, code, words) in [
            ("mia", "mia", FailureCode.invalidArgument, ["`viewer`"]),
            ("nobody", "gus", .notFound, ["`owner`", "`nobody`"]),
            ("mia", "nobody", .notFound, ["`viewer`", "`nobody`"]),
        ] {
            expectRefusal(code, words) { _ = try world.options(owner, viewer) }
        }
        expectRefusal(.notFound, ["`owner`"]) { _ = try world.relationships(of: "nobody") }
        #expect(try world.position() == before)
    }

    @Test func aBoundTokenSetsWhatItsOwnPeopleSeeOfAnybody() throws {
        let world = try DirectoryWorld.populated()
        world.cluster.addToken(name: "bound", scopes: "all", organization: "acme")
        func bound<R: Request>(_ request: R) throws -> R.Response { try world.call(request, token: "bound") }
        func set(_ owner: String, _ viewer: String) throws {
            _ = try bound(
                SetRelationshipRequest.with {
                    $0.owner = owner
                    $0.viewer = viewer
                    $0.level = .employee
                })
        }
        try set("mia", "gus")
        _ = try bound(ListRelationshipsRequest.with { $0.owner = "mia" })
        expectRefusal(.permissionDenied, ["`bound`", "`acme`"]) { try set("gus", "mia") }
        expectRefusal(.permissionDenied, ["`bound`", "`acme`"]) {
            _ = try bound(ListRelationshipsRequest.with { $0.owner = "gus" })
        }
        expectRefusal(.permissionDenied, ["`bound`", "`acme`"]) {
            _ = try bound(
                RelationshipOptionsRequest.with {
                    $0.owner = "gus"
                    $0.viewer = "mia"
                })
        }
    }

    // MARK: lists

    @Test func settingsAreListedByViewerInPages() throws {
        let world = try DirectoryWorld.populated()
        try world.call(ImportUsersRequest.with { $0.users = ImportTests.newcomers(7) })
        let viewers = (0..<7).map { "n\($0)" }
        for viewer in viewers.reversed() { try world.setRelationship("mia", viewer, .external) }
        try world.setRelationship("ada", "n0", .external)
        var pages: [[String]] = []
        var request = ListRelationshipsRequest.with {
            $0.owner = "mia"
            $0.pageSize = 3
        }
        repeat {
            let page = try world.call(request)
            pages.append(page.items.map(\.viewer))
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty
        #expect(pages.map(\.count) == [3, 3, 1])
        #expect(pages.flatMap(\.self) == viewers)
        let token = try world.call(
            ListRelationshipsRequest.with {
                $0.owner = "mia"
                $0.pageSize = 1
            }
        ).nextPageToken
        expectRefusal(.invalidArgument, ["`pageToken`"]) {
            try world.call(
                ListRelationshipsRequest.with {
                    $0.owner = "ada"
                    $0.pageToken = token
                })
        }
    }

    @Test func anOwnerMakesOnlySoManySettings() throws {
        let world = try DirectoryWorld.populated()
        let most = Limits.relationshipCount
        try world.change { (database: Database) throws(DatabaseProblem) in
            try database.execute(script: Self.fillMia)
        }
        expectRefusal(.invalidArgument, ["`viewer`", "`mia`", "10000"]) {
            try world.setRelationship("mia", "gus", .external)
        }
        // One that is there may be changed, and one that is cleared makes room.
        #expect(try world.setRelationship("mia", "n9", .employee).version == Int64(most) + 1)
        try world.setRelationship("mia", "n9", nil)
        try world.setRelationship("mia", "gus", .external)

        // All of them end in one command, which one event tells of.
        try world.setVIP("mia", true)
        #expect(try world.relationships(of: "mia") == [])
        let event = try #require(try world.events(of: "acme").last)
        #expect(event.call == "updateUser" && event.dropped.count == most)
        let gone = try world.changes().suffix(most)
        #expect(gone.allSatisfy { $0.fact.relationshipDeleted?.owner == "mia" })
        #expect(gone.last?.last == true)
    }

    /// Ten thousand people of Acme, whom Mia has all set to `external`.
    private static let fillMia = """
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
        INSERT INTO users SELECT 'n' || i, 'acme', 'n' || i, 'n' || i, 'n', 1, 'default', 0, 0, 0, 3, 1, 0, 0
            FROM n;
        INSERT INTO relationships SELECT 'mia', id, 3, row_number() OVER (ORDER BY id) FROM users
            WHERE email NOT LIKE '%@%';
        UPDATE users SET relationship_version = 10000 WHERE id = 'mia';
        """
}

extension DirectoryWorld {
    @discardableResult
    func setRelationship(
        _ owner: String, _ viewer: String, _ level: Level?, by actor: String = "",
        against version: Int64 = 0
    ) throws -> Relationship {
        try call(
            SetRelationshipRequest.with {
                $0.actor = actor
                $0.owner = owner
                $0.viewer = viewer
                $0.level = level
                $0.expectedVersion = version
            }
        ).relationship
    }

    /// Everything an owner has set, if it fits a page.
    func relationships(of owner: String) throws -> [Relationship] {
        try call(
            ListRelationshipsRequest.with {
                $0.owner = owner
                $0.pageSize = 1_000
            }
        ).items
    }

    func options(_ owner: String, _ viewer: String) throws -> RelationshipOptionsResponse {
        try call(
            RelationshipOptionsRequest.with {
                $0.owner = owner
                $0.viewer = viewer
            })
    }

    @discardableResult
    func setVIP(_ user: String, _ vip: Bool, by actor: String = "") throws -> User {
        try call(
            UpdateUserRequest.with {
                $0.actor = actor
                $0.id = user
                $0.vip = vip
            }
        ).user
    }
}
