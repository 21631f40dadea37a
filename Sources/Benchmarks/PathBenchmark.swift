// The whole way of a check but for the kernel: the bytes of frames, a turn of the loop, the session, the
// handler, the engine, the bytes of the replies. A turn serves every connection, each with as many
// requests as are pipelined on it.

import EntenteProtocol

/// The cases of `path`.
struct PathBenchmark {
    /// How many people the node knows.
    let userCount: Int
    /// How many connections have requests in a turn.
    let connectionCount: Int
    /// How many requests each of them has.
    let depth: Int
    /// How many checks a batch has.
    let batchSize: Int

    /// Single checks and batches, remembered and not.
    var cases: [BenchmarkCase] {
        [
            single("single-hit", "a check whose answer is remembered", isHit: true),
            single("single-miss", "a check that is evaluated and remembered", isHit: false),
            batch("batch-hit", "one of \(batchSize) checks of a batch, remembered", isHit: true),
            batch(
                "batch-miss", "one of \(batchSize) checks of a batch, evaluated and remembered", isHit: false),
        ]
    }

    private func single(_ name: String, _ summary: String, isHit: Bool) -> BenchmarkCase {
        BenchmarkCase(name, summary) {
            let frames = questions(isHit).items.map { item in
                let check = CheckRequest.with {
                    $0.actor = item.actor
                    $0.action = item.action
                    $0.target = item.target
                }
                return frame(.request, Method.check.rawValue, 7, Wire.encode(check))
            }
            return body(frames, depth: depth, isHit: isHit, checksInFrame: 1)
        }
    }

    private func batch(_ name: String, _ summary: String, isHit: Bool) -> BenchmarkCase {
        BenchmarkCase(name, summary, unit: batchSize) {
            let items = questions(isHit).items
            let frames = stride(from: 0, through: items.count - batchSize, by: batchSize).map { first in
                let batch = CheckBatchRequest.with { $0.checks = Array(items[first..<first + batchSize]) }
                return frame(.request, Method.checkBatch.rawValue, 7, Wire.encode(batch))
            }
            return body(frames, depth: 1, isHit: isHit, checksInFrame: batchSize)
        }
    }

    private func questions(_ isHit: Bool) -> Questions {
        var ring = isHit ? Questions.hitRing : Questions.missRing(userCount)
        while ring < batchSize { ring *= 2 }
        return Questions(ring, about: .anybody, in: SampleWorld(userCount: userCount))
    }

    private func body(
        _ frames: [[UInt8]], depth: Int, isHit: Bool, checksInFrame: Int
    ) -> (Int) -> UInt64 {
        let node = MemoryNode(
            SampleWorld(userCount: userCount),
            cacheEntryCount: isHit ? Questions.wholeCache : Questions.lostCache,
            callerCount: connectionCount)
        var traffic = Traffic(frames, to: node, depth: depth)
        traffic.verify()
        return { count in traffic.send(count / checksInFrame) }
    }
}

/// Frames on their way to a node, a few at a time on each connection.
struct Traffic {
    private let node: MemoryNode
    private let depth: Int
    /// Where each frame of the ring begins, and where the last one ends.
    private var edges: [Int] = [0]
    private var next = 0

    init(_ frames: [[UInt8]], to node: MemoryNode, depth: Int) {
        self.node = node
        self.depth = depth
        for frame in frames { edges.append(edges[edges.count - 1] + frame.count) }
        let bytes = Array(frames.joined())
        for caller in node.callers { caller.source = bytes }
    }

    /// Sends so many frames and has them answered; returns how many bytes the answers have.
    mutating func send(_ count: Int) -> UInt64 {
        var left = count
        var answered = 0
        for caller in node.callers { answered -= caller.sentByteCount }
        while left > 0 {
            for caller in node.callers { caller.pending = take(&left) }
            node.turn()
        }
        for caller in node.callers { answered += caller.sentByteCount }
        return UInt64(answered)
    }

    /// The next frames for one connection, which end with the ring at the latest.
    private mutating func take(_ left: inout Int) -> Range<Int> {
        let count = min(depth, left, edges.count - 1 - next)
        let range = edges[next]..<edges[next + count]
        next = next + count == edges.count - 1 ? 0 : next + count
        left -= count
        return range
    }

    /// Holds that every frame is answered, and none refused.
    mutating func verify() {
        for caller in node.callers {
            caller.keepsSent = true
            _ = caller.takeSent()
        }
        let count = 4 * depth * node.callers.count
        _ = send(count)
        var answers = 0
        for caller in node.callers {
            var sent = caller.takeSent()[...]
            while let header = try? FrameHeader.parse(Array(sent.prefix(FrameHeader.byteCount)).span.bytes) {
                precondition(header.kind == .response, "a check is answered, not refused")
                answers += 1
                sent = sent.dropFirst(header.frameByteCount)
            }
            caller.keepsSent = false
        }
        precondition(answers == count, "\(answers) of \(count) frames are answered in the turn they came in")
    }
}
