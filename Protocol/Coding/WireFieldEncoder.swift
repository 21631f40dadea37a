// The encoder a value meets that is not a plain number or string: a message, a list, an enumeration, bytes.
// What it is shows only when the value asks for a container, so one class stands for all of them.

/// Writes the value of one field, or one element of a list.
final class WireFieldEncoder: Encoder {
    private let output: WireOutput
    private let number: Int
    private let presence: WirePresence
    private let list: WireListEncoder?
    private var shape = Shape.unknown

    /// What the value turned out to be.
    private enum Shape {
        case unknown
        case scalar
        case emptyMessage
        case list(WireListEncoder)
        case message(WireMessageEncoder)
    }

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    /// An encoder of the field `number`; `list` is the list its values are elements of.
    init(_ output: WireOutput, number: Int, presence: WirePresence, list: WireListEncoder? = nil) {
        self.output = output
        self.number = number
        self.presence = presence
        self.list = list
    }

    private var isMessage: Bool {
        if case .emptyMessage = shape { return true }
        return false
    }

    /// Writes a message's fields alone.
    func encodeBody<M: Message>(_ message: M) {
        do {
            try message.encode(to: self)
        } catch {
            preconditionFailure("a message refused to be encoded: \(error)")
        }
        if case .message(let message) = shape { message.finish() }
    }

    /// Writes the tag and the value of a field.
    func encodeField<T: Encodable>(_ value: T) throws {
        if T.self == [UInt8].self, let bytes = value as? [UInt8] { return delimited(bytes) }
        let start = output.bytes.count
        shape = .unknown
        if T.self is any Message.Type {
            WireWriter.append(tag: number, .bytes, to: &output.bytes)
            let length = WireWriter.beginLength(in: &output.bytes)
            shape = .emptyMessage
            try value.encode(to: self)
            finishMessage(start: start, length: length)
        } else {
            try value.encode(to: self)
            if case .list(let list) = shape { list.finish() }
        }
    }

    private func finishMessage(start: Int, length: Int) {
        if case .message(let message) = shape { message.finish() }
        if presence == .plain && output.bytes.count == length + 1 {
            output.bytes.removeSubrange(start...)
        } else {
            WireWriter.finishLength(at: length, in: &output.bytes)
        }
    }

    private func delimited(_ bytes: some Collection<UInt8>) {
        if presence == .plain && bytes.isEmpty { return }
        WireWriter.append(tag: number, .bytes, to: &output.bytes)
        WireWriter.append(varint: UInt64(bytes.count), to: &output.bytes)
        output.bytes.append(contentsOf: bytes)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        guard number == 0 || isMessage else { preconditionFailure("what has fields must be a `Message`") }
        let message = WireMessageEncoder(output)
        shape = .message(message)
        return KeyedEncodingContainer(WireKeyedEncodingContainer<Key>(message: message))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        precondition(list == nil, "a list of lists has no form on the wire")
        precondition(presence == .plain, "an optional list has no form on the wire")
        let list = WireListEncoder(output, number: number)
        shape = .list(list)
        return list
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        shape = .scalar
        return self
    }
}

extension WireFieldEncoder: SingleValueEncodingContainer {
    private func scalar(_ bits: UInt64, _ type: WireType) {
        if presence == .plain && bits == 0 { return }
        if let list { return list.pack(bits, type) }
        WireWriter.append(tag: number, type, to: &output.bytes)
        WireWriter.append(scalar: bits, type, to: &output.bytes)
    }

    private func integer(_ value: some BinaryInteger) {
        scalar(UInt64(truncatingIfNeeded: value), .varint)
    }

    func encodeNil() { preconditionFailure("an absent value has no form on the wire") }
    func encode(_ value: Bool) { integer(value ? 1 : 0) }
    func encode(_ value: String) { delimited(value.utf8) }
    func encode(_ value: Double) { scalar(value.bitPattern, .fixed64) }
    func encode(_ value: Float) { scalar(UInt64(value.bitPattern), .fixed32) }
    func encode(_ value: Int) { integer(value) }
    func encode(_ value: Int8) { integer(value) }
    func encode(_ value: Int16) { integer(value) }
    func encode(_ value: Int32) { integer(value) }
    func encode(_ value: Int64) { integer(value) }
    func encode(_ value: UInt) { integer(value) }
    func encode(_ value: UInt8) { integer(value) }
    func encode(_ value: UInt16) { integer(value) }
    func encode(_ value: UInt32) { integer(value) }
    func encode(_ value: UInt64) { integer(value) }
    func encode<T: Encodable>(_ value: T) throws { try value.encode(to: self) }
}

/// Writes the elements of a repeated field: numbers packed into one value, everything else one by one.
final class WireListEncoder: UnkeyedEncodingContainer {
    private let output: WireOutput
    private let number: Int
    private var packedLength: Int?
    private(set) var count = 0
    private var element: WireFieldEncoder?

    var codingPath: [any CodingKey] { [] }

    init(_ output: WireOutput, number: Int) {
        self.output = output
        self.number = number
    }

    /// Adds a number to the packed value.
    func pack(_ bits: UInt64, _ type: WireType) {
        if packedLength == nil {
            WireWriter.append(tag: number, .bytes, to: &output.bytes)
            packedLength = WireWriter.beginLength(in: &output.bytes)
        }
        WireWriter.append(scalar: bits, type, to: &output.bytes)
    }

    func finish() {
        element = nil
        if let packedLength { WireWriter.finishLength(at: packedLength, in: &output.bytes) }
    }

    func encode<T: Encodable>(_ value: T) throws {
        count += 1
        // Used again and again: an element is written before the next one begins.
        let encoder = element ?? WireFieldEncoder(output, number: number, presence: .element, list: self)
        element = encoder
        try encoder.encodeField(value)
    }

    func encodeNil() { preconditionFailure("an absent value has no form on the wire") }

    func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        preconditionFailure("only whole messages are elements of lists")
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        preconditionFailure("a list of lists has no form on the wire")
    }

    func superEncoder() -> any Encoder { preconditionFailure("a message has no superclass") }
}
