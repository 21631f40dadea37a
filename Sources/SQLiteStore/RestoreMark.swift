// A restore changes files, of two services perhaps, and may be killed between two of them. While it does, a
// mark lies beside each database: a service that meets one refuses to start on what may be half old and half
// new, and says what the mark says.

import Glibc

/// The mark of a restore on its way.
package enum RestoreMark {
    /// The most that is read of a mark: a path or two and a sentence.
    private static let byteMaximum = 16 << 10

    /// Where the mark of the database at `path` lies.
    package static func path(of path: String) -> String { path + ".restore-unfinished" }

    /// What to do about the mark of the database at `path`; nil where there is none.
    static func advice(at database: String) -> String? {
        let path = path(of: database)
        guard unsafe access(path, F_OK) == 0 else { return nil }
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "see `\(path)`" }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: byteMaximum)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        let text = String(decoding: bytes.prefix(max(count, 0)).prefix { $0 != 10 }, as: UTF8.self)
        return text.isEmpty ? "give the same `entente restore` again, with `--replace`" : text
    }
}
