// An answer that is still to come. Asking and waiting are two steps, so that a caller can put many requests
// on the wire in an order of its own and wait for them later.
import EntenteProtocol
import Synchronization

/// A request that is on its way; its answer can be waited for.
public struct Reply<Response: Message>: Sendable {
    let slot: ReplySlot
    let endpoint: ServiceEndpoint
    /// Where the position of the answer is noted, if it is.
    var session: Session?

    /// Waits for the answer.
    ///
    /// Cancelling the waiting task cancels the request.
    /// - Throws: why there is no answer.
    public var answer: Response {
        get async throws(ClientFailure) {
            let payload = try await slot.value(onCancel: cancel).mapError(forgettingReplacedHistory).get()
            let response: Response
            do {
                response = try Wire.decode(Response.self, from: payload)
            } catch {
                throw .protocolBroken(endpoint, reason: "the answer cannot be read (\(error))")
            }
            if let session, let positioned = response as? any PositionedResponse {
                session.note(positioned.position)
            }
            return response
        }
    }

    /// Gives the request up: the service is told, and a waiting caller gets `cancelled`.
    public func cancel() { slot.cancel() }

    /// A position of a history that was replaced is refused for ever: keeping it would block this caller for
    /// good.
    private func forgettingReplacedHistory(_ failure: ClientFailure) -> ClientFailure {
        if let session, case .refused(let refusal) = failure, refusal.details?.state == "history-restored" {
            session.forget()
        }
        return failure
    }
}

/// The place where one request's answer arrives.
final class ReplySlot: Sendable {
    private typealias Waiter = CheckedContinuation<Result<[UInt8], ClientFailure>, Never>

    private enum State {
        case waiting([Waiter])
        case done(Result<[UInt8], ClientFailure>)
    }

    private let state = Mutex(State.waiting([]))
    private let canceller = Mutex<(@Sendable () -> Void)?>(nil)

    /// Says what cancelling does; called once, before the slot is handed out.
    func whenCancelled(_ action: @escaping @Sendable () -> Void) {
        canceller.withLock { $0 = action }
    }

    /// Cancels the request, if it is still unanswered.
    func cancel() {
        let action = canceller.withLock { $0 }
        action?()
    }

    /// Delivers the answer; only the first delivery counts.
    func finish(_ result: Result<[UInt8], ClientFailure>) {
        let waiters = state.withLock { state in
            guard case .waiting(let waiters) = state else { return [Waiter]() }
            state = .done(result)
            return waiters
        }
        canceller.withLock { $0 = nil }
        for waiter in waiters { waiter.resume(returning: result) }
    }

    /// Waits for the answer; cancelling the waiting task calls `onCancel`.
    func value(onCancel: @escaping @Sendable () -> Void) async -> Result<[UInt8], ClientFailure> {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let known: Result<[UInt8], ClientFailure>? = state.withLock { state in
                    guard case .waiting(let waiters) = state else {
                        if case .done(let result) = state { return result }
                        return nil
                    }
                    state = .waiting(waiters + [waiter])
                    return nil
                }
                if let known { waiter.resume(returning: known) }
            }
        } onCancel: {
            onCancel()
        }
    }
}
