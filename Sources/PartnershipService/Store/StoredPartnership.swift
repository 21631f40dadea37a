import EntenteProtocol
import Rules

/// A partnership as its row holds it: its life, and what the service keeps beside it.
struct StoredPartnership: Equatable {
    let id: String
    var life: PartnershipLife
    /// Random, made anew with every version: what a confirmation to delete is bound to.
    var nonce: UInt64
    /// In milliseconds since 1970 UTC.
    let createdAt: Int64
    /// In milliseconds since 1970 UTC.
    var updatedAt: Int64

    /// The partnership as one side sees it.
    func told(to side: Side, _ catalog: InteractionCatalog) -> Partnership {
        var told = life.told(to: side, id: id, catalog)
        told.createdAt = createdAt
        told.updatedAt = updatedAt
        return told
    }

    /// The two organizations in the order of their ids, the one spelling of the pair.
    var pair: (low: String, high: String) { Self.pair(life.first, life.second) }

    /// Two organizations in the order of their ids' bytes, as SQLite compares them.
    static func pair(_ one: String, _ other: String) -> (low: String, high: String) {
        one.utf8.lexicographicallyPrecedes(other.utf8) ? (one, other) : (other, one)
    }
}
