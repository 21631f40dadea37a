// One connection as a pure value, with a clock that the test holds.
import EntenteProtocol
import Synchronization
import Testing

@testable import EntenteClient

@Suite("The life of a connection")
struct ChannelCoreTests {
    private let start = ContinuousClock.now

    /// A connection that stands and is greeted.
    private func opened(window: Int = 512, heartbeatMillis: UInt32 = 1_000) -> ChannelCore {
        let hello = Hello.with { $0.protocolVersions = [UInt32(Frame.protocolVersion)] }
        var core = ChannelCore(
            endpoint: ServiceEndpoint(host: "test", port: 1), hello: hello, service: .decision,
            sentCountMaximum: window)
        core.connected(now: start, greetingTimeout: .seconds(5))
        let welcome = Welcome.with {
            $0.protocolVersion = UInt32(Frame.protocolVersion)
            $0.service = ServiceName.decision.rawValue
            $0.heartbeatMillis = heartbeatMillis
        }
        _ = core.received(header(.response, 1), Wire.encode(welcome), now: start)
        _ = core.takeOutput()
        return core
    }

    private func header(_ kind: FrameKind, _ id: UInt32) -> FrameHeader {
        FrameHeader(kind: kind, method: 0, requestID: id, payloadByteCount: 0)
    }

    private func ask(
        _ core: inout ChannelCore, timeout: Duration? = nil, at now: ContinuousClock.Instant? = nil
    )
        -> UInt32
    {
        core.enqueue(.check, [], .reply { _ in }, timeout: timeout, now: now ?? start) ?? 0
    }

    private func watch(_ core: inout ChannelCore, at now: ContinuousClock.Instant) -> UInt32 {
        let (_, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        let slot = StreamSlot(method: .watch, continuation: continuation)
        return core.enqueue(.watch, [], .stream(slot), timeout: nil, now: now) ?? 0
    }

    /// The frames written since the last look.
    private func written(_ core: inout ChannelCore) throws -> [FrameHeader] {
        var bytes = core.takeOutput()
        var headers: [FrameHeader] = []
        while let header = try FrameHeader.parse(bytes.span.bytes) {
            headers.append(header)
            bytes.removeFirst(header.frameByteCount)
        }
        return headers
    }

    @Test("sends no more than the service takes, in order, and the next with each answer")
    func window() throws {
        var core = opened(window: 2)
        let ids = (0..<5).map { _ in ask(&core) }
        #expect(try written(&core).map(\.requestID) == Array(ids[..<2]))
        _ = core.received(header(.response, ids[1]), [], now: start)
        #expect(try written(&core).map(\.requestID) == [ids[2]])
        // One that waits is given up without the service ever hearing of it.
        _ = core.cancel(ids[3], now: start)
        #expect(try written(&core).isEmpty)
        // One that is on its way is given up by a word, and makes room.
        _ = core.cancel(ids[0], now: start)
        let frames = try written(&core)
        #expect(frames.map(\.kind) == [.cancel, .request])
        #expect(frames.map(\.requestID) == [ids[0], ids[4]])
        #expect(core.unansweredCount == 2)
    }

    @Test("gives an answer to what was given up to nobody")
    func lateAnswer() {
        var core = opened()
        let id = ask(&core)
        _ = core.cancel(id, now: start)
        #expect(core.received(header(.response, id), [], now: start).isEmpty)
        #expect(ask(&core) != id)
    }

    @Test("notices that a service has fallen silent, though the stream is all there is")
    func silence() throws {
        var core = opened()
        _ = watch(&core, at: start + .seconds(60))
        let due = try #require(core.nextDeadline)
        #expect(due > start + .seconds(62) && due < start + .seconds(64))
        #expect(!core.expire(now: due).isEmpty)
        #expect(core.phase == .closed)
    }

    @Test("does not take the quiet before a stream for silence")
    func quietBefore() {
        var core = opened()
        let id = ask(&core, timeout: .seconds(10))
        _ = core.received(header(.response, id), [], now: start)
        _ = watch(&core, at: start + .milliseconds(9_900))
        #expect(core.expire(now: start + .seconds(10)).isEmpty)
        #expect(core.phase == .open)
    }

    @Test("tells those who wait in the order in which they asked, and of the loss before them")
    func lossInOrder() {
        var core = opened()
        let told = Mutex<[Int]>([])
        for number in 0..<50 {
            _ = core.enqueue(
                .check, [], .reply { _ in told.withLock { $0.append(number) } }, timeout: nil, now: start)
        }
        let deliveries = core.end(reason: "reset")
        guard case .notice(.lost)? = deliveries.first else {
            Issue.record("expected the notice first")
            return
        }
        for case .reply(let handler, let result) in deliveries { handler(result) }
        #expect(told.withLock { $0 } == Array(0..<50))
    }

    @Test("says goodbye once, and takes nothing more")
    func goodbye() {
        var core = opened()
        #expect(core.received(header(.goingAway, 0), [], now: start).count == 1)
        #expect(core.received(header(.goingAway, 0), [], now: start).isEmpty)
        #expect(!core.accepts)
    }
}
