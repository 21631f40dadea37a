// The committed files the tests compare with, and the programs they are compared by.

import Glibc

/// This checkout.
enum Repository {
    /// Its folder.
    static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

    /// The text of a committed file, or nil where there is none.
    static func text(_ path: String) -> String? {
        File.read(root + "/" + path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The names of the files in a folder.
    static func files(in folder: String) -> Set<String> {
        guard let directory = opendir(root + "/" + folder) else { return [] }
        defer { closedir(directory) }
        var names: Set<String> = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.insert(name) }
        }
        return names
    }
}

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
