// Those who behave while others attack: one that was connected before, and some that come meanwhile.

import EntenteClient
import EntenteProtocol
import Synchronization
import TestSupport

/// Somebody who commands and asks, and expects a right answer to everything.
final class Neighbour: Sendable {
    private let name: String
    private let client: EntenteClient
    private let state = Mutex((rounds: 0, troubles: [String]()))

    /// Asks through `client`, and makes people whose ids begin with `name`.
    init(_ name: String, _ client: EntenteClient) {
        self.name = name
        self.client = client
    }

    /// How often everything was asked.
    var roundCount: Int { state.withLock { $0.rounds } }
    /// What was refused, not answered, or answered wrongly.
    var troubles: [String] { state.withLock { $0.troubles } }

    /// Asks for as long as `attack` lasts.
    func work(during attack: Attack) async {
        while !attack.isOver { await askOnce() }
    }

    /// A command, a question that rests on it, and one to the service in between.
    func askOnce() async {
        do {
            try await ask("\(name)-\(roundCount)")
        } catch {
            trouble("\(name): \(error)")
        }
        state.withLock { $0.rounds += 1 }
    }

    /// Asks no more.
    func close() { client.close() }

    private func ask(_ id: String) async throws {
        let made = try await client.call(
            CreateUserRequest.with {
                $0.id = id
                $0.organization = "acme"
                $0.email = "\(id)@acme.example"
                $0.displayName = "Neighbour"
                $0.requestKey = id
            })
        if made.user.id != id { trouble("made \(made.user.id), not \(id)") }
        let check = CheckRequest.with { ($0.actor, $0.action, $0.target) = (id, "chat.start", "u0-1") }
        let answer = try await client.call(check)
        if answer.reason != .sameOrganization {
            trouble("\(id) was answered \(answer.verdict.name) (\(answer.reason.name))")
        }
        _ = try await client.call(GetDefaultsRequest.with { $0.organization = "acme" })
    }

    private func trouble(_ words: String) { state.withLock { $0.troubles.append(words) } }
}

/// Backends that start while the attack is on: each has to get in first, with the care a backend takes.
final class Newcomers: Sendable {
    private let endpoints: Endpoints
    private let state = Mutex((count: 0, troubles: [String]()))

    init(_ endpoints: Endpoints) { self.endpoints = endpoints }

    /// How many have come.
    var count: Int { state.withLock { $0.count } }
    /// What became of them otherwise than it should.
    var troubles: [String] { state.withLock { $0.troubles } }

    /// Has one come after the other for as long as `attack` lasts.
    func come(during attack: Attack) async {
        while !attack.isOver {
            var options = ClientOptions()
            options.callTimeout = .seconds(30)
            let client = EntenteClient(
                endpoints: endpoints, token: RealCluster.secret(of: "all"), options: options)
            let newcomer = Neighbour("newcomer-\(count)", client)
            await newcomer.askOnce()
            newcomer.close()
            state.withLock {
                $0.count += 1
                $0.troubles += newcomer.troubles
            }
        }
    }
}
