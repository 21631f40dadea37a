// A snapshot file that is cut anywhere or flipped anywhere gives a state the source once had, or nothing.

import EntenteProtocol
import EventLoop
import Replica
import SystemCalls
import TestSupport
import Testing

@testable import Following

@Suite struct SnapshotFileTests {
    /// A small history: three users in the snapshot, then commands of one to four changes, each of which puts
    /// every user into the same organization; a state between two commands shows nowhere else.
    private struct History {
        static let users = ["ann", "bob", "cid"]
        static let epoch: UInt64 = 77
        static let snapshotRevision: UInt64 = 3
        var changes: [Change] = []

        init() {
            for number in 1...8 { append(organization: "o\(number)", count: 1 + number % 4) }
        }

        private mutating func append(organization: String, count: Int) {
            for index in 0..<count {
                let revision = Self.snapshotRevision + UInt64(changes.count) + 1
                changes.append(
                    .with {
                        $0.revision = revision
                        $0.digest = revision &* 0x9E37_79B9
                        $0.last = index == count - 1
                        $0.fact = Self.user(Self.users[min(index, 2)], organization)
                    })
            }
        }

        static func user(_ id: String, _ organization: String) -> Fact {
            .with {
                $0.user = .with {
                    $0.id = id
                    $0.organization = organization
                }
            }
        }

        var chunks: [SnapshotChunk] {
            (0...3).map { number in
                .with {
                    $0.epoch = Self.epoch
                    $0.revision = Self.snapshotRevision
                    $0.digest = 33
                    if number < 3 { $0.facts = [Self.user(Self.users[number], "o0")] }
                    $0.done = number == 3
                }
            }
        }

        /// The revisions after which a command is whole.
        var ends: [UInt64] { [Self.snapshotRevision] + changes.filter(\.last).map(\.revision) }

        /// Who is where after a revision.
        func state(at revision: UInt64) -> [String] {
            var places = ["o0", "o0", "o0"]
            for change in changes where change.revision <= revision {
                let user = change.fact.user
                let index = Self.users.firstIndex(of: user?.id ?? "") ?? 0
                places[index] = user?.organization ?? ""
            }
            return places
        }
    }

    private let history = History()
    private let path = "/data/directory.snapshot"

    private func write(
        _ disk: SimulatedDisk, _ writer: SnapshotWriter, _ changes: some Collection<Change>
    ) throws {
        let item = Wire.encode(FeedItem.with { $0.changes = Array(changes) })
        try writer.append(item: item.span.bytes, changeCount: changes.count)
    }

    private func begun(_ disk: SimulatedDisk, number: UInt64 = 5) throws -> SnapshotWriter {
        try SnapshotWriter(making: path, .directory, number: number, on: disk)
    }

    private func write(_ writer: SnapshotWriter, _ chunks: [SnapshotChunk]) throws {
        for chunk in chunks {
            try writer.append(chunk: Wire.encode(chunk).span.bytes, factCount: chunk.facts.count)
        }
    }

    /// A whole file, its records ending in the middle of commands too, with the revision its moments name.
    private func wholeFile() throws -> SimulatedDisk {
        let disk = SimulatedDisk()
        let writer = try begun(disk)
        try write(writer, history.chunks)
        var rest = history.changes[...]
        var count = 1
        while !rest.isEmpty {
            try write(disk, writer, rest.prefix(count))
            rest = rest.dropFirst(count)
            let revision = (rest.first?.revision ?? (history.ends.last ?? 0) + 1) - 1
            try writer.append(FreshMoment(wall: Int64(revision), monotonic: revision))
            count = count % 3 + 1
        }
        return disk
    }

    private struct Found {
        let replica: Replica
        let content: SnapshotFileContent
    }

    private func read(_ disk: SimulatedDisk, _ source: FactSource = .directory) -> Result<Found, SnapshotFlaw>
    {
        let replica = Replica(seed: 1)
        do throws(SnapshotFlaw) {
            guard let file = try? disk.read(path) else { throw SnapshotFlaw("no file") }
            let content = try SnapshotFileReader.read(file, of: source, into: replica)
            return .success(Found(replica: replica, content: content))
        } catch {
            #expect(replica.progress(source) == .none && replica.userCount == 0)
            return .failure(error)
        }
    }

    private func places(_ replica: Replica) -> [String] {
        History.users.map { id in
            replica.user(id).map { replica.id(replica[$0].organization) } ?? "nowhere"
        }
    }

    /// What was read is what the source had at that revision, and is not said to be fresher than it is.
    private func expectTrue(_ found: Found, _ place: String) {
        let progress = found.replica.progress(.directory)
        #expect(history.ends.contains(progress.revision), "\(place)")
        #expect(progress.epoch == History.epoch, "\(place)")
        #expect(places(found.replica) == history.state(at: progress.revision), "\(place)")
        // The beginning of a command after it was heard, too, says nothing of what was not.
        let end = history.ends.first { $0 > progress.revision } ?? .max
        if let moment = found.content.moment { #expect(moment.monotonic < end, "\(place)") }
    }

    @Test func `a whole file is read to its end`() throws {
        let found = try read(try wholeFile()).get()
        #expect(found.content.flaw == nil)
        #expect(found.replica.progress(.directory).revision == history.ends.last)
        #expect(found.content.factCount == 3)
        #expect(found.content.moment?.monotonic == history.ends.last)
        expectTrue(found, "whole")
    }

    @Test func `a file cut after any byte gives an earlier state or none, and is gone on with`() throws {
        let disk = try wholeFile()
        let bytes = try #require(disk[path])
        var states: Set<UInt64> = []
        var unusable = 0
        for count in bytes.indices {
            disk[path] = Array(bytes[..<count])
            switch read(disk) {
            case .failure: unusable += 1
            case .success(let found):
                expectTrue(found, "cut after \(count)")
                states.insert(found.replica.progress(.directory).revision)
                try goOn(disk, found, "cut after \(count)")
            }
        }
        // Two commands may lie in one record.
        #expect(states.count >= history.ends.count - 2)
        #expect(unusable > 100)
    }

    /// The feed begins again behind what was read.
    private func goOn(_ disk: SimulatedDisk, _ found: Found, _ place: String) throws {
        let writer = try SnapshotWriter(goingOnAt: path, behind: found.content, on: disk)
        let revision = found.replica.progress(.directory).revision
        try write(disk, writer, history.changes.filter { $0.revision > revision })
        let again = try read(disk).get()
        #expect(again.content.flaw == nil, "\(place)")
        #expect(again.replica.progress(.directory).revision == history.ends.last, "\(place)")
        expectTrue(again, place)
    }

    @Test(arguments: [0x01, 0x80, 0xFF] as [UInt8])
    func `a byte that is flipped anywhere never gives wrong facts`(mask: UInt8) throws {
        let disk = try wholeFile()
        let bytes = try #require(disk[path])
        var unusable = 0
        for offset in bytes.indices {
            var flipped = bytes
            flipped[offset] ^= mask
            disk[path] = flipped
            switch read(disk) {
            case .failure: unusable += 1
            case .success(let found):
                #expect(found.content.flaw != nil, "byte \(offset)")
                expectTrue(found, "byte \(offset)")
            }
        }
        #expect(unusable > 100 && unusable < bytes.count / 2)
    }

    @Test func `bytes that are random never give wrong facts`() throws {
        let disk = try wholeFile()
        let bytes = try #require(disk[path])
        let dice = SimulatedRandomness(seed: 9)
        for round in 0..<300 {
            var broken = bytes
            for _ in 0...dice.number(in: 0...20) {
                let start = dice.number(in: 0...broken.count - 1)
                let end = min(start + dice.number(in: 0...60), broken.count)
                switch dice.number(in: 0...2) {
                case 0: for index in start..<end { broken[index] = UInt8(truncatingIfNeeded: dice.next()) }
                case 1: for index in start..<end { broken[index] = 0 }
                // A piece of another place, whole records among them.
                default:
                    let from = dice.number(in: 0...bytes.count - (end - start))
                    broken.replaceSubrange(start..<end, with: bytes[from..<from + end - start])
                }
            }
            disk[path] = broken
            if case .success(let found) = read(disk) { expectTrue(found, "round \(round)") }
        }
    }

    @Test func `records of another file, and of another place, are not taken for this one's`() throws {
        let disk = try wholeFile()
        let bytes = try #require(disk[path])
        let other = SimulatedDisk()
        let writer = try begun(other, number: 6)
        try write(writer, history.chunks)
        let begin = try #require(other[path]).count
        // Both files are alike up to the changes: the other's old tail lies behind this one's snapshot.
        other[path] = try #require(other[path]) + bytes[begin...]
        let found = try read(other).get()
        #expect(found.content.flaw != nil)
        #expect(found.replica.progress(.directory).revision == History.snapshotRevision)

        disk[path] = bytes + bytes[begin...]
        let twice = try read(disk).get()
        #expect(twice.content.flaw != nil)
        #expect(twice.content.validByteCount == UInt64(bytes.count))
    }

    @Test func `a file of the other source is none`() throws {
        let flaw = read(try wholeFile(), .partnership)
        guard case .failure = flaw else {
            Issue.record("it was read")
            return
        }
    }

    @Test func `changes that came while the snapshot did are applied behind it`() throws {
        let disk = SimulatedDisk()
        let writer = try begun(disk)
        // The replica was at revision 1 when the snapshot of revision 3 was asked for, and changes went on.
        try write(writer, Array(history.chunks[..<1]))
        let early = [2, 3].map { (revision: UInt64) in
            Change.with {
                $0.revision = revision
                $0.last = true
                $0.fact = History.user("ann", "long ago")
            }
        }
        try write(disk, writer, early)
        try write(writer, Array(history.chunks[1..<2]))
        try write(disk, writer, history.changes[..<4])
        // The feed was cut in the middle of a command, and began with that again.
        try write(disk, writer, history.changes[2..<5])
        try write(writer, Array(history.chunks[2...]))
        try write(disk, writer, history.changes[5...])
        let found = try read(disk).get()
        #expect(found.content.flaw == nil)
        #expect(found.replica.progress(.directory).revision == history.ends.last)
        expectTrue(found, "early")
    }

    @Test func `a gap between changes ends what is read`() throws {
        let disk = SimulatedDisk()
        let writer = try begun(disk)
        try write(writer, history.chunks)
        try write(disk, writer, history.changes[..<2])
        try write(disk, writer, history.changes[5...])
        let found = try read(disk).get()
        #expect(found.content.flaw?.contains("missing") == true)
        expectTrue(found, "gap")
    }

    @Test func `messages that have grown are read all the same`() throws {
        let disk = SimulatedDisk()
        let writer = try begun(disk)
        let newField: [UInt8] = [0x98, 6, 1]
        for chunk in history.chunks {
            let bytes = Wire.encode(chunk) + newField
            try writer.append(chunk: bytes.span.bytes, factCount: chunk.facts.count)
        }
        for change in history.changes {
            let bytes = Wire.encode(FeedItem.with { $0.changes = [change] }) + newField
            try writer.append(item: bytes.span.bytes, changeCount: 1)
        }
        let found = try read(disk).get()
        #expect(found.replica.progress(.directory).revision == history.ends.last)
        #expect(found.content.factCount == 3)
        expectTrue(found, "grown")
    }

    @Test func `what was written and means nothing voids the file`() throws {
        for isWhole in [false, true] {
            let disk = SimulatedDisk()
            let writer = try begun(disk)
            try write(writer, isWhole ? history.chunks : Array(history.chunks[..<2]))
            try write(disk, writer, history.changes[..<2])
            let nonsense: [UInt8] = [0x0A, 200, 1, 1]
            if isWhole {
                try writer.append(item: nonsense.span.bytes, changeCount: 1)
            } else {
                try writer.append(chunk: nonsense.span.bytes, factCount: 1)
            }
            guard case .failure(let flaw) = read(disk) else {
                Issue.record("it was read")
                return
            }
            #expect(flaw.words.contains("cannot be read"))
        }
    }

    @Test func `an age is the longer of what the clocks say, and unknown where they disagree`() {
        let moment = FreshMoment(wall: 100_000, monotonic: 50_000_000_000)
        func age(_ wall: Int64, _ monotonic: UInt64) -> UInt64? {
            moment.age(wall: wall, monotonic: monotonic)
        }
        #expect(age(107_000, 57_000_000_000) == 7_000_000_000)
        #expect(age(101_000, 57_000_000_000) == 7_000_000_000, "the wall clock was set back a little")
        #expect(age(107_000, 3_000_000_000) == 7_000_000_000, "the machine was started anew")
        #expect(age(99_999, 57_000_000_000) == nil, "the wall clock was set back a lot")
        #expect(age(.max, 0) == nil)
        let beforeAllTime = FreshMoment(wall: .min, monotonic: .max)
        #expect(beforeAllTime.age(wall: 107_000, monotonic: 0) == nil, "a damaged file may name any moment")
        #expect(FreshMoment(moment.body[...]) == moment)
    }
}
