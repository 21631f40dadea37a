// The thread behind a connection: connects, writes what callers have queued, reads what the service answers,
// and keeps the deadlines. A thread of its own and a wait in the kernel, so that no task of Swift's thread
// pool is ever blocked by the network.
import EntenteProtocol
import SystemCalls

/// What one I/O thread holds.
struct ChannelThread: ~Copyable {
    private static let bellToken: UInt64 = 0
    /// Of the socket, and of the first of those that are still being connected.
    private static let socketToken: UInt64 = 1
    /// As many reads take all that the kernel holds for one connection, usually.
    private static let readMaximum = 64
    /// A greeting not answered in this time will not be answered.
    private static let greetingTimeout: Duration = .seconds(5)

    private let channel: Channel
    private var epoll: Epoll
    private var input = InputBuffer()
    private var outgoing: [UInt8] = []
    private var sentByteCount = 0

    /// Lives through the whole connection; returns when it is over.
    static func run(_ channel: Channel) {
        do throws(Errno) {
            let epoll = try Epoll(eventLimit: 2)
            try epoll.add(channel.bell.descriptor, token: bellToken, reading: true, writing: false)
            var thread = ChannelThread(channel: channel, epoll: epoll)
            thread.live()
        } catch {
            channel.end(reason: "\(error)")
        }
    }

    private init(channel: Channel, epoll: consuming Epoll) {
        self.channel = channel
        self.epoll = epoll
    }

    private mutating func live() {
        guard let socket = connect() else { return }
        channel.withCore { $0.connected(now: .now, greetingTimeout: Self.greetingTimeout) }
        var isWriting = false
        while let wantsToWrite = write(to: socket) {
            if wantsToWrite != isWriting {
                isWriting = wantsToWrite
                epoll.change(socket, token: Self.socketToken, reading: true, writing: isWriting)
            }
            if wait(until: nil) != nil { read(from: socket) }
            expire(after: socket)
        }
    }
}

// MARK: - Connecting

extension ChannelThread {
    /// A connection to one of the addresses; nil where none answers, or nobody is interested any more.
    private mutating func connect() -> FileDescriptor? {
        var race = ConnectionRace(to: channel.addresses, channel.options, now: .now)
        while true {
            race.advance(now: .now, epoll, firstToken: Self.socketToken)
            guard let due = race.due else {
                channel.end(reason: race.reason)
                return nil
            }
            if let token = wait(until: due),
                let socket = race.ended(Int(token - Self.socketToken), now: .now)
            {
                epoll.change(socket, token: Self.socketToken, reading: true, writing: false)
                return socket
            }
            channel.deliver(channel.withCore { $0.expire(now: .now) })
            if channel.withCore({ $0.isFinished }) { return nil }
        }
    }
}

// MARK: - One round

extension ChannelThread {
    /// Writes what is queued; answers whether more remains, or nil where the connection is over.
    private mutating func write(to socket: borrowing FileDescriptor) -> Bool? {
        while true {
            if sentByteCount == outgoing.count {
                sentByteCount = 0
                outgoing = channel.withCore { $0.takeOutput() }
            }
            if channel.withCore({ $0.isFinished }) {
                channel.end(reason: "it was closed")
                return nil
            }
            if outgoing.isEmpty { return false }
            switch socket.send(outgoing.span.bytes.extracting(sentByteCount..<outgoing.count)) {
            case .bytes(let count):
                sentByteCount += count
                channel.withCore { $0.wrote(count) }
            case .wouldBlock:
                return true
            case .ended:
                return nil
            case .failed(let reason):
                // What the service said last may still be there to be read, and says more than our errno.
                while read(from: socket) {}
                channel.end(reason: "\(reason)")
                return nil
            }
        }
    }

    /// Waits for a socket, the bell, the next request's deadline or `limit`; answers the token of the socket,
    /// where it is one.
    private mutating func wait(until limit: ContinuousClock.Instant?) -> UInt64? {
        var due = channel.withCore { $0.nextDeadline }
        if let limit { due = min(due ?? limit, limit) }
        var millis: Int32 = -1
        if let due {
            millis = Int32(clamping: max(0, ContinuousClock.now.duration(to: due).wholeMilliseconds))
        }
        var socketToken: UInt64?
        var isBellRung = false
        for index in 0..<epoll.wait(timeoutMillis: millis) {
            let token = epoll.ready(index).token
            if token == Self.bellToken { isBellRung = true } else { socketToken = token }
        }
        if isBellRung { channel.answerBell() }
        return socketToken
    }

    /// Gives up what is too late.
    ///
    /// What has arrived is not late, however late this thread is to look, as on a machine with much to do.
    private mutating func expire(after socket: borrowing FileDescriptor) {
        let now = ContinuousClock.now
        guard channel.withCore({ $0.nextDeadline.map { $0 <= now } ?? false }) else { return }
        for _ in 0..<Self.readMaximum { guard read(from: socket) else { break } }
        channel.deliver(channel.withCore { $0.expire(now: now) })
    }

    /// Reads what is there and hands it on; answers whether more may be there.
    @discardableResult
    private mutating func read(from socket: borrowing FileDescriptor) -> Bool {
        switch input.fill(from: socket) {
        case .bytes:
            return handleFrames()
        case .wouldBlock:
            return false
        case .ended:
            channel.end(reason: "the service closed it")
        case .failed(let reason):
            channel.end(reason: "\(reason)")
        }
        return false
    }

    private mutating func handleFrames() -> Bool {
        do throws(FrameProblem) {
            let lengthMaximum = channel.withCore { $0.frameLengthMaximum }
            while let (header, payload) = try input.nextFrame(lengthMaximum: lengthMaximum) {
                channel.deliver(channel.withCore { $0.received(header, payload, now: .now) })
            }
            return true
        } catch {
            let failure = ClientFailure.protocolBroken(channel.endpoint, reason: error.message)
            channel.deliver(channel.withCore { $0.end(with: failure) })
            return false
        }
    }
}
