import TestSupport
import Testing

@testable import EntenteClient

@Suite("Requests that wait for their turn")
struct WaitingLineTests {
    @Test("are taken in the order in which they came, however they come and go", arguments: 1...20)
    func keepsOrder(seed: Int) {
        let dice = SimulatedRandomness(seed: UInt64(seed))
        var line = WaitingLine()
        var expected: [UInt32] = []
        for id in 0..<2_000 as Range<UInt32> {
            line.append(id)
            expected.append(id)
            for _ in 0..<dice.number(in: 0...2) {
                #expect(line.takeFirst() == (expected.isEmpty ? nil : expected.removeFirst()))
            }
        }
    }

    @Test("leave nothing behind, though the line is never empty")
    func staysSmall() {
        var line = WaitingLine()
        line.append(0)
        for id in 1...10_000 as ClosedRange<UInt32> {
            line.append(id)
            #expect(line.takeFirst() == id - 1)
        }
        #expect(line.ids.count < 10)
    }
}
