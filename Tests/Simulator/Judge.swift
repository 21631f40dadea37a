// Judges a run when everything has come to rest. The sources' journals say what was carried out and in which
// order; the rules say what should have come of that. Every answer that anybody got must be the one of the
// rules for the state that the answer names, and in the end both decision nodes answer every question as the
// rules do.

import EntenteProtocol
import Service
import TestSupport

/// Compares one run with the rules.
struct Judge {
    private let run: Run
    private var directory: [RuledState] = []
    private var partnership: [RuledState] = []
    /// The commands that were given, by key.
    private var commands: [String: any Request] = [:]

    /// The cluster as the rules have it after a command.
    private struct RuledState {
        /// The revision of the source after the command.
        let revision: UInt64
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
        for over in run.errands where over.errand.machine.service == .decision { judge(over) }
        for number in 0..<Plan.decisionCount where run.problems.isEmpty { try sweep(number) }
    }

    private func wrong(_ words: String) {
        run.tell("WRONG: \(words)")
        run.problems.append(words)
    }

    // MARK: nothing acknowledged is lost

    private func requireAcknowledged() {
        var journals: [String: JournalEntry] = [:]
        for entry in run.witnesses.flatMap(\.journal) { journals[entry.key] = entry }
        for over in run.errands where !over.errand.key.isEmpty {
            let (errand, entry) = (over.errand, journals[over.errand.key])
            switch over.end {
            case .answered(let answer):
                guard let entry else {
                    wrong("\(errand.number) was acknowledged under key \(errand.key), and is lost")
                    continue
                }
                if !Self.isSame(answer, entry.response, as: errand.request) {
                    wrong("\(errand.number) was acknowledged otherwise than it was carried out")
                }
            case .refused(let failure):
                // An earlier attempt may have been carried out after the last one was refused.
                if entry != nil, errand.attempts == 1 {
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
        var model = ReferenceModel(now: SimulatedClock().wall)
        directory = [RuledState(revision: 0, model: model)]
        for entry in run.witnesses[0].journal {
            guard let request = commands[entry.key] else {
                return wrong("the directory has carried out \(entry.key), which nobody asked for")
            }
            guard let position = replay(request, entry, &model) else { return }
            directory.append(RuledState(revision: position.directory, model: model))
        }
    }

    private mutating func replayPartnership() {
        guard run.problems.isEmpty else { return }
        var model = ReferenceModel(now: SimulatedClock().wall)
        partnership = [RuledState(revision: 0, model: model)]
        for entry in run.witnesses[1].journal {
            guard let request = commands[entry.key], let position = Self.position(request, entry) else {
                return wrong("the partnership service has carried out \(entry.key), which nobody asked for")
            }
            model = model.knowing(directoryOf: state(directory, position.directory))
            guard replay(request, entry, &model) != nil else { return }
            partnership.append(RuledState(revision: position.partnership, model: model))
        }
    }

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
    private static func outcome<R: Request>(
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

    private func state(_ states: [RuledState], _ revision: UInt64) -> ReferenceModel {
        var (low, high) = (0, states.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if states[middle].revision <= revision { low = middle } else { high = middle - 1 }
        }
        return states[low].model
    }

    // MARK: every answer

    private func judge(_ over: Run.EndedErrand) {
        guard case .answered(let answer) = over.end,
            let position = (answer as? any PositionedResponse)?.position
        else { return }
        run.tally.answersChecked += 1
        for (witness, revision) in zip(run.witnesses, [position.directory, position.partnership])
        where !witness.history.isState(revision) {
            wrong("\(over.errand.number) was answered from the middle of a command: \(position)")
        }
        let model = state(partnership, position.partnership)
            .knowing(directoryOf: state(directory, position.directory))
        compare(over, over.errand.request, answer, model)
    }

    private func compare<R: Request>(
        _ over: Run.EndedErrand, _ request: R, _ answer: any Message, _ model: ReferenceModel
    ) {
        guard let answer = answer as? R.Response else { return }
        // The node's clock decided at some moment in between.
        var outcomes: [Outcome] = []
        for moment in [over.errand.firstSent.wall, over.at.wall] {
            let ruled = Self.ruled(request, model, at: moment)
            if case .answer(let wanted) = ruled, Self.isSame(answer, wanted) { return }
            outcomes.append(ruled.outcome)
        }
        let got = Outcome(answer: answer)
        guard !outcomes.contains(got) else { return }
        let place = (answer as? any PositionedResponse)?.position ?? Position()
        wrong(
            "\(over.errand.number), \(Step.ask(request))\n  was answered by the \(over.errand.machine) at "
                + "\(place): \(got)\n  the rules: \(outcomes[1])")
    }

    private enum Ruled<M: Message> {
        case answer(M)
        case refusal(Failure)

        var outcome: Outcome {
            switch self {
            case .answer(let answer): Outcome(answer: answer)
            case .refusal(let failure): Outcome(failure)
            }
        }
    }

    private static func ruled<R: Request>(
        _ request: R, _ model: ReferenceModel, at moment: Int64
    ) -> Ruled<R.Response> {
        var model = model
        model.set(now: max(moment, model.now))
        do throws(Failure) { return .answer(try model.carryOut(request)) } catch { return .refusal(error) }
    }

    /// Whether two answers are the same but for where they were made; as bytes, because most are.
    private static func isSame<M: Message>(_ one: M, _ other: M) -> Bool {
        Wire.encode(nowhere(one)) == Wire.encode(nowhere(other))
    }

    private static func nowhere<M: Message>(_ answer: M) -> M {
        guard var positioned = answer as? any PositionedResponse else { return answer }
        positioned.position = Position()
        return positioned as? M ?? answer
    }

    // MARK: in the end

    /// Asks a decision node about every pair.
    private func sweep(_ number: Int) throws {
        let (directory, partnership) = (run.witnesses[0].history.head, run.witnesses[1].history.head)
        let dice = SimulatedRandomness(seed: run.plan.seed)
        let rights = (0..<3).map { _ in
            HistoryAuthor.rights[dice.number(in: 0...HistoryAuthor.rights.count - 1)]
        }
        let request = CheckBatchRequest.with {
            $0.checks = CheckItem.all(in: HistoryAuthor.interactions + rights)
        }
        let answer = try run.cluster.caller(.decision, number).call(request)
        let model = state(self.partnership, partnership).knowing(
            directoryOf: state(self.directory, directory))
        guard case .answer(let wanted) = Self.ruled(request, model, at: run.cluster.network.clock.wall) else {
            return wrong("the rules refuse the last questions")
        }
        for (place, check) in request.checks.enumerated() where answer.answers[place] != wanted.answers[place]
        {
            return wrong(
                "in the end, \(Step.ask(CheckRequest(check)))\n  is answered by the decision node "
                    + "\(number + 1): \(Outcome(answer: answer.answers[place]))\n  the rules: "
                    + "\(Outcome(answer: wanted.answers[place]))")
        }
    }
}
