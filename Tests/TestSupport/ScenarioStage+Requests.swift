// Requests are read with the scenario's own ids. Here they become those of the world, field by field in the
// JSON of the wire, so that a new request needs nothing but its line in the grammar; and back in the answers.

import EntenteProtocol

extension ScenarioStage {
    /// The fields that name something which is unique in the whole cluster.
    private static let idFields: Set<String> = [
        "id", "actor", "target", "organization", "user", "users", "owner", "viewer", "team", "teams",
        "author", "participants", "assignee",
    ]
    /// Calls whose `id` is unique in its organization only.
    private static let callsWithLocalIDs: Set<Method> = [
        .createLocation, .updateLocation, .deleteLocation, .putIntegration,
    ]

    /// Gives a command in somebody's name, against the version that the line names.
    func make<C: Command>(_ command: C, as given: ScenarioCommand) async throws {
        var command = command
        command.actor = given.actor
        var document = JSON.value(of: command)
        if given.expectedVersion != 0 {
            guard document["expectedVersion"] != nil else {
                throw ScenarioFault(message: "`\(C.method.name)` is made against no version")
            }
            document = document.setting("expectedVersion", to: .integer(given.expectedVersion))
        }
        _ = try await world.ask(world(document, C.self))
    }

    /// Asks a question; the answer, told in the scenario's ids.
    func ask<R: Request>(_ question: R) async throws -> R.Response {
        let answer = try await world.ask(world(JSON.value(of: question), R.self))
        return try JSON.decode(R.Response.self, from: JSON.value(of: answer).mappingStrings(shortened))
    }

    private func world<R: Request>(_ document: JSONValue, _ type: R.Type) throws -> R {
        var fields = Self.idFields
        if Self.callsWithLocalIDs.contains(R.method) { fields.remove("id") }
        // An address begins with its owner's id, and so with the prefix.
        if case .string(let beginning) = document["prefix"], beginning.contains("@") {
            fields.insert("prefix")
        }
        return try JSON.decode(R.self, from: document.mappingStrings(in: fields, full))
    }
}

/// A scenario says what the wire cannot.
struct ScenarioFault: Error, CustomStringConvertible {
    let message: String
    var description: String { message }
}

extension JSONValue {
    /// An object with one member replaced.
    fileprivate func setting(_ name: String, to value: JSONValue) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(members.map { $0.name == name ? Member(name, value) : $0 })
    }

    /// The document with every string changed, or every one in the members called one of `names`.
    fileprivate func mappingStrings(
        in names: Set<String>? = nil, isInside: Bool = false, _ change: (String) -> String
    ) -> JSONValue {
        switch self {
        case .string(let text): return isInside || names == nil ? .string(change(text)) : self
        case .array(let values):
            return .array(values.map { $0.mappingStrings(in: names, isInside: isInside, change) })
        case .object(let members):
            return .object(
                members.map { member in
                    let isNamed = names?.contains(member.name) == true
                    return Member(
                        member.name, member.value.mappingStrings(in: names, isInside: isNamed, change))
                })
        default: return self
        }
    }
}
