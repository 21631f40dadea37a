// Whatever people get wrong is refused with the code the wire's description promises, in words that name it,
// and leaves everything as it was; with the real services, so that nothing on the way swallows the words.

import EntenteClient
import EntenteProtocol
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct BadInputTests {
        @Test func `wrong requests are refused by name and change nothing`() async throws {
            let world = try await BadInputWorld()
            var clients: [String: EntenteClient] = [:]
            let before = try await world.everything()
            for bad in BadInput.all {
                let client = clients[bad.token] ?? world.cluster.client(token: bad.token)
                clients[bad.token] = client
                await Self.expectRefusal(bad, client)
            }
            let after = try await world.everything()
            #expect(after == before)
            for client in clients.values { client.close() }
        }

        private static func expectRefusal(_ bad: BadInput, _ client: EntenteClient) async {
            do {
                let answer = try await BadInputWorld.ask(bad.call, bad.request, client)
                Issue.record("\(bad) went through: \(JSON.encode(answer))")
            } catch ClientFailure.refused(let failure) {
                let seen = "\(bad): \(failure.code.name): \(failure.message)"
                #expect(failure.code == bad.code, "\(seen)")
                for word in bad.naming { #expect(failure.message.contains(word), "\(seen)") }
                if let state = bad.state { #expect(failure.details?.state == state, "\(seen)") }
                if let version = bad.version {
                    #expect(failure.details?.currentVersion == version, "\(seen)")
                }
                #expect(!failure.message.contains("secret-of"), "\(seen)")
                #expect(failure.message.utf8.count <= 500 && !failure.message.contains("\u{1B}"), "\(seen)")
            } catch {
                Issue.record("\(bad): \(error)")
            }
        }

        @Test func `an unknown user is a verdict in a check`() async throws {
            let world = try await BadInputWorld()
            for (actor, target, reason) in [
                ("nobody", "linus", Reason.unknownActor), ("alan", "nobody", .unknownTarget),
                ("gone", "linus", .actorDeactivated), ("uma", "linus", .actorOrganizationSuspended),
            ] {
                let answer = try await world.client.call(
                    CheckRequest.with {
                        $0.actor = actor
                        $0.action = "chat.start"
                        $0.target = target
                    })
                #expect(answer.verdict == .deny)
                #expect(answer.reason == reason)
            }
        }
    }
}
