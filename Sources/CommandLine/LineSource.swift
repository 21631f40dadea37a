import Glibc
import SystemCalls

/// Lines of a file or of standard input, read as they come.
///
/// Reading standard input waits for whoever writes it, so it happens on a thread of its own.
final class LineSource: Sendable {
    private let file: FileDescriptor
    private let isStandardInput: Bool
    @WaitingThread private var buffer: [UInt8] = []
    @WaitingThread private var start = 0
    @WaitingThread private var isAtEnd = false

    /// The lines of the file at `path`; `-` is standard input.
    init(path: String) throws(Problem) {
        isStandardInput = path == "-"
        // Standard input is duplicated, because a descriptor has one owner who closes it.
        let number =
            isStandardInput ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : open(path, O_RDONLY | O_CLOEXEC)
        if number < 0 { throw .usage("cannot read `\(path)`: \(Errno.last)") }
        file = FileDescriptor(adopting: number)
    }

    /// The lines of the file at `path` that are not blank.
    ///
    /// - Throws: that it cannot be read, or which line is not UTF-8.
    static func textLines(_ path: String) async throws(Problem) -> [String] {
        let source = try LineSource(path: path)
        var lines: [String] = []
        while let line = try await source.next() {
            guard let text = line.text else { throw .usage("line \(lines.count + 1) is not UTF-8") }
            if !text.allSatisfy(\.isWhitespace) { lines.append(text) }
        }
        return lines
    }

    /// A line without its end.
    struct Line {
        /// What it says; nil where its bytes are not UTF-8, which must not be mended unseen.
        let text: String?

        fileprivate init(_ bytes: ArraySlice<UInt8>) { text = String(validating: bytes, as: UTF8.self) }
    }

    /// The next line, or nil where there is none.
    @WaitingThread
    func next() throws(Problem) -> Line? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return Line(buffer[start..<end])
            }
            searched = buffer.count
            if isAtEnd {
                guard start < buffer.count else { return nil }
                defer { start = buffer.count }
                return Line(buffer[start...])
            }
            searched -= dropRead()
            try fill()
        }
    }

    /// Everything that is left.
    ///
    /// - Throws: that it cannot be read, or is not UTF-8.
    func rest() throws(Problem) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            switch file.read(into: &chunk, 0..<chunk.count) {
            case .bytes(let count): bytes += chunk[..<count]
            case .failed(let reason): throw .usage("cannot read the input: \(reason)")
            case .ended, .wouldBlock:
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    throw .usage("the input is not UTF-8")
                }
                return text
            }
        }
    }

    /// Drops the lines handed out; returns how far everything moved.
    @WaitingThread
    private func dropRead() -> Int {
        let moved = start
        buffer.removeFirst(start)
        start = 0
        return moved
    }

    @WaitingThread
    private func fill() throws(Problem) {
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        switch file.read(into: &chunk, 0..<chunk.count) {
        case .bytes(let count): buffer += chunk[..<count]
        case .failed(let reason): throw .usage("cannot read the input: \(reason)")
        case .ended, .wouldBlock: isAtEnd = true
        }
    }
}
