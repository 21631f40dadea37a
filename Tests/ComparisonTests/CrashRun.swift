// One cluster of the real programs under load, killed again and again at random moments: a service, or all of
// them, or one that has just started. After every death everybody stops for a moment, and everything that was
// promised is counted.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport

/// How much was killed, done and compared.
struct CrashTally: CustomStringConvertible {
    var deaths: [ServiceName: Int] = [:]
    var deathOfAllCount = 0
    var commandCount = 0
    var repeatCount = 0
    var comparedCount = 0
    var changeCount = 0
    var resumeCount = 0

    var description: String {
        let each = ServiceName.allCases.map { "\($0.rawValue) \(deaths[$0] ?? 0)" }
        return "killed \(each.joined(separator: ", ")) times, \(deathOfAllCount) times all at once; "
            + "\(commandCount) commands acknowledged, \(repeatCount) repetitions, \(comparedCount) answers "
            + "compared with the rules, \(changeCount) changes read from feeds resumed \(resumeCount) times"
    }
}

/// Why a run has failed.
struct Trouble: Error, CustomStringConvertible {
    let description: String
}

/// What one seed makes happen.
final class CrashRun {
    private static let roundCount = 5

    private let cluster: RealCluster
    private let dice: RandomValues
    private let historian: Historian
    private let crowd: Crowd
    private let readers: [FeedReader]
    private var tally = CrashTally()

    private init(_ cluster: RealCluster, seed: UInt64) {
        self.cluster = cluster
        dice = RandomValues(seed: seed)
        historian = Historian(cluster.client(timeout: .seconds(3)), seed: seed)
        crowd = Crowd(cluster.client(timeout: .seconds(3)))
        readers = [ServiceName.directory, .partnership].map {
            FeedReader($0, cluster.client(timeout: .seconds(3)))
        }
    }

    /// Lets a cluster die several times.
    ///
    /// - Throws: ``Trouble``, or what made it impossible to go on.
    static func play(seed: UInt64) async throws -> CrashTally {
        let cluster = try await RealCluster([])
        // The decision node starts again from what it kept, wherever it was killed.
        cluster.extraFlags[.decision] = ["--data", cluster.dataFolder(of: .decision)]
        for service in ServiceName.allCases { try await cluster.start(service) }
        try await cluster.settle()
        let run = CrashRun(cluster, seed: seed)
        try await run.playRounds()
        return run.tally
    }

    private func playRounds() async throws {
        for reader in readers { try await reader.begin() }
        let end = Moment()
        let reading = readers.map { reader in Task { await reader.read(until: end) } }
        await historian.prepare(Crowd.founding)
        for round in 1...Self.roundCount {
            do {
                try await playRound()
                try await judge()
            } catch {
                throw Trouble(description: "round \(round) of \(Self.roundCount): \(error)")
            }
        }
        end.comes()
        for task in reading { await task.value }
        await count()
    }

    // MARK: dying

    private func playRound() async throws {
        let over = Moment()
        let work = [
            Task { [historian] in await historian.work(until: over) },
            Task { [crowd] in await crowd.work(until: over) },
        ]
        repeat { try await die() } while dice.below(4) == 0
        over.comes()
        for task in work { await task.value }
    }

    /// Waits for a moment between two, and kills.
    private func die() async throws {
        let goal = crowd.commandCount + dice.below(40)
        try await eventually("the work goes on") { crowd.commandCount >= goal || crowd.trouble != nil }
        let deadline = ContinuousClock.now + .microseconds(dice.below(6_000))
        while ContinuousClock.now < deadline {}
        let everybody = ServiceName.allCases
        // The directory more often than the others: it is where most is written.
        let victims = [everybody, [.directory], [.directory], [.partnership], [.decision]][dice.below(5)]
        for victim in victims { cluster.process(victim).send(.kill) }
        for victim in victims { cluster.kill(victim) }
        for victim in dice.below(2) == 0 ? victims : victims.reversed() { try await cluster.start(victim) }
        if victims.count > 1 { tally.deathOfAllCount += 1 }
        for victim in victims { tally.deaths[victim, default: 0] += 1 }
    }

    // MARK: judging

    private func judge() async throws {
        try await expectNoTrouble()
        try await cluster.settle()
        await historian.repeatRecent()
        try await crowd.repeatLast()
        await historian.compareEverything()
        try await crowd.compareEverybody()
        for reader in readers { try await reader.compareEnd(crowd.users) }
        try await expectNoTrouble()
    }

    private func expectNoTrouble() async throws {
        let troubles = [await historian.trouble, crowd.trouble] + readers.map(\.trouble)
        let words = troubles.compactMap { $0 }
        if !words.isEmpty { throw Trouble(description: words.joined(separator: "\n")) }
    }

    private func count() async {
        let story = await historian.tally
        tally.commandCount = crowd.commandCount + story.stepCount
        tally.repeatCount = crowd.repeatCount + story.repeatCount
        tally.comparedCount = story.comparedCount
        tally.changeCount = readers.reduce(0) { $0 + $1.changeCount }
        tally.resumeCount = readers.reduce(0) { $0 + $1.resumeCount - 1 }
    }
}
