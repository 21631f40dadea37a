// Commands that are on the disk when they are answered: so many callers, each of which waits for its
// answer before it gives the next command. What the disk does by itself, a small write and a sync of it,
// is measured by `fsync`; the commands can be more than that because those of one turn share a sync.

import EntenteClient
import EntenteProtocol
import Flags
import SystemCalls

/// `durable`.
struct DurableCommand: BenchmarkCommand {
    let flags: FlagSet
    private let callers: Flag<Int>
    private let duration: Flag<Duration>
    private let cluster: ClusterFlags

    init() {
        var flags = FlagSet(
            program: "durable",
            summary: "Gives commands to the directory of a running cluster as fast as it answers.")
        callers = flags.int(
            "callers", default: 64, in: 1...10_000, help: "how many commands are under way at a time")
        duration = flags.duration(
            "duration", default: .seconds(5), in: .milliseconds(100) ... .seconds(600), help: "how long")
        cluster = ClusterFlags(in: &flags)
        self.flags = flags
    }

    func run(_ common: CommonFlags) async throws(BenchmarkProblem) {
        let client = try cluster.client()
        let organization = "durable-\(runNumber())"
        _ = try await client.ask(
            CreateOrganizationRequest.with {
                $0.id = organization
                $0.name = "Durable"
            })
        let began = MachineClock.monotonicNanos
        let end = began &+ UInt64(duration.value / .nanoseconds(1))
        let outcome = await Self.give(client, organization, callers.value, until: end)
        let seconds = Double(MachineClock.monotonicNanos &- began) / 1e9
        let latencies = try outcome.get()
        let rate = Double(latencies.count) / seconds
        let latency = Samples(latencies)
        if common.isJSON.value {
            let result = JSONValue.object([
                .init("benchmark", .string("durable")), .init("machine", Machine.this.json),
                .init("callers", .integer(callers.value)), .init("commandsPerSecond", .double(rate)),
                .init("latency", latency.json),
            ])
            StandardStream.output.write(result.text() + "\n")
        } else {
            StandardStream.output.write(
                "\(rate.text(digits: 0)) commands/s by \(callers.value) callers: \(latency.text)\n\(Machine.this.text)\n"
            )
        }
    }

    /// Has callers create users until then; how long each command took.
    private static func give(
        _ client: EntenteClient, _ organization: String, _ callerCount: Int, until end: UInt64
    ) async -> Result<[UInt64], BenchmarkProblem> {
        await withTaskGroup(of: Result<[UInt64], BenchmarkProblem>.self) { group in
            for caller in 0..<callerCount {
                group.addTask { await give(client, organization, by: caller, until: end) }
            }
            var all: [UInt64] = []
            for await outcome in group {
                switch outcome {
                case .success(let latencies): all += latencies
                case .failure: return outcome
                }
            }
            return .success(all)
        }
    }

    private static func give(
        _ client: EntenteClient, _ organization: String, by caller: Int, until end: UInt64
    ) async -> Result<[UInt64], BenchmarkProblem> {
        var latencies: [UInt64] = []
        do throws(BenchmarkProblem) {
            while true {
                let began = MachineClock.monotonicNanos
                if began >= end { return .success(latencies) }
                let id = "\(organization)-\(caller)-\(latencies.count)"
                let command = CreateUserRequest.with {
                    $0.id = id
                    $0.organization = organization
                    $0.email = "\(id)@durable.example"
                    $0.displayName = "Somebody"
                }
                _ = try await client.ask(command)
                latencies.append(MachineClock.monotonicNanos &- began)
            }
        } catch {
            return .failure(error)
        }
    }
}
