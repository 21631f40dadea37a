// Writing JSON: every value of a message becomes a `JSONValue`, which the printer turns into text. A tree in
// between costs memory, which the readers of JSON, people, do not notice.

/// Turns one value into a JSON value.
final class JSONFieldEncoder: Encoder {
    private(set) var value: JSONValue?

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    static func value<T: Encodable>(of value: T) throws -> JSONValue {
        if T.self == [UInt8].self, let bytes = value as? [UInt8] { return .string(Base64.encode(bytes)) }
        let encoder = JSONFieldEncoder()
        try value.encode(to: encoder)
        return encoder.value ?? .object([])
    }

    /// Adds a member to the object the value turned out to be.
    func add(_ name: String, _ member: JSONValue) {
        guard case .object(var members) = value else { return }
        value = nil
        members.append(.init(name, member))
        value = .object(members)
    }

    /// Adds an element to the array the value turned out to be.
    func add(_ element: JSONValue) {
        guard case .array(var elements) = value else { return }
        value = nil
        elements.append(element)
        value = .array(elements)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if value == nil { value = .object([]) }
        return KeyedEncodingContainer(JSONKeyedEncodingContainer<Key>(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        value = .array([])
        return JSONListEncoder(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }
}

extension JSONFieldEncoder: WireEnumEncoder {
    func encode<Word: WireEnum>(word: Word) { value = .string(word.name) }
}

extension JSONFieldEncoder: SingleValueEncodingContainer {
    func encodeNil() { value = .null }
    func encode(_ value: Bool) { self.value = .bool(value) }
    func encode(_ value: String) { self.value = .string(value) }
    func encode(_ value: Double) { self.value = .double(value) }
    func encode(_ value: Float) { self.value = .double(Double(value)) }
    func encode(_ value: Int) { self.value = .integer(value) }
    func encode(_ value: Int8) { self.value = .integer(value) }
    func encode(_ value: Int16) { self.value = .integer(value) }
    func encode(_ value: Int32) { self.value = .integer(value) }
    func encode(_ value: Int64) { self.value = .integer(value) }
    func encode(_ value: UInt) { self.value = .integer(value) }
    func encode(_ value: UInt8) { self.value = .integer(value) }
    func encode(_ value: UInt16) { self.value = .integer(value) }
    func encode(_ value: UInt32) { self.value = .integer(value) }
    func encode(_ value: UInt64) { self.value = .integer(value) }
    func encode<T: Encodable>(_ value: T) throws { self.value = try JSONFieldEncoder.value(of: value) }
}

/// The members of an object; absent optionals are left out by `encodeIfPresent`, whose default does just
/// that.
private struct JSONKeyedEncodingContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: JSONFieldEncoder

    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) {}
    func encode(_ value: Bool, forKey key: Key) { encoder.add(key.stringValue, .bool(value)) }
    func encode(_ value: String, forKey key: Key) { encoder.add(key.stringValue, .string(value)) }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        encoder.add(key.stringValue, try JSONFieldEncoder.value(of: value))
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        preconditionFailure("a nested message is a type of its own")
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        preconditionFailure("a list is an array")
    }

    func superEncoder() -> any Encoder { preconditionFailure("a message has no superclass") }
    func superEncoder(forKey key: Key) -> any Encoder { preconditionFailure("a message has no superclass") }
}

/// The elements of an array.
private struct JSONListEncoder: UnkeyedEncodingContainer {
    let encoder: JSONFieldEncoder
    var count = 0

    init(encoder: JSONFieldEncoder) { self.encoder = encoder }

    var codingPath: [any CodingKey] { [] }

    mutating func encode<T: Encodable>(_ value: T) throws {
        count += 1
        encoder.add(try JSONFieldEncoder.value(of: value))
    }

    mutating func encodeNil() {
        count += 1
        encoder.add(.null)
    }

    func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        preconditionFailure("only whole messages are elements of lists")
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        preconditionFailure("a list of lists has no form on the wire")
    }

    func superEncoder() -> any Encoder { preconditionFailure("a message has no superclass") }
}
