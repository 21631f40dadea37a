// What can be looked up about agreements and the catalog.

import EntenteProtocol
import PlantedBugs
import Rules

extension Replica {
    /// The code of an action, or nil where the catalog has none of that name.
    package func code(_ action: RawSpan) -> UInt8? {
        action.withUnsafeBytes { partnership.pointee.code($0) }
    }

    /// The same of bytes.
    package func code(_ action: UnsafeRawBufferPointer) -> UInt8? { partnership.pointee.code(action) }

    /// The interactions there are.
    package var catalog: InteractionCatalog { partnership.pointee.catalog }

    /// What holds when people of one organization act on people of another.
    package func agreement(from actor: OrganizationIndex, to target: OrganizationIndex) -> Agreement {
        let actorParty = directory.pointee.organizations[actor.number].party
        let targetParty = directory.pointee.organizations[target.number].party
        var agreement = Agreement(
            partnership: .none, termsExpireAt: .max, terms: .denied, outgoing: outgoing(actorParty),
            incoming: incoming(targetParty), stampIndex: 0, stamp: 0)
        guard actorParty != Identifier.none, targetParty != Identifier.none else {
            // Neither has a stamp to wait for: that either gets known moves its organization's stamp.
            agreement.stamp = partnership.pointee.pairStamp(0)
            return agreement
        }
        let hash = partnership.pointee.pairs.hash(actorParty, targetParty)
        agreement.stampIndex = partnership.pointee.pairStampIndex(hash)
        agreement.stamp = partnership.pointee.pairStamp(agreement.stampIndex)
        let index = partnership.pointee.pairs.find(
            actorParty, targetParty, hash: hash, in: partnership.pointee.partnerships)
        guard index != .none else { return agreement }
        let record = partnership.pointee.partnerships[index.number]
        guard
            record.state == .enabled
                || isPlanted("a disabled partnership decides") && record.state == .disabled
        else { return agreement }
        agreement.partnership = index
        agreement.termsExpireAt = record.termsExpireAt
        let isForward = (record.first == actorParty) != isPlanted("the two directions are exchanged")
        agreement.terms = Terms(word: isForward ? record.forward : record.backward)
        return agreement
    }

    /// The live partnership of two organizations, whatever its state; nil where there is none.
    package func livePartnership(
        from actor: OrganizationIndex, to target: OrganizationIndex
    ) -> LivePartnership? {
        let actorParty = self[actor].party
        let targetParty = self[target].party
        guard actorParty != Identifier.none, targetParty != Identifier.none else { return nil }
        let index = partnership.pointee.pairs.find(
            actorParty, targetParty, hash: partnership.pointee.pairs.hash(actorParty, targetParty),
            in: partnership.pointee.partnerships)
        guard index != .none else { return nil }
        let record = partnership.pointee.partnerships[index.number]
        return LivePartnership(
            index: index, state: record.state, termsExpireAt: record.termsExpireAt,
            terms: Terms(word: record.first == actorParty ? record.forward : record.backward))
    }

    /// The stamp at an index that an ``Agreement`` named.
    package func pairStamp(_ index: UInt32) -> UInt32 { partnership.pointee.pairStamp(index) }

    /// A partnership's version.
    package func version(_ index: PartnershipIndex) -> Int64 {
        Int64(partnership.pointee.partnerships[index.number].version)
    }

    /// A partnership's id.
    package func id(_ index: PartnershipIndex) -> String {
        String(
            decoding: partnership.pointee.partnerships.id(index.number), as: UTF8.self)
    }

    /// Hands the bytes of a partnership's id to `body`.
    package func withID(_ index: PartnershipIndex, _ body: (RawSpan) -> Void) {
        body(partnership.pointee.partnerships.id(index.number).bytes)
    }

    /// The bytes of a partnership's id, which stay where they are for as long as the read lock is held.
    package func idBytes(_ index: PartnershipIndex) -> UnsafeRawBufferPointer {
        partnership.pointee.partnerships.id(index.number)
    }

    /// How many partnerships are live: proposed, enabled or disabled.
    package var partnershipCount: Int { partnership.pointee.pairs.count }

    private func outgoing(_ party: UInt32) -> Terms {
        party == Identifier.none
            ? PermissionTable.start.outgoing : Terms(word: partnership.pointee.parties[party].outgoing)
    }

    private func incoming(_ party: UInt32) -> Terms {
        party == Identifier.none
            ? PermissionTable.start.incoming : Terms(word: partnership.pointee.parties[party].incoming)
    }
}
