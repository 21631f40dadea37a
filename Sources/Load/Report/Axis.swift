// One axis of a plot: what range it shows, where its ticks stand, and what they are called.

import Glibc

/// An axis.
struct Axis {
    /// A place with a line, and a name where there is room.
    struct Tick: Equatable {
        let value: Double
        let label: String

        /// A tick named `name`, without zeros at the end of a fraction: `5 ms` for `5.00 ms`.
        init(value: Double, label name: String) {
            self.value = value
            var words = name.split(separator: " ", maxSplits: 1).map(String.init)
            if let number = words.first, number.contains(".") {
                let zeros = number.reversed().prefix { $0 == "0" }.count
                let short = number.dropLast(zeros)
                words[0] = String(short.hasSuffix(".") ? short.dropLast() : short)
            }
            label = words.joined(separator: " ")
        }
    }

    /// What it is called.
    let title: String
    /// What it shows, as it is laid out: of a logarithmic one the logarithm.
    let range: ClosedRange<Double>
    /// Where lines stand.
    let ticks: [Tick]
    private let isLogarithmic: Bool

    /// Where on the axis `value` lies, from 0 to 1; outside for what it does not show.
    func place(_ value: Double) -> Double {
        let laidOut = isLogarithmic ? log10(max(value, .leastNormalMagnitude)) : value
        return (laidOut - range.lowerBound) / (range.upperBound - range.lowerBound)
    }

    /// An even axis from 0 to the largest of `values`.
    static func linear(_ title: String, upTo maximum: Double, _ name: (Double) -> String) -> Axis {
        let maximum = maximum > 0 ? maximum : 1
        let step = niceStep(maximum / 5)
        let top = (maximum / step).rounded(.up) * step
        let ticks = stride(from: 0, through: top + step / 2, by: step).map {
            Tick(value: $0, label: name($0))
        }
        return Axis(title: title, range: 0...top, ticks: ticks, isLogarithmic: false)
    }

    /// An axis on which every factor takes the same room, that shows all of `values`, which are above 0.
    static func logarithmic(_ title: String, _ values: [Double], _ name: (Double) -> String) -> Axis {
        let positive = values.filter { $0 > 0 }
        let low = log10(positive.min() ?? 1)
        let high = log10(positive.max() ?? 10)
        let margin = max((high - low) * 0.04, 0.02)
        let range = (low - margin)...(high + margin)
        let steps: [Double] =
            high - low < 0.7 ? [1, 1.5, 2, 3, 4, 5, 6, 8] : high - low < 3.2 ? [1, 2, 5] : [1]
        let decades = Int(range.lowerBound.rounded(.down))...Int(range.upperBound.rounded(.up))
        let ticks = decades.flatMap { decade in steps.map { $0 * pow(10, Double(decade)) } }
            .filter { range.contains(log10($0)) }
            .map { Tick(value: $0, label: name($0)) }
        return Axis(title: title, range: range, ticks: ticks, isLogarithmic: true)
    }

    /// Shares of all answers, such that each nine takes the same room; a value is how many answers there
    /// are to one that takes longer: 100 for 99 %.
    static func nines(_ title: String, upTo count: Double) -> Axis {
        let end = max(log10(max(count, 10)), 1)
        let names = [
            "90 %", "99 %", "99.9 %", "99.99 %", "99.999 %", "99.9999 %", "99.99999 %", "99.999999 %",
        ]
        var ticks = [Tick(value: 1, label: "0 %"), Tick(value: 2, label: "50 %")]
        for (place, name) in names.enumerated() where Double(place + 1) <= end {
            ticks.append(Tick(value: pow(10, Double(place + 1)), label: name))
        }
        return Axis(title: title, range: 0...end, ticks: ticks, isLogarithmic: true)
    }

    /// The next of 1, 2, 2.5, 5 and 10 times a power of ten.
    private static func niceStep(_ step: Double) -> Double {
        let power = pow(10, log10(step).rounded(.down))
        let factor = [1, 2, 2.5, 5].first { step <= $0 * power * 1.000_001 } ?? 10
        return factor * power
    }
}
