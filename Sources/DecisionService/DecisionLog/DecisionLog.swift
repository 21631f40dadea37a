// The decision log of a node: a ring for each reactor, and one thread that turns what is in them into lines
// of files. It looks often instead of being told: telling would cost every check a system call. What goes
// wrong with a file costs records, never a check.

import EntenteProtocol
import Service
import Synchronization
import SystemCalls
import Telemetry

/// Writes decisions down until it goes; then what was stored is written first.
package final class DecisionLog: Sendable {
    private let settings: DecisionLogSettings
    private let source: Source
    private let counts: DecisionLogCounts
    private let thread: RunningThread

    /// What the writer takes records from, and whether it is to end.
    private final class Source: Sendable {
        let isOver = Atomic<Bool>(false)
        let rings = Mutex<[DecisionRing]>([])
    }

    /// Begins to write into the folder of `settings`.
    ///
    /// - Throws: why it cannot.
    package init(_ settings: DecisionLogSettings, log: Log) throws(StartProblem) {
        self.settings = settings
        let source = Source()
        self.source = source
        let counts = DecisionLogCounts()
        self.counts = counts
        let writer = DecisionWriter(try DecisionLogFiles(settings), counts, log)
        do throws(Errno) {
            thread = try startThread(named: "decision-log", handing: writer) {
                Self.write(from: source, by: $0)
            }
        } catch {
            throw StartProblem("--decision-log: \(error.noThreadWords)")
        }
    }

    private static func write(from source: Source, by writer: DecisionWriter) {
        while !source.isOver.load(ordering: .acquiring) {
            if !writer.write(source.rings.withLock { $0 }) { nap(nanos: DecisionWriter.pauseNanos) }
        }
        let rings = source.rings.withLock { $0 }
        while writer.write(rings) {}
        writer.tellLosses(of: rings, atOnce: true)
    }

    deinit {
        source.isOver.store(true, ordering: .releasing)
        thread.join()
    }

    /// What became of the records up to now.
    var metrics: [MetricFamily] {
        let behind = source.rings.withLock { $0 }.reduce(0) { $0 &+ $1.lostCount }
        return [
            .counter(
                "entente_decision_log_records_total", "Decisions written into the decision log.",
                counts.written.value),
            .counter(
                "entente_decision_log_lost_total",
                "Decisions that are missing in the decision log, because the writer was behind or a file failed."
            ) { family in
                family.add(behind, [("cause", "behind")])
                family.add(counts.unwritten.value, [("cause", "file")])
            },
        ]
    }

    /// A ring for one more reactor of the process `node`.
    func makeRing(of node: String) -> DecisionRing {
        source.rings.withLock { rings in
            let ring = DecisionRing(of: node, reactor: UInt32(rings.count + 1), settings)
            rings.append(ring)
            return ring
        }
    }
}

/// What the writer counts; safe from any thread.
final class DecisionLogCounts: Sendable {
    /// Records that are in a file.
    let written = Telemetry.Counter()
    /// Records that no file would take.
    let unwritten = Telemetry.Counter()
}

/// The thread's part of a decision log.
final class DecisionWriter {
    /// How long it rests when there was nothing: the rings hold far more than what comes meanwhile.
    static let pauseNanos: UInt64 = 10_000_000
    /// Records put together for one write: some 100 KB.
    private static let batchCount = 256
    /// Losses are told of no more often.
    private static let tellingPauseMillis: Int64 = 10_000

    private let files: DecisionLogFiles
    private let counts: DecisionLogCounts
    private let log: Log
    private var lines: [UInt8] = []
    private var forms: [DecisionLine] = []
    private var isFailing = false
    private var toldCount: UInt64 = 0
    private var toldAt: Int64 = 0

    init(_ files: DecisionLogFiles, _ counts: DecisionLogCounts, _ log: Log) {
        self.files = files
        self.counts = counts
        self.log = log
    }

    /// Writes what is in `rings`; whether there was anything.
    func write(_ rings: [DecisionRing]) -> Bool {
        while forms.count < rings.count {
            forms.append(DecisionLine(of: rings[forms.count]))
        }
        var foundAny = false
        for (ring, form) in zip(rings, forms) {
            lines.removeAll(keepingCapacity: true)
            let count = ring.take(most: Self.batchCount) { form.append($0, $1, to: &lines) }
            guard count > 0 else { continue }
            foundAny = true
            append(count)
        }
        tellLosses(of: rings, atOnce: false)
        return foundAny
    }

    private func append(_ count: Int) {
        do throws(Errno) {
            try files.append(lines)
            if isFailing { log.info("decision log is written again") }
            isFailing = false
            counts.written.add(Int64(count))
        } catch {
            if !isFailing { log.error("decision log cannot be written", ["reason": "\(error)"]) }
            isFailing = true
            counts.unwritten.add(Int64(count))
        }
    }

    /// Says how many records were lost since it was last said, if any were.
    func tellLosses(of rings: [DecisionRing], atOnce: Bool) {
        let count = rings.reduce(UInt64(counts.unwritten.value)) { $0 &+ $1.lostCount }
        guard count > toldCount else { return }
        let now = Log.wallClock()
        guard atOnce || now - toldAt >= Self.tellingPauseMillis else { return }
        log.warning("decisions are missing in the decision log", ["records": .int(count - toldCount)])
        (toldCount, toldAt) = (count, now)
    }
}
