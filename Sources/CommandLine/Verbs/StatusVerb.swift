import EntenteClient
import EntenteProtocol
import Flags

/// `entente status`: how the three services are, and whether every replica has what its sources have.
struct StatusVerb: Verb {
    static let word = "status"
    static let examples = ["entente status", "entente status --wait 20s --json"]
    static let methods: [Method] = [.serverStatus]
    static let summary = "Shows how the three services are and how well each follows its sources."
    static let notes = """
        Exits with 0 only when all services are ready and every replica has reached the heads just read; \
        with 1 when one is not ready or behind, with 4 when one cannot be reached.
        """

    private static let pause: Duration = .milliseconds(50)

    private let patience: Flag<Duration>

    init(declaringIn flags: inout FlagSet) {
        patience = flags.duration(
            "wait", default: .zero, help: "ask again for so long until all are ready and caught up")
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        let client = try context.makeClient()
        let end = ContinuousClock.now + patience.value
        var cluster = await ClusterStatus.read(from: client, session: context.settings.usesSession)
        while cluster.exitStatus != .done, ContinuousClock.now < end {
            try? await Task.sleep(for: Self.pause)
            cluster = await ClusterStatus.read(from: client, session: context.settings.usesSession)
        }
        if !context.printsJSON(cluster.json) {
            cluster.table.print(on: context.console)
            for remark in cluster.remarks { context.console.note(remark) }
        }
        return cluster.exitStatus
    }
}
