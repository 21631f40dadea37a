// The three services as they are, on a simulated network, asked over the wire. Beside the decision node's
// own engine with its cache stand one without a cache over the same replica, and one over a replica that is
// made anew from both sources' snapshots.

import DecisionService
import Engine
import EntenteProtocol
import Replica
import Simulator
import TestSupport

/// A simulated cluster that requests are made to.
final class SimulatedWorld {
    private let cluster: SimulatedCluster
    private var callers: [ServiceName: SimulatedCaller] = [:]
    private var seen = Position()

    /// An empty cluster.
    init(seed: UInt64) throws {
        cluster = try SimulatedCluster(seed: seed)
        // A caller keeps its connection for as long as a history takes.
        cluster.decisionLimits.stalenessLimitMillis = 86_400_000
        // Room for every question about every pair: what is remembered is still there when it is asked again.
        cluster.decisionLimits.cacheEntryCount = 1 << 14
        cluster.decisionFolder = "/decision"
        try cluster.restart(.decision)
        guard cluster.settle() else { throw Unsettled() }
    }

    /// The time there, in milliseconds since 1970.
    var now: Int64 { cluster.network.clock.wall }

    /// When a simulated cluster begins, in milliseconds since 1970.
    static let start: Int64 = SimulatedClock().wall

    // MARK: what happens

    /// Lets so many days and one hour pass, and everything that is due with them.
    func pass(days: Int) throws {
        let wall = cluster.network.clock.wall + Int64(days) * 86_400_000 + 3_600_000
        cluster.network.clock.setWall(wall)
        // A wall clock that is set forward is noticed after a minute.
        cluster.advance(by: .seconds(61))
        try settle()
    }

    /// Kills a service and starts it again; a decision node without its own snapshot.
    func restart(_ service: ServiceName) throws {
        cluster.kill(service)
        if service == .decision { cluster.forgetLocalSnapshot() }
        try cluster.start(service)
        try settle()
    }

    /// Kills the decision node and starts it from its own snapshot.
    func reload() throws {
        try cluster.restart(.decision)
        try settle()
    }

    private func settle() throws {
        callers = [:]
        guard cluster.settle() else { throw Unsettled() }
    }

    // MARK: asking

    /// What becomes of a request.
    func outcome<R: Request>(of request: R) -> Outcome {
        do throws(Failure) {
            let answer = try answer(to: request)
            if let first = answer as? DeletePartnershipResponse, !first.confirmation.isEmpty,
                var second = request as? DeletePartnershipRequest
            {
                second.confirmation = first.confirmation
                return Outcome(answer: try self.answer(to: second))
            }
            return Outcome(answer: answer)
        } catch {
            return Outcome(error)
        }
    }

    private func answer<R: Request>(to request: R) throws(Failure) -> R.Response {
        guard let service = Call.named(R.method).services.first else { throw .unavailable("no service") }
        let caller = caller(of: service)
        let answer: R.Response
        if let positioned = request as? any PositionedRequest {
            answer = try call(positioned, caller) as! R.Response
        } else {
            answer = try caller.call(request)
        }
        if let position = (answer as? any PositionedResponse)?.position { note(position) }
        return answer
    }

    /// Asks for an answer that knows everything seen so far.
    private func call<R: PositionedRequest>(
        _ request: R, _ caller: SimulatedCaller
    ) throws(Failure) -> any Message {
        var request = request
        if request.atLeast == nil { request.atLeast = seen }
        return try caller.call(request)
    }

    private func caller(of service: ServiceName) -> SimulatedCaller {
        if let caller = callers[service], !caller.isClosed { return caller }
        let caller = cluster.caller(service)
        callers[service] = caller
        return caller
    }

    private func note(_ position: Position) {
        if position.directoryEpoch != 0 {
            seen.directoryEpoch = position.directoryEpoch
            seen.directory = max(seen.directory, position.directory)
        }
        if position.partnershipEpoch != 0 {
            seen.partnershipEpoch = position.partnershipEpoch
            seen.partnership = max(seen.partnership, position.partnership)
        }
    }

    // MARK: the engine in other shapes

    private var replica: Replica? { (cluster.service(.decision) as? DecisionService)?.replica }

    /// What an engine without a cache answers over the decision node's facts; nil for no such action.
    func uncached(_ check: CheckItem) -> CheckAnswer? {
        replica.flatMap { Self.answer(check, in: $0, now: now) }
    }

    /// A replica of both sources as they are now, made from their snapshots alone.
    func rebuilt() throws -> Replica {
        let replica = Replica(seed: 99)
        try install(.directory, from: .directory, in: replica)
        try install(.partnership, from: .partnership, in: replica)
        return replica
    }

    private func install(_ source: FactSource, from service: ServiceName, in replica: Replica) throws {
        let caller = cluster.caller(service)
        let id = caller.send(SnapshotRequest())
        let staging = replica.stage(source)
        var progress = Progress.none
        while let item = caller.wait(for: id), item.kind == .streamItem {
            let chunk = try Wire.decode(SnapshotChunk.self, from: item.payload)
            staging.apply(chunk.facts)
            progress = Progress(epoch: chunk.epoch, revision: chunk.revision, digest: chunk.digest)
        }
        replica.install(staging, progress)
    }

    /// What an engine without a cache answers over a replica; nil for no such action.
    static func answer(_ check: CheckItem, in replica: Replica, now: Int64) -> CheckAnswer? {
        let engine = Engine(replica: replica, cacheEntryCount: 0)
        let decision = engine.decide(
            actor: check.actor.utf8.span.bytes, action: check.action.utf8.span.bytes,
            target: check.target.utf8.span.bytes, callContext: check.callContext ?? .unspecified, now: now)
        guard let decision else { return nil }
        return .with {
            $0.verdict = decision.verdict
            $0.reason = decision.reason
            if decision.asksTarget { $0.ask = check.target }
            if decision.level != .unspecified { $0.level = decision.level }
            guard decision.partnership != .none else { return }
            $0.partnership = replica.id(decision.partnership)
            $0.partnershipVersion = replica.version(decision.partnership)
        }
    }
}

/// The cluster did not catch up with itself.
struct Unsettled: Error {}
