// What becomes of every errand of a run: an answer names the state it was made from, and is compared with
// what the rules say there. A refusal names none; it has to be the rules' word for some state that there was
// while it was under way.

import EntenteProtocol
import Service
import TestSupport

extension Run.EndedErrand {
    /// Between these, in milliseconds since 1970, some service's clock decided.
    fileprivate var moments: [Int64] { [errand.firstSent.wall, at.wall] }
}

// MARK: - Answers

extension Judge {
    func judge(_ over: Run.EndedErrand) {
        switch over.end {
        // Commands are judged by the journals.
        case .answered(let answer) where over.errand.key.isEmpty: judgeAnswer(of: over, answer)
        case .refused(let failure): judgeRefusal(of: over, failure)
        case .answered, .unknown: break
        }
    }

    private func judgeAnswer(of over: Run.EndedErrand, _ answer: any Message) {
        guard let position = (answer as? any PositionedResponse)?.position else { return }
        run.tally.answersChecked += 1
        let (one, other) = (run.witnesses[0], run.witnesses[1])
        if one.history(position.directoryEpoch)?.isState(position.directory) == false
            || other.history(position.partnershipEpoch)?.isState(position.partnership) == false
        {
            wrong("\(over.errand.number) was answered from the middle of a command: \(position)")
        }
        compare(over, over.errand.request, answer, model(at: position))
    }

    private func compare<R: Request>(
        _ over: Run.EndedErrand, _ request: R, _ answer: any Message, _ model: ReferenceModel
    ) {
        guard let answer = answer as? R.Response else { return }
        // The node's clock decided at some moment in between.
        var outcomes: [Outcome] = []
        for moment in over.moments {
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

    enum Ruled<M: Message> {
        case answer(M)
        case refusal(Failure)

        var outcome: Outcome {
            switch self {
            case .answer(let answer): Outcome(answer: answer)
            case .refusal(let failure): Outcome(failure)
            }
        }
    }

    /// A decision node goes by the facts that it has; a source does first what time has brought.
    static func ruled<R: Request>(
        _ request: R, _ model: ReferenceModel, at moment: Int64
    ) -> Ruled<R.Response> {
        var model = model
        if Call.named(R.method).services[0] == .decision {
            model.set(now: max(moment, model.now))
        } else {
            model.pass(to: moment)
        }
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
}

// MARK: - Refusals

extension Judge {
    private func judgeRefusal(of over: Run.EndedErrand, _ failure: Failure) {
        // That one has its own judge; and what a deletion was confirmed for may be gone.
        if failure.details?.state == "history-restored" { return }
        if let request = over.errand.request as? DeletePartnershipRequest, !request.confirmation.isEmpty {
            return
        }
        run.tally.refusalsChecked += 1
        let got = Outcome(failure)
        guard !isRight(over, over.errand.request, got) else { return }
        wrong(
            "\(over.errand.number), \(Step.ask(over.errand.request))\n  was refused by the "
                + "\(over.errand.machine): \(got), \(failure.message)\n  the rules: not in any state there was"
        )
    }

    /// Whether the rules say so in any state that the refusal may rest on, the newest first.
    private func isRight<R: Request>(_ over: Run.EndedErrand, _ request: R, _ got: Outcome) -> Bool {
        let service = over.errand.machine.service
        let (own, end) = (over.errand.firstSent.wall, over.at.wall)
        let directories = Self.models(in: directory, from: service == .directory ? own : 0, to: end)
        let partnerships =
            service == .directory
            ? [model(at: Position())]
            : Self.models(in: partnership, from: service == .partnership ? own : 0, to: end)
        return partnerships.contains { partnership in
            directories.contains { directory in
                let model = partnership.knowing(directoryOf: directory)
                return over.moments.contains { moment in
                    var model = model
                    return Self.outcome(request, &model, at: moment) == got
                }
            }
        }
    }

    /// The states that held at some moment between two, the newest first.
    private static func models(
        in histories: [UInt64: [RuledState]], from begin: Int64, to end: Int64
    ) -> [ReferenceModel] {
        histories.values.flatMap { states in
            states.indices.reversed().filter { place in
                states[place].at <= end && (place + 1 == states.count || states[place + 1].at >= begin)
            }.map { states[$0].model }
        }
    }
}
