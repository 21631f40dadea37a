import SystemCalls

/// A moment as people read it.
enum UTC {
    /// `2026-03-01 09:30 UTC`.
    static func text(_ millis: Int64) -> String {
        let minutes = Int(millis / 60_000)
        let day = CalendarDate(daysSince1970: Int64(minutes / 1_440))
        let date = [day.year, day.month, day.day].map { twoDigits(Int($0)) }.joined(separator: "-")
        return "\(date) \(twoDigits(minutes / 60 % 24)):\(twoDigits(minutes % 60)) UTC"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
