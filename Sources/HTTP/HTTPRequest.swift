/// One request, read whole.
package struct HTTPRequest: Equatable, Sendable {
    /// What is to be done, such as `GET`.
    package let method: String
    /// Whose: the path as it was sent, without the query.
    package let path: String
    /// What stood behind the first `?`; nil where there was none.
    package let query: String?
    /// The fields in the order they came, their names in lower case.
    package let fields: [HTTPField]
    /// The content.
    package var body: [UInt8]
    /// Whether it said how long its content is; one that did not has none.
    package let saysLength: Bool
    /// Whether the caller goes on with this connection after the answer.
    package let keepsAlive: Bool

    /// Whether only the head of the answer is asked for.
    package var isHead: Bool { method == "HEAD" }

    /// The value of the field called `name` (in lower case); nil where there is none or several.
    package subscript(_ name: String) -> String? {
        var found: String?
        for field in fields where field.name == name {
            if found != nil { return nil }
            found = field.value
        }
        return found
    }

    /// Whether there is a field called `name` (in lower case).
    package func has(_ name: String) -> Bool { fields.contains { $0.name == name } }
}
