import EntenteProtocol
import Replica
import Testing

@testable import Engine

/// Who finds whom, case by case.
@Suite struct DiscoveryTests {
    private let replica = Replica(seed: 1, keepsNames: true)
    private let engine: Engine

    init() {
        engine = Engine(replica: replica, cacheEntryCount: 0)
        for organization in ["acme", "bolt", "core"] {
            replica.apply(.organization(organization), .startLocation(of: organization))
        }
        replica.apply(
            person("ann", "Ann Smith", of: "acme"), person("amy", "Amy Smith", of: "acme"),
            person("bob", "Anna Bolt", of: "bolt"), person("cid", "Ann Core", of: "core"),
            .partnership("p", "acme", "bolt", termsExpireAt: 5_000))
    }

    private func person(
        _ id: String, _ name: String, of organization: String, email: String? = nil,
        _ change: (inout User) -> Void = { _ in }
    ) -> Fact {
        .user(id, of: organization) {
            $0.displayName = name
            $0.email = email ?? "\(id)@\(organization).test"
            change(&$0)
        }
    }

    private func find(
        _ prefix: String, by viewer: String = "ann", limit: Int = 20, now: Int64 = 0
    ) -> [String] {
        search(prefix, by: viewer, limit: limit, now: now).users.map { replica.id($0.user) }
    }

    private func search(
        _ prefix: String, by viewer: String = "ann", limit: Int = 20, now: Int64 = 0,
        limits: DiscoveryLimits = DiscoveryLimits()
    ) -> Discovery {
        guard let viewer = replica.user(viewer) else { return Discovery() }
        return engine.discover(viewer: viewer, prefix: prefix, limit: limit, now: now, limits: limits)
    }

    // MARK: who

    @Test func oneFindsOnesOwnPeopleAndThoseOfPartnersButNotOneself() {
        #expect(find("") == ["amy", "bob"])
        #expect(find("", by: "bob") == ["amy", "ann"])
        #expect(find("", by: "cid") == [])
        #expect(find("ann", by: "bob") == ["ann"])
    }

    @Test func theWholeNameOrAddressBeginsSoInAnyCase() {
        #expect(find("AMY S") == ["amy"])
        #expect(find("smith") == [])
        #expect(find("Amy@ACME") == ["amy"])
        #expect(find("y") == [])
        replica.apply(person("eve", "Émilie Über", of: "acme"))
        #expect(find("éMILIE ü") == ["eve"])
        #expect(find("emilie") == [])
        #expect(find("e\u{301}milie") == [], "another spelling is another name, as it is for addresses")
    }

    @Test func theyComeByNameAndThenByID() {
        replica.apply(
            person("z", "amy smith", of: "acme"), person("b", "AMY SMITH", of: "bolt"),
            person("a", "Amy Smithson", of: "acme"), person("B", "amy Smith", of: "acme"))
        #expect(find("amy") == ["B", "amy", "b", "z", "a"])
        #expect(find("amy", limit: 2) == ["B", "amy"])
        #expect(search("amy", limit: 2).truncated && search("amy", limit: 4).truncated)
        #expect(!search("amy", limit: 5).truncated && !search("amy", limit: 6).truncated)
    }

    @Test func whoBlocksTheViewerIsNotFound() {
        replica.apply(.setting("amy", "ann", .blocked))
        #expect(find("") == ["bob"])
        #expect(find("", by: "bob") == ["amy", "ann"])
        replica.apply(.setting("amy", "ann", .unknown))
        #expect(find("") == ["amy", "bob"])
        replica.apply(.setting("bob", "ann", .blocked))
        #expect(find("") == ["amy"])
        replica.apply(.settingDeleted("bob", "ann"))
        #expect(find("") == ["amy", "bob"])
        replica.apply(.location("default", of: "bolt", same: .employee, other: .employee, outside: .blocked))
        #expect(find("") == ["amy"])
        replica.apply(person("bob", "Anna Bolt", of: "bolt") { $0.vip = true })
        #expect(
            find("") == ["amy", "bob"], "to a VIP everybody is unknown, and blocked by nobody's location")
    }

    /// A team gives what a location does not.
    @Test func aSharedTeamFindsWhomTheLocationWouldHide() {
        replica.apply(.location("default", of: "acme", same: .blocked, other: .blocked, outside: .external))
        #expect(find("a") == ["bob"])
        replica.apply(
            .team("t", of: "acme", level: .unknown), .membership("ann", in: "t"), .membership("amy", in: "t"))
        #expect(find("a") == ["amy", "bob"])
    }

    // MARK: addresses

    @Test func addressesAreShownWhereTheRightAllows() {
        #expect(search("").users.map(\.showsEmail) == [true, false])
        replica.apply(.organization("acme", minimums: ["contact.read-email": .teamColleague]))
        #expect(search("").users.map(\.showsEmail) == [false, false])
        replica.apply(.setting("amy", "ann", .assistant))
        #expect(search("").users.map(\.showsEmail) == [true, false])
        replica.apply(.setting("bob", "ann", .assistantPlus))
        #expect(search("").users.map(\.showsEmail) == [true, false], "never across organizations")
    }

    @Test func anAddressIsMatchedOnlyByWhomItMayBeShownTo() {
        replica.apply(person("zoe", "Zoe", of: "acme", email: "amber@acme.test"))
        #expect(find("am") == ["amy", "zoe"])
        #expect(find("am", by: "bob") == ["amy"])
        replica.apply(.setting("zoe", "ann", .external))
        #expect(find("am") == ["amy"])
        #expect(find("zoe") == ["zoe"])
    }

    @Test func whoFitsByNameAndByAddressIsFoundOnce() {
        #expect(find("amy") == ["amy"])
        replica.apply(person("amos", "Xavier", of: "acme", email: "amy.x@acme.test"))
        #expect(find("amy") == ["amy", "amos"])
    }

    // MARK: changes show at once

    @Test func aNewNameIsFoundAndTheOldOneIsNot() {
        replica.apply(person("amy", "Zara Quick", of: "acme"))
        #expect(find("amy s") == [] && find("zara") == ["amy"])
        replica.apply(person("amy", "Zara Quick", of: "acme", email: "q@acme.test"))
        #expect(find("amy@") == [] && find("q@") == ["amy"])
        #expect(replica.user("amy").map { replica.name(of: $0) } == "Zara Quick")
        #expect(replica.user("amy").map { replica.email(of: $0) } == "q@acme.test")
        replica.apply(person("amy", "Zara Quick", of: "bolt", email: "q@acme.test"))
        #expect(find("zara") == ["amy"] && find("q@") == [])
        #expect(find("zara", by: "cid") == [])
    }

    @Test func whoIsDeactivatedNeitherFindsNorIsFound() {
        replica.apply(person("amy", "Amy Smith", of: "acme") { $0.deactivated = true })
        #expect(find("") == ["bob"] && find("", by: "amy") == [])
        replica.apply(person("amy", "Amy Jones", of: "acme") { $0.deactivated = true })
        replica.apply(person("amy", "Amy Jones", of: "acme"))
        #expect(find("amy j") == ["amy"] && find("", by: "amy") == ["ann", "bob"])
    }

    @Test func aSuspendedOrganizationNeitherFindsNorIsFound() {
        replica.apply(.organization("bolt", suspended: true))
        #expect(find("") == ["amy"] && find("", by: "bob") == [])
        replica.apply(.organization("bolt"))
        #expect(find("") == ["amy", "bob"] && find("", by: "bob") == ["amy", "ann"])
    }

    @Test func onlyAPartnershipInForceOpensAnOrganization() {
        for state in [PartnershipState.disabled, .proposed, .deleted] {
            replica.apply(.partnership("p", "acme", "bolt", state, version: 2))
            #expect(find("") == ["amy"] && find("", by: "bob") == [], "\(state)")
            replica.apply(.partnership("p", "acme", "bolt", version: 3))
            #expect(find("") == ["amy", "bob"], "\(state)")
        }
        replica.apply(.partnership("p", "acme", "bolt", version: 4, termsExpireAt: 5_000))
        #expect(find("", now: 4_999) == ["amy", "bob"])
        #expect(find("", now: 5_000) == ["amy"])
        #expect(find("ann", by: "bob", now: 5_000) == [])
    }

    @Test func aSnapshotReplacesWhoIsThere() throws {
        let staging = replica.stage(.directory)
        staging.apply([
            .organization("bolt"), .startLocation(of: "bolt"), person("bob", "Bob", of: "bolt"),
            person("new", "New One", of: "bolt"),
            person("gone", "Gone", of: "bolt") { $0.deactivated = true },
        ])
        staging.apply([
            .organization("acme"), .startLocation(of: "acme"), person("ann", "Ann", of: "acme"),
            person("new", "Newer One", of: "acme"),
        ])
        replica.install(staging, Progress(epoch: 2, revision: 1, digest: 1))
        #expect(find("") == ["bob", "new"] && find("newer") == ["new"] && find("new ") == [])
        replica.apply(person("amy", "Amy", of: "bolt"), person("gone", "Here Again", of: "bolt"))
        #expect(find("") == ["amy", "bob", "gone", "new"])
        let other = replica.stage(.partnership)
        other.apply([.partnership("q", "acme", "core")])
        replica.install(other, Progress(epoch: 3, revision: 1, digest: 1))
        #expect(find("") == ["new"])
    }
}
