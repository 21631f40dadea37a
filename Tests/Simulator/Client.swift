// A client as the client library is one: it carries the newest position it has seen, gives every command a
// key, asks again where it does not know what became of it, and goes to the other decision node where one
// does not answer. It does one thing at a time; there are several clients.

import EntenteClient
import EntenteProtocol
import EventLoop
import TestSupport

/// What a client was to ask, and what it then did.
struct Errand {
    /// Its place in the plan, for the story.
    let number: String
    /// With its key, and the position it is to be answered from.
    var request: any Request
    let key: String
    let atLeast: Position?
    var attempts = 0
    /// When it was first sent.
    var firstSent = Moment(nanos: 0, wall: 0)
    /// When it was sent last.
    var sent = Moment(nanos: 0, wall: 0)
    var machine: SimulatedMachine

    /// A moment on both clocks.
    struct Moment {
        /// Of the monotonic clock.
        let nanos: UInt64
        /// Milliseconds since 1970.
        let wall: Int64
    }
}

/// What came of an errand.
enum ErrandEnd {
    case answered(any Message)
    case refused(Failure)
    /// It gave up; a command may have been carried out or not.
    case unknown
}

/// Who is told what a client does.
protocol ClientAudience: AnyObject {
    func tell(_ words: @autoclosure () -> String)
    func ended(_ errand: Errand, of client: Client, _ end: ErrandEnd)
    /// What of a position is of a history that another has taken the place of; the client library asks the
    /// sources.
    func replaced(in position: Position, refused errand: Errand) -> Position
}

/// One client.
final class Client {
    let number: Int
    let loop: EventLoop
    /// The newest position it has seen or was told of.
    var seen: Position { session.position ?? Position() }
    private let session = Session()
    private unowned let audience: any ClientAudience
    private let secret: String
    private let dice: SimulatedRandomness
    private var lines: [SimulatedMachine: ClientLine] = [:]
    private var queue: ArraySlice<(number: String, request: any Request)> = []
    private var current: Errand?
    private var requestID: UInt32 = 0
    private var timer: TimerID?
    private var keyCount = 0

    /// After so many attempts a question is given up.
    private static let questionAttemptMaximum = 3
    /// After so many attempts a command is given up.
    private static let commandAttemptMaximum = 25
    /// How long an answer is waited for, in milliseconds: longer than a service waits for newer facts.
    private static let patienceMillis = 2_400

    init(number: Int, on loop: EventLoop, secret: String, seed: UInt64, audience: any ClientAudience) {
        self.number = number
        self.loop = loop
        self.secret = secret
        self.audience = audience
        dice = SimulatedRandomness(seed: seed &+ UInt64(number))
    }

    /// Whether it has nothing to do.
    var isIdle: Bool { current == nil && queue.isEmpty }

    // MARK: what it is told

    /// Has it ask for something when it has done everything before.
    func ask(_ request: any Request, _ number: String) {
        queue.append((number, request))
        next()
    }

    /// Has it know what another has seen.
    func learn(_ position: Position) { session.note(position) }

    // MARK: asking

    private func next() {
        guard current == nil, let (number, request) = queue.popFirst() else { return }
        current = errand(number, request)
        attempt()
    }

    private func errand(_ number: String, _ bare: any Request) -> Errand {
        var request = bare
        var key = ""
        if var command = request as? any Command {
            keyCount += 1
            key = "\(self.number)-\(keyCount)"
            command.requestKey = key
            request = command
        }
        var atLeast: Position?
        if var positioned = request as? any PositionedRequest, !dice.oneIn(6) {
            atLeast = seen
            positioned.atLeast = seen
            request = positioned
        }
        let service = Call.named(type(of: bare).method).services[0]
        let node = service == .decision ? dice.number(in: 0...Plan.decisionCount - 1) : 0
        return Errand(
            number: number, request: request, key: key, atLeast: atLeast,
            machine: SimulatedMachine(service, node))
    }

    private var moment: Errand.Moment { Errand.Moment(nanos: loop.host.clock.monotonic, wall: loop.wallNow) }

    private func attempt() {
        guard var errand = current else { return }
        errand.attempts += 1
        errand.sent = moment
        if errand.attempts == 1 { errand.firstSent = errand.sent }
        current = errand
        let line = line(to: errand.machine)
        requestID = send(errand.request, on: line)
        audience.tell(
            "client \(number) asks the \(errand.machine), \(errand.number)"
                + (errand.attempts > 1 ? " again" : "") + ": \(Step.ask(errand.request))")
        wait(millis: Self.patienceMillis) { [unowned self] in
            audience.tell("client \(number) has waited long enough")
            drop(errand.machine)
            again()
        }
    }

    private func send<R: Request>(_ request: R, on line: ClientLine) -> UInt32 {
        let timeLeft: UInt32 = dice.oneIn(4) ? UInt32(dice.number(in: 20...1_500)) : 0
        return line.send(R.method, timeLeftMillis: timeLeft, Wire.encode(request))
    }

    private func line(to machine: SimulatedMachine) -> ClientLine {
        if let line = lines[machine], line.isUsable { return line }
        let line = ClientLine(
            from: loop, to: SimulatedCluster.endpoint(of: machine.service, machine.number), secret: secret)
        line.answered = { [unowned self] id, kind, payload in heard(id, kind, payload) }
        line.ended = { [unowned self] in lost(machine) }
        lines[machine] = line
        return line
    }

    private func drop(_ machine: SimulatedMachine) {
        lines[machine]?.close()
        lines[machine] = nil
    }

    private func lost(_ machine: SimulatedMachine) {
        lines[machine] = nil
        guard let current, current.machine == machine, timer != nil, isWaitingForAnswer else { return }
        audience.tell("client \(number) has lost the \(machine)")
        again()
    }

    private var isWaitingForAnswer = false

    private func wait(millis: Int, forAnswer: Bool = true, _ body: @escaping () -> Void) {
        if let timer { loop.cancel(timer) }
        isWaitingForAnswer = forAnswer
        timer = loop.schedule(at: loop.now &+ UInt64(millis) * 1_000_000) { [unowned self] in
            timer = nil
            body()
        }
    }

    // MARK: answers

    private func heard(_ id: UInt32, _ kind: FrameKind, _ payload: [UInt8]) {
        guard let errand = current, id == requestID, isWaitingForAnswer else { return }
        if kind == .error {
            guard let failure = try? Wire.decode(Failure.self, from: payload) else { return again() }
            return refused(errand, failure)
        }
        guard let answer = Self.answer(to: errand.request, payload) else {
            preconditionFailure("an answer to \(errand.number) cannot be read")
        }
        end(.answered(answer))
        if let position = (answer as? any PositionedResponse)?.position {
            session.note(position, from: errand.machine.service)
        }
        confirm(errand.request, answer, errand.number)
        next()
    }

    private static func answer<R: Request>(to request: R, _ payload: [UInt8]) -> (any Message)? {
        try? Wire.decode(R.Response.self, from: payload)
    }

    /// A deletion is asked for twice.
    private func confirm(_ request: any Request, _ answer: any Message, _ number: String) {
        guard let first = answer as? DeletePartnershipResponse, !first.confirmation.isEmpty,
            var second = request as? DeletePartnershipRequest
        else { return }
        second.confirmation = first.confirmation
        second.requestKey = ""
        queue.insert((number + "'", second), at: queue.startIndex)
    }

    private func refused(_ errand: Errand, _ failure: Failure) {
        let isForNow = [.unavailable, .resourceExhausted, .deadlineExceeded].contains(failure.code)
        audience.tell(
            "client \(number) is refused by the \(errand.machine), \(errand.number): "
                + "\(failure.code.name), \(failure.message)")
        if isForNow { return again() }
        if failure.details?.state == "history-restored" {
            let replaced = audience.replaced(in: errand.atLeast ?? Position(), refused: errand)
            // Where its history stands, whoever refused it has not heard of that yet.
            if replaced == Position() { return again() }
            session.forget(replaced)
        }
        end(.refused(failure))
        next()
    }

    /// Tries once more in a little while, a question at the other node.
    private func again() {
        guard var errand = current else { return }
        let isCommand = !errand.key.isEmpty
        guard errand.attempts < (isCommand ? Self.commandAttemptMaximum : Self.questionAttemptMaximum) else {
            end(.unknown)
            return next()
        }
        if errand.machine.service == .decision {
            errand.machine = SimulatedMachine(
                .decision, (errand.machine.number + 1) % Plan.decisionCount)
        }
        current = errand
        let pause = isCommand ? dice.number(in: 20...400 * min(errand.attempts, 5)) : 20
        wait(millis: pause, forAnswer: false) { [unowned self] in attempt() }
    }

    private func end(_ end: ErrandEnd) {
        guard let errand = current else { return }
        current = nil
        if let timer { loop.cancel(timer) }
        timer = nil
        isWaitingForAnswer = false
        audience.ended(errand, of: self, end)
    }
}
