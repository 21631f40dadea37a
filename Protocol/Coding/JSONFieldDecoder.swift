// Reading JSON: forgiving about what is missing, strict about what is there, since it was typed by somebody
// who meant something by it. Every error says where.

/// Reads one value of a message from a JSON value.
final class JSONFieldDecoder: Decoder {
    private let value: JSONValue
    let path: String
    let unknownFields: JSON.UnknownFields
    private var wasRead = false

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(_ value: JSONValue, path: String, _ unknownFields: JSON.UnknownFields) {
        self.value = value
        self.path = path
        self.unknownFields = unknownFields
    }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        if T.self == [UInt8].self, let bytes = try bytes() as? T { return bytes }
        let result = try T(from: self)
        // A message without fields asks for nothing, and still knows no member.
        if !wasRead { try refuseUnknown(in: members(), NoKey.self) }
        return result
    }

    func expected(_ what: String) -> JSONProblem {
        .field(path: path, reason: "\(what) is expected, not \(value.kindName)")
    }

    /// The members of the object the value must be, without those that are null.
    private func members() throws(JSONProblem) -> [JSONValue.Member] {
        guard case .object(let members) = value else { throw expected("an object") }
        return members.filter { $0.value != .null }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        wasRead = true
        let members = try members()
        try refuseUnknown(in: members, type)
        return KeyedDecodingContainer(JSONKeyedDecodingContainer<Key>(decoder: self, members: members))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        wasRead = true
        guard case .array(let elements) = value else { throw expected("an array") }
        return JSONListDecoder(decoder: self, elements: elements)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        wasRead = true
        return self
    }

    // MARK: Unknown members

    private func refuseUnknown<Key: CodingKey>(
        in members: [JSONValue.Member], _ type: Key.Type
    ) throws(JSONProblem) {
        guard unknownFields == .refuse else { return }
        for member in members where Key(stringValue: member.name) == nil {
            let known = (1..<JSONFieldDecoder.fieldNumberLimit).compactMap { Key(intValue: $0)?.stringValue }
            throw .field(path: path, reason: unknown("field", member.name, known))
        }
    }

    /// The largest field number looked at for a suggestion; the messages stay below.
    private static let fieldNumberLimit = 128

    private func unknown(_ what: String, _ name: String, _ known: [String]) -> String {
        if known.isEmpty { return "unknown \(what) `\(name)`: there are none" }
        let close = Spelling.closest(to: name, among: known)
        if !close.isEmpty { return "unknown \(what) `\(name)`: did you mean \(Spelling.list(close))?" }
        return "unknown \(what) `\(name)`: it is one of \(Spelling.list(known))"
    }
}

/// The keys of a message without fields.
private struct NoKey: CodingKey {
    var stringValue: String { "" }
    var intValue: Int? { nil }
    init?(stringValue: String) { return nil }
    init?(intValue: Int) { return nil }
}

extension JSONFieldDecoder: WireEnumDecoder {
    func decode<Word: WireEnum>(word type: Word.Type) throws -> Word {
        wasRead = true
        guard case .string(let name) = value else { throw expected("a word") }
        if let word = Word(name: name) { return word }
        let known = Word.allCases.filter { $0 != .unspecified }.map(\.name)
        throw JSONProblem.field(
            path: path, reason: "unknown value `\(name)`: it is one of \(Spelling.list(known))")
    }
}

// MARK: - Single values

extension JSONFieldDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { value == .null }

    func decode(_ type: Bool.Type) throws -> Bool {
        guard case .bool(let value) = value else { throw expected("true or false") }
        return value
    }

    func decode(_ type: String.Type) throws -> String {
        guard case .string(let value) = value else { throw expected("a string") }
        return value
    }

    func decode(_ type: Double.Type) throws -> Double {
        switch value {
        case .number(let text): return Double(text) ?? 0
        case .string("NaN"): return .nan
        case .string("Infinity"): return .infinity
        case .string("-Infinity"): return -.infinity
        default: throw expected("a number")
        }
    }

    func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
    func decode(_ type: Int.Type) throws -> Int { try integer() }
    func decode(_ type: Int8.Type) throws -> Int8 { try integer() }
    func decode(_ type: Int16.Type) throws -> Int16 { try integer() }
    func decode(_ type: Int32.Type) throws -> Int32 { try integer() }
    func decode(_ type: Int64.Type) throws -> Int64 { try integer() }
    func decode(_ type: UInt.Type) throws -> UInt { try integer() }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try integer() }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try integer() }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try integer() }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try integer() }

    private func integer<Number: FixedWidthInteger>() throws(JSONProblem) -> Number {
        let text: String
        switch value {
        case .number(let number): text = number
        case .string(let string): text = string
        default: throw expected("a whole number")
        }
        if let number = Number(text) { return number }
        // 1e3 and 5.0 are whole numbers too, as far as a double is exact.
        if case .number = value, let double = Double(text), double.magnitude <= 0x1p53,
            let number = Number(exactly: double)
        {
            return number
        }
        throw .field(
            path: path, reason: "`\(text)` is not a whole number from \(Number.min) to \(Number.max)")
    }

    private func bytes() throws(JSONProblem) -> [UInt8] {
        guard case .string(let text) = value else { throw expected("base64 text") }
        guard let bytes = Base64.decode(text) else {
            throw .field(path: path, reason: "the string is not base64")
        }
        return bytes
    }
}
