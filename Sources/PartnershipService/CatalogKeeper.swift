// The catalog is asked for with every table that is read or written, so it is kept in memory beside its
// table. What a command registers counts at once for the rest of its turn, whose commands may build on it,
// and is taken back with the command or the turn that it came with.

import Rules
import SQLiteStore
import Source

/// The catalog of interactions as the tables of this moment hold it.
///
/// Belongs to the loop's thread.
final class CatalogKeeper: TurnParticipant {
    /// The interactions there are, with those of the turn that is not committed yet.
    private(set) var catalog: InteractionCatalog
    private var atCommand: InteractionCatalog
    private var committed: InteractionCatalog

    /// A keeper of what the tables hold now.
    init(_ catalog: InteractionCatalog) {
        self.catalog = catalog
        atCommand = catalog
        committed = catalog
    }

    /// Takes over what a command has made of the catalog.
    func replace(by wider: InteractionCatalog) { catalog = wider }

    func commandBegan() { atCommand = catalog }
    func commandUndone() { catalog = atCommand }
    func turnCommitted() { committed = catalog }
    func turnDiscarded() { catalog = committed }
}
