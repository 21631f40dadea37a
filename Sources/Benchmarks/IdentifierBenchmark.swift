// The id table: from an id's bytes to what is known of the user, among ten thousand to a million. Ids are
// asked for at random, so that the time shows what memory costs and not only instructions.

import Replica

/// The cases of `ids`.
struct IdentifierBenchmark {
    /// How many users the largest table has.
    let userCountMaximum: Int

    private static let ring = 1 << 16

    /// Hits and misses at every size.
    var cases: [BenchmarkCase] {
        let sizes = [10_000, 100_000, 1_000_000, 10_000_000].filter { $0 <= userCountMaximum }
        return sizes.flatMap { size in
            let table = Shared { Self.table(size) }
            return [
                finding("hit-\(size)", "a known id among \(size)", table, size) { SampleWorld.user($0) },
                finding("miss-\(size)", "an unknown id among \(size)", table, size) {
                    SampleWorld.user($0 + size)
                },
            ]
        }
    }

    private static func table(_ size: Int) -> Replica {
        let replica = Replica(seed: 1)
        let staging = replica.stage(.directory)
        for number in 0..<size {
            staging.apply(
                .with {
                    $0.user = .with {
                        $0.id = SampleWorld.user(number)
                        $0.organization = SampleWorld.organization(number / SampleWorld.organizationSize)
                    }
                })
        }
        replica.install(staging, Progress(epoch: 1, revision: 1, digest: 1))
        return replica
    }

    private func finding(
        _ name: String, _ summary: String, _ table: Shared<Replica>, _ size: Int,
        id: @escaping (Int) -> String
    ) -> BenchmarkCase {
        BenchmarkCase(name, summary) {
            let replica = table.value
            var dice = Dice(seed: 1)
            let ids = (0..<Self.ring).map { _ in Array(id(dice.number(below: size)).utf8) }
            let width = ids[0].count
            precondition(ids.allSatisfy { $0.count == width }, "ids of one length")
            let bytes = Array(ids.joined())
            var next = 0
            return { count in replica.find(bytes, width, from: &next, count: count) }
        }
    }
}

extension Replica {
    /// Looks up so many ids of a ring; returns how many are known.
    fileprivate func find(_ ids: [UInt8], _ width: Int, from next: inout Int, count: Int) -> UInt64 {
        let bytes = ids.span.bytes
        let mask = ids.count / width - 1
        var found: UInt64 = 0
        for _ in 0..<count {
            if user(bytes.extracting(next * width..<(next + 1) * width)) != nil { found &+= 1 }
            next = (next + 1) & mask
        }
        return found
    }
}

/// Something that several cases use, made when the first of them is run.
final class Shared<Value> {
    private let make: () -> Value
    private(set) lazy var value = make()

    init(_ make: @escaping () -> Value) { self.make = make }
}
