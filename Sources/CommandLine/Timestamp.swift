import Glibc

/// A moment, in milliseconds since 1970 UTC, as people read it.
struct Timestamp {
    private let millis: Int64

    init(_ millis: Int64) { self.millis = millis }

    /// `2026-03-01 09:30:00 UTC`, or `-` for no moment at all.
    var text: String {
        guard millis != 0 else { return "-" }
        var seconds = time_t(millis / 1000)
        var parts = tm()
        guard gmtime_r(&seconds, &parts) != nil else { return "\(millis)" }
        let date = [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)]
        let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map(Int.init)
        return date.map(Self.twoDigits).joined(separator: "-") + " "
            + clock.map(Self.twoDigits).joined(separator: ":") + " UTC"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
