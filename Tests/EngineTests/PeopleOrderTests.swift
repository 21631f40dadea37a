import EntenteProtocol
import Replica
import Testing

/// People stand in the same order whether they came with a snapshot or one by one, however alike their names.
@Suite struct PeopleOrderTests {
    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func aSnapshotSortsAsChangesDo(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let stems = [
            "Ann", "ann", "Annabelle von Something", "ANNABELLE VON SOMETHING", "", "Äußerst", "ÄUSSERST",
            "Ⱥ",
        ]
        var users: [User] = []
        for number in 0..<1_500 {
            // Every third has the very name of another, so that ids decide; some ids begin alike for long.
            let id =
                String(repeating: "x", count: dice.pick([0, 7, 8, 30]))
                + "\(dice.next() % 1_000_000)-\(number)"
            let ending = String(repeating: "n", count: dice.pick([0, 1, 8, 20])) + "\(dice.next() % 20)"
            users.append(
                .with {
                    $0.id = id
                    $0.organization = dice.pick(["acme", "bolt", "core"])
                    $0.displayName = dice.pick(stems) + (dice.chance(33) ? "" : ending)
                    $0.email =
                        dice.chance(10)
                        ? "" : dice.pick(["", "Mail", "ü"]) + ending + "@\(dice.pick(stems)).test"
                    $0.deactivated = dice.chance(10)
                })
        }
        let facts =
            ["acme", "bolt", "core"].map { Fact.organization($0) }
            + users.map { user in Fact.with { $0.user = user } }
        let replica = Replica(seed: seed, keepsNames: true)
        let staging = replica.stage(.directory)
        staging.apply(facts)
        replica.install(staging, Progress(epoch: 1, revision: 1, digest: 1))
        let other = Replica(seed: seed, keepsNames: true)
        other.apply(facts)
        for replica in [replica, other] {
            #expect(all(replica.names(from: FoldedPrefix("")), replica) == sorted(users, \.displayName))
            for id in ["acme", "bolt", "core"] {
                let people = users.filter { $0.organization == id }
                let organization = try #require(replica.organization(id))
                #expect(
                    all(replica.names(from: FoldedPrefix(""), of: organization), replica)
                        == sorted(people, \.displayName))
                #expect(
                    all(replica.emails(from: FoldedPrefix(""), of: organization), replica)
                        == sorted(people.filter { !$0.email.isEmpty }, \.email))
            }
        }
    }

    private func all(_ cursor: PeopleCursor, _ replica: Replica) -> [String] {
        var cursor = cursor
        var ids: [String] = []
        while let user = cursor.next() { ids.append(replica.id(user)) }
        return ids
    }

    private func sorted(_ users: [User], _ text: (User) -> String) -> [String] {
        users.filter { !$0.deactivated }
            .map { (Array(text($0).lowercased().utf8), Array($0.id.utf8), $0.id) }
            .sorted { one, other in
                one.0 == other.0
                    ? one.1.lexicographicallyPrecedes(other.1) : one.0.lexicographicallyPrecedes(other.0)
            }
            .map(\.2)
    }
}
