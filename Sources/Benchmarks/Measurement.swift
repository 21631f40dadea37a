// How something is measured: its body runs a known number of operations, again and again, and what counts
// is the median of the runs with the spread beside it. A body runs once before anything is counted, so
// that memory is taken and caches are warm. Exactly counted runs are for tools that count instructions:
// two of them, one twice as long as the other, differ by nothing but the operations.

import SystemCalls

/// One thing to measure.
struct BenchmarkCase {
    /// What it is called on the command line and in results.
    let name: String
    /// What one operation is, in a few words.
    let summary: String
    /// Operations that are done together or not at all, such as the checks of a batch.
    let unit: Int
    /// Gets everything ready and hands out the body, which does as many operations as it is told and
    /// returns something that depends on each of them.
    let prepare: () -> (Int) -> UInt64

    /// A case with its body still to be prepared, so that only what is asked for is built.
    init(_ name: String, _ summary: String, unit: Int = 1, prepare: @escaping () -> (Int) -> UInt64) {
        self.name = name
        self.summary = summary
        self.unit = unit
        self.prepare = prepare
    }
}

/// What a case took.
struct Measurement: Sendable {
    /// The case's name.
    let name: String
    /// What one operation is.
    let summary: String
    /// Operations in each run.
    let operationCount: Int
    /// Nanoseconds an operation in each run, ascending.
    let nanos: [Double]
    /// What the bodies returned, folded; the same wherever the same was done.
    let checksum: UInt64

    /// The median of the runs, in nanoseconds an operation.
    var median: Double { nanos[nanos.count / 2] }

    /// Half of the distance from the quickest run but one to the slowest but one, over the median.
    var spread: Double {
        guard nanos.count > 3 else { return (nanos[nanos.count - 1] - nanos[0]) / 2 / median }
        return (nanos[nanos.count - 2] - nanos[1]) / 2 / median
    }
}

/// Runs cases.
struct Measurer {
    /// How many runs the median is of; odd.
    var runCount = 11
    /// How long a run should take at least, in nanoseconds: long against a tick of the scheduler.
    var runNanosMinimum: UInt64 = 50_000_000
    /// Exactly so many operations in one run; nil to choose.
    var exactCount: Int?

    /// Operations done before anything is counted: once around the longest ring whose answers are
    /// remembered.
    static let warmUpCount = Questions.hitRing

    /// Prepares a case and runs it.
    func measure(_ benchmark: BenchmarkCase) -> Measurement {
        let body = benchmark.prepare()
        let whole = { (count: Int) in (count + benchmark.unit - 1) / benchmark.unit * benchmark.unit }
        var checksum = body(whole(Self.warmUpCount))
        let count = whole(exactCount ?? operationCount { body(whole($0)) })
        var nanos: [Double] = []
        for _ in 0..<(exactCount == nil ? runCount : 1) {
            let began = MachineClock.monotonicNanos
            checksum = checksum &* 31 &+ countedRun(of: body, count)
            nanos.append(Double(MachineClock.monotonicNanos &- began) / Double(count))
        }
        return Measurement(
            name: benchmark.name, summary: benchmark.summary, operationCount: count, nanos: nanos.sorted(),
            checksum: checksum)
    }

    /// How many operations a run takes to last long enough.
    private func operationCount(_ body: (Int) -> UInt64) -> Int {
        var count = 1_024
        while true {
            let began = MachineClock.monotonicNanos
            _ = body(count)
            let nanos = MachineClock.monotonicNanos &- began
            if nanos >= runNanosMinimum || count >= 1 << 30 { return count }
            count *= nanos < runNanosMinimum / 8 ? 8 : 2
        }
    }
}

/// One run whose operations count: a function of its own, by whose name the counting of instructions is
/// switched on and off again, so that nothing else of the process is in the figure.
@inline(never)
private func countedRun(of body: (Int) -> UInt64, _ count: Int) -> UInt64 {
    // Not the last thing it does, or it would be left before the body is run.
    body(count) &+ 1
}
