// The services as they are, on a simulated network whose clock can be moved: what takes a month in a story
// takes a moment here.

import EntenteClient
import EntenteProtocol
import EventLoop

/// A simulated cluster as a world to play scenarios in.
package final class ScenarioSimulatedWorld: ScenarioWorld {
    private let cluster: SimulatedCluster
    private let session = Session()
    private var callers: [ServiceName: SimulatedCaller] = [:]

    /// The cluster did not catch up with itself.
    private struct Unsettled: Error {}

    /// An empty cluster.
    package init(seed: UInt64 = 1) throws {
        cluster = try SimulatedCluster(seed: seed)
        guard cluster.settle() else { throw Unsettled() }
    }

    package var offers: Set<ScenarioNeed> { [.clock] }

    package var now: Int64 { cluster.network.clock.wall }

    /// How long the services take to notice that a wall clock was set forward.
    private static let noticeMillis: Int64 = 61_000

    package func wait(milliseconds: Int64) async throws {
        let rest = min(milliseconds, Self.noticeMillis)
        cluster.network.clock.setWall(now + milliseconds - rest)
        cluster.advance(by: .milliseconds(rest))
        callers = [:]
        guard cluster.settle() else { throw Unsettled() }
    }

    package func ask<R: Request>(_ request: R) async throws -> R.Response {
        var request = request
        if var positioned = request as? any PositionedRequest {
            positioned.atLeast = session.position
            request = positioned as? R ?? request
        }
        let response = try caller(of: Call.named(R.method).services[0]).call(request)
        if let position = (response as? any PositionedResponse)?.position { session.note(position) }
        return response
    }

    private func caller(of service: ServiceName) -> SimulatedCaller {
        if let caller = callers[service], !caller.isClosed { return caller }
        let caller = cluster.caller(service)
        callers[service] = caller
        return caller
    }
}
