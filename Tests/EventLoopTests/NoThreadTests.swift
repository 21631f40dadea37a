// What becomes of work that needs a thread where there can be none: it fails like any other work, and the
// process lives on.
import EventLoop
import SystemCalls
import TestSupport
import Testing

@Suite struct NoThreadTests {
    @Test func `a thread that cannot be started is an error, and nothing is kept for it`() async {
        await #expect(processExitsWith: .success) {
            weak var kept: Kept?
            try ThreadLimit.whileReached {
                let given = Kept()
                kept = given
                #expect(throws: Errno.wouldBlock) {
                    try startThread(named: "one more") { withExtendedLifetime(given) {} }
                }
            }
            #expect(kept == nil)
            try startThread(named: "again") {}.join()
        }
    }

    @Test func `a name is not found, and the next time it is`() async {
        await #expect(processExitsWith: .success) {
            let loop = EventLoop(host: try Host.real())
            var answers: [Result<[SocketAddress], ResolutionFailure>] = []
            try ThreadLimit.whileReached {
                loop.resolve(Endpoint(host: "localhost", port: 81)) { answers.append($0) }
                #expect(answers.isEmpty, "it is told in a turn")
                #expect(loop.turn { answers.count == 1 })
            }
            let failure = #expect(throws: ResolutionFailure.self) { try answers[0].get() }
            #expect(failure?.host == "localhost")
            #expect(failure?.words == Errno.wouldBlock.noThreadWords)
            loop.resolve(Endpoint(host: "localhost", port: 81)) { answers.append($0) }
            #expect(loop.turn { answers.count == 2 })
            #expect(throws: Never.self) { try answers[1].get() }
        }
    }

    @Test func `a file does not get to its place, and whoever waits for that is told`() async {
        await #expect(processExitsWith: .success) {
            let loop = EventLoop(host: try Host.real())
            try ThreadLimit.whileReached {
                let folder = try File.makeTemporaryFolder()
                defer { try? File.remove(folder) }
                let disk = SystemDisk()
                let file = try disk.append(to: folder + "/new", keeping: 0)
                var outcomes: [Errno?] = []
                disk.install(file, folder + "/new", as: folder + "/file", insteadOf: nil, on: loop) {
                    outcomes.append($0)
                }
                #expect(loop.turn { outcomes == [.wouldBlock] })
            }
        }
    }
}

private final class Kept: Sendable {}
