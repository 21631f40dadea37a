// What the clients of a run tell of their answers: each is remembered for the judge, and looked at for its
// age at once.

import EntenteProtocol
import Service
import TestSupport

extension Run {
    func ended(_ errand: Errand, of client: Client, _ end: ErrandEnd) {
        let moment = Errand.Moment(nanos: now, wall: cluster.network.clock.wall)
        errands.append(EndedErrand(client: client.number, errand: errand, end: end, at: moment))
        switch end {
        case .answered(let answer):
            if !errand.key.isEmpty { tally.acknowledged += 1 }
            tell("client \(client.number) is answered, \(errand.number): \(Self.text(answer))")
            requireNewEnough(errand, answer)
        case .refused(let failure):
            tally.refused += 1
            tell("client \(client.number) takes no for an answer, \(errand.number): \(failure.code.name)")
        case .unknown:
            tally.unknown += 1
            tell("client \(client.number) gives up, \(errand.number)")
        }
    }

    /// The watcher was answered; what it was told before is not judged again.
    func saw(_ errand: Errand, _ answer: CheckBatchResponse) {
        requireNewEnough(errand, answer)
        guard watched.updateValue(answer, forKey: errand.machine.number) != answer else { return }
        let moment = Errand.Moment(nanos: now, wall: cluster.network.clock.wall)
        errands.append(EndedErrand(client: 0, errand: errand, end: .answered(answer), at: moment))
        tell("the \(errand.machine) answers who asks all the time: \(Self.text(answer.position))")
    }

    private static func text<M: Message>(_ message: M) -> String {
        JSON.value(of: message).plain.text(pretty: false)
    }

    func replaced(in position: Position, refused errand: Errand) -> Position {
        if witnesses.allSatisfy({ $0.histories.count == 1 }) {
            problems.append("\(errand.number) is refused for another history, and there is none")
        }
        var replaced = Position()
        if position.directoryEpoch != witnesses[0].history.epoch {
            (replaced.directoryEpoch, replaced.directory) = (position.directoryEpoch, position.directory)
        }
        if position.partnershipEpoch != witnesses[1].history.epoch {
            (replaced.partnershipEpoch, replaced.partnership) =
                (position.partnershipEpoch, position.partnership)
        }
        return replaced
    }

    /// No answer is older than its caller asked for, and none of a decision node older than the bound.
    private func requireNewEnough(_ errand: Errand, _ answer: any Message) {
        guard let position = (answer as? any PositionedResponse)?.position else { return }
        var found: [String] = []
        if let wanted = errand.atLeast, !Self.has(position, reached: wanted, at: errand.machine.service) {
            found.append("\(errand.number) was answered from \(position), its caller had seen \(wanted)")
        }
        if errand.machine.service == .decision {
            requireFresh(errand, witnesses[0], position.directoryEpoch, position.directory, &found)
            requireFresh(errand, witnesses[1], position.partnershipEpoch, position.partnership, &found)
        }
        take(&found)
    }

    /// In each history that the caller has seen; whoever has another refuses.
    private static func has(_ position: Position, reached wanted: Position, at service: ServiceName) -> Bool {
        func isIn(_ epoch: UInt64, _ revision: UInt64, reached wantedEpoch: UInt64, _ wanted: UInt64) -> Bool
        {
            wantedEpoch == 0 || epoch == wantedEpoch && revision >= wanted
        }
        return isIn(
            position.directoryEpoch, position.directory, reached: wanted.directoryEpoch, wanted.directory)
            && (service == .directory
                || isIn(
                    position.partnershipEpoch, position.partnership, reached: wanted.partnershipEpoch,
                    wanted.partnership))
    }

    private func requireFresh(
        _ errand: Errand, _ witness: SourceWitness, _ epoch: UInt64, _ revision: UInt64,
        _ found: inout [String]
    ) {
        // A moment that was read from a disk is in whole milliseconds.
        let bound = UInt64(plan.conditions.stalenessLimitMillis + 5) * 1_000_000
        guard errand.sent.nanos > bound else { return }
        let moment = errand.sent.nanos - bound
        let words =
            "\(errand.number) was answered by the \(errand.machine) from revision \(revision) of the "
            + "\(witness.name.rawValue), although "
        let end = "; the bound is \(plan.conditions.stalenessLimitMillis) ms"
        guard let history = witness.history(epoch) else {
            return found.append(words + "history \(epoch) never was")
        }
        let replacedAt = witness.replacedAt(epoch)
        if replacedAt < moment {
            let since = (errand.sent.nanos - replacedAt) / 1_000_000
            found.append(words + "another history took its place \(since) ms before it was asked" + end)
        }
        guard revision < history.head(at: moment) else { return }
        let since = (errand.sent.nanos - history.changes[Int(revision)].committedAt) / 1_000_000
        found.append(words + "the next was committed \(since) ms before it was asked" + end)
    }
}
