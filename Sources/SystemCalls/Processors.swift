// How many threads of this process can run at the same time. The machine's number of cores is the wrong
// answer twice over: a process may be bound to some of them, and a container may have a quota of their time.
import CLinux
import Glibc

/// The cores this process may use.
package enum Processors {
    /// How many there are: those it is bound to, no more than its control group has time for; at least 1.
    package static var availableCount: Int {
        var count = boundCount
        if let quota = ControlGroup.own.processorQuota { count = min(count, quota) }
        return max(count, 1)
    }

    /// The cores that the calling thread may run on.
    static var boundCount: Int {
        // 65,536 cores; the kernel refuses room for fewer than it has.
        var mask = [UInt64](repeating: 0, count: 1_024)
        let byteCount = unsafe mask.withUnsafeMutableBytes { bytes in
            unsafe sched_getaffinity(0, bytes.count, bytes.baseAddress!)
        }
        if byteCount < 0 { return Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
        return mask.reduce(0) { $0 + $1.nonzeroBitCount }
    }
}

/// A control group's place in the file system.
struct ControlGroup {
    /// Under which all groups are.
    let root: String
    /// This one's path below it, such as `/system.slice/entente.service`.
    let path: String

    /// The group of this process: its own root in most containers.
    static var own: ControlGroup {
        let lines = ((try? File.readText("/proc/self/cgroup")) ?? "").split(separator: "\n")
        // `0::` is the one hierarchy of version 2; of version 1 only a container's root is looked at.
        let path = lines.first { $0.hasPrefix("0::") }?.dropFirst(3) ?? "/"
        return ControlGroup(root: "/sys/fs/cgroup", path: String(path))
    }

    /// For how many cores it, and every group around it, has time; nil where none is limited.
    var processorQuota: Int? {
        var quotas: [Int] = []
        var folder = path.split(separator: "/").map(String.init)
        while true {
            let file = ([root] + folder + ["cpu.max"]).joined(separator: "/")
            if let quota = (try? File.readText(file)).flatMap(Self.quota(inMax:)) { quotas.append(quota) }
            if folder.isEmpty { break }
            folder.removeLast()
        }
        if let quota = oldQuota { quotas.append(quota) }
        return quotas.min()
    }

    /// What a version 1 group at the root has.
    private var oldQuota: Int? {
        let numbers = ["cpu.cfs_quota_us", "cpu.cfs_period_us"].compactMap { name in
            (try? File.readText("\(root)/cpu/\(name)"))?.split(separator: "\n").first.map(String.init)
        }
        return numbers.count == 2 ? Self.quota(inMax: numbers.joined(separator: " ")) : nil
    }

    /// Reads `200000 100000`, time and period in microseconds, as two cores; nil for `max`.
    ///
    /// Rounded up: of one core and a half the second is of use too.
    static func quota(inMax text: String) -> Int? {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let time = Int(words[0]), let period = Int(words[1]), time > 0, period > 0
        else { return nil }
        return (time + period - 1) / period
    }
}
