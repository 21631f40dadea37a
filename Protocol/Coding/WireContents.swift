// Reading: a message's bytes are split into fields once, then every property looks its number up. Splitting
// first makes the checks independent of what the type happens to ask for, and one field's repetitions are
// neighbours.

/// The fields of one message, split and in ascending order.
final class WireContents {
    let bytes: [UInt8]
    private(set) var fields: [WireField] = []
    private let parent: WireContents?
    private let place: WirePlace
    private let depth: Int

    /// Splits a whole message.
    init(_ bytes: [UInt8]) throws(WireProblem) {
        self.bytes = bytes
        self.parent = nil
        self.place = WirePlace(name: "")
        self.depth = 0
        try split(0..<bytes.count)
        sort()
    }

    /// Splits a message that is a field of another; its occurrences are merged by reading one behind the
    /// other, as the encoding's definition has it: the last value of a single field stands, lists add up.
    init(_ parent: WireContents, _ place: WirePlace, _ occurrences: some Sequence<WireField>)
        throws(WireProblem)
    {
        self.bytes = parent.bytes
        self.parent = parent
        self.place = place
        self.depth = parent.depth + 1
        if depth > Wire.nestingLimit { throw .nestedTooDeep(field: parent.path(place)) }
        for occurrence in occurrences { try split(occurrence.start..<occurrence.end) }
        sort()
    }

    private func split(_ range: Range<Int>) throws(WireProblem) {
        var reader = WireReader(bytes, range)
        do throws(WireFault) {
            while !reader.isAtEnd {
                let field = try reader.nextField()
                guard fields.count < Wire.fieldLimit else { throw .tooManyFields }
                fields.append(field)
            }
        } catch {
            throw WireProblem(error, field: path(WirePlace(name: "#\(reader.field)")))
        }
    }

    /// Puts fields of one number together; writers write them in order, so there is seldom anything to do.
    private func sort() {
        for index in fields.indices.dropFirst() where fields[index - 1].number > fields[index].number {
            fields.sort { ($0.number, $0.start) < ($1.number, $1.start) }
            return
        }
    }

    /// Where in ``fields`` the occurrences of `number` are.
    func occurrences(of number: Int) -> Range<Int> {
        var low = 0
        var high = fields.count
        while low < high {
            let middle = (low + high) / 2
            if fields[middle].number < number { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < fields.count && fields[end].number == number { end += 1 }
        return low..<end
    }

    /// The way from the outermost message to a field of this one; made only when something is wrong.
    func path(_ last: WirePlace) -> String {
        var places = [last.text]
        var contents = self
        while let parent = contents.parent {
            places.append(contents.place.text)
            contents = parent
        }
        return places.reversed().filter { !$0.isEmpty }.joined(separator: ".")
    }

    func decode<M: Decodable>(_ type: M.Type) throws -> M {
        try M(from: WireMessageDecoder(self))
    }
}

/// What the outermost message, or one within it, decodes itself from.
struct WireMessageDecoder: Decoder {
    let contents: WireContents

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(_ contents: WireContents) { self.contents = contents }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(WireKeyedDecodingContainer<Key>(contents: contents))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        throw WireProblem.refused(
            field: contents.path(WirePlace(name: "")), reason: "a message is not a list")
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        throw WireProblem.refused(
            field: contents.path(WirePlace(name: "")), reason: "a message is not a single value")
    }
}

/// A field of a message, or an element of one.
struct WirePlace {
    /// The field's name.
    var name: String
    /// Which element, where it is a list.
    var index: Int?

    var text: String { index.map { "\(name)[\($0)]" } ?? name }
}
