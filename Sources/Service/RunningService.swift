// What a process asks of the service it runs. Whether one loop serves or several is the service's own
// business, so nothing here speaks of one server.

import EventLoop
import SystemCalls

/// One of the three services, put together.
///
/// Belongs to the thread of the loop it was made on.
package protocol RunningService: AnyObject {
    /// This process, told apart from earlier ones.
    var instance: String { get }
    /// Whether it answers what it is for.
    var isReady: Bool { get }
    /// Listens on `address`; returns where, with the port the system chose when it was 0.
    func listen(on address: SocketAddress) throws(TransportFailure) -> SocketAddress
    /// Lets in the bearers of these access tokens from now on and nobody else; connections of others end.
    ///
    /// - Parameter done: called once, when that is so for every connection.
    func letIn(_ tokens: AccessTokens, _ done: @escaping () -> Void)
    /// Leaves politely: no new connection, `going away` to all, the unanswered finish, then `done`.
    ///
    /// - Parameter done: called once.
    func leave(_ done: @escaping () -> Void)
}

/// A service on one loop, whose server does all of it.
package protocol OneLoopService: RunningService {
    /// Where it answers.
    var server: Server { get }
}

extension OneLoopService {
    package var instance: String { server.instance }
    package var isReady: Bool { server.keeper.isReady }

    package func listen(on address: SocketAddress) throws(TransportFailure) -> SocketAddress {
        try server.listen(on: address)
    }

    package func letIn(_ tokens: AccessTokens, _ done: @escaping () -> Void) {
        server.tokens = tokens
        done()
    }

    package func leave(_ done: @escaping () -> Void) { server.leave(done) }
}
