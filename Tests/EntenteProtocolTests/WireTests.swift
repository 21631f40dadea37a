// The encoding's rules one by one, on the smallest bytes that show them.

import EntenteProtocol
import Testing

@Suite("Writing") struct WireEncodingTests {
    @Test func aPresentFalseTravels() {
        #expect(Wire.encode(UpdateUserRequest.with { $0.vip = false }) == [0x48, 0])
    }

    @Test func anEmptyListInAnOptionalMessageTravels() {
        let request = UpdateOrganizationRequest.with { $0.emailDomains = StringList() }
        #expect(Wire.encode(request) == [0x32, 0])
    }

    @Test func fieldsAreWrittenInTheOrderOfTheirNumbers() {
        // `action` has number 7 and is declared first.
        let answer = EffectiveAnswer.with {
            $0.action = "x"
            $0.verdict = .allow
        }
        #expect(Wire.encode(answer) == [8, 3, 0x3A, 1, 0x78])
        let response = EffectiveResponse.with { $0.answers = [answer, EffectiveAnswer()] }
        #expect(Wire.encode(response) == [0x0A, 5, 8, 3, 0x3A, 1, 0x78, 0x0A, 0])
    }

    @Test func numbersOfAListArePacked() {
        #expect(Wire.encode(Hello.with { $0.protocolVersions = [1, 300] }) == [0x0A, 3, 1, 0xAC, 2])
    }

    @Test func aNegativeNumberTakesTenBytes() {
        let bytes = Wire.encode(ListUsersRequest.with { $0.pageSize = -1 })
        #expect(bytes == [0x68, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1])
    }

    @Test func lengthsOfTwoBytesMakeRoomForThemselves() throws {
        let reply = GetUserResponse.with {
            $0.user.displayName = String(repeating: "x", count: 300)
            $0.position.directory = 9
        }
        let bytes = Wire.encode(reply)
        #expect(bytes.prefix(6) == [0x0A, 0xAF, 2, 0x22, 0xAC, 2])
        #expect(bytes.suffix(4) == [0x7A, 2, 0x10, 9])
    }

    @Test func appendingLeavesWhatWasThere() {
        var bytes: [UInt8] = [1, 2, 3]
        Wire.encode(GetUserRequest.with { $0.id = "a" }, appendingTo: &bytes)
        #expect(bytes == [1, 2, 3, 0x0A, 1, 0x61])
    }

    @Test func everyTypeOfTheMappingHasItsForm() throws {
        let sample = Sample.with {
            $0.double = 1
            $0.float = 1
            $0.bytes = [0, 255]
            $0.doubles = [0, 1]
            $0.words = [.allow, .unspecified]
            $0.blobs = [[], [1]]
            $0.small = -1
            $0.flags = [true, false]
        }
        let bytes = Wire.encode(sample)
        let expected: [[UInt8]] = [
            [0x09, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F], [0x15, 0, 0, 0x80, 0x3F], [0x1A, 2, 0, 255],
            [0x22, 16] + [0, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0, 0, 0, 0, 0xF0, 0x3F],
            [0x2A, 2, 3, 0], [0x32, 0, 0x32, 1, 1],
            [0x38, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1], [0x42, 2, 1, 0],
        ]
        #expect(bytes == expected.flatMap(\.self))
        #expect(try Wire.decode(Sample.self, from: bytes) == sample)
        #expect(try JSON.decode(Sample.self, from: JSON.encode(sample)) == sample)
    }
}

@Suite("Reading") struct WireDecodingTests {
    @Test func unknownFieldsAreSkipped() throws {
        let unknown: [UInt8] = [
            0xA0, 6, 5, 0xA1, 6, 1, 2, 3, 4, 5, 6, 7, 8, 0xA2, 6, 2, 9, 9, 0xA5, 6, 1, 2, 3, 4,
        ]
        let request = try Wire.decode(GetUserRequest.self, from: unknown + [0x0A, 1, 0x61] + unknown)
        #expect(request.id == "a")
    }

    @Test func anUnknownNumberOfAnEnumerationIsUnspecified() throws {
        #expect(try Wire.decode(CheckResponse.self, from: [8, 99]).verdict == .unspecified)
        #expect(try Wire.decode(UpdateUserRequest.self, from: [0x38, 99]).role == .unspecified)
    }

    @Test func ofASingleFieldTheLastValueStands() throws {
        #expect(try Wire.decode(GetUserRequest.self, from: [0x0A, 1, 0x61, 0x0A, 1, 0x62]).id == "b")
    }

    @Test func aMessageInTwoPiecesIsMerged() throws {
        let request = try Wire.decode(StatusRequest.self, from: [0x7A, 2, 8, 1, 0x7A, 4, 8, 2, 16, 3])
        #expect(request.atLeast == Position(directoryEpoch: 2, directory: 3))
        let lists = try Wire.decode(
            UpdateOrganizationRequest.self, from: [0x32, 2, 10, 0, 0x32, 3, 10, 1, 0x61])
        #expect(lists.emailDomains == StringList(["", "a"]))
    }

    @Test func numbersOfAListMayComeOneByOneToo() throws {
        let bytes: [UInt8] = [8, 1, 0x0A, 0, 0x0A, 2, 2, 3, 8, 4]
        #expect(try Wire.decode(Hello.self, from: bytes).protocolVersions == [1, 2, 3, 4])
    }

    @Test func fieldsMayComeInAnyOrder() throws {
        let request = try Wire.decode(CheckRequest.self, from: [0x1A, 1, 0x63, 0x0A, 1, 0x61, 0x12, 1, 0x62])
        #expect([request.actor, request.action, request.target] == ["a", "b", "c"])
    }

    @Test func aNumberTooWideForItsTypeLosesItsUpperBits() throws {
        let bytes: [UInt8] = [0x68, 0x85, 0x80, 0x80, 0x80, 0x10]
        #expect(try Wire.decode(ListUsersRequest.self, from: bytes).pageSize == 5)
    }
}

@Suite("Hostile bytes") struct HostileWireTests {
    private func problem<M: Message>(_ type: M.Type, _ bytes: [UInt8]) -> WireProblem? {
        do {
            _ = try Wire.decode(type, from: bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test func anEndInsideAValueIsRefused() {
        #expect(problem(GetUserRequest.self, [0x80]) == .truncated(field: "#0"))
        #expect(problem(ListUsersRequest.self, [0x68, 0x80]) == .truncated(field: "#13"))
        #expect(problem(GetUserRequest.self, [0xA1, 6, 1, 2]) == .truncated(field: "#100"))
        #expect(problem(Hello.self, [0x0A, 1, 0x80]) == .truncated(field: "protocolVersions[0]"))
    }

    @Test func aLengthPastTheEndIsRefused() {
        #expect(problem(GetUserRequest.self, [0x0A, 2, 0x61]) == .lengthPastEnd(field: "#1"))
        let huge: [UInt8] = [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]
        #expect(problem(GetUserRequest.self, huge) == .lengthPastEnd(field: "#1"))
        #expect(problem(StatusRequest.self, [0x7A, 2, 0x0A, 9]) == .lengthPastEnd(field: "atLeast.#1"))
    }

    @Test func aNumberOfMoreThanTenBytesIsRefused() {
        let long = [0x68] + [UInt8](repeating: 0x80, count: 10) + [0]
        #expect(problem(ListUsersRequest.self, long) == .overlongVarint(field: "#13"))
        let wide = [0x68] + [UInt8](repeating: 0xFF, count: 9) + [2]
        #expect(problem(ListUsersRequest.self, wide) == .overlongVarint(field: "#13"))
    }

    @Test func anotherWireTypeIsRefused() {
        #expect(problem(GetUserRequest.self, [8, 1]) == .wrongType(field: "id"))
        #expect(problem(ListUsersRequest.self, [0x6A, 1, 1]) == .wrongType(field: "pageSize"))
        #expect(problem(StatusRequest.self, [0x78, 1]) == .wrongType(field: "atLeast"))
        #expect(problem(CheckBatchRequest.self, [0x0A, 0, 8, 1]) == .wrongType(field: "checks[1]"))
        #expect(problem(Hello.self, [0x0D, 1, 2, 3, 4]) == .wrongType(field: "protocolVersions[0]"))
        let mixed: [UInt8] = [8, 1, 0x0A, 1, 0x61]
        #expect(problem(GetUserRequest.self, mixed) == .wrongType(field: "id"))
    }

    @Test func groupsAndUnheardOfWireTypesAreRefused() {
        for type in [3, 4, 6, 7] as [UInt8] {
            #expect(problem(GetUserRequest.self, [0x50 | type]) == .unsupportedType(field: "#10"))
        }
    }

    @Test func fieldNumbersOutsideTheirRangeAreRefused() {
        #expect(problem(GetUserRequest.self, [0, 1]) == .badFieldNumber(field: "#0"))
        let beyond: [UInt8] = [0x80, 0x80, 0x80, 0x80, 0x10, 0]
        #expect(problem(GetUserRequest.self, beyond) == .badFieldNumber(field: "#536870912"))
    }

    @Test func textThatIsNotUTF8IsRefused() {
        let encodings: [[UInt8]] = [
            [0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80],
        ]
        for bytes in encodings {
            let payload = [0x0A, UInt8(bytes.count)] + bytes
            #expect(problem(GetUserRequest.self, payload) == .invalidText(field: "id"))
            // Also where a later value stands.
            #expect(problem(GetUserRequest.self, payload + [0x0A, 0]) == .invalidText(field: "id"))
        }
        let nested: [UInt8] = [0x0A, 0, 0x0A, 3, 0x0A, 1, 0xFF]
        #expect(problem(CheckBatchRequest.self, nested) == .invalidText(field: "checks[1].actor"))
    }

    @Test func nestingHasALimit() throws {
        func nested(_ depth: Int) -> [UInt8] {
            var bytes: [UInt8] = []
            for _ in 0..<depth { bytes = [0x0A, UInt8(bytes.count)] + bytes }
            return bytes
        }
        #expect(problem(Nest.self, nested(Wire.nestingLimit)) == nil)
        let path = Array(repeating: "inner[0]", count: Wire.nestingLimit + 1).joined(separator: ".")
        #expect(problem(Nest.self, nested(Wire.nestingLimit + 1)) == .nestedTooDeep(field: path))
        // What is not known is not entered.
        #expect(problem(Hello.self, [0x7A, UInt8(nested(60).count)] + nested(60)) == nil)
    }

    @Test func theNumberOfFieldsHasALimit() {
        let fields = [[UInt8]](repeating: [0x0A, 0], count: Wire.fieldLimit).flatMap(\.self)
        #expect(problem(StringList.self, fields) == nil)
        #expect(problem(StringList.self, fields + [0x0A, 0]) == .tooManyFields(field: "#1"))
        #expect(problem(StatusRequest.self, [0x7A, 0] + fields.map { $0 == 0x0A ? 0x7A : $0 }) != nil)
    }

    @Test func bytesWhereNoneBelongAreLookedAtToo() {
        #expect(problem(SnapshotRequest.self, [0x0A]) == .truncated(field: "#1"))
    }

    @Test func everyProblemSaysWhichField() {
        let problems: [WireProblem] = [
            .truncated(field: "a.b"), .overlongVarint(field: "a.b"), .lengthPastEnd(field: "a.b"),
            .badFieldNumber(field: "a.b"), .unsupportedType(field: "a.b"), .wrongType(field: "a.b"),
            .invalidText(field: "a.b"), .nestedTooDeep(field: "a.b"), .tooManyFields(field: "a.b"),
            .refused(field: "a.b", reason: "no"),
        ]
        for problem in problems { #expect(problem.message.contains("`a.b`")) }
    }
}

/// A message of the types no released message has.
struct Sample: Message {
    var double: Double = 0
    var float: Float = 0
    var bytes: [UInt8] = []
    var doubles: [Double] = []
    var words: [Verdict] = []
    var blobs: [[UInt8]] = []
    var small: Int8 = 0
    var flags: [Bool] = []

    enum CodingKeys: Int, CodingKey {
        case double = 1
        case float = 2
        case bytes = 3
        case doubles = 4
        case words = 5
        case blobs = 6
        case small = 7
        case flags = 8
    }
}

/// A message within itself.
struct Nest: Message {
    var inner: [Nest] = []

    enum CodingKeys: Int, CodingKey { case inner = 1 }
}
