// Something that answers, on a real port: what a run needs of a service and no more, so that a test can have
// it stall, lie or hang up at a moment of its choosing.

import Synchronization
import SystemCalls

/// A listening port; each connection has a thread.
final class FramePeer: Sendable {
    /// Answers the frames that came together; nil hangs up.
    typealias Answer = @Sendable (_ frames: [[UInt8]]) -> [UInt8]?

    let address: SocketAddress
    private let listener: FileDescriptor
    private let answer: Answer
    private let isClosing = Atomic<Bool>(false)

    init(_ answer: @escaping Answer) throws {
        self.answer = answer
        listener = try Socket.listen(on: .loopback(port: 0))
        address = try Socket.localAddress(of: listener)
        try startThread(named: "peer") { [weak self] in
            while let peer = self, !peer.isClosing.load(ordering: .relaxed) { peer.acceptOne() }
        }
    }

    /// An echo as a yardstick is one: a frame's first sixteen bytes after the length come back.
    static func echo(_ frame: [UInt8]) -> [UInt8] {
        let count = min(16, frame.count - 4)
        return [0, 0, 0, UInt8(count)] + frame[4..<4 + count]
    }

    func close() { isClosing.store(true, ordering: .relaxed) }

    private func acceptOne() {
        guard listener.wait(writing: false, millis: 20), let accepted = try? Socket.accept(from: listener)
        else {
            return
        }
        let number = accepted.takeSocket().release()
        _ = try? startThread(named: "peer") { [self] in serve(FileDescriptor(adopting: number)) }
    }

    private func serve(_ socket: borrowing FileDescriptor) {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while !isClosing.load(ordering: .relaxed) {
            guard socket.wait(writing: false, millis: 20) else { continue }
            guard case .bytes(let count) = socket.read(into: &chunk, 0..<chunk.count) else { return }
            bytes += chunk[..<count]
            guard let answers = answer(Self.takeFrames(&bytes)) else { return }
            var sent = 0
            while sent < answers.count {
                guard socket.wait(writing: true, millis: 1_000) else { return }
                guard case .bytes(let count) = socket.send(answers, sent..<answers.count) else { return }
                sent += count
            }
        }
    }

    private static func takeFrames(_ bytes: inout [UInt8]) -> [[UInt8]] {
        var frames: [[UInt8]] = []
        var start = 0
        while let whole = AnswerFrame.byteCount(bytes, start), start + whole <= bytes.count {
            frames.append(Array(bytes[start..<start + whole]))
            start += whole
        }
        bytes.removeFirst(start)
        return frames
    }
}

private enum AnswerFrame {
    static func byteCount(_ bytes: [UInt8], _ start: Int) -> Int? {
        guard bytes.count - start >= 4 else { return nil }
        return 4 + bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}
