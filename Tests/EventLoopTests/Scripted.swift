// A delegate that writes down what it is told and does what the test says.
import EntenteProtocol
import EventLoop
import SystemCalls
import TestSupport

/// One frame as it came.
struct Received: Equatable {
    var kind: FrameKind
    var method: UInt16
    var requestID: UInt32
    var payload: [UInt8]
}

final class Scripted: ConnectionDelegate {
    var connection: Connection?
    var frames: [Received] = []
    var frameCount = 0
    var keepsFrames = true
    var problems: [FrameProblem] = []
    var drainedCount = 0
    var closed: [CloseReason] = []
    var onOpen: (Connection) -> Void = { _ in }
    var onFrame: (Connection, Received) -> Void = { _, _ in }
    var onMalformed: (Connection, FrameProblem) -> Void = { _, _ in }
    var onDrained: (Connection) -> Void = { _ in }

    /// Answers every frame by its own payload.
    static func echo() -> Scripted {
        let echo = Scripted()
        echo.onFrame = { connection, frame in
            connection.send(
                .response, method: frame.method, requestID: frame.requestID, payload: frame.payload)
        }
        return echo
    }

    func connectionOpened(_ connection: Connection) {
        self.connection = connection
        onOpen(connection)
    }

    func connection(_ connection: Connection, received header: FrameHeader, payload: RawSpan) {
        let frame = Received(
            kind: header.kind, method: header.method, requestID: header.requestID,
            payload: payload.withUnsafeBytes { Array($0) })
        frameCount += 1
        if keepsFrames { frames.append(frame) }
        onFrame(connection, frame)
    }

    func connection(_ connection: Connection, sentMalformed problem: FrameProblem) {
        problems.append(problem)
        onMalformed(connection, problem)
    }

    func connectionDrained(_ connection: Connection) {
        drainedCount += 1
        onDrained(connection)
    }

    func connectionClosed(_ connection: Connection, reason: CloseReason) {
        closed.append(reason)
    }
}

/// A delegate of turns that does what the test says.
final class ScriptedTurn: TurnDelegate {
    var onHandled: () -> Void = {}
    var onFlushed: () -> Void = {}
    func turnHandled() { onHandled() }
    func turnFlushed() { onFlushed() }
}

/// Says when nobody holds it any more.
final class Witness {
    private let goneCount: Count

    init(_ goneCount: Count) { self.goneCount = goneCount }

    deinit { goneCount.value += 1 }
}

/// A number that several hold.
final class Count { var value = 0 }

extension EventLoop {
    /// Turns this loop, on a real network, until `condition` holds or ten seconds have passed.
    func turn(until condition: () -> Bool) -> Bool {
        let deadline = MachineClock.monotonicNanos + 10_000_000_000
        while !condition() {
            if MachineClock.monotonicNanos > deadline { return false }
            // Wakes up now and then for a condition that no event belongs to.
            schedule(after: .milliseconds(5)) {}
            turn(wait: true)
        }
        return true
    }
}

/// The bytes of one frame.
func frame(
    _ kind: FrameKind = .request, method: UInt16 = 1, requestID: UInt32 = 1, payload: [UInt8] = []
) -> [UInt8] {
    var bytes: [UInt8] = []
    FrameHeader(kind: kind, method: method, requestID: requestID, payloadByteCount: payload.count)
        .write(into: &bytes)
    return bytes + payload
}

extension SimulatedRandomness {
    func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
}
