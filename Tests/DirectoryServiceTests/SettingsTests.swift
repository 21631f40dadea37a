import EntenteProtocol
import Rules
import TestSupport
import Testing

@Suite("Settings of an organization")
struct SettingsTests {
    // MARK: rights

    @Test func aNewOrganizationStartsWithEveryRightAndNoFloor() throws {
        let made = try DirectoryWorld().organization("acme")
        #expect(made.minimums.map(\.right) == Right.allCases.map(\.name))
        #expect(made.minimums.map(\.level) == Right.allCases.map(\.startMinimum))
        #expect(made.floors == [])
        #expect(made.sharingPolicies.map(\.contentType) == OrganizationSettings.sharedTypes)
        #expect(
            made.sharingPolicies.allSatisfy {
                $0.offered == [.everyone, .teamsAndUsers, .onlyYou] && $0.fallback == .onlyYou
                    && $0.reach == .any
            })
        #expect(made.syncedMode == .everyone && made.mailBodies && made.privateMeetings)
        #expect(made.privacyResets == 0)
    }

    @Test func someRightsAreSetAndTheOthersStay() throws {
        let world = try DirectoryWorld.populated()
        let before = try world.organization(reading: "acme")
        let after = try world.setRights(
            [("presence.set", .blocked), ("call.see-held-party", .assistantPlus)], by: "alan")
        #expect(after.version == before.version + 1)
        #expect(after.minimums.map(\.right) == before.minimums.map(\.right))
        for (old, new) in zip(before.minimums, after.minimums) {
            switch old.right {
            case "presence.set": #expect(new.level == .blocked)
            case "call.see-held-party": #expect(new.level == .assistantPlus)
            default: #expect(new == old)
            }
        }
        #expect(try world.organization(reading: "acme") == after)
        try world.restart()
        #expect(try world.organization(reading: "acme") == after)
        #expect(try world.setRights([("presence.set", .blocked)], by: "alan").version == after.version)
        #expect(try world.events(of: "acme").last?.from == JSON.encode(before))
        #expect(try world.events(of: "acme").last?.to == JSON.encode(after))
        #expect(try world.changes().last?.fact.organization == after)
    }

    @Test(arguments: Right.allCases) func everyRightIsKeptAtEveryLevel(_ right: Right) throws {
        let world = try DirectoryWorld.populated()
        for level in LevelRules.all {
            let after = try world.setRights([(right.name, level)])
            #expect(after.minimums.first { $0.right == right.name }?.level == level)
            #expect(try world.organization(reading: "acme").minimums == after.minimums)
        }
    }

    // MARK: floors

    @Test func floorsAreKeptByNameUntilTheyAreWhatTheyStartedAs() throws {
        let world = try DirectoryWorld.populated()
        let two = try world.setFloors([("meeting.schedule", .blocked), ("chat.start", .employee)], by: "ada")
        #expect(two.floors.map(\.interaction) == ["chat.start", "meeting.schedule"])
        #expect(two.floors.map(\.level) == [.employee, .blocked])
        // The catalog is kept elsewhere: whatever is spelled like an interaction may be one tomorrow.
        let three = try world.setFloors([("door.open", .assistant), ("chat.start", .external)])
        #expect(three.floors.map(\.interaction) == ["chat.start", "door.open", "meeting.schedule"])
        #expect(three.floors.map(\.level) == [.external, .assistant, .blocked])
        #expect(try world.organization(reading: "acme") == three)
        #expect(three.version == 3)
        let one = try world.setFloors([("door.open", .unknown), ("meeting.schedule", .unknown)])
        #expect(one.floors.map(\.interaction) == ["chat.start"])
        #expect(try world.setFloors([("door.open", .unknown)]).version == one.version)
        #expect(try world.changes().last?.fact.organization == one)
    }

    @Test func anOrganizationKeepsOnlySoManyFloors() throws {
        let world = try DirectoryWorld.populated()
        func floors(_ range: Range<Int>) -> [(String, Level)] { range.map { ("kind.n\($0)", .employee) } }
        for start in stride(from: 0, to: Limits.floorCount, by: 25) {
            try world.setFloors(floors(start..<start + 25))
        }
        let full = try world.organization(reading: "acme")
        #expect(full.floors.count == Limits.floorCount)
        expectRefusal(.invalidArgument, ["`floors`", "201", "200"]) {
            try world.setFloors([("kind.another", .employee)])
        }
        #expect(try world.organization(reading: "acme") == full)
        // One that is there may be moved, and one that goes makes room.
        try world.setFloors([("kind.n7", .assistant)])
        try world.setFloors([("kind.n7", .unknown), ("kind.another", .employee)])
        expectRefusal(.invalidArgument, ["`floors`", "33", "32"]) {
            try world.setFloors(floors(0..<33))
        }
    }

    // MARK: refusals

    @Test func whatIsSetMustBeNamedOnceAndHaveALevel() throws {
        let world = try DirectoryWorld.populated()
        let before = try world.organization(reading: "acme")
        expectRefusal(.invalidArgument, ["`minimums`", "empty"]) { try world.setRights([]) }
        expectRefusal(.invalidArgument, ["`minimums[1].right`", "`presence.see`"]) {
            try world.setRights([("presence.set", .employee), ("presence.see", .employee)])
        }
        expectRefusal(.invalidArgument, ["`minimums[0].right`", "`chat.start`"]) {
            try world.setRights([("chat.start", .employee)])
        }
        expectRefusal(.invalidArgument, ["`minimums[1].right`", "twice"]) {
            try world.setRights([("presence.set", .employee), ("presence.set", .employee)])
        }
        expectRefusal(.invalidArgument, ["`minimums[0].level`", "`assistant-plus`"]) {
            try world.setRights([("presence.set", .unspecified)])
        }
        expectRefusal(.invalidArgument, ["`floors`", "empty"]) { try world.setFloors([]) }
        expectRefusal(.invalidArgument, ["`floors[0].interaction`", "right"]) {
            try world.setFloors([("presence.set", .employee)])
        }
        expectRefusal(.invalidArgument, ["`floors[0].interaction`", "`chat`"]) {
            try world.setFloors([("chat", .employee)])
        }
        expectRefusal(.invalidArgument, ["`floors[1].interaction`", "twice"]) {
            try world.setFloors([("chat.start", .employee), ("chat.start", .employee)])
        }
        expectRefusal(.invalidArgument, ["`floors[0].level`", "`blocked`"]) {
            try world.setFloors([("chat.start", .unspecified)])
        }
        #expect(try world.organization(reading: "acme") == before)
    }

    @Test func aStaleVersionIsAConflict() throws {
        let world = try DirectoryWorld.populated()
        try world.setRights([("presence.set", .employee)])
        expectRefusal(.conflict, ["`acme`", "version 2"], version: 2) {
            try world.setRights([("presence.set", .blocked)], against: 1)
        }
        expectRefusal(.conflict, ["`acme`", "version 2"], version: 2) {
            try world.setFloors([("chat.start", .blocked)], against: 1)
        }
        #expect(try world.setRights([("presence.set", .blocked)], against: 2).version == 3)
        #expect(try world.setFloors([("chat.start", .blocked)], against: 3).version == 4)
    }
}

extension DirectoryWorld {
    /// Sets rights of Acme.
    @discardableResult
    func setRights(
        _ minimums: [(String, Level)], by actor: String = "", against version: Int64 = 0
    ) throws -> Organization {
        try call(
            SetRightsMatrixRequest.with {
                $0.actor = actor
                $0.organization = "acme"
                $0.expectedVersion = version
                $0.minimums = minimums.map { right, level in
                    .with {
                        $0.right = right
                        $0.level = level
                    }
                }
            }
        ).organization
    }

    /// Sets floors of Acme.
    @discardableResult
    func setFloors(
        _ floors: [(String, Level)], by actor: String = "", against version: Int64 = 0
    ) throws -> Organization {
        try call(
            SetInteractionFloorsRequest.with {
                $0.actor = actor
                $0.organization = "acme"
                $0.expectedVersion = version
                $0.floors = floors.map { interaction, level in
                    .with {
                        $0.interaction = interaction
                        $0.level = level
                    }
                }
            }
        ).organization
    }
}
