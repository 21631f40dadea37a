// Plays a plan on the real services: three clients, both sources, two decision nodes, on a simulated network
// with simulated disks. Time is simulated, chance comes from the seed, so the same plan gives the same run to
// the last byte; what happens is told line by line where somebody wants to read it.

import EntenteProtocol
import EventLoop
import Service
import TestSupport

/// One run of a plan.
package final class Run: ClientAudience {
    let plan: Plan
    let cluster: SimulatedCluster
    let witnesses: [SourceWitness] = Plan.sources.map { SourceWitness(of: $0.service) }
    let nodes: [NodeWitness] = Plan.decisions.map { NodeWitness(of: $0) }
    private(set) var clients: [Client] = []
    private(set) var watcher: Watcher?
    /// What the watcher was last answered, by the place of the node.
    var watched: [Int: CheckBatchResponse] = [:]
    /// Every errand of the run with what came of it, in the order in which they ended.
    var errands: [EndedErrand] = []
    var problems: [String] = []
    var tally = RunTally()
    private let tells: Bool
    private var story: [String] = []
    var down: Set<SimulatedMachine> = []
    /// How those end that die in a write.
    var dying: [SimulatedMachine: Death] = [:]
    /// What was copied of the sources last, and where they then stood.
    var copies: [SimulatedMachine: (tables: TableCopy, place: WitnessedPlace)] = [:]
    /// What is to be undone or done later, in order of time.
    private var later: [(at: UInt64, number: Int, body: () throws -> Void)] = []
    private var laterCount = 0
    private var begun = 0
    private let beginning: UInt64
    /// The moment from which the plan counts.
    var shift: UInt64 = 0

    /// An errand that is over.
    struct EndedErrand {
        let client: Int
        let errand: Errand
        let end: ErrandEnd
        let at: Errand.Moment
    }

    /// The nanoseconds after which a cluster in which nothing is wrong any more has to have caught up.
    private static let healingLimit: Duration = .seconds(60)

    /// - Parameter tells: Whether the story is written down.
    package init(_ plan: Plan, tells: Bool = false) throws {
        self.plan = plan
        self.tells = tells
        cluster = try SimulatedCluster(
            seed: plan.seed, services: [], decisionCount: Plan.decisionCount, simulatesTables: true)
        beginning = cluster.network.clock.monotonic
        prepare()
        for machine in Plan.machines { try start(machine) }
        clients = (1...Plan.clientCount).map { number in
            Client(
                number: number, on: cluster.network.addLoop(named: "client-\(number)"),
                secret: cluster.secret(of: "all"), seed: plan.seed, audience: self)
        }
        watcher = Watcher(
            on: cluster.network.addLoop(named: "watcher"), secret: cluster.secret(of: "all"),
            seed: plan.seed
        ) { [unowned self] errand, answer in saw(errand, answer) }
    }

    private func prepare() {
        let conditions = plan.conditions
        cluster.logLevel = tells ? .info : .error
        cluster.decisionReactorCount = conditions.reactorCount
        cluster.decisionFolder = conditions.keepsLocalSnapshots ? "/data" : nil
        cluster.localLimits.appendedMinimum = 20
        cluster.decisionLimits.stalenessLimitMillis = conditions.stalenessLimitMillis
        cluster.decisionLimits.cacheEntryCount = 1 << 8
        cluster.sourceLimits.logChangeMaximum = conditions.logChangeMaximum
        cluster.sourceLimits.laggardLimit = conditions.laggardMillis * 1_000_000
        cluster.sourceLimits.snapshotGrace = conditions.snapshotGraceMillis * 1_000_000
        cluster.network.weather.windowByteCount = conditions.windowByteCount
        for source in Plan.sources {
            cluster.tables[source.service]?.died = { [unowned self] in
                tell("the \(source) dies in the middle of a write")
                cluster.network.mute(cluster.loop(source.service))
            }
        }
    }

    /// Plays the plan to its end and judges it; to be called once.
    package func play() throws -> Verdict {
        do {
            try open()
            cluster.network.weather.delayMicros = usualDelay
            shift = now
            watcher?.begin()
            for happening in plan.happenings where problems.isEmpty {
                try pass(until: shift + UInt64(happening.millis) * 1_000_000)
                begun += 1
                try begin(happening)
            }
            if problems.isEmpty { try calm() }
            if problems.isEmpty {
                var judge = Judge(of: self)
                try judge.judge()
            }
        } catch {
            problems.append("the run broke off: \(error)")
        }
        // They hold parts of services, which end with the cluster.
        for witness in witnesses { witness.ended() }
        for node in nodes { node.ended() }
        for machine in Plan.machines where !down.contains(machine) {
            cluster.kill(machine.service, machine.number)
        }
        for client in clients { cluster.network.kill(client.loop) }
        if let watcher { cluster.network.kill(watcher.loop) }
        return Verdict(
            problems: problems, happeningCount: begun, digest: cluster.network.traceHash, tally: tally,
            story: story)
    }

    // MARK: time

    var now: UInt64 { cluster.network.clock.monotonic }

    func pass(until moment: UInt64) throws {
        while problems.isEmpty {
            let next = later.first.map { min($0.at, moment) } ?? moment
            if next > now {
                cluster.network.run(for: .nanoseconds(Int64(next - now))) {
                    look()
                    return problems.isEmpty && !isAnyDead
                }
            }
            try endTheDying()
            while let first = later.first, first.at <= now {
                later.removeFirst()
                try first.body()
            }
            if now >= moment { return }
        }
    }

    func after(millis: Int, _ body: @escaping () throws -> Void) {
        laterCount += 1
        let at = now + UInt64(millis) * 1_000_000
        let place = later.firstIndex { $0.at > at } ?? later.count
        later.insert((at, laterCount, body), at: place)
    }

    func look() {
        for witness in witnesses {
            witness.look(at: now)
            take(&witness.problems)
        }
        for node in nodes {
            node.look(witnesses[0], witnesses[1])
            take(&node.problems)
        }
    }

    func take(_ found: inout [String]) {
        if found.isEmpty { return }
        for problem in found { tell("WRONG: \(problem)") }
        problems += found
        found = []
    }

    // MARK: what happens

    /// The people, before anything can go wrong.
    private func open() throws {
        guard cluster.settle() else { return problems.append("the cluster never got ready") }
        for (place, request) in HistoryAuthor.opening.enumerated() { clients[0].ask(request, "o\(place)") }
        cluster.network.run(limit: 200_000) {
            look()
            return clients[0].isIdle
        }
        guard clients[0].isIdle else { return problems.append("the opening was never done") }
        for client in clients { client.learn(clients[0].seen) }
    }

    private func begin(_ happening: Happening) throws {
        switch happening.what {
        case .ask(let client, let request, let number): clients[client - 1].ask(request, number)
        case .handOver(let from, let to):
            clients[to - 1].learn(clients[from - 1].seen)
            tell("client \(to) learns what client \(from) has seen")
        case .trouble(let trouble):
            tally.troubles += 1
            tell("TROUBLE: \(trouble)")
            try begin(trouble)
        }
    }

    var usualDelay: ClosedRange<UInt64> { 20...max(21, plan.conditions.delayMicros) }

    /// Ends all trouble, and waits until everybody is done and knows everything.
    func calm() throws {
        tell("all trouble ends")
        for table in cluster.tables.values {
            table.writesLeft = nil
            table.isFull = false
            table.failsSyncs = false
        }
        dying = [:]
        while let first = later.first, problems.isEmpty { try pass(until: first.at) }
        cluster.network.heal()
        cluster.network.weather.delayMicros = 20...3_000
        let limit = now + Self.healingLimit.nanos
        while problems.isEmpty, !isCalm {
            guard now < limit else { return problems.append("after all trouble has ended, \(unrest)") }
            try pass(until: now + 50_000_000)
        }
    }

    private var isCalm: Bool { unrest.isEmpty }

    /// What is still not as it should be, in words.
    private var unrest: String {
        for client in clients where !client.isIdle { return "client \(client.number) never gets an end" }
        for (number, node) in Plan.decisions.enumerated() {
            guard cluster.service(.decision, number).isReady else { return "the \(node) never gets ready" }
            guard cluster.server(.decision, number).keeper.position == newest else {
                return "the \(node) never knows everything"
            }
        }
        guard cluster.server(.partnership).keeper.position == newest else {
            return "the partnership service never knows everybody"
        }
        return ""
    }

    /// Where everybody is who knows everything.
    var newest: Position {
        let (directory, partnership) = (witnesses[0].history, witnesses[1].history)
        return Position(
            directoryEpoch: directory.epoch, directory: directory.head, partnershipEpoch: partnership.epoch,
            partnership: partnership.head)
    }

    // MARK: what clients tell

    func tell(_ words: @autoclosure () -> String) {
        guard tells else { return }
        for line in cluster.logged.take() { story.append(time + "  | " + line.prefix { $0 != "\n" }) }
        story.append(time + "  " + words())
    }

    private var time: String {
        let micros = (now - beginning) / 1_000
        let millis = String(micros / 1_000)
        let rest = String(micros % 1_000)
        return String(repeating: " ", count: max(0, 7 - millis.count)) + millis + "."
            + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
