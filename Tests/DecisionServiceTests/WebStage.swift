// A small world that is asked over HTTP.

import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

/// alpha with ann and cy, beta with bob, everything allowed between the two, and a door for HTTP.
final class WebStage {
    let world: SmallWorld
    let address: SocketAddress

    init(seed: UInt64, _ change: (SimulatedCluster) -> Void = { _ in }) throws {
        world = try SmallWorld(seed: seed, change)
        try world.make("cy", of: "alpha")
        try world.enable()
        _ = try world.ask("ann", "bob", atLeast: world.seen)
        address = try world.cluster.openHTTP(.decision)
    }

    func caller() -> SimulatedHTTPCaller { world.cluster.httpCaller(address) }

    func fields(token: String = "all", _ more: [String] = []) -> [String] {
        ["Authorization: Bearer \(world.cluster.secret(of: token))", "Content-Type: application/json"] + more
    }

    /// Asks over a connection of its own.
    func post(_ path: String, _ body: String, token: String = "all", _ more: [String] = []) -> HTTPAnswer? {
        caller().ask("POST", path, body, fields: fields(token: token, more))
    }

    static let question = #"{"actor": "ann", "action": "chat.start", "target": "bob"}"#
}
