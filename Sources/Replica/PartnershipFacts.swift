// The partnership service's facts in memory. Only live partnerships are kept: one in a final state is the
// same as none, except that it must not push aside a new one of the same pair, so it is taken out by its id.

import EntenteProtocol
import PlantedBugs
import Rules

/// What applying a fact of the partnership service changed for others.
enum PartnershipEffect {
    case none
    /// The default table of this party.
    case defaults(party: UInt32)
    /// Which actions there are.
    case catalog
}

/// Everything a replica keeps of the partnership service.
struct PartnershipFacts: ~Copyable {
    var parties: IdentifierTable<PartyRecord>
    /// Parties not yet tied to what the directory's facts say of them.
    var untied: [UInt32] = []
    var pairs: PairTable
    var partnerships = LivePartnerships()
    /// The enabled ones by party, whenever their terms end.
    var partners = PartnerLists()
    /// One stamp for every pair whose hash ends so.
    ///
    /// A pair without a partnership has a stamp too, at no cost in memory;
    /// that two pairs share one costs a cached answer now and then.
    private var pairStamps = Row<UInt32>()
    /// The actions there are.
    private(set) var catalog = InteractionCatalog([])
    /// The names of the interactions and of the rights, with their codes.
    private var actions: IdentifierTable<UInt8>

    /// 65,536 stamps: at 1,000 changes a second a cached answer is lost to a stranger's change about once a
    /// minute.
    private static let pairStampBits: UInt32 = 16

    /// No facts but the interactions that are always there.
    ///
    /// - Parameter seed: what the hashes start from.
    init(seed: UInt64) {
        parties = IdentifierTable(seed: seed)
        pairs = PairTable(seed: seed)
        actions = IdentifierTable(seed: seed)
        for _ in 0..<1 << Self.pairStampBits { pairStamps.append(0) }
        for interaction in InteractionCatalog.builtIn.interactions { _ = apply(interaction) }
        for right in Right.allCases { _ = actions.intern(right.name, new: UInt8(right.code)) }
    }

    /// The code of an action, or nil where the catalog has none of that name.
    @inline(__always)
    func code(_ action: UnsafeRawBufferPointer) -> UInt8? {
        let number = actions.find(action)
        return number == Identifier.none ? nil : actions[number]
    }

    /// The stamp of a pair.
    @inline(__always)
    func pairStamp(_ index: UInt32) -> UInt32 { pairStamps[index] }

    /// The index of the pair's stamp.
    @inline(__always)
    func pairStampIndex(_ hash: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: hash) & (1 << Self.pairStampBits - 1)
    }

    /// The memory these facts hold, in bytes.
    var memoryByteCount: Int {
        parties.memoryByteCount + pairs.memoryByteCount + partnerships.memoryByteCount
            + pairStamps.memoryByteCount + actions.memoryByteCount + partners.memoryByteCount
    }
}

extension PartnershipFacts {
    /// The number of a party; nil for what cannot be an id.
    mutating func internParty(_ id: String) -> UInt32? {
        let count = parties.count
        let number = parties.intern(id, new: .new)
        guard number != Identifier.none else { return nil }
        if parties.count > count { untied.append(number) }
        return number
    }

    /// Takes over one fact; facts of other sources are left aside.
    mutating func apply(_ fact: Fact) -> PartnershipEffect {
        if let partnership = fact.partnership {
            apply(partnership)
        } else if let defaults = fact.defaults {
            return apply(defaults)
        } else if let interaction = fact.interaction {
            return apply(interaction)
        }
        return .none
    }

    private mutating func apply(_ interaction: Interaction) -> PartnershipEffect {
        guard interaction.name.utf8.count <= Identifier.byteMaximum, catalog.add(interaction) else {
            return .none
        }
        _ = actions.intern(interaction.name, new: UInt8(interaction.code))
        return .catalog
    }

    private mutating func apply(_ defaults: DefaultsFact) -> PartnershipEffect {
        guard let party = internParty(defaults.organization) else { return .none }
        let table = PermissionTable(defaults)
        parties[party].incoming = table.incoming.word
        parties[party].outgoing = table.outgoing.word
        return .defaults(party: party)
    }

    private mutating func apply(_ fact: PartnershipFact) {
        guard (1...Identifier.byteMaximum).contains(fact.id.utf8.count),
            let first = internParty(fact.first),
            let second = internParty(fact.second), first != second
        else { return }
        let hash = pairs.hash(first, second)
        let known = pairs.find(first, second, hash: hash, in: partnerships)
        if fact.state.isFinal {
            if isPlanted("a partnership that ended goes on in the replica") { return }
            guard known != .none, partnerships.holds(known.number, fact.id) else { return }
            remove(known.number)
        } else if known != .none {
            replace(known.number, by: fact, first, second)
        } else {
            insert(PartnershipRecord(fact, first: first, second: second), id: fact.id)
        }
        if isPlanted("a partnership's change leaves its stamp") { return }
        pairStamps[pairStampIndex(hash)] &+= 1
    }

    private mutating func insert(_ record: PartnershipRecord, id: String) {
        let place = partnerships.keep(record, id: id)
        pairs.insert(place, in: partnerships)
        if record.state == .enabled { join(place) }
    }

    private mutating func replace(
        _ place: UInt32, by fact: PartnershipFact, _ first: UInt32, _ second: UInt32
    ) {
        let record = PartnershipRecord(fact, first: first, second: second)
        let wasEnabled = partnerships[place].state == .enabled
        guard partnerships.fits(place, record, id: fact.id) else {
            remove(place)
            return insert(record, id: fact.id)
        }
        partnerships.replace(place, by: record, id: fact.id)
        let isEnabled = record.state == .enabled
        if isEnabled, !wasEnabled { join(place) }
        if wasEnabled, !isEnabled { part(place) }
    }

    /// Puts an enabled partnership into the lists of both sides.
    private mutating func join(_ index: UInt32) {
        let record = partnerships[index]
        partners.add(index, to: &parties[record.first].partners)
        partners.add(index, to: &parties[record.second].partners)
    }

    /// Takes a partnership that is enabled no more out of the lists of both sides.
    private mutating func part(_ index: UInt32) {
        let record = partnerships[index]
        partners.remove(index, from: parties[record.first].partners)
        partners.remove(index, from: parties[record.second].partners)
    }

    private mutating func remove(_ place: UInt32) {
        if partnerships[place].state == .enabled { part(place) }
        pairs.remove(place, in: partnerships)
        partnerships.release(place)
    }
}

extension PartnershipState {
    /// Whether nothing can follow; a state that a newer source made up is live, so that it takes an enabled
    /// one's place.
    fileprivate var isFinal: Bool {
        switch self {
        case .rejected, .withdrawn, .lapsed, .deleted: true
        case .unspecified, .proposed, .enabled, .disabled: false
        }
    }
}
