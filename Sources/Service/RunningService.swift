// What a process asks of the service it runs. Whether one loop serves or several is the service's own
// business, so nothing here speaks of one server.

import EntenteProtocol
import EventLoop
import SystemCalls
import Telemetry

/// One of the three services, put together.
///
/// Belongs to the thread of the loop it was made on.
package protocol RunningService: AnyObject {
    /// This process, told apart from earlier ones.
    var instance: String { get }
    /// Why it does not answer what it is for, in a sentence; nil where it does.
    var obstacle: String? { get }
    /// Which of its other loops does not turn any more, in a sentence; nil where all do.
    ///
    /// That the loop it was made on turns shows by its answering at all.
    var standstill: String? { get }
    /// How its replicas stand, one per source it follows.
    var replicas: [ReplicaStatus] { get }
    /// What a monitoring server reads of it.
    var metrics: [MetricFamily] { get }
    /// Listens on `address` for those who come by `door`; returns where, with the port the system chose when
    /// it was 0.
    func listen(on address: SocketAddress, by door: Door) throws(TransportFailure) -> SocketAddress
    /// Lets in the bearers of these access tokens from now on and nobody else; connections of others end.
    ///
    /// - Parameter done: called once, when that is so for every connection.
    func letIn(_ tokens: AccessTokens, _ done: @escaping () -> Void)
    /// Leaves politely: no new connection, `going away` to all, the unanswered finish, then `done`.
    ///
    /// - Parameter done: called once.
    func leave(_ done: @escaping () -> Void)
}

extension RunningService {
    package var standstill: String? { nil }

    /// Whether it answers what it is for.
    package var isReady: Bool { obstacle == nil }

    /// Listens on `address` for frames; returns where, with the port the system chose when it was 0.
    package func listen(on address: SocketAddress) throws(TransportFailure) -> SocketAddress {
        try listen(on: address, by: .frames)
    }
}

/// A service on one loop, whose server does all of it.
package protocol OneLoopService: RunningService {
    /// Where it answers.
    var server: Server { get }
    /// What a monitoring server reads of it besides what every service has.
    var ownMetrics: [MetricFamily] { get }
}

extension OneLoopService {
    package var instance: String { server.instance }
    package var obstacle: String? { server.obstacle }
    package var replicas: [ReplicaStatus] { server.keeper.replicas }
    package var metrics: [MetricFamily] { server.metrics + ownMetrics }

    package func listen(
        on address: SocketAddress, by door: Door
    ) throws(TransportFailure) -> SocketAddress {
        try server.listen(on: address, by: door)
    }

    package func letIn(_ tokens: AccessTokens, _ done: @escaping () -> Void) {
        server.tokens = tokens
        done()
    }

    package func leave(_ done: @escaping () -> Void) { server.leave(done) }
}
