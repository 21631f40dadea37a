// Decisions on their way from a reactor to the thread that writes them down. A check must never wait for a
// log, so between the two is a ring of fixed places: the reactor stores into the next one, or, where the
// writer has not come after it, counts the record as lost and goes on. Its number is used up all the same, so
// that the gap can be seen by whoever reads the log.

import EntenteProtocol
import Synchronization

/// What a reactor tells of one decision; the bytes are looked at before the call returns.
struct DecisionEntry {
    /// Which call it answered.
    let call: Method
    let at: Int64
    let token: String
    let actor: UnsafeRawBufferPointer
    let action: UnsafeRawBufferPointer
    let target: UnsafeRawBufferPointer
    let partnership: UnsafeRawBufferPointer
    let callContext: CallContext
    let outcome: DecisionOutcome
    let position: Position
    let trace: TraceContext?
}

/// A record in its place, before the five texts behind it.
struct DecisionSlot: BitwiseCopyable {
    var outcome: DecisionOutcome
    var at: Int64
    var sequence: UInt64
    var traceHigh: UInt64
    var traceLow: UInt64
    var directoryEpoch: UInt64
    var directory: UInt64
    var partnershipEpoch: UInt64
    var partnership: UInt64
    var call: UInt16
    var callContext: UInt8
    var tokenByteCount: UInt8
    var actorByteCount: UInt8
    var actionByteCount: UInt8
    var targetByteCount: UInt8
    var partnershipByteCount: UInt8
}

/// The texts of a record, in the order in which they lie in its place.
enum DecisionText: Int, CaseIterable {
    case token, actor, action, target, partnership
}

/// The records of one reactor that are not written yet.
///
/// One thread stores, one other thread takes.
final class DecisionRing: @unchecked Sendable {
    /// A record: the slot, and five texts of 64 bytes, which is as long as an id may be.
    ///
    /// What is longer is cut off.
    static let slotByteCount = 512
    private static let textStart = 128
    private static let textByteLimit = 64

    /// The process, told apart from others.
    let node: String
    /// Which of its reactors, from 1.
    let reactor: UInt32
    private let memory: UnsafeMutableRawPointer
    private let mask: UInt64
    private let sampleInterval: UInt64
    /// How many were stored, and how many of them taken.
    private let stored = Atomic<UInt64>(0)
    private let taken = Atomic<UInt64>(0)
    private let lost = Atomic<UInt64>(0)
    // The storing thread's own.
    private var storedCount: UInt64 = 0
    private var seenTakenCount: UInt64 = 0
    private var sequence: UInt64 = 0
    private var passedCount: UInt64 = 0

    /// A ring with as many places as `settings` say, a power of two.
    init(of node: String, reactor: UInt32, _ settings: DecisionLogSettings) {
        let recordCount = settings.ringRecordCount
        precondition(recordCount > 0 && recordCount & (recordCount - 1) == 0, "places are a power of two")
        self.node = node
        self.reactor = reactor
        sampleInterval = settings.sampleInterval
        mask = UInt64(recordCount - 1)
        memory = .allocate(byteCount: recordCount * Self.slotByteCount, alignment: 64)
    }

    deinit { memory.deallocate() }

    /// How many records found no place so far.
    var lostCount: UInt64 { lost.load(ordering: .relaxed) }

    // MARK: storing

    /// Stores a record, if it is the turn of one and there is a place.
    ///
    /// Belongs to the reactor's thread. Neither allocates nor waits nor calls the system.
    func store(_ entry: DecisionEntry) {
        passedCount &+= 1
        guard passedCount >= sampleInterval else { return }
        passedCount = 0
        sequence &+= 1
        if storedCount &- seenTakenCount > mask {
            seenTakenCount = taken.load(ordering: .acquiring)
            guard storedCount &- seenTakenCount <= mask else {
                lost.add(1, ordering: .relaxed)
                return
            }
        }
        let place = memory + Int(storedCount & mask) * Self.slotByteCount
        let token = copy(entry.token, .token, place)
        place.storeBytes(
            of: DecisionSlot(
                outcome: entry.outcome, at: entry.at, sequence: sequence,
                traceHigh: entry.trace?.traceHigh ?? 0, traceLow: entry.trace?.traceLow ?? 0,
                directoryEpoch: entry.position.directoryEpoch, directory: entry.position.directory,
                partnershipEpoch: entry.position.partnershipEpoch, partnership: entry.position.partnership,
                call: entry.call.rawValue,
                callContext: UInt8(truncatingIfNeeded: entry.callContext.rawValue), tokenByteCount: token,
                actorByteCount: copy(entry.actor, .actor, place),
                actionByteCount: copy(entry.action, .action, place),
                targetByteCount: copy(entry.target, .target, place),
                partnershipByteCount: copy(entry.partnership, .partnership, place)),
            as: DecisionSlot.self)
        storedCount &+= 1
        stored.store(storedCount, ordering: .releasing)
    }

    private func copy(
        _ bytes: UnsafeRawBufferPointer, _ text: DecisionText, _ place: UnsafeMutableRawPointer
    ) -> UInt8 {
        let count = min(bytes.count, Self.textByteLimit)
        guard let base = bytes.baseAddress, count > 0 else { return 0 }
        (place + Self.offset(of: text)).copyMemory(from: base, byteCount: count)
        return UInt8(count)
    }

    private func copy(_ text: String, _ kind: DecisionText, _ place: UnsafeMutableRawPointer) -> UInt8 {
        var text = text
        return text.withUTF8 { copy(UnsafeRawBufferPointer($0), kind, place) }
    }

    private static func offset(of text: DecisionText) -> Int { textStart + text.rawValue * textByteLimit }

    // MARK: taking

    /// Hands on the oldest records, `most` of them at the most, and frees their places.
    ///
    /// Belongs to the writer's thread.
    ///
    /// - Parameter each: gets a record and the place of each of its texts.
    /// - Returns: how many there were.
    func take(
        most: Int, _ each: (DecisionSlot, (DecisionText) -> UnsafeRawBufferPointer) -> Void
    ) -> Int {
        let first = taken.load(ordering: .relaxed)
        let count = min(Int(stored.load(ordering: .acquiring) &- first), most)
        for number in 0..<count {
            let place = UnsafeRawPointer(memory) + Int((first &+ UInt64(number)) & mask) * Self.slotByteCount
            let slot = place.loadUnaligned(as: DecisionSlot.self)
            each(slot) { text in
                UnsafeRawBufferPointer(
                    start: place + Self.offset(of: text), count: Int(slot.byteCount(of: text)))
            }
        }
        taken.store(first &+ UInt64(count), ordering: .releasing)
        return count
    }
}

extension DecisionSlot {
    fileprivate func byteCount(of text: DecisionText) -> UInt8 {
        switch text {
        case .token: tokenByteCount
        case .actor: actorByteCount
        case .action: actionByteCount
        case .target: targetByteCount
        case .partnership: partnershipByteCount
        }
    }
}
