// Numbers a service keeps about itself, by the names a Prometheus server reads them under. Counting is one
// relaxed atomic addition: the numbers are for people, and no decision rests on their order.

import Synchronization

/// A number that counts, from any thread.
package final class Counter: Sendable {
    /// What kind of number it is.
    package enum Kind: String, Sendable {
        /// Only ever grows.
        case counter
        /// Goes up and down.
        case gauge
    }

    /// The name, such as `entente_checks_total`.
    package let name: String
    /// What is counted, in one line.
    package let help: String
    /// Whether it only grows.
    package let kind: Kind
    private let number = Atomic<Int64>(0)

    fileprivate init(name: String, help: String, kind: Kind) {
        self.name = name
        self.help = help
        self.kind = kind
    }

    /// The number now.
    package var value: Int64 { number.load(ordering: .relaxed) }

    /// Adds `amount`, which for a counter is not negative.
    package func add(_ amount: Int64 = 1) {
        assert(kind == .gauge || amount >= 0, "`\(name)` only grows")
        number.add(amount, ordering: .relaxed)
    }

    /// Sets a gauge to `value`.
    package func set(_ value: Int64) {
        assert(kind == .gauge, "`\(name)` is no gauge")
        number.store(value, ordering: .relaxed)
    }
}

/// All counters of a service; safe from any thread.
package final class Counters: Sendable {
    /// The name and the number of a counter at one moment.
    package struct Reading: Equatable, Sendable {
        /// The counter's name.
        package let name: String
        /// Its number.
        package let value: Int64

        /// A number by its name.
        package init(name: String, value: Int64) {
            self.name = name
            self.value = value
        }
    }

    private let counters = Mutex<[Counter]>([])

    /// No counters yet.
    package init() {}

    /// The counter called `name`, made when there is none; one that only grows.
    package func counter(_ name: String, help: String) -> Counter { register(name, help, .counter) }

    /// The gauge called `name`, made when there is none.
    package func gauge(_ name: String, help: String) -> Counter { register(name, help, .gauge) }

    /// All numbers, in the order their counters were made.
    package var snapshot: [Reading] {
        counters.withLock { $0.map { Reading(name: $0.name, value: $0.value) } }
    }

    /// All numbers in Prometheus' text format, for the metrics page.
    package var exposition: String {
        counters.withLock { counters in
            counters.map { counter in
                """
                # HELP \(counter.name) \(counter.help)
                # TYPE \(counter.name) \(counter.kind.rawValue)
                \(counter.name) \(counter.value)

                """
            }.joined()
        }
    }

    private func register(_ name: String, _ help: String, _ kind: Counter.Kind) -> Counter {
        precondition(Counters.isName(name), "`\(name)` is no name for a counter")
        precondition(!help.contains("\n"), "the help of `\(name)` is one line")
        return counters.withLock { counters in
            if let known = counters.first(where: { $0.name == name }) {
                precondition(known.kind == kind, "`\(name)` is a \(known.kind.rawValue)")
                return known
            }
            let counter = Counter(name: name, help: help, kind: kind)
            counters.append(counter)
            return counter
        }
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(48...57).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == 95
        }
    }
}
