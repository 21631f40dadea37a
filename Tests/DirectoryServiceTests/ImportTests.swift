import EntenteProtocol
import TestSupport
import Testing

@Suite("Importing users")
struct ImportTests {
    static func newcomers(_ count: Int, of organization: String = "acme") -> [NewUser] {
        (0..<count).map { number in
            .with {
                $0.id = "n\(number)"
                $0.organization = organization
                $0.email = "n\(number)@\(organization).example"
                $0.displayName = "Newcomer \(number)"
            }
        }
    }

    private func importing(_ users: [NewUser], by actor: String = "", _ world: DirectoryWorld) throws
        -> [User]
    {
        try world.call(
            ImportUsersRequest.with {
                $0.actor = actor
                $0.users = users
            }
        ).users
    }

    @Test func theyAreAnsweredInTheOrderGiven() throws {
        let world = try DirectoryWorld.populated()
        var newcomers = Self.newcomers(3)
        newcomers[1].id = ""
        newcomers[2].organization = "globex"
        newcomers[2].role = .admin
        let users = try importing(newcomers, world)
        #expect(users.map(\.email) == newcomers.map(\.email))
        #expect(users[1].id.hasPrefix("usr_"))
        #expect(users[2].role == .admin)
        #expect(users.allSatisfy { $0.version == 1 && $0.location == "default" && $0.privacy == .showAll })
        #expect(try world.user("n0") == users[0])
    }

    @Test func tenThousandComeAtOnceAndOneMoreIsTooMany() throws {
        let world = try DirectoryWorld.populated()
        let before = try world.position().directory
        let users = try importing(Self.newcomers(10_000), world)
        #expect(users.count == 10_000)
        #expect(try world.position().directory == before + 10_000)
        #expect(try world.user("n9999").email == "n9999@acme.example")
        expectRefusal(.invalidArgument, ["`users`", "10000"]) {
            _ = try importing(Self.newcomers(10_001, of: "globex"), world)
        }
    }

    @Test func anAnswerThatFitsNoFrameIsRefusedBeforeAnythingIsDone() throws {
        let world = try DirectoryWorld.populated()
        let users = (0..<10_000).map { number in
            NewUser.with {
                $0.organization = "acme"
                $0.email = "n\(number)@\(String(repeating: "x", count: 180)).example"
                $0.displayName = String(repeating: "x", count: 200)
            }
        }
        // The request would fit: it is the answer that does not.
        #expect(Wire.encode(ImportUsersRequest.with { $0.users = users }).count < Frame.byteLimit)
        expectRefusal(.invalidArgument, ["`users`"]) { _ = try importing(users, world) }
        #expect(try world.call(ListUsersRequest.with { $0.organization = "acme" }).items.count == 3)
    }

    @Test(arguments: [
        ImportProblem(.invalidArgument, "users[17].email") { $0.email = "nothing" },
        ImportProblem(.invalidArgument, "users[17].id") { $0.id = "a b" },
        ImportProblem(.invalidArgument, "users[17].displayName") { $0.displayName = "" },
        ImportProblem(.invalidArgument, "users[17].role") { $0.role = .unspecified },
        ImportProblem(.notFound, "users[17].organization") { $0.organization = "missing" },
        ImportProblem(.notFound, "users[17].location") { $0.location = "nowhere" },
        ImportProblem(.alreadyExists, "users[17].email") { $0.email = "MIA@acme.example" },
        ImportProblem(.alreadyExists, "users[17].email") { $0.email = "N3@acme.example" },
        ImportProblem(.alreadyExists, "users[17].id") { $0.id = "mia" },
        ImportProblem(.alreadyExists, "users[17].id") { $0.id = "n3" },
    ])
    func oneBadUserKeepsAllOutAndIsNamed(problem: ImportProblem) throws {
        let world = try DirectoryWorld.populated()
        let before = try world.position()
        let events = try world.events().count
        var newcomers = Self.newcomers(20)
        problem.spoil(&newcomers[17])
        expectRefusal(problem.code, ["`\(problem.field)`"]) { _ = try importing(newcomers, world) }
        #expect(try world.position() == before)
        #expect(try world.events().count == events)
        expectRefusal(.notFound) { _ = try world.user("n0") }
    }

    @Test func anAdministratorImportsIntoTheirOwnOrganizationOnly() throws {
        let world = try DirectoryWorld.populated()
        var newcomers = Self.newcomers(2)
        newcomers[1].organization = "globex"
        expectRefusal(.permissionDenied, ["`alan`", "`globex`"]) {
            _ = try importing(newcomers, by: "alan", world)
        }
        newcomers[1].organization = "acme"
        newcomers[1].role = .enterpriseAdmin
        expectRefusal(.permissionDenied, ["enterprise-admin"]) {
            _ = try importing(newcomers, by: "alan", world)
        }
        #expect(try importing(newcomers, by: "ada", world).count == 2)
        expectRefusal(.invalidArgument, ["`users`"]) { _ = try importing([], by: "ada", world) }
    }

    @Test func aKnownLocationOtherThanTheDefaultIsTaken() throws {
        let world = try DirectoryWorld.populated()
        try world.location("berlin", of: "acme")
        var newcomers = Self.newcomers(3)
        newcomers[0].location = "berlin"
        newcomers[2].location = "berlin"
        #expect(try importing(newcomers, world).map(\.location) == ["berlin", "default", "berlin"])
    }
}

/// What is wrong with one user of an import, and how it is refused.
struct ImportProblem: Sendable, CustomTestStringConvertible {
    let code: FailureCode
    let field: String
    let spoil: @Sendable (inout NewUser) -> Void

    init(_ code: FailureCode, _ field: String, _ spoil: @escaping @Sendable (inout NewUser) -> Void) {
        self.code = code
        self.field = field
        self.spoil = spoil
    }

    var testDescription: String { "\(field): \(code.name)" }
}
