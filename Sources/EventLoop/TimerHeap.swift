// Timers in a binary heap ordered by time and then by age, so that two due at the same moment fire in the
// order they were set, on every run. A timer knows its place in the heap, so that cancelling one removes it
// at once: most deadlines are cancelled, and kept until due they would be the bulk of the heap.

/// A timer that was set.
package struct TimerID: Hashable, Sendable {
    let slot: Int
    let sequence: UInt64
}

/// What is to be done later.
struct TimerHeap {
    private struct Entry {
        let at: UInt64
        let sequence: UInt64
        let slot: Int

        func isBefore(_ other: Entry) -> Bool { at != other.at ? at < other.at : sequence < other.sequence }
    }

    private struct Slot {
        var sequence: UInt64
        var place: Int
        var action: () -> Void
    }

    private var heap: [Entry] = []
    private var slots: [Slot] = []
    private var freeSlots: [Int] = []

    /// The number the next timer gets; grows for ever.
    private(set) var nextSequence: UInt64 = 0

    /// When the first timer is due, in nanoseconds of the monotonic clock.
    var firstAt: UInt64? { heap.first?.at }

    var isEmpty: Bool { heap.isEmpty }

    /// Sets a timer for the moment `at`.
    mutating func insert(at: UInt64, _ action: @escaping () -> Void) -> TimerID {
        let sequence = nextSequence
        nextSequence += 1
        let slot = Slot(sequence: sequence, place: heap.count, action: action)
        let index = freeSlots.popLast() ?? slots.count
        if index == slots.count { slots.append(slot) } else { slots[index] = slot }
        heap.append(Entry(at: at, sequence: sequence, slot: index))
        rise(heap.count - 1)
        return TimerID(slot: index, sequence: sequence)
    }

    /// Forgets a timer; one that has fired or was cancelled before is nothing to do.
    mutating func cancel(_ id: TimerID) {
        guard slots[id.slot].sequence == id.sequence, slots[id.slot].place >= 0 else { return }
        remove(at: slots[id.slot].place)
    }

    /// Takes out the first timer that is due at `now` and was set before number `sequence`.
    mutating func popDue(at now: UInt64, before sequence: UInt64) -> (() -> Void)? {
        guard let first = heap.first, first.at <= now, first.sequence < sequence else { return nil }
        let action = slots[first.slot].action
        remove(at: 0)
        return action
    }

    /// Takes out all timers, in no order.
    mutating func takeAll() -> [() -> Void] {
        let actions = heap.map { slots[$0.slot].action }
        while !heap.isEmpty { remove(at: heap.count - 1) }
        return actions
    }

    private mutating func remove(at place: Int) {
        let slot = heap[place].slot
        let last = heap.removeLast()
        if place < heap.count {
            put(last, at: place)
            rise(place)
            sink(slots[last.slot].place)
        }
        slots[slot].place = -1
        slots[slot].action = {}
        freeSlots.append(slot)
    }

    private mutating func put(_ entry: Entry, at place: Int) {
        heap[place] = entry
        slots[entry.slot].place = place
    }

    private mutating func rise(_ start: Int) {
        let entry = heap[start]
        var place = start
        while place > 0, entry.isBefore(heap[(place - 1) / 2]) {
            put(heap[(place - 1) / 2], at: place)
            place = (place - 1) / 2
        }
        put(entry, at: place)
    }

    private mutating func sink(_ start: Int) {
        let entry = heap[start]
        var place = start
        while 2 * place + 1 < heap.count {
            var child = 2 * place + 1
            if child + 1 < heap.count, heap[child + 1].isBefore(heap[child]) { child += 1 }
            if !heap[child].isBefore(entry) { break }
            put(heap[child], at: place)
            place = child
        }
        put(entry, at: place)
    }
}
