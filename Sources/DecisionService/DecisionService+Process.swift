import EntenteProtocol
import EventLoop
import Flags
import Following
import Service
import SystemCalls

extension DecisionService {
    /// The most threads that answer: far more than one listener and one lock can keep busy.
    private static let reactorMaximum = 256
    private static var reactorDefault: Int { min(Processors.availableCount, reactorMaximum) }

    /// The decision service as a process; returns only by ending it.
    package static func main() -> Never {
        var flags = ServiceFlags(
            .decision, summary: "Answers whether a person may do something to another, and why, from memory.",
            loopCount: reactorDefault)
        flags.offerHTTP()
        let sources = SourceFlags(in: &flags, following: [.directory, .partnership])
        let folder = flags.set.optional(
            "data", env: "ENTENTE_DATA", placeholder: "FOLDER",
            help: "a folder of this node's own, to start again from what it knew; made when there is none")
        let staleness = flags.set.duration(
            "staleness", env: "ENTENTE_STALENESS", default: .seconds(10),
            in: .milliseconds(100) ... .seconds(86_400),
            help: "how long a source may go unheard before checks are answered `unavailable`")
        let ceiling = flags.set.duration(
            "staleness-ceiling", env: "ENTENTE_STALENESS_CEILING", default: .zero,
            in: .zero ... .seconds(86_400),
            help: "the most patience a single check may ask for instead; 0 grants none beyond --staleness")
        let cache = flags.set.int(
            "cache-entries", env: "ENTENTE_CACHE_ENTRIES", default: DecisionLimits().cacheEntryCount,
            in: 0...(1 << 28),
            help:
                "answers the evaluation cache of each reactor remembers, 64 bytes each; a power of two, "
                + "or 0 for none")
        let reactors = flags.set.int(
            "reactors", env: "ENTENTE_REACTORS", default: reactorDefault,
            in: 1...reactorMaximum,
            help:
                "threads that answer, each with its share of the connections and an evaluation cache of its own; "
                + "one for every core this process may use where it is not given")
        let decisionLog = DecisionLogFlags(declaringIn: &flags.set)
        ServiceProcess(name: .decision, flags: flags).run { start in
            var limits = DecisionLimits()
            limits.stalenessLimitMillis = Int64(staleness.value / .milliseconds(1))
            limits.stalenessCeilingMillis = Int64(ceiling.value / .milliseconds(1))
            limits.cacheEntryCount = cache.value
            guard cache.value & (cache.value - 1) == 0 else {
                throw StartProblem("--cache-entries: \(cache.value) is not a power of two")
            }
            try requireBuffers(start.loop.limits.bufferedByteLimit, for: reactors.value)
            // First, so that a second node on the folder says so and does nothing else.
            let local = try folder.value.flatMap { path throws(StartProblem) in
                try LocalFolder.open(path, on: start.loop, log: start.log)
            }
            let written = try decisionLog.settings().map { settings throws(StartProblem) in
                try DecisionLog(settings, log: start.log)
            }
            return try DecisionService(
                loop: start.loop, directory: sources.endpoint(of: .directory),
                partnership: sources.endpoint(of: .partnership), feedSecret: try sources.secret(),
                tokens: start.tokens, log: start.log, limits: start.limits, decisionLimits: limits,
                folder: local, decisionLog: written,
                reactors: reactors.value == 1 ? .feedLoop : .threads(reactors.value))
        }
    }

    private static func requireBuffers(_ byteCount: Int, for reactorCount: Int) throws(StartProblem) {
        let minimum = LoopLimits.bufferedByteMinimum(of: reactorCount)
        guard byteCount < minimum else { return }
        throw StartProblem(
            "--buffers-mib: \(byteCount >> 20) MiB are too few for \(reactorCount) reactors, each of which needs "
                + "\(LoopLimits.bufferedByteMinimum >> 20), and their feeds too: give \(minimum >> 20) or more, or "
                + "fewer --reactors")
    }
}
