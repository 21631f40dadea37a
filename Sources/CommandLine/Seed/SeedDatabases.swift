// The command line speaks to services over the wire and knows none of their tables. Filling a very large
// world that way would take an hour, so the program that is shipped hands in somebody who knows them; the
// library stands without.

import EntenteProtocol

/// The databases of both sources, while no service holds them.
package protocol SeedDatabases: AnyObject, SendableMetatype {
    /// Opens the databases of these folders, which are made where there are none.
    ///
    /// - Throws: where one cannot be opened, is held by a service, or is not empty; nothing is changed then.
    init(directoryFolder: String, partnershipFolder: String) throws(Problem)

    /// Tells the partnership service of the people and organizations its commands will name.
    func learn(_ facts: [Fact])

    /// Carries out a command as the operator's; nothing of it is durable before ``finish()``.
    func carryOut(_ command: any Command) throws(Problem)

    /// Makes everything durable that was carried out.
    func finish() throws(Problem)
}
