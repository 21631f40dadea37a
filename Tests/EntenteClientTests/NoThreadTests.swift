// Backends live in containers whose number of threads is limited. Where a client gets none, a call fails, and
// the backend lives on.
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

@testable import EntenteClient

@Suite("Where no thread can be started", .timeLimit(.minutes(5)))
struct NoThreadTests {
    @Test("a call fails as unreachable with the reason, and the next one that has a thread is answered")
    func connection() async {
        await #expect(processExitsWith: .success) {
            let node = try ScriptedNode("only")
            let client = client(of: [node])
            let reply = try ThreadLimit.whileReached { client.start(CheckRequest()) }
            let failure = await clientFailure { () async throws(ClientFailure) in _ = try await reply.answer }
            #expect(
                failure
                    == .unreachable(node.service.endpoint, reason: Errno.wouldBlock.noThreadWords))
            #expect(try await client.whoAnswers() == "only")
        }
    }

    @Test("a name is not found, and the next time it is")
    func name() async {
        await #expect(processExitsWith: .success) {
            let node = try ScriptedNode("found")
            let place = ServiceEndpoint(host: "localhost", port: node.service.port)
            let client = client(at: [place])
            let reply = try ThreadLimit.whileReached { client.start(CheckRequest()) }
            let failure = await clientFailure { () async throws(ClientFailure) in _ = try await reply.answer }
            #expect(failure == .unreachable(place, reason: Errno.wouldBlock.noThreadWords))
            try await eventually("it is looked up again") { (try? await client.whoAnswers()) == "found" }
        }
    }

    @Test("an appointment is not made, and the next one is")
    func appointment() async {
        await #expect(processExitsWith: .success) {
            let timekeeper = Timekeeper()
            let kept = Slot<Void>()
            try ThreadLimit.whileReached {
                #expect(timekeeper.schedule(at: .now) { kept.fill(()) } == nil)
            }
            #expect(timekeeper.schedule(at: .now) { kept.fill(()) } != nil)
            await kept.value {}
        }
    }
}
