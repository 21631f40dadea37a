// Makes messages instead of reading them: synthesized `init(from:)` asks for every field by name and type,
// and a source of values answers. Golden vectors and random messages come from here, for every type there is
// and will be.

/// Answers what the fields of a made message are.
package protocol ValueSource: AnyObject {
    /// Whether the optional `field` is present.
    func isPresent(_ field: String) -> Bool
    /// How many elements the list `field` has.
    func count(_ field: String) -> Int
    /// The boolean in `field`.
    func bool(_ field: String) -> Bool
    /// The string in `field`.
    func text(_ field: String) -> String
    /// The number in `field`.
    func integer<Number: FixedWidthInteger>(_ field: String, _ type: Number.Type) -> Number
    /// The number with a fraction in `field`.
    func double(_ field: String) -> Double
    /// The bytes in `field`.
    func bytes(_ field: String) -> [UInt8]
    /// The value of an enumeration in `field`.
    func word<Word: WireEnum>(_ field: String, _ type: Word.Type) -> Word
}

extension Message {
    /// A message whose fields are what `source` answers.
    package static func made(from source: any ValueSource) -> Self {
        do {
            return try Self(from: FillingDecoder(source: source, field: ""))
        } catch {
            preconditionFailure("a message refused to be made: \(error)")
        }
    }
}

/// Makes the value of one field.
private struct FillingDecoder: WireEnumDecoder, SingleValueDecodingContainer {
    let source: any ValueSource
    let field: String

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(FillingKeyedContainer<Key>(source: source))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer {
        FillingListContainer(element: self, count: source.count(field))
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }
    func decode<Word: WireEnum>(word type: Word.Type) -> Word { source.word(field, type) }

    func decodeNil() -> Bool { false }
    func decode(_ type: Bool.Type) -> Bool { source.bool(field) }
    func decode(_ type: String.Type) -> String { source.text(field) }
    func decode(_ type: Double.Type) -> Double { source.double(field) }
    func decode(_ type: Float.Type) -> Float { Float(source.double(field)) }
    func decode(_ type: Int.Type) -> Int { source.integer(field, type) }
    func decode(_ type: Int8.Type) -> Int8 { source.integer(field, type) }
    func decode(_ type: Int16.Type) -> Int16 { source.integer(field, type) }
    func decode(_ type: Int32.Type) -> Int32 { source.integer(field, type) }
    func decode(_ type: Int64.Type) -> Int64 { source.integer(field, type) }
    func decode(_ type: UInt.Type) -> UInt { source.integer(field, type) }
    func decode(_ type: UInt8.Type) -> UInt8 { source.integer(field, type) }
    func decode(_ type: UInt16.Type) -> UInt16 { source.integer(field, type) }
    func decode(_ type: UInt32.Type) -> UInt32 { source.integer(field, type) }
    func decode(_ type: UInt64.Type) -> UInt64 { source.integer(field, type) }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        if T.self == [UInt8].self, let bytes = source.bytes(field) as? T { return bytes }
        return try T(from: self)
    }
}

/// Makes the elements of a list.
private struct FillingListContainer: UnkeyedDecodingContainer {
    let element: FillingDecoder
    let count: Int?
    private(set) var currentIndex = 0

    init(element: FillingDecoder, count: Int) {
        self.element = element
        self.count = count
    }

    var codingPath: [any CodingKey] { [] }
    var isAtEnd: Bool { currentIndex == count }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        currentIndex += 1
        return try element.decode(type)
    }

    func decodeNil() -> Bool { false }

    func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        element.container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer { element.unkeyedContainer() }
    func superDecoder() -> any Decoder { element }
}

/// Makes the fields of a message; the standard library asks `contains` for optional ones only.
private struct FillingKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let source: any ValueSource

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { source.isPresent(key.stringValue) }
    func decodeNil(forKey key: Key) -> Bool { false }

    private func field(_ key: Key) -> FillingDecoder {
        FillingDecoder(source: source, field: key.stringValue)
    }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try field(key).decode(type) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedDecodingContainer<Nested> {
        field(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer {
        field(key).unkeyedContainer()
    }

    func superDecoder() -> any Decoder { FillingDecoder(source: source, field: "") }
    func superDecoder(forKey key: Key) -> any Decoder { field(key) }
}
