// Judges a run when everything has come to rest. The sources' journals say what was carried out and in which
// order; the rules say what should have come of that. Every answer that anybody got must be the one of the
// rules for the state that the answer names, every refusal that of a state there was meanwhile, and in the
// end both decision nodes answer every question, and both sources tell everything, as the rules do.

import EntenteProtocol
import Service
import TestSupport

/// Compares one run with the rules.
struct Judge {
    let run: Run
    /// By the number of the history: the states it went through, in order.
    private(set) var directory: [UInt64: [RuledState]] = [:]
    private(set) var partnership: [UInt64: [RuledState]] = [:]
    /// The commands that were given, by key.
    private var commands: [String: any Request] = [:]

    /// The cluster as the rules have it after a command, or after what time did.
    struct RuledState {
        /// The revision of the source after it.
        let revision: UInt64
        /// When it was carried out, in milliseconds since 1970.
        let at: Int64
        let model: ReferenceModel
    }

    init(of run: Run) {
        self.run = run
        for over in run.errands where !over.errand.key.isEmpty {
            commands[over.errand.key] = over.errand.request
        }
    }

    /// Finds what is wrong.
    mutating func judge() throws {
        for witness in run.witnesses { witness.readJournal() }
        requireAcknowledged()
        replayDirectory()
        replayPartnership()
        guard run.problems.isEmpty else { return }
        for over in run.errands where run.problems.isEmpty { judge(over) }
        for number in 0..<Plan.decisionCount where run.problems.isEmpty { try sweep(number) }
        for source in Plan.sources where run.problems.isEmpty { readAll(of: source.service) }
    }

    func wrong(_ words: String) {
        run.tell("WRONG: \(words)")
        run.problems.append(words)
    }

    // MARK: nothing acknowledged is lost

    private func requireAcknowledged() {
        // Where a source was restored, it may have carried out the same again in its next history.
        var journals: [String: [JournalEntry]] = [:]
        for history in run.witnesses.flatMap(\.histories) {
            for entry in history.ownJournal {
                journals[entry.key, default: []] += [entry]
            }
        }
        for over in run.errands where !over.errand.key.isEmpty {
            let (errand, entries) = (over.errand, journals[over.errand.key] ?? [])
            switch over.end {
            case .answered(let answer):
                if entries.isEmpty {
                    wrong("\(errand.number) was acknowledged under key \(errand.key), and is lost")
                } else if !entries.contains(where: { Self.isSame(answer, $0.response, as: errand.request) }) {
                    wrong("\(errand.number) was acknowledged otherwise than it was carried out")
                }
            case .refused(let failure):
                // An earlier attempt may have been carried out after the last one was refused.
                if !entries.isEmpty, errand.attempts == 1 {
                    wrong("\(errand.number) was refused (\(failure.code.name)), and carried out")
                }
            case .unknown: break
            }
        }
    }

    private static func isSame<R: Request>(_ answer: any Message, _ bytes: [UInt8], as request: R) -> Bool {
        guard let answer = answer as? R.Response, let kept = try? Wire.decode(R.Response.self, from: bytes)
        else { return false }
        return Outcome(answer: answer) == Outcome(answer: kept)
    }

    // MARK: what the rules say

    private mutating func replayDirectory() {
        var states: [RuledState] = []
        for history in run.witnesses[0].histories where run.problems.isEmpty {
            states = Self.beginning(of: history, in: states)
            for entry in history.ownJournal where run.problems.isEmpty {
                guard let request = commands[entry.key] else {
                    return wrong("the directory has carried out \(entry.key), which nobody asked for")
                }
                var model = states[states.count - 1].model
                guard let position = replay(request, entry, &model) else { return }
                states.append(RuledState(revision: position.directory, at: entry.at, model: model))
            }
            directory[history.epoch] = states
        }
    }

    private mutating func replayPartnership() {
        var states: [RuledState] = []
        for history in run.witnesses[1].histories where run.problems.isEmpty {
            states = Self.beginning(of: history, in: states)
            for entry in history.ownJournal where run.problems.isEmpty {
                guard let request = commands[entry.key], let position = Self.position(request, entry) else {
                    return wrong(
                        "the partnership service has carried out \(entry.key), which nobody asked for")
                }
                let begin = history.begin(ofCommit: position.partnership)
                Self.letTimePass(in: history, upTo: begin, &states)
                var model = states[states.count - 1].model
                    .knowing(directoryOf: directoryModel(position))
                guard replay(request, entry, &model) != nil else { return }
                states.append(RuledState(revision: position.partnership, at: entry.at, model: model))
            }
            Self.letTimePass(in: history, upTo: history.head, &states)
            partnership[history.epoch] = states
        }
    }

    /// Has time do what it did after the last of the states, where nobody gave a command.
    private static func letTimePass(
        in history: WitnessedHistory, upTo revision: UInt64, _ states: inout [RuledState]
    ) {
        while states[states.count - 1].revision < revision {
            let last = states[states.count - 1]
            let change = history.changes[Int(last.revision)].change
            var model = last.model
            // The catalog and its defaults, with which every service begins, are the model's from the start.
            if let id = (try? Wire.decode(Fact.self, from: change.payload))?.partnership?.id {
                model.pass(to: change.at, for: id)
            }
            states.append(
                RuledState(revision: history.end(ofCommit: last.revision + 1), at: change.at, model: model))
        }
    }

    /// What a history has in common with the one before, whose states are given; nothing for the first.
    private static func beginning(of history: WitnessedHistory, in states: [RuledState]) -> [RuledState] {
        guard states.isEmpty else { return states.filter { $0.revision <= history.shared.revision } }
        return [RuledState(revision: 0, at: 0, model: nothing)]
    }

    private static let nothing = ReferenceModel(now: SimulatedClock().wall)

    private static func position<R: Request>(_ request: R, _ entry: JournalEntry) -> Position? {
        let answer = try? Wire.decode(R.Response.self, from: entry.response)
        return (answer as? any PositionedResponse)?.position
    }

    /// Carries out what a source has carried out.
    ///
    /// - Returns: Where the source then was; nil where the rules say otherwise.
    private func replay<R: Request>(
        _ request: R, _ entry: JournalEntry, _ model: inout ReferenceModel
    ) -> Position? {
        guard let answer = try? Wire.decode(R.Response.self, from: entry.response),
            let position = (answer as? any PositionedResponse)?.position
        else {
            wrong("the answer kept for \(entry.key) cannot be read")
            return nil
        }
        let wanted = Self.outcome(request, &model, at: entry.at)
        let got = Outcome(answer: answer)
        guard got != wanted else { return position }
        wrong("\(Step.ask(request))\n  was carried out as \(got)\n  the rules: \(wanted)")
        return nil
    }

    /// What the rules say of a command, whose key has done its work.
    static func outcome<R: Request>(
        _ request: R, _ model: inout ReferenceModel, at moment: Int64
    ) -> Outcome {
        var request = request
        if var command = request as? any Command {
            command.requestKey = ""
            request = command as? R ?? request
        }
        do throws(Failure) {
            if var second = request as? DeletePartnershipRequest, !second.confirmation.isEmpty {
                second.confirmation = ""
                second.confirmation = try model.carryOut(second, now: moment).confirmation
                return Outcome(answer: try model.carryOut(second, now: moment))
            }
            return Outcome(answer: try model.carryOut(request, now: moment))
        } catch {
            return Outcome(error)
        }
    }

    // MARK: the state at a position

    /// What the rules say is so where an answer says it was made.
    func model(at position: Position) -> ReferenceModel {
        let states = partnership[position.partnershipEpoch] ?? []
        return Self.model(at: position.partnership, in: states)
            .knowing(directoryOf: directoryModel(position))
    }

    private func directoryModel(_ position: Position) -> ReferenceModel {
        Self.model(at: position.directory, in: directory[position.directoryEpoch] ?? [])
    }

    private static func model(at revision: UInt64, in states: [RuledState]) -> ReferenceModel {
        guard !states.isEmpty else { return nothing }
        var (low, high) = (0, states.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if states[middle].revision <= revision { low = middle } else { high = middle - 1 }
        }
        return states[low].model
    }
}
