import EntenteProtocol
import Testing

@testable import Replica

/// Id tables and pair tables against dictionaries.
@Suite struct IdentifierTableTests {
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func aTableKnowsWhatADictionaryKnows(seed: UInt64) {
        var dice = Dice(seed: seed)
        var table = IdentifierTable<Int>(seed: dice.next())
        var wanted: [String: (number: UInt32, record: Int)] = [:]
        for _ in 0..<3000 {
            let id = randomID(&dice)
            if dice.chance(60) {
                let record = wanted[id]?.record ?? wanted.count
                let number = table.intern(id, new: record)
                #expect(wanted[id].map { $0.number == number } ?? true, "seed \(seed)")
                wanted[id] = (number, record)
            } else {
                #expect(table.find(id) == wanted[id]?.number ?? Identifier.none, "seed \(seed), `\(id)`")
            }
        }
        #expect(table.count == wanted.count)
        for (id, known) in wanted {
            #expect(table.find(id) == known.number)
            #expect(table[known.number] == known.record)
            #expect(table.string(known.number) == id)
        }
    }

    /// Mostly short ids over two letters, so that many are asked for twice and many share their ends.
    private func randomID(_ dice: inout Dice) -> String {
        let count =
            dice.chance(80) ? Int.random(in: 1...12, using: &dice) : Int.random(in: 13...255, using: &dice)
        return String((0..<count).map { _ in dice.chance(50) ? "a" : "b" })
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func pairsHaveTheValuesADictionaryHas(seed: UInt64) {
        var dice = Dice(seed: seed)
        var table = PairValues(seed: dice.next())
        var wanted: [[UInt32]: UInt8] = [:]
        // A few numbers, so that pairs come again and in both orders, the largest among them.
        let numbers = (0..<40).map { _ in UInt32.random(in: 0...UInt32.max / 4, using: &dice) * 4 }
        for _ in 0..<6000 {
            let pair = [dice.pick(numbers + [0, UInt32.max - 3]), dice.pick(numbers)]
            let value = dice.chance(60) ? UInt8.random(in: 1...15, using: &dice) : 0
            let changed = table.set(pair[0], pair[1], value)
            #expect(changed == (wanted[pair] ?? 0 != value), "seed \(seed)")
            wanted[pair] = value == 0 ? nil : value
        }
        #expect(table.count == wanted.count)
        for first in numbers + [0, UInt32.max - 3] {
            for second in numbers {
                #expect(table.value(first, second) == wanted[[first, second]] ?? 0, "seed \(seed)")
            }
        }
    }

    @Test func whatCannotBeAnIDHasNoNumber() {
        var table = IdentifierTable<UInt8>(seed: 1)
        #expect(table.intern("", new: 0) == Identifier.none)
        #expect(table.intern(String(repeating: "x", count: 256), new: 0) == Identifier.none)
        #expect(table.find("") == Identifier.none)
        #expect(table.find(String(repeating: "x", count: 70_000)) == Identifier.none)
        #expect(table.count == 0)
    }

    @Test func idsOfEveryLengthHashDifferently() {
        let hash = IdentifierHash(seed: 7)
        var seen: Set<UInt32> = []
        for count in 0...255 {
            let zeros = [UInt8](repeating: 0, count: count)
            seen.insert(zeros.withUnsafeBytes { hash($0) })
        }
        #expect(seen.count == 256)
    }

    @Test func numberedIDsSpreadEvenlyOverTheTable() {
        let hash = IdentifierHash(seed: 3)
        var buckets = [Int](repeating: 0, count: 256)
        for number in 0..<25_600 {
            let id = Array("user-\(number)@example.org".utf8)
            buckets[id.withUnsafeBytes { Int(hash($0) >> 24) }] += 1
        }
        #expect(buckets.min()! > 50 && buckets.max()! < 160, "\(buckets.min()!) to \(buckets.max()!)")
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func partnershipsComeAndGoAndThePairsKnowWhich(seed: UInt64) {
        var dice = Dice(seed: seed)
        var facts = PartnershipFacts(seed: dice.next())
        var wanted: [Set<String>: String] = [:]
        for step in 0..<4000 {
            let first = "o\(Int.random(in: 0..<40, using: &dice))"
            let second = "o\(Int.random(in: 0..<40, using: &dice))"
            guard first != second else { continue }
            let pair: Set = [first, second]
            if let id = wanted[pair], dice.chance(50) {
                _ = facts.apply(.partnership(id, first, second, .deleted))
                wanted[pair] = nil
            } else {
                let id = String(repeating: "p", count: Int.random(in: 1...9, using: &dice)) + "\(step)"
                _ = facts.apply(.partnership(id, first, second, .proposed))
                wanted[pair] = id
            }
        }
        #expect(facts.pairs.count == wanted.count)
        let byteCount = facts.partnerships.memoryByteCount
        #expect(byteCount < 100_000, "places of ended partnerships are used again")
        for first in 0..<40 {
            for second in 0..<40 where first != second {
                #expect(
                    facts.id("o\(first)", "o\(second)") == wanted[["o\(first)", "o\(second)"]], "seed \(seed)"
                )
            }
        }
    }
}

extension PartnershipFacts {
    /// The id of the partnership these two have.
    fileprivate func id(_ one: String, _ other: String) -> String? {
        let first = parties.find(one)
        let second = parties.find(other)
        let index = pairs.find(first, second, hash: pairs.hash(first, second), in: partnerships)
        return index == .none ? nil : String(decoding: partnerships.id(index.number), as: UTF8.self)
    }
}
