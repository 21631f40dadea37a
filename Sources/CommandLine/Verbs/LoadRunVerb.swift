import EntenteClient
import EntenteProtocol
import Flags
import Load
import SystemCalls
import World

/// `entente load`: asks a decision service as fast as it can, or at a given rate, and says what it saw.
struct LoadRunVerb: Verb {
    static let word = "run"
    static let summary = "Asks a decision service as fast as it can or at a given rate, and measures."
    static let notes = """
        Closed loop, unless told otherwise: each connection sends `--depth` requests, waits for all answers, \
        and sends again; this shows what the service can at most. With `--rate` an open loop: requests leave \
        when they are due, whether or not earlier ones were answered, and a time counts from when its request \
        was due, so that neither a stalled service nor a late tool can hide. `--sweep` raises the rate to the \
        knee: the highest at which at least 99 % are answered in time and the typical p99 is within \
        `--knee-multiple` of the unloaded one. Typical is the median over slices of 100 ms.

        The questions are about the people of a seeded world, which `--world` names. They are prepared before \
        the run from `--seed`, and the same flags ask the same ones. For zipf a pair is always asked about \
        with the same action, so `--pair-count` pairs are as many questions.

        Ctrl-C ends a run early, and what was measured is kept. Exits with 1 when requests failed, when the \
        run was interrupted or when the tool could not send at the rate, and with 4 when the service was gone \
        before the end; the result is written all the same.
        """
    static let examples = [
        "entente load run --world world.json --connections 8 --depth 16 --to run.json",
        "entente load run --users 10000 --organizations 100 --rate 50000 --connections 256 --json",
        "entente load run --world world.json --pairs uniform --writes 1000 --rate 100000 --to busy.json",
        "entente load run --world world.json --sweep --duration 3s --to sweep.json",
        "entente load run --world world.json --yardstick 127.0.0.1:7001 --to limit.json",
    ]

    private let flags: LoadFlags

    init(declaringIn flags: inout FlagSet) { self.flags = LoadFlags(declaringIn: &flags) }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        let order = try flags.order()
        let world = try flags.world(in: context)
        let token = order.yardstick == nil ? try context.settings.resolvedToken() : nil
        let run = try LoadSession(order, world, token: token, context)
        let result = try await run.measure()
        return try finish(result, order, in: context)
    }

    private func finish(_ result: LoadResult, _ order: LoadOrder, in context: Context) throws(Problem)
        -> ExitStatus
    {
        if let path = order.output {
            do throws(Errno) {
                try File.write(path, Array((JSON.encode(result) + "\n").utf8))
            } catch {
                throw .fault("cannot write `\(path)`: \(error)")
            }
        }
        if !context.printsJSON(JSON.value(of: result)) {
            LoadText(result).print(on: context.console)
            if let path = order.output { context.console.note("wrote \(path)") }
        }
        let text = LoadText(result)
        for remark in text.remarks { context.console.note("entente: \(remark)") }
        return text.status
    }
}
