// What holds for every message there is: it comes back as it was, and no bytes can bring a reader down.

import EntenteProtocol
import TestSupport
import Testing

/// The message types, each once however many calls share it.
let messageTypes: [any Message.Type] = {
    var known: Set<ObjectIdentifier> = []
    return Schema.messages.map(\.type).filter { known.insert(ObjectIdentifier($0)).inserted }
}()

@Suite("Every message") struct EveryMessageTests {
    /// Random messages of each type in one run.
    static let count = 30

    @Test func comesBackFromItsBytes() throws {
        func check<M: Message>(_ type: M.Type) throws {
            for seed in 0..<UInt64(Self.count) {
                let message = RandomValues.message(type, seed: seed)
                let bytes = Wire.encode(message)
                #expect(try Wire.decode(type, from: bytes) == message, "\(type), seed \(seed)")
            }
        }
        for type in messageTypes { try check(type) }
    }

    @Test func comesBackFromItsJSON() throws {
        func check<M: Message>(_ type: M.Type) throws {
            for seed in 0..<UInt64(Self.count) {
                let message = RandomValues.message(type, seed: seed)
                let text = JSON.encode(message, pretty: seed % 2 == 0)
                #expect(try JSON.decode(type, from: text) == message, "\(type), seed \(seed)")
            }
        }
        for type in messageTypes { try check(type) }
    }

    @Test func emptyIsNoBytes() throws {
        func check<M: Message>(_ type: M.Type) throws {
            #expect(Wire.encode(M()).isEmpty, "\(type)")
            #expect(try Wire.decode(type, from: []) == M(), "\(type)")
            #expect(try JSON.decode(type, from: "{}") == M(), "\(type)")
        }
        for type in messageTypes { try check(type) }
    }

    @Test func cutOffAnywhereItIsRefusedOrAnotherMessage() {
        func check<M: Message>(_ type: M.Type, _ bytes: [UInt8]) {
            for count in 0..<bytes.count { expectSound(type, Array(bytes[..<count]), "cut at \(count)") }
        }
        for message in vectorMessages {
            for vector in Schema.vectors(of: message) { check(message.type, vector.bytes) }
        }
    }

    @Test func withBytesChangedItIsRefusedOrAnotherMessage() {
        func check<M: Message>(_ type: M.Type, _ bytes: [UInt8], _ random: RandomValues) {
            for _ in 0..<25 { expectSound(type, mutated(bytes, by: random), "mutated") }
        }
        for (index, message) in vectorMessages.enumerated() {
            let random = RandomValues(seed: UInt64(index))
            for vector in Schema.vectors(of: message) { check(message.type, vector.bytes, random) }
        }
    }

    /// One named message of each type.
    private var vectorMessages: [Schema.NamedMessage] {
        var known: Set<ObjectIdentifier> = []
        return Schema.messages.filter { known.insert(ObjectIdentifier($0.type)).inserted }
    }

    /// Reads bytes that may be anything: whatever is accepted must stay the same from then on.
    private func expectSound<M: Message>(_ type: M.Type, _ bytes: [UInt8], _ how: String) {
        guard let message = try? Wire.decode(type, from: bytes) else { return }
        let again = try? Wire.decode(type, from: Wire.encode(message))
        #expect(again == message, "\(type), \(how): \(bytes)")
    }
}

/// `bytes` with a few of them replaced, inserted, removed or repeated.
func mutated(_ bytes: [UInt8], by random: RandomValues) -> [UInt8] {
    var bytes = bytes
    for _ in 0...random.below(2) {
        let place = random.below(bytes.count + 1)
        let byte = [0, 1, 0x7F, 0x80, 0xFF, UInt8(random.below(256))][random.below(6)]
        switch random.below(4) {
        case 0 where place < bytes.count: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        case 2 where place < bytes.count: bytes.remove(at: place)
        default: bytes += bytes[place..<min(bytes.count, place + random.below(20))]
        }
    }
    return bytes
}
