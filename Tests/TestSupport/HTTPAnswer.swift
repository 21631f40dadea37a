// Answers of HTTP as a test reads them: strict about their form, so that it is tested wherever one is read.

import EntenteProtocol

/// One answer.
package struct HTTPAnswer: Equatable, Sendable {
    /// The status.
    package let status: Int
    /// The fields, their names in lower case.
    package let fields: [String: String]
    /// The content.
    package let body: String

    /// The content as JSON; null where it is none.
    package var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }

    /// A text member of the content.
    package subscript(_ name: String) -> String? {
        if case .string(let text)? = json[name] { text } else { nil }
    }

    /// Takes the first answer out of `bytes`; nil where it is not whole.
    ///
    /// - Parameter isHead: whether it comes without its content.
    package init?(takingFrom bytes: inout [UInt8], isHead: Bool = false) {
        let end = Array("\r\n\r\n".utf8)
        guard
            let head = bytes.indices.first(where: { bytes[$0...].starts(with: end) })
        else { return nil }
        let lines = String(decoding: bytes[..<head], as: UTF8.self).split(separator: "\r\n").map(String.init)
        let words = lines[0].split(separator: " ", maxSplits: 2)
        guard words.count == 3, words[0] == "HTTP/1.1", let status = Int(words[1]) else { return nil }
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, fields[parts[0].lowercased()] == nil else { return nil }
            fields[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
        }
        let count = isHead || status == 100 ? 0 : Int(fields["content-length"] ?? "") ?? 0
        let start = head + end.count
        guard bytes.count >= start + count else { return nil }
        self.status = status
        self.fields = fields
        body = String(decoding: bytes[start..<start + count], as: UTF8.self)
        bytes.removeSubrange(..<(start + count))
    }
}
