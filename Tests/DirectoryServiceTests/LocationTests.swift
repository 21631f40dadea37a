import EntenteProtocol
import TestSupport
import Testing

@Suite("Locations")
struct LocationTests {
    private func update(
        _ world: DirectoryWorld, _ id: String, by actor: String = "", version: Int64 = 0,
        _ fill: (inout UpdateLocationRequest) -> Void
    ) throws -> Location {
        try world.call(
            UpdateLocationRequest.with {
                $0.actor = actor
                $0.expectedVersion = version
                $0.organization = "acme"
                $0.id = id
                fill(&$0)
            }
        ).location
    }

    private func delete(_ world: DirectoryWorld, _ id: String, version: Int64 = 0) throws {
        try world.call(
            DeleteLocationRequest.with {
                $0.actor = "alan"
                $0.expectedVersion = version
                $0.organization = "acme"
                $0.id = id
            })
    }

    private func list(_ world: DirectoryWorld, _ organization: String) throws -> [Location] {
        try world.call(ListLocationsRequest.with { $0.organization = organization }).items
    }

    @Test func anAdministratorMakesChangesAndDeletesOne() throws {
        let world = try DirectoryWorld.populated()
        let made = try world.call(
            CreateLocationRequest.with {
                $0.actor = "alan"
                $0.id = "berlin"
                $0.organization = "acme"
                $0.name = "Berlin"
                $0.fromSameLocation = .assistantPlus
                $0.fromOtherLocations = .blocked
                $0.fromOutside = .external
            }
        ).location
        #expect(made.version == 1)
        #expect(try list(world, "acme") == [made, try list(world, "acme")[1]])
        let changed = try update(world, "berlin", by: "alan", version: 1) {
            $0.name = "Berlin Mitte"
            $0.fromOutside = .blocked
        }
        #expect(changed.name == "Berlin Mitte")
        #expect(changed.fromSameLocation == .assistantPlus)
        #expect(changed.fromOutside == .blocked)
        #expect(changed.version == 2)
        #expect(try update(world, "berlin") { $0.name = "Berlin Mitte" }.version == 2)
        try delete(world, "berlin", version: 2)
        #expect(try list(world, "acme").map(\.id) == ["default"])
    }

    @Test func anIdIsUniqueInItsOrganizationOnly() throws {
        let world = try DirectoryWorld.populated()
        try world.location("berlin", of: "acme")
        try world.location("berlin", of: "globex")
        expectRefusal(.alreadyExists, ["`id`", "`berlin`"]) { try world.location("berlin", of: "acme") }
        expectRefusal(.alreadyExists, ["`default`"]) { try world.location("default", of: "acme") }
        #expect(try world.location("", of: "acme").id.hasPrefix("loc_"))
    }

    @Test func theDefaultAndOneWithPeopleInItStay() throws {
        let world = try DirectoryWorld.populated()
        try world.location("berlin", of: "acme")
        try world.call(
            UpdateUserRequest.with {
                $0.id = "mia"
                $0.location = "berlin"
            })
        // Also for people who are deactivated: they may come back.
        try world.deactivate("mia")
        expectRefusal(.failedPrecondition, ["`berlin`", "people"], state: "in-use") {
            try delete(world, "berlin")
        }
        expectRefusal(.failedPrecondition, ["`default`"], state: "default") { try delete(world, "default") }
        expectRefusal(.notFound, ["`id`", "`nowhere`"]) { try delete(world, "nowhere") }
        expectRefusal(.conflict, version: 1) { try delete(world, "berlin", version: 7) }
        #expect(try update(world, "default") { $0.fromOutside = .unknown }.version == 2)
    }

    @Test func levelsArePossibleOnesOnly() throws {
        let world = try DirectoryWorld.populated()
        func create(_ fill: (inout CreateLocationRequest) -> Void) throws {
            try world.call(
                CreateLocationRequest.with {
                    $0.organization = "acme"
                    $0.name = "Somewhere"
                    $0.fromSameLocation = .employee
                    $0.fromOtherLocations = .employee
                    $0.fromOutside = .external
                    fill(&$0)
                })
        }
        expectRefusal(.invalidArgument, ["`fromSameLocation`"]) {
            try create { $0.fromSameLocation = .forwarder }
        }
        expectRefusal(.invalidArgument, ["`fromOtherLocations`"]) {
            try create { $0.fromOtherLocations = .forwardingParticipant }
        }
        expectRefusal(.invalidArgument, ["`fromOutside`"]) { try create { $0.fromOutside = .teamColleague } }
        expectRefusal(.invalidArgument, ["`fromOutside`"]) { try create { $0.fromOutside = .unspecified } }
        expectRefusal(.invalidArgument, ["`name`"]) { try create { $0.name = "" } }
        expectRefusal(.notFound, ["`organization`"]) { try create { $0.organization = "missing" } }
        expectRefusal(.invalidArgument, ["`fromSameLocation`"]) {
            _ = try update(world, "default") { $0.fromSameLocation = .unspecified }
        }
        expectRefusal(.notFound, ["`id`"]) { _ = try update(world, "nowhere") { $0.name = "X" } }
    }

    @Test func membersAndStrangersManageNoLocations() throws {
        let world = try DirectoryWorld.populated()
        for actor in ["mia", "gus"] {
            expectRefusal(.permissionDenied, ["`\(actor)`"]) {
                _ = try update(world, "default", by: actor) { $0.name = "X" }
            }
        }
        try world.suspend("acme")
        expectRefusal(.failedPrecondition, state: "suspended") {
            _ = try update(world, "default", by: "alan") { $0.name = "X" }
        }
    }
}
