// What cannot be watched, by whom, and how much of it.

import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

@Suite struct WatchRefusalTests {
    private let good = CheckItem("ann", "chat.start", "bob")

    private func refusal(
        of checks: [CheckItem], by caller: SimulatedCaller
    ) throws -> Failure? {
        let id = caller.send(WatchRequest.with { $0.checks = checks })
        let answer = try #require(caller.wait(for: id))
        return answer.kind == .error ? try Wire.decode(Failure.self, from: answer.payload) : nil
    }

    @Test func `what is wrong with a question is named by its place`() throws {
        let world = try SmallWorld(seed: 251)
        var misplaced = good
        misplaced.callContext = .unspecified
        let cases: [([CheckItem], String)] = [
            ([], "`checks`"), (Array(repeating: good, count: 10_001), "`checks`: 10001"),
            ([good, CheckItem("ann", "chat.sing", "bob")], "`checks[1].action`: `chat.sing`"),
            ([good, good, misplaced], "`checks[2].callContext`"),
        ]
        for (checks, words) in cases {
            let refusal = try refusal(of: checks, by: world.decision)
            #expect(refusal?.code == .invalidArgument, "\(words)")
            #expect(refusal?.message.contains(words) == true, "\(refusal?.message ?? "no refusal")")
        }
    }

    @Test func `ten thousand questions are watched by one stream`() throws {
        let world = try SmallWorld(seed: 252)
        let reader = try WatchReader(world, Array(repeating: good, count: 10_000))
        #expect(reader.answers.count == 10_000)
        try world.step("deactivateUser", #"{"id": "bob"}"#)
        #expect(try reader.news().map(\.answers.count) == [10_000])
    }

    @Test func `a node watches so many and no more, until somebody leaves`() throws {
        let world = try SmallWorld(seed: 253) { $0.decisionLimits.watchedCheckLimit = 10 }
        let first = try WatchReader(world, Array(repeating: good, count: 6))
        let second = try WatchReader(world, Array(repeating: good, count: 4))
        #expect(try refusal(of: [good], by: world.decision)?.code == .resourceExhausted)
        first.caller.send(.cancel, method: 0, requestID: first.id)
        #expect(first.caller.wait(for: first.id)?.kind == .streamEnd)
        second.caller.close()
        world.cluster.advance(by: .milliseconds(100))
        let third = try WatchReader(world, Array(repeating: good, count: 10))
        try world.step("deactivateUser", #"{"id": "bob"}"#)
        #expect(try third.news().map(\.answers.count) == [10])
        #expect(first.caller.take(first.id).isEmpty)
    }

    @Test func `many that change at once are all told, some in a later turn`() throws {
        let world = try SmallWorld(seed: 254)
        let readers = try (0..<5).map { _ in
            try WatchReader(world, Array(repeating: good, count: 6_000))
        }
        try world.step("deactivateUser", #"{"id": "bob"}"#)
        for reader in readers {
            #expect(try reader.news().map(\.answers.count) == [6_000])
            #expect(Set(reader.answers.map(\.reason)) == [.targetDeactivated])
        }
    }

    @Test func `a bound token watches pairs with one end in its organization`() throws {
        let world = try SmallWorld(seed: 255)
        try world.make("gamma")
        try world.make("gus", of: "gamma")
        _ = try world.ask("ann", "gus", atLeast: world.seen)
        world.cluster.addToken(name: "bound", scopes: "check", organization: "alpha")
        let bound = world.cluster.caller(.decision, token: "bound")
        let reader = try WatchReader(world, [good, CheckItem("nobody", "chat.start", "ann")], by: bound)
        #expect(reader.answers.map(\.verdict) == [.ask, .deny])
        for (actor, target) in [("bob", "gus"), ("nobody", "bob"), ("", "")] {
            let refusal = try refusal(of: [good, CheckItem(actor, "chat.start", target)], by: bound)
            #expect(refusal?.code == .permissionDenied, "\(actor) \(target)")
            #expect(refusal?.message.contains("checks[1]") == true)
        }
        let reading = world.cluster.caller(.decision, token: "read")
        #expect(try refusal(of: [good], by: reading)?.code == .permissionDenied)
        try world.step("deactivateUser", #"{"id": "bob"}"#)
        #expect(try reader.news().count == 1)
        world.cluster.removeToken(name: "bound")
        #expect(reader.caller.wait(for: 0)?.kind == .error)
        world.cluster.advance(by: .seconds(1))
        #expect(reader.caller.isClosed)
    }

    @Test func `a bound token's watch ends where a new history takes its people away`() throws {
        let world = try SmallWorld(seed: 256)
        world.cluster.addToken(name: "bound", scopes: "check", organization: "alpha")
        let reader = try WatchReader(
            world, [good], by: world.cluster.caller(.decision, token: "bound"))
        world.cluster.kill(.directory)
        try File.remove(try world.cluster.folder(of: .directory))
        try world.cluster.start(.directory)
        #expect(try reader.end().code == .permissionDenied)
    }
}
