// Finding people with the programs as they are shipped, from the command line, and everything that can be
// wrong with a search.

import EntenteClient
import EntenteProtocol
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct DiscoveryTests {
        private let world: BadInputWorld

        init() async throws { world = try await BadInputWorld() }

        @Test func `people are found from the command line`() async throws {
            let process = world.cluster.entente(["call", "discover", #"{"viewer": "ada", "prefix": ""}"#])
            #expect(try await process.end() == .exited(0), "\(process.errors)")
            let answer = try JSONValue(parsing: process.output)
            guard case .array(let items)? = answer["items"] else {
                Issue.record("\(process.output)")
                return
            }
            // gone is deactivated; initech's partnership was deleted; umbrella is suspended.
            #expect(items.map { $0["id"] } == ["alan", "grace", "linus"].map { .string($0) })
            // alan is a VIP, to whom ada is unknown; grace is of another organization.
            #expect(items.allSatisfy { $0["email"] == nil })
            let own = world.cluster.entente(["call", "discover", #"{"viewer": "alan", "prefix": "ada@"}"#])
            #expect(try await own.end() == .exited(0), "\(own.errors)")
            #expect(own.output.contains("ada@acme.example"))
            #expect(answer["truncated"] == .bool(false))
        }

        private static let wrong: [BadInput] = [
            BadInput("no viewer", "discover", #"{"prefix": "a"}"#, .invalidArgument, "`viewer`"),
            BadInput(
                "a viewer who cannot be", "discover", #"{"viewer": "a b"}"#, .invalidArgument, "`viewer`",
                "a b"),
            BadInput(
                "nobody who searches", "discover", #"{"viewer": "nobody"}"#, .notFound, "`viewer`", "nobody"),
            BadInput(
                "a beginning that is too long", "discover",
                #"{"viewer": "ada", "prefix": "\#(String(repeating: "x", count: 257))"}"#, .invalidArgument,
                "`prefix`", "256"),
            BadInput(
                "a limit below 0", "discover", #"{"viewer": "ada", "limit": -1}"#, .invalidArgument,
                "`limit`",
                "-1"),
            BadInput(
                "a limit of everybody", "discover", #"{"viewer": "ada", "limit": 101}"#, .invalidArgument,
                "`limit`", "100"),
            BadInput(
                "more patience than is granted", "discover",
                #"{"viewer": "ada", "maxStalenessMillis": 86400000}"#,
                .invalidArgument, "`maxStalenessMillis`"),
            BadInput(
                "a viewer of another organization", "discover", #"{"viewer": "ada"}"#, .permissionDenied,
                "globex",
                token: "bound"),
            BadInput(
                "a token without the scope", "discover", #"{"viewer": "ada"}"#, .permissionDenied, "check",
                token: "read"),
        ]

        @Test func `wrong searches are refused by name`() async throws {
            for bad in Self.wrong {
                let client = world.cluster.client(token: bad.token)
                defer { client.close() }
                do {
                    let answer = try await BadInputWorld.ask(bad.call, bad.request, client)
                    Issue.record("\(bad) went through: \(JSON.encode(answer))")
                } catch ClientFailure.refused(let failure) {
                    let seen = "\(bad): \(failure.code.name): \(failure.message)"
                    #expect(failure.code == bad.code, "\(seen)")
                    for word in bad.naming { #expect(failure.message.contains(word), "\(seen)") }
                }
            }
        }
    }
}
