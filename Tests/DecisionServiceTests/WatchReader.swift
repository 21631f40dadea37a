// One who watches: it keeps what it was told, so that tests can ask what it knows and what was new.

import EntenteProtocol
import TestSupport
import Testing

final class WatchReader {
    let world: SmallWorld
    let caller: SimulatedCaller
    let id: UInt32
    let checks: [CheckItem]
    /// What it was told last, by index.
    private(set) var answers: [CheckAnswer] = []
    private(set) var position = Position()

    /// Asks, and takes the first item.
    init(_ world: SmallWorld, _ checks: [CheckItem], by caller: SimulatedCaller? = nil) throws {
        self.world = world
        self.checks = checks
        self.caller = caller ?? world.cluster.caller(.decision)
        id = self.caller.send(
            WatchRequest.with {
                $0.checks = checks
                $0.atLeast = world.seen
            })
        let first = try Self.item(try #require(self.caller.wait(for: id)))
        #expect(first.answers.map(\.index) == (0..<Int32(checks.count)).map { $0 })
        answers = first.answers.map(\.answer)
        position = first.position
    }

    static func item(_ answer: SimulatedCaller.Answer) throws -> WatchItem {
        if answer.kind == .error { throw try Wire.decode(Failure.self, from: answer.payload) }
        #expect(answer.kind == .streamItem)
        return try Wire.decode(WatchItem.self, from: answer.payload)
    }

    /// Lets everything done so far arrive, and answers the items it was told meanwhile.
    func news() throws -> [WatchItem] {
        let keeper = world.cluster.server(.decision).keeper
        world.cluster.network.run(limit: 1_000_000) { keeper.compare(with: world.seen) == .reached }
        world.cluster.advance(by: .milliseconds(20))
        let items = try caller.take(id).map(Self.item)
        for item in items { try take(item) }
        return items
    }

    private func take(_ item: WatchItem) throws {
        #expect(!item.answers.isEmpty)
        #expect(item.answers.map(\.index) == item.answers.map(\.index).sorted())
        position = item.position
        for news in item.answers {
            #expect(answers[Int(news.index)] != news.answer, "an answer that is told again is new")
            answers[Int(news.index)] = news.answer
        }
    }

    /// The refusal that ended it.
    func end() throws -> Failure {
        let answer = try #require(caller.wait(for: id))
        #expect(answer.kind == .error)
        return try Wire.decode(Failure.self, from: answer.payload)
    }
}

extension CheckItem {
    init(_ actor: String, _ action: String, _ target: String) {
        self = .with {
            $0.actor = actor
            $0.action = action
            $0.target = target
        }
    }
}
