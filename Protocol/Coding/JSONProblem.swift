/// Why a text is no JSON, or no JSON of a message.
public enum JSONProblem: Error, Equatable, Sendable {
    /// The text is not JSON.
    case syntax(line: Int, column: Int, reason: String)
    /// A value does not fit its field; the path leads there from the outermost message.
    case field(path: String, reason: String)

    /// What is wrong, for people.
    public var message: String {
        switch self {
        case .syntax(let line, let column, let reason): "line \(line), column \(column): \(reason)"
        case .field(let path, let reason): path.isEmpty ? reason : "`\(path)`: \(reason)"
        }
    }

    /// What a thrower of the standard library's decoding protocols meant.
    static func from(_ error: any Error) -> JSONProblem {
        if let problem = error as? JSONProblem { return problem }
        if case .refused(let field, let reason) = WireProblem.from(error) {
            return .field(path: field, reason: reason)
        }
        return .field(path: "", reason: "\(error)")
    }
}
