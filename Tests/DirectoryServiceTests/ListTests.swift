import EntenteProtocol
import TestSupport
import Testing

@Suite("Lists")
struct ListTests {
    /// Every page of a list, by `size` items.
    private func pages<R: ListRequest, Item>(
        _ request: R, size: Int32, _ world: DirectoryWorld,
        _ read: (R.Response) -> (items: [Item], next: String)
    ) throws -> [[Item]] {
        var pages: [[Item]] = []
        var request = request
        request.pageSize = size
        repeat {
            let page = read(try world.call(request))
            pages.append(page.items)
            request.pageToken = page.next
        } while !request.pageToken.isEmpty && pages.count < 1_000
        return pages
    }

    private func users(_ world: DirectoryWorld, size: Int32 = 0) throws -> [[User]] {
        try pages(ListUsersRequest.with { $0.organization = "acme" }, size: size, world) {
            ($0.items, $0.nextPageToken)
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [Int32])
    func everyThingIsOnOnePageWhateverTheirSize(size: Int32) throws {
        let world = try DirectoryWorld.populated()
        try world.location("berlin", of: "acme")
        try world.location("aachen", of: "acme")
        for id in ["b", "a", "c"] { try world.workTeam(id, of: "acme") }
        try world.workTeam("aa", of: "globex")
        try world.add(["mia"], to: "a")
        let users = try users(world, size: size)
        #expect(users.joined().map(\.id) == ["ada", "alan", "mia"])
        #expect(users.allSatisfy { $0.count <= Int(size) && !$0.isEmpty })
        let organizations = try pages(ListOrganizationsRequest(), size: size, world) {
            ($0.items, $0.nextPageToken)
        }
        #expect(organizations.joined().map(\.id) == ["acme", "globex"])
        #expect(organizations.joined().map(\.emailDomains) == [["acme.example"], ["globex.example"]])
        let locations = try pages(ListLocationsRequest.with { $0.organization = "acme" }, size: size, world) {
            ($0.items, $0.nextPageToken)
        }
        #expect(locations.joined().map(\.id) == ["aachen", "berlin", "default"])
        let teams = try pages(ListTeamsRequest.with { $0.organization = "acme" }, size: size, world) {
            ($0.items, $0.nextPageToken)
        }
        #expect(teams.joined().map(\.id) == ["a", "b", "c"])
        #expect(teams.joined().allSatisfy { $0.members.isEmpty })
        #expect(teams.joined().map(\.memberCount) == [1, 0, 0])
        let events = try pages(ListEventsRequest(), size: size, world) { ($0.items, $0.nextPageToken) }
        #expect(events.joined().map(\.sequence) == (1...Int64(events.joined().count)).map { $0 })
    }

    @Test func aPageHasAHundredUnlessItIsToldAndAThousandAtMost() throws {
        let world = try DirectoryWorld.populated()
        try world.call(ImportUsersRequest.with { $0.users = ImportTests.newcomers(1_200) })
        #expect(try users(world).first?.count == 100)
        #expect(try users(world, size: 5_000).map(\.count) == [1_000, 203])
        #expect(try users(world, size: 401).map(\.count) == [401, 401, 401])
        expectRefusal(.invalidArgument, ["`pageSize`"]) { _ = try users(world, size: -1) }
    }

    @Test func aPageOfLargeThingsEndsEarly() throws {
        let world = try DirectoryWorld.populated()
        let names = (0..<32).map { "\($0)-" + String(repeating: "x", count: 60) }
        for number in 10..<22 {
            try world.call(
                CreateTeamRequest.with {
                    $0.id = "team-\(number)"
                    $0.organization = "acme"
                    $0.name = "Large"
                    $0.kind = .monitoring
                    $0.subgroups = names
                    $0.grants = names.flatMap { viewer in
                        names.map { DirectoryWorld.grant(viewer, $0, .employee) }
                    }
                })
        }
        let pages = try pages(ListTeamsRequest.with { $0.organization = "acme" }, size: 1_000, world) {
            ($0.items, $0.nextPageToken)
        }
        #expect(pages.count > 1)
        #expect(pages.joined().map(\.id) == (10..<22).map { "team-\($0)" })
        for page in pages {
            #expect(Wire.encode(ListTeamsResponse.with { $0.items = page }).count <= 1_100_000)
        }
        // A snapshot of them is sent in chunks that fit a frame too.
        #expect(try world.snapshot().facts.compactMap(\.team).count == 12)
    }

    @Test func aTokenIsGoodForTheListThatAnsweredIt() throws {
        let world = try DirectoryWorld.populated()
        let token = try world.call(
            ListUsersRequest.with {
                $0.organization = "acme"
                $0.pageSize = 1
            }
        ).nextPageToken
        #expect(!token.isEmpty)
        for bad in ["x", "00", token + "0", token.uppercased() + "z", String(token.dropLast(2)), "abc"] {
            expectRefusal(.invalidArgument, ["`pageToken`"]) {
                try world.call(
                    ListUsersRequest.with {
                        $0.organization = "acme"
                        $0.pageToken = bad
                    })
            }
        }
        expectRefusal(.invalidArgument, ["`pageToken`"]) {
            try world.call(
                ListUsersRequest.with {
                    $0.organization = "globex"
                    $0.pageToken = token
                })
        }
        expectRefusal(.invalidArgument, ["`pageToken`"]) {
            try world.call(
                ListTeamsRequest.with {
                    $0.organization = "acme"
                    $0.pageToken = token
                })
        }
    }

    @Test func aListOfAnUnknownOrganizationIsRefused() throws {
        let world = try DirectoryWorld()
        expectRefusal(.notFound, ["`organization`"]) {
            try world.call(ListUsersRequest.with { $0.organization = "missing" })
        }
        expectRefusal(.invalidArgument, ["`organization`"]) { try world.call(ListTeamsRequest()) }
        expectRefusal(.notFound, ["`organization`"]) {
            try world.call(ListLocationsRequest.with { $0.organization = "missing" })
        }
        expectRefusal(.notFound, ["`organization`"]) { _ = try world.events(of: "missing") }
        #expect(try world.call(ListOrganizationsRequest()).items.isEmpty)
    }
}
