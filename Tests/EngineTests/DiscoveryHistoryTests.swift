import Engine
import EntenteProtocol
import Replica
import Testing

/// Whatever the sources say: a search over the lists finds whom a look at everybody finds, by either way of
/// searching; one that may look at little finds no others, and says that it may have missed some.
@Suite struct DiscoveryHistoryTests {
    private struct Search: CustomStringConvertible {
        var viewer: String
        var prefix: String
        var limit: Int
        var now: Int64

        var description: String { "\(viewer) searches \(limit) of `\(prefix)` at \(now)" }
    }

    /// Nothing is left out: everybody whose name fits is looked at, wherever they are, or one partner after
    /// another is.
    private static let thorough = [0, 1_000].map { weight in
        var limits = DiscoveryLimits()
        limits.partnerWeight = weight
        return limits
    }

    /// Hardly anything may be looked at.
    private static let hasty = [0, 1_000].map { weight in
        var limits = DiscoveryLimits()
        (limits.candidateMaximum, limits.emailMaximum, limits.partnerMaximum) = (3, 1, 1)
        limits.partnerWeight = weight
        return limits
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func theListsFindWhomALookAtEverybodyFinds(seed: UInt64) throws {
        var history = RandomHistory(seed: seed)
        let replica = Replica(seed: history.dice.next(), keepsNames: true)
        let engine = Engine(replica: replica, cacheEntryCount: 0)
        var staged: (staging: Staging, world: NaiveWorld)?
        var found = 0
        for step in 0..<300 {
            replica.apply((0..<Int.random(in: 1...3, using: &history.dice)).map { _ in history.next() })
            if history.dice.chance(4), staged == nil { staged = stage(&history, replica) }
            if history.dice.chance(20), let (staging, world) = staged.take() {
                replica.install(staging, Progress(epoch: UInt64(step + 1), revision: 1, digest: 1))
                history.world.restore(staging.source, from: world)
            }
            for _ in 0..<4 {
                let search = invent(&history)
                guard let viewer = replica.user(search.viewer) else { continue }
                let wanted = history.world.discover(search.viewer, search.prefix, now: search.now)
                found += wanted.count
                for limits in Self.thorough {
                    let discovery = engine.discover(
                        viewer: viewer, prefix: search.prefix, limit: search.limit, now: search.now,
                        limits: limits)
                    try #require(
                        told(discovery, replica) == Array(wanted.prefix(search.limit)),
                        "seed \(seed), step \(step), \(search)")
                    try #require(
                        discovery.truncated == (wanted.count > search.limit),
                        "seed \(seed), step \(step), \(search)")
                }
                for limits in Self.hasty {
                    let discovery = engine.discover(
                        viewer: viewer, prefix: search.prefix, limit: search.limit, now: search.now,
                        limits: limits)
                    let part = told(discovery, replica)
                    let place = "seed \(seed), step \(step), \(search)"
                    try #require(wanted.filter { part.contains($0) } == part, "\(place)")
                    if !discovery.truncated { try #require(part == wanted, "\(place)") }
                    try #require(discovery.candidateCount <= 4 && discovery.partnerCount <= 1, "\(place)")
                }
            }
        }
        #expect(found > 200, "hardly anybody was found")
    }

    private func invent(_ history: inout RandomHistory) -> Search {
        let text = history.dice.pick(history.names + history.addresses)
        let prefix = String(text.prefix(history.dice.pick([0, 1, 2, 3, 4, 8, 9, 200])))
        return Search(
            viewer: history.dice.pick(history.users),
            prefix: history.dice.chance(30) ? prefix.uppercased() : prefix,
            limit: history.dice.pick([1, 2, 3, 5, 20]), now: history.dice.pick(history.moments))
    }

    private func stage(_ history: inout RandomHistory, _ replica: Replica) -> (Staging, NaiveWorld) {
        let staging = replica.stage(history.dice.pick(FactSource.allCases))
        staging.apply(history.world.facts(of: staging.source).shuffled(using: &history.dice))
        return (staging, history.world)
    }

    private func told(_ discovery: Discovery, _ replica: Replica) -> [NaiveFind] {
        discovery.users.map {
            NaiveFind(id: replica.id($0.user), email: $0.showsEmail ? replica.email(of: $0.user) : nil)
        }
    }
}
