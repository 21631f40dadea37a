// Why bytes are no message. The cases exist for the tests and the message for people: every caller does the
// same, it answers `invalid-argument`.

/// Why bytes do not decode to a message; every case names the field it happened in.
public enum WireProblem: Error, Equatable, Sendable {
    /// The bytes end inside a value.
    case truncated(field: String)
    /// A number of more than ten bytes, or above 64 bits.
    case overlongVarint(field: String)
    /// A length that reaches past the end of its message.
    case lengthPastEnd(field: String)
    /// A field number that is 0 or above 2²⁹−1.
    case badFieldNumber(field: String)
    /// A group, or a wire type that does not exist.
    case unsupportedType(field: String)
    /// A value of another wire type than the field has.
    case wrongType(field: String)
    /// A string that is not UTF-8.
    case invalidText(field: String)
    /// Messages within messages past ``Wire/nestingLimit``.
    case nestedTooDeep(field: String)
    /// More fields in one message than ``Wire/fieldLimit``.
    case tooManyFields(field: String)
    /// The type itself refused the value.
    case refused(field: String, reason: String)

    /// What is wrong, for people.
    public var message: String {
        switch self {
        case .truncated(let field): "payload ends inside \(Self.quoted(field))"
        case .overlongVarint(let field): "number in \(Self.quoted(field)) does not fit in 64 bits"
        case .lengthPastEnd(let field): "length of \(Self.quoted(field)) reaches past the end of the payload"
        case .badFieldNumber(let field):
            "field number in \(Self.quoted(field)) is not between 1 and 536870911"
        case .unsupportedType(let field): "\(Self.quoted(field)) has a wire type that is not supported"
        case .wrongType(let field): "\(Self.quoted(field)) has another wire type than its field"
        case .invalidText(let field): "\(Self.quoted(field)) is not valid UTF-8"
        case .nestedTooDeep(let field):
            "\(Self.quoted(field)) is nested deeper than \(Wire.nestingLimit) messages"
        case .tooManyFields(let field): "\(Self.quoted(field)) has more than \(Wire.fieldLimit) fields"
        case .refused(let field, let reason): "\(Self.quoted(field)) is not acceptable: \(reason)"
        }
    }

    private static func quoted(_ field: String) -> String { field.isEmpty ? "the message" : "`\(field)`" }

    init(_ fault: WireFault, field: String) {
        switch fault {
        case .truncated: self = .truncated(field: field)
        case .overlongVarint: self = .overlongVarint(field: field)
        case .lengthPastEnd: self = .lengthPastEnd(field: field)
        case .badFieldNumber: self = .badFieldNumber(field: field)
        case .group: self = .unsupportedType(field: field)
        case .tooManyFields: self = .tooManyFields(field: field)
        }
    }

    /// What a thrower of the standard library's decoding protocols meant.
    static func from(_ error: any Error) -> WireProblem {
        if let problem = error as? WireProblem { return problem }
        guard let error = error as? DecodingError else { return .refused(field: "", reason: "\(error)") }
        switch error {
        case .dataCorrupted(let context), .keyNotFound(_, let context), .typeMismatch(_, let context),
            .valueNotFound(_, let context):
            let field = context.codingPath.map(\.stringValue).joined(separator: ".")
            return .refused(field: field, reason: context.debugDescription)
        @unknown default: return .refused(field: "", reason: "\(error)")
        }
    }
}
