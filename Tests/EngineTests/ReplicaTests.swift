import EntenteProtocol
import Replica
import Testing

/// What a replica knows after snapshots and changes.
@Suite struct ReplicaTests {
    private func change(_ revision: UInt64, _ fact: Fact) -> Change {
        .with {
            $0.revision = revision
            $0.digest = revision * 11
            $0.last = true
            $0.fact = fact
        }
    }

    @Test func eachSourceHasProgressOfItsOwn() {
        let replica = Replica(seed: 1)
        #expect(replica.position == Position())
        replica.install(replica.stage(.directory), Progress(epoch: 5, revision: 40, digest: 9))
        replica.install(replica.stage(.partnership), Progress(epoch: 6, revision: 70, digest: 8))
        replica.apply(
            [change(41, .organization("acme")), change(42, .organization("bolt"))], from: .directory)
        replica.apply([], from: .partnership)
        #expect(
            replica.position
                == Position(directoryEpoch: 5, directory: 42, partnershipEpoch: 6, partnership: 70))
        #expect(replica.progress(.directory) == Progress(epoch: 5, revision: 42, digest: 462))
        #expect(replica.progress(.partnership) == Progress(epoch: 6, revision: 70, digest: 8))
    }

    @Test func aSnapshotReplacesItsOwnSourceWholeAndOnlyWhenInstalled() {
        let replica = Replica.with(
            .organization("acme"), .user("ada", of: "acme"), .partnership("p-1", "acme", "bolt"))
        let staging = replica.stage(.directory)
        staging.apply([.organization("acme"), .user("ben", of: "acme"), .partnership("p-9", "acme", "core")])
        #expect(replica.user("ada") != nil)
        #expect(replica.user("ben") == nil)
        replica.install(staging, Progress(epoch: 1, revision: 1, digest: 1))
        #expect(replica.user("ada") == nil)
        #expect(replica.user("ben") != nil)
        #expect(replica.userCount == 1)
        #expect(replica.partnershipCount == 1)
    }

    @Test func factsOfTheOtherSourceInAFeedAreLeftAside() {
        let replica = Replica(seed: 1)
        replica.apply([change(1, .partnership("p-1", "acme", "bolt"))], from: .directory)
        replica.apply([change(1, .user("ada", of: "acme"))], from: .partnership)
        #expect(replica.partnershipCount == 0)
        #expect(replica.user("ada") == nil)
    }

    @Test func anIDThatWasOnlyNamedIsNotKnown() {
        let replica = Replica.with(.user("ada", of: "acme"), .membership("ben", in: "t"))
        #expect(replica.organization("acme") == nil)
        #expect(replica.user("ben") == nil)
        #expect(replica.team("t") == nil)
        #expect(replica.userCount == 1)
        #expect(replica.organizationCount == 0)
        replica.apply(.organization("acme", enterprise: true))
        let acme = replica.organization("acme")
        #expect(acme.map { replica[$0].flags.hasEnterprisePermissions } == true)
    }

    @Test func usersAreToldWithTheirMarksRolesAndOrganizations() throws {
        var fact = Fact.user("ada", of: "acme", deactivated: true)
        fact.user?.role = .enterpriseAdmin
        fact.user?.vip = true
        fact.user?.assistant = true
        let replica = Replica.with(.organization("acme"), fact)
        let ada = try #require(replica.user("ada"))
        let flags = replica[ada].flags
        #expect(flags.isKnown && flags.isDeactivated && flags.isVIP && flags.isAssistant)
        #expect(flags.role == .enterpriseAdmin)
        #expect(replica.id(ada) == "ada")
        #expect(replica.id(replica[ada].organization) == "acme")
        #expect(replica[ada].organization == replica.organization("acme"))
    }

    @Test func addressesAreFoundInAnyCaseAndBelongToOneUserAtATime() {
        let replica = Replica.with(
            .user("ada", of: "acme", email: "Ada@Acme.example"),
            .user("ben", of: "acme", email: "b@acme.example"))
        let ada = replica.user("ada")
        let ben = replica.user("ben")
        #expect(replica.user(address: "aDA@aCME.EXAMPLE") == ada)
        replica.apply(.user("ada", of: "acme", email: "b@ACME.example"))
        #expect(replica.user(address: "b@acme.example") == ada)
        #expect(replica.user(address: "ada@acme.example") == nil)
        replica.apply(.user("ben", of: "acme", email: "ada@acme.example"))
        #expect(replica.user(address: "ada@acme.example") == ben)
        #expect(replica.user(address: "b@acme.example") == ada)
        replica.apply(.user("ada", of: "acme", email: ""))
        #expect(replica.user(address: "b@acme.example") == nil)
        #expect(replica.user(address: "") == nil)
    }

    @Test func locationsCountWithinTheirOrganization() throws {
        let replica = Replica.with(
            .organization("acme"), .organization("bolt"), .user("ada", of: "acme"),
            .location("default", of: "acme", inside: .employee),
            .location("lab", of: "bolt", inside: .assistant))
        let acme = try #require(replica.organization("acme"))
        let bolt = try #require(replica.organization("bolt"))
        let ada = try #require(replica.user("ada"))
        #expect(replica.location("default", of: acme)?.fromSameLocation == .employee)
        #expect(replica.location("lab", of: bolt)?.fromSameLocation == .assistant)
        #expect(replica.location("lab", of: acme) == nil)
        #expect(replica.location("default", of: bolt) == nil)
        #expect(replica.location(of: ada) == replica.location("default", of: acme))
        replica.apply(.locationDeleted("default", of: "acme"))
        #expect(replica.location("default", of: acme) == nil)
        #expect(replica.location(of: ada) == nil)
    }

    @Test func teamsHaveMembersUntilEitherGoes() throws {
        let replica = Replica.with(
            .user("ada", of: "acme"), .user("ben", of: "acme"), .team("t1", of: "acme"),
            .team("t2", of: "acme"),
            .membership("ada", in: "t2", privacy: .showAll),
            .membership("ada", in: "t1", privacy: .subjectsOnly),
            .membership("ben", in: "t1"))
        let ada = try #require(replica.user("ada"))
        let ben = try #require(replica.user("ben"))
        #expect(replica.privacy(of: ada, inTeam: "t1") == .subjectsOnly)
        #expect(replica.privacy(of: ada, inTeam: "t2") == .showAll)
        #expect(replica.privacy(of: ben, inTeam: "t2") == nil)
        replica.apply(.membership("ada", in: "t2", privacy: .hideAll), .membershipDeleted("ben", in: "t1"))
        #expect(replica.privacy(of: ada, inTeam: "t2") == .hideAll)
        #expect(replica.privacy(of: ben, inTeam: "t1") == nil)
        replica.apply(.teamDeleted("t1"))
        #expect(replica.team("t1") == nil)
        #expect(replica.privacy(of: ada, inTeam: "t1") == nil)
    }

    @Test func aTeamMadeAnewUnderAnOldIDStartsWithoutMembers() throws {
        let replica = Replica.with(
            .user("ada", of: "acme"), .team("t1", of: "acme"), .membership("ada", in: "t1"),
            .teamDeleted("t1"),
            .team("t1", of: "acme", level: .employee))
        let ada = try #require(replica.user("ada"))
        #expect(replica.team("t1")?.level == .employee)
        #expect(replica.privacy(of: ada, inTeam: "t1") == nil)
        replica.apply(.membership("ada", in: "t1", privacy: .showAll))
        #expect(replica.privacy(of: ada, inTeam: "t1") == .showAll)
    }

    @Test func factsMayArriveBeforeWhatTheyNameIsDescribed() throws {
        let replica = Replica.with(
            .membership("ada", in: "t1", privacy: .showAll), .location("lab", of: "acme", inside: .employee),
            .team("t1", of: "acme"), .user("ada", of: "acme"))
        let ada = try #require(replica.user("ada"))
        #expect(replica.privacy(of: ada, inTeam: "t1") == .showAll)
        replica.apply(.organization("acme"))
        let acme = try #require(replica.organization("acme"))
        #expect(replica.location("lab", of: acme)?.fromSameLocation == .employee)
    }
}
