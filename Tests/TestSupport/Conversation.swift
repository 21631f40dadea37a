// What programs of a release said to one another, frame by frame, kept as text: so that later ones can be
// held to understanding it, and to being understood.

import EntenteProtocol

/// Frames of several connections, in the order in which they went.
package struct Conversation: Sendable {
    /// One frame.
    package struct Line: Sendable {
        /// The connection's number, from 1, in the order in which they were made.
        package let connection: Int
        /// The service it was made to.
        package let service: ServiceName
        /// Whether the caller sent it.
        package let isFromCaller: Bool
        package let header: FrameHeader
        package let payload: [UInt8]
    }

    package var lines: [Line] = []

    package init() {}

    /// The lines of the connections to `service` on which `method` was called.
    package func connections(to service: ServiceName, calling method: Method) -> [[Line]] {
        let asked = lines.filter { $0.service == service && $0.isFromCaller && $0.header.call == method }
        return Set(asked.map(\.connection)).sorted().map { number in
            lines.filter { $0.connection == number }
        }
    }
}

// MARK: - As text

extension Conversation {
    /// A comment, then a line a frame: connection, service, direction, call, request and bytes.
    package func text(comment: String) -> String {
        var text = "# \(comment)\n"
        for line in lines {
            let call = line.header.call?.name ?? "-"
            var head: [UInt8] = []
            line.header.write(into: &head)
            let arrow = line.isFromCaller ? ">" : "<"
            text +=
                "\(line.connection) \(line.service) \(arrow) \(call) \((head + line.payload).hexadecimal)\n"
        }
        return text
    }

    /// Reads that text.
    ///
    /// - Throws: which line says nothing.
    package init(text: String) throws {
        for (index, line) in text.split(separator: "\n").enumerated() where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            guard words.count == 5, let connection = Int(words[0]),
                let service = ServiceName(rawValue: String(words[1])),
                let bytes = [UInt8](hexadecimal: words[4]), bytes.count >= FrameHeader.byteCount,
                let header = try FrameHeader.parse(bytes.span.bytes), header.frameByteCount == bytes.count
            else { throw Late("line \(index + 1) of a conversation is none: \(line)") }
            lines.append(
                Line(
                    connection: connection, service: service, isFromCaller: words[2] == ">", header: header,
                    payload: Array(bytes[FrameHeader.byteCount...])))
        }
    }
}
