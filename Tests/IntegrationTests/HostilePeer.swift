// A peer that means harm: it sends what no client would, as slowly or as endlessly as it likes, and reads
// nothing unless that is how it harms.

import EntenteProtocol
import SystemCalls
import TestSupport

/// One way of doing harm.
enum HostilePeer: CaseIterable, Sendable {
    /// Sends noise from the first byte on.
    case noise
    /// States frames larger than there may be.
    case oversized
    /// Says Hello and sends well-formed frames whose payloads are noise.
    case malformed
    /// Says Hello, begins the largest frames and sends half of each.
    case half
    /// Sends a good Hello byte by byte.
    case slow
    /// Connects and says nothing.
    case silent
    /// Says Hello and sends the largest frames without an end.
    case endless
    /// Sends the largest frames without an end and without a Hello.
    case endlessStranger
    /// Says Hello, asks for the longest lists and reads none of them.
    case neverReads
    /// Says Hello, searches and asks for a large batch again and again, and reads everything.
    case busy
    /// Connects again and again, says nothing, and keeps its last few hundred connections.
    case crowd

    /// How many of them there are at the same time.
    var count: Int {
        switch self {
        case .half, .neverReads: 40
        case .silent: 50
        case .crowd: 1
        default: 4
        }
    }

    /// Does harm to the service at `port` for as long as `attack` lasts.
    func harm(_ port: UInt16, _ attack: Attack) async {
        if case .crowd = self { return await Self.crowd(port, attack) }
        var dice = SystemRandomNumberGenerator()
        while !attack.isOver {
            try? await Task.sleep(for: .milliseconds(2))
            guard let socket = try? HostileSocket(port: port) else { continue }
            attack.countConnection()
            var isOpen = await socket.send(opening[...], during: attack)
            var number = 0
            while isOpen && !attack.isOver {
                isOpen = await socket.send(next(number, &dice), during: attack)
                number += 1
                attack.countSend()
                if reads { isOpen = socket.drain() && isOpen }
                try? await Task.sleep(for: pause)
            }
        }
    }

    /// More connections than a service serves, all the time.
    static func crowd(_ port: UInt16, _ attack: Attack) async {
        let kept = IntegrationTests.HostilePeerTests.connectionLimit * 3 / 2
        var sockets: [HostileSocket] = []
        var oldest = 0
        while !attack.isOver {
            try? await Task.sleep(for: .milliseconds(10))
            for _ in 0..<10 {
                guard let socket = try? HostileSocket(port: port) else { break }
                attack.countConnection()
                if sockets.count < kept { sockets.append(socket) } else { sockets[oldest] = socket }
                oldest = (oldest + 1) % kept
            }
        }
    }

    private var reads: Bool {
        switch self {
        case .half, .neverReads, .endless, .endlessStranger: false
        default: true
        }
    }

    /// Between two things it sends: without one it would keep its neighbours in this process from working,
    /// not the service.
    private var pause: Duration {
        switch self {
        case .slow, .silent: .milliseconds(50)
        case .half, .neverReads, .busy: .milliseconds(20)
        default: .milliseconds(5)
        }
    }

    private var opening: [UInt8] {
        switch self {
        case .noise, .slow, .silent, .endlessStranger, .crowd, .oversized: []
        default: HostileBytes.hello
        }
    }

    private func next(_ number: Int, _ dice: inout SystemRandomNumberGenerator) -> ArraySlice<UInt8> {
        switch self {
        case .noise: return Self.noise(4_096, &dice)
        case .oversized:
            return HostileBytes.header(.check, payloadByteCount: Int.random(in: 4 << 20..<1 << 31))[...]
        case .malformed:
            let payload = Self.noise(Int.random(in: 0..<400, using: &dice), &dice)
            let method = Method.allCases.randomElement(using: &dice) ?? .check
            return HostileBytes.header(method, payloadByteCount: payload.count) + payload
        case .half: return HostileBytes.halfFrame[...]
        case .slow: return HostileBytes.hello.dropFirst(number % HostileBytes.hello.count).prefix(1)
        case .silent, .crowd: return []
        case .endless, .endlessStranger: return HostileBytes.longFrame[...]
        case .neverReads: return HostileBytes.longList[...]
        case .busy: return HostileBytes.searchAndBatch[...]
        }
    }

    private static func noise(_ count: Int, _ dice: inout SystemRandomNumberGenerator) -> ArraySlice<UInt8> {
        let start = Int.random(in: 0..<HostileBytes.noise.count - count, using: &dice)
        return HostileBytes.noise[start..<start + count]
    }
}
