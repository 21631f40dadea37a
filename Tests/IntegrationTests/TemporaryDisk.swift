// A small file system of its own in memory, for what happens when a disk is full or may only be read. Only
// the superuser may mount one; without that right those tests are left out.

import SystemCalls
import TestSupport

/// A file system that is mounted on a folder for as long as it is wanted.
final class TemporaryDisk {
    private let path: String
    private let files: String

    /// Whether this process may mount file systems.
    static func isPossible() async -> Bool {
        guard let folder = try? File.makeTemporaryFolder() else { return false }
        defer { try? File.remove(folder) }
        guard let disk = try? await TemporaryDisk(at: folder + "/disk", options: "size=1m") else {
            return false
        }
        await disk.remove()
        return true
    }

    /// Mounts one on a folder that is made for it.
    init(at path: String, options: String) async throws {
        self.path = path
        files = path + "-mount"
        try File.makeFolder(path)
        try await Self.run("/bin/mount", ["-t", "tmpfs", "-o", options, "none", path], files)
    }

    /// Mounts it anew with other options; what is on it stays.
    func change(_ options: String) async throws {
        try await Self.run("/bin/mount", ["-o", "remount,\(options)", path], files)
    }

    /// Takes it away, with everything on it.
    func remove() async { try? await Self.run("/bin/umount", ["-l", path], files) }

    private static func run(_ program: String, _ arguments: [String], _ files: String) async throws {
        let process = RealProcess(executable: program, arguments, files: files)
        let ending = try await process.end()
        if ending != .exited(0) { throw Late("\(program) \(arguments): \(ending), \(process.errors)") }
    }
}
