// What a disk can do that has to keep what it was given: a small write at the end of a file and a sync of
// it, one after the other. It is the yardstick of commands that are durable before they are answered.

import EntenteProtocol
import Flags
import Glibc
import SystemCalls

/// `fsync`.
struct FsyncCommand: BenchmarkCommand {
    let flags: FlagSet
    private let folder: Flag<String>
    private let duration: Flag<Duration>

    init() {
        var flags = FlagSet(
            program: "fsync",
            summary: "Writes a little and syncs it, again and again, in a folder of some disk.")
        folder = flags.string("folder", default: ".", help: "a folder on the disk in question")
        duration = flags.duration(
            "duration", default: .seconds(5), in: .milliseconds(100) ... .seconds(600), help: "how long")
        self.flags = flags
    }

    /// A record of one command, more or less.
    private static let writeByteCount = 512

    func run(_ common: CommonFlags) async throws(BenchmarkProblem) {
        let path = "\(folder.value)/entente-benchmark-fsync.\(CurrentProcess.id)"
        let latencies: [UInt64]
        do throws(Errno) {
            latencies = try Self.writeAndSync(path, for: UInt64(duration.value / .nanoseconds(1)))
            try File.remove(path)
        } catch {
            try? File.remove(path)
            throw .failed("cannot write and sync in `\(folder.value)`: \(error)")
        }
        let rate = 1e9 * Double(latencies.count) / Double(latencies.reduce(0, +))
        let latency = Samples(latencies)
        if common.isJSON.value {
            let result = JSONValue.object([
                .init("benchmark", .string("fsync")), .init("machine", Machine.this.json),
                .init("syncsPerSecond", .double(rate)), .init("latency", latency.json),
            ])
            StandardStream.output.write(result.text() + "\n")
        } else {
            StandardStream.output.write(
                "\(rate.text(digits: 0)) syncs/s: \(latency.text)\n\(Machine.this.text)\n")
        }
    }

    /// How long each write with its sync took.
    private static func writeAndSync(_ path: String, for nanos: UInt64) throws(Errno) -> [UInt64] {
        let number = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw .last }
        let file = FileDescriptor(adopting: number)
        let bytes = [UInt8](repeating: 1, count: writeByteCount)
        var latencies: [UInt64] = []
        let end = MachineClock.monotonicNanos &+ nanos
        while true {
            let began = MachineClock.monotonicNanos
            if began >= end, !latencies.isEmpty { return latencies }
            try file.writeAll(bytes)
            guard fdatasync(file.rawValue) == 0 else { throw .last }
            latencies.append(MachineClock.monotonicNanos &- began)
        }
    }
}
