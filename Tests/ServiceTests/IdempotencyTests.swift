// A command that carries a request key is done once, however often it is asked for.
//
// A repeat answers the first's answer, byte for byte but for the position: that is of the moment of
// answering, as in every answer.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct IdempotencyTests {
    let cluster: SimulatedCluster
    let caller: SimulatedCaller

    init() throws {
        cluster = try SimulatedCluster(seed: 61, services: [.directory])
        caller = cluster.caller(.directory)
    }

    private func withoutPosition(_ response: CreateOrganizationResponse) -> [UInt8] {
        var response = response
        response.position = Position()
        return Wire.encode(response)
    }

    /// Without an id, so that every real creation gives another.
    private func nameless(_ key: String, name: String = "n") -> CreateOrganizationRequest {
        .with {
            $0.name = name
            $0.requestKey = key
        }
    }

    @Test func `a repeat answers what the first answered`() throws {
        let first = try caller.call(nameless("k"))
        let again = try caller.call(nameless("k"))
        #expect(again.organization.id == first.organization.id)
        #expect(withoutPosition(again) == withoutPosition(first))
        #expect(again.position == first.position, "nothing has happened since")
        try caller.makeOrganization("other")
        let late = try caller.call(nameless("k"))
        #expect(withoutPosition(late) == withoutPosition(first))
        #expect(late.position.directory > first.position.directory)
        #expect(try caller.call(ListOrganizationsRequest()).items.count == 2)
    }

    @Test func `a repeat pipelined behind the first, in the same turn, is a repeat`() throws {
        let ids = (0..<10).map { _ in caller.send(nameless("k")) }
        let made = try ids.map { try caller.response(to: CreateOrganizationRequest.self, $0).organization.id }
        #expect(Set(made).count == 1)
    }

    @Test func `another content under the same key is a conflict`() throws {
        _ = try caller.call(nameless("k"))
        #expect(caller.refusal(of: nameless("k", name: "another"))?.code == .conflict)
        #expect(try caller.call(ListOrganizationsRequest()).items.count == 1)
    }

    @Test func `keys count for one token, one actor and one call`() throws {
        let first = try caller.call(nameless("k"))
        let other = cluster.caller(.directory, token: "operate")
        #expect(try other.call(nameless("k")).organization.id != first.organization.id)
        let user = CreateUserRequest.with {
            $0.requestKey = "k"
            $0.organization = first.organization.id
            $0.email = "a@b.test"
            $0.displayName = "a"
            $0.role = .admin
        }
        let admin = try caller.call(user).user.id
        var asAdmin = user
        asAdmin.actor = admin
        asAdmin.email = "c@d.test"
        #expect(try caller.call(asAdmin).user.id != admin)
    }

    @Test func `a refusal is not kept: the same command may be tried again`() throws {
        let user = CreateUserRequest.with {
            $0.requestKey = "k"
            $0.organization = "later"
            $0.email = "a@later.test"
            $0.displayName = "a"
        }
        #expect(caller.refusal(of: user)?.code == .notFound)
        try caller.makeOrganization("later")
        #expect(caller.refusal(of: user) == nil)
    }

    @Test func `a repeat after a restart is a repeat`() throws {
        let first = try caller.call(nameless("k"))
        try cluster.restart(.directory)
        let again = try cluster.caller(.directory).call(nameless("k"))
        #expect(withoutPosition(again) == withoutPosition(first))
    }

    @Test func `a key is forgotten after a day, and not before`() throws {
        let first = try caller.call(nameless("k"))
        cluster.network.clock.advance(by: .seconds(23 * 3_600))
        cluster.advance(by: .seconds(5))
        let within = try cluster.caller(.directory).call(nameless("k"))
        #expect(within.organization.id == first.organization.id)
        cluster.network.clock.advance(by: .seconds(3_600))
        cluster.advance(by: .seconds(5))
        let after = try cluster.caller(.directory).call(nameless("k"))
        #expect(after.organization.id != first.organization.id)
    }

    @Test func `a malformed key is refused`() {
        let long = String(repeating: "k", count: 1_000)
        #expect(caller.refusal(of: nameless(long))?.code == .invalidArgument)
    }
}
