// The programs that the committed files are compared by, and what they read and write.

import Glibc

/// Whole files.
enum File {
    static func read(_ path: String) -> [UInt8]? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
        return bytes
    }

    static func write(_ bytes: [UInt8], to path: String) {
        guard let file = fopen(path, "w") else { fatalError("cannot write \(path)") }
        defer { fclose(file) }
        precondition(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    }
}

/// A folder of a test's own, gone when the test is over.
final class TemporaryFolder {
    let path: String

    init() {
        var template = Array("/tmp/entente-protocol-XXXXXX".utf8CString)
        guard let path = mkdtemp(&template) else { fatalError("no temporary folder") }
        self.path = String(cString: path)
    }

    /// Runs a command line in the folder and answers its exit code.
    func run(_ command: String) -> Int32 { system("cd '\(path)' && \(command)") }

    deinit { _ = system("rm -rf '\(path)'") }
}
