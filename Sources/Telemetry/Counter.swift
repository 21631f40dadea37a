// A number a service keeps about itself. Counting is one relaxed atomic addition: the numbers are for people,
// and no decision rests on their order.

import Synchronization

/// A number that grows, or goes up and down, from any thread.
package final class Counter: Sendable {
    private let number = Atomic<Int64>(0)

    /// Nothing counted yet.
    package init() {}

    /// The number now.
    package var value: Int64 { number.load(ordering: .relaxed) }

    /// Adds `amount`.
    package func add(_ amount: Int64 = 1) { number.wrappingAdd(amount, ordering: .relaxed) }

    /// Sets it to `value`.
    package func set(_ value: Int64) { number.store(value, ordering: .relaxed) }
}
