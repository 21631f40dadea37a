// JSON as a value: what the parser makes and the printer takes. Numbers keep the text they were written with,
// since a 64-bit integer does not survive a detour over a double; objects keep their order, since people read
// them.

/// A JSON document.
public enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    /// A number, as it is written.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// Members in order; of two with one name the parser refuses the second.
    case object([Member])

    /// One name and its value.
    public struct Member: Equatable, Sendable {
        /// The name.
        public var name: String
        /// The value.
        public var value: JSONValue

        /// The member `name` with `value`.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// How many arrays and objects may lie within one another.
    public static let nestingLimit = 64

    /// Reads a document.
    /// - Throws: What is wrong with the text, and in which line and column.
    public init(parsing text: String) throws(JSONProblem) {
        try self.init(parsing: text, valueCountMaximum: .max)
    }

    /// Reads a document of a stranger, whose values may take far more room than their text.
    /// - Parameter valueCountMaximum: How many values there may be, those within others included.
    /// - Throws: What is wrong with the text, and in which line and column.
    package init(parsing text: String, valueCountMaximum: Int) throws(JSONProblem) {
        var parser = JSONParser(text, valueCountMaximum: valueCountMaximum)
        self = try parser.document()
    }

    /// The value of the member called `name` of an object, or nil.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// A whole number: as a number where every reader of doubles gets it right, as a string above 2⁵³.
    public static func integer(_ value: some BinaryInteger) -> JSONValue {
        value.magnitude <= 1 << 53 ? .number("\(value)") : .string("\(value)")
    }

    /// A number with a fraction; what JSON has no number for, as a string.
    public static func double(_ value: Double) -> JSONValue {
        if value.isNaN { return .string("NaN") }
        if value.isInfinite { return .string(value < 0 ? "-Infinity" : "Infinity") }
        return .number("\(value)")
    }

    /// What kind of value it is, for messages to people.
    var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
