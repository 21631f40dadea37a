// How a log line looks: readable for a terminal, JSON for a collector. Both are exactly one line whatever is
// in them: an e-mail address with a line break in it must not be able to write a second line of the log.

import SystemCalls

/// One line of the log before it is bytes.
struct LogLine {
    let at: Int64
    let level: LogLevel
    let service: String
    let message: String
    let fields: LogFields

    /// `2026-11-22T08:10:45.123Z INFO  directory: listening address=127.0.0.1:7101`.
    var readable: String {
        let level = level.name.uppercased()
        let padding = String(repeating: " ", count: max(0, 5 - level.count))
        var line = "\(Timestamp.text(at)) \(level)\(padding) \(service): "
        LogLine.append(message, to: &line, quoted: false)
        for (key, value) in fields {
            line += " \(key)="
            switch value {
            case .string(let text): LogLine.append(text, to: &line, quoted: LogLine.needsQuotes(text))
            case .integer(let number): line += String(number)
            case .unsigned(let number): line += String(number)
            case .bool(let truth): line += truth ? "true" : "false"
            }
        }
        return line + "\n"
    }

    /// `{"ts":…,"level":…,"msg":…,"service":…,` and the fields `}`.
    var json: String {
        var line = "{\"ts\":\"\(Timestamp.text(at))\",\"level\":\"\(level.name)\",\"msg\":"
        LogLine.append(message, to: &line, quoted: true)
        line += ",\"service\":"
        LogLine.append(service, to: &line, quoted: true)
        for (key, value) in fields {
            line += ","
            LogLine.append(key, to: &line, quoted: true)
            line += ":"
            switch value {
            case .string(let text): LogLine.append(text, to: &line, quoted: true)
            case .integer(let number): line += String(number)
            case .unsigned(let number): line += String(number)
            case .bool(let truth): line += truth ? "true" : "false"
            }
        }
        return line + "}\n"
    }

    private static func needsQuotes(_ text: String) -> Bool {
        text.isEmpty
            || text.unicodeScalars.contains { $0 == " " || $0 == "\"" || $0 == "=" || $0.value < 0x20 }
    }

    /// Appends `text` with control characters escaped as JSON does; with quotes, also those and backslashes.
    private static func append(_ text: String, to line: inout String, quoted: Bool) {
        if quoted { line += "\"" }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": line += "\\n"
            case "\r": line += "\\r"
            case "\t": line += "\\t"
            case "\"" where quoted: line += "\\\""
            case "\\" where quoted: line += "\\\\"
            case _
            where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
                || scalar.value == 0x2028 || scalar.value == 0x2029:
                let digits = String(scalar.value, radix: 16)
                line += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: line.unicodeScalars.append(scalar)
            }
        }
        if quoted { line += "\"" }
    }
}

/// Moments as people and collectors read them.
enum Timestamp {
    /// Milliseconds since 1970 as RFC 3339 in UTC, with milliseconds.
    static func text(_ milliseconds: Int64) -> String {
        let days = (milliseconds >= 0 ? milliseconds : milliseconds - 86_399_999) / 86_400_000
        let rest = milliseconds - days * 86_400_000
        let day = CalendarDate(daysSince1970: days)
        let date = "\(pad(day.year, 4))-\(pad(day.month, 2))-\(pad(day.day, 2))"
        let time = "\(pad(rest / 3_600_000, 2)):\(pad(rest / 60_000 % 60, 2)):\(pad(rest / 1_000 % 60, 2))"
        return "\(date)T\(time).\(pad(rest % 1_000, 3))Z"
    }

    private static func pad(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
