import EntenteProtocol

/// One line of a batch: which call to make with which request.
struct BatchLine {
    let choice: CallChoice
    let request: any Request

    /// Reads `{"call": METHOD, "request": {…}}`; `"at": SERVICE` may say where.
    ///
    /// - Throws: what is wrong with the line, to be answered in its place.
    init(_ text: String) throws(Failure) {
        let line: JSONValue
        do {
            line = try JSONValue(parsing: text)
        } catch {
            throw .invalidArgument("the line is no JSON: \(error.message)")
        }
        guard case .object(let members) = line else {
            throw .invalidArgument(#"the line is no object: write {"call": METHOD, "request": {…}}"#)
        }
        if let odd = members.first(where: { !["call", "request", "at"].contains($0.name) }) {
            throw .invalidArgument(
                "the line has a member `\(odd.name)`: it may have `call`, `request` and `at`")
        }
        guard case .string(let name)? = line["call"] else {
            throw .invalidArgument(#"the line names no call: write {"call": METHOD, "request": {…}}"#)
        }
        choice = try Self.choose(name, line["at"])
        guard choice.call.kind != .stream else {
            throw .invalidArgument("`\(name)` answers with a stream: call it alone, not in a batch")
        }
        do {
            request = try choice.call.requestFromJSON(line["request"] ?? .object([]))
        } catch {
            throw .invalidArgument("the request of `\(name)`: \(error.message)")
        }
    }

    private static func choose(_ name: String, _ service: JSONValue?) throws(Failure) -> CallChoice {
        var chosen: String?
        if let service {
            guard case .string(let text) = service else {
                throw .invalidArgument("`at` is the name of a service")
            }
            chosen = text
        }
        do {
            return try CallChoice(named: name, at: chosen)
        } catch {
            throw error.failure
        }
    }
}
