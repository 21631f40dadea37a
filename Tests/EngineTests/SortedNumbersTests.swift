import Testing

@testable import Replica

/// The chunked lists against plain arrays.
@Suite struct SortedNumbersTests {
    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func whateverComesAndGoesTheyStayInOrder(seed: UInt64) {
        var dice = Dice(seed: seed)
        var numbers = (0..<UInt32(dice.pick([0, 1, 5, 300, 1500]))).map { 10 * $0 }
        var list = numbers.withUnsafeBufferPointer { SortedNumbers($0) }
        defer { list.deallocate() }
        // First more come than go, then more go than come.
        for step in 0..<4_000 {
            if dice.chance(step < 2_000 ? 70 : 25) || numbers.isEmpty {
                let number = UInt32.random(in: 0..<20_000, using: &dice)
                let index = numbers.firstIndex { $0 >= number } ?? numbers.count
                guard index == numbers.count || numbers[index] != number else { continue }
                list.insert(number, at: list.firstPlace { $0 < number })
                numbers.insert(number, at: index)
            } else {
                let number = dice.pick(numbers)
                var place = list.firstPlace { $0 < number }
                #expect(list.number(at: &place) == number)
                list.remove(at: place)
                numbers.removeAll { $0 == number }
            }
            if step % 97 == 0 { expect(list, numbers, &dice) }
        }
        expect(list, numbers, &dice)
    }

    @Test func thoseThatComeInOrderFillTheirChunks() {
        var list = SortedNumbers()
        defer { list.deallocate() }
        for number in UInt32(0)..<20_000 { list.insert(number, at: list.firstPlace { $0 < number }) }
        #expect(list.memoryByteCount < 20_000 * 5)
        for number in UInt32(0)..<20_000 where number % 100 != 0 {
            list.remove(at: list.firstPlace { $0 < number })
        }
        #expect(all(list) == stride(from: 0, to: 20_000, by: 100).map { UInt32($0) })
        #expect(list.memoryByteCount < 200 * 32)
    }

    @Test func whatComesAnywhereLeavesLittleRoom() {
        var dice = Dice(seed: 3)
        var list = SortedNumbers()
        defer { list.deallocate() }
        for number in (UInt32(0)..<20_000).shuffled(using: &dice) {
            list.insert(number, at: list.firstPlace { $0 < number })
        }
        #expect(all(list) == Array(0..<20_000))
        #expect(list.memoryByteCount < 20_000 * 5, "\(list.memoryByteCount)")
    }

    private func expect(_ list: SortedNumbers, _ numbers: [UInt32], _ dice: inout Dice) {
        #expect(all(list) == numbers)
        for _ in 0..<5 {
            let bounds = [
                UInt32.random(in: 0...20_000, using: &dice), UInt32.random(in: 0...20_000, using: &dice),
            ].sorted()
            let start = list.firstPlace { $0 < bounds[0] }
            let end = list.firstPlace { $0 < bounds[1] }
            let count = numbers.count { $0 >= bounds[0] && $0 < bounds[1] }
            for most in [0, 1, 10, 300, 100_000] {
                #expect(list.count(from: start, to: end, most: most) == min(count, most))
            }
        }
    }

    private func all(_ list: SortedNumbers) -> [UInt32] {
        var place = SortedNumbers.Place.start
        var numbers: [UInt32] = []
        while let number = list.number(at: &place) {
            numbers.append(number)
            place.offset += 1
        }
        return numbers
    }
}
