// The first line and the fields of a request, once all of them are there.

/// What the head of a request says.
struct HTTPHead: Sendable {
    /// The length of the head, in bytes.
    let byteCount: Int
    /// The length of the content that follows.
    let bodyByteCount: Int
    /// Whether the caller waits for `100 Continue` before it sends the content.
    let awaitsContinue: Bool
    /// The request, its content still empty.
    let request: HTTPRequest

    /// Reads a head whose lines all end in CR LF, with the empty line at its end.
    ///
    /// - Throws: what is wrong with it.
    init(_ bytes: Slice<UnsafeRawBufferPointer>, _ limits: HTTPLimits) throws(HTTPProblem) {
        var lines = HTTPHead.lines(of: bytes)
        let line = try RequestLine(lines.removeFirst())
        guard lines.count <= limits.fieldCountMaximum else {
            throw HTTPProblem(
                .fieldsTooLarge,
                "there are \(lines.count) header fields, and at most \(limits.fieldCountMaximum) are read")
        }
        var fields: [HTTPField] = []
        for line in lines { fields.append(try HTTPHead.field(line)) }
        try HTTPHead.checkHost(fields, line)
        let length = try HTTPHead.contentLength(fields, limits)
        byteCount = bytes.count
        bodyByteCount = length ?? 0
        let connection = HTTPHead.words(of: "connection", in: fields)
        request = HTTPRequest(
            method: line.method, path: line.path, query: line.query, fields: fields, body: [],
            saysLength: length != nil, keepsAlive: line.isNew && !connection.contains("close"))
        awaitsContinue = try HTTPHead.expectsContinue(fields, line) && bodyByteCount > 0
    }

    /// The lines in front of the empty one, without their ends; there is one at least.
    private static func lines(of bytes: Slice<UnsafeRawBufferPointer>) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        let all = Array(bytes)
        var start = 0
        for index in all.indices where all[index] == ASCII.lineFeed {
            let line = all[start..<index - 1]
            start = index + 1
            if !line.isEmpty { lines.append(line) }
        }
        return lines
    }

    // MARK: fields

    private static func field(_ line: ArraySlice<UInt8>) throws(HTTPProblem) -> HTTPField {
        guard line.first != ASCII.space, line.first != ASCII.tab else {
            throw HTTPProblem(.badRequest, "a header field may not be folded onto a second line")
        }
        guard let colon = line.firstIndex(of: ASCII.colon), colon > line.startIndex,
            line[..<colon].allSatisfy(ASCII.isToken)
        else {
            throw HTTPProblem(.badRequest, "a header field is `name: value`, its name a word without blanks")
        }
        var value = line[(colon + 1)...]
        while let first = value.first, first == ASCII.space || first == ASCII.tab { value.removeFirst() }
        while let last = value.last, last == ASCII.space || last == ASCII.tab { value.removeLast() }
        guard value.allSatisfy({ ASCII.isVisible($0) || $0 == ASCII.space || $0 == ASCII.tab || $0 >= 0x80 })
        else {
            throw HTTPProblem(.badRequest, "a header field may not hold control characters")
        }
        return HTTPField(
            String(decoding: line[..<colon], as: UTF8.self).lowercased(),
            String(decoding: value, as: UTF8.self))
    }

    /// The words of a field that lists them, in lower case.
    private static func words(of name: String, in fields: [HTTPField]) -> [String] {
        fields.filter { $0.name == name }.flatMap { field in
            field.value.lowercased().split { $0 == "," || $0 == " " || $0 == "\t" }.map(String.init)
        }
    }

    private static func checkHost(_ fields: [HTTPField], _ line: RequestLine) throws(HTTPProblem) {
        let hosts = fields.filter { $0.name == "host" }
        guard hosts.count < 2, hosts.count == 1 || !line.isNew else {
            throw HTTPProblem(.badRequest, "there must be one `Host` field, and there are \(hosts.count)")
        }
        guard hosts.allSatisfy({ $0.value.utf8.allSatisfy(ASCII.isHost) }) else {
            throw HTTPProblem(.badRequest, "field `Host` is no host")
        }
    }

    private static func contentLength(
        _ fields: [HTTPField], _ limits: HTTPLimits
    ) throws(HTTPProblem) -> Int? {
        let lengths = fields.filter { $0.name == "content-length" }
        if fields.contains(where: { $0.name == "transfer-encoding" }) {
            guard lengths.isEmpty else {
                throw HTTPProblem(.badRequest, "there is both `Content-Length` and `Transfer-Encoding`")
            }
            throw HTTPProblem(
                .notImplemented, "transfer codings are not understood here: send `Content-Length` instead")
        }
        guard let field = lengths.first else { return nil }
        guard lengths.count == 1 else {
            throw HTTPProblem(.badRequest, "there are \(lengths.count) `Content-Length` fields")
        }
        let digits = field.value.utf8
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw HTTPProblem(.badRequest, "field `Content-Length` is no number of bytes")
        }
        guard let length = Int(field.value), length <= limits.bodyByteMaximum else {
            throw HTTPProblem(
                .contentTooLarge, "the content may have \(limits.bodyByteMaximum) bytes here, and has more")
        }
        return length
    }

    private static func expectsContinue(
        _ fields: [HTTPField], _ line: RequestLine
    ) throws(HTTPProblem) -> Bool {
        let expectations = words(of: "expect", in: fields)
        guard !expectations.isEmpty, line.isNew else { return false }
        guard expectations == ["100-continue"] else {
            throw HTTPProblem(.expectationFailed, "the one expectation that is met here is `100-continue`")
        }
        return true
    }
}

/// The first line of a request.
struct RequestLine {
    let method: String
    let path: String
    let query: String?
    /// Whether it is of HTTP/1.1, and not of HTTP/1.0.
    let isNew: Bool

    private static let methodByteMaximum = 32

    init(_ line: ArraySlice<UInt8>) throws(HTTPProblem) {
        let parts = line.split(separator: ASCII.space, omittingEmptySubsequences: false)
        guard parts.count == 3 else {
            throw HTTPProblem(
                .badRequest, "the first line is `METHOD path HTTP/1.1`, with one blank between each")
        }
        isNew = try RequestLine.version(parts[2])
        guard !parts[0].isEmpty, parts[0].count <= RequestLine.methodByteMaximum,
            parts[0].allSatisfy(ASCII.isToken)
        else { throw HTTPProblem(.badRequest, "the method is not a word") }
        method = String(decoding: parts[0], as: UTF8.self)
        guard parts[1].allSatisfy({ ASCII.isVisible($0) && $0 != ASCII.hash }), !parts[1].isEmpty else {
            throw HTTPProblem(.badRequest, "the path holds what no path may")
        }
        let target = try RequestLine.originForm(String(decoding: parts[1], as: UTF8.self))
        let pieces = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(pieces[0])
        query = pieces.count > 1 ? String(pieces[1]) : nil
    }

    private static func version(_ word: ArraySlice<UInt8>) throws(HTTPProblem) -> Bool {
        let text = String(decoding: word, as: UTF8.self)
        if text == "HTTP/1.1" { return true }
        if text == "HTTP/1.0" { return false }
        let name = Array("HTTP/".utf8)
        let digits = word.dropFirst(name.count)
        let isVersion =
            word.starts(with: name) && digits.count == 3
            && digits.enumerated().allSatisfy { place, byte in
                place == 1 ? byte == UInt8(ascii: ".") : (0x30...0x39).contains(byte)
            }
        guard isVersion else { throw HTTPProblem(.badRequest, "the first line must end in `HTTP/1.1`") }
        throw HTTPProblem(.versionNotSupported, "this service speaks HTTP/1.1")
    }

    /// The path and query of a target, which a proxy may send with scheme and host in front.
    private static func originForm(_ target: String) throws(HTTPProblem) -> String {
        if target.hasPrefix("/") || target == "*" { return target }
        let lower = target.lowercased()
        for scheme in ["http://", "https://"] where lower.hasPrefix(scheme) {
            let rest = target.dropFirst(scheme.count)
            guard !rest.isEmpty, rest.first != "/", rest.first != "?" else { break }
            guard let slash = rest.firstIndex(where: { $0 == "/" || $0 == "?" }) else { return "/" }
            return rest[slash] == "/" ? String(rest[slash...]) : "/" + rest[slash...]
        }
        throw HTTPProblem(.badRequest, "the path must begin with `/`")
    }
}

/// The characters HTTP speaks of.
enum ASCII {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let hash = UInt8(ascii: "#")
    static let colon = UInt8(ascii: ":")

    static func isVisible(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    /// What names of methods and fields are made of.
    static func isToken(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }

    /// What a host and its port are written with.
    static func isHost(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "-._~%!$&'()*+,;=:[]".utf8.contains(byte)
    }
}
