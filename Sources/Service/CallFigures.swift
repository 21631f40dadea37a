// How each call fares. While a turn lasts, a loop counts in plain numbers of its own; at the turn's end,
// before any of its answers leaves, it lays them down where other threads read them. So a check costs an
// addition, and the clock is read once a turn.

import EntenteProtocol
import Synchronization
import Telemetry

/// How often one call was answered and with what, and how long that took; written by one thread, read by any.
final class CallFigures: Sendable {
    /// The call's name; that of calls which nobody offers is `unknown`.
    let name: String
    /// The call's number, for their order.
    let number: Int
    /// Whether how long its answers take is counted.
    private let measures: Bool
    /// How long answers took: from the turn that read the request, or in which it arrived to wait, until its
    /// answer was made and durable.
    private let durations = DurationCounts()
    /// By the code of the refusal; at 0 those that were answered well.
    private let outcomes = InlineArray<13, Atomic<UInt64>>({ _ in Atomic(0) })

    init(name: String, number: Int, measures: Bool) {
        self.measures = measures
        self.name = name
        self.number = number
        assert(outcomes.count == FailureCode.allCases.count)
    }

    /// Counts requests that were answered well (nil) or refused, and took so long, in nanoseconds.
    func add(_ code: FailureCode?, _ duration: UInt64, times count: UInt64 = 1) {
        outcomes[Int(code?.rawValue ?? 0)].wrappingAdd(count, ordering: .relaxed)
        if measures { durations.record(duration, times: count) }
    }

    /// What was counted up to now.
    var reading: Reading {
        Reading(
            name: name, number: number,
            outcomes: (0..<outcomes.count).map { outcomes[$0].load(ordering: .relaxed) },
            durations: durations.reading)
    }

    /// What was counted up to a moment.
    struct Reading {
        let name: String
        let number: Int
        var outcomes: [UInt64]
        var durations: DurationCounts.Reading

        /// Answered or refused.
        var count: UInt64 { outcomes.reduce(0, &+) }

        mutating func add(_ other: Reading) {
            for place in outcomes.indices { outcomes[place] &+= other.outcomes[place] }
            durations.add(other.durations)
        }
    }
}
