// The members of an object and the elements of an array, as synthesized `init(from:)` asks for them.

/// The members of one object, by field name.
struct JSONKeyedDecodingContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: JSONFieldDecoder
    let members: [JSONValue.Member]

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { members.compactMap { Key(stringValue: $0.name) } }

    private func field(_ key: Key) -> JSONFieldDecoder? {
        guard let member = members.first(where: { $0.name == key.stringValue }) else { return nil }
        let path = decoder.path.isEmpty ? key.stringValue : decoder.path + "." + key.stringValue
        return JSONFieldDecoder(member.value, path: path, decoder.unknownFields)
    }

    func contains(_ key: Key) -> Bool { members.contains { $0.name == key.stringValue } }
    func decodeNil(forKey key: Key) -> Bool { false }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try field(key)?.decode(type) ?? false }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try field(key)?.decode(type) ?? "" }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try field(key)?.decode(type) ?? 0 }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try field(key)?.decode(type) ?? 0 }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try field(key)?.decode(type) ?? 0 }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try field(key)?.decode(type) ?? 0 }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try field(key)?.decode(type) ?? 0 }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try field(key)?.decode(type) ?? 0 }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try field(key)?.decode(type) ?? 0 }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try field(key)?.decode(type) ?? 0 }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try field(key)?.decode(type) ?? 0 }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try field(key)?.decode(type) ?? 0 }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try field(key)?.decode(type) ?? 0 }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try field(key)?.decode(type) ?? 0 }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        if let field = field(key) { return try field.decode(type) }
        // The default of every type is what it reads from a message without any field.
        return try WireValue.default(of: type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        throw JSONProblem.field(path: key.stringValue, reason: "a nested message is a type of its own")
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw JSONProblem.field(path: key.stringValue, reason: "a list is an array")
    }

    func superDecoder() throws -> any Decoder {
        throw JSONProblem.field(path: decoder.path, reason: "a message has no superclass")
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try superDecoder() }
}

/// The elements of one array.
struct JSONListDecoder: UnkeyedDecodingContainer {
    let decoder: JSONFieldDecoder
    let elements: [JSONValue]
    private(set) var currentIndex = 0

    init(decoder: JSONFieldDecoder, elements: [JSONValue]) {
        self.decoder = decoder
        self.elements = elements
    }

    var codingPath: [any CodingKey] { [] }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex == elements.count }

    func decodeNil() -> Bool { false }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let path = "\(decoder.path)[\(currentIndex)]"
        guard !isAtEnd else { throw JSONProblem.field(path: path, reason: "there are no more elements") }
        let element = JSONFieldDecoder(elements[currentIndex], path: path, decoder.unknownFields)
        currentIndex += 1
        return try element.decode(type)
    }

    func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        throw JSONProblem.field(path: decoder.path, reason: "only whole messages are elements")
    }

    func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        throw JSONProblem.field(path: decoder.path, reason: "a list of lists has no form on the wire")
    }

    func superDecoder() throws -> any Decoder {
        throw JSONProblem.field(path: decoder.path, reason: "a message has no superclass")
    }
}
