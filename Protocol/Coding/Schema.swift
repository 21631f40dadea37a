// The schema for everyone who does not write Swift: `entente.proto`, made from the types. Several calls may
// share one Swift type; in the schema each call has messages of its own name, so that a reader finds
// `checkBatch` without knowing which Swift types are aliases, and one of them may grow a field the others do
// not have.

/// The contract as files for other languages.
public enum Schema {
    /// The package of every message.
    public static let package = "entente.v1"

    /// A message as other languages know it.
    package struct NamedMessage {
        /// Its name in the package.
        package let name: String
        /// The Swift type of that form.
        package let type: any Message.Type
        /// What it is for.
        package let comment: String
    }

    /// Every message: those of every call, failures, and what they are made of.
    package static let messages: [NamedMessage] = {
        var messages = Call.all.flatMap { [question(of: $0), answer(to: $0)] }
        messages.append(
            NamedMessage(name: "Failure", type: Failure.self, comment: "The payload of an error frame."))
        var known = Set(messages.map(\.name))
        // Parts are appended while the list is walked, so parts of parts are found too.
        var index = 0
        while index < messages.count {
            for part in MessageShape(of: messages[index].type).messages where known.insert("\(part)").inserted
            {
                messages.append(NamedMessage(name: "\(part)", type: part, comment: ""))
            }
            index += 1
        }
        return messages
    }()

    private static func question(of call: Call) -> NamedMessage {
        let services = call.services.map(\.rawValue).joined(separator: ", ")
        let scopes = call.scopes.map(\.name).joined(separator: " or ")
        let number = "Call \(call.method.rawValue), `\(call.method.name)`"
        let comment =
            "\(number): \(kind(call.kind)); answered by \(services);"
            + (scopes.isEmpty ? " any token." : " scope \(scopes).")
        let name = call.method == .hello ? "Hello" : capitalized(call.method.name) + "Request"
        return NamedMessage(name: name, type: call.request, comment: comment)
    }

    private static func answer(to call: Call) -> NamedMessage {
        if call.kind == .stream {
            let comment = "One item of the stream that answers `\(call.method.name)`."
            return NamedMessage(name: "\(call.response)", type: call.response, comment: comment)
        }
        let name = call.method == .hello ? "Welcome" : capitalized(call.method.name) + "Response"
        return NamedMessage(name: name, type: call.response, comment: "The answer to `\(call.method.name)`.")
    }

    private static func kind(_ kind: CallKind) -> String {
        switch kind {
        case .query: "a query"
        case .command: "a command"
        case .stream: "a stream"
        }
    }

    private static func capitalized(_ name: String) -> String {
        name.prefix(1).uppercased() + name.dropFirst()
    }
}
