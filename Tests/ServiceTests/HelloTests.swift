// Who gets in: the first words on a connection.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct HelloTests {
    let cluster: SimulatedCluster

    init() throws { cluster = try SimulatedCluster(seed: 11, services: [.directory]) }

    private func hello(_ secret: String, versions: [UInt32] = [1]) -> Hello {
        .with {
            $0.protocolVersions = versions
            $0.client = "test"
            $0.token = secret
        }
    }

    /// Whether the connection is closed soon.
    private func closes(_ caller: SimulatedCaller) -> Bool {
        cluster.network.run(limit: 100_000) { caller.isClosed }
        return caller.isClosed
    }

    @Test func `a good Hello is welcomed with what the caller needs to know`() throws {
        let welcome = try cluster.stranger(.directory).call(hello(cluster.secret(of: "read")))
        #expect(welcome.protocolVersion == 1)
        #expect(welcome.service == "directory")
        #expect(welcome.instance.hasPrefix("directory-"))
        #expect(welcome.maximumFrame == 4 << 20)
        #expect(welcome.heartbeatMillis == 1_000)
        #expect(welcome.position.directoryEpoch != 0)
    }

    @Test func `a wrong token is refused and the connection closed`() {
        let caller = cluster.stranger(.directory)
        #expect(caller.refusal(of: hello("no-such-secret-anywhere"))?.code == .unauthenticated)
        #expect(closes(caller))
    }

    @Test func `an absent token is refused in words of its own`() {
        let caller = cluster.stranger(.directory)
        let failure = caller.refusal(of: hello(""))
        #expect(failure?.code == .unauthenticated)
        #expect(failure?.message.contains("empty") == true)
        #expect(closes(caller))
    }

    @Test func `a refusal never repeats what was presented`() {
        let failure = cluster.stranger(.directory).refusal(of: hello("a-secret-with-one-wrong-letter"))
        #expect(failure?.message.contains("wrong-letter") == false)
    }

    @Test func `a caller that speaks no version of ours is told which we speak`() {
        let caller = cluster.stranger(.directory)
        let failure = caller.refusal(of: hello(cluster.secret(of: "all"), versions: [2, 3]))
        #expect(failure?.code == .invalidArgument)
        #expect(failure?.message.contains("version 1") == true)
        #expect(closes(caller))
    }

    @Test func `a thousand versions are refused in a few words, and half a million unread`() throws {
        for (count, isRead) in [(1_000, true), (500_000, false)] {
            let caller = cluster.stranger(.directory)
            let versions = [UInt32](repeating: .max, count: count)
            let id = caller.send(hello(cluster.secret(of: "all"), versions: versions))
            let failure = try caller.failure(isRead ? id : 0)
            #expect(failure.code == .invalidArgument)
            #expect(failure.message.utf8.count < 500)
            #expect(closes(caller))
        }
    }

    @Test func `who says too much of itself is refused`() {
        let caller = cluster.stranger(.directory)
        var long = hello(cluster.secret(of: "all"))
        long.client = String(repeating: "x", count: 201)
        let failure = caller.refusal(of: long)
        #expect(failure?.code == .invalidArgument)
        #expect(failure?.message.contains("`client`") == true)
        #expect(closes(caller))
    }

    @Test func `one version in common is enough`() throws {
        let welcome = try cluster.stranger(.directory).call(
            hello(cluster.secret(of: "all"), versions: [9, 1]))
        #expect(welcome.protocolVersion == 1)
    }

    @Test func `a Hello that cannot be read is refused and the connection closed`() throws {
        let caller = cluster.stranger(.directory)
        caller.send(.request, method: Method.hello.rawValue, requestID: 7, payload: [0x0A, 0xFF])
        #expect(try caller.failure(7).code == .invalidArgument)
        #expect(closes(caller))
    }

    @Test(arguments: [FrameKind.ping, .cancel, .pong, .goingAway, .response])
    func `nothing but a request opens a conversation`(kind: FrameKind) throws {
        let caller = cluster.stranger(.directory)
        caller.send(kind, method: 0, requestID: 3)
        #expect(try caller.failure(3).code == .unauthenticated)
        #expect(closes(caller))
    }

    @Test func `no call is answered before Hello`() {
        let caller = cluster.stranger(.directory)
        #expect(caller.refusal(of: ServerStatusRequest())?.code == .unauthenticated)
        #expect(closes(caller))
    }

    @Test func `what is pipelined behind a refused Hello is not carried out`() throws {
        let caller = cluster.stranger(.directory)
        let first = caller.send(hello("no-such-secret-anywhere"))
        let second = caller.send(.organization("never"))
        #expect(try caller.failure(first).code == .unauthenticated)
        #expect(caller.wait(for: second) == nil)
        let reader = cluster.caller(.directory)
        #expect(reader.refusal(of: GetOrganizationRequest.with { $0.id = "never" })?.code == .notFound)
    }

    @Test func `what is pipelined behind a good Hello is answered`() throws {
        let caller = cluster.stranger(.directory)
        _ = caller.send(hello(cluster.secret(of: "all")))
        let second = caller.send(.organization("early"))
        let response = try caller.response(to: CreateOrganizationRequest.self, second)
        #expect(response.organization.id == "early")
    }

    @Test func `a second Hello is refused and the conversation goes on`() throws {
        let caller = cluster.caller(.directory)
        let failure = caller.refusal(of: hello(cluster.secret(of: "all")))
        #expect(failure?.code == .failedPrecondition)
        #expect(failure?.details?.state == "greeted")
        try caller.makeOrganization("still-talking")
    }

    @Test func `who says nothing for five seconds is shown out`() throws {
        let caller = cluster.stranger(.directory)
        cluster.advance(by: .seconds(4))
        #expect(!caller.isClosed)
        cluster.advance(by: .seconds(3))
        #expect(caller.isClosed)
        #expect(try caller.failure(0).code == .unauthenticated)
    }

    @Test func `a withdrawn token ends the conversations it opened, and no other`() throws {
        let withdrawn = cluster.caller(.directory, token: "read")
        let other = cluster.caller(.directory, token: "all")
        cluster.removeToken(name: "read")
        #expect(try withdrawn.failure(0).code == .unauthenticated)
        #expect(closes(withdrawn))
        try other.makeOrganization("unharmed")
        #expect(cluster.caller(.directory, token: "read").welcome == nil)
    }
}
