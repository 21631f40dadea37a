// Which work of which caller a request is a part of, as the W3C's Trace Context says it: the one text that
// every tracing product understands. A service only hands it on into its logs, so nothing else is kept of it.

/// A trace, and the step in it that asks.
public struct TraceContext: Equatable, Hashable, Sendable {
    /// The first half of the trace's id.
    public let traceHigh: UInt64
    /// The second half of the trace's id.
    public let traceLow: UInt64
    /// The step that asks.
    public let parent: UInt64
    /// What was said about the trace: bit 0, that it is recorded.
    public let flags: UInt8

    /// The bytes of a `traceparent` of version 00.
    public static let textByteCount = 55
    /// Later versions may say more behind it, up to this many bytes; what is longer is no `traceparent`.
    static let textByteMaximum = 512

    /// Reads a `traceparent`: `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`.
    ///
    /// Of versions after 00 what is known of this one is read, as the standard asks for.
    /// - Returns: nil where it is none: to be treated as if there were no trace.
    public init?(_ text: some Sequence<UInt8>) {
        let bytes = Array(text.prefix(Self.textByteMaximum + 1))
        guard (Self.textByteCount...Self.textByteMaximum).contains(bytes.count), bytes[2] == 0x2d,
            bytes[35] == 0x2d, bytes[52] == 0x2d, let version = Self.number(bytes[..<2]), version != 0xff,
            let high = Self.number(bytes[3..<19]), let low = Self.number(bytes[19..<35]),
            let parent = Self.number(bytes[36..<52]), let flags = Self.number(bytes[53..<55])
        else { return nil }
        let isWhole = bytes.count == Self.textByteCount || (version > 0 && bytes[Self.textByteCount] == 0x2d)
        guard isWhole, high | low != 0, parent != 0 else { return nil }
        (traceHigh, traceLow, self.parent, self.flags) = (high, low, parent, UInt8(flags))
    }

    /// A trace by its numbers.
    public init(traceHigh: UInt64, traceLow: UInt64, parent: UInt64, flags: UInt8) {
        (self.traceHigh, self.traceLow, self.parent, self.flags) = (traceHigh, traceLow, parent, flags)
    }

    /// The id of the trace: 32 hexadecimal digits.
    public var traceID: String { Self.digits(traceHigh, 16) + Self.digits(traceLow, 16) }

    /// The `traceparent` of version 00.
    public var text: String { "00-\(traceID)-\(Self.digits(parent, 16))-\(Self.digits(UInt64(flags), 2))" }

    private static func digits(_ number: UInt64, _ count: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }

    /// The number that lower-case hexadecimal digits are; the standard allows no others.
    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for digit in digits {
            switch digit {
            case 0x30...0x39: number = number << 4 | UInt64(digit - 0x30)
            case 0x61...0x66: number = number << 4 | UInt64(digit - 0x61 + 10)
            default: return nil
            }
        }
        return number
    }
}
