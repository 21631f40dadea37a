// Whose the things of a file are. An import is done as the operator, who may do anything to anybody: a file
// that somebody has edited must not reach into other organizations by a line that looks like its own. What
// the rules let name others (the viewer of a setting, the partner of an agreement) may.

import EntenteProtocol

/// What the things of a file may name.
struct ImportOwnership {
    private let entries: [ImportFile.Entry]
    private let organization: String
    private var users: Set<String> = []
    private var teams: Set<String> = []
    private var locations: Set<String> = ["default"]
    private var integrations: Set<String> = []

    /// The things of a file of `organization`.
    init(_ entries: [ImportFile.Entry], of organization: String) {
        self.entries = entries
        self.organization = organization
        for entry in entries {
            switch entry.thing.value {
            case let thing as User: users.insert(thing.id)
            case let thing as Team: teams.insert(thing.id)
            case let thing as Location: locations.insert(thing.id)
            case let thing as Integration: integrations.insert(thing.id)
            default: break
            }
        }
    }

    /// Looks over all lines of the file at `path`.
    ///
    /// - Throws: the first that names what is not the organization's and has to be, with its line and field.
    func check(_ path: String) throws(Problem) {
        for entry in entries {
            guard let words = wrong(entry.thing.value) else { continue }
            throw ImportFile.wrong(path, entry.line, words)
        }
    }

    private func wrong(_ value: any Message) -> String? {
        switch value {
        case let thing as User: stranger("location", thing.location, locations, "location", mayBeEmpty: true)
        case let thing as Team: wrong(thing)
        case let thing as Relationship: stranger("owner", thing.owner, users, "user")
        case let thing as Integration: wrong(thing)
        case let thing as IntegrationConnection:
            stranger("user", thing.user, users, "user")
                ?? stranger("integration", thing.integration, integrations, "integration")
        case let thing as Partnership: wrong(thing)
        default: nil
        }
    }

    private func wrong(_ team: Team) -> String? {
        team.members.enumerated().lazy.compactMap { index, member in
            stranger("members[\(index)].user", member.user, users, "user")
        }.first
    }

    private func wrong(_ integration: Integration) -> String? {
        integration.teams.enumerated().lazy.compactMap { index, team in
            stranger("teams[\(index)]", team, teams, "team")
        }.first
    }

    /// An agreement stands between the organization and another one, and only these two ask for anything.
    private func wrong(_ partnership: Partnership) -> String? {
        guard !partnership.partner.isEmpty, partnership.partner != organization else {
            return "field `partner`: `\(partnership.partner)` is not another organization"
        }
        guard [.proposed, .enabled, .disabled].contains(partnership.state) else {
            return "field `state`: an agreement that is not proposed, enabled or disabled is not exported"
        }
        guard let open = partnership.open else {
            return partnership.state == .proposed
                ? "field `open`: a proposed agreement has the proposal it waits for" : nil
        }
        guard [organization, partnership.partner].contains(open.by) else {
            return "field `open.by`: `\(open.by)` is neither `\(organization)` nor `\(partnership.partner)`"
        }
        guard (open.kind == .proposal) == (partnership.state == .proposed), open.kind != .unspecified else {
            return "field `open.kind`: an agreement in this state has no such request"
        }
        return nil
    }

    private func stranger(
        _ field: String, _ id: String, _ known: Set<String>, _ kind: String, mayBeEmpty: Bool = false
    ) -> String? {
        if known.contains(id) || mayBeEmpty && id.isEmpty { return nil }
        return "field `\(field)`: `\(organization)` has no \(kind) `\(id)` in this file"
    }
}
