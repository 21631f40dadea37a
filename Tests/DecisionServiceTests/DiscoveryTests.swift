// Finding people in a whole cluster: what is answered, to whom, and how soon changes show.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct DiscoveryTests {
    private let world: SmallWorld

    init() throws {
        world = try SmallWorld(seed: 231)
        for (user, organization) in [("amy", "alpha"), ("abe", "alpha"), ("ben", "beta")] {
            try world.make(user, of: organization)
        }
        try world.make("gamma")
        try world.make("gus", of: "gamma")
        try world.enable()
    }

    private func request(
        _ prefix: String, by viewer: String = "ann", limit: Int32 = 0, atLeast: Position? = nil
    ) -> DiscoverRequest {
        .with {
            $0.viewer = viewer
            $0.prefix = prefix
            $0.limit = limit
            $0.atLeast = atLeast ?? world.seen
        }
    }

    private func find(
        _ prefix: String, by viewer: String = "ann", limit: Int32 = 0, atLeast: Position? = nil
    ) throws -> [String] {
        let found = try world.decision.call(request(prefix, by: viewer, limit: limit, atLeast: atLeast))
        return found.items.map(\.id)
    }

    @Test func `a row of searches takes turns with everybody else's requests`() throws {
        let counters = world.cluster.server(.decision).counters
        let caller = world.decision
        /// The most requests that one turn answers until all of `ids` are answered.
        func mostAtOnce(_ ids: [UInt32]) -> UInt64 {
            var (before, most) = (counters.requestCount, UInt64(0))
            world.cluster.network.run {
                most = max(most, counters.requestCount - before)
                before = counters.requestCount
                return caller.answers.count >= ids.count
            }
            for id in ids { #expect(caller.take(id).map(\.kind) == [.response]) }
            return most
        }
        #expect(mostAtOnce((0..<40).map { _ in caller.send(request("A")) }) == 1)
        #expect(mostAtOnce((0..<40).map { _ in caller.send(world.question("ann", "bob")) }) > 1)
        let batch = CheckBatchRequest.with {
            $0.checks = (0..<2_000).map { _ in CheckItem("ann", "chat.start", "bob") }
        }
        #expect(mostAtOnce((0..<5).map { _ in caller.send(batch) }) == 1)
    }

    @Test func `a search tells names, organizations and the addresses that may be read`() throws {
        let found = try world.decision.call(request("A"))
        #expect(found.items.map(\.id) == ["abe", "amy"])
        #expect(found.items.map(\.displayName) == ["abe", "amy"])
        #expect(found.items.map(\.organization) == ["alpha", "alpha"])
        #expect(found.items.map(\.email) == ["abe@alpha.test", "amy@alpha.test"])
        #expect(!found.truncated && found.position.directory == world.seen.directory)
        let partners = try world.decision.call(request("b")).items
        #expect(partners.map(\.id) == ["ben", "bob"] && partners.allSatisfy { $0.email == nil })
        #expect(try find("", by: "gus") == [])
        #expect(try find("amy@alpha") == ["amy"] && find("amy@alpha", by: "bob") == [])
    }

    @Test func `a limit is kept, and what is beyond it is said`() throws {
        let all = try world.decision.call(request(""))
        #expect(all.items.map(\.id) == ["abe", "amy", "ben", "bob"] && !all.truncated)
        let some = try world.decision.call(request("", limit: 3))
        #expect(some.items.map(\.id) == ["abe", "amy", "ben"] && some.truncated)
        #expect(try find("", limit: 100).count == 4)
    }

    @Test func `twenty are found where no limit is given`() throws {
        var position = Position()
        for number in 10..<35 {
            position = try world.cluster.caller(.directory).call(
                CreateUserRequest.with {
                    $0.id = "n\(number)"
                    $0.organization = "alpha"
                    $0.email = "n\(number)@alpha.test"
                    $0.displayName = "Nora \(number)"
                }
            ).position
        }
        let found = try world.decision.call(request("nora", atLeast: position))
        #expect(found.items.map(\.id) == (10..<30).map { "n\($0)" } && found.truncated)
        #expect(try find("nora", limit: 100).count == 25)
    }

    @Test func `what changes in the directory shows at once`() throws {
        let directory = world.cluster.caller(.directory)
        let renamed = try directory.call(
            UpdateUserRequest.with {
                $0.id = "amy"
                $0.displayName = "Zara"
                $0.email = "quick@alpha.test"
            })
        #expect(try find("amy", atLeast: renamed.position) == [])
        #expect(try find("zA") == ["amy"] && find("quick") == ["amy"])
        let gone = try directory.call(DeactivateUserRequest.with { $0.id = "amy" })
        #expect(try find("za", atLeast: gone.position) == [] && find("", by: "amy") == [])
        let back = try directory.call(ReactivateUserRequest.with { $0.id = "amy" })
        #expect(try find("za", atLeast: back.position) == ["amy"])
        let suspended = try directory.call(SuspendOrganizationRequest.with { $0.id = "beta" })
        #expect(try find("b", atLeast: suspended.position) == [] && find("", by: "bob") == [])
        let resumed = try directory.call(ResumeOrganizationRequest.with { $0.id = "beta" })
        #expect(try find("b", atLeast: resumed.position) == ["ben", "bob"])
    }

    @Test func `a partnership that is disabled closes both sides at once`() throws {
        let disabled = try world.cluster.caller(.partnership).call(
            DisablePartnershipRequest.with {
                $0.actor = "bob"
                $0.partnership = "p"
            })
        #expect(try find("b", atLeast: disabled.position) == [])
        #expect(try find("a", by: "bob") == [])
    }

    /// Nobody tells the node that the terms have ended: its clock does.
    @Test func `terms end by the node's own clock`() throws {
        let partnership = world.cluster.caller(.partnership)
        let end = world.cluster.network.clock.wall + 3_000
        let seen = world.seen
        let proposed = try partnership.call(
            ProposePartnershipRequest.with {
                $0.id = "q"
                $0.actor = "gus"
                $0.memberEmail = "ann@alpha.test"
                $0.termsExpireAt = end
                $0.atLeast = seen
            })
        let accepted = try partnership.call(
            AcceptProposalRequest.with {
                $0.actor = "ann"
                $0.partnership = "q"
                $0.atLeast = proposed.position
            })
        #expect(try find("gus", atLeast: accepted.position) == ["gus"])
        world.part(from: .partnership)
        world.cluster.advance(by: .seconds(4))
        #expect(try find("gus") == [])
    }

    @Test func `a node that begins anew finds the same`() throws {
        let before = try world.decision.call(request(""))
        try world.cluster.restart(.decision)
        #expect(world.cluster.settle())
        let after = try world.cluster.caller(.decision).call(request(""))
        #expect(after.items == before.items)
    }

    @Test func `what is wrong with a search is named`() throws {
        let long = String(repeating: "x", count: 256)
        #expect(try find(long) == [] && find(String(repeating: "é", count: 128)) == [])
        let wrong: [(FailureCode, DiscoverRequest, String)] = [
            (.invalidArgument, request("a", limit: -1), "`limit`"),
            (.invalidArgument, request("a", limit: 101), "`limit`"),
            (.invalidArgument, request(long + "x"), "`prefix`"),
            (.invalidArgument, request("a", by: ""), "`viewer`"),
            (.invalidArgument, request("a", by: "no such user"), "`viewer`"),
            (.invalidArgument, request("a", by: "nobody", limit: -1), "`limit`"),
            (.notFound, request("a", by: "nobody"), "`viewer`"),
        ]
        for (code, request, field) in wrong {
            let refusal = world.decision.refusal(of: request)
            #expect(refusal?.code == code && refusal?.message.contains(field) == true, "\(field)")
        }
        let stale = world.decision.refusal(
            of: .with {
                $0.viewer = "ann"
                $0.maxStalenessMillis = -1
            } as DiscoverRequest)
        #expect(stale?.code == .invalidArgument)
    }

    @Test func `a bound token searches for its organization's people only`() throws {
        world.cluster.addToken(name: "bound", scopes: "check", organization: "alpha")
        let bound = world.cluster.caller(.decision, token: "bound")
        #expect(try bound.call(request("b")).items.map(\.id) == ["ben", "bob"])
        let unknown = bound.refusal(of: request("b", by: "nobody"))
        let foreign = bound.refusal(of: request("b", by: "bob"))
        #expect(foreign?.code == .permissionDenied)
        #expect(foreign == unknown, "nothing says which ids there are")
        #expect(bound.refusal(of: request("b", by: "", limit: -1))?.code == .permissionDenied)
        let reader = world.cluster.caller(.decision, token: "read")
        #expect(reader.refusal(of: request("b"))?.code == .permissionDenied)
    }

    @Test func `a node that has not heard a source for too long finds nobody`() throws {
        world.part(from: .directory)
        world.cluster.advance(by: .seconds(12))
        #expect(world.decision.refusal(of: request(""))?.code == .unavailable)
    }
}
