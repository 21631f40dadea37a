import EntenteProtocol
import Replica
import Testing

@testable import Engine

/// However many people and partners there are and whatever is searched: only so many are looked at, and what
/// was left out is said.
@Suite struct DiscoveryBoundsTests {
    private let replica = Replica(seed: 1, keepsNames: true)
    private let limits = DiscoveryLimits()

    /// acme has 4,000 people of one name, all but the last of whom block ann, and 300 partners with four
    /// people each.
    init() {
        let staging = replica.stage(.directory)
        var facts = [
            Fact.organization("acme"), .startLocation(of: "acme"), Self.person("ann", "Ann", "acme"),
        ]
        for number in 1...4_000 {
            let id = "a\(10_000 + number)"
            facts.append(Self.person(id, "Mary Brown", "acme"))
            if number < 4_000 { facts.append(.setting(id, "ann", .blocked)) }
        }
        for number in 1...300 {
            let partner = "o\(number)"
            facts += [.organization(partner), .startLocation(of: partner)]
            facts += (1...4).map { Self.person("\(partner)-\($0)", "Person \($0) of \(partner)", partner) }
        }
        staging.apply(facts)
        replica.install(staging, Progress(epoch: 1, revision: 1, digest: 1))
        replica.apply(
            (1...300).map {
                .partnership("p\($0)", $0 % 2 == 0 ? "acme" : "o\($0)", $0 % 2 == 0 ? "o\($0)" : "acme")
            })
    }

    private static func person(_ id: String, _ name: String, _ organization: String) -> Fact {
        .user(id, of: organization) {
            $0.displayName = name
            $0.email = "mail-\(id)@\(organization).test"
        }
    }

    private func search(_ prefix: String, by viewer: String = "ann", limit: Int = 20) throws -> Discovery {
        let engine = Engine(replica: replica, cacheEntryCount: 0)
        let viewer = try #require(replica.user(viewer))
        let found = engine.discover(viewer: viewer, prefix: prefix, limit: limit, now: 0)
        #expect(found.candidateCount <= limits.candidateMaximum + limits.emailMaximum, "`\(prefix)`")
        #expect(found.partnerCount <= limits.partnerMaximum, "`\(prefix)`")
        return found
    }

    @Test func aNameOfThousandsWhoBlockTheViewerIsGivenUp() throws {
        let found = try search("mary")
        #expect(found.users.isEmpty && found.truncated)
        #expect(found.candidateCount == limits.candidateMaximum)
        let other = try search("mary", by: "a14000")
        #expect(other.users.count == 20 && other.truncated && other.candidateCount <= 22)
    }

    @Test(arguments: ["", "p", "person", "person 1", "m", "mail-", "mail-a1", "z"])
    func littleIsLookedAtWhateverIsSearched(prefix: String) throws {
        let found = try search(prefix)
        #expect(found.truncated == (prefix != "z"))
        #expect(found.users.count <= 20)
    }

    /// Few bear the name, so they are found wherever they are: partners beyond the bound too.
    @Test func whoHasARareNameIsFoundAtTheLastPartnerToo() throws {
        for number in [150, 299, 300] {
            let found = try search("person 3 of o\(number)", limit: 100)
            #expect(found.users.contains { replica.id($0.user) == "o\(number)-3" }, "o\(number)")
            #expect(!found.truncated && found.partnerCount == 0)
        }
        #expect(try search("person 3", limit: 100).users.count == 100)
    }

    @Test func addressesOfThousandsAreGivenUpToo() throws {
        let found = try search("mail-a1")
        #expect(found.users.isEmpty && found.truncated)
        #expect(found.candidateCount == limits.emailMaximum)
        let last = try search("mail-a14000")
        #expect(last.users.map { replica.id($0.user) } == ["a14000"] && !last.truncated)
    }

    /// What is looked at does not grow with the organization, only with what is asked for.
    @Test func aPageCostsWhatItHolds() throws {
        for limit in [1, 5, 100] {
            let found = try search("person", limit: limit)
            #expect(found.users.count == limit)
            #expect(found.candidateCount <= limit + 1)
        }
    }
}
