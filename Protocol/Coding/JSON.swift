// Messages as JSON, for people: the command line, logs and HTTP speak it. It is the JSON of Protocol Buffers
// where that serves them (names, strings for large integers, base64), and differs where it does not: an
// enumeration's value goes by the word the rules use, and every plain field is written, since a reader should
// not have to know the defaults.

/// Turns messages into JSON and back.
public enum JSON {
    /// What becomes of a member no field has the name of.
    public enum UnknownFields: Sendable {
        /// It is an error that names the closest fields there are; for what people type.
        case refuse
        /// It is skipped; for what a newer program wrote.
        case skip
    }

    /// The JSON text of `message`.
    /// - Parameter pretty: Whether every member stands on a line of its own.
    public static func encode<M: Message>(_ message: M, pretty: Bool = false) -> String {
        value(of: message).text(pretty: pretty)
    }

    /// The JSON document of `message`.
    public static func value<M: Message>(of message: M) -> JSONValue {
        do {
            return try JSONFieldEncoder.value(of: message)
        } catch {
            preconditionFailure("a message refused to be encoded: \(error)")
        }
    }

    /// Reads a message from JSON text; a missing or null member leaves its field at its default.
    /// - Throws: What makes the text no such message, and where.
    public static func decode<M: Message>(
        _ type: M.Type, from text: String, unknownFields: UnknownFields = .refuse
    ) throws(JSONProblem) -> M {
        try decode(type, from: JSONValue(parsing: text), unknownFields: unknownFields)
    }

    /// Reads a message from a JSON document; a missing or null member leaves its field at its default.
    /// - Throws: What makes the document no such message, and where.
    public static func decode<M: Message>(
        _ type: M.Type, from value: JSONValue, unknownFields: UnknownFields = .refuse
    ) throws(JSONProblem) -> M {
        do {
            return try JSONFieldDecoder(value, path: "", unknownFields).decode(type)
        } catch {
            throw JSONProblem.from(error)
        }
    }
}
