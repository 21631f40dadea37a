import EntenteProtocol
import EventLoop
import PlantedBugs
import SQLiteStore
import Service
import Telemetry

/// Reads every fact as of one moment, on a connection of its own.
package protocol SnapshotReader: AnyObject {
    /// The revision the facts are of.
    var revision: UInt64 { get }
    /// The chain digest at that revision.
    var digest: UInt64 { get }
    /// The next facts, at most ``SourceLimits/snapshotChunkRows``; none when all were read.
    func next() throws(DatabaseProblem) -> [Fact]
}

/// One snapshot on its way: a chunk a turn, as fast as the subscriber reads and no faster.
final class SnapshotStream {
    private let reader: any SnapshotReader
    private let stream: OutgoingStream
    private let epoch: UInt64
    private let loop: EventLoop
    private let log: Log
    /// When it began, on the loop's monotonic clock in nanoseconds.
    let begunAt: UInt64
    /// When it could last be sent to, on the loop's monotonic clock in nanoseconds.
    private var writableAt: UInt64

    init(reader: any SnapshotReader, stream: OutgoingStream, epoch: UInt64, loop: EventLoop, log: Log) {
        self.reader = reader
        self.stream = stream
        self.epoch = epoch
        self.loop = loop
        self.log = log
        begunAt = loop.now
        writableAt = loop.now
    }

    var revision: UInt64 { reader.revision }

    /// Sends one chunk if the subscriber can take it, and comes back next turn.
    func advance() {
        guard stream.isWritable else { return }
        writableAt = loop.now
        do throws(DatabaseProblem) {
            let facts = try reader.next()
            let isLast = facts.isEmpty || isPlanted("a snapshot ends with its first page")
            stream.send(Wire.encode(chunk(facts, isLast: isLast)))
            if isLast { stream.end() } else { loop.schedule(at: loop.now) {} }
        } catch {
            log.error("snapshot cannot be read", ["reason": "\(error)"])
            stream.fail(.unavailable("the snapshot cannot be read: \(error)"))
        }
    }

    /// Cuts off who has not read for `limit` nanoseconds: a snapshot holds a read transaction, and the
    /// database's log on disk grows for as long.
    func cutOff(after limit: UInt64) {
        guard !stream.isWritable, loop.now &- writableAt > limit else { return }
        cutOff(because: "it is not read")
    }

    /// Ends it for that reason; whoever reads it has to begin again.
    func cutOff(because reason: String) {
        log.warning("snapshot cut off: \(reason)", ["peer": .string(stream.peer)])
        stream.cutOff()
    }

    private func chunk(_ facts: [Fact], isLast: Bool) -> SnapshotChunk {
        .with {
            $0.epoch = epoch
            $0.revision = reader.revision
            $0.digest = reader.digest
            $0.facts = facts
            $0.done = isLast
        }
    }
}
