// A source's facts in a file: the snapshot as it came, then every change since, appended. So any first part
// of a file is a state the source once had, and whatever happens to its end costs freshness, never truth.
//
// The alternative, a dump of the replica's own tables, would start faster and be void with every change of
// those tables; the bytes of the wire are a contract already, and a newer build finds in them what an older
// one did not know.
//
//     head     8 bytes magic, 8 bytes this file's own random number, 8 bytes checksum
//     record   4 bytes length of the body, 1 byte kind, 3 bytes zero, 8 bytes checksum, body
//
// Numbers are little-endian. A record's checksum covers its kind, its length, its place and the file's own
// number too: an old block that a crash leaves in place of a new one is not taken for a record.

import EntenteProtocol
import EventLoop
import Replica
import SystemCalls

/// What a record of a snapshot file is.
enum SnapshotRecordKind: UInt8 {
    /// A `SnapshotChunk`; the one that says `done` is the last.
    case chunk = 1
    /// A `FeedItem`, for its changes.
    case item = 2
    /// When the facts up to here were the newest there were: the wall clock in milliseconds, then the
    /// monotonic clock in nanoseconds.
    case moment = 3
}

/// How a snapshot file is laid out.
enum SnapshotLayout {
    /// The last byte is the layout's version.
    static let magic: UInt64 = 0x0165_746E_6574_6E65
    static let headByteCount = 24
    static let recordHeadByteCount = 16
    static let momentByteCount = 16
    /// A body was the payload of a frame once.
    static let bodyByteMaximum = Frame.byteLimit

    /// The head of a file of its own `number` with the facts of `source`.
    static func head(_ number: UInt64, _ source: FactSource) -> [UInt8] {
        var bytes: [UInt8] = []
        append(magic, to: &bytes)
        append(number, to: &bytes)
        append(checksum(from: sourceNumber(source), bytes.span.bytes), to: &bytes)
        return bytes
    }

    private static func sourceNumber(_ source: FactSource) -> UInt64 {
        switch source {
        case .directory: 1
        case .partnership: 2
        }
    }

    /// What the checksum of a record starts from.
    static func seed(_ number: UInt64, at offset: UInt64, _ kind: UInt8, _ bodyByteCount: Int) -> UInt64 {
        mix(mix(mix(number, offset), UInt64(kind)), UInt64(bodyByteCount))
    }

    /// A digest in which every eight bytes can be told from any other eight in their place.
    static func checksum(from seed: UInt64, _ bytes: RawSpan) -> UInt64 {
        bytes.withUnsafeBytes { bytes in
            var sum = seed
            var offset = 0
            while offset + 8 <= bytes.count {
                sum = mix(
                    sum, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
                offset += 8
            }
            var rest: UInt64 = 0
            for byte in bytes[offset...] { rest = rest << 8 | UInt64(byte) }
            return mix(mix(sum, rest), UInt64(bytes.count))
        }
    }

    /// For either number alone one to one.
    private static func mix(_ sum: UInt64, _ word: UInt64) -> UInt64 {
        let product = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
        return product ^ product >> 32
    }

    static func append(_ word: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: 0, to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
        }
    }

    static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// When facts were the newest there were, by both clocks.
struct FreshMoment: Equatable {
    /// Milliseconds since 1970 UTC.
    var wall: Int64
    /// Nanoseconds of the monotonic clock, which begins anew with the machine.
    var monotonic: UInt64

    init(wall: Int64, monotonic: UInt64) {
        self.wall = wall
        self.monotonic = monotonic
    }

    init(_ body: ArraySlice<UInt8>) {
        wall = Int64(bitPattern: SnapshotLayout.word(body))
        monotonic = SnapshotLayout.word(body.dropFirst(8))
    }

    var body: [UInt8] {
        var bytes: [UInt8] = []
        SnapshotLayout.append(UInt64(bitPattern: wall), to: &bytes)
        SnapshotLayout.append(monotonic, to: &bytes)
        return bytes
    }

    /// How long ago it was, in nanoseconds; nil where that cannot be known.
    ///
    /// The longer of what the clocks say: the wall clock may have been set back, and the monotonic one knows
    /// nothing of the time before the machine started.
    func age(wall now: Int64, monotonic monotonicNow: UInt64) -> UInt64? {
        guard now >= wall else { return nil }
        // A damaged file may name any moment: the distance is right for all of them, and never negative.
        let (byWall, isTooLong) = UInt64(bitPattern: now &- wall)
            .multipliedReportingOverflow(by: 1_000_000)
        guard !isTooLong else { return nil }
        return max(byWall, monotonicNow >= monotonic ? monotonicNow - monotonic : 0)
    }
}

/// Appends records to a snapshot file.
final class SnapshotWriter {
    let path: String
    let file: any AppendableFile
    private let number: UInt64
    private var offset: UInt64
    /// Facts of the snapshot.
    private(set) var factCount: Int
    /// Changes and moments after it: what a rewrite would leave out.
    private(set) var appendedCount: Int
    private var record: [UInt8] = []

    /// A new file at `path`, whatever was there before.
    init(
        making path: String, _ source: FactSource, number: UInt64, on disk: any Disk
    ) throws(Errno) {
        self.path = path
        self.number = number
        factCount = 0
        appendedCount = 0
        file = try disk.append(to: path, keeping: 0)
        let head = SnapshotLayout.head(number, source)
        try file.append(head)
        offset = UInt64(head.count)
    }

    /// Goes on behind what was read of the file at `path`.
    init(goingOnAt path: String, behind read: SnapshotFileContent, on disk: any Disk) throws(Errno) {
        self.path = path
        number = read.number
        offset = read.validByteCount
        factCount = read.factCount
        appendedCount = read.appendedCount
        file = try disk.append(to: path, keeping: read.validByteCount)
    }

    /// Appends some facts of the snapshot, as they came.
    func append(chunk body: RawSpan, factCount count: Int) throws(Errno) {
        try append(.chunk, body)
        factCount += count
    }

    /// Appends changes, as they came.
    func append(item body: RawSpan, changeCount count: Int) throws(Errno) {
        try append(.item, body)
        appendedCount += count
    }

    /// Appends when the facts so far were the newest there were.
    func append(_ moment: FreshMoment) throws(Errno) {
        try append(.moment, moment.body.span.bytes)
        appendedCount += 1
    }

    /// One write for head and body, so that a crash between two is no case of its own.
    private func append(_ kind: SnapshotRecordKind, _ body: RawSpan) throws(Errno) {
        let seed = SnapshotLayout.seed(number, at: offset, kind.rawValue, body.byteCount)
        record.removeAll(keepingCapacity: true)
        SnapshotLayout.append(UInt64(body.byteCount) | UInt64(kind.rawValue) << 32, to: &record)
        SnapshotLayout.append(SnapshotLayout.checksum(from: seed, body), to: &record)
        body.withUnsafeBytes { record.append(contentsOf: $0) }
        try file.append(record)
        offset += UInt64(record.count)
    }
}
