// Where a type that is not a plain number or string decodes itself: lists, enumerations, and elements of
// lists.

/// What the value of one field decodes itself from.
struct WireValueDecoder: Decoder {
    let value: WireValue
    let type: Any.Type

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(WireKeyedDecodingContainer<Key>(contents: try value.message()))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try value.list(of: type) }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }
}

extension WireValueDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { false }
    func decode(_ type: Bool.Type) throws -> Bool { try value.bool() }
    func decode(_ type: String.Type) throws -> String { try value.text() }
    func decode(_ type: Double.Type) throws -> Double { try value.double() }
    func decode(_ type: Float.Type) throws -> Float { try value.float() }
    func decode(_ type: Int.Type) throws -> Int { try value.integer(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try value.integer(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try value.integer(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try value.integer(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try value.integer(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try value.integer(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try value.integer(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try value.integer(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try value.integer(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try value.integer(type) }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try value.decode(type) }
}

/// Reads the elements of a repeated field, be its numbers packed, one by one, or both.
struct WireListDecoder: UnkeyedDecodingContainer {
    private let contents: WireContents
    private let occurrences: Range<Int>
    private let packing: WirePacking?
    private let name: String
    private var next: Int
    private var packed = 0..<0
    private(set) var currentIndex = 0

    var codingPath: [any CodingKey] { [] }
    var count: Int? { nil }
    var isAtEnd: Bool { packed.isEmpty && next == occurrences.upperBound }

    init(
        _ contents: WireContents, _ occurrences: Range<Int>, packing: WirePacking?, name: String
    ) throws(WireProblem) {
        self.contents = contents
        self.occurrences = occurrences
        self.packing = packing
        self.name = name
        self.next = occurrences.lowerBound
        openPacked()
    }

    /// Steps to the next packed run that is not empty, where one is next.
    private mutating func openPacked() {
        guard packing != nil else { return }
        while packed.isEmpty && next < occurrences.upperBound && contents.fields[next].type == .bytes {
            packed = contents.fields[next].start..<contents.fields[next].end
            next += 1
        }
    }

    private mutating func nextElement() throws(WireProblem) -> WireField {
        guard packed.isEmpty else { return try nextPacked() }
        guard next < occurrences.upperBound else {
            throw .refused(field: contents.path(WirePlace(name: name)), reason: "there are no more elements")
        }
        next += 1
        return contents.fields[next - 1]
    }

    private mutating func nextPacked() throws(WireProblem) -> WireField {
        let type = packing?.type ?? .varint
        var reader = WireReader(contents.bytes, packed)
        do {
            switch type {
            case .fixed64: _ = try reader.fixed64()
            case .fixed32: _ = try reader.fixed32()
            default: _ = try reader.varint()
            }
        } catch {
            throw WireProblem(error, field: contents.path(WirePlace(name: name, index: currentIndex)))
        }
        let field = WireField(number: 0, type: type, start: packed.lowerBound, end: reader.offset)
        packed = reader.offset..<packed.upperBound
        return field
    }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let value = WireValue(contents, element: try nextElement(), index: currentIndex, name: name)
        let element = try value.decode(type)
        currentIndex += 1
        openPacked()
        return element
    }

    func decodeNil() -> Bool { false }

    func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        throw WireProblem.refused(
            field: contents.path(WirePlace(name: name)), reason: "only whole messages are elements")
    }

    func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        throw WireProblem.refused(
            field: contents.path(WirePlace(name: name)), reason: "a list of lists has no form on the wire")
    }

    func superDecoder() throws -> any Decoder {
        throw WireProblem.refused(
            field: contents.path(WirePlace(name: name)), reason: "a message has no superclass")
    }
}
