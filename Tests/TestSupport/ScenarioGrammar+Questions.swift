// What can be asked beyond checks and partnerships, read straight into the wire's requests.

import EntenteProtocol

extension ScenarioWords {
    /// The question that a line beginning with `first` asks; nil for a line that asks none of these.
    mutating func question(_ first: String) throws(ScenarioWordProblem) -> (any Request)? {
        switch first {
        case "sees": return try content()
        case "sharing": return try sharing()
        case "capability":
            var request = CheckCapabilityRequest()
            request.user = try word("whose")
            request.capability = try word("which")
            return request
        case "integration":
            var request = CheckIntegrationRequest()
            request.integration = try word("an integration")
            try expect("for")
            request.user = try word("for whom")
            return request
        case "finds":
            var request = DiscoverRequest()
            request.viewer = try word("who searches")
            request.prefix = try word("what the name begins with")
            if take("limit") { request.limit = Int32(try number("how many")) }
            return request
        case "options":
            var request = RelationshipOptionsRequest()
            request.owner = try word("whose")
            try expect("for")
            request.viewer = try word("for whom")
            return request
        case "settings":
            var request = ListRelationshipsRequest()
            try expect("of")
            request.owner = try word("whose")
            return request
        default: return nil
        }
    }

    // `sees VIEWER TYPE [by AUTHOR] [among P, P] [assigned-to U] [shared OPTION] [users U, U] [teams T, T]
    // [private] [grants-user ROLE U] [grants-team ROLE T]`
    private mutating func content() throws(ScenarioWordProblem) -> any Request {
        var request = CheckContentRequest()
        request.viewer = try word("who looks")
        request.item.contentType = try word("a content type", of: ContentType.self)
        while let clause = peek(), clause != "->" {
            skip()
            switch clause {
            case "by": request.item.author = try word("the author")
            case "among": request.item.participants = try words("a participant")
            case "assigned-to": request.item.assignee = try word("the assignee")
            case "shared": request.item.sharing = try word("an option", of: SharingOption.self)
            case "users": request.item.users = try words("a user")
            case "teams": request.item.teams = try words("a team")
            case "private": request.item.private = true
            case "grants-user", "grants-team": request.item.grants.append(try grant(clause))
            default: throw ScenarioWordProblem("did not expect `\(clause)` here")
            }
        }
        return request
    }

    private mutating func grant(_ clause: String) throws(ScenarioWordProblem) -> ContentGrant {
        var grant = ContentGrant()
        grant.role = try word("a role", of: ListRole.self)
        let holder = try word("to whom")
        if clause == "grants-user" { grant.user = holder } else { grant.team = holder }
        return grant
    }

    // `sharing of TYPE by AUTHOR from ORIGIN [asked OPTION] [earlier OPTION] [users U, U] [teams T, T]`
    private mutating func sharing() throws(ScenarioWordProblem) -> any Request {
        var request = ResolveSharingRequest()
        try expect("of")
        request.contentType = try word("a content type", of: ContentType.self)
        try expect("by")
        request.author = try word("the author")
        try expect("from")
        request.origin = try word("an origin", of: ContentOrigin.self)
        while let clause = peek(), clause != "->" {
            skip()
            switch clause {
            case "asked": request.option = try word("an option", of: SharingOption.self)
            case "earlier": request.earlier = try word("an option", of: SharingOption.self)
            case "users": request.users = try words("a user")
            case "teams": request.teams = try words("a team")
            default: throw ScenarioWordProblem("did not expect `\(clause)` here")
            }
        }
        return request
    }
}

// MARK: - Answers in the scenario's words

/// Tells answers as scenarios write them.
enum ScenarioAnswer {
    /// An answer to one of the questions above; the answer to any other request is empty.
    static func words(_ answer: any Message) -> String {
        switch answer {
        case let answer as CheckContentResponse:
            return "\(answer.disclosure.name) because \(answer.reason.name)"
                + (answer.role.map { " role \($0.name)" } ?? "")
        case let answer as ResolveSharingResponse: return answer.option.name
        case let answer as CheckCapabilityResponse:
            return "\(answer.verdict.name) because \(answer.reason.name)"
        case let answer as CheckIntegrationResponse:
            return "\(answer.verdict.name) \(answer.ask.map { "\($0) " } ?? "")because \(answer.reason.name)"
        case let answer as DiscoverResponse:
            let found = answer.items.map { $0.id + ($0.email.map { " \($0)" } ?? "") }
            return (found.isEmpty ? ["nobody"] : found + (answer.truncated ? ["more"] : []))
                .joined(separator: ", ")
        case let answer as RelationshipOptionsResponse:
            let setting = answer.relationship.map { " set to \($0.level.name)" } ?? ""
            let levels = answer.levels.map(\.name).joined(separator: " ")
            return "base \(answer.base.name)\(setting), offered \(levels)"
        case let answer as ListRelationshipsResponse:
            let settings = answer.items.map { "\($0.viewer) \($0.level.name)" }
            return settings.isEmpty ? "nothing" : settings.joined(separator: ", ")
        default: return ""
        }
    }
}
