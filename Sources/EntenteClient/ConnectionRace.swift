// Several ways to one node, tried as RFC 8305 tells: each has a head start before the next, and the first
// connection that stands is taken. An address that swallows whatever is sent to it then costs its head start,
// and not the whole time for which a connection may be waited.
import SystemCalls

/// The connections being made to the addresses of one node.
struct ConnectionRace {
    /// An address and the connection being made to it.
    private final class Runner {
        let address: SocketAddress
        let deadline: ContinuousClock.Instant
        var socket: FileDescriptor?

        init(to address: SocketAddress, until deadline: ContinuousClock.Instant) {
            self.address = address
            self.deadline = deadline
        }
    }

    private let options: ClientOptions
    private let hasOneAddress: Bool
    private var waiting: ArraySlice<SocketAddress>
    /// Those that have started, in the order of their tokens; nil for those who have given up.
    private var runners: [Runner?] = []
    private var nextStart: ContinuousClock.Instant
    private var reasons: [String] = []

    /// A race to `addresses` that begins `now`.
    init(to addresses: [SocketAddress], _ options: ClientOptions, now: ContinuousClock.Instant) {
        self.options = options
        hasOneAddress = addresses.count == 1
        waiting = addresses[...]
        nextStart = now
    }

    /// When to look after it again; nil where no address is left to wait for.
    var due: ContinuousClock.Instant? {
        let deadlines = runners.compactMap { $0?.deadline } + (waiting.isEmpty ? [] : [nextStart])
        return deadlines.min()
    }

    /// Why no address gave a connection.
    var reason: String { reasons.joined(separator: "; ") }

    /// Takes those out who are too late, and starts who is next.
    ///
    /// - Parameter epoll: Will report them, from `firstToken` on.
    mutating func advance(now: ContinuousClock.Instant, _ epoll: borrowing Epoll, firstToken: UInt64) {
        for (place, runner) in runners.enumerated() where runner.map({ $0.deadline <= now }) ?? false {
            let time = options.connectTimeout.shortText
            giveUp(place, because: "does not answer within \(time)", now: now)
        }
        while nextStart <= now, let address = waiting.popFirst() {
            nextStart = now + options.connectPatience
            let runner = Runner(to: address, until: now + options.connectTimeout)
            runners.append(runner)
            let place = runners.count - 1
            do throws(Errno) {
                let socket = try Socket.connect(to: address)
                let token = firstToken + UInt64(place)
                try epoll.add(socket, token: token, reading: false, writing: true)
                runner.socket = consume socket
            } catch {
                giveUp(place, because: "\(error)", now: now)
            }
        }
    }

    /// One of them has ended; answers its connection where it stands.
    ///
    /// - Parameter place: Counted from the first that was started.
    mutating func ended(_ place: Int, now: ContinuousClock.Instant) -> FileDescriptor? {
        guard let socket = runners[place]?.socket.take() else { return nil }
        guard let problem = Socket.takeError(socket) else { return socket }
        giveUp(place, because: "\(problem)", now: now)
        return nil
    }

    /// Takes one out, whose head start is over.
    private mutating func giveUp(_ place: Int, because reason: String, now: ContinuousClock.Instant) {
        guard let runner = runners[place] else { return }
        reasons.append(hasOneAddress ? reason : "\(runner.address) \(reason)")
        runners[place] = nil
        nextStart = now
    }
}
