import EntenteClient
import EntenteProtocol
import Flags
import SystemCalls

/// Where the services are that a benchmark talks to, and what lets it in.
struct ClusterFlags {
    private let endpoints: Flag<String>
    private let tokenFile: Flag<String>

    init(in flags: inout FlagSet) {
        endpoints = flags.required(
            "endpoints", env: "ENTENTE_ENDPOINTS", placeholder: "LIST",
            help: "directory=HOST:PORT,partnership=HOST:PORT,decision=HOST:PORT")
        tokenFile = flags.required(
            "token-file", env: "ENTENTE_TOKEN_FILE", placeholder: "FILE",
            help: "file with an access token of every scope")
    }

    /// A client of those services.
    ///
    /// - Throws: What is wrong with a flag.
    func client() throws(BenchmarkProblem) -> EntenteClient {
        let places: Endpoints
        do throws(EndpointsProblem) {
            places = try Endpoints(parsing: endpoints.value)
        } catch {
            throw .usage("flag `--endpoints`: \(error)")
        }
        do throws(Errno) {
            let token = try File.readText(tokenFile.value).filter { !$0.isWhitespace }
            return EntenteClient(endpoints: places, token: token, options: .askingOnce)
        } catch {
            throw .usage("flag `--token-file`: cannot read `\(tokenFile.value)`: \(error)")
        }
    }
}

extension EntenteClient {
    /// Asks, and makes a failure one of the benchmark.
    func ask<R: Request>(_ request: R, usingSession: Bool = true) async throws(BenchmarkProblem) -> R.Response
    {
        do throws(ClientFailure) {
            return try await call(request, usingSession: usingSession)
        } catch {
            throw .failed("`\(R.method.name)`: \(error)")
        }
    }
}

/// A number that no earlier run has had, for ids of things a benchmark makes in a cluster that goes on.
func runNumber() -> String { String(UInt64(MachineClock.wallMillis), radix: 36) }
