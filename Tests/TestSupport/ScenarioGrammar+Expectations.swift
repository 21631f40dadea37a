// What a line expects: the part after `->`. What can be expected depends on what was asked.

import EntenteProtocol

extension ScenarioWords {
    /// What is expected of `act`; a question without an expectation is refused, as it would prove nothing.
    mutating func expectations(of act: ScenarioAct) throws(ScenarioWordProblem) -> [ScenarioExpectation] {
        guard take("->") else {
            switch act {
            case .command, .wait: return []
            default: throw ScenarioWordProblem("a question needs an answer to expect: `-> …`")
            }
        }
        if take("refused") { return try refusal() }
        switch act {
        case .command, .wait: throw ScenarioWordProblem("of a command only `-> refused CODE` can be expected")
        case .check: return try ruling()
        case .ask: return [.words(rest())]
        case .partnership: return try list { words throws(ScenarioWordProblem) in try words.standing() }
        case .defaults: return try list { words throws(ScenarioWordProblem) in try words.tableFact() }
        case .history: return [.actions(try actions())]
        case .notifications: return [.told(try notices())]
        }
    }

    // `refused CODE [state STATE] [version N]`
    private mutating func refusal() throws(ScenarioWordProblem) -> [ScenarioExpectation] {
        var expected: [ScenarioExpectation] = [.refused(try word("a failure code", of: FailureCode.self))]
        if take("state") { expected.append(.refusedState(try word("a state"))) }
        if take("version") { expected.append(.version(try number("a version"))) }
        return expected
    }

    // `VERDICT because REASON [ID [version N]] [at LEVEL]`; `ask` is followed by whom: `ask grace because …`
    private mutating func ruling() throws(ScenarioWordProblem) -> [ScenarioExpectation] {
        let verdict = try word("a verdict", of: Verdict.self)
        let ask = verdict == .ask ? try word("whom to ask") : nil
        try expect("because")
        let reason = try word("a reason", of: Reason.self)
        var expected: [ScenarioExpectation] = [.verdict(verdict, ask: ask), .reason(reason)]
        if reason == .partnership {
            expected.append(.decidedBy(partnership: try word("which partnership")))
            if take("version") { expected.append(.version(try number("a version"))) }
        }
        if take("at") { expected.append(.level(try word("a level", of: Level.self))) }
        return expected
    }

    // `enabled`, `version 3`, `preset full`, `needs attention`, `awaits approval`, `nothing open`,
    // `open change by acme`, `open preset full`, `open chat.start both deny`, `chat.start outgoing allow`
    private mutating func standing() throws(ScenarioWordProblem) -> ScenarioExpectation {
        if let state = peek().flatMap({ PartnershipState(name: $0) }), state != .unspecified {
            skip()
            return .state(state)
        }
        if take("version") { return .version(try number("a version")) }
        if take("needs") {
            try expect("attention")
            return .needsAttention
        }
        if take("awaits") {
            try expect("approval")
            return .awaitsApproval
        }
        if take("nothing") {
            try expect("open")
            return .nothingOpen
        }
        if take("open") { return try open() }
        return try tableFact()
    }

    private mutating func open() throws(ScenarioWordProblem) -> ScenarioExpectation {
        if take("preset") { return .openPreset(try word("a preset", of: Preset.self)) }
        guard let kind = peek().flatMap({ OpenKind(name: $0) }), kind != .unspecified else {
            return .openEntry(try entry())
        }
        skip()
        try expect("by")
        return .open(kind, by: try word("an organization"))
    }

    // `preset limited`, `version 2`, `chat.start incoming deny`
    private mutating func tableFact() throws(ScenarioWordProblem) -> ScenarioExpectation {
        if take("preset") { return .preset(try word("a preset", of: Preset.self)) }
        if take("version") { return .version(try number("a version")) }
        return .entry(try entry())
    }

    // `proposed, countered, accepted`
    private mutating func actions() throws(ScenarioWordProblem) -> [PartnershipAction] {
        var actions: [PartnershipAction] = []
        repeat { actions.append(try word("what happened", of: PartnershipAction.self)) } while take(",")
        return actions
    }

    // `nothing`, or `proposed p1 !, withdrawn p1`
    private mutating func notices() throws(ScenarioWordProblem) -> [ScenarioNotice] {
        if take("nothing") { return [] }
        var notices: [ScenarioNotice] = []
        repeat {
            let action = try word("what happened", of: PartnershipAction.self)
            let partnership = try word("to which partnership")
            notices.append(
                ScenarioNotice(action: action, partnership: partnership, needsAttention: take("!")))
        } while take(",")
        return notices
    }

    private mutating func list(
        _ item: (inout ScenarioWords) throws(ScenarioWordProblem) -> ScenarioExpectation
    ) throws(ScenarioWordProblem) -> [ScenarioExpectation] {
        var items: [ScenarioExpectation] = []
        repeat { items.append(try item(&self)) } while take(",")
        return items
    }
}
