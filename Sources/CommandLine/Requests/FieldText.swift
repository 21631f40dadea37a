// Any message as people read it, from the names and types of its fields: a card for one, a table for many.
// What a verb shows is then a list of field names, and a field that is added to a message is shown as well.
import EntenteProtocol

/// The name of a field as words: `display name` for `displayName`, `email domain` for `email-domain`.
struct FieldWords {
    let words: String

    init(_ name: String) {
        var words = ""
        for character in name {
            if character.isUppercase { words.append(" ") }
            words.append(character == "-" ? " " : Character(character.lowercased()))
        }
        self.words = words
    }

    /// The same as a heading.
    var heading: String { words.prefix(1).uppercased() + words.dropFirst() }
}

/// The value of a field as people read it.
struct FieldText {
    let field: MessageShape.Field
    /// Nil where it is absent.
    let value: JSONValue?

    /// Its text and how it stands out.
    var cell: TextTable.Cell {
        guard let value, value != .null else { return "-" }
        if case .array(let elements) = value {
            let texts = elements.map { Self.one($0, field).text }
            return TextTable.Cell(texts.isEmpty ? "-" : texts.joined(separator: ", "))
        }
        return Self.one(value, field)
    }

    private static func one(_ value: JSONValue, _ field: MessageShape.Field) -> TextTable.Cell {
        switch value {
        case .bool(let isTrue):
            let isAlarming = isTrue && ["suspended", "deactivated"].contains(field.name)
            return TextTable.Cell(isTrue ? "yes" : "no", isAlarming ? .bad : .plain)
        case .number(let text):
            return TextTable.Cell(isMoment(field) ? Timestamp(Int64(text) ?? 0).text : text)
        case .string(let text):
            guard case .enumeration(let type) = field.type else {
                return TextTable.Cell(text.isEmpty ? "-" : text)
            }
            return word(text, type)
        case .object:
            guard case .message(let type) = field.type else { return "-" }
            return TextTable.Cell(compact(value, type))
        case .null, .array:
            return "-"
        }
    }

    private static func isMoment(_ field: MessageShape.Field) -> Bool {
        field.name == "at" || field.name.hasSuffix("At")
    }

    private static func word(_ text: String, _ type: any WireEnum.Type) -> TextTable.Cell {
        if text == "unspecified" { return "-" }
        switch type {
        case is Verdict.Type: return VerdictText(Verdict(name: text) ?? .unspecified).cell
        case is PermissionState.Type: return VerdictText(PermissionState(name: text)).cell
        case is PartnershipState.Type:
            return PartnershipText.state(PartnershipState(name: text) ?? .unspecified)
        default: return TextTable.Cell(text)
        }
    }

    /// A message within a cell: `level employee, version 3`.
    private static func compact(_ value: JSONValue, _ type: any Message.Type) -> String {
        MessageShape(of: type).fields.compactMap { field in
            guard let inner = value[field.name] else { return nil }
            let text = FieldText(field: field, value: inner).cell.text
            return text == "-" ? nil : "\(FieldWords(field.name).words) \(text)"
        }.joined(separator: ", ")
    }
}

/// One message, a line for each of its plain fields and a table for each list of messages.
struct MessageCard {
    let type: any Message.Type
    let value: JSONValue
    /// The fields to show, in this order; empty for all.
    var names: [String] = []

    private var fields: [MessageShape.Field] {
        let all = MessageShape(of: type).fields
        return names.isEmpty
            ? all.filter { $0.name != "position" }
            : names.compactMap { name in all.first { $0.name == name } }
    }

    /// Prints the lines, then the tables under their headings.
    func print(on console: Console) {
        var lines = TextTable()
        var tables: [(heading: String, table: TextTable)] = []
        for field in fields {
            let value = value[field.name]
            if case .message(let inner) = field.type, field.isRepeated {
                guard case .array(let rows)? = value, !rows.isEmpty else { continue }
                tables.append((FieldWords(field.name).heading, MessageTable(type: inner, rows: rows).table))
            } else if value != nil {
                let label = TextTable.Cell(FieldWords(field.name).words, .faint)
                lines.add([label, FieldText(field: field, value: value).cell])
            }
        }
        lines.print(on: console)
        for (index, entry) in tables.enumerated() {
            // One table alone needs no name.
            if index > 0 || !lines.isEmpty { console.print("") }
            if tables.count > 1 || !lines.isEmpty { console.print(console.styled(entry.heading, .strong)) }
            entry.table.print(on: console)
        }
    }
}

/// Many messages of one type, a row each.
struct MessageTable {
    let type: any Message.Type
    let rows: [JSONValue]
    /// The fields to show, in this order; empty for all.
    var columns: [String] = []

    /// The rows under the names of the fields.
    var table: TextTable {
        let all = MessageShape(of: type).fields
        let shown = columns.isEmpty ? all : columns.compactMap { name in all.first { $0.name == name } }
        var table = TextTable(shown.map { FieldWords($0.name).words })
        for row in rows {
            table.add(shown.map { FieldText(field: $0, value: row[$0.name]).cell })
        }
        return table
    }
}
