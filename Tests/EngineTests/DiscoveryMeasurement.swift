// What a search takes at a million people: printed, not asserted, because a shared machine's clock proves
// nothing. Switched on by hand, with a release build:
// `ENTENTE_MEASURE=1 swift test -c release -Xswiftc -enable-testing --filter DiscoveryMeasurement`.

import EntenteProtocol
import Glibc
import Replica
import Testing

@testable import Engine

@Suite(.enabled(if: getenv("ENTENTE_MEASURE") != nil), .serialized)
struct DiscoveryMeasurement {
    private static let userCount = 1_000_000

    /// One organization of a million, in which every tenth has the same name, and all those but a few block
    /// the one who searches.
    @Test func oneOrganizationOfAMillion() {
        var dice = Dice(seed: 1)
        let replica = build(organizations: 1) { number in
            number % 10 == 3 ? "Mary Brown" : Self.name(&dice)
        }
        replica.apply(
            (0..<100_000).filter { $0 % 50 != 0 }.map { .setting(Self.id(10 * $0 + 3), Self.id(0), .blocked) }
        )
        measure(
            replica, viewer: Self.id(0), ["", "a", "b", "mary", "mary brown", "anna", "zz", "mail", "mailab"])
        change(replica, &dice)
    }

    /// A thousand organizations, all of them partners of the one that searches.
    @Test func aThousandOrganizations() {
        var dice = Dice(seed: 2)
        let replica = build(organizations: 1_000) { _ in Self.name(&dice) }
        replica.apply((1..<1_000).map { .partnership("p\($0)", "o-0", "o-\($0)") })
        measure(replica, viewer: Self.id(0), ["", "a", "b", "ann", "anna", "annab", "zz", "mail", "mailab"])
        change(replica, &dice)
    }

    private static func id(_ number: Int) -> String { "u-\(1_000_000_000 + number)" }

    private static func name(_ dice: inout Dice) -> String {
        func word(_ count: Int) -> String {
            let letters = dice.next()
            return String(
                decoding: (0..<count).map { 97 + UInt8(letters >> UInt64(5 * $0) & 31) % 26 }, as: UTF8.self)
        }
        return word(5) + " " + word(8)
    }

    private func build(organizations: Int, name: (Int) -> String) -> Replica {
        let replica = Replica(seed: 1, keepsNames: true)
        let empty = replica.memoryByteCount
        let staging = replica.stage(.directory)
        staging.apply(
            (0..<organizations).flatMap { [.organization("o-\($0)"), .startLocation(of: "o-\($0)")] })
        let facts = (0..<Self.userCount).map { number in
            Fact.user(Self.id(number), of: "o-\(number % organizations)") {
                $0.displayName = name(number)
                $0.email = "mail\($0.displayName.suffix(7))@o-\(number % organizations).example"
            }
        }
        let taking = micros { staging.apply(facts) }
        let sorting = micros { staging.prepare() }
        replica.install(staging, Progress(epoch: 1, revision: 1, digest: 1))
        let bytes = (replica.memoryByteCount - empty) / Self.userCount
        print(
            "\(organizations) organizations: \(bytes) bytes a user, \(taking / 1_000) ms to take the snapshot "
                + "in, \(sorting / 1_000) ms to sort it")
        return replica
    }

    private func measure(_ replica: Replica, viewer: String, _ prefixes: [String]) {
        let engine = Engine(replica: replica, cacheEntryCount: 0)
        guard let viewer = replica.user(viewer) else { return }
        for prefix in prefixes {
            var found = Discovery()
            let first = micros { found = engine.discover(viewer: viewer, prefix: prefix, limit: 20, now: 0) }
            let times = (0..<200).map { _ in
                micros { found = engine.discover(viewer: viewer, prefix: prefix, limit: 20, now: 0) }
            }.sorted()
            print(
                "  `\(prefix)`: \(found.users.count) found, truncated \(found.truncated), "
                    + "\(found.candidateCount) people and \(found.partnerCount) partners looked at; "
                    + "\(first) µs at first, then \(times[100]) (median) to \(times[198]) µs (99 %)")
        }
    }

    private func change(_ replica: Replica, _ dice: inout Dice) {
        let count = 20_000
        let facts = (0..<count).map { _ in
            let number = Int.random(in: 0..<Self.userCount, using: &dice)
            let organization =
                replica.user(Self.id(number)).map { replica.id(replica[$0].organization) } ?? ""
            return Fact.user(Self.id(number), of: organization) {
                $0.displayName = Self.name(&dice)
                $0.email = "mail\($0.displayName.suffix(7))@\(organization).example"
            }
        }
        let time = micros { replica.apply(facts) }
        print("  a person renamed: \(time * 1_000 / count) ns")
    }

    private func micros(_ body: () -> Void) -> Int {
        let start = ContinuousClock.now
        body()
        return Int((ContinuousClock.now - start) / .microseconds(1))
    }
}
