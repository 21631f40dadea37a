// Plays a history in two worlds at once and looks for the first difference. Now and then, and after the last
// step, every question about every pair of people is asked of every shape of the engine.

import EntenteProtocol
import Simulator
import TestSupport

/// The first difference between the rules and the services.
struct Difference: CustomStringConvertible {
    /// Which step it showed at.
    let step: Int
    /// What was asked of whom, and what each said.
    let description: String
}

/// How much was compared.
struct Tally {
    var histories = 0
    var steps = 0
    var commandsTaken = 0
    var commandsRefused = 0
    var questions = 0

    static func += (tally: inout Tally, other: Tally) {
        tally.histories += other.histories
        tally.steps += other.steps
        tally.commandsTaken += other.commandsTaken
        tally.commandsRefused += other.commandsRefused
        tally.questions += other.questions
    }
}

extension Tally: CustomStringConvertible {
    var description: String {
        "\(histories) histories, \(steps) steps: \(commandsTaken) commands taken, \(commandsRefused) refused, "
            + "\(questions) answers compared"
    }
}

/// Histories on the simulated cluster against the reference model.
enum SimulatedComparison {
    /// After how many steps everything is asked at once, beside the end.
    private static let sweepInterval = 60

    /// Plays a history in both worlds.
    ///
    /// - Returns: the first difference, or nil.
    static func play(_ history: History, _ tally: inout Tally) throws -> Difference? {
        let world = try SimulatedWorld(seed: history.seed)
        var reference = ReferenceWorld(now: world.now)
        tally.histories += 1
        for (number, step) in history.steps.enumerated() {
            tally.steps += 1
            switch step {
            case .ask(let request):
                if let difference = ask(request, number, world, &reference, &tally) { return difference }
            case .pass(let days): try world.pass(days: days)
            case .restart(let service): try world.restart(service)
            case .reload: try world.reload()
            }
            guard number % sweepInterval == sweepInterval - 1 else { continue }
            if let difference = try sweep(world, &reference, number, &tally) { return difference }
        }
        return try sweep(world, &reference, history.steps.count, &tally)
    }

    private static func ask<R: Request>(
        _ request: R, _ step: Int, _ world: SimulatedWorld, _ reference: inout ReferenceWorld,
        _ tally: inout Tally
    ) -> Difference? {
        let got = world.outcome(of: request)
        let wanted = reference.outcome(of: request, now: world.now)
        tally.count(request, wanted)
        if got != wanted {
            return Difference(step, Step.ask(request).description, "over the wire", got, wanted)
        }
        guard let check = request as? CheckRequest else { return nil }
        let uncached = Outcome(world.uncached(CheckItem(check)))
        tally.questions += 1
        guard uncached != wanted else { return nil }
        return Difference(step, Step.ask(request).description, "without a cache", uncached, wanted)
    }

    /// Every question about every pair, of the node in one batch, and of a replica made from snapshots.
    private static func sweep(
        _ world: SimulatedWorld, _ reference: inout ReferenceWorld, _ step: Int, _ tally: inout Tally
    ) throws -> Difference? {
        let checks = CheckItem.all(in: HistoryAuthor.interactions + HistoryAuthor.rights)
        let batch = CheckBatchRequest.with { $0.checks = checks }
        let got = world.outcome(of: batch)
        let rebuilt = try world.rebuilt()
        var answers: [CheckAnswer] = []
        for check in checks {
            let wanted = reference.outcome(of: CheckRequest(check), now: world.now)
            if let answer = SimulatedWorld.answer(check, in: rebuilt, now: world.now) {
                answers.append(answer)
            }
            let other = Outcome(SimulatedWorld.answer(check, in: rebuilt, now: world.now))
            tally.questions += 2
            if other != wanted {
                return Difference(
                    step, Step.ask(CheckRequest(check)).description, "rebuilt from snapshots", other, wanted)
            }
        }
        let wanted = Outcome(answer: CheckBatchResponse.with { $0.answers = answers })
        guard got != wanted else { return nil }
        return Difference(step, "every question about every pair at once", "over the wire", got, wanted)
    }
}

extension Tally {
    mutating func count<R: Request>(_ request: R, _ outcome: Outcome) {
        guard request is any Command else {
            questions += 1
            return
        }
        if case .answered = outcome { commandsTaken += 1 } else { commandsRefused += 1 }
    }
}

extension Difference {
    init(_ step: Int, _ asked: String, _ whom: String, _ got: Outcome, _ wanted: Outcome) {
        self.init(
            step: step,
            description: "\(asked)\n  \(whom): \(got)\n  the rules: \(wanted)")
    }
}

extension Outcome {
    /// The outcome of a question answered without the wire; nil for no such action.
    init(_ answer: CheckAnswer?) {
        guard let answer else {
            self = .refused(.invalidArgument, state: nil)
            return
        }
        self.init(
            answer: CheckResponse.with {
                $0.verdict = answer.verdict
                $0.reason = answer.reason
                $0.ask = answer.ask
                $0.level = answer.level
                $0.partnership = answer.partnership
                $0.partnershipVersion = answer.partnershipVersion
            })
    }
}
