// What the fields of a message type are, found by a dry run of its `init(from:)`: every property asks for its
// key with its type, and the one who asks is written down. So the schema cannot say anything the types do
// not.

/// The fields of a message type.
package struct MessageShape {
    /// One field.
    package struct Field {
        /// Its number.
        package let number: Int
        /// Its name in Swift and in JSON.
        package let name: String
        /// What it holds, each element of it where it is repeated.
        package let type: FieldType
        /// Whether absence and default are told apart.
        package let isOptional: Bool
        /// Whether it holds any number of values.
        package let isRepeated: Bool
    }

    /// What a field holds.
    package enum FieldType {
        /// A type of Protocol Buffers itself, by its name there.
        case scalar(String)
        case message(any Message.Type)
        case enumeration(any WireEnum.Type)
    }

    /// The fields by ascending number.
    package let fields: [Field]

    /// The shape of `type`.
    package init(of type: any Message.Type) {
        let recorder = Recorder()
        do {
            _ = try type.init(from: recorder)
        } catch {
            preconditionFailure("\(type) refused the dry run: \(error)")
        }
        fields = recorder.fields.sorted { $0.number < $1.number }
    }

    /// The messages the fields hold.
    package var messages: [any Message.Type] {
        fields.compactMap { if case .message(let type) = $0.type { type } else { nil } }
    }

    /// The enumerations the fields hold.
    package var enumerations: [any WireEnum.Type] {
        fields.compactMap { if case .enumeration(let type) = $0.type { type } else { nil } }
    }
}

extension MessageShape.FieldType {
    /// What a value of `type` is on the wire.
    fileprivate init(_ type: Any.Type) {
        switch type {
        case is String.Type: self = .scalar("string")
        case is Bool.Type: self = .scalar("bool")
        case is Double.Type: self = .scalar("double")
        case is Float.Type: self = .scalar("float")
        case is [UInt8].Type: self = .scalar("bytes")
        case is Int.Type, is Int64.Type: self = .scalar("int64")
        case is UInt.Type, is UInt64.Type: self = .scalar("uint64")
        case is Int8.Type, is Int16.Type, is Int32.Type: self = .scalar("int32")
        case is UInt8.Type, is UInt16.Type, is UInt32.Type: self = .scalar("uint32")
        case let type as any WireEnum.Type: self = .enumeration(type)
        case let type as any Message.Type: self = .message(type)
        default: preconditionFailure("\(type) has no form on the wire")
        }
    }
}

/// Writes down what a message asks for, and answers with defaults.
private final class Recorder: Decoder {
    var fields: [MessageShape.Field] = []
    var isOptional = false

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(RecordingContainer<Key>(recorder: self))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer { preconditionFailure("a message is no list") }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        preconditionFailure("a message is no single value")
    }
}

private struct RecordingContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let recorder: Recorder

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    /// Asked for optional fields only, right before the value itself.
    func contains(_ key: Key) -> Bool {
        recorder.isOptional = true
        return true
    }

    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        guard let number = key.intValue, number > 0 else {
            preconditionFailure("`\(key.stringValue)` has no field number")
        }
        let isOptional = recorder.isOptional
        recorder.isOptional = false
        let list = type == [UInt8].self ? nil : type as? any WireList.Type
        recorder.fields.append(
            .init(
                number: number, name: key.stringValue, type: .init(list?.element ?? type),
                isOptional: isOptional, isRepeated: list != nil))
        return try WireValue.default(of: type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedDecodingContainer<Nested> {
        preconditionFailure("a nested message is a type of its own")
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer {
        preconditionFailure("a list is an array")
    }

    func superDecoder() -> any Decoder { preconditionFailure("a message has no superclass") }
    func superDecoder(forKey key: Key) -> any Decoder { preconditionFailure("a message has no superclass") }
}
