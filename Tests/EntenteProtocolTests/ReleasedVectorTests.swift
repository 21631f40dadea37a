// The bytes that were given out as examples with earlier releases mean the same for ever.

import EntenteProtocol
import TestSupport
import Testing

@Suite("The vectors of earlier releases") struct ReleasedVectorTests {
    static let releases = Repository.files(in: "Protocol/Released").sorted()

    @Test func areKept() { #expect(Self.releases.contains("0.1.0")) }

    @Test(arguments: releases) func areReadAsTheyWere(release: String) throws {
        let text = try #require(Repository.text("Protocol/Released/\(release)/vectors.txt"))
        var type: (any Message.Type)?
        var bytes: [UInt8] = []
        var count = 0
        func check<M: Message>(_ type: M.Type, _ json: String) throws {
            let message = try Wire.decode(type, from: bytes)
            #expect(try JSON.decode(type, from: json) == message, "\(type): \(json)")
            #expect(Wire.encode(message) == bytes, "\(type): \(json)")
            count += 1
        }
        for line in text.split(separator: "\n") {
            if line.hasPrefix("message entente.v1.") {
                let name = line.dropFirst("message entente.v1.".count)
                type = Schema.messages.first { $0.name == name }?.type
                #expect(type != nil, "\(name) is no message any more")
            } else if line.hasPrefix("hex") {
                bytes = try #require([UInt8](hexadecimal: line.dropFirst(4)))
            } else if line.hasPrefix("json "), let type {
                try check(type, String(line.dropFirst(5)))
            }
        }
        #expect(count > 1_000)
    }
}
