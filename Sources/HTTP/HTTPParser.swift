// HTTP/1.1 as RFC 9112 has it, read by the letter: where two readers could differ on where a request ends, it
// is refused and the connection closed, for that is how requests are smuggled past a proxy. So no bare line
// feed, no folded line, no blank before a colon, no second length, and no transfer coding at all: callers say
// how long their content is.
//
// The parser owns no bytes. It is shown everything that has come and is not taken yet, again with every piece
// that follows, and remembers how far it has looked; so what is kept is in one place, the connection's input,
// where it is counted and bounded.

/// Reads the requests of one connection, one after the other.
package struct HTTPParser: Sendable {
    /// What has come so far.
    package enum Outcome: Equatable, Sendable {
        /// The rest of a request is awaited.
        case incomplete
        /// The caller waits for a word before it sends the content.
        case awaitsContinue
        /// A request, and how many bytes it took.
        case request(HTTPRequest, byteCount: Int)
        /// Nothing that follows can be trusted.
        case refused(HTTPProblem)
    }

    private let limits: HTTPLimits
    /// How far the head of the present request was looked at, in bytes.
    private var seen = 0
    /// Where its first line ends.
    private var firstLineEnd: Int?
    /// Where the line that is looked at begins.
    private var lineStart = 0
    private var head: HTTPHead?

    /// The request whose content is still awaited; nil before its head is whole.
    package var announced: HTTPRequest? { head?.request }

    /// A parser of requests within `limits`.
    package init(limits: HTTPLimits) { self.limits = limits }

    /// Looks at everything that has come and is not taken.
    ///
    /// - Parameter bytes: from the beginning of a request on; the same bytes as before and what has followed,
    ///   unless a request was taken.
    package mutating func next(_ bytes: RawSpan) -> Outcome {
        bytes.withUnsafeBytes { bytes in
            do throws(HTTPProblem) {
                return try read(bytes)
            } catch {
                return .refused(error)
            }
        }
    }

    private mutating func read(_ bytes: UnsafeRawBufferPointer) throws(HTTPProblem) -> Outcome {
        if head == nil, let byteCount = try findHead(in: bytes) {
            head = try HTTPHead(bytes[..<byteCount], limits)
        }
        guard let head else { return .incomplete }
        let end = head.byteCount + head.bodyByteCount
        guard bytes.count >= end else { return head.awaitsContinue ? .awaitsContinue : .incomplete }
        self = HTTPParser(limits: limits)
        var request = head.request
        request.body = Array(bytes[head.byteCount..<end])
        return .request(request, byteCount: end)
    }

    /// The length of the head, when its last line has come.
    private mutating func findHead(in bytes: UnsafeRawBufferPointer) throws(HTTPProblem) -> Int? {
        while seen < bytes.count {
            let byte = bytes[seen]
            if byte == ASCII.lineFeed {
                guard seen > 0, bytes[seen - 1] == ASCII.carriageReturn else {
                    throw .bareLineEnd
                }
                let lineByteCount = seen - 1 - lineStart
                seen += 1
                // An empty line in front of a request was once usual behind the one before.
                let isFront = lineByteCount == 0 && lineStart == 0
                if lineByteCount == 0 && !isFront {
                    guard firstLineEnd != nil else { throw .noFirstLine }
                    return seen
                }
                if !isFront && firstLineEnd == nil { firstLineEnd = seen }
                lineStart = seen
                continue
            }
            if seen > 0, bytes[seen - 1] == ASCII.carriageReturn { throw .bareLineEnd }
            seen += 1
            try checkRoom()
        }
        return nil
    }

    private func checkRoom() throws(HTTPProblem) {
        if firstLineEnd == nil, seen > limits.requestLineByteMaximum {
            throw HTTPProblem(
                .uriTooLong, "the first line is longer than \(limits.requestLineByteMaximum) bytes")
        }
        if seen > limits.headByteMaximum {
            throw HTTPProblem(
                .fieldsTooLarge, "the header fields are longer than \(limits.headByteMaximum) bytes")
        }
    }
}

extension HTTPProblem {
    fileprivate static var bareLineEnd: HTTPProblem {
        HTTPProblem(.badRequest, "a line of the head must end in CR LF, both")
    }

    fileprivate static var noFirstLine: HTTPProblem {
        HTTPProblem(.badRequest, "there are empty lines where a request should begin")
    }
}
