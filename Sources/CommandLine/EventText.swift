import EntenteProtocol

/// What was done, as people read it: not both states whole, but what differs between them.
enum EventText {
    /// One event a row.
    static func table(_ events: [Event]) -> TextTable {
        var table = TextTable(["number", "when", "what", "subject", "organization", "who", "change"])
        for event in events {
            table.add([
                "\(event.sequence)", Timestamp(event.at).text, event.call, event.subject,
                event.organization.isEmpty ? "-" : event.organization,
                event.actor.isEmpty ? "token \(event.token)" : event.actor, change(event),
            ])
        }
        return table
    }

    /// The fields that differ: `vip: false → true`; and which relationships went with it.
    static func change(_ event: Event) -> String {
        let dropped = event.dropped.map { "\($0.owner)'s \($0.level.name) of \($0.viewer) dropped" }
        return ([fields(event)] + dropped).joined(separator: ", ")
    }

    private static func fields(_ event: Event) -> String {
        guard let from = try? JSONValue(parsing: event.from), let to = try? JSONValue(parsing: event.to),
            case .object(let before) = from, case .object(let after) = to
        else { return event.from.isEmpty ? "new" : event.to.isEmpty ? "gone" : "" }
        let names = (before + after).map(\.name).reduce(into: [String]()) { names, name in
            if !unsaid.contains(name), !names.contains(name), from[name] != to[name] { names.append(name) }
        }
        return names.map { name in
            let words = FieldWords(name).words
            let change = "\(words): \(text(from[name])) → \(text(to[name]))"
            // Tables and proposals are to be read as JSON, not in a cell.
            return isNested(from[name]) || isNested(to[name]) ? "\(words) changed" : change
        }.joined(separator: ", ")
    }

    private static func isNested(_ value: JSONValue?) -> Bool {
        switch value {
        case .object?: true
        case .array(let elements)?: elements.contains { isNested($0) }
        default: false
        }
    }

    /// What changes with everything else.
    private static let unsaid: Set = ["version", "updatedAt", "needsAttention", "awaitingApproval"]

    private static func text(_ value: JSONValue?) -> String {
        switch value {
        case .string(let text)?: text.isEmpty ? "-" : text
        case .array(let elements)?: elements.isEmpty ? "none" : elements.map(text).joined(separator: " ")
        case nil, .null?: "-"
        case let value?: value.text()
        }
    }
}
