// The policy `extend-only` of an organization, out of force while settings are made that were legal when they
// were made first. It is put back on every way out, Ctrl-C included: that ends the work early, and the
// program only when the policy stands again. What cannot be put back is told with the command that does.

import EntenteClient
import EntenteProtocol
import Synchronization

/// The policy of one organization, to be relaxed for a while.
final class RelaxedPolicy: Sendable {
    private let organization: String
    private let client: EntenteClient
    private let context: Context
    private let interruptions = Mutex(0)

    init(organization: String, _ client: EntenteClient, _ context: Context) {
        self.organization = organization
        self.client = client
        self.context = context
    }

    /// Whether somebody wants it to end: what is done meanwhile looks at this between two steps.
    var isInterrupted: Bool { interruptions.withLock { $0 > 0 } }

    /// Does `body` while the policy does not bind.
    ///
    /// - Parameter asTheFileSays: whether the file has the policy, which an earlier run may have left off.
    func whileRelaxed(
        asTheFileSays isWanted: Bool, _ body: () async throws(Problem) -> Void
    ) async throws(Problem) {
        let request = GetOrganizationRequest.with { $0.id = organization }
        let present = try await context.ask(client, request).organization.relationshipPolicy
        guard present == .extendOnly else {
            if isWanted {
                context.console.note(
                    "entente: the file says `extend-only`, which is not the policy of `\(organization)` now; "
                        + "where it should be: \(Self.command(organization))")
            }
            return try await body()
        }
        context.interruptions.onInterruption { [self] in interruptions.withLock { $0 += 1 } }
        defer { context.interruptions.onInterruption(nil) }
        var problem: Problem?
        do throws(Problem) {
            try await set(.extendAndRestrict)
        } catch {
            if error.status == .refused { throw error }
            // Whether it was done is not known: it is put back all the same.
            problem = error
        }
        if problem == nil {
            do throws(Problem) { try await body() } catch { problem = error }
        }
        try await putBack(after: problem)
        if let problem { throw problem }
        if isInterrupted {
            throw .unavailable(
                "interrupted; the policy of `\(organization)` is `extend-only` again",
                advice: "give the same file again, to go on from there")
        }
    }

    private func putBack(after problem: Problem?) async throws(Problem) {
        var last: Problem?
        // Once more where the answer was lost.
        for _ in 0..<2 {
            do throws(Problem) {
                return try await set(.extendOnly)
            } catch {
                last = error
            }
        }
        let before = problem.map { "; before that: \($0.text)" } ?? ""
        throw .fault(
            "THE POLICY OF `\(organization)` IS RELAXED, or may be: `extend-only` could not be put back: "
                + "\(last?.text ?? "")\(before)",
            advice: "put it back: \(Self.command(organization))")
    }

    private static func command(_ organization: String) -> String {
        "`entente org update \(organization) --relationship-policy extend-only`"
    }

    private func set(_ policy: RelationshipPolicy) async throws(Problem) {
        let request = UpdateOrganizationRequest.with {
            $0.id = organization
            $0.relationshipPolicy = policy
        }
        _ = try await context.ask(client, request)
    }
}
