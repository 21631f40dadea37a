// One line of a decision log. No call carries it: a node writes it into files, and `entente decisions` reads
// it from them. It stands here because both sides must agree on it, as on everything else here.

/// One decision as a decision node wrote it down.
package struct DecisionRecord: Message {
    /// When it was made, in milliseconds since 1970 UTC.
    package var at: Int64 = 0
    /// The process that made it.
    package var node: String = ""
    /// Which of its reactors, from 1; each counts for itself.
    package var reactor: UInt32 = 0
    /// The number of the record, from 1 and without a gap unless records were lost.
    package var sequence: UInt64 = 0
    /// The name of the access token that asked.
    package var token: String = ""
    /// Who asked to act.
    package var actor: String = ""
    /// The interaction or right.
    package var action: String = ""
    /// On whom.
    package var target: String = ""
    /// The part the actor had in a call in progress.
    package var callContext: CallContext?
    /// The answer.
    package var verdict = Verdict.unspecified
    /// Why.
    package var reason = Reason.unspecified
    /// The relationship, where a right was asked for.
    package var level: Level?
    /// The partnership that decided, where one did.
    package var partnership: String?
    /// Its version.
    package var partnershipVersion: Int64?
    /// Which facts the answer rests on.
    package var position = Position()
    /// The id of the trace the question was a part of.
    package var trace: String?

    /// A record of nothing.
    package init() {}

    enum CodingKeys: Int, CodingKey {
        case at = 1
        case node = 2
        case reactor = 3
        case sequence = 4
        case token = 5
        case actor = 6
        case action = 7
        case target = 8
        case callContext = 9
        case verdict = 10
        case reason = 11
        case level = 12
        case partnership = 13
        case partnershipVersion = 14
        case position = 15
        case trace = 16
    }
}
