import Synchronization

/// A value that is still to come, and those who wait for it.
final class Slot<Value: Sendable>: Sendable {
    private enum State {
        case waiting([CheckedContinuation<Value, Never>])
        case filled(Value)
    }

    private let state = Mutex(State.waiting([]))

    /// Fills it; only the first value counts.
    func fill(_ value: Value) {
        let waiters = state.withLock { state -> [CheckedContinuation<Value, Never>] in
            guard case .waiting(let waiters) = state else { return [] }
            state = .filled(value)
            return waiters
        }
        for waiter in waiters { waiter.resume(returning: value) }
    }

    /// Waits for the value; cancelling the waiting task calls `onCancel`, which sees to it that one comes.
    func value(onCancel: @escaping @Sendable () -> Void) async -> Value {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let known = state.withLock { state -> Value? in
                    switch state {
                    case .filled(let value):
                        return value
                    case .waiting(let waiters):
                        state = .waiting(waiters + [waiter])
                        return nil
                    }
                }
                if let known { waiter.resume(returning: known) }
            }
        } onCancel: {
            onCancel()
        }
    }
}
