// The port by which those who run a service watch it: whether it lives, whether it is ready, and its numbers.
// It is on the loop that accepts connections, has room of its own there, answers one request a turn, and
// reads only what others have laid down: however often somebody looks, no caller waits for it. Nothing on it
// needs a token, because it tells nothing of anybody's permissions; it is for the network the operators are
// on.

import EntenteProtocol
import EventLoop
import HTTP
import SystemCalls
import Telemetry

/// Answers `/healthz`, `/readyz` and `/metrics` for one service.
///
/// Belongs to the loop's thread; to be let go before the service.
package final class Operations {
    /// How many connections are served: some monitoring servers, probes and people.
    package static let connectionCountMaximum = 64
    /// Nothing has to be sent here.
    private static let limits = HTTPLimits(bodyByteMaximum: 4 << 10)

    private let name: ServiceName
    private let loop: EventLoop
    private unowned let service: any RunningService
    private let startedAt: UInt64
    private let startedAtWall: Int64
    private var conversations: [ObjectIdentifier: HTTPConversation] = [:]
    private var sweepTimer: TimerID?

    /// The operators' side of `service`, whose loop is `loop`.
    package init(of service: any RunningService, _ name: ServiceName, on loop: EventLoop) {
        self.service = service
        self.name = name
        self.loop = loop
        startedAt = loop.now
        startedAtWall = loop.wallNow
        scheduleSweep()
    }

    deinit { if let sweepTimer { loop.cancel(sweepTimer) } }

    /// Answers at `address` until the process ends; returns where, with the port the system chose when it was
    /// 0.
    package func listen(on address: SocketAddress) throws(TransportFailure) -> SocketAddress {
        try loop.listen(on: address, room: Operations.connectionCountMaximum) { [unowned self] connection in
            let conversation = HTTPConversation(
                connection, on: loop, limits: Operations.limits, answerer: Ear(self))
            conversations[ObjectIdentifier(conversation)] = conversation
            return conversation
        }
    }

    private func scheduleSweep() {
        sweepTimer = loop.schedule(at: loop.now &+ 1_000_000_000) { [unowned self] in
            for conversation in conversations.values.sorted(by: { $0.connection.id < $1.connection.id }) {
                conversation.sweep(now: loop.now)
            }
            scheduleSweep()
        }
    }

    /// What the connections, which may outlive it, ask by.
    private final class Ear: HTTPAnswerer {
        private weak var operations: Operations?

        init(_ operations: Operations) { self.operations = operations }

        func answer(_ request: HTTPRequest, in conversation: HTTPConversation) {
            conversation.respond(
                operations?.response(to: request)
                    ?? HTTPProblem(.unavailable, Server.goingAway).response)
        }

        func closed(_ conversation: HTTPConversation, reason: CloseReason) {
            operations?.conversations[ObjectIdentifier(conversation)] = nil
        }
    }

    // MARK: pages

    private func response(to request: HTTPRequest) -> HTTPResponse {
        let page: () -> HTTPResponse
        switch request.path {
        case "/healthz": page = health
        case "/readyz": page = readiness
        case "/metrics": page = metrics
        default:
            return HTTPProblem(
                .notFound, "there is nothing here; ask for /healthz, /readyz or /metrics"
            ).response
        }
        guard request.method == "GET" || request.isHead else {
            return HTTPProblem(
                .methodNotAllowed, "this is only read: use GET", fields: [.init("Allow", "GET, HEAD")]
            ).response
        }
        return page()
    }

    /// Answering at all shows that this loop turns; the service knows of its others.
    private func health() -> HTTPResponse {
        let standstill = service.standstill
        var members: [JSONValue.Member] = [
            .init("status", .string(standstill == nil ? "ok" : "hanging")),
            .init("service", .string(name.rawValue)),
            .init("version", .string(Release.version)), .init("instance", .string(service.instance)),
            .init("uptimeSeconds", .integer((loop.now &- startedAt) / 1_000_000_000)),
        ]
        if let standstill { members.append(.init("reason", .string(standstill))) }
        return HTTPResponse(standstill == nil ? .ok : .unavailable, json: .object(members))
    }

    private var obstacle: String? { service.standstill ?? service.obstacle }

    private func readiness() -> HTTPResponse {
        let obstacle = obstacle
        var members: [JSONValue.Member] = [
            .init("status", .string(obstacle == nil ? "ready" : "not-ready")),
            .init("service", .string(name.rawValue)), .init("instance", .string(service.instance)),
        ]
        if let obstacle { members.append(.init("reason", .string(obstacle))) }
        members.append(.init("replicas", .array(service.replicas.map { JSON.value(of: $0) })))
        return HTTPResponse(obstacle == nil ? .ok : .unavailable, json: .object(members))
    }

    private func metrics() -> HTTPResponse {
        let families = ownFamilies + service.metrics + FeedMetrics(service.replicas).families
        return HTTPResponse(
            .ok, contentType: "text/plain; version=0.0.4; charset=utf-8",
            body: families.flatMap { Array($0.text.utf8) })
    }

    private var ownFamilies: [MetricFamily] {
        [
            .gauge("entente_build_info", "Which release this is, in the labels.") {
                $0.add(1, [("version", Release.version), ("service", name.rawValue)])
            },
            .gauge(
                "entente_ready", "Whether the service answers what it is for.",
                obstacle == nil ? 1 : 0),
            .gauge("process_start_time_seconds", "When the process started, in seconds since 1970.") {
                $0.add(nanos: UInt64(clamping: startedAtWall) * 1_000_000)
            },
            .gauge(
                "process_resident_memory_bytes", "Memory in use.", CurrentProcess.memoryBytes),
            .counter("process_cpu_seconds_total", "Time on a processor.") {
                $0.add(nanos: ProcessorTime.ofThisProcess)
            },
        ]
    }
}

/// How well a service follows its sources, for a monitoring server.
struct FeedMetrics {
    private let replicas: [ReplicaStatus]

    init(_ replicas: [ReplicaStatus]) { self.replicas = replicas }

    var families: [MetricFamily] {
        [
            .gauge("entente_feed_connected", "Whether changes of the source arrive as they happen.") {
                for replica in replicas { $0.add(replica.connected ? 1 : 0, replica.labels) }
            },
            .gauge("entente_feed_revision", "The last change of the source that is known here.") {
                for replica in replicas { $0.add(replica.revision, replica.labels) }
            },
            .gauge("entente_feed_head_revision", "The last change of the source, as last heard.") {
                for replica in replicas { $0.add(replica.head, replica.labels) }
            },
            .gauge("entente_feed_lag_revisions", "Changes of the source that are not known here yet.") {
                for replica in replicas { $0.add(replica.lag, replica.labels) }
            },
            .gauge(
                "entente_feed_lag_seconds", "How long ago the source was last heard; infinite before it was."
            ) {
                for replica in replicas {
                    let millis = UInt64(exactly: replica.ageMillis)
                    $0.add(nanos: millis.map { $0 * 1_000_000 }, replica.labels)
                }
            },
        ]
    }
}

extension ReplicaStatus {
    fileprivate var labels: [MetricFamily.Label] { [("source", source)] }
    fileprivate var lag: UInt64 { head > revision ? head - revision : 0 }
}
