// Figures as people read them: few digits, and a unit that keeps them short. The table on the terminal
// and the report write them alike.

/// Writes figures.
package enum Figures {
    /// A time: `850 ns`, `61.3 µs`, `4.20 ms`, `1.50 s`.
    package static func time(_ nanos: Double) -> String {
        switch nanos {
        case ..<1_000: "\(Int(nanos.rounded())) ns"
        case ..<999_500: digits(nanos / 1_000) + " µs"
        case ..<999_500_000: digits(nanos / 1_000_000) + " ms"
        default: digits(nanos / 1_000_000_000) + " s"
        }
    }

    /// A time in whole nanoseconds, as ``time(_:)-(Double)`` writes it.
    package static func time(_ nanos: UInt64) -> String { time(Double(nanos)) }

    /// A count with its thousands apart: `1,934,211`.
    package static func count(_ count: some BinaryInteger) -> String {
        var text = ""
        for (place, digit) in String(count.magnitude).reversed().enumerated() {
            if place > 0, place.isMultiple(of: 3) { text = "," + text }
            text = String(digit) + text
        }
        return count < 0 ? "-" + text : text
    }

    /// So many a second, in three digits: `1.93 M/s`, `48.0 k/s`, `950/s`.
    package static func rate(_ perSecond: Double) -> String { short(perSecond) + "/s" }

    /// A number in three digits: `1.93 M`, `48.0 k`, `950`.
    package static func short(_ number: Double) -> String {
        switch number {
        case ..<999.5:
            number < 10 && number.rounded() != number ? decimals(number, 1) : "\(Int(number.rounded()))"
        case ..<999_500: digits(number / 1_000) + " k"
        case ..<999_500_000: digits(number / 1_000_000) + " M"
        default: digits(number / 1_000_000_000) + " G"
        }
    }

    /// A share in percent: `97.1 %`, and `0.02 %` where it is small.
    package static func percent(_ share: Double) -> String {
        let percent = share * 100
        if percent == 0 || percent == 100 { return "\(Int(percent)) %" }
        return decimals(percent, percent < 0.995 || percent > 99.9 ? 2 : 1) + " %"
    }

    /// Three digits: `1.93`, `48.0`, `950`.
    private static func digits(_ number: Double) -> String {
        decimals(number, number < 9.995 ? 2 : number < 99.95 ? 1 : 0)
    }

    /// With so many decimals, rounded.
    package static func decimals(_ number: Double, _ count: Int) -> String {
        var scale = 1.0
        for _ in 0..<count { scale *= 10 }
        let scaled = Int((number.magnitude * scale).rounded())
        let sign = number < 0 && scaled != 0 ? "-" : ""
        guard count > 0 else { return "\(sign)\(scaled)" }
        let fraction = String(scaled % Int(scale))
        return "\(sign)\(scaled / Int(scale))." + String(repeating: "0", count: count - fraction.count)
            + fraction
    }
}
