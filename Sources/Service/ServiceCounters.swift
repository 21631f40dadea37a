import EntenteProtocol
import Telemetry

/// What every service counts, in Prometheus spelling.
package final class ServiceCounters: Sendable {
    /// All of them, in the order of registration.
    package let all = Counters()
    package let connections: Telemetry.Counter
    package let requests: Telemetry.Counter
    private let refusals: [Telemetry.Counter]

    init() {
        connections = all.counter("entente_connections_accepted_total", help: "Connections accepted.")
        requests = all.counter("entente_requests_total", help: "Requests answered or refused.")
        let all = all
        refusals = FailureCode.allCases.map {
            all.counter(
                "entente_requests_refused_\(Self.word($0))_total", help: "Requests refused as \($0.name).")
        }
    }

    /// A code as part of a metric's name.
    private static func word(_ code: FailureCode) -> String {
        String(code.name.map { $0 == "-" ? "_" : $0 })
    }

    func refused(_ code: FailureCode) { refusals[Int(code.rawValue)].add() }
}
