// Reads a snapshot file back into a replica, up to the first thing that is not as it was written. What comes
// behind that may be whole again, but is no state the source ever had.

import EntenteProtocol
import EventLoop
import Replica
import SystemCalls

/// What there was to read in a snapshot file.
struct SnapshotFileContent {
    /// The file's own number.
    let number: UInt64
    /// How much of it is as it was written, in bytes.
    fileprivate(set) var validByteCount: UInt64
    /// Facts of the snapshot.
    fileprivate(set) var factCount = 0
    /// Changes and moments behind it.
    fileprivate(set) var appendedCount = 0
    /// When the facts were the newest there were, where that is known.
    fileprivate(set) var moment: FreshMoment?
    /// Why reading ended before the end of the file; nil where it did not.
    fileprivate(set) var flaw: String?
}

/// What makes a snapshot file unusable, or the rest of one.
struct SnapshotFlaw: Error {
    let words: String
    init(_ words: String) { self.words = words }
}

/// Reads one file, once.
struct SnapshotFileReader {
    private let facts: FactSource
    private let replica: Replica
    private var input: RecordInput
    /// The snapshot being read; nil when it is whole.
    private var staging: Staging?
    private var head: SnapshotChunk?
    /// Changes that were appended while the snapshot was still coming.
    private var early: [Change] = []
    /// The beginning of a command whose end was not read.
    private var unfinished: [Change] = []
    private var content: SnapshotFileContent

    /// Reads the facts of a source from `file` into `replica`, in which nothing is of that source yet.
    ///
    /// - Throws: Why it has no whole snapshot; the replica is as before then.
    static func read(
        _ file: any ReadableFile, of facts: FactSource, into replica: Replica
    ) throws(SnapshotFlaw) -> SnapshotFileContent {
        var reader = try SnapshotFileReader(file, facts, replica)
        return try reader.readAll()
    }

    private init(
        _ file: any ReadableFile, _ facts: FactSource, _ replica: Replica
    ) throws(SnapshotFlaw) {
        self.facts = facts
        self.replica = replica
        input = RecordInput(file)
        staging = replica.stage(facts)
        guard let head = try input.take(SnapshotLayout.headByteCount) else {
            throw SnapshotFlaw("it is too short")
        }
        let number = SnapshotLayout.word(input.bytes[head].dropFirst(8))
        guard Array(input.bytes[head]) == SnapshotLayout.head(number, facts) else {
            throw SnapshotFlaw("it does not begin as a snapshot of this layout and source")
        }
        content = SnapshotFileContent(number: number, validByteCount: UInt64(SnapshotLayout.headByteCount))
    }

    private mutating func readAll() throws(SnapshotFlaw) -> SnapshotFileContent {
        do throws(SnapshotFlaw) {
            while let (kind, body) = try nextRecord() {
                try take(kind, body)
                content.validByteCount += UInt64(SnapshotLayout.recordHeadByteCount + body.count)
            }
            if staging != nil { throw SnapshotFlaw("the snapshot in it is not whole") }
        } catch {
            if staging != nil { throw error }
            content.flaw = error.words
        }
        return content
    }

    private mutating func nextRecord() throws(SnapshotFlaw) -> (SnapshotRecordKind, Range<Int>)? {
        guard let head = try input.take(SnapshotLayout.recordHeadByteCount) else { return nil }
        let lengthAndKind = SnapshotLayout.word(input.bytes[head])
        let checksum = SnapshotLayout.word(input.bytes[head].dropFirst(8))
        let byteCount = Int(lengthAndKind & 0xFFFF_FFFF)
        guard byteCount <= SnapshotLayout.bodyByteMaximum, lengthAndKind >> 32 <= UInt64(UInt8.max) else {
            throw SnapshotFlaw("a record has an impossible head")
        }
        guard let body = try input.take(byteCount) else {
            throw SnapshotFlaw("a record ends with the file")
        }
        let number = UInt8(truncatingIfNeeded: lengthAndKind >> 32)
        let seed = SnapshotLayout.seed(content.number, at: content.validByteCount, number, byteCount)
        guard checksum == SnapshotLayout.checksum(from: seed, input.bytes.span.bytes.extracting(body)) else {
            throw SnapshotFlaw("a record is not as it was written")
        }
        guard let kind = SnapshotRecordKind(rawValue: number) else {
            throw SnapshotFlaw("a record is of kind \(number), which this version does not know")
        }
        return (kind, body)
    }

    private mutating func take(_ kind: SnapshotRecordKind, _ body: Range<Int>) throws(SnapshotFlaw) {
        do {
            switch kind {
            case .chunk: try take(HotCodec.readChunk(input.bytes.span.bytes.extracting(body)))
            case .item: try take(HotCodec.readItem(input.bytes.span.bytes.extracting(body)).changes)
            case .moment:
                guard body.count == SnapshotLayout.momentByteCount else {
                    throw SnapshotFlaw("a moment has \(body.count) bytes")
                }
                content.moment = FreshMoment(input.bytes[body])
                content.appendedCount += 1
            }
        } catch let problem as WireProblem {
            throw SnapshotFlaw("a record cannot be read: \(problem.message)")
        } catch let flaw as SnapshotFlaw {
            throw flaw
        } catch {
            throw SnapshotFlaw("\(error)")
        }
    }

    private mutating func take(_ chunk: SnapshotChunk) throws(SnapshotFlaw) {
        guard let staging else { throw SnapshotFlaw("a snapshot goes on after its end") }
        if let head {
            guard chunk.epoch == head.epoch, chunk.revision == head.revision, chunk.digest == head.digest
            else { throw SnapshotFlaw("two snapshots are mixed") }
        } else {
            head = .with {
                $0.epoch = chunk.epoch
                $0.revision = chunk.revision
                $0.digest = chunk.digest
            }
        }
        staging.apply(chunk.facts)
        content.factCount += chunk.facts.count
        guard chunk.done else { return }
        self.staging = nil
        staging.prepare()
        replica.install(
            staging, Progress(epoch: chunk.epoch, revision: chunk.revision, digest: chunk.digest))
        let changes = early
        early = []
        try apply(changes)
    }

    private mutating func take(_ changes: [Change]) throws(SnapshotFlaw) {
        content.appendedCount += changes.count
        if staging == nil { try apply(changes) } else { early.append(contentsOf: changes) }
    }

    /// Applies whole commands, in the order of their revisions.
    ///
    /// A change may have been appended twice: the snapshot was taken after it, or the feed was cut in the
    /// middle of its command and began with that command again.
    private mutating func apply(_ changes: [Change]) throws(SnapshotFlaw) {
        let progress = replica.progress(facts)
        for change in changes where change.revision > progress.revision {
            if let first = unfinished.first, (first.revision...).contains(change.revision) {
                unfinished.removeSubrange(min(Int(change.revision - first.revision), unfinished.count)...)
            }
            guard change.revision == (unfinished.last?.revision ?? progress.revision) + 1 else {
                throw SnapshotFlaw("changes are missing before revision \(change.revision)")
            }
            unfinished.append(change)
        }
        guard let end = unfinished.lastIndex(where: \.last) else { return }
        replica.apply(Array(unfinished[...end]), from: facts)
        unfinished.removeSubrange(...end)
    }
}

/// The bytes of a file, read ahead.
private struct RecordInput {
    private let file: any ReadableFile
    /// What was read; places in it are valid until the next ``take(_:)``.
    private(set) var bytes = [UInt8](repeating: 0, count: RecordInput.readByteCount)
    private var start = 0
    private var end = 0

    private static let readByteCount = 1 << 20

    init(_ file: any ReadableFile) { self.file = file }

    /// Steps over the next `byteCount` bytes and says where they are; nil where the file has ended before the
    /// first of them.
    mutating func take(_ byteCount: Int) throws(SnapshotFlaw) -> Range<Int>? {
        if end - start < byteCount { try fill(byteCount) }
        if end - start < byteCount {
            if start == end && byteCount > 0 { return nil }
            throw SnapshotFlaw("a record ends with the file")
        }
        start += byteCount
        return start - byteCount..<start
    }

    private mutating func fill(_ byteCount: Int) throws(SnapshotFlaw) {
        bytes.replaceSubrange(0..<end - start, with: Array(bytes[start..<end]))
        (start, end) = (0, end - start)
        if bytes.count < byteCount {
            bytes.append(contentsOf: repeatElement(0, count: byteCount - bytes.count))
        }
        while end < byteCount {
            do throws(Errno) {
                let count = try file.read(into: &bytes, end..<bytes.count)
                if count == 0 { return }
                end += count
            } catch {
                throw SnapshotFlaw("it cannot be read: \(error)")
            }
        }
    }
}
