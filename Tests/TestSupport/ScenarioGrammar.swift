// What a line does: the part before `->`. Further statements are further cases of `act`.

import EntenteProtocol

extension ScenarioWords {
    /// What the line does or asks.
    mutating func act() throws(ScenarioWordProblem) -> ScenarioAct {
        let first = try word("a statement")
        switch first {
        case "organization":
            let id = try word("the organization's id")
            return .command(.init(deed: .createOrganization(id: id, name: try optional("the name") ?? id)))
        case "user": return .command(.init(deed: .createUser(try user())))
        case "wait": return .wait(try duration())
        case "may":
            return .check(
                actor: try word("who acts"), action: try word("the action"), target: try word("on whom"),
                call: take("as") ? try word("a call context", of: CallContext.self) : nil)
        case "partnership":
            let id = try word("the partnership's id")
            try expect("seen")
            try expect("by")
            return .partnership(id, seenBy: try word("an organization"))
        case "history": return .history(try word("the partnership's id"))
        case "told": return .notifications(try word("an organization"))
        case "defaults":
            try expect("of")
            return .defaults(try word("an organization"))
        default:
            if let question = try question(first) { return .ask(question) }
            return .command(try command(by: first))
        }
    }

    // `user ada of acme [role] [e-mail] ["Name"]`
    private mutating func user() throws(ScenarioWordProblem) -> User {
        var user = User()
        user.id = try word("the user's id")
        try expect("of")
        user.organization = try word("an organization")
        user.role = .member
        user.email = "\(user.id)@\(user.organization).example"
        user.displayName = user.id
        if let role = peek().flatMap({ Role(name: $0) }), role != .unspecified {
            skip()
            user.role = role
        }
        if let word = peek(), word.contains("@") {
            skip()
            user.email = word
        }
        if let name = try optional("the name") { user.displayName = name }
        return user
    }

    // `ada proposes …`, `operator suspends …`, `operator for acme accepts …`
    private mutating func command(by actor: String) throws(ScenarioWordProblem) -> ScenarioCommand {
        var organization = ""
        if actor == "operator", take("for") { organization = try word("an organization") }
        let verb = try word("what \(actor) does")
        let name = actor == "operator" ? "" : actor
        var command = ScenarioCommand(deed: try deed(verb, by: name))
        command.actor = name
        command.organization = organization
        if take("at") {
            try expect("version")
            command.expectedVersion = try number("the version")
        }
        return command
    }

    private mutating func deed(_ verb: String, by actor: String) throws(ScenarioWordProblem) -> ScenarioDeed {
        if let request = try request(verb, by: actor) { return .make(request) }
        if let step = ScenarioVerb(rawValue: verb) { return .step(try word("the partnership's id"), step) }
        switch verb {
        case "suspends": return .suspend(organization: try word("an organization"))
        case "resumes": return .resume(organization: try word("an organization"))
        case "deactivates": return .deactivate(user: try word("a user"))
        case "reactivates": return .reactivate(user: try word("a user"))
        case "sets-defaults":
            try expect("of")
            let organization = try word("an organization")
            try expect("to")
            return .setDefaults(organization: organization, try terms())
        case "proposes":
            let id = try word("the partnership's id")
            try expect("to")
            let email = try word("an e-mail address")
            return .propose(id: id, email: email, try offer())
        case "counters": return .counter(try word("the partnership's id"), try offer())
        case "revises": return .revise(try word("the partnership's id"), try offer())
        case "changes": return .change(try word("the partnership's id"), try offer())
        case "asks-to-delete": return .askToDelete(try word("the partnership's id"))
        case "confirms-delete": return .confirmDelete(try word("the partnership's id"))
        default: throw ScenarioWordProblem("unknown statement or verb `\(verb)`")
        }
    }

    // `[with TERMS] [note "…"] [lapsing after DURATION] [ending after DURATION | ending never]`
    private mutating func offer() throws(ScenarioWordProblem) -> ScenarioOffer {
        var offer = ScenarioOffer()
        while let clause = peek(), ["with", "note", "lapsing", "ending"].contains(clause) {
            skip()
            switch clause {
            case "with": offer.terms = try terms()
            case "note": offer.note = try word("the note")
            case "lapsing":
                try expect("after")
                offer.lapsesAfter = try duration()
            default:
                if take("never") {
                    offer.termsEndAfter = 0
                } else {
                    try expect("after")
                    offer.termsEndAfter = try duration()
                }
            }
        }
        return offer
    }

    // `preset full`, or entries: `chat.start outgoing deny, workspace.add-member both ask`
    private mutating func terms() throws(ScenarioWordProblem) -> ScenarioTerms {
        var terms = ScenarioTerms()
        if take("preset") {
            terms.preset = try word("a preset", of: Preset.self)
        } else {
            repeat { terms.entries.append(try entry()) } while take(",")
        }
        return terms
    }

    // `chat.start both allow`, `chat.start outgoing deny`, `chat.start outgoing deny incoming ask`
    mutating func entry() throws(ScenarioWordProblem) -> PermissionEntry {
        let directions = ["outgoing", "incoming", "both"]
        var entry = PermissionEntry()
        entry.interaction = try word("an interaction")
        repeat {
            let direction = try word("a direction", among: directions, { $0 })
            let state = try word("a state", of: PermissionState.self)
            if direction != "incoming" { entry.outgoing = state }
            if direction != "outgoing" { entry.incoming = state }
        } while peek().map(directions.contains) ?? false
        return entry
    }

    private mutating func optional(_ what: String) throws(ScenarioWordProblem) -> String? {
        guard let word = peek(), word != "->" else { return nil }
        skip()
        return word
    }
}
