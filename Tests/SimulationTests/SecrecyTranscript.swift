// Everything one caller was answered in one world, byte for byte, and where two such transcripts differ
// although nothing they may tell does.

import EntenteProtocol
import TestSupport
import Testing

/// A question about two people.
struct SecrecyQuestion: Hashable, CustomStringConvertible {
    let actor: String
    let action: String
    let target: String
    var callContext: CallContext?

    var description: String { "\(actor) \(action) \(target)" + (callContext == nil ? "" : " in a call") }

    var item: CheckItem {
        .with {
            $0.actor = actor
            $0.action = action
            $0.target = target
            $0.callContext = callContext
        }
    }
}

/// What one caller was answered.
struct SecrecyTranscript {
    /// One thing that was asked.
    struct Entry: Equatable {
        let label: String
        /// Every frame that came for it: its kind and its payload.
        var frames: [[UInt8]]
    }

    /// What has nothing to do with a pair, in order.
    var plain: [Entry] = []
    /// What a check of each question answered, in each pass.
    var checks: [SecrecyQuestion: [Entry]] = [:]
    /// What `explain` answered, in each pass.
    var explanations: [SecrecyQuestion: [Entry]] = [:]
    /// Answers to many questions at once: for each its questions, and what each was answered in turn.
    var answers: [(label: String, question: SecrecyQuestion, pass: Int?, told: [[UInt8]])] = []
}

extension SecrecyTranscript {
    /// Where `self` tells something that `twin`, of a world that differs in others' default tables only, does
    /// not tell and that no verdict they may know implies.
    func leaks(comparedTo twin: SecrecyTranscript) throws -> [String] {
        var leaks: [String] = []
        if plain.map(\.label) != twin.plain.map(\.label) { leaks.append("not the same was asked") }
        leaks += zip(plain, twin.plain).filter { $0 != $1 }.map { "\($0.0.label)" }
        for (question, entries) in checks {
            let same = zip(entries, twin.checks[question] ?? []).map { $0 == $1 }
            for (pass, explained) in (explanations[question] ?? []).enumerated() {
                let isOpen = try Self.mayDependOnOthers(explained)
                if !same[pass], !isOpen { leaks.append("check \(question), pass \(pass)") }
                if same[pass], explained != twin.explanations[question]?[pass] {
                    leaks.append("explain \(question), pass \(pass)")
                }
            }
        }
        leaks += zip(answers, twin.answers).filter { mine, theirs in
            let entries = zip(checks[mine.question] ?? [], twin.checks[mine.question] ?? []).map { $0 == $1 }
            // A watch begins with the second pass and ends with the last.
            let same = mine.pass.map { entries[$0] } ?? entries.dropFirst().allSatisfy { $0 }
            return mine.label != theirs.label || same && mine.told != theirs.told
        }.map { "\($0.0.label), \($0.0.question)" }
        return leaks
    }

    /// Whether another's default table may show in the verdict: only where the tables decide and one's own
    /// does not deny.
    private static func mayDependOnOthers(_ explanation: Entry) throws -> Bool {
        guard let frame = explanation.frames.first, frame.first == FrameKind.response.rawValue else {
            return false
        }
        let response = try Wire.decode(ExplainResponse.self, from: Array(frame.dropFirst()))
        guard let gate = response.organizations, gate.reason == .defaults else { return false }
        let own = [
            response.actorOrganization == response.audience ? gate.outgoing : nil,
            response.targetOrganization == response.audience ? gate.incoming : nil,
        ]
        return !own.contains(.deny)
    }
}
