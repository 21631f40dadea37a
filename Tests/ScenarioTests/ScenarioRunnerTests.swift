// Scenarios prove nothing unless they can fail: every expectation of every file is turned into another one,
// and the runner has to notice on that very line.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct ScenarioRunnerTests {
    @Test(arguments: ScenarioFiles.names) func everyExpectationIsLookedAt(_ file: String) async throws {
        let scenario = try ScenarioFiles.read(file)
        for index in scenario.steps.indices {
            for place in scenario.steps[index].expected.indices {
                var altered = scenario
                altered.steps[index].expected[place] = scenario.steps[index].expected[place].altered
                let line = scenario.steps[index].line
                #expect(await lineOfMismatch(altered) == line, "line \(line), expectation \(place + 1)")
            }
        }
    }

    @Test(arguments: ScenarioFiles.names) func everyCommandIsCarriedOut(_ file: String) async throws {
        let scenario = try ScenarioFiles.read(file)
        for index in scenario.steps.indices {
            guard case .command = scenario.steps[index].act, scenario.steps[index].expected.isEmpty else {
                continue
            }
            var altered = scenario
            altered.steps[index].expected = [.refused(.unavailable)]
            #expect(await lineOfMismatch(altered) == scenario.steps[index].line)
        }
    }

    private func lineOfMismatch(_ scenario: Scenario) async -> Int? {
        do {
            _ = try await ScenarioRunner.play(scenario, in: ScenarioReferenceWorld())
            return nil
        } catch {
            return (error as? ScenarioMismatch)?.line
        }
    }

    @Test func aWorldWithoutTheClockLeavesTheScenarioOut() async throws {
        let scenario = try ScenarioParser.parse("title A\nneeds clock\nwait 1 day\n", file: "a")
        #expect(try await ScenarioRunner.play(scenario, in: StillWorld()) == 0)
        #expect(try await ScenarioRunner.play(scenario, in: ScenarioReferenceWorld()) == 1)
    }

    @Test func aFaultOfTheWorldIsAMismatchOfItsLine() async throws {
        let scenario = try ScenarioParser.parse("title A\n\nhistory p -> proposed\n", file: "a")
        do {
            _ = try await ScenarioRunner.play(scenario, in: StillWorld())
            Issue.record("the fault went unnoticed")
        } catch let mismatch as ScenarioMismatch {
            #expect(mismatch.description == "a:3: the world failed: still\n    history p -> proposed")
        }
    }
}

extension ScenarioExpectation {
    /// Another expectation of the same kind, which cannot hold where this one does.
    fileprivate var altered: ScenarioExpectation {
        switch self {
        case .refused(let code): return .refused(code == .internal ? .unavailable : .internal)
        case .refusedState(let state): return .refusedState(state + "x")
        case .version(let version): return .version(version + 1)
        case .verdict(let verdict, let ask):
            return verdict == .ask ? .verdict(.ask, ask: (ask ?? "") + "x") : .verdict(.ask, ask: "somebody")
        case .reason(let reason): return .reason(reason == .blocked ? .self : .blocked)
        case .level(let level): return .level(level == .blocked ? .unknown : .blocked)
        case .words(let words): return .words(words + " x")
        case .decidedBy(let partnership): return .decidedBy(partnership: partnership + "x")
        case .state(let state): return .state(state == .lapsed ? .rejected : .lapsed)
        case .preset(let preset): return .preset(preset.another)
        case .openPreset(let preset): return .openPreset(preset.another)
        case .entry(let entry): return .entry(entry.another)
        case .openEntry(let entry): return .openEntry(entry.another)
        case .needsAttention: return .awaitsApproval
        case .awaitsApproval: return .needsAttention
        case .nothingOpen: return .open(.change, by: "acme")
        case .open(let kind, let by): return .open(kind, by: by + "x")
        case .actions(let actions): return .actions(actions + [.deleted])
        case .told(let notices):
            guard var last = notices.last else {
                return .told([ScenarioNotice(action: .deleted, partnership: "p", needsAttention: false)])
            }
            last.needsAttention.toggle()
            return .told(notices.dropLast() + [last])
        }
    }
}

extension Preset {
    fileprivate var another: Preset { self == .custom ? .full : .custom }
}

extension PermissionEntry {
    /// The same interaction with every state that is named another one.
    fileprivate var another: PermissionEntry {
        .with {
            $0.interaction = interaction
            $0.outgoing = outgoing.map { $0 == .deny ? .allow : .deny }
            $0.incoming = incoming.map { $0 == .deny ? .allow : .deny }
        }
    }
}

/// A world in which nothing can be done.
private final class StillWorld: ScenarioWorld {
    private enum Fault: Error {
        case still
    }

    var offers: Set<ScenarioNeed> { [] }
    var now: Int64 { 0 }
    func wait(milliseconds: Int64) async throws { throw Fault.still }
    func ask<R: Request>(_ request: R) async throws -> R.Response { throw Fault.still }
}
