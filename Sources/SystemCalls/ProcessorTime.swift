// How much of the processors was used, and by whom. The kernel counts a thread's time to the nanosecond where
// it keeps scheduler statistics, and to the tick where it does not.
import Glibc

/// Time on a processor, in nanoseconds.
package enum ProcessorTime {
    /// What the calling thread has used since it started.
    package static var ofThisThread: UInt64 {
        var time = timespec()
        let answer = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        precondition(answer == 0, "every thread has a clock")
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// What all threads of this process have used since it started, those that are over included.
    package static var ofThisProcess: UInt64 {
        var time = timespec()
        let answer = unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        precondition(answer == 0, "every process has a clock")
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// What all threads that process `id` has now have used.
    ///
    /// - Throws: `ENOENT` where there is no such process.
    package static func ofProcess(_ id: Int32) throws(Errno) -> UInt64 {
        let folder = "/proc/\(id)/task"
        var nanos: UInt64 = 0
        for thread in try File.names(in: folder) {
            // A thread may end while its neighbours are read.
            guard let text = try? File.readText("\(folder)/\(thread)/schedstat"),
                let time = text.split(separator: " ").first.flatMap({ UInt64($0) })
            else { continue }
            nanos += time
        }
        return nanos > 0 ? nanos : try ofProcessInTicks(id)
    }

    /// The fields 14 and 15 of `stat`, in hundredths of a second.
    private static func ofProcessInTicks(_ id: Int32) throws(Errno) -> UInt64 {
        let text = try File.readText("/proc/\(id)/stat")
        // The second field is the program's name in parentheses and may contain anything.
        guard let end = text.lastIndex(of: ")") else { return 0 }
        let fields = text[end...].split(separator: " ")
        guard fields.count > 13, let user = UInt64(fields[12]), let system = UInt64(fields[13]) else {
            return 0
        }
        return (user + system) * 1_000_000_000 / UInt64(max(1, sysconf(Int32(_SC_CLK_TCK))))
    }
}

/// What the machine is, for whoever reads figures that were taken on it.
package enum Machine {
    /// The processor's name as its maker gives it; empty where the machine does not say.
    package static var processorName: String {
        guard let text = try? File.readText("/proc/cpuinfo") else { return "" }
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = line?.split(separator: ":", maxSplits: 1).last ?? ""
        return String(name.drop { $0 == " " })
    }

    /// How many processors this process may run on.
    package static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// The kernel's name and release.
    package static var kernel: String {
        guard let text = try? File.readText("/proc/version") else { return "" }
        return text.split(separator: " ").prefix(3).filter { $0 != "version" }.joined(separator: " ")
    }
}

/// Lets the calling thread rest.
///
/// - Parameter nanos: For how long at least; a signal may end it earlier.
package func nap(nanos: UInt64) {
    var time = timespec(tv_sec: Int(nanos / 1_000_000_000), tv_nsec: Int(nanos % 1_000_000_000))
    _ = unsafe nanosleep(&time, nil)
}
