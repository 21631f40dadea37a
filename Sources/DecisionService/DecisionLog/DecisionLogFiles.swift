// The files of a decision log: numbered, written from the beginning and never again, the oldest removed when
// there are too many. No file is renamed, so whoever reads along need not fear that one is another meanwhile.

import Service
import SystemCalls

/// The folder of a decision log, and the file being written.
///
/// Belongs to the writer's thread.
final class DecisionLogFiles {
    private let settings: DecisionLogSettings
    private let hold: FileDescriptor
    private var number: UInt64
    private var current: AppendedFile?
    private var byteCount = 0
    /// Whether the file ends within a line.
    private var isTorn = false

    /// Takes the folder, which is made where there is none.
    ///
    /// - Throws: that it cannot be written in, or that another node does.
    init(_ settings: DecisionLogSettings) throws(StartProblem) {
        self.settings = settings
        do throws(Errno) {
            try File.makeFolder(settings.folder, mode: 0o700)
            guard let hold = try File.lock(settings.folder + "/decisions.lock") else {
                throw Errno.wouldBlock
            }
            self.hold = hold
            number = try Self.numbers(in: settings.folder).last ?? 0
        } catch {
            throw StartProblem(
                error == .wouldBlock
                    ? "--decision-log: another node writes its decisions in `\(settings.folder)`"
                    : "--decision-log: cannot write in `\(settings.folder)`: \(error)")
        }
    }

    /// Appends whole lines to the file, which is followed by the next when it has grown too large.
    ///
    /// - Throws: The kernel's reason; the lines are lost then.
    func append(_ lines: [UInt8]) throws(Errno) {
        if current == nil || byteCount >= settings.fileByteLimit { try beginNext() }
        guard let current else { return }
        do throws(Errno) {
            try current.append(isTorn ? [UInt8(ascii: "\n")] + lines : lines)
            byteCount += lines.count
            isTorn = false
        } catch {
            isTorn = true
            throw error
        }
    }

    private func beginNext() throws(Errno) {
        current = try AppendedFile(Self.path(number + 1, in: settings.folder), keeping: 0)
        number += 1
        (byteCount, isTorn) = (0, false)
        let kept = UInt64(settings.fileCountLimit)
        for old in try Self.numbers(in: settings.folder) where old + kept <= number {
            try File.remove(Self.path(old, in: settings.folder))
        }
    }

    private static func path(_ number: UInt64, in folder: String) -> String {
        let digits = String(number)
        return "\(folder)/decisions-" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
            + ".jsonl"
    }

    private static func numbers(in folder: String) throws(Errno) -> [UInt64] {
        try File.names(in: folder).compactMap { name in
            name.wholeMatch(of: #/decisions-(\d{8,19})\.jsonl/#).flatMap { UInt64($0.output.1) }
        }.sorted()
    }
}
