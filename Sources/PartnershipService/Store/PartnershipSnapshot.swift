// Everything a replica needs to decide, as of one moment: the catalog, the default tables that were ever set,
// and the live partnerships. Proposed ones are among them although no decision rests on them, so that a
// replica fed from a snapshot equals one fed by every change.

import EntenteProtocol
import SQLiteStore
import Source

/// A snapshot being read, on a connection of its own.
///
/// Belongs to the loop's thread.
final class PartnershipSnapshot: SnapshotReader {
    private enum Stage {
        case interactions
        case defaults(after: String)
        case partnerships(after: String)
        case done
    }

    let revision: UInt64
    let digest: UInt64
    private let store: PartnershipStore
    private var stage = Stage.interactions

    /// Begins to read what is committed now in the database at `path`.
    init(path: String, vfs: String?) throws(DatabaseProblem) {
        let database = try Database(path: path, vfs: vfs, mode: .readOnly)
        try database.beginRead()
        let changes = try ChangeLog(in: database) { 0 }
        revision = changes.head
        digest = changes.headDigest
        store = PartnershipStore(database: database)
    }

    func next() throws(DatabaseProblem) -> [Fact] {
        while true {
            let facts = try readStage()
            if case .done = stage { store.database.endRead() }
            if !facts.isEmpty { return facts }
            if case .done = stage { return [] }
        }
    }

    /// Some facts of the present stage; without any the next stage begins.
    private func readStage() throws(DatabaseProblem) -> [Fact] {
        let limit = SourceLimits.snapshotChunkRows
        switch stage {
        case .interactions:
            stage = .defaults(after: "")
            return try store.interactions().map { interaction in .with { $0.interaction = interaction } }
        case .defaults(let after):
            let rows = try store.defaults(after: after, limit: limit)
            stage = rows.last.map { .defaults(after: $0.organization) } ?? .partnerships(after: "")
            return rows.map { row in .with { $0.defaults = row.table.fact(organization: row.organization) } }
        case .partnerships(let after):
            let rows = try store.livePartnerships(after: after, limit: limit)
            stage = rows.last.map { .partnerships(after: $0.id) } ?? .done
            return rows.map { row in .with { $0.partnership = row.life.fact(id: row.id) } }
        case .done: return []
        }
    }
}
