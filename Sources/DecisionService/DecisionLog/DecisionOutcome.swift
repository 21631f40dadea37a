// What of an answer is written down. Calls answer with words of their own; kept are their numbers, and
// whoever writes the line knows by the call which words they stand for.

import EntenteProtocol

/// What came of one question, in numbers; what a call does not answer with is 0.
struct DecisionOutcome: BitwiseCopyable {
    /// The version of the partnership that decided.
    var partnershipVersion: Int64 = 0
    /// Of everything about a pair: how many actions are allowed, are to be asked for, and are denied.
    var allowedCount: UInt32 = 0
    var askedCount: UInt32 = 0
    var deniedCount: UInt32 = 0
    /// Of a search: how many people were found.
    var foundCount: UInt32 = 0
    var verdict: UInt8 = 0
    /// Why, in the words of the call.
    var reason: UInt8 = 0
    var level: UInt8 = 0
    var disclosure: UInt8 = 0
    var role: UInt8 = 0

    /// The answer to a check.
    @inline(__always)
    init(_ answer: HotAnswer) {
        verdict = Self.number(answer.verdict)
        reason = Self.number(answer.reason)
        level = answer.level.map(Self.number) ?? 0
        partnershipVersion = answer.partnershipVersion ?? 0
    }

    /// A verdict with a reason in the words of its call.
    init(_ verdict: Verdict, because reason: some WireEnum) {
        self.verdict = Self.number(verdict)
        self.reason = Self.number(reason)
    }

    /// What may be seen of an item.
    init(_ answer: CheckContentResponse) {
        disclosure = Self.number(answer.disclosure)
        role = answer.role.map(Self.number) ?? 0
        reason = Self.number(answer.reason)
    }

    /// So many of each verdict.
    init(_ verdicts: some Sequence<Verdict>) {
        for verdict in verdicts {
            switch verdict {
            case .allow: allowedCount += 1
            case .ask: askedCount += 1
            case .deny, .unspecified: deniedCount += 1
            }
        }
    }

    /// So many people.
    init(foundCount: Int) { self.foundCount = UInt32(clamping: foundCount) }

    @inline(__always)
    private static func number(_ word: some WireEnum) -> UInt8 { UInt8(truncatingIfNeeded: word.rawValue) }
}
