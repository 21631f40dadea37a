// What is answered, and how it is written. Every answer says how long it is, so that a connection can go on
// behind it, and that nobody may keep it: what is permitted now need not be in a minute.

import EntenteProtocol
import SystemCalls

/// One answer.
package struct HTTPResponse: Equatable, Sendable {
    /// The status.
    package var status: HTTPStatus
    /// What the content is.
    package var contentType: String
    /// The content.
    package var body: [UInt8]
    /// Fields besides the usual ones.
    package var fields: [HTTPField] = []

    /// An answer with `body`.
    package init(_ status: HTTPStatus, contentType: String, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    /// An answer with a JSON document.
    package init(_ status: HTTPStatus, json: JSONValue, contentType: String = "application/json") {
        self.init(status, contentType: contentType, body: Array((json.text() + "\n").utf8))
    }

    /// How an answer is written besides what is in it.
    package struct Manner: Sendable {
        /// Whether its content is left out, as for `HEAD`.
        package var isHead = false
        /// Whether the connection ends with it.
        package var closes = false
        /// The moment, in milliseconds since 1970 UTC.
        package var now: Int64

        /// The usual manner at the moment `now`, in milliseconds since 1970 UTC.
        package init(now: Int64) { self.now = now }
    }

    /// Appends the answer to `output`.
    package func write(to output: inout [UInt8], _ manner: Manner) {
        var head = "HTTP/1.1 \(status.code) \(status.phrase)\r\n"
        head += "Date: \(HTTPDate.text(manner.now))\r\n"
        head += "Content-Type: \(contentType)\r\n"
        head += "Content-Length: \(body.count)\r\n"
        head += "Cache-Control: no-store\r\n"
        for field in fields { head += "\(field.name): \(field.value)\r\n" }
        if manner.closes { head += "Connection: close\r\n" }
        output.append(contentsOf: (head + "\r\n").utf8)
        if !manner.isHead { output.append(contentsOf: body) }
    }

    /// What a caller that waits for a word is told, in front of the answer.
    package static let goOn = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
}

/// The moment of an answer as HTTP writes it.
enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Sun, 06 Nov 1994 08:49:37 GMT` for a moment in milliseconds since 1970 UTC.
    static func text(_ millis: Int64) -> String {
        let seconds = max(millis, 0) / 1_000
        let (day, time) = (seconds / 86_400, seconds % 86_400)
        let date = CalendarDate(daysSince1970: day)
        let clock = [time / 3_600, time / 60 % 60, time % 60].map(twoDigits).joined(separator: ":")
        let month = months[Int(date.month) - 1]
        return "\(days[Int(day % 7)]), \(twoDigits(date.day)) \(month) \(date.year) \(clock) GMT"
    }

    private static func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
