import EntenteProtocol
import Flags
import Service
import SystemCalls
import Telemetry

extension DirectoryService: OneLoopService {
    /// What the tables and the feed tell a monitoring server.
    package var ownMetrics: [MetricFamily] { source.metrics }

    /// The directory as a process; returns only by ending it.
    package static func main() -> Never {
        var flags = ServiceFlags(
            .directory, summary: "Keeps who there is: organizations, their users, locations and teams.")
        let folder = DataFlag(in: &flags)
        ServiceProcess(name: .directory, flags: flags).run { start in
            try DirectoryService(
                loop: start.loop, folder: try folder.made(), tokens: start.tokens, log: start.log,
                limits: start.limits)
        }
    }
}
