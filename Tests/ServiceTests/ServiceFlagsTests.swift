// What a service can be told, and what it cannot.

import Flags
import Service
import Testing

@Suite struct ServiceFlagsTests {
    private func problem(_ arguments: [String]) -> String? {
        let flags = ServiceFlags(.directory, summary: "Keeps what there is.")
        do throws(FlagProblem) {
            _ = try flags.set.parse(["--tokens", "tokens"] + arguments, environment: { _ in nil })
            return nil
        } catch {
            return error.message
        }
    }

    @Test(arguments: ["0s", "1ns", "9ms", "61s", "1000h", "2000000h"])
    func `a heartbeat no loop could keep is refused by name`(heartbeat: String) {
        let message = problem(["--heartbeat", heartbeat])
        #expect(message?.contains("`--heartbeat`") == true)
        #expect(message?.contains("10ms to 1m") == true)
    }

    @Test(arguments: ["10ms", "200ms", "1s", "1m"])
    func `a heartbeat from a hundredth of a second to a minute is taken`(heartbeat: String) {
        #expect(problem(["--heartbeat", heartbeat]) == nil)
    }
}
