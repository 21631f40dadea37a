import EntenteProtocol

/// The reference model as a world to play scenarios in.
package final class ScenarioReferenceWorld: ScenarioWorld {
    private var model = ReferenceModel(now: 1_700_000_000_000)

    /// An empty world.
    package init() {}

    package var offers: Set<ScenarioNeed> { [.clock] }

    package var now: Int64 { model.now }

    package func wait(milliseconds: Int64) async throws { model.pass(to: model.now + milliseconds) }

    package func ask<R: Request>(_ request: R) async throws -> R.Response { try model.carryOut(request) }
}
