import EntenteProtocol
import Flags

/// A request as it is put together, field by field, before it becomes a message.
struct RequestDraft {
    /// What is there so far.
    private(set) var json = JSONValue.object([])

    /// Writes `value` into the field at `path`.
    mutating func set(_ value: JSONValue, at path: [String]) {
        json.change(path[...]) { $0 = value }
    }

    /// Adds `element` to the list at `path`.
    mutating func append(_ element: JSONValue, at path: [String]) {
        json.change(path[...]) { list in
            guard case .array(let elements) = list else {
                list = .array([element])
                return
            }
            list = .array(elements + [element])
        }
    }

    /// Adds the members of `entry` to the element of the list at `path` that has the same `keys`, or makes
    /// one.
    ///
    /// - Throws: that the element says that already.
    mutating func merge(_ entry: JSONValue, keys: [String], at path: [String]) throws(FlagProblem) {
        var elements: [JSONValue] = []
        if case .array(let present)? = json[path[...]] { elements = present }
        guard let place = elements.firstIndex(where: { one in keys.allSatisfy { one[$0] == entry[$0] } }),
            case .object(let told) = elements[place], case .object(let members) = entry
        else { return append(entry, at: path) }
        let added = members.filter { !keys.contains($0.name) }
        guard !added.isEmpty, added.allSatisfy({ elements[place][$0.name] == nil }) else {
            let name = keys.map { key in
                if case .string(let text)? = entry[key] { text } else { "" }
            }
            throw FlagProblem("`\(name.joined(separator: ":"))` is given twice")
        }
        elements[place] = .object(told + added)
        set(.array(elements), at: path)
    }
}

extension JSONValue {
    /// The value at `path` of objects within objects.
    subscript(path: ArraySlice<String>) -> JSONValue? {
        guard let name = path.first else { return self }
        return self[name]?[path.dropFirst()]
    }

    /// Changes the value at `path`, making the objects on the way.
    fileprivate mutating func change(_ path: ArraySlice<String>, _ body: (inout JSONValue) -> Void) {
        guard let name = path.first else { return body(&self) }
        var members: [Member] = []
        if case .object(let present) = self { members = present }
        if let index = members.firstIndex(where: { $0.name == name }) {
            members[index].value.change(path.dropFirst(), body)
        } else {
            var value = JSONValue.null
            value.change(path.dropFirst(), body)
            members.append(Member(name, value))
        }
        self = .object(members)
    }
}
