// Every scenario file, played in the reference model and by the services on a simulated network.

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

    @Test(arguments: ScenarioFiles.names) func theServicesAnswerAsWritten(_ file: String) async throws {
        let scenario = try ScenarioFiles.read(file)
        let world = try ScenarioSimulatedWorld()
        #expect(try await ScenarioRunner.play(scenario, in: world) == scenario.steps.count)
    }
}
