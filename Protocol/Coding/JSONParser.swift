// A parser of RFC 8259 over UTF-8 bytes. Strict, as people profit from errors that say where: no comments, no
// trailing commas, no second member of one name.

/// Reads one document.
struct JSONParser {
    private let bytes: [UInt8]
    private var offset = 0
    private var depth = 0
    /// How many more values there may be.
    private var valuesLeft: Int
    private let valueCountMaximum: Int

    init(_ text: String, valueCountMaximum: Int) {
        bytes = Array(text.utf8)
        self.valueCountMaximum = valueCountMaximum
        valuesLeft = valueCountMaximum
    }

    mutating func document() throws(JSONProblem) -> JSONValue {
        let value = try value()
        skipSpace()
        if offset < bytes.count { throw problem("unexpected text after the end of the document") }
        return value
    }

    // MARK: Pieces

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        offset += 1
        return true
    }

    private func problem(_ reason: String) -> JSONProblem { problem(reason, at: offset) }

    private func problem(_ reason: String, at place: Int) -> JSONProblem {
        let before = bytes[..<min(place, bytes.count)]
        let line = before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        // Continuation bytes are not columns.
        let column = before[lineStart...].reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
        return .syntax(line: line, column: column, reason: reason)
    }

    // MARK: Values

    private mutating func value() throws(JSONProblem) -> JSONValue {
        skipSpace()
        valuesLeft -= 1
        if valuesLeft < 0 { throw problem("more than \(valueCountMaximum) values") }
        switch next {
        case UInt8(ascii: "{"): return try nested { parser throws(JSONProblem) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(JSONProblem) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case nil: throw problem("the document ends where a value is expected")
        case UInt8(ascii: "-")?: return .number(try number())
        case let byte? where 0x30...0x39 ~= byte: return .number(try number())
        default: return try word()
        }
    }

    private mutating func nested(
        _ parse: (inout JSONParser) throws(JSONProblem) -> JSONValue
    ) throws(JSONProblem) -> JSONValue {
        depth += 1
        if depth > JSONValue.nestingLimit {
            throw problem("more than \(JSONValue.nestingLimit) levels of nesting")
        }
        offset += 1
        let value = try parse(&self)
        depth -= 1
        return value
    }

    private mutating func word() throws(JSONProblem) -> JSONValue {
        for (text, value) in [("true", JSONValue.bool(true)), ("false", .bool(false)), ("null", .null)] {
            guard bytes[offset...].starts(with: text.utf8) else { continue }
            offset += text.utf8.count
            return value
        }
        throw problem("a value is expected here")
    }

    private mutating func array() throws(JSONProblem) -> JSONValue {
        var elements: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(elements) }
        while true {
            elements.append(try value())
            skipSpace()
            if take("]") { return .array(elements) }
            guard take(",") else { throw problem("`,` or `]` is expected here") }
        }
    }

    private mutating func object() throws(JSONProblem) -> JSONValue {
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        skipSpace()
        if take("}") { return .object(members) }
        while true {
            skipSpace()
            let place = offset
            guard next == UInt8(ascii: "\"") else {
                throw problem("a name in double quotes is expected here")
            }
            let name = try string()
            guard names.insert(name).inserted else { throw problem("`\(name)` is given twice", at: place) }
            skipSpace()
            guard take(":") else { throw problem("`:` is expected here") }
            members.append(.init(name, try value()))
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { throw problem("`,` or `}` is expected here") }
        }
    }

    private mutating func number() throws(JSONProblem) -> String {
        let start = offset
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func digits() throws(JSONProblem) {
        let start = offset
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { offset += 1 }
        if offset == start { throw problem("a digit is expected here") }
    }

    // MARK: Strings

    private mutating func string() throws(JSONProblem) -> String {
        let start = offset
        offset += 1
        var text: [UInt8] = []
        while let byte = next {
            offset += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw problem("a control character in a string must be escaped", at: offset - 1)
            default: text.append(byte)
            }
        }
        throw problem("the string has no end", at: start)
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONProblem) {
        guard let byte = next else { throw problem("the escape has no end") }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: try scalar().utf8)
        default: throw problem("unknown escape", at: offset - 1)
        }
    }

    /// Reads the hexadecimal digits of `\u`, of both halves where it takes two.
    private mutating func scalar() throws(JSONProblem) -> Character {
        let start = offset
        let unit = try codeUnit()
        if let scalar = Unicode.Scalar(unit) { return Character(scalar) }
        guard unit < 0xDC00, take("\\"), take("u") else { throw problem("half a surrogate pair", at: start) }
        let low = try codeUnit()
        guard low >= 0xDC00, low < 0xE000 else { throw problem("half a surrogate pair", at: start) }
        let combined = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
        guard let scalar = Unicode.Scalar(combined) else { throw problem("half a surrogate pair", at: start) }
        return Character(scalar)
    }

    private mutating func codeUnit() throws(JSONProblem) -> UInt16 {
        guard bytes.count - offset >= 4 else { throw problem("four hexadecimal digits are expected here") }
        var unit: UInt16 = 0
        for byte in bytes[offset..<offset + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw problem("four hexadecimal digits are expected here")
            }
            unit = unit << 4 | UInt16(digit)
        }
        offset += 4
        return unit
    }
}
