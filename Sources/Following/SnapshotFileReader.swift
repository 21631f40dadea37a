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
    /// Whether something that is as it was written means nothing to this build.
    let isUnreadable: Bool

    init(_ words: String) {
        self.words = words
        isUnreadable = false
    }

    init(unreadable problem: WireProblem) {
        words = "a record cannot be read: \(problem.message)"
        isUnreadable = true
    }
}

/// Reads one file, once.
///
/// Everything goes into a place of its own that the replica takes over in the end: a file in which something
/// turns out to be unreadable has changed nothing, and the people in it are put in order once.
struct SnapshotFileReader {
    private let staging: Staging
    private var input: RecordInput
    private var content: SnapshotFileContent
    /// How far the facts that are applied go; nil while the snapshot is not whole.
    private var progress: Progress?
    /// What the snapshot is of, as its chunks say.
    private var snapshotPlace: Progress?
    /// Changes that were appended while the snapshot was still coming.
    private var early = WaitingChanges()
    /// The beginning of a command whose end was not read.
    private var unfinished = WaitingChanges()
    // Kept from record to record.
    private var factRanges: [Range<Int>] = []
    private var changeViews: [ChangeView] = []

    /// Reads the facts of a source from `file` into `replica`.
    ///
    /// - Throws: Why it has no whole snapshot; the replica is as before then.
    static func read(
        _ file: any ReadableFile, of facts: FactSource, into replica: Replica
    ) throws(SnapshotFlaw) -> SnapshotFileContent {
        var reader = try SnapshotFileReader(file, facts, replica.stage(facts))
        let progress = try reader.readAll()
        replica.install(reader.staging, progress)
        return reader.content
    }

    private init(
        _ file: any ReadableFile, _ facts: FactSource, _ staging: Staging
    ) throws(SnapshotFlaw) {
        self.staging = staging
        input = RecordInput(file)
        guard let head = try input.take(SnapshotLayout.headByteCount) else {
            throw SnapshotFlaw("it is too short")
        }
        let number = SnapshotLayout.word(input.bytes[head].dropFirst(8))
        guard Array(input.bytes[head]) == SnapshotLayout.head(number, facts) else {
            throw SnapshotFlaw("it does not begin as a snapshot of this layout and source")
        }
        content = SnapshotFileContent(number: number, validByteCount: UInt64(SnapshotLayout.headByteCount))
    }

    private mutating func readAll() throws(SnapshotFlaw) -> Progress {
        do throws(SnapshotFlaw) {
            while let (kind, body) = try nextRecord() {
                try take(kind, body)
                content.validByteCount += UInt64(SnapshotLayout.recordHeadByteCount + body.count)
            }
        } catch {
            // Half of a command may be applied.
            if error.isUnreadable { throw error }
            content.flaw = error.words
        }
        guard let progress else { throw SnapshotFlaw(content.flaw ?? "the snapshot in it is not whole") }
        return progress
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
}

// MARK: - Records

extension SnapshotFileReader {
    private mutating func take(_ kind: SnapshotRecordKind, _ body: Range<Int>) throws(SnapshotFlaw) {
        switch kind {
        case .chunk: try takeChunk(body)
        case .item: try takeItem(body)
        case .moment:
            guard body.count == SnapshotLayout.momentByteCount else {
                throw SnapshotFlaw("a moment has \(body.count) bytes")
            }
            content.moment = FreshMoment(input.bytes[body])
            content.appendedCount += 1
        }
    }

    private mutating func takeChunk(_ body: Range<Int>) throws(SnapshotFlaw) {
        guard progress == nil else { throw SnapshotFlaw("a snapshot goes on after its end") }
        let bytes = input.bytes
        let payload = bytes.span.bytes.extracting(body)
        let chunk: SnapshotChunk
        if let plain = HotCodec.parseChunk(payload, into: &factRanges) {
            chunk = plain
            for range in factRanges { staging.apply(try Self.fact(payload.extracting(range))) }
            content.factCount += factRanges.count
        } else {
            chunk = try Self.readable { () throws(WireProblem) in
                try Wire.decode(SnapshotChunk.self, from: payload)
            }
            staging.apply(chunk.facts)
            content.factCount += chunk.facts.count
        }
        let place = Progress(epoch: chunk.epoch, revision: chunk.revision, digest: chunk.digest)
        guard place == snapshotPlace ?? place else { throw SnapshotFlaw("two snapshots are mixed") }
        snapshotPlace = place
        guard chunk.done else { return }
        progress = place
        let early = early
        self.early = WaitingChanges()
        try accept(early)
    }

    private mutating func takeItem(_ body: Range<Int>) throws(SnapshotFlaw) {
        let bytes = input.bytes
        let payload = bytes.span.bytes.extracting(body)
        var changes = WaitingChanges()
        if HotCodec.parseItem(payload, into: &changeViews) {
            for view in changeViews { changes.append(view, payload.extracting(view.fact)) }
        } else {
            let item = try Self.readable { () throws(WireProblem) in
                try Wire.decode(FeedItem.self, from: payload)
            }
            for change in item.changes {
                var view = ChangeView()
                view.revision = change.revision
                view.digest = change.digest
                view.last = change.last
                changes.append(view, Wire.encode(change.fact).span.bytes)
            }
        }
        content.appendedCount += changes.views.count
        if progress == nil { early.append(changes) } else { try accept(changes) }
    }

    /// Applies whole commands, in the order of their revisions.
    ///
    /// A change may have been appended twice: the snapshot was taken after it, or the feed was cut in the
    /// middle of its command and began with that command again.
    private mutating func accept(_ changes: WaitingChanges) throws(SnapshotFlaw) {
        guard var progress else { return }
        for view in changes.views where view.revision > progress.revision {
            if let first = unfinished.views.first?.revision, view.revision >= first {
                unfinished.keep(first: view.revision - first)
            }
            guard view.revision == (unfinished.views.last?.revision ?? progress.revision) + 1 else {
                throw SnapshotFlaw("changes are missing before revision \(view.revision)")
            }
            unfinished.append(view, changes.bytes.span.bytes.extracting(view.fact))
        }
        guard let end = unfinished.views.lastIndex(where: \.last) else { return }
        for view in unfinished.views[...end] {
            staging.apply(try Self.fact(unfinished.bytes.span.bytes.extracting(view.fact)))
            progress.revision = view.revision
            progress.digest = view.digest
        }
        unfinished.drop(first: end + 1)
        self.progress = progress
    }

    private static func fact(_ payload: RawSpan) throws(SnapshotFlaw) -> Fact {
        do throws(WireProblem) { return try HotCodec.readFact(payload) } catch {
            throw SnapshotFlaw(unreadable: error)
        }
    }

    private static func readable<M: Message>(_ read: () throws(WireProblem) -> M) throws(SnapshotFlaw) -> M {
        do throws(WireProblem) { return try read() } catch { throw SnapshotFlaw(unreadable: error) }
    }
}

/// Changes in the order they came, with their facts still in bytes.
private struct WaitingChanges {
    private(set) var views: [ChangeView] = []
    /// Where the facts are.
    private(set) var bytes: [UInt8] = []

    mutating func append(_ view: ChangeView, _ fact: RawSpan) {
        var view = view
        view.fact = bytes.count..<bytes.count + fact.byteCount
        fact.withUnsafeBytes { bytes.append(contentsOf: $0) }
        views.append(view)
    }

    mutating func append(_ others: WaitingChanges) {
        for view in others.views { append(view, others.bytes.span.bytes.extracting(view.fact)) }
    }

    /// Forgets all but the first ones.
    mutating func keep(first count: UInt64) {
        guard count < UInt64(views.count) else { return }
        views.removeSubrange(Int(count)...)
    }

    /// Forgets the first ones.
    mutating func drop(first count: Int) {
        let rest = views[count...]
        let old = bytes
        self = WaitingChanges()
        for view in rest { append(view, old.span.bytes.extracting(view.fact)) }
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
