// One caller asks everything there is to ask, again after commands of its own, and again after the others
// have changed their tables while it watched.

import EntenteProtocol
import TestSupport
import Testing

/// The caller of one world.
final class SecrecyRun {
    private let world: SecrecyWorld
    private let callers: [ServiceName: SimulatedCaller]
    private(set) var transcript = SecrecyTranscript()

    /// Lives through everything.
    ///
    /// - Parameters:
    ///   - scopes: what the caller's token may call.
    ///   - bound: whether the token is bound to the world's `own` organization.
    ///   - othersNext: which tables the others set between the passes.
    init(_ world: SecrecyWorld, scopes: String, bound: Bool = true, othersNext: Int) throws {
        self.world = world
        world.cluster.addToken(name: "asker", scopes: scopes, organization: bound ? world.own : "-")
        callers = Dictionary(
            uniqueKeysWithValues: ServiceName.allCases.map { service in
                (service, world.cluster.caller(service, token: "asker"))
            })
        for service in ServiceName.allCases {
            world.align()
            let welcome = callers[service]?.welcome.map { Wire.encode($0) } ?? []
            add("welcome of the \(service.rawValue)", [welcome])
        }
        try ask(pass: 0)
        try askAll(Call.all.filter { $0.kind == .command })
        try ask(pass: 1)
        let watch = caller(.decision).send(WatchRequest.with { $0.checks = questions.map(\.item) })
        for organization in SecrecyWorld.organizations where organization != world.own {
            try world.setDefaults(organization, rotated: othersNext)
        }
        try world.settle()
        try ask(pass: 2)
        try readWatch(watch)
    }

    private func caller(_ service: ServiceName) -> SimulatedCaller {
        guard let caller = callers[service] else { preconditionFailure("there is a caller for each service") }
        return caller
    }

    private func add(_ label: String, _ frames: [[UInt8]]) {
        transcript.plain.append(.init(label: label, frames: frames))
    }

    private func ask(pass: Int) throws {
        try askAll(Call.all.filter { $0.kind != .command })
        try askOneByOne(pass)
        try askTogether(pass)
    }

    /// Every call with its requests, at every service that has it.
    private func askAll(_ calls: [Call]) throws {
        for call in calls {
            for json in world.requests(call.method) {
                let request = try call.requestFromJSON(json)
                for service in call.services {
                    world.align()
                    let label = "\(call.method.name) \(json) at the \(service.rawValue)"
                    add(label, frames(of: request, at: service))
                }
            }
        }
        try world.settle()
    }

    private func frames(of request: any Request, at service: ServiceName) -> [[UInt8]] {
        let caller = caller(service)
        let id = caller.send(request)
        guard let first = caller.wait(for: id) else { return [] }
        if first.kind == .streamItem { caller.send(.cancel, method: 0, requestID: id) }
        world.align()
        return ([first] + caller.take(id)).map(\.bytes)
    }

    // MARK: pairs

    /// Every pair with one end in `own`, every kind of action, with and without a call.
    private(set) lazy var questions: [SecrecyQuestion] = pairs.flatMap { actor, target in
        let actions = SecrecyWorld.interactions + ["presence.read-general", "contact.read-email"]
        return actions.map { SecrecyQuestion(actor: actor, action: $0, target: target) } + [
            SecrecyQuestion(
                actor: actor, action: "chat.start", target: target, callContext: .forwardingParticipant)
        ]
    }

    private var pairs: [(String, String)] {
        let mine = ["member", "shut", "vip"].map { "\(world.own)-\($0)" }
        let theirs =
            ["member", "shut", "vip"].map { "\(world.other)-\($0)" }
            + SecrecyWorld.organizations.filter { $0 != world.own && $0 != world.other }.map {
                "\($0)-member"
            }
            + ["nobody"]
        return mine.flatMap { one in theirs.flatMap { [(one, $0), ($0, one)] } + mine.map { (one, $0) } }
    }

    private func askOneByOne(_ pass: Int) throws {
        let caller = caller(.decision)
        for question in questions {
            let check = CheckRequest.with {
                $0.actor = question.actor
                $0.action = question.action
                $0.target = question.target
                $0.callContext = question.callContext
            }
            let explain = ExplainRequest.with {
                $0.actor = question.actor
                $0.action = question.action
                $0.target = question.target
                $0.callContext = question.callContext
            }
            let ids = (caller.send(check), caller.send(explain))
            let checked = try #require(caller.wait(for: ids.0)).bytes
            let explained = try #require(caller.wait(for: ids.1)).bytes
            let label = "\(question), pass \(pass)"
            transcript.checks[question, default: []].append(.init(label: label, frames: [checked]))
            transcript.explanations[question, default: []].append(.init(label: label, frames: [explained]))
        }
    }

    private func askTogether(_ pass: Int) throws {
        let batch = try caller(.decision).call(CheckBatchRequest.with { $0.checks = questions.map(\.item) })
        for (question, answer) in zip(questions, batch.answers) {
            transcript.answers.append(("checkBatch", question, pass, [Wire.encode(answer)]))
        }
        add("checkBatch's position", [Wire.encode(batch.position)])
        for (actor, target) in pairs {
            let effective = try caller(.decision).call(
                EffectiveRequest.with {
                    $0.actor = actor
                    $0.target = target
                })
            for answer in effective.answers {
                let question = SecrecyQuestion(actor: actor, action: answer.action, target: target)
                if transcript.checks[question] != nil {
                    transcript.answers.append(("effective", question, pass, [Wire.encode(answer)]))
                } else {
                    // A right: no default table has a say in it.
                    add("effective \(question), pass \(pass)", [Wire.encode(answer)])
                }
            }
            add("effective's position", [Wire.encode(effective.position)])
        }
    }

    /// What was told of each watched question over time.
    private func readWatch(_ id: UInt32) throws {
        world.align()
        var told: [[[UInt8]]] = Array(repeating: [], count: questions.count)
        for frame in caller(.decision).take(id) {
            try #require(frame.kind == .streamItem)
            for news in try Wire.decode(WatchItem.self, from: frame.payload).answers {
                told[Int(news.index)].append(Wire.encode(news.answer))
            }
        }
        for (question, told) in zip(questions, told) {
            #expect(!told.isEmpty)
            transcript.answers.append(("watch", question, nil, told))
        }
    }
}

extension SimulatedCaller.Answer {
    /// The kind and the payload.
    fileprivate var bytes: [UInt8] { [kind.rawValue] + payload }
}
