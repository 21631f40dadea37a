import Synchronization
import TestSupport
import Testing

// What several threads need of the machine: a lock that starves nobody, and to know how many may run.
@testable import SystemCalls

@Suite struct ThreadingTests {
    /// Two numbers that are changed together, and must never be seen apart.
    private final class Pair: @unchecked Sendable {
        let lock = ReadWriteLock()
        var first = 0
        var second = 0
    }

    /// With the C library's default two readers that overlap all the time keep a writer out for seconds.
    @Test(.timeLimit(.minutes(1)))
    func `a writer gets in between readers that never pause, and they see all or nothing of it`() throws {
        let pair = Pair()
        let isOver = Atomic(false)
        let tornCount = Atomic(0)
        let turnCounts = [Counter(), Counter(), Counter()]
        let readers = try turnCounts.map { turns in
            try startThread(named: "reader") {
                while !isOver.load(ordering: .relaxed) {
                    pair.lock.lockForReading()
                    if pair.first != pair.second { tornCount.add(1, ordering: .relaxed) }
                    pair.lock.unlock()
                    turns.value.add(1, ordering: .relaxed)
                }
            }
        }
        for number in 1...2_000 {
            pair.lock.writing {
                pair.first = number
                pair.second = number
            }
        }
        // A writer that comes again at once does not keep readers out either.
        let before = turnCounts.map { $0.value.load(ordering: .relaxed) }
        while zip(turnCounts, before).contains(where: { $0.value.load(ordering: .relaxed) == $1 }) {
            pair.lock.writing {}
        }
        isOver.store(true, ordering: .relaxed)
        for reader in readers { reader.join() }
        #expect(tornCount.load(ordering: .relaxed) == 0)
        #expect(pair.first == 2_000)
    }

    private final class Counter: Sendable {
        let value = Atomic(0)
    }

    @Test func `a process has as many cores as it is bound to, at most`() {
        #expect(Processors.availableCount >= 1)
        #expect(Processors.availableCount <= Processors.boundCount)
    }

    @Test(arguments: [
        ("max 100000\n", nil), ("200000 100000\n", 2), ("150000 100000", 2), ("1000 100000", 1),
        ("-1 100000", nil), ("0 100000", nil), ("100000 0", nil), ("", nil), ("nonsense", nil),
    ])
    func `a quota of time is so many cores, rounded up`(text: String, cores: Int?) {
        #expect(ControlGroup.quota(inMax: text) == cores)
    }

    @Test func `a group has no more than any group around it`() throws {
        let root = try File.makeTemporaryFolder()
        defer { try? File.remove(root) }
        for (folder, text) in [
            ("", "max 100000"), ("/slice", "300000 100000"), ("/slice/node", "800000 100000"),
        ] {
            try File.makeFolder(root + folder)
            try File.write(root + folder + "/cpu.max", Array((text + "\n").utf8))
        }
        #expect(ControlGroup(root: root, path: "/slice/node").processorQuota == 3)
        #expect(ControlGroup(root: root, path: "/").processorQuota == nil)
        #expect(ControlGroup(root: root, path: "/elsewhere").processorQuota == nil)
        try File.makeFolder(root + "/cpu")
        try File.write(root + "/cpu/cpu.cfs_quota_us", Array("150000\n".utf8))
        try File.write(root + "/cpu/cpu.cfs_period_us", Array("100000\n".utf8))
        #expect(ControlGroup(root: root, path: "/").processorQuota == 2)
    }
}
