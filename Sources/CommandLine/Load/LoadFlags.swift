// The flags of a run, and what is wrong with them: everything that can be told from the flags alone is told
// before anything is asked.
import EntenteProtocol
import Flags
import Load
import SystemCalls
import World

/// What was asked for, checked.
struct LoadOrder {
    /// How a run asks.
    enum Mode: Equatable {
        case closedLoop(depth: Int)
        case openLoop(rate: Double)
        case sweep(from: Double, multiple: Double)
    }

    var mode: Mode
    var connections: Int
    var threads: Int
    var warmUp: Duration
    var duration: Duration
    var workload: Workload
    var writesPerSecond: Double?
    var yardstick: Endpoint?
    var serverProcess: Int32?
    var output: String?
    var label: String?
}

/// The flags that say how fast and how long.
struct LoadFlags {
    private let connections: Flag<Int>
    private let depth: Flag<Int>
    private let threads: Flag<Int>
    private let rate: Flag<Double?>
    private let sweep: Flag<Bool>
    private let sweepFrom: Flag<Double?>
    private let kneeMultiple: Flag<Double?>
    private let warmUp: Flag<Duration>
    private let duration: Flag<Duration>
    private let questions: QuestionFlags
    private let writes: Flag<Double?>
    private let yardstick: Flag<String?>
    private let serverProcess: Flag<Int?>
    private let output: Flag<String?>
    private let label: Flag<String?>

    /// What one thread could not send, whatever it sends.
    static let rateMaximumPerThread = 5_000_000.0
    /// Unanswered questions of one connection; beyond, memory goes up and nothing else does.
    private static let questionsUnderwayMaximum = 1_000_000

    init(declaringIn flags: inout FlagSet) {
        connections = flags.int("connections", default: 8, in: 1...10_000, help: "connections to ask over")
        depth = flags.int(
            "depth", default: 16, in: 1...1_024,
            help: "closed loop: requests a connection sends before it waits for their answers")
        threads = flags.int("threads", default: 1, in: 1...64, help: "threads that ask")
        rate = flags.optional(
            "rate", as: Double.self, placeholder: "NUMBER",
            help: "open loop: requests a second, sent when they are due whether or not others were answered")
        sweep = flags.bool("sweep", help: "open loops at rising rates, to the knee")
        sweepFrom = flags.optional(
            "sweep-from", as: Double.self,
            help: "the rate a sweep begins at, one the service takes with ease; 1000 unless given")
        kneeMultiple = flags.optional(
            "knee-multiple", as: Double.self,
            help:
                "a rate holds while the typical p99 is at most so many times the unloaded one; 5 unless given"
        )
        warmUp = flags.duration(
            "warm-up", default: .seconds(2), in: .zero...Duration.seconds(600),
            help: "time before anything counts")
        duration = flags.duration(
            "duration", default: .seconds(10), in: Duration.milliseconds(100)...Duration.seconds(600),
            help: "time that counts; in a sweep of each step")
        questions = QuestionFlags(declaringIn: &flags)
        writes = flags.optional(
            "writes", as: Double.self, placeholder: "NUMBER",
            help: "commands a second given to the directory meanwhile; they change the world for good")
        yardstick = flags.optional(
            "yardstick", placeholder: "HOST:PORT",
            help: "send the same frames to a bare echo there, which knows no access tokens")
        serverProcess = flags.optional(
            "server-pid", as: Int.self, placeholder: "PID",
            help: "the service's process on this machine, to read its time on a processor")
        output = flags.optional("to", placeholder: "FILE", help: "write the result there, as JSON")
        label = flags.optional("label", help: "what the report calls this run")
    }

    /// The world the questions are about.
    func world(in context: Context) throws(Problem) -> WorldPlan {
        try questions.world(context.settings.folder)
    }

    /// What was asked for.
    ///
    /// - Throws: which flag cannot be.
    func order() throws(Problem) -> LoadOrder {
        let workload = try questions.workload()
        let order = LoadOrder(
            mode: try mode(), connections: connections.value, threads: threads.value, warmUp: warmUp.value,
            duration: duration.value, workload: workload, writesPerSecond: try commandRate(),
            yardstick: try echo(), serverProcess: try process(), output: output.value, label: label.value)
        guard threads.value <= connections.value else {
            throw .usage("`--threads \(threads.value)` needs as many `--connections`, at least one each")
        }
        let batch = workload.batchSize > 0 ? Int(workload.batchSize) : 1
        if case .closedLoop(let depth) = order.mode, depth * batch > Self.questionsUnderwayMaximum {
            throw .usage(
                "`--depth \(depth)` of `--batch \(batch)` are more than "
                    + "\(Figures.count(Self.questionsUnderwayMaximum)) questions on one connection")
        }
        if let path = order.output {
            do throws(Errno) {
                try File.probeWriting(path)
            } catch {
                throw .usage("flag `--to`: cannot write `\(path)`: \(error)")
            }
        }
        return order
    }

    private func mode() throws(Problem) -> LoadOrder.Mode {
        let isOpen = rate.isGiven || sweep.value
        if rate.isGiven, sweep.value { throw .usage("`--sweep` finds the rates itself: leave out `--rate`") }
        if isOpen, depth.isGiven {
            throw .usage("`--depth` belongs to the closed loop: leave it out, or leave out the rate")
        }
        if !sweep.value, sweepFrom.isGiven || kneeMultiple.isGiven {
            throw .usage("`--sweep-from` and `--knee-multiple` belong to `--sweep`")
        }
        if sweep.value {
            let multiple = kneeMultiple.value ?? 5
            guard multiple >= 1 else {
                throw .usage("flag `--knee-multiple` has value `\(multiple)`: expected 1 or more")
            }
            return .sweep(from: try checked("sweep-from", sweepFrom.value) ?? 1_000, multiple: multiple)
        }
        return try checked("rate", rate.value).map { .openLoop(rate: $0) } ?? .closedLoop(depth: depth.value)
    }

    private func commandRate() throws(Problem) -> Double? {
        guard let rate = try checked("writes", writes.value) else { return nil }
        guard !yardstick.isGiven else {
            throw .usage("`--writes` needs a directory, and a yardstick has none")
        }
        return rate
    }

    /// A rate as it was given, if it can be.
    private func checked(_ flag: String, _ rate: Double?) throws(Problem) -> Double? {
        guard let rate else { return nil }
        guard rate > 0 else {
            throw .usage("flag `--\(flag)` has value `\(rate.flagText)`: expected more than 0 a second")
        }
        let maximum = Self.rateMaximumPerThread * Double(threads.value)
        guard rate <= maximum else {
            throw .usage(
                "flag `--\(flag)` has value `\(rate.flagText)`: this tool sends at most "
                    + "\(Figures.count(Int(maximum))) a second with `--threads \(threads.value)`")
        }
        return rate
    }

    private func echo() throws(Problem) -> Endpoint? {
        guard let text = yardstick.value else { return nil }
        guard let endpoint = Endpoint(text), endpoint.port > 0 else {
            throw .usage("flag `--yardstick` has value `\(text)`: expected HOST:PORT")
        }
        return endpoint
    }

    private func process() throws(Problem) -> Int32? {
        guard let number = serverProcess.value else { return nil }
        guard let id = Int32(exactly: number), id > 0, (try? ProcessorTime.ofProcess(id)) != nil else {
            throw .usage("flag `--server-pid` has value `\(number)`: there is no such process here")
        }
        return id
    }
}
