// One line of a decision log. No call carries it: a node writes it into files, and `entente decisions` reads
// it from them. It stands here because both sides must agree on it, as on everything else here.

/// One decision as a decision node wrote it down, or all that one call has answered about a person.
package struct DecisionRecord: Message {
    /// When it was made, in milliseconds since 1970 UTC.
    package var at: Int64 = 0
    /// The process that made it.
    package var node: String = ""
    /// Which of its reactors, from 1; each counts for itself.
    package var reactor: UInt32 = 0
    /// The number of the record, from 1 and without a gap unless records were lost.
    package var sequence: UInt64 = 0
    /// Which call it answered, one of ``calls``; by which door that came makes no difference.
    package var call: String = ""
    /// The name of the access token that asked.
    package var token: String = ""
    /// Who asked to act, to see or to search.
    package var actor: String = ""
    /// The interaction or right, the capability or the integration, or the type of the content; empty where
    /// it is about everything.
    package var action: String = ""
    /// On whom, or whose content; empty where there is nobody.
    package var target: String = ""
    /// The part the actor had in a call in progress.
    package var callContext: CallContext?
    /// The answer; nil where a call answers with something else.
    package var verdict: Verdict?
    /// Of `checkContent`: how much may be seen.
    package var disclosure: Disclosure?
    /// Of `checkContent`: what may be done with a list.
    package var role: ListRole?
    /// Why, in the words of the call.
    package var reason: String?
    /// The relationship, where a right was asked for.
    package var level: Level?
    /// The partnership that decided, where one did.
    package var partnership: String?
    /// Its version.
    package var partnershipVersion: Int64?
    /// Of `effective`: how many actions are allowed.
    package var allowed: UInt32?
    /// Of `effective`: how many are to be asked for.
    package var asked: UInt32?
    /// Of `effective`: how many are denied.
    package var denied: UInt32?
    /// Of `discover`: how many people were found.
    package var found: UInt32?
    /// Which facts the answer rests on.
    package var position = Position()
    /// The id of the trace the question was a part of.
    package var trace: String?

    /// A record of nothing.
    package init() {}

    /// The calls whose answers are written down: those that say who may do or see what.
    ///
    /// `effective` and `discover` leave one record each, with counts; all others one for each answer.
    package static let calls: [Method] = [
        .check, .checkBatch, .explain, .effective, .watch, .checkContent, .checkCapability, .checkIntegration,
        .discover,
    ]

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
        case call = 17
        case disclosure = 18
        case role = 19
        case allowed = 20
        case asked = 21
        case denied = 22
        case found = 23
    }
}
