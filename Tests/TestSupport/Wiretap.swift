// What stands between real programs and listens, and what speaks as one of them did.

import EntenteProtocol
import EventLoop
import Synchronization
import SystemCalls

/// Writes down what callers and services say to one another.
package final class ConversationRecorder: Sendable {
    private let written = Mutex((conversation: Conversation(), connectionCount: 0))

    package init() {}

    /// What was said so far.
    package var conversation: Conversation { written.withLock { $0.conversation } }

    fileprivate func nextConnection() -> Int {
        written.withLock {
            $0.connectionCount += 1
            return $0.connectionCount
        }
    }

    fileprivate func add(_ line: Conversation.Line) {
        // That both are there is said at any time; it belongs to no exchange.
        if [.ping, .pong, .goingAway].contains(line.header.kind) { return }
        written.withLock { $0.conversation.lines.append(line) }
    }
}

extension ServiceThread {
    /// A door to the service at `port` of this machine, behind which `recorder` listens.
    package static func wiretap(
        on service: ServiceName, at port: UInt16, _ recorder: ConversationRecorder
    ) throws -> ServiceThread {
        try ServiceThread(opening: { loop in
            let address = try loop.listen(on: .loopback(port: 0)) { connection in
                TappedCall(connection, loop, service, port, recorder)
            }
            return (recorder, address)
        })
    }

    /// What answers as `service` did in `conversation`: the last one that called with the same call is
    /// answered again.
    package static func replay(
        of service: ServiceName, in conversation: Conversation
    ) throws -> ServiceThread {
        try ServiceThread(opening: { loop in
            let replay = ReplayedService(service, conversation, loop)
            return (replay, try loop.listen(on: .loopback(port: 0)) { _ in replay })
        })
    }
}

/// One caller and the service behind the tap.
private final class TappedCall: ConnectionDelegate {
    private let number: Int
    private let service: ServiceName
    private let recorder: ConversationRecorder
    private var caller: Connection?
    private var upstream: Connection?

    init(
        _ caller: Connection, _ loop: EventLoop, _ service: ServiceName, _ port: UInt16,
        _ recorder: ConversationRecorder
    ) {
        (self.service, self.recorder, self.caller) = (service, recorder, caller)
        number = recorder.nextConnection()
        upstream = try? loop.connect(to: .loopback(port: port), delegate: self)
    }

    func connectionOpened(_ connection: Connection) {}

    func connection(_ connection: Connection, received header: FrameHeader, payload: RawSpan) {
        let bytes = payload.withUnsafeBytes { Array($0) }
        let isFromCaller = connection === caller
        recorder.add(
            Conversation.Line(
                connection: number, service: service, isFromCaller: isFromCaller, header: header,
                payload: bytes))
        (isFromCaller ? upstream : caller)?.send(
            header.kind, method: header.method, requestID: header.requestID,
            timeLeftMillis: header.timeLeftMillis, payload: bytes)
    }

    func connection(_ connection: Connection, sentMalformed problem: FrameProblem) { connection.close(.now) }

    func connectionDrained(_ connection: Connection) {}

    func connectionClosed(_ connection: Connection, reason: CloseReason) {
        let other = connection === caller ? upstream : caller
        (caller, upstream) = (nil, nil)
        other?.close(.afterFlush)
    }
}

/// A service that is not there, as it answered once.
private final class ReplayedService: ConnectionDelegate {
    private let service: ServiceName
    private let conversation: Conversation
    private let loop: EventLoop

    init(_ service: ServiceName, _ conversation: Conversation, _ loop: EventLoop) {
        (self.service, self.conversation, self.loop) = (service, conversation, loop)
    }

    func connectionOpened(_ connection: Connection) {}

    func connection(_ connection: Connection, received header: FrameHeader, payload: RawSpan) {
        if header.kind == .ping { connection.send(.pong, requestID: header.requestID) }
        guard header.kind == .request else { return }
        let answers = answers(to: header.method)
        if answers.isEmpty {
            let failure = Failure.with { $0.code = .unimplemented }
            connection.send(.error, requestID: header.requestID, payload: Wire.encode(failure))
        }
        for line in answers {
            connection.send(
                line.header.kind, method: line.header.method, requestID: header.requestID,
                payload: line.payload)
        }
        if header.call == .subscribe { beat(on: connection, header, head: head(of: answers)) }
    }

    /// What was answered to the last request of that kind by a follower.
    private func answers(to method: UInt16) -> [Conversation.Line] {
        for lines in conversation.connections(to: service, calling: .subscribe).reversed() {
            guard let asked = lines.last(where: { $0.isFromCaller && $0.header.method == method }) else {
                continue
            }
            return lines.filter { !$0.isFromCaller && $0.header.requestID == asked.header.requestID }
        }
        return []
    }

    /// The last revision of a feed.
    private func head(of feed: [Conversation.Line]) -> UInt64 {
        let items = feed.compactMap { try? Wire.decode(FeedItem.self, from: $0.payload) }
        return items.last?.changes.last?.revision ?? 0
    }

    /// Says over and over that there is nothing new.
    private func beat(on connection: Connection, _ header: FrameHeader, head: UInt64) {
        _ = loop.schedule(at: loop.now + 100_000_000) { [weak self, weak connection] in
            guard let self, let connection else { return }
            connection.send(
                .streamItem, method: header.method, requestID: header.requestID,
                payload: Wire.encode(FeedItem.with { $0.head = head }))
            beat(on: connection, header, head: head)
        }
    }

    func connection(_ connection: Connection, sentMalformed problem: FrameProblem) { connection.close(.now) }

    func connectionDrained(_ connection: Connection) {}

    func connectionClosed(_ connection: Connection, reason: CloseReason) {}
}
