// Messages as bytes: the Protocol Buffers encoding, driven by `Codable` and the integer values of
// `CodingKeys`, so that a message can grow and every language's protobuf library reads it, without a code
// generator in the build. The alternative, generated Swift, would make the schema file the truth and the
// types its shadow.

/// Turns messages into Protocol Buffers bytes and back.
public enum Wire {
    /// How many messages may lie within one another below the outermost.
    public static let nestingLimit = 32
    /// How many fields one message may have on the wire, repetitions counted: 13 times the largest list there
    /// is (10,000), so that a frame of the smallest fields (4 MiB / 2 bytes) cannot grow to a gigabyte of
    /// values.
    public static let fieldLimit = 1 << 17

    /// The bytes of `message`.
    public static func encode<M: Message>(_ message: M) -> [UInt8] {
        var bytes: [UInt8] = []
        encode(message, appendingTo: &bytes)
        return bytes
    }

    /// Appends the bytes of `message` to `bytes`.
    public static func encode<M: Message>(_ message: M, appendingTo bytes: inout [UInt8]) {
        let output = WireOutput()
        swap(&output.bytes, &bytes)
        WireMessageEncoder.encode(message, to: output)
        swap(&output.bytes, &bytes)
    }

    /// Reads a message from `bytes`.
    /// - Throws: What makes the bytes no such message.
    public static func decode<M: Message>(_ type: M.Type, from bytes: RawSpan) throws(WireProblem) -> M {
        try decode(type, from: unsafe bytes.withUnsafeBytes { unsafe [UInt8]($0) })
    }

    /// Reads a message from `bytes`.
    /// - Throws: What makes the bytes no such message.
    public static func decode<M: Message>(_ type: M.Type, from bytes: [UInt8]) throws(WireProblem) -> M {
        let contents = try WireContents(bytes)
        do {
            return try contents.decode(type)
        } catch {
            throw WireProblem.from(error)
        }
    }
}
