// Reactors on threads of their own, with everything real: while facts change, in small steps, in storms and
// whole histories at a time, each answer must be right for the position it carries. What is right follows
// from the commands alone: the test gives them, and writes down what each left behind. To be run under the
// thread sanitizer as well.

import DecisionService
import DirectoryService
import EntenteProtocol
import EventLoop
import Following
import Glibc
import PartnershipService
import Service
import Synchronization
import SystemCalls
import Telemetry
import TestSupport
import Testing

@Suite(.serialized) struct ReactorThreadTests {
    private static let secret = "secret-of-the-token-all"

    private static func tokens() throws -> AccessTokens {
        try AccessTokens(parsing: "all all - \(secret)")
    }

    private static func log(_ name: ServiceName, _ sink: @escaping Log.Sink = { _ in }) -> Log {
        Log(service: name.rawValue, sink: sink)
    }

    /// Counts how often what the node knows was written down anew.
    private final class WrittenCount: Sendable {
        private let count = Atomic(0)
        var value: Int { count.load(ordering: .relaxed) }

        func hear(_ line: [UInt8]) {
            if String(decoding: line, as: UTF8.self).contains("local snapshot written") {
                count.add(1, ordering: .relaxed)
            }
        }
    }

    /// What the directory and the partnership service hold after a command, as far as ann's chat with bob
    /// depends on it.
    private struct Known: Equatable {
        var hasAnn = false
        var hasBob = false
        var bobIsAway = false
        var incoming = Verdict.ask
    }

    /// What was answered, or told by a watch.
    private struct Answered: Sendable {
        let position: Position
        let verdict: Verdict
        let reason: Reason
    }

    /// A cluster in this process whose node answers on three threads.
    private final class Cluster {
        let folder: String
        var directory: ServiceThread
        let partnership: ServiceThread
        let decision: ServiceThread
        let written = WrittenCount()
        /// By history, what stood after which revision; each begins with nothing.
        var directoryStates: [UInt64: [(revision: UInt64, known: Known)]] = [:]
        var partnershipStates: [(revision: UInt64, known: Known)] = []
        /// Where both services were after the last command.
        var last = Position()
        private var known = Known()

        init(reactors: Int) throws {
            folder = try File.makeTemporaryFolder()
            directory = try Self.startDirectory(folder + "/directory", port: 0)
            let place = Endpoint(host: "127.0.0.1", port: directory.port)
            let own = folder + "/partnership"
            try File.makeFolder(own)
            partnership = try ServiceThread { loop in
                try PartnershipService(
                    loop: loop, folder: own, directory: place, feedSecret: { secret },
                    tokens: try tokens(), log: log(.partnership))
            }
            let second = Endpoint(host: "127.0.0.1", port: partnership.port)
            let (kept, written) = (folder + "/decision", written)
            decision = try ServiceThread { loop in
                var limits = DecisionLimits()
                limits.cacheEntryCount = 1 << 10
                // Little enough that what is kept is written anew many times.
                var localLimits = LocalLimits()
                localLimits.appendedMinimum = 50
                let log = log(.decision) { written.hear($0) }
                return try DecisionService(
                    loop: loop, directory: place, partnership: second, feedSecret: { secret },
                    tokens: try tokens(), log: log, decisionLimits: limits,
                    folder: try LocalFolder.open(kept, on: loop, log: log, limits: localLimits),
                    reactors: .threads(reactors))
            }
        }

        deinit { try? File.remove(folder) }

        private static func startDirectory(_ folder: String, port: UInt16) throws -> ServiceThread {
            try File.makeFolder(folder)
            return try ServiceThread(port: port) { loop in
                try DirectoryService(
                    loop: loop, folder: folder, tokens: try tokens(), log: log(.directory))
            }
        }

        func caller(_ service: ServiceThread) throws -> BlockingCaller {
            try BlockingCaller(port: service.port, secret: secret)
        }

        /// Puts a directory without anybody in the place of this one.
        func replaceDirectory() throws {
            let port = directory.port
            directory.stop()
            try File.remove(folder + "/directory")
            directory = try Self.startDirectory(folder + "/directory", port: port)
            known.hasAnn = false
            known.hasBob = false
            known.bobIsAway = false
        }

        /// Writes down what the directory holds now.
        func note(_ position: Position, _ change: (inout Known) -> Void) {
            change(&known)
            last.directoryEpoch = position.directoryEpoch
            last.directory = position.directory
            directoryStates[position.directoryEpoch, default: []].append((position.directory, known))
        }

        /// Writes down what the partnership service holds now.
        func note(incoming: Verdict, _ position: Position) {
            known.incoming = incoming
            last.partnership = position.partnership
            partnershipStates.append((position.partnership, known))
        }

        /// What is right at a position.
        func right(at position: Position) -> (Verdict, Reason) {
            let states = directoryStates[position.directoryEpoch] ?? []
            let people = states.last { $0.revision <= position.directory }?.known ?? Known()
            let terms = partnershipStates.last { $0.revision <= position.partnership }?.known ?? Known()
            if !people.hasAnn { return (.deny, .unknownActor) }
            if !people.hasBob { return (.deny, .unknownTarget) }
            if people.bobIsAway { return (.deny, .targetDeactivated) }
            return (terms.incoming, .defaults)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `every answer is right for its position, whatever changes meanwhile`() throws {
        let cluster = try Cluster(reactors: 3)
        try people(cluster)
        let askers = try (0..<6).map { try Asker(port: cluster.decision.port, secret: Self.secret, $0) }
        defer { for asker in askers { _ = asker.stop() } }
        try change(cluster)
        try cluster.replaceDirectory()
        try people(cluster)
        try change(cluster)
        for asker in askers { try asker.untilSeen(cluster.last) }
        let answers = askers.flatMap { $0.stop() }
        #expect(answers.count >= 6 * 20)
        var positions: Set<[UInt64]> = []
        for answer in answers {
            let right = cluster.right(at: answer.position)
            #expect(answer.verdict == right.0 && answer.reason == right.1, "at \(answer.position)")
            positions.insert([answer.position.directory, answer.position.partnership])
        }
        #expect(positions.count >= 10, "many states were answered from")
        #expect(cluster.written.value >= 3, "and meanwhile they were written down")
    }

    /// Makes both organizations and their people.
    private func people(_ cluster: Cluster) throws {
        let caller = try cluster.caller(cluster.directory)
        defer { caller.close() }
        for (organization, user) in [("alpha", "ann"), ("beta", "bob")] {
            let made = try caller.call(
                CreateOrganizationRequest.with {
                    $0.id = organization
                    $0.name = organization
                })
            cluster.note(made.position) { _ in }
            let placed = try caller.call(Self.user(user, of: organization))
            cluster.note(placed.position) { if user == "ann" { $0.hasAnn = true } else { $0.hasBob = true } }
        }
    }

    private static func user(_ id: String, of organization: String) -> CreateUserRequest {
        .with {
            $0.id = id
            $0.organization = organization
            $0.email = "\(id)@\(organization).test"
            $0.displayName = id
        }
    }

    /// Commands one by one, commands in storms, and one that changes a thousand things at once.
    private func change(_ cluster: Cluster) throws {
        let people = try cluster.caller(cluster.directory)
        let terms = try cluster.caller(cluster.partnership)
        defer {
            people.close()
            terms.close()
        }
        for round in 0..<30 {
            try setAway(people, round.isMultiple(of: 2), cluster)
            let storm = (0..<10).map { step in
                let verdict = [Verdict.allow, .deny, .ask][(round + step) % 3]
                return (verdict, terms.send(Self.defaults(verdict)))
            }
            for (verdict, id) in storm {
                let position = try terms.response(to: SetDefaultsRequest.self, id).position
                cluster.note(incoming: verdict, position)
            }
        }
        let crowd = (0..<1_000).map { number in
            NewUser.with {
                $0.id = "u\(number)"
                $0.organization = "alpha"
                $0.email = "u\(number)@alpha.test"
                $0.displayName = "User \(number)"
            }
        }
        let imported = try people.call(ImportUsersRequest.with { $0.users = crowd })
        cluster.note(imported.position) { _ in }
        try setAway(people, true, cluster)
        try setAway(people, false, cluster)
    }

    private func setAway(_ caller: BlockingCaller, _ isAway: Bool, _ cluster: Cluster) throws {
        let position =
            isAway
            ? try caller.call(DeactivateUserRequest.with { $0.id = "bob" }).position
            : try caller.call(ReactivateUserRequest.with { $0.id = "bob" }).position
        cluster.note(position) { $0.bobIsAway = isAway }
    }

    private static func defaults(_ verdict: Verdict) -> SetDefaultsRequest {
        .with {
            $0.organization = "beta"
            $0.table = [
                .with {
                    $0.interaction = "chat.start"
                    $0.incoming = verdict == .allow ? .allow : verdict == .deny ? .deny : .ask
                }
            ]
        }
    }

    /// Somebody who asks over and over, on a thread of its own.
    ///
    /// What it shares while it runs are atomics: the sanitizer cannot see into a contended `Mutex`.
    private final class Asker: Sendable {
        private let answers = Mutex<[Answered]>([])
        private let isStopped = Atomic(false)
        private let thread: Mutex<RunningThread?> = Mutex(nil)
        /// The newest position it was answered from; the epoch is the last to be written and the first to be
        /// read.
        private let directoryEpoch = Atomic<UInt64>(0)
        private let directory = Atomic<UInt64>(0)
        private let partnership = Atomic<UInt64>(0)

        init(port: UInt16, secret: String, _ number: Int) throws {
            try thread.withLock {
                $0 = try startThread(named: "asker") { [self] in
                    guard let caller = try? BlockingCaller(port: port, secret: secret) else { return }
                    defer { caller.close() }
                    var told: [Answered] = []
                    while !isStopped.load(ordering: .acquiring) {
                        ask(caller, number, &told)
                        if let position = told.last?.position { publish(position) }
                    }
                    answers.withLock { $0 = told }
                }
            }
        }

        /// Asks in every way in turn; what is refused, because the node has no facts yet, is no answer.
        private func ask(_ caller: BlockingCaller, _ number: Int, _ told: inout [Answered]) {
            let question = CheckRequest.with {
                $0.actor = "ann"
                $0.action = "chat.start"
                $0.target = "bob"
            }
            let ids = (0..<8).map { _ in caller.send(question) }
            for id in ids {
                if let answer = try? caller.response(to: CheckRequest.self, id) {
                    told.append(
                        Answered(position: answer.position, verdict: answer.verdict, reason: answer.reason))
                }
            }
            let item = CheckItem("ann", "chat.start", "bob")
            if let batch = try? caller.call(CheckBatchRequest.with { $0.checks = [item, item] }) {
                for answer in batch.answers {
                    told.append(
                        Answered(position: batch.position, verdict: answer.verdict, reason: answer.reason))
                }
            }
            _ = try? caller.call(
                DiscoverRequest.with {
                    $0.viewer = "ann"
                    $0.prefix = "u\(number)"
                })
            if number == 0 { _ = try? caller.call(StatusRequest()) }
        }

        private func publish(_ position: Position) {
            partnership.store(position.partnership, ordering: .releasing)
            directory.store(position.directory, ordering: .releasing)
            directoryEpoch.store(position.directoryEpoch, ordering: .releasing)
        }

        private func hasSeen(_ last: Position) -> Bool {
            directoryEpoch.load(ordering: .acquiring) == last.directoryEpoch
                && directory.load(ordering: .acquiring) >= last.directory
                && partnership.load(ordering: .acquiring) >= last.partnership
        }

        /// Waits until it was answered from the last state of both sources.
        func untilSeen(_ last: Position) throws {
            let deadline = MachineClock.monotonicNanos + 30_000_000_000
            while !hasSeen(last) {
                guard MachineClock.monotonicNanos < deadline else { throw Late("the end is seen: \(last)") }
                usleep(1_000)
            }
        }

        func stop() -> [Answered] {
            isStopped.store(true, ordering: .releasing)
            let running = thread.withLock { thread in
                let running = thread
                thread = nil
                return running
            }
            running?.join()
            return answers.withLock { $0 }
        }
    }
}
