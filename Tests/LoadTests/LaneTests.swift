// A connection's way through the ring against a list of what is on its way.

import Testing

@testable import Load

@Suite struct LaneTests {
    private static func ring(_ count: Int) -> FrameRing {
        var size = 0
        return FrameRing(count: count, minimum: count) { bytes in
            size += 1
            bytes += [UInt8](repeating: 7, count: 16 + size % 5)
        }
    }

    @Test func `settles what was put, in whatever order the answers come, many times round the ring`() {
        for seed in 1...30 as ClosedRange<UInt64> {
            var dice = Dice(seed: seed)
            let ring = Self.ring(2 * (1 + dice.below(40)))
            let maximum = 1 + dice.below(ring.count / 2)
            var lane = Lane(in: ring, from: dice.below(ring.count), spanMaximum: maximum)
            var waiting: [(id: UInt32, due: UInt64)] = []
            for step in 1...2_000 as ClosedRange<UInt64> {
                let id = UInt32(lane.next + 1)
                if dice.below(2) == 0, lane.put(due: step) {
                    waiting.append((id, step))
                } else if !waiting.isEmpty {
                    let asked = waiting.remove(at: dice.below(min(waiting.count, 3)))
                    let (due, count) = lane.settle(asked.id, 1)
                    #expect(due == asked.due && count == 1, "seed \(seed), step \(step)")
                }
                #expect(lane.unansweredCount == waiting.count)
                #expect(lane.unanswered.sorted() == waiting.map(\.due).sorted())
            }
            for asked in waiting {
                let (due, _) = lane.settle(asked.id, 1)
                #expect(due == asked.due)
            }
            let fits = lane.put(maximum, due: 1)
            let more = lane.put(due: 1)
            #expect(fits, "all room is free again")
            #expect(!more, "and no more")
        }
    }

    @Test func `takes a row of answers at once, as far as they were due together`() {
        var lane = Lane(in: Self.ring(20), from: 0, spanMaximum: 10)
        _ = lane.put(3, due: 100)
        _ = lane.put(2, due: 200)
        let first = lane.settle(1, 5)
        #expect(first == (100, 3))
        let second = lane.settle(4, 2)
        #expect(second == (200, 2))
        #expect(lane.unansweredCount == 0)
    }

    @Test func `knows what nobody waits for`() {
        var lane = Lane(in: Self.ring(10), from: 8, spanMaximum: 4)
        _ = lane.put(3, due: 5)
        for stranger in [0, 8, 2, 5, 11, UInt32.max] {
            let count = lane.settle(stranger, 1).count
            #expect(count == 0)
        }
        let (answered, again, wrapped) = (lane.settle(10, 1), lane.settle(10, 1), lane.settle(1, 1))
        #expect(answered == (5, 1))
        #expect(again.count == 0, "nothing is answered twice")
        #expect(wrapped.count == 1, "the ring begins anew")
    }

    @Test func `hands out every byte once, however little the socket takes`() {
        var dice = Dice(seed: 3)
        let ring = Self.ring(12)
        var lane = Lane(in: ring, from: 5, spanMaximum: 6)
        var sent: [UInt8] = []
        var expected: [UInt8] = []
        for _ in 0..<400 {
            let index = lane.next
            if dice.below(3) > 0, lane.put(due: 1) {
                expected += ring.bytes[ring.start(index)..<ring.start(index + 1)]
                _ = lane.settle(UInt32(index + 1), 1)
            }
            if let range = lane.unsent(in: ring) {
                let count = 1 + dice.below(range.count)
                sent += ring.bytes[range].prefix(count)
                lane.noteSent(count, of: ring)
            }
        }
        while let range = lane.unsent(in: ring) {
            sent += ring.bytes[range]
            lane.noteSent(range.count, of: ring)
        }
        #expect(sent == expected)
    }
}
