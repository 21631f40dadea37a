// What callers send wrong, frame by frame: each has its own clear answer, and only what must be is closed.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct FrameTests {
    let cluster: SimulatedCluster
    let caller: SimulatedCaller

    init() throws {
        cluster = try SimulatedCluster(seed: 31, services: [.directory])
        caller = cluster.caller(.directory)
    }

    private func goesOn() throws { try caller.makeOrganization("still-talking") }

    /// Whether the caller got one error frame with id 0 and was shown out.
    private func isBrokenOff() throws -> Failure {
        let failure = try caller.failure(0)
        cluster.network.run(limit: 100_000) { caller.isClosed }
        #expect(caller.isClosed)
        #expect(caller.answers.isEmpty)
        return failure
    }

    @Test func `an unknown method number is unimplemented`() throws {
        caller.send(.request, method: 9_999, requestID: 50)
        caller.send(.request, method: 511, requestID: 51)
        for id in [50, 51] as [UInt32] { #expect(try caller.failure(id).code == .unimplemented) }
        try goesOn()
    }

    @Test func `a call of another service says which`() throws {
        let failure = caller.refusal(of: CheckRequest())
        #expect(failure?.code == .unimplemented)
        #expect(failure?.message.contains("decision") == true)
        try goesOn()
    }

    @Test func `request id 0 is refused`() throws {
        caller.send(.request, method: Method.serverStatus.rawValue, requestID: 0)
        #expect(try caller.failure(0).code == .invalidArgument)
        try goesOn()
    }

    @Test func `a request id that is still unanswered is refused, and the first goes on waiting`() throws {
        let chunk = try #require(try caller.snapshot().last)
        let id = caller.subscribe(after: chunk)
        #expect(try caller.item(id).changes.isEmpty)
        caller.send(.request, method: Method.serverStatus.rawValue, requestID: id)
        let double = caller.stream(id) { $0.last?.kind == .error }
        #expect(try Wire.decode(Failure.self, from: #require(double.last).payload).code == .invalidArgument)
        // The stream still bears the id: it delivers, and can be cancelled.
        try caller.makeOrganization("still-fed")
        let fed = caller.stream(id) { frames in
            frames.contains {
                $0.kind == .streamItem
                    && (try? Wire.decode(FeedItem.self, from: $0.payload))?.changes.isEmpty == false
            }
        }
        #expect(!fed.isEmpty)
        caller.send(.cancel, method: 0, requestID: id)
        #expect(caller.stream(id) { $0.last?.kind == .streamEnd }.last?.kind == .streamEnd)
    }

    @Test func `a malformed payload fails only its own request`() throws {
        let method = Method.createOrganization.rawValue
        let first = caller.send(.organization("before"))
        caller.send(.request, method: method, requestID: 60, payload: [0x22, 0x7F])
        let last = caller.send(.organization("after"))
        #expect(try caller.response(to: CreateOrganizationRequest.self, first).organization.id == "before")
        let failure = try caller.failure(60)
        #expect(failure.code == .invalidArgument)
        #expect(failure.message.contains("createOrganization"))
        #expect(try caller.response(to: CreateOrganizationRequest.self, last).organization.id == "after")
    }

    @Test func `text that is not UTF-8 is refused`() throws {
        let method = Method.createOrganization.rawValue
        caller.send(.request, method: method, requestID: 61, payload: [0x22, 2, 0xC3, 0x28])
        #expect(try caller.failure(61).code == .invalidArgument)
        try goesOn()
    }

    @Test func `a frame of another protocol version is malformed`() throws {
        caller.send(bytes: [0, 0, 0, 12, 2, 0, 0, 2, 0, 0, 0, 9, 0, 0, 0, 0])
        #expect(try isBrokenOff().code == .invalidArgument)
    }

    @Test func `a frame too short for its header is malformed`() throws {
        caller.send(bytes: [0, 0, 0, 3, 1, 0, 0])
        #expect(try isBrokenOff().code == .invalidArgument)
    }

    @Test func `a frame longer than agreed is malformed before it has come`() throws {
        caller.send(bytes: [0, 0x40, 0, 1, 1, 0, 0, 2, 0, 0, 0, 9, 0, 0, 0, 0])
        #expect(try isBrokenOff().code == .invalidArgument)
    }

    @Test func `a frame of no kind is malformed`() throws {
        caller.send(bytes: [0, 0, 0, 12, 1, 99, 0, 2, 0, 0, 0, 9, 0, 0, 0, 0])
        #expect(try isBrokenOff().code == .invalidArgument)
    }

    @Test(arguments: [FrameKind.response, .error, .streamItem, .streamEnd])
    func `frames that only a service sends are no request`(kind: FrameKind) throws {
        caller.send(kind, method: 0, requestID: 4)
        #expect(try isBrokenOff().code == .invalidArgument)
    }

    @Test func `what came whole before a malformed frame is answered`() throws {
        let good = caller.send(.organization("whole"))
        caller.send(bytes: [0, 0, 0, 3, 1, 0, 0])
        #expect(try caller.response(to: CreateOrganizationRequest.self, good).organization.id == "whole")
        #expect(try isBrokenOff().code == .invalidArgument)
    }

    @Test func `a ping is answered with its own id`() throws {
        caller.send(.ping, method: 0, requestID: 77)
        #expect(caller.wait(for: 77)?.kind == .pong)
    }

    @Test func `commands of one connection are carried out in the order sent`() throws {
        try caller.makeOrganization("alpha")
        let ids = (0..<40).map { number in
            caller.send(
                UpdateOrganizationRequest.with {
                    $0.id = "alpha"
                    $0.name = "name \(number)"
                })
        }
        let versions = try ids.map {
            try caller.response(to: UpdateOrganizationRequest.self, $0).organization.version
        }
        #expect(versions == versions.sorted())
        #expect(Set(versions).count == versions.count)
        #expect(
            try caller.call(GetOrganizationRequest.with { $0.id = "alpha" }).organization.name == "name 39")
    }

    @Test func `a command whose answer would fit no frame is refused, and nothing of it stands`() throws {
        try caller.makeOrganization("large")
        // Each user comes back larger than it went: id and location are filled in.
        let name = String(repeating: "n", count: 200)
        let label = String(repeating: "d", count: 60)
        let local = String(repeating: "e", count: 50)
        let users = (0..<10_000).map { number in
            NewUser.with {
                $0.organization = "large"
                $0.email = "\(number)-\(local)@\(label).\(label).test"
                $0.displayName = name
            }
        }
        let request = ImportUsersRequest.with { $0.users = users }
        try #require(Wire.encode(request).count < 4 << 20)
        let refusal = caller.refusal(of: request)
        #expect(refusal?.message.contains("would not fit a frame") == true, "\(refusal?.message ?? "")")
        let page = try caller.call(ListUsersRequest.with { $0.organization = "large" })
        #expect(page.items.isEmpty)
    }
}
