// What people and the operator do beyond partnerships, read straight into the wire's requests: who acts and
// against which version is filled in when they are made.

import EntenteProtocol

extension ScenarioWords {
    /// The request that `verb` makes of `actor`; nil for a verb that is none of these.
    mutating func request(_ verb: String, by actor: String) throws(ScenarioWordProblem) -> (any Command)? {
        if let request = try relationship(verb, by: actor) { return request }
        if let request = try people(verb) { return request }
        if let request = try team(verb) { return request }
        if let request = try settings(verb) { return request }
        return try integration(verb, by: actor)
    }

    /// Whose things they are: `for USER`, or else the actor's own.
    private mutating func owner(_ actor: String) throws(ScenarioWordProblem) -> String {
        take("for") ? try word("for whom") : actor
    }

    /// `of WHOM to`, then what.
    private mutating func subject() throws(ScenarioWordProblem) -> String {
        try expect("of")
        let subject = try word("of whom")
        try expect("to")
        return subject
    }

    /// Words with commas between.
    mutating func words(_ what: String) throws(ScenarioWordProblem) -> [String] {
        var words: [String] = []
        repeat { words.append(try word(what)) } while take(",")
        return words
    }

    // MARK: relationships

    // `sets VIEWER to LEVEL [for OWNER]`, `clears VIEWER [for OWNER]`
    private mutating func relationship(
        _ verb: String, by actor: String
    ) throws(ScenarioWordProblem) -> (any Command)? {
        guard verb == "sets" || verb == "clears" else { return nil }
        var request = SetRelationshipRequest()
        request.viewer = try word("whom")
        if verb == "sets" {
            try expect("to")
            request.level = try word("a level", of: Level.self)
        }
        request.owner = try owner(actor)
        return request
    }

    // MARK: people and places

    // `makes USER ROLE`, `marks USER vip|assistant`, `unmarks …`, `moves USER to LOCATION`,
    // `makes-location L of ORG same LEVEL other LEVEL outside LEVEL`
    private mutating func people(_ verb: String) throws(ScenarioWordProblem) -> (any Command)? {
        var request = UpdateUserRequest()
        switch verb {
        case "makes-location": return try location()
        case "makes":
            request.id = try word("whom")
            request.role = try word("a role", of: Role.self)
        case "marks", "unmarks":
            request.id = try word("whom")
            let mark = try word("a mark", among: ["vip", "assistant"]) { $0 }
            if mark == "vip" { request.vip = verb == "marks" } else { request.assistant = verb == "marks" }
        case "moves":
            request.id = try word("whom")
            try expect("to")
            request.location = try word("a location")
        default: return nil
        }
        return request
    }

    private mutating func location() throws(ScenarioWordProblem) -> any Command {
        var request = CreateLocationRequest()
        request.id = try word("the location's id")
        request.name = request.id
        try expect("of")
        request.organization = try word("an organization")
        try expect("same")
        request.fromSameLocation = try word("a level", of: Level.self)
        try expect("other")
        request.fromOtherLocations = try word("a level", of: Level.self)
        try expect("outside")
        request.fromOutside = try word("a level", of: Level.self)
        return request
    }

    // MARK: teams

    private mutating func team(_ verb: String) throws(ScenarioWordProblem) -> (any Command)? {
        switch verb {
        case "makes-team": return try workTeam()
        case "makes-monitoring": return try monitoringTeam()
        case "deletes-team":
            var request = DeleteTeamRequest()
            request.id = try word("a team")
            return request
        case "adds":
            var request = AddTeamMembersRequest()
            repeat { request.members.append(try member()) } while take(",")
            try expect("to")
            request.team = try word("a team")
            return request
        case "removes":
            var request = RemoveTeamMembersRequest()
            request.users = try words("whom")
            try expect("from")
            request.team = try word("a team")
            return request
        case "sets-level":
            var request = UpdateTeamRequest()
            request.id = try subject()
            request.level = try word("a level", of: Level.self)
            return request
        default: return nil
        }
    }

    // `makes-team T of ORG [level LEVEL]`
    private mutating func workTeam() throws(ScenarioWordProblem) -> any Command {
        var request = CreateTeamRequest()
        request.kind = .work
        request.id = try word("the team's id")
        request.name = request.id
        try expect("of")
        request.organization = try word("an organization")
        if take("level") { request.level = try word("a level", of: Level.self) }
        return request
    }

    // `makes-monitoring T of ORG between S1, S2 granting LEVEL from S1 to S2, LEVEL from S2 to S1`
    private mutating func monitoringTeam() throws(ScenarioWordProblem) -> any Command {
        var request = CreateTeamRequest()
        request.kind = .monitoring
        request.id = try word("the team's id")
        request.name = request.id
        try expect("of")
        request.organization = try word("an organization")
        try expect("between")
        request.subgroups = try words("a sub-group")
        guard take("granting") else { return request }
        repeat {
            var grant = TeamGrant()
            grant.level = try word("a level", of: Level.self)
            try expect("from")
            grant.viewerSubgroup = try word("a sub-group")
            try expect("to")
            grant.ownerSubgroup = try word("a sub-group")
            request.grants.append(grant)
        } while take(",")
        return request
    }

    // `ada`, or `ada in desk`
    private mutating func member() throws(ScenarioWordProblem) -> TeamMember {
        var member = TeamMember()
        member.user = try word("whom")
        if take("in") { member.subgroup = try word("a sub-group") }
        return member
    }

    // MARK: settings

    private mutating func settings(_ verb: String) throws(ScenarioWordProblem) -> (any Command)? {
        switch verb {
        case "sets-policy":
            var request = UpdateOrganizationRequest()
            request.id = try subject()
            request.relationshipPolicy = try word("a policy", of: RelationshipPolicy.self)
            return request
        case "switches-enterprise-permissions":
            var request = UpdateOrganizationRequest()
            try expect("of")
            request.id = try word("an organization")
            request.enterprisePermissions = try word("on or off", among: ["on", "off"]) { $0 } == "on"
            return request
        case "sets-minimum": return try minimums()
        case "sets-floor": return try floors()
        case "sets-sharing": return try sharing()
        case "sets-mode": return try mode()
        case "sets-limits": return try limits()
        case "sets-privacy": return try privacy()
        case "registers":
            var request = RegisterInteractionRequest()
            request.name = try word("an interaction")
            request.category = try word("a category")
            request.askAllowed = take("asking")
            return request
        default: return nil
        }
    }

    // `sets-minimum of ORG to RIGHT LEVEL, RIGHT LEVEL`
    private mutating func minimums() throws(ScenarioWordProblem) -> any Command {
        var request = SetRightsMatrixRequest()
        request.organization = try subject()
        repeat {
            var minimum = RightMinimum()
            minimum.right = try word("a right")
            minimum.level = try word("a level", of: Level.self)
            request.minimums.append(minimum)
        } while take(",")
        return request
    }

    // `sets-floor of ORG to INTERACTION LEVEL, INTERACTION LEVEL`
    private mutating func floors() throws(ScenarioWordProblem) -> any Command {
        var request = SetInteractionFloorsRequest()
        request.organization = try subject()
        repeat {
            var floor = InteractionFloor()
            floor.interaction = try word("an interaction")
            floor.level = try word("a level", of: Level.self)
            request.floors.append(floor)
        } while take(",")
        return request
    }

    // `sets-sharing of ORG to TYPE OPTION, OPTION [fallback OPTION] [reach any|own]`
    private mutating func sharing() throws(ScenarioWordProblem) -> any Command {
        var request = SetSharingPolicyRequest()
        request.organization = try subject()
        request.contentType = try word("a content type", of: ContentType.self)
        repeat { request.offered.append(try word("an option", of: SharingOption.self)) } while take(",")
        request.fallback = take("fallback") ? try word("an option", of: SharingOption.self) : .onlyYou
        if take("reach") { request.reach = try word("a reach", of: SharingReach.self) }
        return request
    }

    // `sets-mode of ORG to teams-only`, `sets-mode of ORG to everyone [and restore|hide-all]`
    private mutating func mode() throws(ScenarioWordProblem) -> any Command {
        var request = SetSyncedModeRequest()
        request.organization = try subject()
        request.mode = try word("a mode", of: SyncedMode.self)
        if take("and") { request.onReturn = try word("what becomes of settings", of: PrivacyReturn.self) }
        return request
    }

    // `sets-limits of ORG to [no-mail-bodies] [no-private-meetings]`
    private mutating func limits() throws(ScenarioWordProblem) -> any Command {
        var request = SetSyncedLimitsRequest()
        request.organization = try subject()
        request.mailBodies = !take("no-mail-bodies")
        request.privateMeetings = !take("no-private-meetings")
        return request
    }

    // `sets-privacy of USER to PRIVACY [in TEAM]`
    private mutating func privacy() throws(ScenarioWordProblem) -> any Command {
        let user = try subject()
        let privacy = try word("a privacy", of: Privacy.self)
        guard take("in") else {
            var request = SetPersonalPrivacyRequest()
            request.user = user
            request.privacy = privacy
            return request
        }
        var request = SetTeamPrivacyRequest()
        request.user = user
        request.privacy = privacy
        request.team = try word("a team")
        return request
    }

    // MARK: integrations

    // `puts-integration I of ORG KIND SCOPE [off] [for T, T]`, `connects I [for USER]`,
    // `disconnects I [for USER]`
    private mutating func integration(
        _ verb: String, by actor: String
    ) throws(ScenarioWordProblem) -> (any Command)? {
        switch verb {
        case "puts-integration":
            var request = PutIntegrationRequest()
            request.id = try word("the integration's id")
            try expect("of")
            request.organization = try word("an organization")
            request.kind = try word("a kind", of: IntegrationKind.self)
            request.scope = try word("a scope", of: IntegrationScope.self)
            request.enabled = !take("off")
            if take("for") { request.teams = try words("a team") }
            return request
        case "connects":
            var request = ConnectIntegrationRequest()
            request.integration = try word("an integration")
            request.user = try owner(actor)
            return request
        case "disconnects":
            var request = DisconnectIntegrationRequest()
            request.integration = try word("an integration")
            request.user = try owner(actor)
            return request
        default: return nil
        }
    }
}
