// Somebody who asks both decision nodes the same few questions all the time, and has seen nothing: whoever
// asks so is answered as long as a node believes its facts to be new enough, and out of its cache.

import EntenteProtocol
import EventLoop
import TestSupport

/// Asks again and again, whatever trouble there is.
final class Watcher {
    let loop: EventLoop
    /// Whether it asks nothing for now.
    var isResting = false
    private let secret: String
    private let request: CheckBatchRequest
    private let answered: (Errand, CheckBatchResponse) -> Void
    private var lines: [SimulatedMachine: ClientLine] = [:]
    private var asked: [SimulatedMachine: (id: UInt32, errand: Errand)] = [:]

    /// The time between two questions to one node, in nanoseconds.
    private static let pause: UInt64 = 300 * 1_000_000
    /// How long it waits for an answer, in nanoseconds.
    private static let patience: UInt64 = 2_400 * 1_000_000

    /// - Parameter answered: Takes every answer.
    init(
        on loop: EventLoop, secret: String, seed: UInt64,
        answered: @escaping (Errand, CheckBatchResponse) -> Void
    ) {
        self.loop = loop
        self.secret = secret
        self.answered = answered
        request = .with { $0.checks = Self.questions(seed) }
    }

    private static func questions(_ seed: UInt64) -> [CheckItem] {
        var dice = Dice(seed: seed)
        var items: [CheckItem] = []
        for _ in 0..<6 {
            let (actor, target) = (dice.pick(HistoryAuthor.people), dice.pick(HistoryAuthor.people))
            for action in [dice.pick(HistoryAuthor.interactions), dice.pick(HistoryAuthor.rights)] {
                items.append(
                    .with {
                        $0.actor = actor
                        $0.action = action
                        $0.target = target
                    })
            }
        }
        return items
    }

    /// Begins to ask, and does not stop.
    func begin() {
        if !isResting { for machine in Plan.decisions { ask(machine) } }
        loop.schedule(at: loop.now &+ Self.pause) { [unowned self] in begin() }
    }

    private func ask(_ machine: SimulatedMachine) {
        let now = loop.host.clock.monotonic
        if let last = asked[machine] {
            guard now - last.errand.sent.nanos > Self.patience else { return }
            lines[machine]?.close()
            forget(machine)
        }
        let moment = Errand.Moment(nanos: now, wall: loop.wallNow)
        var errand = Errand(number: "watch", request: request, key: "", atLeast: nil, machine: machine)
        errand.firstSent = moment
        errand.sent = moment
        let line = line(to: machine)
        asked[machine] = (line.send(.checkBatch, timeLeftMillis: 0, Wire.encode(request)), errand)
    }

    private func line(to machine: SimulatedMachine) -> ClientLine {
        if let line = lines[machine], line.isUsable { return line }
        let line = ClientLine(
            from: loop, to: SimulatedCluster.endpoint(of: machine.service, machine.number), secret: secret)
        line.answered = { [unowned self] id, kind, payload in heard(machine, id, kind, payload) }
        line.ended = { [unowned self] in forget(machine) }
        lines[machine] = line
        return line
    }

    private func forget(_ machine: SimulatedMachine) {
        lines[machine] = nil
        asked[machine] = nil
    }

    private func heard(_ machine: SimulatedMachine, _ id: UInt32, _ kind: FrameKind, _ payload: [UInt8]) {
        guard let (wanted, errand) = asked[machine], wanted == id else { return }
        asked[machine] = nil
        guard kind == .response else { return }
        guard let answer = try? Wire.decode(CheckBatchResponse.self, from: payload) else {
            preconditionFailure("an answer of the \(machine) cannot be read")
        }
        answered(errand, answer)
    }
}
