// Checks that come one behind the other are answered together. Whatever they are, each must be answered as it
// is alone: the same request with a field that nobody knows is not plain, so it takes the other way.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct RunTests {
    let world: SmallWorld

    init() throws {
        world = try SmallWorld(seed: 611)
        try world.make("cy", of: "alpha")
        try world.enable()
        _ = try world.ask("ann", "bob", atLeast: world.seen)
    }

    /// Pieces a check may be made of, in the order of its fields; each the bytes of a field or of nothing.
    private var pieces: [[[UInt8]]] {
        let people = ["ann", "bob", "cy", "nobody", "", "\u{e9}va", String(repeating: "x", count: 200)]
        let odd: [[UInt8]] = [[0xff], [0xc3], [0x61, 0x80]]
        let ids = people.map { Array($0.utf8) } + odd
        let actions = ["chat.start", "presence.read-symbol", "workspace.transfer", "chat.sing", ""]
        let behind = Position.with {
            $0.directoryEpoch = world.seen.directoryEpoch
            $0.directory = 1
        }
        let restored = Position.with {
            $0.partnershipEpoch = world.seen.partnershipEpoch + 1
            $0.partnership = 1
        }
        let positions = [Position(), world.seen, behind, restored].map { text(15, Wire.encode($0)) }
        return [
            ids.map { text(1, $0) }, actions.map { text(2, Array($0.utf8)) } + [[]], ids.map { text(3, $0) },
            [[], [], [], [0x20, 1], [0x20, 2], [0x20, 0], [0x20, 9], [0x20, 0x81, 0], [0x20]],
            [[], [], [], [0x30, 0x90, 0x4e], [0x30, 0xff]],
            [[], [], positions[1], [0x7a, 1, 0x08], [0x7a, 3, 8, 0x81, 0]] + positions,
        ]
    }

    private func text(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        [number << 3 | 2] + (bytes.count < 128 ? [] : [UInt8(bytes.count & 127) | 128])
            + [UInt8(bytes.count < 128 ? bytes.count : bytes.count >> 7)] + bytes
    }

    private func check(_ random: RandomValues) -> [UInt8] {
        // Most of a request is as it should be.
        var fields = pieces.map { $0[random.below(random.below(6) > 0 ? 3 : $0.count)] }
        if random.below(12) == 0 { fields.swapAt(random.below(fields.count), random.below(fields.count)) }
        return fields.flatMap(\.self)
    }

    /// A field of a number that no message has.
    private let unknownField: [UInt8] = [0xa8, 0x3f, 1]

    @Test func `a check in a run is answered as it is alone`() {
        var (answered, refused) = (0, 0)
        for seed in 0..<60 as Range<UInt64> {
            let random = RandomValues(seed: seed)
            let checks = (0..<random.below(90) + 1).map { _ in check(random) }
            let together = answers(to: checks)
            let alone = answers(to: checks.map { unknownField + $0 })
            for (place, check) in checks.enumerated() {
                #expect(together[place] == alone[place], "seed \(seed), check \(place): \(check)")
                if together[place]?.kind == .response { answered += 1 } else { refused += 1 }
            }
        }
        #expect(answered > 500 && refused > 500, "\(answered) answered, \(refused) refused")
    }

    /// Sends all requests at once; the answers by place.
    private func answers(to payloads: [[UInt8]]) -> [SimulatedCaller.Answer?] {
        let caller = world.cluster.caller(.decision)
        for (place, payload) in payloads.enumerated() {
            caller.send(
                .request, method: Method.check.rawValue, requestID: UInt32(place + 1), payload: payload)
        }
        return payloads.indices.map { caller.wait(for: UInt32($0 + 1)) }
    }

    @Test func `a run stops at what is no check, and the order of answers is that of the requests`() {
        let caller = world.cluster.caller(.decision)
        let check = Wire.encode(world.question("ann", "bob"))
        let batch = Wire.encode(CheckBatchRequest())
        for place in 0..<200 as Range<UInt32> {
            let isBatch = place % 7 == 3
            caller.send(
                .request, method: (isBatch ? Method.checkBatch : .check).rawValue, requestID: place + 1,
                payload: isBatch ? batch : check)
        }
        #expect(caller.wait(for: 200)?.kind == .response)
        #expect(caller.answers.map(\.requestID) == Array(1...199))
        #expect(caller.answers.filter { $0.kind == .error }.count == 0)
    }

    @Test func `request id 0 in a run is refused, and the run goes on behind it`() {
        let caller = world.cluster.caller(.decision)
        let check = Wire.encode(world.question("ann", "bob"))
        for id in [1, 0, 2] as [UInt32] {
            caller.send(.request, method: Method.check.rawValue, requestID: id, payload: check)
        }
        #expect(caller.wait(for: 2)?.kind == .response)
        #expect(caller.answers.map(\.kind) == [.response, .error])
    }

    @Test func `checks of a run are counted one by one`() throws {
        let before = try world.decision.call(ServerStatusRequest()).requests
        _ = answers(to: Array(repeating: Wire.encode(world.question("ann", "bob")), count: 100))
        // Its Hello is counted, too, and the question for the count itself.
        #expect(try world.decision.call(ServerStatusRequest()).requests == before + 102)
    }
}

extension ServerStatusResponse {
    /// Requests answered or refused so far.
    fileprivate var requests: UInt64 {
        counters.first { $0.name == "entente_requests_total" }?.value ?? 0
    }
}
