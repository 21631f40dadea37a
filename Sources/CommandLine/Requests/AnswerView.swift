import EntenteProtocol

/// How an answer is shown to people.
enum AnswerView: Sendable {
    /// The message in the field `of` of the answer, or the answer itself where that is empty: the fields
    /// named, or all.
    case card(of: String, [String] = [])
    /// The messages in the list `of` of the answer, one a row: the fields named, or all.
    ///
    /// Where there are none, `none` is said instead.
    case table(of: String = "items", [String] = [], none: String)
    /// The items of all pages as a table of its own; where there are none, `none` is said instead.
    case rows(none: String, @Sendable ([JSONValue]) -> TextTable)
    /// In a way of its own.
    case custom(@Sendable (any Request, any Message, Console) -> Void)

    /// In a way of its own, for the answers to requests of type `R`.
    static func custom<R: Request>(
        _ type: R.Type, _ show: @escaping @Sendable (R, R.Response, Console) -> Void
    ) -> AnswerView {
        .custom { request, answer, console in
            guard let request = request as? R, let answer = answer as? R.Response else {
                preconditionFailure("a verb shows the answer to another request than its own")
            }
            show(request, answer, console)
        }
    }

    /// The items of all pages, which are messages of type `M`, as a table of its own.
    static func rows<M: Message>(
        _ type: M.Type, none: String, _ table: @escaping @Sendable ([M]) -> TextTable
    ) -> AnswerView {
        .rows(none: none) { items in
            table(items.compactMap { try? JSON.decode(M.self, from: $0, unknownFields: .skip) })
        }
    }

    /// What it shows by name: of which message of the answer, and which of its fields; nil where it has a way
    /// of its own.
    var names: (place: String, fields: [String])? {
        switch self {
        case .card(let place, let fields), .table(let place, let fields, _): (place, fields)
        case .rows, .custom: nil
        }
    }

    /// Shows `answer`.
    func show(_ answer: any Message, to request: any Request, on console: Console) {
        let json = JSON.value(ofAny: answer)
        switch self {
        case .card(let name, let fields):
            let place = AnswerPlace(name, in: Swift.type(of: answer))
            MessageCard(
                type: place.type, value: name.isEmpty ? json : json[name] ?? .object([]), names: fields
            )
            .print(on: console)
        case .table(let name, let columns, let none):
            var rows: [JSONValue] = []
            if case .array(let elements)? = json[name] { rows = elements }
            Self.show(
                rows, of: AnswerPlace(name, in: Swift.type(of: answer)).type, columns, none, on: console)
            if json["truncated"] == .bool(true) { console.note("there may be more: narrow the search") }
        case .rows:
            preconditionFailure("a list is shown when all pages are there")
        case .custom(let show):
            show(request, answer, console)
        }
    }

    /// Shows the items of all pages of an answer of type `answer`.
    func show(_ items: [JSONValue], answering answer: any Message.Type, on console: Console) {
        switch self {
        case .table(let name, let columns, let none):
            Self.show(items, of: AnswerPlace(name, in: answer).type, columns, none, on: console)
        case .rows(let none, let table):
            if items.isEmpty { console.note(none) } else { table(items).print(on: console) }
        case .card, .custom:
            preconditionFailure("a list is shown as a table")
        }
    }

    /// Shows messages one a row, or that there are none.
    private static func show(
        _ rows: [JSONValue], of type: any Message.Type, _ columns: [String], _ none: String,
        on console: Console
    ) {
        if rows.isEmpty {
            console.note(none)
        } else {
            MessageTable(type: type, rows: rows, columns: columns).table.print(on: console)
        }
    }
}

/// The message an answer carries under a name.
struct AnswerPlace {
    let type: any Message.Type

    /// The type of the field called `name`, or of the answer itself where that is empty.
    init(_ name: String, in answer: any Message.Type) {
        guard !name.isEmpty else {
            type = answer
            return
        }
        guard let field = MessageShape(of: answer).fields.first(where: { $0.name == name }),
            case .message(let inner) = field.type
        else { preconditionFailure("\(answer) carries no message `\(name)`") }
        type = inner
    }
}

extension JSON {
    /// The JSON document of a message of a type known only when the program runs.
    static func value(ofAny message: any Message) -> JSONValue {
        func value<M: Message>(_ message: M) -> JSONValue { JSON.value(of: message) }
        return value(message)
    }
}
