// What a person types is mapped to a request by data: each argument or flag of a verb names the field it
// fills. Its type, its words, whether it repeats and whether it is a switch follow from the field, so a verb
// cannot disagree with the contract, and nothing is written twice.
import EntenteProtocol
import Flags

/// One argument or flag of a verb, and the field of the request it fills.
struct Parameter: Sendable {
    /// Where it stands on the command line.
    enum Place {
        case argument
        case optionalArgument
        /// All arguments that are left, at least one.
        case arguments
        case flag
        case requiredFlag
    }

    /// How its text becomes a value.
    enum Form: Equatable {
        /// The field's own type says how.
        case value
        /// `KEY=VALUE` makes an element of a list of messages; several keys are separated by colons. Elements
        /// with the same keys are one.
        case entry(keys: [String], values: [String], needsValue: Bool = true)
        /// A moment: a time from now, such as `7d`, or a date.
        case moment
        /// A length of time, in milliseconds on the wire.
        case millis
        /// A switch that turns off what is on unless it is given.
        case off
        /// A switch for the list that is there and empty.
        case empty
        /// A file with one JSON object a line, each an element of the list.
        case file
    }

    /// `ORGANIZATION`, or `display-name` for a flag.
    let name: String
    let place: Place
    /// The field of the request, by its path in JSON: `item.contentType`.
    let field: String
    let form: Form
    let help: String

    /// How people write it: `--display-name`, or the argument's name.
    var spelling: String { isFlag ? "--\(name)" : name }

    /// Whether it is a flag, and not an argument.
    var isFlag: Bool { place == .flag || place == .requiredFlag }

    // MARK: - Making

    /// An argument that must be there.
    static func argument(_ name: String, _ field: String, _ help: String) -> Parameter {
        Parameter(name: name, place: .argument, field: field, form: .value, help: help)
    }

    /// An argument that may be left out.
    static func optionalArgument(_ name: String, _ field: String, _ help: String) -> Parameter {
        Parameter(name: name, place: .optionalArgument, field: field, form: .value, help: help)
    }

    /// All arguments that are left, at least one.
    static func arguments(
        _ name: String, _ field: String, as form: Form = .value, _ help: String
    ) -> Parameter {
        Parameter(name: name, place: .arguments, field: field, form: form, help: help)
    }

    /// A flag that may be left out.
    static func flag(_ name: String, _ field: String, as form: Form = .value, _ help: String) -> Parameter {
        Parameter(name: name, place: .flag, field: field, form: form, help: help)
    }

    /// A flag that must be given.
    static func required(_ name: String, _ field: String, _ help: String) -> Parameter {
        Parameter(name: name, place: .requiredFlag, field: field, form: .value, help: help)
    }
}

// MARK: - The field

/// The field of a message that a path leads to.
struct FieldTarget {
    /// The names from the outermost message inward, down to `values` where a message holds only a list.
    let path: [String]
    let field: MessageShape.Field
    /// Whether the list lies in a message of its own, so that it can be there and empty.
    let isClearable: Bool

    /// The field at `path` of `type`; nil where there is none.
    init?(_ path: String, in type: any Message.Type) {
        var names: [String] = []
        var found: MessageShape.Field?
        var type: (any Message.Type)? = type
        for name in path.split(separator: ".").map(String.init) {
            guard let message = type,
                let next = MessageShape(of: message).fields.first(where: { $0.name == name })
            else { return nil }
            names.append(name)
            found = next
            if case .message(let inner) = next.type { type = inner } else { type = nil }
        }
        guard let found else { return nil }
        if let inner = type, !found.isRepeated, let list = Self.onlyList(of: inner) {
            (self.path, field, isClearable) = (names + [list.name], list, true)
        } else {
            (self.path, field, isClearable) = (names, found, false)
        }
    }

    /// The one field of a message that is nothing but a list.
    private static func onlyList(of type: any Message.Type) -> MessageShape.Field? {
        let fields = MessageShape(of: type).fields
        return fields.count == 1 && fields[0].isRepeated ? fields[0] : nil
    }

    /// The field called `name` of the messages this field holds.
    func inner(_ name: String) -> MessageShape.Field? {
        guard case .message(let type) = field.type else { return nil }
        return MessageShape(of: type).fields.first { $0.name == name }
    }
}

extension MessageShape.FieldType {
    /// The words an enumeration knows; nil for everything else.
    var words: [String]? {
        guard case .enumeration(let type) = self else { return nil }
        return Self.words(type)
    }

    private static func words<Word: WireEnum>(_ type: Word.Type) -> [String] {
        type.allCases.filter { $0 != .unspecified }.map(\.name)
    }
}
