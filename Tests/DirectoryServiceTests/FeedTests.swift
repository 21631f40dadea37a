import EntenteProtocol
import TestSupport
import Testing

@Suite("Facts of the directory")
struct FeedTests {
    @Test func eachCommandTellsReplicasWhatItChanged() throws {
        let world = try DirectoryWorld()
        try world.organization("acme")
        try world.user("mia", of: "acme")
        try world.workTeam("sales", of: "acme")
        try world.add(["mia"], to: "sales")
        try world.call(DeleteTeamRequest.with { $0.id = "sales" })
        let changes = try world.changes()
        #expect(changes.map(\.revision) == [1, 2, 3, 4, 5, 6, 7, 8])
        #expect(changes.map(\.last) == [false, true, true, true, false, true, false, true])
        #expect(changes[0].fact.organization?.id == "acme")
        #expect(changes[1].fact.location?.id == "default")
        #expect(changes[2].fact.user == (try world.user("mia")))
        #expect(changes[3].fact.team?.memberCount == 0)
        #expect(changes[4].fact.membership?.user == "mia")
        #expect(changes[5].fact.team?.memberCount == 1)
        #expect(changes[5].fact.team?.members == [])
        #expect(changes[6].fact.membershipDeleted?.user == "mia")
        #expect(changes[7].fact.teamDeleted == "sales")
    }

    @Test func aCommandsAnswerCarriesThePositionOfItsLastFact() throws {
        let world = try DirectoryWorld()
        let made = try world.call(
            CreateOrganizationRequest.with {
                $0.id = "acme"
                $0.name = "Acme"
            })
        #expect(made.position.directory == 2)
        #expect(made.position.directoryEpoch != 0)
        #expect(made.position.partnershipEpoch == 0)
        #expect(try world.position() == made.position)
    }

    @Test func anEmptyDirectoryHasAnEmptySnapshot() throws {
        let snapshot = try DirectoryWorld().snapshot()
        #expect(snapshot.facts.isEmpty)
        #expect(snapshot.head.revision == 0 && snapshot.head.epoch != 0)
    }

    @Test func aLargeSnapshotComesInChunksThatAreWholeTogether() throws {
        let world = try DirectoryWorld.populated()
        try world.call(ImportUsersRequest.with { $0.users = ImportTests.newcomers(1_000) })
        try world.workTeam("sales", of: "acme")
        try world.add((0..<1_000).map { "n\($0)" }, to: "sales")
        let snapshot = try world.snapshot()
        #expect(KnownFacts.gathered(snapshot.facts) == (try world.answered()))
        #expect(snapshot.facts.count == 2 + 2 + 1_004 + 1 + 1_000)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func snapshotChangesAndAnswersAgreeAfterWhateverWasDone(seed: UInt64) throws {
        let world = try DirectoryWorld(seed: seed)
        for organization in ["acme", "globex", "initech"] { try world.organization(organization) }
        var commands = RandomCommands(seed: seed)
        for round in 0..<3 {
            for _ in 0..<120 { commands.next(on: world) }
            let changes = try world.changes()
            let snapshot = try world.snapshot()
            let known = KnownFacts.gathered(changes.map(\.fact))
            #expect(known.contradictions == [], "seed \(seed)")
            #expect(known == KnownFacts.gathered(snapshot.facts), "seed \(seed), round \(round)")
            #expect(known == (try world.answered(besides: known.connections)), "seed \(seed), round \(round)")
            #expect(snapshot.head.revision == changes.last?.revision, "seed \(seed)")
            #expect(snapshot.head.digest == changes.last?.digest, "seed \(seed)")
            if round == 1 { try world.restart() }
        }
        // Refusals are part of it, but a history of refusals alone would prove nothing.
        #expect(commands.doneCount > 120, "seed \(seed): \(commands.doneCount) of 360 commands done")
    }
}
