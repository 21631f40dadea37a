// A network in one process and one thread, driven by a seed. Bytes arrive in order on each connection and in
// any order across connections, late, and cut at any place; connections are refused and cut, nodes parted,
// paused and killed. The same seed gives the same run to the last byte: `traceHash` is the proof.
import EventLoop
import SystemCalls

/// A network of loops, with a clock and dice of its own.
///
/// It must outlive the loops on it.
package final class SimulatedNetwork {
    /// How good the lines are.
    package struct Weather: Sendable {
        /// How long a piece is under way, in microseconds.
        package var delayMicros: ClosedRange<UInt64> = 20...3_000
        /// One write in so many is taken in part only; 0 for none.
        package var oneShortWriteIn: UInt64 = 4
        /// The longest piece that arrives at once, in bytes.
        package var pieceByteLimit = 4_096
        /// Bytes that may be sent and not read.
        package var windowByteCount = 64 << 10
        /// How long a turn takes, in microseconds.
        package var turnMicros: ClosedRange<UInt64> = 1...40

        /// Good lines.
        package init() {}
    }

    /// What the run began with; to be printed where a test fails.
    package let seed: UInt64
    /// The time on all nodes.
    package let clock: SimulatedClock
    /// How good the lines are from now on.
    package var weather = Weather()
    /// A digest of everything that has happened so far.
    package private(set) var traceHash: UInt64 = 0xCBF2_9CE4_8422_2325

    let dice: SimulatedRandomness
    private var transports: [SimulatedTransport] = []
    private var loops: [EventLoop] = []
    private var agenda: [(at: UInt64, number: UInt64, action: () -> Void)] = []
    private var lastNumber: UInt64 = 0
    private var partings: Set<[SocketAddress.Host]> = []
    /// Between which machines everything takes longer, and by how many nanoseconds.
    private var lags: [[SocketAddress.Host]: UInt64] = [:]
    private var heldUp: [SimulatedStream] = []
    private var waitingConnects: [SimulatedStream] = []
    private var refusing: Set<SocketAddress.Host> = []
    private var paused: Set<ObjectIdentifier> = []
    private var hostCount: UInt32 = 0
    /// Connections on their way from one loop of a node to another.
    private var detached: [Int: SimulatedStream] = [:]
    private var lastDetached = 0

    /// An empty network whose every chance follows from `seed`.
    package init(seed: UInt64, clock: SimulatedClock = SimulatedClock()) {
        self.seed = seed
        self.clock = clock
        self.dice = SimulatedRandomness(seed: seed)
    }

    deinit {
        for transport in transports { transport.end() }
        for loop in loops { loop.letGo() }
    }

    /// Adds a machine; a loop on it is to be handed to ``attach(_:)``.
    ///
    /// Its address is 10.0.0.1 for the first, 10.0.0.2 for the second, and so on.
    package func addHost(
        named name: String, disk: any Disk = SimulatedDisk(), sqliteVFS: String? = nil
    ) -> Host {
        hostCount += 1
        let address = SocketAddress.Host.v4(0x0A00_0000 + hostCount)
        let transport = SimulatedTransport(name: name, host: address, network: self)
        transports.append(transport)
        return Host(
            transport: transport, clock: clock, randomness: SimulatedRandomness(seed: dice.next()),
            disk: disk, sqliteVFS: sqliteVFS)
    }

    /// Adds a place for one more loop of the process that `loop` is of: at the same address, for connections
    /// that `loop` accepts and hands over.
    package func addSibling(of loop: EventLoop) -> Host {
        let first = transport(of: loop)
        let transport = SimulatedTransport(name: first.name, host: first.host, network: self)
        // Behind the first, which is the one that listens.
        transports.append(transport)
        return Host(
            transport: transport, clock: clock, randomness: SimulatedRandomness(seed: dice.next()),
            disk: loop.host.disk, sqliteVFS: loop.host.sqliteVFS)
    }

    /// Adds a machine and a loop on it.
    package func addLoop(named name: String, limits: LoopLimits = LoopLimits()) -> EventLoop {
        let loop = EventLoop(host: addHost(named: name), limits: limits)
        attach(loop)
        return loop
    }

    /// Has ``run(limit:until:)`` turn `loop`, which lives on one of this network's hosts.
    package func attach(_ loop: EventLoop) { loops.append(loop) }

    /// The address of the machine `loop` runs on.
    package func address(of loop: EventLoop, port: UInt16) -> SocketAddress {
        SocketAddress(host: transport(of: loop).host, port: port)
    }

    private func transport(of loop: EventLoop) -> SimulatedTransport {
        guard let transport = loop.host.transport as? SimulatedTransport, transport.network === self else {
            preconditionFailure("this loop runs on another network")
        }
        return transport
    }
}

// MARK: - Running

extension SimulatedNetwork {
    /// Turns loops and moves time until `condition` holds.
    ///
    /// - Parameters:
    ///   - condition: Asked before every step.
    ///   - limit: The most steps; one is a turn of one loop, or a move of the clock.
    /// - Returns: Whether the condition holds; false where nothing is left that could happen, too.
    @discardableResult
    package func run(limit: Int = 100_000, until condition: () -> Bool) -> Bool {
        for _ in 0..<limit {
            if condition() { return true }
            if !step() { return condition() }
        }
        return condition()
    }

    /// Turns loops and moves time for `duration` of simulated time.
    ///
    /// - Parameter goesOn: Asked before every step whether to go on.
    package func run(for duration: Duration, limit: Int = 1_000_000, goesOn: () -> Bool = { true }) {
        let end = clock.monotonic + duration.nanos
        schedule(at: end) {}
        run(limit: limit) { !goesOn() || clock.monotonic >= end }
    }

    /// One turn of one loop that has something to do, else the next delivery or timer; false where there is
    /// none.
    package func step() -> Bool {
        deliverDue()
        var candidates = loops.filter { isTurning($0) && ($0.hasWork || transport(of: $0).hasEvents) }
        if candidates.isEmpty { return moveTime() }
        dice.shuffle(&candidates)
        candidates[0].turn(wait: false)
        note(1, transport(of: candidates[0]).host.hashBits)
        clock.advance(to: clock.monotonic + dice.number(in: weather.turnMicros) * 1_000)
        return true
    }

    private func moveTime() -> Bool {
        let timers = loops.filter { isTurning($0) }.compactMap(\.nextTimerAt)
        guard let next = (timers + agenda.prefix(1).map(\.at)).min() else { return false }
        clock.advance(to: next)
        note(2, next)
        return true
    }

    private func deliverDue() {
        while let first = agenda.first, first.at <= clock.monotonic {
            agenda.removeFirst()
            first.action()
        }
    }

    private func schedule(at moment: UInt64, _ action: @escaping () -> Void) {
        lastNumber += 1
        let place = agenda.firstIndex { $0.at > moment } ?? agenda.count
        agenda.insert((moment, lastNumber, action), at: place)
    }

    /// Folds what happened into the trace (FNV-1a over 64-bit words).
    func note(_ word: UInt64, _ second: UInt64 = 0, _ third: UInt64 = 0) {
        traceHash = (traceHash ^ word) &* 0x0000_0100_0000_01B3
        traceHash = (traceHash ^ second) &* 0x0000_0100_0000_01B3
        traceHash = (traceHash ^ third) &* 0x0000_0100_0000_01B3
    }

    /// Eight bytes at a time, because it looks at every byte of every run.
    private static func digest(of bytes: ArraySlice<UInt8>) -> UInt64 {
        var digest = UInt64(bytes.count)
        bytes.withUnsafeBytes { bytes in
            var offset = 0
            while offset + 8 <= bytes.count {
                digest =
                    (digest ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                    &* 0x9E37_79B9_7F4A_7C15
                digest ^= digest >> 32
                offset += 8
            }
            for byte in bytes[offset...] { digest = (digest ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        }
        return digest
    }

    private func delay() -> UInt64 { dice.number(in: weather.delayMicros) * 1_000 }
}

// MARK: - Handing over

extension SimulatedNetwork {
    /// Keeps a connection that one loop has given up until another takes it.
    func keepDetached(_ stream: SimulatedStream) -> Int {
        lastDetached += 1
        detached[lastDetached] = stream
        return lastDetached
    }

    func takeDetached(_ number: Int) -> SimulatedStream? { detached.removeValue(forKey: number) }
}

// MARK: - Carrying

extension SimulatedNetwork {
    func beginConnect(from stream: SimulatedStream) {
        schedule(at: clock.monotonic + delay()) { [unowned self] in arriveConnect(from: stream) }
    }

    private func arriveConnect(from caller: SimulatedStream) {
        if caller.isClosed { return }
        let isLocal = caller.address.host == .v4(0x7F00_0001)
        let host = isLocal ? caller.transport.host : caller.address.host
        if areParted(caller.transport.host, host) { return waitingConnects.append(caller) }
        note(3, host.hashBits)
        let target = transports.first { $0.host == host }
        guard let target, let listener = target.listener(at: caller.address.port), !refusing.contains(host)
        else {
            caller.underWay.append((clock.monotonic + delay(), .refused(.connectionRefused)))
            return scheduleArrivals(at: caller)
        }
        let accepted = target.arrive(at: listener, from: caller)
        deliver(.opened, from: accepted)
    }

    /// Sends `bytes` to the other end of `stream`, in pieces.
    func send(_ bytes: [UInt8], from stream: SimulatedStream) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = dice.number(in: 1...min(rest.count, weather.pieceByteLimit))
            deliver(.bytes(rest.prefix(count)), from: stream)
            rest = rest.dropFirst(count)
        }
    }

    func deliver(_ item: SimulatedStream.Item, from stream: SimulatedStream) {
        guard let receiver = stream.other else { return }
        if case .bytes(let bytes) = item { receiver.bytesUnderWay += bytes.count }
        let lag = lag(receiver.transport.host, stream.transport.host)
        let due = max(clock.monotonic + delay() + lag, receiver.underWay.last?.due ?? 0)
        receiver.underWay.append((due, item))
        scheduleArrivals(at: receiver)
    }

    /// One entry of the agenda for the first thing under way to `receiver`; the others follow it.
    private func scheduleArrivals(at receiver: SimulatedStream) {
        guard !receiver.isExpected, let due = receiver.underWay.first?.due else { return }
        receiver.isExpected = true
        schedule(at: due) { [unowned self] in arrivals(at: receiver) }
    }

    private func arrivals(at receiver: SimulatedStream) {
        receiver.isExpected = false
        if let other = receiver.other, areParted(receiver.transport.host, other.transport.host) {
            receiver.isExpected = true
            return heldUp.append(receiver)
        }
        while let first = receiver.underWay.first, first.due <= clock.monotonic {
            receiver.underWay.removeFirst()
            arrive(first.item, at: receiver)
        }
        scheduleArrivals(at: receiver)
    }

    private func arrive(_ item: SimulatedStream.Item, at receiver: SimulatedStream) {
        note(receiver.transport.host.hashBits, receiver.id.bits, clock.monotonic)
        if case .bytes(let bytes) = item { receiver.bytesUnderWay -= bytes.count }
        if receiver.failure != nil { return }
        switch item {
        case .opened: receiver.role = .connected
        case .refused(let reason): receiver.failure = reason
        case .end: receiver.isEnded = true
        case .reset: receiver.failure = .connectionReset
        case .bytes(let bytes):
            note(Self.digest(of: bytes))
            // Bytes for an end that is closed are answered by a reset, as TCP does.
            if receiver.isClosed { return deliver(.reset, from: receiver) }
            receiver.arrived.append(contentsOf: bytes)
        }
    }
}

// MARK: - Trouble

extension SimulatedNetwork {
    /// Parts two machines: nothing arrives either way, connects hang, until ``heal()``.
    package func part(_ one: EventLoop, _ other: EventLoop) {
        partings.insert(pair(transport(of: one).host, transport(of: other).host))
    }

    /// Has everything between two machines take so much longer from now on, until ``heal()``.
    package func slow(_ one: EventLoop, _ other: EventLoop, by lag: Duration) {
        lags[pair(transport(of: one).host, transport(of: other).host)] = lag.nanos
    }

    private func lag(_ one: SocketAddress.Host, _ other: SocketAddress.Host) -> UInt64 {
        lags.isEmpty ? 0 : lags[pair(one, other)] ?? 0
    }

    /// Joins two machines again, as fast as all others.
    package func join(_ one: EventLoop, _ other: EventLoop) {
        let pair = pair(transport(of: one).host, transport(of: other).host)
        lags[pair] = nil
        partings.remove(pair)
        letThrough()
    }

    /// Joins all machines again; what was held up arrives, as TCP sends it again.
    package func heal() {
        lags.removeAll()
        partings.removeAll()
        letThrough()
    }

    /// Sends on its way what was held up; what is held up by another partition is so again.
    private func letThrough() {
        let streams = heldUp
        heldUp = []
        for stream in streams {
            schedule(at: clock.monotonic + delay()) { [unowned self] in arrivals(at: stream) }
        }
        let connects = waitingConnects
        waitingConnects = []
        for stream in connects { beginConnect(from: stream) }
    }

    /// Breaks every connection between two machines; both ends hear of a reset, what was under way is lost.
    package func cutConnections(between one: EventLoop, and other: EventLoop) {
        let (host, near) = (transport(of: other).host, transport(of: one).host)
        for transport in transports where transport.host == near {
            for case let stream? in transport.streams where stream.other?.transport.host == host {
                cut(stream)
            }
        }
    }

    /// Breaks one connection in `oneIn` on the whole network.
    package func cutSomeConnections(oneIn count: UInt64) {
        for transport in transports {
            for case let stream? in transport.streams where stream.other != nil && dice.oneIn(count) {
                cut(stream)
            }
        }
    }

    private func cut(_ stream: SimulatedStream) {
        for end in [stream, stream.other] {
            guard let end else { continue }
            end.underWay.removeAll()
            end.bytesUnderWay = 0
            if end.role == .connecting { end.failure = .connectionReset }
            end.failure = end.failure ?? .connectionReset
        }
        note(5, stream.id.bits)
    }

    /// Has a machine refuse every connect, or accept them again.
    package func refuseConnects(to loop: EventLoop, _ refuses: Bool = true) {
        let host = transport(of: loop).host
        if refuses { refusing.insert(host) } else { refusing.remove(host) }
    }

    /// Stops turning `loop`, as a machine that is stuck; time goes on for the others.
    package func pause(_ loop: EventLoop) { paused.insert(ObjectIdentifier(loop)) }

    /// Turns `loop` again.
    package func resume(_ loop: EventLoop) { paused.remove(ObjectIdentifier(loop)) }

    /// Lets nothing that `loop` sends leave any more: its process has died in the middle of a turn that goes
    /// on here.
    package func mute(_ loop: EventLoop) { transport(of: loop).isMute = true }

    /// Ends a machine at once: its listeners are gone and its connections end, what it has sent still
    /// arrives.
    ///
    /// - Parameter silently: Whether the other ends hear nothing of it.
    package func kill(_ loop: EventLoop, silently: Bool = false) {
        loops.removeAll { $0 === loop }
        paused.remove(ObjectIdentifier(loop))
        loop.letGo()
        let transport = transport(of: loop)
        transport.isMute = false
        for case let stream? in transport.streams {
            if silently { stream.saidEnd = true }
            transport.close(stream.id)
        }
        // Of the same process, and on their way to a loop that dies too.
        for (number, stream) in detached.sorted(by: { $0.key < $1.key })
        where stream.transport.host == transport.host {
            detached[number] = nil
            if !silently { deliver(.end, from: stream) }
            stream.close()
        }
        note(6, transport.host.hashBits)
    }

    /// Ends a loop that ``addSibling(of:)`` made room for, with its process.
    package func killSibling(_ loop: EventLoop, silently: Bool = false) {
        kill(loop, silently: silently)
        let transport = transport(of: loop)
        transports.removeAll { $0 === transport }
    }

    /// Puts a new machine in the place of one that was killed, at the same address.
    package func restartHost(of loop: EventLoop) -> Host {
        let old = transport(of: loop)
        let transport = SimulatedTransport(name: old.name, host: old.host, network: self)
        guard let index = transports.firstIndex(where: { $0 === old }) else {
            preconditionFailure("this machine was replaced before")
        }
        transports[index] = transport
        return Host(
            transport: transport, clock: clock, randomness: SimulatedRandomness(seed: dice.next()),
            disk: loop.host.disk, sqliteVFS: loop.host.sqliteVFS)
    }

    private func isTurning(_ loop: EventLoop) -> Bool {
        !loop.isStopped && !paused.contains(ObjectIdentifier(loop))
    }

    private func areParted(_ one: SocketAddress.Host, _ other: SocketAddress.Host) -> Bool {
        !partings.isEmpty && partings.contains(pair(one, other))
    }

    private func pair(_ one: SocketAddress.Host, _ other: SocketAddress.Host) -> [SocketAddress.Host] {
        one.hashBits < other.hashBits ? [one, other] : [other, one]
    }
}

extension SocketAddress.Host {
    /// The address in 64 bits, the same on every run.
    var hashBits: UInt64 {
        switch self {
        case .v4(let bits): UInt64(bits)
        case .v6(let high, let low, _): high ^ low
        }
    }
}
