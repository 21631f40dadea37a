// What a world has to offer so that scenarios can be played in it: that it can be asked what the wire can
// ask, and answers as the wire answers. So nothing has to be translated, and no world is told more than
// another.

import EntenteProtocol

/// A cluster, real or imagined, that a scenario is played in.
package protocol ScenarioWorld: AnyObject {
    /// What it can offer beyond commands and questions.
    var offers: Set<ScenarioNeed> { get }

    /// What its clock shows, in milliseconds since 1970 UTC.
    var now: Int64 { get }

    /// Lets time pass. Only called where the world offers a clock.
    func wait(milliseconds: Int64) async throws

    /// Asks for something, as somebody who has seen everything that was answered before.
    ///
    /// - Throws: The `Failure` it was refused with; anything else is a fault of the world.
    func ask<R: Request>(_ request: R) async throws -> R.Response
}
