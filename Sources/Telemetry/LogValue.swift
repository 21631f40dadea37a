// What a log line can carry beside its message, in the few shapes JSON has.

/// The value of a field of a log line.
package enum LogValue: Equatable, Sendable {
    /// A text.
    case string(String)
    /// A whole number.
    case integer(Int64)
    /// A whole number that may need all 64 bits.
    case unsigned(UInt64)
    /// Yes or no.
    case bool(Bool)

    /// Any whole number that fits 64 bits.
    package static func int(_ value: some BinaryInteger) -> LogValue {
        Int64(exactly: value).map { .integer($0) } ?? .unsigned(UInt64(clamping: value))
    }

    /// Any error or other thing, as it describes itself.
    package static func describing(_ value: some Any) -> LogValue { .string(String(describing: value)) }
}

extension LogValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
    /// The text of a literal.
    package init(stringLiteral value: String) { self = .string(value) }
    /// The number of a literal.
    package init(integerLiteral value: Int64) { self = .integer(value) }
    /// The truth of a literal.
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

/// The fields of a log line, in the order they are written.
package typealias LogFields = KeyValuePairs<String, LogValue>
