// Registering interactions with the programs as they are shipped: by the command line's generic call, over a
// restart of the partnership service, and everything that can be wrong with it.

import EntenteClient
import EntenteProtocol
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct RegistrationTests {
        private let cluster: RealCluster

        init() async throws {
            cluster = try await RealCluster()
            try cluster.addToken("bound", scopes: "all", organization: "acme")
            try await cluster.hangUp(.partnership)
            try await cluster.settle()
        }

        @Test func `what is registered from the command line can be agreed about and stays`() async throws {
            let process = cluster.entente([
                "call", "registerInteraction",
                #"{"name": "file.share", "category": "file", "askAllowed": true}"#,
            ])
            #expect(try await process.end() == .exited(0), "\(process.errors)")
            let answer = try JSONValue(parsing: process.output)
            #expect(answer["interaction"]?["name"] == .string("file.share"))
            try await cluster.restart(.partnership)
            try await cluster.settle()
            let client = cluster.client()
            let listed = try await client.call(ListInteractionsRequest()).items
            #expect(listed.last?.name == "file.share" && listed.last?.code == 7)
            _ = try await client.call(
                CreateOrganizationRequest.with {
                    $0.id = "acme"
                    $0.name = "Acme"
                })
            let changed = try await client.call(
                SetDefaultsRequest.with {
                    $0.organization = "acme"
                    $0.table = [
                        .with {
                            $0.interaction = "file.share"
                            $0.incoming = .ask
                        }
                    ]
                })
            #expect(changed.defaults.table.last?.incoming == .ask)
            client.close()
        }

        private static let long = String(repeating: "x", count: 65)

        private static let wrong: [BadInput] = [
            BadInput("no name", "registerInteraction", #"{"category": "c"}"#, .invalidArgument, "`name`"),
            BadInput(
                "a name of one word", "registerInteraction", #"{"name": "share", "category": "c"}"#,
                .invalidArgument, "`name`", "share", "category.verb"),
            BadInput(
                "a name in another script", "registerInteraction",
                #"{"name": "café.share", "category": "c"}"#,
                .invalidArgument, "`name`", "café.share"),
            BadInput(
                "a name that is too long", "registerInteraction", #"{"name": "a.\#(long)", "category": "c"}"#,
                .invalidArgument, "`name`", "64"),
            BadInput(
                "the name of a right", "registerInteraction",
                #"{"name": "call.pick-up", "category": "call"}"#,
                .invalidArgument, "`name`", "right"),
            BadInput(
                "no category", "registerInteraction", #"{"name": "file.share"}"#, .invalidArgument,
                "`category`"),
            BadInput(
                "a category that is too long", "registerInteraction",
                #"{"name": "file.share", "category": "\#(long)"}"#, .invalidArgument, "`category`", "64"),
            BadInput(
                "a category with a line break", "registerInteraction",
                #"{"name": "file.share", "category": "fi\nle"}"#, .invalidArgument, "`category`"),
            BadInput(
                "a name that is taken", "registerInteraction", #"{"name": "chat.start", "category": "c"}"#,
                .alreadyExists, "`name`", "chat.start"),
            BadInput(
                "a user who would register", "registerInteraction",
                #"{"actor": "ada", "name": "file.share", "category": "file"}"#, .permissionDenied, "ada",
                "operator"),
            BadInput(
                "a token without the scope", "registerInteraction",
                #"{"name": "file.share", "category": "file"}"#, .permissionDenied, "operate", token: "admin"),
            BadInput(
                "a token of one organization", "registerInteraction",
                #"{"name": "file.share", "category": "file"}"#, .permissionDenied, "acme", token: "bound"),
        ]

        @Test func `wrong registrations are refused by name and change nothing`() async throws {
            let before = try await list()
            for bad in Self.wrong { try await expectRefusal(bad) }
            #expect(try await list() == before)
            let client = cluster.client()
            for number in 7...32 {
                _ = try await client.call(
                    RegisterInteractionRequest.with {
                        $0.name = "extra.n\(number)"
                        $0.category = "extra"
                    })
            }
            client.close()
            let full = try await list()
            try await expectRefusal(
                BadInput(
                    "a catalog that is full", "registerInteraction",
                    #"{"name": "extra.n33", "category": "extra"}"#, .invalidArgument, "`name`", "32"))
            #expect(try await list() == full && full.count == 32)
        }

        private func list() async throws -> [Interaction] {
            let client = cluster.client()
            defer { client.close() }
            return try await client.call(ListInteractionsRequest()).items
        }

        private func expectRefusal(_ bad: BadInput) async throws {
            let client = cluster.client(token: bad.token)
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
