// Plays a scenario in a world and says, line by line, where the world does something else than the scenario
// expects.

import EntenteProtocol

/// A line where a world and a scenario disagree.
package struct ScenarioMismatch: Error, CustomStringConvertible, Sendable {
    package let file: String
    package let line: Int
    package let text: String
    package let message: String
    package var description: String { "\(file):\(line): \(message)\n    \(text)" }
}

/// Plays scenarios.
package enum ScenarioRunner {
    /// Plays a scenario from its first line to its last.
    ///
    /// - Parameter prefix: stands before every id in the world, so that scenarios can share it.
    /// - Returns: How many lines were played; 0 where the world cannot offer what the scenario needs.
    /// - Throws: The first mismatch, or a fault of the world as a mismatch of its line.
    package static func play(
        _ scenario: Scenario, in world: any ScenarioWorld, prefix: String = ""
    ) async throws -> Int {
        guard scenario.needs.isSubset(of: world.offers) else { return 0 }
        let stage = ScenarioStage(world, prefix: prefix)
        for step in scenario.steps {
            let problem: String?
            do {
                problem = try await play(step, on: stage)
            } catch let failure as Failure {
                problem = compare(failure, step.expected)
            } catch {
                problem = "the world failed: \(error)"
            }
            if let problem {
                throw ScenarioMismatch(
                    file: scenario.file, line: step.line, text: step.text, message: problem)
            }
        }
        return scenario.steps.count
    }

    private static func play(_ step: ScenarioStep, on stage: ScenarioStage) async throws -> String? {
        var problem: String?
        switch step.act {
        case .command(let command): try await stage.perform(command)
        case .wait(let milliseconds): try await stage.world.wait(milliseconds: milliseconds)
        case .check(let actor, let action, let target, let call):
            problem = compare(
                try await stage.check(actor: actor, action: action, target: target, call: call),
                step.expected)
        case .ask(let question):
            problem = compare(ScenarioAnswer.words(try await stage.ask(question)), step.expected)
        case .partnership(let id, let organization):
            problem = compare(try await stage.partnership(id, seenBy: organization), step.expected)
        case .history(let id):
            problem = compare(try await stage.history(id).map(\.action), step.expected)
        case .notifications(let organization):
            problem = compare(try await stage.notifications(organization), step.expected)
        case .defaults(let organization):
            problem = compare(try await stage.defaults(organization), step.expected)
        }
        if case .refused(let code) = step.expected.first {
            return "expected to be refused (\(code.name)), but it went through"
        }
        return problem
    }

    /// The first expectation that does not hold, in words.
    private static func first(
        _ expected: [ScenarioExpectation], _ holds: (ScenarioExpectation) -> String?
    ) -> String? {
        for expectation in expected {
            if let problem = holds(expectation) { return problem }
        }
        return nil
    }

    private static func differ<Value: Equatable>(_ what: String, _ got: Value, _ expected: Value) -> String? {
        got == expected ? nil : "expected \(what) \(expected), got \(got)"
    }
}

// MARK: - Comparing

extension ScenarioRunner {
    private static func compare(_ failure: Failure, _ expected: [ScenarioExpectation]) -> String? {
        guard case .refused = expected.first else {
            return "refused: \(failure.code.name): \(failure.message)"
        }
        return first(expected) { expectation in
            switch expectation {
            case .refused(let code):
                return differ("refusal", failure.code.name, code.name).map { "\($0): \(failure.message)" }
            case .refusedState(let state): return differ("state", failure.details?.state ?? "none", state)
            case .version(let version):
                return differ("current version", failure.details?.currentVersion ?? -1, version)
            default: return nil
            }
        }
    }

    private static func compare(_ answer: CheckResponse, _ expected: [ScenarioExpectation]) -> String? {
        let byPartnership = expected.contains(.reason(.partnership))
        if !byPartnership, answer.partnership != nil {
            return "expected no partnership, got \(answer.partnership ?? "")"
        }
        return first(expected) { expectation in
            switch expectation {
            case .verdict(let verdict, let ask):
                return differ("verdict", answer.verdict.name, verdict.name).map {
                    "\($0) because \(answer.reason.name)"
                }
                    ?? differ("to ask", answer.ask ?? "nobody", ask ?? "nobody")
            case .reason(let reason): return differ("reason", answer.reason.name, reason.name)
            case .level(let level): return differ("level", answer.level?.name ?? "none", level.name)
            case .decidedBy(let id): return differ("partnership", answer.partnership ?? "none", id)
            case .version(let version):
                return differ("partnership version", answer.partnershipVersion ?? -1, version)
            default: return nil
            }
        }
    }

    private static func compare(_ answer: String, _ expected: [ScenarioExpectation]) -> String? {
        first(expected) { expectation in
            guard case .words(let words) = expectation else { return nil }
            return differ("answer", answer, words)
        }
    }

    private static func compare(_ partnership: Partnership, _ expected: [ScenarioExpectation]) -> String? {
        first(expected) { expectation in
            switch expectation {
            case .state(let state): return differ("state", partnership.state.name, state.name)
            case .version(let version): return differ("version", partnership.version, version)
            case .preset(let preset): return differ("preset", partnership.preset.name, preset.name)
            case .entry(let entry): return compare(partnership.terms, entry)
            case .needsAttention: return differ("needs attention", partnership.needsAttention, true)
            case .awaitsApproval: return differ("awaits approval", partnership.awaitingApproval, true)
            case .nothingOpen: return differ("open", partnership.open?.kind.name ?? "nothing", "nothing")
            case .open(let kind, let by):
                return differ("open", partnership.open?.kind.name ?? "nothing", kind.name)
                    ?? differ("open by", partnership.open?.by ?? "", by)
            case .openPreset(let preset):
                return differ("preset on the table", partnership.open?.preset.name ?? "none", preset.name)
            case .openEntry(let entry): return compare(partnership.open?.terms ?? [], entry)
            default: return nil
            }
        }
    }

    private static func compare(_ defaults: DefaultTable, _ expected: [ScenarioExpectation]) -> String? {
        first(expected) { expectation in
            switch expectation {
            case .preset(let preset): return differ("preset", defaults.preset.name, preset.name)
            case .version(let version): return differ("version", defaults.version, version)
            case .entry(let entry): return compare(defaults.table, entry)
            default: return nil
            }
        }
    }

    private static func compare(_ actions: [PartnershipAction], _ expected: [ScenarioExpectation]) -> String?
    {
        first(expected) { expectation in
            guard case .actions(let wanted) = expectation else { return nil }
            return differ("history", actions.map(\.name), wanted.map(\.name))
        }
    }

    private static func compare(_ told: [Notification], _ expected: [ScenarioExpectation]) -> String? {
        first(expected) { expectation in
            guard case .told(let wanted) = expectation else { return nil }
            let got = told.map {
                ScenarioNotice(
                    action: $0.action, partnership: $0.partnership, needsAttention: $0.needsAttention)
            }
            return differ("notifications", got.map(words), wanted.map(words))
        }
    }

    private static func words(_ notice: ScenarioNotice) -> String {
        "\(notice.action.name) \(notice.partnership)\(notice.needsAttention ? " !" : "")"
    }

    /// Compares the directions that `wanted` names.
    private static func compare(_ entries: [PermissionEntry], _ wanted: PermissionEntry) -> String? {
        guard let entry = entries.first(where: { $0.interaction == wanted.interaction }) else {
            return "expected an entry for \(wanted.interaction), got none"
        }
        let outgoing = wanted.outgoing.flatMap {
            differ("\(wanted.interaction) outgoing", entry.outgoing?.name ?? "none", $0.name)
        }
        let incoming = wanted.incoming.flatMap {
            differ("\(wanted.interaction) incoming", entry.incoming?.name ?? "none", $0.name)
        }
        return outgoing ?? incoming
    }
}
