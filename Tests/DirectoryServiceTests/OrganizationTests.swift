import EntenteProtocol
import TestSupport
import Testing

@Suite("Organizations")
struct OrganizationTests {
    @Test func aNewOrganizationStartsAtVersionOneWithADefaultLocation() throws {
        let world = try DirectoryWorld()
        let made = try world.organization("acme", domains: ["Acme.example", "acme.test"])
        #expect(made.id == "acme")
        #expect(made.name == "Organization acme")
        #expect(made.emailDomains == ["Acme.example", "acme.test"])
        #expect(!made.enterprisePermissions)
        #expect(made.relationshipPolicy == .extendAndRestrict)
        #expect(!made.suspended)
        #expect(made.version == 1)
        #expect(try world.organization(reading: "acme") == made)
        let locations = try world.call(ListLocationsRequest.with { $0.organization = "acme" }).items
        #expect(locations.map(\.id) == ["default"])
        #expect(locations[0].fromSameLocation == .employee)
        #expect(locations[0].fromOtherLocations == .employee)
        #expect(locations[0].fromOutside == .external)
        #expect(locations[0].version == 1)
    }

    @Test func theServiceMakesAnIdWhereNoneIsGiven() throws {
        let world = try DirectoryWorld()
        let one = try world.organization("")
        let other = try world.organization("")
        #expect(one.id.hasPrefix("org_"))
        #expect(one.id != other.id)
        #expect(try world.organization(reading: one.id) == one)
    }

    @Test func anUpdateChangesWhatIsGivenAndLeavesTheRest() throws {
        let world = try DirectoryWorld.populated()
        let renamed = try world.call(
            UpdateOrganizationRequest.with {
                $0.actor = "alan"
                $0.id = "acme"
                $0.name = "Acme Corporation"
            }
        ).organization
        #expect(renamed.name == "Acme Corporation")
        #expect(renamed.emailDomains == ["acme.example"])
        #expect(renamed.version == 2)
        let cleared = try world.call(
            UpdateOrganizationRequest.with {
                $0.actor = "ada"
                $0.expectedVersion = 2
                $0.id = "acme"
                $0.emailDomains = StringList()
                $0.enterprisePermissions = true
                $0.relationshipPolicy = .extendOnly
            }
        ).organization
        #expect(cleared.emailDomains == [])
        #expect(cleared.enterprisePermissions)
        #expect(cleared.relationshipPolicy == .extendOnly)
        #expect(cleared.version == 3)
        #expect(try world.organization(reading: "acme") == cleared)
    }

    @Test func anUpdateThatChangesNothingLeavesVersionEventsAndFeedAlone() throws {
        let world = try DirectoryWorld.populated()
        let before = try world.position()
        let events = try world.events().count
        let reply = try world.call(
            UpdateOrganizationRequest.with {
                $0.id = "acme"
                $0.name = "Organization acme"
            })
        #expect(reply.organization.version == 1)
        #expect(reply.position == before)
        #expect(try world.events().count == events)
    }

    @Test func aDomainBelongsToOneOrganizationWhateverItsCase() throws {
        let world = try DirectoryWorld.populated()
        expectRefusal(.alreadyExists, ["emailDomains[1]", "`ACME.example`"]) {
            try world.organization("other", domains: ["other.example", "ACME.example"])
        }
        expectRefusal(.alreadyExists, ["emailDomains[0]"]) {
            try world.call(
                UpdateOrganizationRequest.with {
                    $0.id = "globex"
                    $0.emailDomains = StringList(["acme.example"])
                })
        }
        // One's own may be kept, reordered and spelled anew; one given up is free.
        try world.call(
            UpdateOrganizationRequest.with {
                $0.id = "acme"
                $0.emailDomains = StringList(["second.example", "Acme.example"])
            })
        try world.call(
            UpdateOrganizationRequest.with {
                $0.id = "acme"
                $0.emailDomains = StringList(["second.example"])
            })
        try world.organization("other", domains: ["acme.example"])
    }

    @Test func aSuspendedOrganizationIsResumedAndEachIsRefusedTwice() throws {
        let world = try DirectoryWorld.populated()
        let suspended = try world.call(SuspendOrganizationRequest.with { $0.id = "acme" }).organization
        #expect(suspended.suspended)
        #expect(suspended.version == 2)
        expectRefusal(.failedPrecondition, ["suspended"], state: "suspended") { try world.suspend("acme") }
        let resumed = try world.call(ResumeOrganizationRequest.with { $0.id = "acme" }).organization
        #expect(!resumed.suspended)
        #expect(resumed.version == 3)
        expectRefusal(.failedPrecondition, ["not suspended"], state: "active") {
            try world.call(ResumeOrganizationRequest.with { $0.id = "acme" })
        }
    }

    @Test func whoMayWhat() throws {
        let world = try DirectoryWorld.populated()
        expectRefusal(.permissionDenied, ["`ada`", "operator"]) {
            try world.call(
                CreateOrganizationRequest.with {
                    $0.actor = "ada"
                    $0.name = "Mine"
                })
        }
        expectRefusal(.permissionDenied, ["operator"]) {
            try world.call(
                SuspendOrganizationRequest.with {
                    $0.actor = "ada"
                    $0.id = "acme"
                })
        }
        for actor in ["mia", "gus", "nobody"] {
            expectRefusal(.permissionDenied, ["`\(actor)`"]) {
                try world.call(
                    UpdateOrganizationRequest.with {
                        $0.actor = actor
                        $0.id = "acme"
                        $0.name = "X"
                    })
            }
        }
        expectRefusal(.permissionDenied, ["enterprise-admin"]) {
            try world.call(
                UpdateOrganizationRequest.with {
                    $0.actor = "alan"
                    $0.id = "acme"
                    $0.enterprisePermissions = true
                })
        }
    }

    @Test func badFormNamesTheField() throws {
        let world = try DirectoryWorld.populated()
        func create(_ fill: (inout CreateOrganizationRequest) -> Void) throws {
            try world.call(
                CreateOrganizationRequest.with {
                    $0.name = "Name"
                    fill(&$0)
                })
        }
        expectRefusal(.invalidArgument, ["`id`"]) { try create { $0.id = "two words" } }
        expectRefusal(.invalidArgument, ["`id`"]) { try create { $0.id = String(repeating: "x", count: 65) } }
        expectRefusal(.invalidArgument, ["`name`"]) { try create { $0.name = "" } }
        expectRefusal(.invalidArgument, ["`name`"]) { try create { $0.name = "a\u{7}b" } }
        expectRefusal(.invalidArgument, ["`emailDomains[0]`"]) { try create { $0.emailDomains = ["a b"] } }
        expectRefusal(.invalidArgument, ["`emailDomains[1]`", "twice"]) {
            try create { $0.emailDomains = ["a.example", "A.example"] }
        }
        expectRefusal(.alreadyExists, ["`id`", "`acme`"]) { try create { $0.id = "acme" } }
        expectRefusal(.invalidArgument, ["`relationshipPolicy`"]) {
            try world.call(
                UpdateOrganizationRequest.with {
                    $0.id = "acme"
                    $0.relationshipPolicy = .unspecified
                })
        }
        expectRefusal(.invalidArgument, ["`expectedVersion`"]) {
            try world.call(
                UpdateOrganizationRequest.with {
                    $0.id = "acme"
                    $0.expectedVersion = -1
                })
        }
        expectRefusal(.notFound, ["`id`", "`missing`"]) { _ = try world.organization(reading: "missing") }
        expectRefusal(.notFound, ["`id`", "`missing`"]) { try world.suspend("missing") }
    }

    @Test func aStaleVersionIsAConflictThatSaysTheCurrentOne() throws {
        let world = try DirectoryWorld.populated()
        try world.suspend("acme")
        expectRefusal(.conflict, ["`expectedVersion`", "version 2"], version: 2) {
            try world.call(
                ResumeOrganizationRequest.with {
                    $0.id = "acme"
                    $0.expectedVersion = 1
                })
        }
        // The version is looked at before the state: the caller did not know that it is suspended.
        expectRefusal(.conflict, version: 2) {
            try world.call(
                UpdateOrganizationRequest.with {
                    $0.actor = "ada"
                    $0.id = "acme"
                    $0.name = "X"
                    $0.expectedVersion = 1
                })
        }
        expectRefusal(.failedPrecondition, state: "suspended") {
            try world.call(
                UpdateOrganizationRequest.with {
                    $0.actor = "ada"
                    $0.id = "acme"
                    $0.name = "X"
                    $0.expectedVersion = 2
                })
        }
    }
}
