import EntenteClient
import EntenteProtocol
import TestSupport
import Testing

@Suite("A client of several decision nodes", .timeLimit(.minutes(5)))
struct FailOverTests {
    @Test("spreads its questions over them")
    func spreads() async throws {
        let nodes = [try ScriptedNode("a"), try ScriptedNode("b")]
        let client = client(of: nodes)
        for _ in 0..<100 { _ = try await client.whoAnswers() }
        #expect(nodes.allSatisfy { $0.asked.all.count >= 40 })
    }

    @Test("gives a node that is slow fewer of them")
    func prefersQuick() async throws {
        let slow = try ScriptedNode("slow") { _, _ in .keepSilent }
        let quick = try ScriptedNode("quick")
        let client = client(of: [slow, quick]) { $0.attemptTimeout = nil }
        let replies = (0..<2).map { _ in client.start(CheckRequest()) }
        try await eventually("each has one, and only the slow one keeps it") {
            slow.asked.all.count == 1 && client.nodes.reduce(0) { $0 + $1.unansweredCount } == 1
        }
        for _ in 0..<20 { #expect(try await client.whoAnswers() == "quick") }
        #expect(slow.asked.all.count == 1)
        for reply in replies { reply.cancel() }
    }

    @Test("asks another where one is not there, and tells which it does not ask")
    func unreachable() async throws {
        let there = try ScriptedNode("there")
        let client = client(at: [nowhere(), there.service.endpoint])
        for _ in 0..<20 { #expect(try await client.whoAnswers() == "there") }
        #expect(client.nodes.filter { $0.service == .decision }.map(\.isHealthy) == [false, true])
    }

    @Test(
        "asks another where one has no room for a connection",
        arguments: [FailureCode.resourceExhausted, .unavailable])
    func fullHouse(_ code: FailureCode) async throws {
        let full = try ScriptedService { peer in
            if let hello = peer.nextRequest() { peer.refuse(hello, Failure(code, "too many connections")) }
        }
        let there = try ScriptedNode("there")
        let client = client(at: [full.endpoint, there.service.endpoint]) { $0.retries = .none }
        for _ in 0..<20 { #expect(try await client.whoAnswers() == "there") }
        #expect(full.acceptedCount >= 1)
    }

    @Test("tells at once that its token is no good, whichever node says so")
    func unauthenticated() async throws {
        let refusal = Failure(.unauthenticated, "no such token")
        let services = try (0..<2).map { _ in
            try ScriptedService { peer in
                if let hello = peer.nextRequest() { peer.refuse(hello, refusal) }
            }
        }
        let client = client(at: services.map(\.endpoint))
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await client.whoAnswers()
        }
        #expect(failure == .refused(refusal))
        #expect(client.statistics.retryCount == 0)
    }

    @Test("asks another though retries are switched off, where nothing was sent")
    func unreachableOnce() async throws {
        let there = try ScriptedNode("there")
        let client = client(at: [nowhere(), there.service.endpoint]) { $0.retries = .none }
        for _ in 0..<20 { #expect(try await client.whoAnswers() == "there") }
    }

    @Test("says at once that none can be reached, where retries are switched off")
    func noneThere() async throws {
        let client = client(at: [nowhere(1), nowhere(2)]) { $0.retries = .none }
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await client.whoAnswers()
        }
        guard case .unreachable? = failure else {
            Issue.record("expected `unreachable`, not \(String(describing: failure))")
            return
        }
    }

    @Test("asks another when a node dies with questions unanswered")
    func lost() async throws {
        let dying = try ScriptedNode("dying", isReady: false) { _, _ in .hangUp }
        let living = try ScriptedNode("living")
        let client = client(of: [dying, living])
        let answers = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<50 { group.addTask { try? await client.whoAnswers() } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: "living", count: 50))
        #expect(client.statistics.retryCount >= 1)
        #expect(client.statistics.failureCount == 0)
    }

    @Test("leaves a node alone that cannot tell, until it says that it is ready")
    func unready() async throws {
        let ready = Notes<Bool>()
        let stale = try ScriptedNode("stale", isReady: false) { _, _ in
            ready.all.isEmpty ? .refuse(.unavailable("the facts are too old")) : .answer
        }
        let fresh = try ScriptedNode("fresh")
        let client = client(of: [stale, fresh])
        for _ in 0..<50 { #expect(try await client.whoAnswers() == "fresh") }
        #expect(stale.asked.all.count <= 1, "once was enough to know")
        ready.add(true)
        stale.becomeReady()
        try await eventually("it is asked again") { try await client.whoAnswers() == "stale" }
    }

    @Test("thinks no worse of a node that is only behind what one request asks for")
    func behind() async throws {
        let node = try ScriptedNode("behind", isReady: false) { check, _ in
            check.atLeast == nil ? .answer : .refuse(.behind("facts are not that new yet"))
        }
        let fresh = try ScriptedNode("fresh")
        let client = client(of: [node, fresh])
        let ahead = CheckRequest.with { $0.atLeast = Position(directoryEpoch: 1, directory: 9) }
        for _ in 0..<10 { #expect(try await client.call(ahead).partnership == "fresh") }
        #expect(node.asked.all.count >= 2)
        #expect(client.asks(node))
    }

    @Test("leaves a node alone that has too much to do, and asks another")
    func busy() async throws {
        let busy = try ScriptedNode("busy", isReady: false) { _, _ in
            .refuse(.resourceExhausted("too many bytes", retryAfterMillis: 1_000))
        }
        let idle = try ScriptedNode("idle")
        let client = client(of: [busy, idle])
        for _ in 0..<50 { #expect(try await client.whoAnswers() == "idle") }
        #expect(busy.asked.all.count == 1, "once was enough to know")
        #expect(!client.asks(busy))
    }

    @Test("does not ask another for what is too much of itself")
    func tooMuch() async throws {
        let refusal = Failure.resourceExhausted("the answer does not fit a frame")
        let nodes = try ["a", "b"].map { try ScriptedNode($0) { _, _ in .refuse(refusal) } }
        let client = client(of: nodes)
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await client.whoAnswers()
        }
        #expect(failure == .refused(refusal))
        #expect(nodes.allSatisfy { client.asks($0) })
    }

    @Test("leaves a node alone that has said goodbye, and lets it finish")
    func goodbye() async throws {
        let farewells = Notes<UInt32>()
        let leaving = try ScriptedService(
            { peer in
                peer.welcome(as: .decision)
                guard let request = peer.nextRequest() else { return }
                peer.send(.goingAway)
                peer.answer(request, CheckResponse.with { $0.partnership = "leaving" })
                while let late = peer.nextRequest() { farewells.add(late.header.requestID) }
            },
            { peer in
                peer.serve(as: .decision) { $0.answer($1, ServerStatusResponse.with { $0.ready = false }) }
            })
        let staying = try ScriptedNode("staying")
        let client = client(at: [leaving.endpoint, staying.service.endpoint])
        var answers: [String?] = []
        repeat { answers.append(try await client.whoAnswers()) } while answers.last == "staying"
        for _ in 0..<50 { #expect(try await client.whoAnswers() == "staying") }
        #expect(farewells.all.isEmpty, "nothing is asked after a goodbye")
    }

    @Test("asks another when a node keeps silent, within the time of the call")
    func silent() async throws {
        let silent = try ScriptedNode("silent", isReady: false) { _, _ in .keepSilent }
        let talking = try ScriptedNode("talking")
        let client = client(of: [silent, talking]) { $0.attemptTimeout = .milliseconds(250) }
        for _ in 0..<10 { #expect(try await client.whoAnswers() == "talking") }
        #expect(silent.asked.all.count <= 3, "late answers are enough to know")
        await silent.cancelled.wait(for: silent.asked.all.count)
    }

    @Test(
        "does not repeat what was refused", arguments: [FailureCode.notFound, .permissionDenied, .internal])
    func refused(_ code: FailureCode) async throws {
        let node = try ScriptedNode("only") { _, _ in .refuse(Failure(code, "no")) }
        let client = client(of: [node, node])
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await client.whoAnswers()
        }
        #expect(failure == .refused(Failure(code, "no")))
        #expect(node.asked.all.count == 1)
    }

    @Test("waits for a node to come back where there is no other")
    func comesBack() async throws {
        let node = try ScriptedNode("only") { _, count in count < 3 ? .hangUp : .answer }
        #expect(try await client(of: [node]).whoAnswers() == "only")
        #expect(node.asked.all.count == 4)
    }

    @Test("asks hardly more often when everything fails than when everything works")
    func noStorm() async throws {
        let nodes = try ["a", "b"].map { try ScriptedNode($0, isReady: false) { _, _ in .hangUp } }
        let client = client(of: nodes) {
            $0.retries.reserve = 5
            $0.retries.share = 0.1
            $0.retries.pause = .milliseconds(1)
        }
        for _ in 0..<100 { _ = try? await client.whoAnswers() }
        let askedCount = nodes.reduce(0) { $0 + $1.asked.all.count }
        // One each, a tenth more, and the reserve.
        #expect((100...115).contains(askedCount))
        #expect(client.statistics.failureCount == 100)
    }

    @Test("ends with the deadline of the call, retries or not")
    func deadline() async throws {
        let nodes = try ["a", "b"].map { try ScriptedNode($0) { _, _ in .keepSilent } }
        let client = client(of: nodes) { $0.attemptTimeout = .milliseconds(20) }
        let failure = await clientFailure { () async throws(ClientFailure) in
            _ = try await client.whoAnswers(deadline: .milliseconds(100))
        }
        guard case .deadlineExceeded(.check, _, _)? = failure else {
            Issue.record("expected `deadlineExceeded`, not \(String(describing: failure))")
            return
        }
    }
}
