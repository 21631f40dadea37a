import EntenteProtocol
import Glibc
import SystemCalls

/// The machine something was measured on: a figure without it says nothing.
struct Machine: Sendable {
    /// What the processor calls itself.
    let processor: String
    /// How many of its cores there are.
    let coreCount: Int
    /// The kernel's release.
    let kernel: String

    /// This one.
    static var this: Machine {
        let lines = (try? File.readText("/proc/cpuinfo"))?.split(separator: "\n") ?? []
        let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last
        let release = (try? File.readText("/proc/sys/kernel/osrelease")) ?? ""
        return Machine(
            processor: model.map { String($0.drop { $0 == " " }) } ?? "an unnamed processor",
            coreCount: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))),
            kernel: String(release.prefix { $0 != "\n" }))
    }

    /// In a line.
    var text: String {
        "\(processor), \(coreCount) core\(coreCount == 1 ? "" : "s"), Linux \(kernel)"
            + (isOptimized ? "" : ", NOT OPTIMIZED")
    }

    /// The same for programs.
    var json: JSONValue {
        .object([
            .init("processor", .string(processor)), .init("cores", .integer(coreCount)),
            .init("kernel", .string(kernel)), .init("optimized", .bool(isOptimized)),
        ])
    }

    /// Whether this program was built to be fast; figures of any other say nothing.
    private var isOptimized: Bool {
        #if DEBUG
            false
        #else
            true
        #endif
    }
}
