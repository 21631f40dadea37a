// Every input a fuzzer has found worth keeping, and every one that has once brought something down, goes in
// again with every run of the tests; so do the vectors and random changes of all of them.

import EntenteProtocol
import Foundation
import TestSupport
import Testing

@Suite struct FuzzTests {
    private static let corpus = URL(filePath: Repository.root + "/Tests/FuzzTests/Corpus")

    /// The kept inputs of a target, each a file.
    private static func kept(_ target: FuzzTarget) throws -> [[UInt8]] {
        try FileManager.default.contentsOfDirectory(
            at: corpus.appending(path: target.rawValue), includingPropertiesForKeys: nil
        ).map { [UInt8](try Data(contentsOf: $0)) }
    }

    /// What is right: a start for what is not.
    private static func vectors(_ target: FuzzTarget) -> [[UInt8]] {
        Schema.messages.enumerated().flatMap { number, message in
            Schema.vectors(of: message).map { vector in
                let choice = [UInt8(number >> 8), UInt8(number & 0xFF)]
                return switch target {
                case .frame: frame(vector.bytes)
                case .payload: vector.bytes
                case .message: choice + vector.bytes
                case .json: choice + Array(json(message.type, vector.bytes).utf8)
                case .http: post(Array(json(message.type, vector.bytes).utf8.prefix(256)))
                }
            }
        }
    }

    private static func frame(_ payload: [UInt8]) -> [UInt8] {
        var frame: [UInt8] = []
        FrameHeader(
            kind: .request, method: Method.check.rawValue, requestID: 7, payloadByteCount: payload.count
        ).write(into: &frame)
        return frame + payload
    }

    private static func post(_ body: [UInt8]) -> [UInt8] {
        let head = "POST /v1/check HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.count)\r\n\r\n"
        return [UInt8(body.count & 0xFF)] + Array(head.utf8) + body
    }

    private static func json<M: Message>(_ type: M.Type, _ bytes: [UInt8]) -> String {
        (try? Wire.decode(type, from: bytes)).map { JSON.encode($0) } ?? ""
    }

    @Test(arguments: FuzzTarget.allCases)
    func `what was worth keeping brings nothing down`(target: FuzzTarget) throws {
        let kept = try Self.kept(target)
        #expect(kept.count > 20, "the corpus is there")
        for input in kept { target.run(input) }
    }

    @Test(arguments: FuzzTarget.allCases)
    func `what is right is read, and what was changed is refused or read`(target: FuzzTarget) {
        let random = RandomValues(seed: 9)
        for vector in Self.vectors(target) {
            // Not every payload is one of those that are read in two ways.
            #expect(target == .payload || target.run(vector) == 1, "\(vector)")
            for _ in 0..<4 { target.run(Self.changed(vector, random)) }
        }
    }

    private static func changed(_ bytes: [UInt8], _ random: RandomValues) -> [UInt8] {
        guard !bytes.isEmpty else { return bytes }
        var bytes = bytes
        for _ in 0...random.below(3) { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
        return Array(bytes.prefix(bytes.count - random.below(2)))
    }
}
