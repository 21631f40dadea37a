// What synthesized `encode(to:)` calls for every property. The methods for each number type only choose a
// wire type; `encodeIfPresent` is spelled out for each because the standard library's default would fall
// through to `encode`, which leaves defaults out: `vip: false` in an update must travel.

/// The properties of one message, by field number.
struct WireKeyedEncodingContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let message: WireMessageEncoder

    var codingPath: [any CodingKey] { [] }

    private func number(_ key: Key) -> Int {
        guard let number = key.intValue, number > 0 else {
            preconditionFailure("`\(key.stringValue)` has no field number")
        }
        return number
    }

    private func integer(_ value: some BinaryInteger, _ key: Key, _ presence: WirePresence) {
        message.varint(UInt64(truncatingIfNeeded: value), number(key), presence)
    }

    func encodeNil(forKey key: Key) {}
    func encode(_ value: Bool, forKey key: Key) { integer(value ? 1 : 0, key, .plain) }
    func encode(_ value: String, forKey key: Key) { message.text(value, number(key), .plain) }
    func encode(_ value: Double, forKey key: Key) { message.double(value, number(key), .plain) }
    func encode(_ value: Float, forKey key: Key) { message.float(value, number(key), .plain) }
    func encode(_ value: Int, forKey key: Key) { integer(value, key, .plain) }
    func encode(_ value: Int8, forKey key: Key) { integer(value, key, .plain) }
    func encode(_ value: Int16, forKey key: Key) { integer(value, key, .plain) }
    func encode(_ value: Int32, forKey key: Key) { integer(value, key, .plain) }
    func encode(_ value: Int64, forKey key: Key) { integer(value, key, .plain) }
    func encode(_ value: UInt, forKey key: Key) { integer(value, key, .plain) }
    func encode(_ value: UInt8, forKey key: Key) { integer(value, key, .plain) }
    func encode(_ value: UInt16, forKey key: Key) { integer(value, key, .plain) }
    func encode(_ value: UInt32, forKey key: Key) { integer(value, key, .plain) }
    func encode(_ value: UInt64, forKey key: Key) { integer(value, key, .plain) }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try message.value(value, number(key), .plain)
    }

    func encodeIfPresent(_ value: Bool?, forKey key: Key) {
        if let value { integer(value ? 1 : 0, key, .present) }
    }

    func encodeIfPresent(_ value: String?, forKey key: Key) {
        if let value { message.text(value, number(key), .present) }
    }

    func encodeIfPresent(_ value: Double?, forKey key: Key) {
        if let value { message.double(value, number(key), .present) }
    }

    func encodeIfPresent(_ value: Float?, forKey key: Key) {
        if let value { message.float(value, number(key), .present) }
    }

    func encodeIfPresent(_ value: Int?, forKey key: Key) {
        if let value { integer(value, key, .present) }
    }

    func encodeIfPresent(_ value: Int8?, forKey key: Key) {
        if let value { integer(value, key, .present) }
    }

    func encodeIfPresent(_ value: Int16?, forKey key: Key) {
        if let value { integer(value, key, .present) }
    }

    func encodeIfPresent(_ value: Int32?, forKey key: Key) {
        if let value { integer(value, key, .present) }
    }

    func encodeIfPresent(_ value: Int64?, forKey key: Key) {
        if let value { integer(value, key, .present) }
    }

    func encodeIfPresent(_ value: UInt?, forKey key: Key) {
        if let value { integer(value, key, .present) }
    }

    func encodeIfPresent(_ value: UInt8?, forKey key: Key) {
        if let value { integer(value, key, .present) }
    }

    func encodeIfPresent(_ value: UInt16?, forKey key: Key) {
        if let value { integer(value, key, .present) }
    }

    func encodeIfPresent(_ value: UInt32?, forKey key: Key) {
        if let value { integer(value, key, .present) }
    }

    func encodeIfPresent(_ value: UInt64?, forKey key: Key) {
        if let value { integer(value, key, .present) }
    }

    func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
        if let value { try message.value(value, number(key), .present) }
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
