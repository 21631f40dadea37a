// What is to happen later: the end of a pause, of a node's rest, of the patience before a hedge. One thread
// for a client, begun with the first appointment, because a task that waits could not be called off without a
// task of its own.
import Synchronization
import SystemCalls

/// Keeps appointments on a thread of its own; ends with whoever holds it.
final class Timekeeper: Sendable {
    /// An appointment, to be called off by.
    struct Appointment: Sendable, Hashable {
        fileprivate let number: UInt64
    }

    private let desk: AppointmentDesk?

    init() { desk = try? AppointmentDesk() }

    deinit { desk?.close() }

    /// Has `action` called at `time`, on the timekeeper's thread; it must not wait for anything.
    ///
    /// - Returns: The appointment; nil where this process has no descriptor left, or may start no thread, so
    ///   that it will not be kept.
    func schedule(
        at time: ContinuousClock.Instant, _ action: @escaping @Sendable () -> Void
    ) -> Appointment? {
        desk?.add(time, action).map { Appointment(number: $0) }
    }

    /// Calls an appointment off, if it was not kept already.
    func cancel(_ appointment: Appointment?) {
        if let appointment { desk?.remove(appointment.number) }
    }

    /// Waits until `time`, or until the waiting task is cancelled.
    func pause(until time: ContinuousClock.Instant) async {
        let slot = Slot<Void>()
        guard let appointment = schedule(at: time, { slot.fill(()) }) else {
            // Whoever tries again and again is not to do so without a pause.
            try? await Task.sleep(until: time, clock: .continuous)
            return
        }
        await slot.value { slot.fill(()) }
        cancel(appointment)
    }
}

/// What the timekeeper and its thread share.
private final class AppointmentDesk: Sendable {
    private struct Entry {
        let time: ContinuousClock.Instant
        let number: UInt64
        let action: @Sendable () -> Void
    }

    private struct State {
        /// By time, the latest first: what is due is taken from the end.
        var entries: [Entry] = []
        var lastNumber: UInt64 = 0
        var hasThread = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let bell: Wakeup

    init() throws(Errno) { bell = try Wakeup() }

    /// The number of a new entry; nil where there can be no thread.
    func add(_ time: ContinuousClock.Instant, _ action: @escaping @Sendable () -> Void) -> UInt64? {
        let added = state.withLock { state -> (number: UInt64, isNext: Bool)? in
            // Under the lock, so that nobody relies on a thread that there will not be.
            if !state.hasThread { state.hasThread = begin() }
            guard state.hasThread else { return nil }
            state.lastNumber += 1
            let place = state.entries.partitioningIndex { $0.time <= time }
            let entry = Entry(time: time, number: state.lastNumber, action: action)
            state.entries.insert(entry, at: place)
            return (state.lastNumber, place == state.entries.count - 1)
        }
        if added?.isNext ?? false { bell.ring() }
        return added?.number
    }

    private func begin() -> Bool { (try? startThread(named: "entente-timer") { self.keep() }) != nil }

    func remove(_ number: UInt64) {
        // What it held goes outside of the lock.
        let removed = state.withLock { state in
            let place = state.entries.lastIndex { $0.number == number }
            return place.map { state.entries.remove(at: $0) }
        }
        withExtendedLifetime(removed) {}
    }

    func close() {
        let entries = state.withLock { state in
            state.isClosed = true
            defer { state.entries = [] }
            return state.entries
        }
        bell.ring()
        withExtendedLifetime(entries) {}
    }

    private func keep() {
        guard var epoll = try? Epoll(eventLimit: 1),
            (try? epoll.add(bell.descriptor, token: 0, reading: true, writing: false)) != nil
        else { return keepAllNow() }
        while let next = keepWhatIsDue() {
            let millis = next.map { max(0, ContinuousClock.now.duration(to: $0).wholeMilliseconds) }
            if epoll.wait(timeoutMillis: millis.map { Int32(clamping: $0) } ?? -1) > 0 { bell.silence() }
        }
    }

    /// Early is better than never, where the system has no descriptor left to wait with.
    private func keepAllNow() {
        let entries = state.withLock { state in
            state.hasThread = false
            defer { state.entries = [] }
            return state.entries
        }
        for entry in entries.reversed() { entry.action() }
    }

    /// Does what is due; answers when the next is, or nil where the desk is closed.
    private func keepWhatIsDue() -> ContinuousClock.Instant?? {
        while true {
            let now = ContinuousClock.now
            let (due, next, isClosed) = state.withLock { state in
                let isDue = state.entries.last.map { $0.time <= now } ?? false
                let due = isDue ? state.entries.removeLast() : nil
                return (due, state.entries.last?.time, state.isClosed)
            }
            if isClosed { return nil }
            guard let due else { return .some(next) }
            due.action()
        }
    }
}

extension Array {
    /// The first place from which on `belongs` holds, where it holds for everything after it.
    fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if belongs(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
