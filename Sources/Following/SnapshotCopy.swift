// A snapshot taken only to be written down, on a connection of its own: on the feed's, a revocation would
// arrive behind megabytes of it.

import EntenteProtocol
import EventLoop
import Service
import SystemCalls

/// One attempt to take a snapshot.
///
/// Belongs to the loop's thread.
final class SnapshotCopy: ConnectionDelegate {
    private let source: ServiceName
    private let secret: String
    private let loop: EventLoop
    /// Takes the payload of a chunk; throws where it is of no use, and says whether it was the last.
    private let take: (RawSpan) throws(SnapshotFlaw) -> Bool
    /// Called once: how it ended, nil for well.
    private var ended: ((SnapshotFlaw?) -> Void)?
    private var connection: Connection?
    private var isGreeted = false
    private var watchdog: TimerID?

    /// Silence after which it is given up, in nanoseconds.
    private static let silenceLimit: UInt64 = 10 * 1_000_000_000

    init(
        of source: ServiceName, at address: SocketAddress, secret: String, loop: EventLoop,
        _ take: @escaping (RawSpan) throws(SnapshotFlaw) -> Bool,
        ended: @escaping (SnapshotFlaw?) -> Void
    ) throws(TransportFailure) {
        self.source = source
        self.secret = secret
        self.loop = loop
        self.take = take
        self.ended = ended
        connection = try loop.connect(to: address, delegate: self)
        feedWatchdog()
    }

    /// Gives it up; nothing is told any more.
    func cancel() {
        ended = nil
        connection?.close(.now)
    }

    func connectionOpened(_ connection: Connection) {
        let hello = Hello.with {
            $0.protocolVersions = [UInt32(Frame.protocolVersion)]
            $0.client = "entente-snapshot/\(Release.version)"
            $0.token = secret
        }
        connection.send(
            .request, method: Method.hello.rawValue, requestID: 1, payload: Wire.encode(hello))
    }

    func connection(_ connection: Connection, received header: FrameHeader, payload: RawSpan) {
        feedWatchdog()
        do throws(SnapshotFlaw) {
            switch header.kind {
            case .ping: connection.send(.pong, requestID: header.requestID)
            case .response where !isGreeted: try begin(connection, payload)
            case .streamItem where isGreeted: if try take(payload) { end(nil) }
            case .error: throw SnapshotFlaw(Self.words(payload))
            default: throw SnapshotFlaw("unexpected `\(header.kind)` frame")
            }
        } catch {
            end(error)
        }
    }

    private func begin(_ connection: Connection, _ payload: RawSpan) throws(SnapshotFlaw) {
        guard let welcome = try? Wire.decode(Welcome.self, from: payload), welcome.service == source.rawValue
        else { throw SnapshotFlaw("this is not the \(source.rawValue)") }
        isGreeted = true
        connection.send(
            .request, method: Method.snapshot.rawValue, requestID: 2, payload: Wire.encode(SnapshotRequest()))
    }

    private static func words(_ payload: RawSpan) -> String {
        guard let failure = try? Wire.decode(Failure.self, from: payload) else { return "it was refused" }
        return "\(failure.code.name): \(failure.message)"
    }

    func connection(_ connection: Connection, sentMalformed problem: FrameProblem) {
        end(SnapshotFlaw("malformed frame: \(problem.message)"))
    }

    func connectionDrained(_ connection: Connection) {}

    func connectionClosed(_ connection: Connection, reason: CloseReason) {
        self.connection = nil
        end(SnapshotFlaw("the connection ended: \(reason)"))
    }

    private func end(_ flaw: SnapshotFlaw?) {
        if let watchdog { loop.cancel(watchdog) }
        watchdog = nil
        connection?.close(.now)
        let ended = ended
        self.ended = nil
        ended?(flaw)
    }

    private func feedWatchdog() {
        if let watchdog { loop.cancel(watchdog) }
        watchdog = loop.schedule(at: loop.now &+ Self.silenceLimit) { [weak self] in
            self?.watchdog = nil
            self?.end(SnapshotFlaw("nothing heard for \(Self.silenceLimit / 1_000_000_000) s"))
        }
    }
}
