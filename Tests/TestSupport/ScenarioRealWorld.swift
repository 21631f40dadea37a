// Real processes over TCP as a world to play scenarios in.

import EntenteClient
import EntenteProtocol
import SystemCalls

/// A running cluster as a world; it has no clock that could be moved.
package final class ScenarioRealWorld: ScenarioWorld {
    private let client: EntenteClient

    /// The world behind `client`.
    package init(_ client: EntenteClient) { self.client = client }

    package var offers: Set<ScenarioNeed> { [] }

    /// By the clock that test and services share.
    package var now: Int64 { MachineClock.wallMillis }

    package func wait(milliseconds: Int64) async throws {
        preconditionFailure("a world without a clock is not asked to wait")
    }

    /// Asks, and turns a refusal into the bare failure that scenarios expect.
    package func ask<R: Request>(_ request: R) async throws -> R.Response {
        do throws(ClientFailure) {
            return try await client.call(request)
        } catch {
            if case .refused(let failure) = error { throw failure }
            throw error
        }
    }
}
