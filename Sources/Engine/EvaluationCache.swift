// The evaluation cache: direct-mapped, in memory that is taken once. An entry fills one cache line and holds
// the whole key, so that two questions can share a place but never an answer. It is not told of changes; it
// notices them. While the replica's change count stands still, the entry alone is read; after any change, its
// stamps are compared once with the present ones, and where they are the same it is good until the next
// change.
//
// Time needs no event either: an entry knows the moment at which its answer ends or began, and serves only
// questions on its own side of it, so that even a clock that is set back gets the answer a fresh evaluation
// would give.

import CPrefetch
import EntenteProtocol
import PlantedBugs
import Replica

/// A question about two known people, as the cache tells questions apart.
struct CacheKey: Hashable {
    /// The actor's number above, the target's below.
    private let people: UInt64
    /// The action's code above, the call context below.
    private let circumstances: UInt16

    /// The key of a question.
    @inline(__always)
    init(actor: UserIndex, target: UserIndex, code: UInt8, callContext: CallContext) {
        people = UInt64(actor.number) << 32 | UInt64(target.number)
        let context = isPlanted("the cache forgets the call") ? .unspecified : callContext
        circumstances = UInt16(code) << 8 | UInt16(UInt8(truncatingIfNeeded: context.rawValue))
    }

    var actor: UserIndex { UserIndex(number: UInt32(truncatingIfNeeded: people >> 32)) }
    var target: UserIndex { UserIndex(number: UInt32(truncatingIfNeeded: people)) }
    var code: UInt8 { UInt8(truncatingIfNeeded: circumstances >> 8) }
    var callContext: CallContext { CallContext(rawValue: Int32(circumstances & 255)) ?? .unspecified }

    /// Spreads keys over 64 bits; the upper ones are mixed best.
    @inline(__always)
    var spread: UInt64 {
        let mixed = people ^ UInt64(circumstances) &* 0x9e37_79b9_7f4a_7c15
        let product = mixed.multipliedFullWidth(by: 0xd6e8_feb8_6659_fd93)
        return (product.high ^ product.low) &* 0x9e37_79b9_7f4a_7c15
    }
}

/// One remembered answer.
struct CacheEntry {
    var key: CacheKey
    var verdict: Verdict
    var reason: Reason
    var level: Level
    /// Whether the answer was made before its foundation's boundary.
    var isBeforeBoundary: Bool
    var partnership: PartnershipIndex
    var generation: UInt32
    var foundation: Foundation
    /// The replica's change count when the foundation was last found unchanged.
    var checkedAt: UInt64

    var decision: Decision { Decision(verdict, reason, level: level, partnership: partnership) }
}

/// Answers that still hold, by question.
struct EvaluationCache: ~Copyable {
    private let entries: UnsafeMutablePointer<CacheEntry>
    private let placeMask: Int
    /// How many entries there are; 0 for no cache.
    let entryCount: Int

    /// The size of an entry: one cache line.
    static let entryByteCount = 64

    /// A cache without answers.
    ///
    /// - Parameter entryCount: a power of two, or 0 for a cache that remembers nothing.
    init(entryCount: Int) {
        precondition(
            entryCount >= 0 && entryCount & (entryCount - 1) == 0, "the entry count is a power of two")
        precondition(MemoryLayout<CacheEntry>.stride <= Self.entryByteCount, "an entry outgrew its line")
        self.entryCount = entryCount
        placeMask = max(entryCount, 1) - 1
        let memory = LargeMemory.allocate(
            byteCount: max(entryCount, 1) * Self.entryByteCount, alignment: Self.entryByteCount)
        entries = memory.bindMemory(to: CacheEntry.self, capacity: max(entryCount, 1))
        entries.initialize(repeating: .empty, count: max(entryCount, 1))
    }

    deinit { entries.deallocate() }

    /// The answer to a question if it is remembered and still holds, or nil.
    @inline(__always)
    func find(_ key: CacheKey, now: Int64, in replica: Replica) -> Decision? {
        guard entryCount > 0 else { return nil }
        let entry = entries + place(of: key)
        let moment = replica.moment()
        guard entry.pointee.key == key,
            entry.pointee.generation == moment.generation
                || isPlanted("the cache outlives a replaced replica"),
            (now < entry.pointee.foundation.boundary) == entry.pointee.isBeforeBoundary
        else { return nil }
        if entry.pointee.checkedAt != moment.changeCount {
            guard entry.pointee.foundation.holds(key, in: replica) else { return nil }
            entry.pointee.checkedAt = moment.changeCount
        }
        return entry.pointee.decision
    }

    /// Has the place of a question fetched from memory.
    @inline(__always)
    func fetch(_ key: CacheKey) { entente_prefetch(entries + place(of: key)) }

    /// Remembers the answer to a question, in the place of whatever was there.
    func store(_ evaluation: Evaluation, for key: CacheKey, now: Int64, in replica: Replica) {
        guard entryCount > 0 else { return }
        let moment = replica.moment()
        let decision = evaluation.decision
        entries[place(of: key)] = CacheEntry(
            key: key, verdict: decision.verdict, reason: decision.reason, level: decision.level,
            isBeforeBoundary: now < evaluation.foundation.boundary, partnership: decision.partnership,
            generation: moment.generation, foundation: evaluation.foundation, checkedAt: moment.changeCount)
    }

    @inline(__always)
    private func place(of key: CacheKey) -> Int { Int(truncatingIfNeeded: key.spread >> 16) & placeMask }
}

extension CacheEntry {
    /// An entry that answers no question: no user has this number.
    fileprivate static let empty = CacheEntry(
        key: CacheKey(
            actor: UserIndex(number: .max), target: UserIndex(number: .max), code: 0,
            callContext: .unspecified),
        verdict: .unspecified, reason: .unspecified, level: .unspecified, isBeforeBoundary: true,
        partnership: .none, generation: 0,
        foundation: Foundation(
            actorStamp: 0, targetStamp: 0, actorOrganizationStamp: 0, targetOrganizationStamp: 0,
            pairStampIndex: 0,
            pairStamp: 0, boundary: .max),
        checkedAt: 0)
}

extension Foundation {
    /// Whether everything but the time is as it was, given that indexes still mean the same.
    fileprivate func holds(_ key: CacheKey, in replica: Replica) -> Bool {
        let actor = replica[key.actor]
        let target = replica[key.target]
        return (actor.stamp == actorStamp || isPlanted("the cache forgets the actor"))
            && (target.stamp == targetStamp || isPlanted("the cache forgets the target"))
            && (replica[actor.organization].stamp == actorOrganizationStamp
                || isPlanted("the cache forgets the actor's organization"))
            && (replica[target.organization].stamp == targetOrganizationStamp
                || isPlanted("the cache forgets the target's organization"))
            && replica.pairStamp(pairStampIndex) == pairStamp
    }
}
