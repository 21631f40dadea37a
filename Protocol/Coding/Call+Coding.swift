// For programs that know a call only by its name: the generic caller of the command line, logs, gateways.

extension Call {
    /// Reads a request of this call from JSON text.
    /// - Throws: What makes the text no such request, and where.
    public func requestFromJSON(
        _ text: String, unknownFields: JSON.UnknownFields = .refuse
    ) throws(JSONProblem) -> any Request {
        try requestFromJSON(JSONValue(parsing: text), unknownFields: unknownFields)
    }

    /// Reads a request of this call from a JSON document.
    /// - Throws: What makes the document no such request, and where.
    public func requestFromJSON(
        _ value: JSONValue, unknownFields: JSON.UnknownFields = .refuse
    ) throws(JSONProblem) -> any Request {
        try JSON.decode(any: request, from: value, unknownFields: unknownFields)
    }

    /// Reads a request of this call from the payload of a frame.
    /// - Throws: What makes the bytes no such request.
    public func decodeRequest(_ bytes: [UInt8]) throws(WireProblem) -> any Request {
        try Wire.decode(any: request, from: bytes)
    }

    /// The payload of an answer to this call, or of one item of its stream, as JSON.
    /// - Throws: What makes the bytes no such answer.
    public func responseToJSON(_ bytes: [UInt8]) throws(WireProblem) -> JSONValue {
        func json<R: Request>(_ type: R.Type) throws(WireProblem) -> JSONValue {
            JSON.value(of: try Wire.decode(R.Response.self, from: bytes))
        }
        return try json(request)
    }

    /// The type of an answer to this call, or of one item of its stream.
    public var response: any Message.Type {
        func response<R: Request>(_ type: R.Type) -> any Message.Type { R.Response.self }
        return response(request)
    }
}

extension JSON {
    /// Reads a request of a type known only when the program runs.
    /// - Throws: What makes the document no such request, and where.
    public static func decode(
        any type: any Request.Type, from value: JSONValue, unknownFields: UnknownFields = .refuse
    ) throws(JSONProblem) -> any Request {
        func decode<R: Request>(_ type: R.Type) throws(JSONProblem) -> any Request {
            try JSON.decode(type, from: value, unknownFields: unknownFields) as R
        }
        return try decode(type)
    }
}

extension Wire {
    /// Reads a request of a type known only when the program runs.
    /// - Throws: What makes the bytes no such request.
    public static func decode(any type: any Request.Type, from bytes: [UInt8]) throws(WireProblem)
        -> any Request
    {
        func decode<R: Request>(_ type: R.Type) throws(WireProblem) -> any Request {
            try Wire.decode(type, from: bytes) as R
        }
        return try decode(type)
    }

    /// The bytes of a message of a type known only when the program runs.
    public static func encode(any message: any Message) -> [UInt8] {
        func encode<M: Message>(_ message: M) -> [UInt8] { Wire.encode(message) }
        return encode(message)
    }
}
