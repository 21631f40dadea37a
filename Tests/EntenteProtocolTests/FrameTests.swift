import EntenteProtocol
import TestSupport
import Testing

@Suite("Frames") struct FrameTests {
    private let header = FrameHeader(
        kind: .request, method: 0x0102, requestID: 0x0304_0506, timeLeftMillis: 0x0708_090A,
        payloadByteCount: 0x30000)
    private let bytes: [UInt8] = [0, 3, 0, 12, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

    @Test func aHeaderIsSixteenBytesBigEndian() throws {
        var written: [UInt8] = []
        header.write(into: &written)
        #expect(written == bytes)
        #expect(try FrameHeader.parse(bytes.span.bytes) == header)
        #expect(header.payloadByteCount == 0x30000)
        #expect(header.frameByteCount == 0x30010)
    }

    @Test func everyKindComesBack() throws {
        for kind in FrameKind.allCases {
            var written: [UInt8] = []
            FrameHeader(kind: kind, method: .max, requestID: .max).write(into: &written)
            let header = try #require(try FrameHeader.parse(written.span.bytes))
            #expect(header.kind == kind)
            #expect(header.method == .max)
            #expect(header.call == nil)
        }
    }

    @Test func anUnfinishedHeaderIsWaitedFor() throws {
        for count in 0..<16 {
            #expect(try FrameHeader.parse(bytes.span.bytes.extracting(first: count)) == nil)
        }
    }

    @Test func whatIsWrongIsFoundAsSoonAsItIsThere() {
        func problem(_ bytes: [UInt8], limit: Int = Frame.byteLimit) -> FrameProblem? {
            do {
                _ = try FrameHeader.parse(bytes.span.bytes, maximumLength: limit)
                return nil
            } catch {
                return error
            }
        }
        #expect(problem([0, 0, 0, 11]) == .tooShort(length: 11))
        #expect(problem([0, 0, 0, 12]) == nil)
        #expect(problem([0, 0x40, 0, 0]) == nil)
        #expect(problem([0, 0x40, 0, 1]) == .tooLong(length: 4_194_305, limit: 4_194_304))
        #expect(problem([255, 255, 255, 255]) == .tooLong(length: .max, limit: 4_194_304))
        #expect(problem([0, 0, 0, 101], limit: 100) == .tooLong(length: 101, limit: 100))
        #expect(problem([0, 0, 0, 12, 2]) == .unsupportedVersion(2))
        #expect(problem([0, 0, 0, 12, 1, 10]) == .unknownKind(10))
    }

    @Test func aFrameMayBeBegunBeforeItsPayloadIsKnown() throws {
        var output: [UInt8] = [9, 9]
        let start = FrameHeader.begin(kind: .response, method: 301, requestID: 7, in: &output)
        Wire.encode(GetUserRequest.with { $0.id = "ada" }, appendingTo: &output)
        FrameHeader.finish(at: start, in: &output)
        let frame = Array(output[start...])
        let header = try #require(try FrameHeader.parse(frame.span.bytes))
        #expect(header == FrameHeader(kind: .response, method: 301, requestID: 7, payloadByteCount: 5))
        #expect(header.call == .check)
    }

    @Test func theFrameInTheREADMEIsTheOneWeWrite() throws {
        let check = CheckRequest.with {
            $0.actor = "ada"
            $0.action = "chat.start"
            $0.target = "grace"
        }
        let payload = Wire.encode(check)
        var header: [UInt8] = []
        FrameHeader(
            kind: .request, method: Method.check.rawValue, requestID: 2, payloadByteCount: payload.count
        )
        .write(into: &header)
        let text = try #require(Repository.text("Protocol/README.md"))
        let lines = text.split(separator: "\n").map { line in String(line.filter { $0 != " " }) }
        #expect(lines.contains(header.hexadecimal))
        #expect(lines.contains(payload.hexadecimal))
    }

    @Test func anyBytesAreAFrameOrAProblem() {
        for byte in UInt8.min...UInt8.max {
            for count in 0...20 {
                let bytes = [UInt8](repeating: byte, count: count)
                _ = try? FrameHeader.parse(bytes.span.bytes)
            }
        }
    }
}
