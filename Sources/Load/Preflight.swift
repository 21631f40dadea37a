// What is found out before a run, so that it does not end after minutes in a surprise: does the service
// take the token, and does it know the people who will be asked about?

import EntenteProtocol
import World

/// What a node knows, as far as a run depends on it.
package struct Preflight: Sendable {
    /// How the node stands.
    package let status: StatusResponse
    /// Somebody of the world whom the node does not know.
    package let stranger: String?

    /// How many questions are tried.
    private static let sampleCount = 16

    /// Asks the node at `target` how it is, and about some people of `plan`.
    ///
    /// - Throws: Why it does not answer.
    package init(_ target: LoadTarget, _ workload: Workload, about plan: WorldPlan) throws(LoadProblem) {
        var line = try ServiceLine.open(to: target)
        status = try line.call(StatusRequest())
        var dice = Dice(seed: workload.seed)
        var stranger: String?
        // The last user too: a larger world of the same seed has the same first ones.
        let users = [0, plan.userCount - 1] + (0..<Self.sampleCount).map { _ in dice.below(plan.userCount) }
        for (actor, target) in zip(users, users.dropFirst()) where stranger == nil {
            stranger = try Self.stranger(plan.userID(actor), plan.userID(target), &line)
        }
        self.stranger = stranger
    }

    private static func stranger(
        _ actor: String, _ target: String, _ line: inout ServiceLine
    ) throws(LoadProblem) -> String? {
        let answer = try line.call(
            CheckRequest.with {
                ($0.actor, $0.action, $0.target) = (actor, Questions.actions[0], target)
            })
        switch answer.reason {
        case .unknownActor: return actor
        case .unknownTarget: return target
        default: return nil
        }
    }
}

/// What a node has counted at one moment.
struct NodeCounts: Sendable {
    let hits: UInt64
    let misses: UInt64

    init(_ status: StatusResponse) {
        hits = status.cacheHits
        misses = status.cacheMisses
    }
}
