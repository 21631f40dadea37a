// Sources that go back in time: the cluster lives, its databases are backed up while it does, it lives on,
// and both sources come back as they were then. Whoever has seen more must notice and begin anew; nothing of
// the time that never was may be left in any answer.

import CommandLine
import EntenteProtocol
import Keeping
import SystemCalls
import TestSupport
import Testing

@Suite struct RestoreTests {
    private static let sources: [ServiceName] = [.directory, .partnership]

    @Test(arguments: 1...16 as ClosedRange<UInt64>)
    func `sources restored from an older backup are noticed, and answers are those of then`(
        seed: UInt64
    ) throws {
        let story = try Story(seed: seed)
        try story.begin()
        try story.goOn(20)
        let backup = try Backup(of: story.cluster)
        let then = try Sources(of: story)
        try story.goOn(30)
        let before = story.cluster.server(.decision).keeper.position
        for source in Self.sources { try backup.restore(source) }
        try story.settle()

        let after = story.cluster.server(.decision).keeper.position
        #expect(after.directoryEpoch != before.directoryEpoch, "seed \(seed)")
        #expect(after.partnershipEpoch != before.partnershipEpoch, "seed \(seed)")
        let now = try Sources(of: story)
        #expect(now.users == then.users && now.organizations == then.organizations, "seed \(seed)")
        let people = Story.users + ["nobody"]
        try expectAgreement(story, people, people)
        try expectRefused(before, story)
        // It goes on living, past what it had seen in the time that never was.
        try story.goOn(60)
        try story.settle()
        try expectAgreement(story, people, people)
        try expectSoundEvents(story.cluster)
    }

    /// A position of the old history is refused by whoever follows the new one.
    private func expectRefused(_ old: Position, _ story: Story) throws {
        let check = CheckRequest.with {
            ($0.actor, $0.action, $0.target) = (Story.users[0], "chat.start", Story.users[2])
            $0.atLeast = old
        }
        let refusal = story.cluster.caller(.decision).refusal(of: check)
        #expect(refusal?.code == .failedPrecondition && refusal?.details?.state == "history-restored")
        let find = GetDefaultsRequest.with {
            $0.organization = "alpha"
            $0.atLeast = old
        }
        let other = story.cluster.caller(.partnership).refusal(of: find)
        #expect(other?.details?.state == "history-restored")
    }

    @Test(arguments: [ServiceName.directory, .partnership], 1...4 as ClosedRange<UInt64>)
    func `one source restored is noticed, the other goes on`(source: ServiceName, seed: UInt64) throws {
        let story = try Story(seed: 100 + seed)
        try story.begin()
        try story.goOn(15)
        let backup = try Backup(of: story.cluster)
        try story.goOn(20)
        try backup.restore(source)
        try story.settle()
        try expectAgreement(story, Story.users, Story.users)
        try story.goOn(20)
        try story.settle()
        try expectAgreement(story, Story.users, Story.users)
        try expectSoundEvents(story.cluster)
    }

    /// Nobody should do this, and no number tells of it: revisions and digests do, as soon as somebody
    /// follows.
    @Test(arguments: [0, 40], 2...5 as ClosedRange<UInt64>)
    func `a database put back by hand is noticed by whoever has seen more of it`(
        growth: Int, seed: UInt64
    ) throws {
        let story = try Story(seed: 2 * seed)
        try story.begin()
        try story.goOn(10)
        try story.settle()
        let backup = try Backup(of: story.cluster)
        try story.goOn(20)
        try story.settle()
        for source in Self.sources { try backup.putBack(source) }
        // The same history again: who waits for what it no longer has would wait for ever.
        story.forgetPositions()
        // The node may be away until the revisions have passed those it had seen.
        if growth > 0 {
            story.cluster.kill(.decision)
            for _ in 0..<growth { try grow(story) }
            try story.cluster.start(.decision)
        }
        try story.settle()
        try expectAgreement(story, Story.users, Story.users)
    }

    private func grow(_ story: Story) throws {
        let member = "\(Story.organizations[0])-member"
        let privacy: Privacy = story.dice.oneIn(2) ? .hideAll : .showAll
        try story.must(
            SetPersonalPrivacyRequest.with {
                $0.user = member
                $0.privacy = privacy
            })
    }
}

/// Looks over the events of both sources.
func expectSoundEvents(_ cluster: SimulatedCluster) throws {
    for source in [ServiceName.directory, .partnership] {
        let database = SourceDatabase(source, "\(source.rawValue).sqlite", in: try cluster.folder(of: source))
        let finding = try SourceFiles.verify(database, noted: nil) { _ in }
        #expect(finding.breach == nil && finding.soundCount > 0, "\(source.rawValue)")
        #expect(finding.strays == [], "\(source.rawValue)")
    }
}

/// Copies of both databases, taken while their services run.
private struct Backup {
    private let cluster: SimulatedCluster
    private var files: [ServiceName: BackupFile] = [:]

    init(of cluster: SimulatedCluster) throws {
        self.cluster = cluster
        for source in [ServiceName.partnership, .directory] {
            let database = SourceDatabase(
                source, "\(source.rawValue).sqlite", in: try cluster.folder(of: source))
            let file = try SourceFiles.backUp(database, to: path(of: source)) { _ in }
            try SourceFiles.check(file, at: path(of: source)) { _ in }
            files[source] = file
        }
    }

    private func path(of source: ServiceName) -> String { "\(cluster.folder)/\(source.rawValue).backup" }

    /// Ends a source and starts it on its backup, as a history of its own.
    func restore(_ source: ServiceName) throws {
        let file = try #require(files[source])
        cluster.kill(source)
        let place = try replace(source)
        let history = try SourceFiles.renew(file, at: place, takenAt: 1)
        #expect(history.oldEpoch == file.epoch && history.newEpoch != file.epoch)
        try cluster.start(source)
    }

    /// Ends a source and starts it on its backup as it is.
    func putBack(_ source: ServiceName) throws {
        cluster.kill(source)
        _ = try replace(source)
        try cluster.start(source)
    }

    private func replace(_ source: ServiceName) throws -> String {
        let place = "\(try cluster.folder(of: source))/\(source.rawValue).sqlite"
        for suffix in ["", "-wal", "-shm"] { try File.remove(place + suffix) }
        try File.copy(path(of: source), to: place)
        return place
    }
}
