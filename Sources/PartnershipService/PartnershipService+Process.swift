import EntenteProtocol
import Flags
import Service
import SystemCalls
import Telemetry

extension PartnershipService: OneLoopService {
    /// What the tables and the feed tell a monitoring server.
    package var ownMetrics: [MetricFamily] { source.metrics }

    /// The partnership service as a process; returns only by ending it.
    package static func main() -> Never {
        var flags = ServiceFlags(
            .partnership,
            summary: "Keeps what organizations permit one another: default tables and partnerships.")
        let folder = DataFlag(in: &flags)
        let sources = SourceFlags(in: &flags, following: [.directory])
        ServiceProcess(name: .partnership, flags: flags).run { start in
            try PartnershipService(
                loop: start.loop, folder: try folder.made(),
                directory: sources.endpoint(of: .directory), feedSecret: try sources.secret(),
                tokens: start.tokens, log: start.log, limits: start.limits)
        }
    }
}
