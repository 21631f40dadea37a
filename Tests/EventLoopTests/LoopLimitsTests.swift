import EventLoop
import Testing

@Suite struct LoopLimitsTests {
    @Test(arguments: [1, 2, 3, 8, 64, 256])
    func `loops that share bounds keep within them together`(count: Int) {
        var limits = LoopLimits()
        limits.bufferedByteLimit = LoopLimits.bufferedByteMinimum(of: count)
        let shares = (0..<count).map { limits.share($0, of: count) }
        let sum = shares.reduce(0) { $0 + $1.bufferedByteLimit }
        #expect(sum <= limits.bufferedByteLimit)
        // Where there are several, a part is left for the loop that feeds them.
        #expect(count == 1 || sum + LoopLimits.bufferedByteMinimum <= limits.bufferedByteLimit)
        #expect(shares.allSatisfy { $0.bufferedByteLimit >= LoopLimits.bufferedByteMinimum })
        #expect(shares.reduce(0) { $0 + $1.connectionCountLimit } == limits.connectionCountLimit)
    }
}
