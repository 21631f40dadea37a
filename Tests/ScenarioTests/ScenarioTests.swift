// Every scenario file, played in the reference model and in the house's own rules.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct ScenarioTests {
    @Test func thereAreScenarios() {
        #expect(ScenarioFiles.names.count >= 16)
    }

    @Test(arguments: ScenarioFiles.names) func theReferenceModelAnswersAsWritten(_ file: String) async throws
    {
        let scenario = try ScenarioFiles.read(file)
        #expect(try await ScenarioRunner.play(scenario, in: ScenarioReferenceWorld()) == scenario.steps.count)
    }

    @Test(arguments: ScenarioFiles.names) func theRulesAnswerAsWritten(_ file: String) async throws {
        let scenario = try ScenarioFiles.read(file)
        #expect(try await ScenarioRunner.play(scenario, in: ScenarioRulesWorld()) == scenario.steps.count)
    }
}
