// Where partnerships are kept, and how a pair finds its own, against a dictionary: made, changed and ended at
// random, with ids of several lengths, ends and states that take more room.

import EntenteProtocol
import Testing

@testable import Replica

@Suite struct LivePartnershipTests {
    private struct Pair: Hashable {
        let one: UInt32
        let other: UInt32
    }

    private struct Kept {
        var place: UInt32
        let record: PartnershipRecord
        let id: String
    }

    private static func record(_ pair: Pair, _ dice: inout Dice) -> PartnershipRecord {
        let isSwapped = dice.next() & 1 == 0
        var record = PartnershipRecord(
            forward: dice.next() >> 32, backward: dice.next() >> 32,
            first: isSwapped ? pair.other : pair.one, second: isSwapped ? pair.one : pair.other,
            version: UInt32(truncatingIfNeeded: dice.next()), state: .enabled)
        if dice.next() % 4 == 0 { record.termsExpireAt = Int64(dice.next() >> 2) }
        if dice.next() % 4 == 0 { record.forward = dice.next() }
        if dice.next() % 8 == 0 { record.backward = dice.next() }
        return record
    }

    private static func id(_ dice: inout Dice) -> String {
        String(repeating: "p", count: [1, 2, 20, 20, 20, 21, 64, 255][Int(dice.next() % 8)])
    }

    private func expect(_ kept: Kept, in partnerships: borrowing LivePartnerships) {
        let found = partnerships[kept.place]
        #expect(found.forward == kept.record.forward && found.backward == kept.record.backward)
        #expect(found.first == kept.record.first && found.second == kept.record.second)
        #expect(found.version == kept.record.version && found.state == kept.record.state)
        #expect(found.termsExpireAt == kept.record.termsExpireAt)
        let (hasItsID, hasAnother) = (
            partnerships.holds(kept.place, kept.id), partnerships.holds(kept.place, kept.id + "x")
        )
        #expect(hasItsID && !hasAnother)
    }

    /// Few parties, so that the table grows, shrinks to nothing and grows again.
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `a pair finds what was kept last, and nothing once that ended`(seed: UInt64) {
        var dice = Dice(seed: seed)
        var partnerships = LivePartnerships()
        var table = PairTable(seed: seed)
        var model: [Pair: Kept] = [:]
        for step in 0..<12_000 {
            let one = UInt32(dice.next() % 60) * 4
            let pair = Pair(one: one, other: one + 4 + UInt32(dice.next() % 40) * 4)
            // Mostly made at first, mostly ended later.
            let ends = dice.next() % 10 < (step / 3_000 % 2 == 0 ? 2 : 8)
            let hash = table.hash(pair.one, pair.other)
            let found = table.find(pair.other, pair.one, hash: hash, in: partnerships)
            #expect(found.number == model[pair]?.place ?? .max)
            if let kept = model[pair] { expect(kept, in: partnerships) }
            if ends {
                guard let kept = model.removeValue(forKey: pair) else { continue }
                table.remove(kept.place, in: partnerships)
                partnerships.release(kept.place)
            } else if var kept = model[pair] {
                kept = Kept(place: kept.place, record: Self.record(pair, &dice), id: Self.id(&dice))
                guard partnerships.fits(kept.place, kept.record, id: kept.id) else { continue }
                partnerships.replace(kept.place, by: kept.record, id: kept.id)
                model[pair] = kept
            } else {
                let record = Self.record(pair, &dice)
                let id = Self.id(&dice)
                let place = partnerships.keep(record, id: id)
                table.insert(place, in: partnerships)
                model[pair] = Kept(place: place, record: record, id: id)
            }
        }
        let count = table.count
        #expect(count == model.count)
        for (pair, kept) in model {
            let hash = table.hash(pair.one, pair.other)
            let found = table.find(pair.one, pair.other, hash: hash, in: partnerships)
            #expect(found.number == kept.place)
            expect(kept, in: partnerships)
        }
    }

    @Test func `places of what ended are used again`() {
        var partnerships = LivePartnerships()
        let record = PartnershipRecord(
            forward: 1, backward: 2, first: 4, second: 8, version: 1, state: .enabled)
        let place = partnerships.keep(record, id: "pts_0123456789abcdef")
        partnerships.release(place)
        let next = partnerships.keep(record, id: "pts_fedcba9876543210")
        #expect(next == place)
    }
}
