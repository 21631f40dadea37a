// The engine answers from a replica: three look-ups (actor, action, target), one probe of the evaluation
// cache, and only where that knows nothing the rows of the decision table. It allocates nothing, counts no
// references and calls no witness on that way. Every reactor has an engine of its own over the one replica
// they share, because the cache is written on every miss.

import EntenteProtocol
import Replica
import Rules

/// Decides from a replica's facts, on one thread, under the replica's read lock.
package final class Engine {
    /// The facts decided from.
    package let replica: Replica
    private let cache: EvaluationCache
    // Private, and read through functions: the compiler then sees every access and needs no check at run
    // time.
    private var hits: UInt64 = 0
    private var misses: UInt64 = 0

    /// An engine with an empty evaluation cache.
    ///
    /// - Parameters:
    ///   - replica: the facts to decide from.
    ///   - cacheEntryCount: how many answers to remember, 64 bytes each: a power of two, or 0 for none.
    package init(replica: Replica, cacheEntryCount: Int) {
        self.replica = replica
        cache = EvaluationCache(entryCount: cacheEntryCount)
    }

    /// Answers whether ACTOR may do ACTION to TARGET.
    ///
    /// - Parameters:
    ///   - actor: the id of the one who acts.
    ///   - action: the name of an interaction or of a right.
    ///   - target: the id of the one acted on.
    ///   - callContext: the call in progress; unspecified for none.
    ///   - now: the wall clock, in milliseconds since 1970.
    /// - Returns: the answer; nil where the catalog has no such action, whoever asks.
    package func decide(
        actor: RawSpan, action: RawSpan, target: RawSpan, callContext: CallContext = .unspecified, now: Int64
    ) -> Decision? {
        guard let code = replica.code(action) else { return nil }
        let pair = actor.withUnsafeBytes { actor in
            target.withUnsafeBytes { target in
                var pair = PairLookUp(actor: actor, target: target)
                replica.find(&pair)
                return pair
            }
        }
        return decide(pair, code, callContext, now: now)
    }

    /// Answers what a run asks, in stages whose waits for memory overlap; the answers lie in the run
    /// afterwards.
    ///
    /// - Parameter now: the wall clock, in milliseconds since 1970.
    package func decide(_ run: CheckRun, now: Int64) {
        replica.find(run.pairs)
        for place in 0..<run.count { fetch(run.pairs[place], run[place]) }
        run.forgetMisses()
        for place in 0..<run.count {
            if let decision = remembered(run.pairs[place], run[place], now: now) {
                run[place].decision = decision
            } else {
                run.addMiss(place)
            }
        }
        if run.missCount > 0 { evaluateMisses(of: run, now: now) }
    }

    /// Decides what nothing is remembered of; what that takes is fetched for all of them first.
    private func evaluateMisses(of run: CheckRun, now: Int64) {
        for miss in 0..<run.missCount {
            guard let (actor, target) = run.pairs[run.miss(miss)].people else { continue }
            replica.fetchPeople(actor: actor, target: target)
        }
        for miss in 0..<run.missCount {
            guard let (actor, target) = run.pairs[run.miss(miss)].people else { continue }
            replica.fetchAgreement(actor: actor, target: target)
        }
        for miss in 0..<run.missCount {
            guard let (actor, target) = run.pairs[run.miss(miss)].people else { continue }
            replica.fetchPartnership(actor: actor, target: target)
        }
        for miss in 0..<run.missCount {
            let place = run.miss(miss)
            run[place].decision = decide(
                run.pairs[place], run[place].code, run[place].callContext, now: now)
        }
    }

    /// Has the place of a question in the cache fetched.
    @inline(__always)
    private func fetch(_ pair: PairLookUp, _ question: CheckRun.Question) {
        guard let (actor, target) = pair.people else { return }
        cache.fetch(
            CacheKey(actor: actor, target: target, code: question.code, callContext: question.callContext))
    }

    /// The answer to a question where it is remembered.
    @inline(__always)
    private func remembered(_ pair: PairLookUp, _ question: CheckRun.Question, now: Int64) -> Decision? {
        guard let (actor, target) = pair.people else { return nil }
        let key = CacheKey(
            actor: actor, target: target, code: question.code, callContext: question.callContext)
        guard let decision = cache.find(key, now: now, in: replica) else { return nil }
        hits &+= 1
        return decision
    }

    @inline(__always)
    private func decide(
        _ pair: PairLookUp, _ code: UInt8, _ callContext: CallContext, now: Int64
    ) -> Decision {
        guard let actor = pair.actor else { return .unknownActor }
        guard let target = pair.target else {
            return replica[actor].flags.isKnown ? .unknownTarget : .unknownActor
        }
        return decide(CacheKey(actor: actor, target: target, code: code, callContext: callContext), now: now)
    }

    /// Answers what ACTOR may do to TARGET at all.
    ///
    /// - Returns: an answer for every interaction of the catalog and every right, by code.
    package func effective(
        actor: RawSpan, target: RawSpan, callContext: CallContext = .unspecified, now: Int64
    ) -> [EffectiveDecision] {
        let actor = replica.user(actor)
        let target = replica.user(target)
        return actions.map { code, action in
            var decision = actor == nil ? Decision.unknownActor : .unknownTarget
            if let actor, let target {
                let key = CacheKey(
                    actor: actor, target: target, code: UInt8(code), callContext: callContext)
                decision = decide(key, now: now)
            }
            return EffectiveDecision(code: code, action: action, decision: decision)
        }
    }

    /// Everything that can be asked about: the catalog's interactions and the rights, by code.
    package var actions: [(code: Int32, name: String)] {
        replica.catalog.interactions.map { ($0.code, $0.name) } + Right.allCases.map { ($0.code, $0.name) }
    }

    /// Questions answered from the evaluation cache.
    package var cacheHits: UInt64 { hits }

    /// Questions about known people that had to be evaluated.
    package var cacheMisses: UInt64 { misses }

    /// The memory the evaluation cache holds, in bytes.
    package var cacheByteCount: Int { cache.entryCount * EvaluationCache.entryByteCount }

    @inline(__always)
    private func decide(_ key: CacheKey, now: Int64) -> Decision {
        if let decision = cache.find(key, now: now, in: replica) {
            hits &+= 1
            return decision
        }
        return evaluate(key, now: now)
    }

    private func evaluate(_ key: CacheKey, now: Int64) -> Decision {
        // Who is only named has no organization to look at, and is not worth a place in the cache.
        guard replica[key.actor].flags.isKnown else { return .unknownActor }
        guard replica[key.target].flags.isKnown else { return .unknownTarget }
        misses &+= 1
        let evaluation = Evaluation(key, now: now, in: replica)
        cache.store(evaluation, for: key, now: now, in: replica)
        return evaluation.decision
    }
}

extension Decision {
    fileprivate static var unknownActor: Decision { Decision(.deny, .unknownActor) }
    fileprivate static var unknownTarget: Decision { Decision(.deny, .unknownTarget) }
}
