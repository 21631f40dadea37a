import EntenteClient
import EntenteProtocol
import TestSupport
import Testing

@Suite("A client's connections to one node", .timeLimit(.minutes(5)))
struct PoolTests {
    @Test("are as many as it may have and needs, and no more")
    func pools() async throws {
        let node = try ScriptedNode("only") { check, _ in check.actor == "slow" ? .keepSilent : .answer }
        let client = client(of: [node]) {
            $0.connectionsPerNode = 3
            $0.attemptTimeout = nil
        }
        for _ in 0..<5 { _ = try await client.whoAnswers() }
        #expect(node.service.acceptedCount == 1)
        let waiting = (0..<9).map { _ in Task { try? await client.whoAnswers("slow") } }
        try await eventually("all have come") { node.asked.all.count == 14 }
        #expect(node.service.acceptedCount == 3)
        for task in waiting { task.cancel() }
        await node.cancelled.wait(for: 9)
        #expect(client.nodes.allSatisfy { $0.unansweredCount == 0 })
    }

    @Test("hold back what the service would not take, and a request given up makes room at once")
    func windows() async throws {
        let node = try ScriptedNode("only") { check, _ in check.actor == "slow" ? .keepSilent : .answer }
        let client = client(of: [node]) {
            $0.requestsPerConnection = 1
            $0.attemptTimeout = nil
        }
        let slow = client.start(CheckRequest.with { $0.actor = "slow" })
        await node.asked.wait(for: 1)
        let next = client.start(CheckRequest.with { $0.actor = "next" })
        #expect(node.asked.all.map(\.actor) == ["slow"])
        slow.cancel()
        #expect(try await next.answer.ask == "next")
        #expect(
            await clientFailure { () async throws(ClientFailure) in _ = try await slow.answer } == .cancelled)
    }

    @Test("give an answer that comes too late to nobody")
    func lateAnswers() async throws {
        let came = Notes<UInt32>()
        let service = try ScriptedService { peer in
            peer.welcome(as: .decision)
            guard let first = peer.nextRequest() else { return }
            came.add(first.header.requestID)
            while let frame = peer.next(), frame.header.kind != .cancel {}
            guard let second = peer.nextRequest() else { return }
            peer.answer(first, CheckResponse.with { $0.partnership = "for the first" })
            peer.answer(second, CheckResponse.with { $0.partnership = "for the second" })
            _ = peer.next()
        }
        let client = client(at: [service.endpoint])
        let first = client.start(CheckRequest())
        let cancelling = Task { try? await first.answer }
        await came.wait(for: 1)
        cancelling.cancel()
        #expect(await cancelling.value == nil)
        #expect(try await client.whoAnswers() == "for the second")
    }

    @Test("answer in time also where the caller has all the time there is")
    func endlessDeadline() async throws {
        let node = try ScriptedNode("only")
        let client = client(of: [node])
        #expect(try await client.whoAnswers(deadline: .seconds(Int64.max)) == "only")
    }

    @Test("carry on with what is unanswered when their client goes")
    func outliveClient() async throws {
        let service = try ScriptedService { peer in
            peer.welcome(as: .decision)
            guard let request = peer.nextRequest() else { return }
            peer.answer(request, CheckResponse.with { $0.partnership = "still" })
            _ = peer.next()
        }
        let reply = client(at: [service.endpoint]).start(CheckRequest())
        #expect(try await reply.answer.partnership == "still")
    }
}
