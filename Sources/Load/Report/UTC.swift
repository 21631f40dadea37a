// The Gregorian calendar by arithmetic (Howard Hinnant, "chrono-compatible low-level date algorithms");
// the C library's would take pointers for it.

/// A moment as people read it.
enum UTC {
    /// `2026-03-01 09:30 UTC`.
    static func text(_ millis: Int64) -> String {
        let minutes = Int(millis / 60_000)
        let (year, month, day) = date(daysSince1970: minutes / 1_440)
        let date = [year, month, day].map(twoDigits).joined(separator: "-")
        return "\(date) \(twoDigits(minutes / 60 % 24)):\(twoDigits(minutes % 60)) UTC"
    }

    /// Years begin in March here, so that a leap day is the last of its year.
    private static func date(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
        let days = daysSince1970 + 719_468
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let year = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (year + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
