import EntenteProtocol
import TestSupport
import Testing

@Suite("Users")
struct UserTests {
    @Test func aNewUserIsAMemberInTheDefaultLocationWhoShowsAll() throws {
        let world = try DirectoryWorld.populated()
        let user = try world.user("eve", of: "acme", by: "alan")
        #expect(user.role == .member)
        #expect(user.location == "default")
        #expect(user.privacy == .showAll)
        #expect(!user.vip && !user.assistant && !user.deactivated)
        #expect(user.version == 1)
        #expect(try world.user("eve") == user)
        let made = try world.call(
            CreateUserRequest.with {
                $0.organization = "acme"
                $0.email = "frank@acme.example"
                $0.displayName = "Frank"
            }
        ).user
        #expect(made.id.hasPrefix("usr_"))
    }

    @Test func anUpdateChangesWhatIsGiven() throws {
        let world = try DirectoryWorld.populated()
        try world.location("berlin", of: "acme")
        let changed = try world.call(
            UpdateUserRequest.with {
                $0.actor = "alan"
                $0.expectedVersion = 1
                $0.id = "mia"
                $0.email = "Mia.New@acme.example"
                $0.displayName = "Mia"
                $0.role = .admin
                $0.location = "berlin"
                $0.vip = true
                $0.assistant = true
            }
        ).user
        #expect(changed.email == "Mia.New@acme.example")
        #expect(changed.displayName == "Mia")
        #expect(changed.role == .admin)
        #expect(changed.location == "berlin")
        #expect(changed.vip && changed.assistant)
        #expect(changed.version == 2)
        let back = try world.call(
            UpdateUserRequest.with {
                $0.id = "mia"
                $0.vip = false
            }
        ).user
        #expect(!back.vip && back.assistant)
        #expect(back.version == 3)
        #expect(try world.user("mia") == back)
        let same = try world.call(
            UpdateUserRequest.with {
                $0.id = "mia"
                $0.vip = false
            })
        #expect(same.user.version == 3)
    }

    @Test func anAddressIsFoundWhateverItsCaseAndBelongsToOneUser() throws {
        let world = try DirectoryWorld.populated()
        func find(_ email: String) throws -> User {
            try world.call(FindUserRequest.with { $0.email = email }).user
        }
        #expect(try find("MIA@Acme.Example").id == "mia")
        expectRefusal(.notFound, ["`email`"]) { _ = try find("nobody@acme.example") }
        expectRefusal(.invalidArgument, ["`email`"]) { _ = try find("mia") }
        expectRefusal(.alreadyExists, ["`email`", "`MIA@acme.example`"]) {
            try world.call(
                CreateUserRequest.with {
                    $0.organization = "globex"
                    $0.email = "MIA@acme.example"
                    $0.displayName = "Another"
                })
        }
        expectRefusal(.alreadyExists, ["`email`"]) {
            try world.call(
                UpdateUserRequest.with {
                    $0.id = "gus"
                    $0.email = "Mia@acme.example"
                })
        }
        // One's own address may be spelled anew, and one given up is free.
        try world.call(
            UpdateUserRequest.with {
                $0.id = "mia"
                $0.email = "MIA@acme.example"
            })
        try world.call(
            UpdateUserRequest.with {
                $0.id = "mia"
                $0.email = "m@acme.example"
            })
        expectRefusal(.notFound) { _ = try find("mia@acme.example") }
        try world.call(
            UpdateUserRequest.with {
                $0.id = "gus"
                $0.email = "mia@acme.example"
            })
        #expect(try find("MIA@ACME.EXAMPLE").id == "gus")
    }

    @Test func badFormAndUnknownThingsNameTheField() throws {
        let world = try DirectoryWorld.populated()
        func create(_ fill: (inout CreateUserRequest) -> Void) throws {
            try world.call(
                CreateUserRequest.with {
                    $0.organization = "acme"
                    $0.email = "new@acme.example"
                    $0.displayName = "New"
                    fill(&$0)
                })
        }
        expectRefusal(.invalidArgument, ["`id`"]) { try create { $0.id = "ä" } }
        expectRefusal(.invalidArgument, ["`organization`"]) { try create { $0.organization = "" } }
        expectRefusal(.invalidArgument, ["`email`"]) { try create { $0.email = "no address" } }
        expectRefusal(.invalidArgument, ["`email`"]) {
            try create { $0.email = String(repeating: "a", count: 250) + "@b.example" }
        }
        expectRefusal(.invalidArgument, ["`displayName`"]) { try create { $0.displayName = " " } }
        expectRefusal(.invalidArgument, ["`displayName`"]) {
            try create { $0.displayName = String(repeating: "a", count: 201) }
        }
        expectRefusal(.invalidArgument, ["`role`", "`member`"]) { try create { $0.role = .unspecified } }
        expectRefusal(.invalidArgument, ["`location`"]) { try create { $0.location = "" } }
        expectRefusal(.notFound, ["`organization`", "`missing`"]) {
            try create { $0.organization = "missing" }
        }
        expectRefusal(.notFound, ["`location`", "`nowhere`"]) { try create { $0.location = "nowhere" } }
        expectRefusal(.alreadyExists, ["`id`", "`mia`"]) { try create { $0.id = "mia" } }
        expectRefusal(.notFound, ["`id`", "`missing`"]) { _ = try world.user("missing") }
        expectRefusal(.notFound, ["`location`"]) {
            try world.call(
                UpdateUserRequest.with {
                    $0.id = "mia"
                    $0.location = "nowhere"
                })
        }
        expectRefusal(.invalidArgument, ["`actor`"]) { try create { $0.actor = "not an id" } }
    }

    @Test func administratorsManageUsersUnlessEnterprisePermissionsAreOn() throws {
        let world = try DirectoryWorld.populated()
        expectRefusal(.permissionDenied, ["`mia`", "user.manage"]) {
            try world.user("x", of: "acme", by: "mia")
        }
        expectRefusal(.permissionDenied, ["`gus`"]) { try world.user("x", of: "acme", by: "gus") }
        expectRefusal(.permissionDenied, ["`nobody`"]) { try world.user("x", of: "acme", by: "nobody") }
        try world.user("x", of: "acme", by: "alan")
        try world.call(
            UpdateOrganizationRequest.with {
                $0.id = "acme"
                $0.enterprisePermissions = true
            })
        expectRefusal(.permissionDenied, ["`alan`", "user.manage"]) {
            try world.user("y", of: "acme", by: "alan")
        }
        try world.user("y", of: "acme", by: "ada")
    }

    @Test func onlyEnterpriseAdministratorsMakeAndUnmakeTheirLike() throws {
        let world = try DirectoryWorld.populated()
        func setRole(_ role: Role, of user: String, by actor: String) throws {
            try world.call(
                UpdateUserRequest.with {
                    $0.actor = actor
                    $0.id = user
                    $0.role = role
                })
        }
        expectRefusal(.permissionDenied, ["enterprise-admin"]) {
            try world.user("x", of: "acme", role: .enterpriseAdmin, by: "alan")
        }
        expectRefusal(.permissionDenied) { try setRole(.enterpriseAdmin, of: "alan", by: "alan") }
        expectRefusal(.permissionDenied) { try setRole(.member, of: "ada", by: "alan") }
        try setRole(.admin, of: "mia", by: "alan")
        try setRole(.enterpriseAdmin, of: "mia", by: "ada")
        try setRole(.enterpriseAdmin, of: "ada", by: "alan")  // What she is already is not given.
        try setRole(.member, of: "ada", by: "")
    }

    @Test func aDeactivatedUserIsReactivatedAndEachIsRefusedTwice() throws {
        let world = try DirectoryWorld.populated()
        let gone = try world.call(
            DeactivateUserRequest.with {
                $0.actor = "alan"
                $0.id = "mia"
            }
        ).user
        #expect(gone.deactivated)
        #expect(gone.version == 2)
        expectRefusal(.failedPrecondition, ["`mia`"], state: "deactivated") { try world.deactivate("mia") }
        let back = try world.call(
            ReactivateUserRequest.with {
                $0.id = "mia"
                $0.expectedVersion = 2
            }
        ).user
        #expect(!back.deactivated)
        expectRefusal(.failedPrecondition, ["`mia`"], state: "active") {
            try world.call(ReactivateUserRequest.with { $0.id = "mia" })
        }
        expectRefusal(.conflict, version: 3) {
            try world.call(
                DeactivateUserRequest.with {
                    $0.id = "mia"
                    $0.expectedVersion = 2
                })
        }
    }

    @Test func aDeactivatedActorMayNothingAndKeepsTheAddress() throws {
        let world = try DirectoryWorld.populated()
        try world.deactivate("alan")
        expectRefusal(.permissionDenied, ["`alan`", "deactivated"]) {
            try world.user("x", of: "acme", by: "alan")
        }
        expectRefusal(.alreadyExists, ["`email`"]) {
            try world.call(
                CreateUserRequest.with {
                    $0.organization = "acme"
                    $0.email = "alan@acme.example"
                    $0.displayName = "Second Alan"
                })
        }
    }

    @Test func peopleSetTheirOwnPrivacy() throws {
        let world = try DirectoryWorld.populated()
        func set(_ privacy: Privacy, of user: String, by actor: String) throws -> User {
            try world.call(
                SetPersonalPrivacyRequest.with {
                    $0.actor = actor
                    $0.user = user
                    $0.privacy = privacy
                }
            ).user
        }
        #expect(try set(.hideAll, of: "mia", by: "mia").privacy == .hideAll)
        #expect(try set(.subjectsOnly, of: "mia", by: "").version == 3)
        #expect(try set(.subjectsOnly, of: "mia", by: "mia").version == 3)
        for actor in ["ada", "gus"] {
            expectRefusal(.permissionDenied, ["`\(actor)`"]) { _ = try set(.showAll, of: "mia", by: actor) }
        }
        expectRefusal(.invalidArgument, ["`privacy`", "`hide-all`"]) {
            _ = try set(.unspecified, of: "mia", by: "mia")
        }
        expectRefusal(.notFound, ["`user`"]) { _ = try set(.showAll, of: "missing", by: "mia") }
    }

    @Test func aSuspendedOrganizationIsTheOperatorsAlone() throws {
        let world = try DirectoryWorld.populated()
        try world.suspend("acme")
        expectRefusal(.failedPrecondition, ["suspended"], state: "suspended") {
            try world.user("x", of: "acme", by: "ada")
        }
        expectRefusal(.failedPrecondition, state: "suspended") {
            try world.call(
                SetPersonalPrivacyRequest.with {
                    $0.actor = "mia"
                    $0.user = "mia"
                    $0.privacy = .hideAll
                })
        }
        // Who may not at all is told so first.
        expectRefusal(.permissionDenied) { try world.user("x", of: "acme", by: "mia") }
        try world.user("x", of: "acme")
        #expect(try world.user("mia").organization == "acme")
    }
}
