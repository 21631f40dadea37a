// The calls of the service, by topic in this folder. A handler checks the form of a request, finds what it is
// about, finds out who acts for which side, lets time pass, asks the rules what becomes of the partnership,
// and stores the outcome.

import EntenteProtocol
import EventLoop
import Rules
import SQLiteStore
import Service
import Source

/// What all handlers work with.
///
/// Belongs to the loop's thread.
final class PartnershipCalls {
    let source: Source
    let store: PartnershipStore
    let directory: DirectoryView
    let catalogKeeper: CatalogKeeper
    let deadlines: Deadlines
    let randomness: any Randomness

    /// Handlers that answer through `source`.
    init(
        source: Source, store: PartnershipStore, directory: DirectoryView, catalogKeeper: CatalogKeeper,
        deadlines: Deadlines, randomness: any Randomness
    ) {
        self.source = source
        self.store = store
        self.directory = directory
        self.catalogKeeper = catalogKeeper
        self.deadlines = deadlines
        self.randomness = randomness
    }

    /// The interactions there are, those registered in this turn among them.
    var catalog: InteractionCatalog { catalogKeeper.catalog }

    /// Offers every call of the table for this service.
    func offer() {
        offerCatalog()
        offerDefaults()
        offerProposal()
        offerSteps()
        offerDeletion()
        offerQueries()
        offerNotifications()
    }

    /// The partnership with this id.
    ///
    /// - Throws: `not-found`.
    func requirePartnership(_ id: String) throws -> StoredPartnership {
        guard let partnership = try store.partnership(id) else {
            throw Failure.notFound("field `partnership`: there is no partnership \(quoted(id))")
        }
        return partnership
    }

    /// Refuses an organization that the directory does not know.
    ///
    /// - Throws: `unavailable` before the directory was heard, `not-found`.
    func requireOrganization(_ id: String, _ field: String = "organization") throws(Failure) {
        try directory.requireReady()
        guard directory.knows(organization: id) else {
            throw .notFound("field `\(field)`: there is no organization \(quoted(id))")
        }
    }
}
