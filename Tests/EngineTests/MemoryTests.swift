import EntenteProtocol
import Replica
import Testing

/// What a person and a partnership cost; the numbers are chosen so that the hash tables are at their
/// emptiest.
@Suite struct MemoryTests {
    @Test func aUserCostsAtMost120BytesIDsIncluded() {
        let replica = Replica(seed: 1)
        let count = 100_000
        let staging = replica.stage(.directory)
        for number in 0..<count {
            staging.apply([.user("u-\(1_000_000_000_000_000 + number)", of: "o-\(number / 100)")])
        }
        let empty = replica.memoryByteCount
        replica.install(staging, Progress(epoch: 1, revision: 1, digest: 1))
        let bytes = Double(replica.memoryByteCount - empty) / Double(count)
        #expect(bytes <= 120, "\(bytes) bytes a user")
    }

    @Test func aUserCostsAtMost120BytesWithATeamAndASettingForEveryFourthToo() {
        let replica = Replica(seed: 1)
        let count = 100_000
        let staging = replica.stage(.directory)
        func id(_ number: Int) -> String { "u-\(1_000_000_000_000_000 + number)" }
        for number in 0..<count {
            let organization = "o-\(number / 100)"
            if number % 100 == 0 { staging.apply([.organization(organization)]) }
            if number % 10 == 0 { staging.apply([.team("t-\(number / 10)", of: organization)]) }
            staging.apply([
                .user(id(number), of: organization), .membership(id(number), in: "t-\(number / 10)"),
            ])
            if number % 4 == 0 { staging.apply([.setting(id(number), id((number + 37) % count), .blocked)]) }
        }
        let empty = replica.memoryByteCount
        replica.install(staging, Progress(epoch: 1, revision: 1, digest: 1))
        let bytes = Double(replica.memoryByteCount - empty) / Double(count)
        #expect(bytes <= 120, "\(bytes) bytes a user")
        print("memory: \(bytes) bytes a user with a team of ten and a setting for every fourth")
    }

    /// With names of 14 bytes and addresses of 24, from a snapshot and by changes.
    @Test(arguments: [(100, true), (10_000, false)])
    func aUserWhoCanBeFoundCostsAtMost120BytesToo(organizationSize: Int, byChanges: Bool) {
        let replica = Replica(seed: 1, keepsNames: true)
        let count = 50_000
        var dice = Dice(seed: 7)
        func name(_ length: Int) -> String {
            let letters = dice.next()
            return String(
                decoding: (0..<length).map { 97 + UInt8(letters >> UInt64(5 * $0) & 31) % 26 }, as: UTF8.self)
        }
        let facts = (0..<count).map { number in
            let organization = number / organizationSize
            return Fact.user("u-\(1_000_000_000_000_000 + number)", of: "o-\(organization)") {
                $0.displayName = "A" + name(4) + " B" + name(7)
                $0.email = name(11) + "@o\(String(organization + 100_000).dropFirst()).example"
            }
        }
        let empty = replica.memoryByteCount
        if byChanges {
            replica.apply(facts)
        } else {
            let staging = replica.stage(.directory)
            staging.apply(facts)
            replica.install(staging, Progress(epoch: 1, revision: 1, digest: 1))
        }
        let bytes = Double(replica.memoryByteCount - empty) / Double(count)
        #expect(bytes <= 120, "\(bytes) bytes a user")
        print("memory: \(bytes) bytes a user with a name, \(organizationSize) to an organization")
    }

    /// With ids of twenty bytes, as the service makes them.
    @Test func aPartnershipCostsAtMost64BytesIDIncluded() {
        let replica = Replica(seed: 1)
        let count = 100_000
        replica.apply((0..<1000).map { .defaults("o\($0)", incoming: 0, outgoing: 0) })
        let empty = replica.memoryByteCount
        for number in 0..<count {
            let id = "pts_\(1_000_000_000_000_000 + number)"
            replica.apply(
                .partnership(id, "o\(number % 1000)", "o\((number % 1000 + 1 + number / 1000) % 1000)"))
        }
        let bytes = Double(replica.memoryByteCount - empty) / Double(replica.partnershipCount)
        #expect(bytes <= 64, "\(bytes) bytes a partnership with its id of 20")
    }
}
