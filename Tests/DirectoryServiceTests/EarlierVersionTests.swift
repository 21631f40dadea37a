import CommandLine
import DirectoryService
import EntenteProtocol
import Keeping
import Rules
import SQLiteStore
import TestSupport
import Testing

/// A directory started on a database that an earlier version made.
@Suite("The database of an earlier version")
struct EarlierVersionTests {
    private let world: DirectoryWorld

    init() throws {
        world = try DirectoryWorld { cluster throws in
            try FirstVersion.make(at: "\(cluster.folder(of: .directory))/\(DirectoryService.fileName)")
        }
    }

    @Test func itsOrganizationsGetWhatANewOneStartsWith() throws {
        let new = try world.organization("new")
        for id in ["acme", "globex"] {
            let old = try world.organization(reading: id)
            #expect(old.minimums == new.minimums)
            #expect(old.floors == [])
            #expect(old.sharingPolicies == new.sharingPolicies)
            #expect(old.syncedMode == .everyone && old.mailBodies && old.privateMeetings)
            #expect(old.privacyResets == 0)
        }
    }

    @Test func whatWasKeptStays() throws {
        let acme = try world.organization(reading: "acme")
        #expect(acme.name == "Acme" && acme.enterprisePermissions && acme.version == 4)
        #expect(acme.relationshipPolicy == .extendOnly && acme.emailDomains == ["Acme.example"])
        #expect(try world.organization(reading: "globex").suspended)
        let ada = try world.user("ada")
        #expect(ada.privacy == .subjectsOnly && ada.vip && ada.role == .enterpriseAdmin && ada.version == 5)
        #expect(try world.user("mia").privacy == .showAll)
        #expect(try world.team("sales").members.map(\.privacy) == [.hideAll, .showAll])
        let events = try world.events()
        #expect(events.prefix(3).map(\.to) == [#"{"id":"acme"}"#, "", EventLog.toldSign])
        #expect(events.dropFirst().allSatisfy { $0.call == "upgrade" })
        #expect(events[0].dropped == [])
        #expect(try world.relationships(of: "ada") == [])
        #expect(try world.integrations() == [])
    }

    @Test func whatIsNewWorksOnIt() throws {
        try world.setVIP("ada", false)
        #expect(try world.setRelationship("ada", "mia", .assistantPlus).version == 1)
        #expect(try world.setRights([("presence.set", .blocked)], by: "ada").version == 5)
        #expect(try world.setFloors([("chat.start", .employee)]).floors.count == 1)
        try world.setMode(.teamsOnly)
        try world.setMode(.everyone, .hideAll)
        #expect(try world.user("ada").privacy == .hideAll)
        try world.put("mail", .chat, .individual, teams: ["sales"])
        try world.connect("mia", "mail")
        try world.setVIP("ada", true)
        #expect(try world.events().last?.dropped.map(\.viewer) == ["mia"])
        let known = try KnownFacts.gathered(world.snapshot().facts)
        try world.restart()
        #expect(try world.answered(besides: known.connections) == known)
    }

    /// What an audit finds while the directory is away.
    private func audited(after sql: String = "") throws -> AuditFinding {
        let folder = try world.cluster.folder(of: .directory)
        let source = SourceDatabase(.directory, DirectoryService.fileName, in: folder)
        var tellsAll: Bool?
        try world.change { (database) throws(DatabaseProblem) in
            try database.execute(script: "PRAGMA foreign_keys = OFF; " + sql)
            tellsAll = (try? SourceFiles.verify(source, noted: nil) { _ in })?.tellsAll
        }
        #expect(tellsAll == !sql.contains("user_version"))
        return try SourceFiles.verify(source, noted: nil) { _ in }
    }

    @Test func whatItHeldIsToldAnewAndFoundAsItWas() throws {
        let sound = try audited()
        #expect(sound.isSound && sound.thingCount == 9, "\(sound.strays)")
        // Told once: another start tells nothing more.
        let count = try world.events().count
        try world.restart()
        #expect(try world.events().count == count)
        try whatIsNewWorksOnIt()
        let later = try audited()
        #expect(later.isSound && later.thingCount > 9, "\(later.strays)")
    }

    @Test(arguments: [
        (
            "INSERT INTO relationships (owner, viewer, level, version) VALUES ('ada', 'mia', 3, 1)",
            "no event made the relationship `ada` `mia`"
        ),
        ("UPDATE users SET role = 3 WHERE id = 'mia'", "the user `mia` is not as event"),
        ("UPDATE organizations SET suspended = 0 WHERE id = 'globex'", "the organization `globex` is not as"),
        ("DELETE FROM memberships WHERE user = 'mia'", "the membership `sales` `mia`, which event"),
    ])
    func whatIsForgedInItIsFound(sql: String, words: String) throws {
        let found = try audited(after: sql)
        #expect(!found.isSound && found.strays.contains { $0.contains(words) }, "\(found.strays)")
    }

    /// The step that tells everything came later than the log: a database may have one without the other.
    @Test func whatHasALogThatTellsNothingOfItIsToldToo() throws {
        let found = try audited(
            after: """
                DROP TRIGGER events_stay;
                DELETE FROM events WHERE sequence > 2;
                CREATE TRIGGER events_stay BEFORE DELETE ON events
                    BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
                PRAGMA user_version = 3
                """)
        #expect(found.isSound && found.thingCount == 9, "\(found.strays)")
        let forged = try audited(
            after: "INSERT INTO relationships (owner, viewer, level, version) VALUES ('ada', 'mia', 3, 1)")
        #expect(!forged.isSound)
    }

    /// Its changes say nothing of settings: who resumed from them would know of none.
    @Test func whoFollowedItHasToTakeASnapshot() throws {
        let position = try world.position()
        #expect(position.directoryEpoch != 0 && position.directoryEpoch != FirstVersion.epoch)
        #expect(position.directory == FirstVersion.changeCount)
        let follower = world.cluster.caller(.directory, token: "replicate")
        for after in 0...FirstVersion.changeCount {
            let refusal = follower.refusal(
                of: SubscribeRequest.with {
                    $0.epoch = FirstVersion.epoch
                    $0.after = after
                })
            #expect(refusal?.details?.state == "snapshot-required")
        }
        let fromTheStart = follower.refusal(
            of: SubscribeRequest.with {
                $0.epoch = position.directoryEpoch
                $0.digest = ChainDigest.empty
            })
        #expect(fromTheStart?.details?.state == "snapshot-required")

        let snapshot = try world.snapshot()
        #expect(snapshot.head.epoch == position.directoryEpoch)
        #expect(snapshot.head.revision == position.directory)
        #expect(try KnownFacts.gathered(snapshot.facts) == world.answered())
        let known = snapshot.facts.compactMap(\.organization)
        #expect(known.allSatisfy { $0.minimums.count == Right.allCases.count && $0.mailBodies })
        try world.setVIP("mia", true)
        #expect(try world.position().directory == position.directory + 1)
    }
}
