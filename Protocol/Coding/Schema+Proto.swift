// The text of `entente.proto`.

extension Schema {
    /// The schema in the language of Protocol Buffers (proto3), for `protoc` and everything like it.
    public static func proto() -> String {
        let shapes = messages.map { ($0, MessageShape(of: $0.type)) }
        var parts = [header, methods]
        parts += shapes.map { message($0, $1) }
        parts += enumerations(of: shapes.map(\.1)).map(enumeration)
        return parts.joined(separator: "\n")
    }

    private static let header = """
        // The messages of Entente. Made from the Swift types by `entente schema proto`; do not edit.
        // How they travel is told in README.md beside this file.
        syntax = "proto3";

        package \(package);

        """

    private static var methods: String {
        let values = Method.allCases.map { ("METHOD_" + snake($0.name).uppercased(), Int($0.rawValue)) }
        return "// The calls, by their number in frames.\n"
            + enumeration("Method", [("METHOD_UNSPECIFIED", 0)] + values)
    }

    private static func message(_ message: NamedMessage, _ shape: MessageShape) -> String {
        var text = message.comment.isEmpty ? "" : "// \(message.comment)\n"
        text += "message \(message.name) {"
        for field in shape.fields { text += "\n  " + line(field) }
        return text + (shape.fields.isEmpty ? "}\n" : "\n}\n")
    }

    private static func line(_ field: MessageShape.Field) -> String {
        let prefix = field.isRepeated ? "repeated " : field.isOptional ? "optional " : ""
        return "\(prefix)\(name(of: field.type)) \(snake(field.name)) = \(field.number);"
    }

    private static func name(of type: MessageShape.FieldType) -> String {
        switch type {
        case .scalar(let name): name
        case .message(let type): "\(type)"
        case .enumeration(let type): "\(type)"
        }
    }

    /// Every enumeration once, in the order the messages first use them; scopes are in no message and come
    /// last.
    private static func enumerations(of shapes: [MessageShape]) -> [any WireEnum.Type] {
        var known: Set<String> = []
        let all = shapes.flatMap(\.enumerations) + [Scope.self]
        return all.filter { known.insert("\($0)").inserted }
    }

    private static func enumeration(_ type: any WireEnum.Type) -> String {
        func values<Word: WireEnum>(_ type: Word.Type) -> [(String, Int)] {
            type.allCases.map { (constant($0), Int($0.rawValue)) }
        }
        return enumeration("\(type)", values(type))
    }

    private static func enumeration(_ name: String, _ values: [(String, Int)]) -> String {
        "enum \(name) {\n" + values.map { "  \($0) = \($1);\n" }.joined() + "}\n"
    }

    /// The name of an enumeration's value in the schema: `PERMISSION_STATE_ALLOW`.
    package static func constant<Word: WireEnum>(_ value: Word) -> String {
        (snake("\(Word.self)") + "_" + snake("\(value)")).uppercased()
    }

    /// The schema's spelling of a field's name: `maxStalenessMillis` is `max_staleness_millis`.
    package static func snake(_ name: String) -> String {
        var text = ""
        for character in name {
            if character.isUppercase && !text.isEmpty { text += "_" }
            text += character.lowercased()
        }
        return text
    }
}
