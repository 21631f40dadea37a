import Glibc

/// A moment, in milliseconds since 1970 UTC, as people read and write it.
struct Timestamp {
    let millis: Int64

    init(_ millis: Int64) { self.millis = millis }

    /// The moment a date stands for, always in UTC: `2026-03-01`, `2026-03-01T09:30Z`,
    /// `2026-03-01 09:30:00 UTC`.
    init?(dateText text: String) {
        let date = #/(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:Z| UTC)?)?/#
        guard let match = text.wholeMatch(of: date)?.output else { return nil }
        let number = { (digits: Substring?) in Int32(digits ?? "0") ?? 0 }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (
            number(match.1) - 1900, number(match.2) - 1, number(match.3)
        )
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (number(match.4), number(match.5), number(match.6))
        let asked = parts
        let seconds = timegm(&parts)
        // The library carries over what does not exist: the 31st of April would be the 1st of May.
        guard parts.tm_mon == asked.tm_mon, parts.tm_mday == asked.tm_mday, parts.tm_hour == asked.tm_hour,
            parts.tm_min == asked.tm_min, parts.tm_sec == asked.tm_sec
        else { return nil }
        millis = Int64(seconds) * 1_000
    }

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
