// The values of a field as its type reads them: the last of a single one, all of a repeated one.

/// The occurrences of one field of a message, or one element of a list.
struct WireValue {
    private let contents: WireContents
    private let occurrences: Range<Int>
    private let element: WireField?
    private let place: WirePlace

    /// All occurrences of the field called `name`.
    init(_ contents: WireContents, _ occurrences: Range<Int>, name: String) {
        self.contents = contents
        self.occurrences = occurrences
        self.element = nil
        self.place = WirePlace(name: name)
    }

    /// One element of the list called `name`.
    init(_ contents: WireContents, element: WireField, index: Int, name: String) {
        self.contents = contents
        self.occurrences = 0..<0
        self.element = element
        self.place = WirePlace(name: name, index: index)
    }

    /// The way from the outermost message to this value.
    private var path: String { contents.path(place) }

    /// The occurrence that stands, once all are of the right wire type.
    private func last(_ type: WireType) throws(WireProblem) -> WireField? {
        if let element {
            guard element.type == type else { throw .wrongType(field: path) }
            return element
        }
        for index in occurrences where contents.fields[index].type != type { throw .wrongType(field: path) }
        return occurrences.last.map { contents.fields[$0] }
    }

    private func read<Value>(
        _ type: WireType, _ read: (inout WireReader) throws(WireFault) -> Value
    ) throws(WireProblem) -> Value? {
        guard let field = try last(type) else { return nil }
        var reader = WireReader(contents.bytes, field.start..<field.end)
        do {
            return try read(&reader)
        } catch {
            throw WireProblem(error, field: path)
        }
    }

    /// A number; as the encoding's definition has it, one too wide for its type loses its upper bits.
    func integer<Number: FixedWidthInteger>(_: Number.Type) throws(WireProblem) -> Number {
        let bits = try read(.varint) { reader throws(WireFault) in try reader.varint() }
        return Number(truncatingIfNeeded: bits ?? 0)
    }

    func bool() throws(WireProblem) -> Bool { try integer(UInt64.self) != 0 }

    func double() throws(WireProblem) -> Double {
        Double(bitPattern: try read(.fixed64) { reader throws(WireFault) in try reader.fixed64() } ?? 0)
    }

    func float() throws(WireProblem) -> Float {
        Float(bitPattern: try read(.fixed32) { reader throws(WireFault) in try reader.fixed32() } ?? 0)
    }

    /// A string; earlier occurrences are checked too, so that what is acceptable does not depend on the
    /// order.
    func text() throws(WireProblem) -> String {
        guard let last = try last(.bytes) else { return "" }
        for index in occurrences.dropLast() { _ = try text(contents.fields[index]) }
        return try text(last)
    }

    private func text(_ field: WireField) throws(WireProblem) -> String {
        do {
            let bytes = contents.bytes
            return String(copying: try UTF8Span(validating: bytes.span.extracting(field.start..<field.end)))
        } catch {
            throw .invalidText(field: path)
        }
    }

    func bytes() throws(WireProblem) -> [UInt8] {
        guard let last = try last(.bytes) else { return [] }
        return [UInt8](contents.bytes[last.start..<last.end])
    }

    /// The message all occurrences make together.
    func message() throws(WireProblem) -> WireContents {
        _ = try last(.bytes)
        if let element { return try WireContents(contents, place, CollectionOfOne(element)) }
        return try WireContents(contents, place, contents.fields[occurrences])
    }

    /// The elements of a list of `type`.
    func list(of type: Any.Type) throws -> WireListDecoder {
        try WireListDecoder(contents, occurrences, packing: WirePacking(of: type), name: place.name)
    }

    /// What `type` is where nothing is said of it.
    static func `default`<T: Decodable>(of type: T.Type) throws -> T {
        try WireValue(try WireContents([]), 0..<0, name: "").decode(type)
    }

    /// Reads a value of any type a message may have.
    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        if T.self == [UInt8].self, let bytes = try bytes() as? T { return bytes }
        if T.self is any Message.Type { return try message().decode(type) }
        return try T(from: WireValueDecoder(value: self, type: T.self))
    }
}

/// How the numbers of a repeated field lie behind one another.
enum WirePacking {
    case varint, fixed64, fixed32

    /// The packing of an array type; nil where its elements are not numbers.
    init?(of list: Any.Type) {
        guard let list = list as? any WireList.Type else { return nil }
        switch list.element {
        case is Double.Type: self = .fixed64
        case is Float.Type: self = .fixed32
        case is Bool.Type, is any FixedWidthInteger.Type, is any WireEnum.Type: self = .varint
        default: return nil
        }
    }

    var type: WireType {
        switch self {
        case .varint: .varint
        case .fixed64: .fixed64
        case .fixed32: .fixed32
        }
    }
}

/// A type that travels as a repeated field.
package protocol WireList {
    /// The type of what is repeated.
    static var element: Any.Type { get }
}

extension Array: WireList {
    package static var element: Any.Type { Element.self }
}
