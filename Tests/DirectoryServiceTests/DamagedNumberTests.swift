// Somebody has edited the tables by hand: numbers that commands count up stand where they cannot be counted
// on. Whoever asks for the thing is told which it is; nothing is counted over its end, and the rest goes on.

import EntenteProtocol
import SQLiteStore
import TestSupport
import Testing

/// A number written by hand, what then cannot be done, and the words about it.
private struct DamagedNumber: Sendable, CustomTestStringConvertible {
    let sql: String
    let words: String
    let ask: @Sendable (DirectoryWorld) throws -> Void

    var testDescription: String { sql }

    init(_ sql: String, _ words: String, _ ask: @escaping @Sendable (DirectoryWorld) throws -> Void) {
        self.sql = sql
        self.words = words
        self.ask = ask
    }
}

private let last = Int64.max

private let damagedNumbers: [DamagedNumber] = [
    DamagedNumber(
        "UPDATE organizations SET version = \(last) WHERE id = 'acme'",
        "the version of the organization `acme` is \(last)"
    ) { world in
        try world.call(
            UpdateOrganizationRequest.with {
                $0.id = "acme"
                $0.name = "Other"
            })
    },
    DamagedNumber(
        "UPDATE organizations SET privacy_resets = \(last), synced_mode = 2 WHERE id = 'acme'",
        "the number of privacy resets of the organization `acme` is \(last)"
    ) { world in
        try world.call(
            SetSyncedModeRequest.with {
                $0.organization = "acme"
                $0.mode = .everyone
                $0.onReturn = .hideAll
            })
    },
    DamagedNumber(
        "UPDATE users SET version = \(last) WHERE id = 'mia'", "the version of the user `mia` is \(last)"
    ) { world in
        try world.call(
            UpdateUserRequest.with {
                $0.id = "mia"
                $0.displayName = "Other"
            })
    },
    DamagedNumber(
        "UPDATE users SET version = -1 WHERE id = 'mia'", "the version of the user `mia` is -1"
    ) { _ = try $0.user("mia") },
    DamagedNumber(
        "UPDATE users SET relationship_version = \(last) WHERE id = 'mia'",
        "the last version of a setting of the user `mia` is \(last)"
    ) { try $0.set("mia", toward: "ada", .assistant) },
    DamagedNumber(
        "UPDATE relationships SET version = \(last)", "what `mia` set `gus` to is \(last)"
    ) { try $0.set("mia", toward: "gus", .assistant) },
    DamagedNumber(
        "UPDATE locations SET version = \(last) WHERE organization = 'acme'",
        "the version of the location `default` of `acme` is \(last)"
    ) { world in
        try world.call(
            UpdateLocationRequest.with {
                $0.organization = "acme"
                $0.id = "default"
                $0.name = "Other"
            })
    },
    DamagedNumber(
        "UPDATE teams SET version = \(last)", "the version of the team `sales` is \(last)"
    ) { try $0.add(["alan"], to: "sales") },
    DamagedNumber(
        "UPDATE teams SET member_count = 2147483647",
        "the number of members of the team `sales` is 2147483647"
    ) { try $0.add(["alan"], to: "sales") },
    DamagedNumber(
        "UPDATE teams SET member_count = -2147483648",
        "the number of members of the team `sales` is -2147483648"
    ) { world in
        try world.call(
            RemoveTeamMembersRequest.with {
                $0.team = "sales"
                $0.users = ["mia"]
            })
    },
    DamagedNumber(
        "UPDATE integrations SET version = \(last)",
        "the version of the integration `drive` of `acme` is \(last)"
    ) { try $0.putDrive(enabled: false) },
]

@Suite struct DamagedNumberTests {
    private func world() throws -> DirectoryWorld {
        let world = try DirectoryWorld.populated()
        try world.workTeam("sales", of: "acme")
        try world.add(["mia"], to: "sales")
        try world.set("mia", toward: "gus", .employee)
        try world.putDrive(enabled: true)
        return world
    }

    @Test(arguments: damagedNumbers)
    fileprivate func `a number that cannot be counted on is refused by name`(_ number: DamagedNumber) throws {
        let world = try world()
        try world.change { (database) throws(DatabaseProblem) in try database.run(number.sql) }
        expectRefusal(.unavailable, ["the database is damaged", number.words, "restore a backup"]) {
            try number.ask(world)
        }
        // Who has nothing to do with it is served.
        #expect(try world.user("gus").displayName == "User gus")
        try world.call(
            UpdateUserRequest.with {
                $0.id = "gus"
                $0.displayName = "Other"
            })
    }
}

extension DirectoryWorld {
    fileprivate func set(_ owner: String, toward viewer: String, _ level: Level) throws {
        try call(
            SetRelationshipRequest.with {
                $0.owner = owner
                $0.viewer = viewer
                $0.level = level
            })
    }

    fileprivate func putDrive(enabled: Bool) throws {
        try call(
            PutIntegrationRequest.with {
                $0.organization = "acme"
                $0.id = "drive"
                $0.kind = .files
                $0.scope = .organization
                $0.enabled = enabled
            })
    }
}
