// What those do who work while services die: they ask again until they are answered.

import EntenteClient
import EntenteProtocol
import Synchronization
import TestSupport

/// Something that happens once, for everybody to see.
final class Moment: Sendable {
    private let come = Mutex(false)
    var hasCome: Bool { come.withLock { $0 } }
    func comes() { come.withLock { $0 = true } }
}

/// The answer to what is asked, and asked again for as long as nobody can say what became of it.
///
/// - Parameter again: called before each repetition.
/// - Throws: what no repetition mends, or the last failure after a minute.
func repeated<Answer>(
    isolation: isolated (any Actor)? = #isolation,
    _ ask: () async throws -> Answer, again: () -> Void = {}
) async throws -> Answer {
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
        do {
            return try await ask()
        } catch let failure as ClientFailure where failure.failure.mayPass && .now < deadline {
            again()
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}

extension Failure {
    /// Whether the same request may be answered a moment later.
    var mayPass: Bool { code == .unavailable || code == .deadlineExceeded }
}
