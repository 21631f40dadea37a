// What a world has to offer so that scenarios can be played in it. Answers are the wire's own, so a world of
// real processes returns what it received and nothing has to be translated.

import EntenteProtocol

/// A cluster, real or imagined, that a scenario is played in.
package protocol ScenarioWorld: AnyObject {
    /// What it can offer beyond commands and questions.
    var offers: Set<ScenarioNeed> { get }

    /// Carries out a command, and remembers the confirmation that asking to delete answers.
    ///
    /// - Throws: The `Failure` it was refused with; anything else is a fault of the world.
    func perform(_ command: ScenarioCommand) async throws

    /// Lets time pass. Only called where the world offers a clock.
    func wait(milliseconds: Int64) async throws

    /// May the actor do this to the target? Positions are not looked at.
    func check(actor: String, action: String, target: String) async throws -> CheckAnswer

    /// A partnership as an organization sees it. Times of making and change are not looked at.
    func partnership(_ id: String, seenBy organization: String) async throws -> Partnership

    /// What happened to a partnership, oldest first. Only the actions are looked at.
    func history(_ partnership: String) async throws -> [PartnershipEvent]

    /// What an organization was told, oldest first. Ids and times are not looked at.
    func notifications(_ organization: String) async throws -> [Notification]

    /// An organization's default table.
    func defaults(_ organization: String) async throws -> DefaultTable
}
