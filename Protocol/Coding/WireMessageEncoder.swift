// Writing: every message writes its fields straight to one growing array, in the order its type declares
// them, and is put into the order of field numbers at its end where the two differ. A message within a
// message leaves one byte for its length and makes room when that was too little, which is cheaper than
// measuring everything twice.

/// The bytes being written; shared by the encoders of one message and those within it.
final class WireOutput {
    var bytes: [UInt8] = []
}

/// What becomes of a value equal to its type's default.
enum WirePresence {
    /// It is left out: the reader takes the default.
    case plain
    /// It is written: it is a present `Optional`.
    case present
    /// It is written: it is an element of an array, packed with its neighbours where it is a number.
    case element
}

/// The fields of one message as they are written.
final class WireMessageEncoder {
    let output: WireOutput
    private let start: Int
    private var fields: [(number: Int, start: Int)] = []
    private var isAscending = true

    init(_ output: WireOutput) {
        self.output = output
        self.start = output.bytes.count
    }

    /// Appends the fields of `message`, without a tag or a length.
    static func encode<M: Message>(_ message: M, to output: WireOutput) {
        let encoder = WireFieldEncoder(output, number: 0, presence: .present)
        encoder.encodeBody(message)
    }

    /// Notes that what is written next belongs to the field `number`.
    func begin(_ number: Int) {
        if let last = fields.last, last.number > number { isAscending = false }
        fields.append((number, output.bytes.count))
    }

    /// Puts the fields into ascending order.
    func finish() {
        if isAscending { return }
        var ends = fields.dropFirst().map(\.start)
        ends.append(output.bytes.count)
        let order = fields.indices.sorted { (fields[$0].number, $0) < (fields[$1].number, $1) }
        var ordered: [UInt8] = []
        ordered.reserveCapacity(output.bytes.count - start)
        for index in order { ordered.append(contentsOf: output.bytes[fields[index].start..<ends[index]]) }
        output.bytes.replaceSubrange(start..., with: ordered)
    }

    func varint(_ value: UInt64, _ number: Int, _ presence: WirePresence) {
        if presence == .plain && value == 0 { return }
        begin(number)
        WireWriter.append(tag: number, .varint, to: &output.bytes)
        WireWriter.append(varint: value, to: &output.bytes)
    }

    func text(_ value: String, _ number: Int, _ presence: WirePresence) {
        if presence == .plain && value.isEmpty { return }
        begin(number)
        WireWriter.append(tag: number, .bytes, to: &output.bytes)
        WireWriter.append(varint: UInt64(value.utf8.count), to: &output.bytes)
        output.bytes.append(contentsOf: value.utf8)
    }

    func double(_ value: Double, _ number: Int, _ presence: WirePresence) {
        // Minus zero is not the default: its bits differ, and it must come back as it was.
        if presence == .plain && value.bitPattern == 0 { return }
        begin(number)
        WireWriter.append(tag: number, .fixed64, to: &output.bytes)
        WireWriter.append(fixed: value.bitPattern, to: &output.bytes)
    }

    func float(_ value: Float, _ number: Int, _ presence: WirePresence) {
        if presence == .plain && value.bitPattern == 0 { return }
        begin(number)
        WireWriter.append(tag: number, .fixed32, to: &output.bytes)
        WireWriter.append(fixed: value.bitPattern, to: &output.bytes)
    }

    func value<T: Encodable>(_ value: T, _ number: Int, _ presence: WirePresence) throws {
        begin(number)
        let encoder = WireFieldEncoder(output, number: number, presence: presence)
        try encoder.encodeField(value)
    }
}
