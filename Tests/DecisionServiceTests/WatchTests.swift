// An answer that changes is told again, whatever it was that changed it, and no other is.

import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

@Suite struct WatchTests {
    /// Something that is done, and the answer it changes.
    struct Cause: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var before: [(String, String)] = []
        let step: (String, String)
        let check: (String, String, String)
        let from: (Verdict, Reason)
        let to: (Verdict, Reason)
    }

    private let still = CheckItem("ann", "chat.start", "ann")

    @Test(arguments: causes)
    func `whatever changes an answer is told, and nothing else is`(cause: Cause) throws {
        let world = try SmallWorld(seed: 231)
        for (name, json) in Self.people + cause.before { try world.step(name, json) }
        let (actor, action, target) = cause.check
        let reader = try WatchReader(world, [still, CheckItem(actor, action, target), still])
        #expect(reader.answers[1].verdict == cause.from.0 && reader.answers[1].reason == cause.from.1)
        #expect(try reader.news().isEmpty)
        try world.step(cause.step.0, cause.step.1)
        let items = try reader.news()
        #expect(items.map { $0.answers.map(\.index) } == [[1]])
        #expect(reader.answers[1].verdict == cause.to.0 && reader.answers[1].reason == cause.to.1)
        #expect(reader.position.directory == world.seen.directory)
        #expect(reader.position.partnership >= world.seen.partnership)
    }

    @Test func `what changes nothing is not told`() throws {
        let world = try SmallWorld(seed: 232)
        let reader = try WatchReader(world, [CheckItem("ann", "chat.start", "bob")])
        try world.make("gamma")
        try world.step("registerInteraction", #"{"name": "file.share", "category": "file"}"#)
        try world.step("updateUser", #"{"id": "bob", "displayName": "Robert"}"#)
        try world.step("setDefaults", columns("alpha", "outgoing", "calendar.preview"))
        #expect(try reader.news().isEmpty)
        let wider = try WatchReader(world, [CheckItem("ann", "file.share", "bob")])
        #expect(wider.answers.map(\.verdict) == [.deny])
    }

    @Test func `terms end by the node's own clock, with every source away`() throws {
        let world = try SmallWorld(seed: 233)
        let end = world.cluster.network.clock.wall + 6_000
        try world.enable(until: end)
        let reader = try WatchReader(world, [CheckItem("ann", "chat.start", "bob"), still])
        #expect(reader.answers[0].verdict == .allow && reader.answers[0].partnership == "p")
        world.part(from: .partnership)
        let answer = try #require(reader.caller.wait(for: reader.id))
        let clock = world.cluster.network.clock.wall
        #expect(clock >= end && clock < end + 100)
        let item = try WatchReader.item(answer)
        #expect(item.answers.map(\.index) == [0])
        #expect(item.answers.map(\.answer.verdict) == [.ask])
    }

    @Test func `of two partnerships that end each is told at its own end`() throws {
        let world = try SmallWorld(seed: 234)
        try world.make("gamma")
        try world.make("gus", of: "gamma")
        let start = world.cluster.network.clock.wall
        try world.enable(until: start + 5_000)
        for (name, json) in [
            (
                "proposePartnership",
                #"{"id": "q", "actor": "ann", "memberEmail": "gus@gamma.test", "preset": "full", "termsExpireAt": "\#(start + 3_000)"}"#
            ), ("acceptProposal", #"{"actor": "gus", "partnership": "q"}"#),
        ] { try world.step(name, json) }
        let first = try WatchReader(world, [CheckItem("ann", "chat.start", "bob")])
        let second = try WatchReader(world, [CheckItem("ann", "chat.start", "gus")])
        world.cluster.advance(by: .seconds(4))
        #expect(first.caller.take(first.id).isEmpty)
        #expect(second.caller.take(second.id).count == 1)
        world.cluster.advance(by: .seconds(2))
        #expect(first.caller.take(first.id).count == 1)
        #expect(second.caller.take(second.id).isEmpty)
    }

    @Test func `a source's history that is replaced is looked at anew`() throws {
        let world = try SmallWorld(seed: 235)
        try world.enable()
        let reader = try WatchReader(world, [CheckItem("ann", "chat.start", "bob"), still])
        #expect(reader.answers[0].partnership == "p")
        world.cluster.kill(.partnership)
        try File.remove(try world.cluster.folder(of: .partnership))
        try world.cluster.start(.partnership)
        world.cluster.advance(by: .seconds(5))
        let items = try reader.caller.take(reader.id).map(WatchReader.item)
        #expect(items.map { $0.answers.map(\.index) } == [[0]])
        #expect(items.map { $0.answers.map(\.answer.reason) } == [[.defaults]])
        #expect(items.first?.position.partnershipEpoch != reader.position.partnershipEpoch)
    }

    @Test func `a history that does not know the action ends the watch in words`() throws {
        let world = try SmallWorld(seed: 236)
        try world.step("registerInteraction", #"{"name": "file.share", "category": "file"}"#)
        let reader = try WatchReader(world, [still, CheckItem("ann", "file.share", "bob")])
        world.cluster.kill(.partnership)
        try File.remove(try world.cluster.folder(of: .partnership))
        try world.cluster.start(.partnership)
        let failure = try reader.end()
        #expect(failure.code == .invalidArgument)
        #expect(failure.message.contains("`checks[1].action`"))
    }

    @Test(arguments: [ServiceName.directory, .partnership])
    func `a node that is too old ends its watches, and refuses new ones`(source: ServiceName) throws {
        let world = try SmallWorld(seed: 237)
        let reader = try WatchReader(world, [still])
        world.cluster.advance(by: .seconds(20))
        #expect(reader.caller.take(reader.id).isEmpty)
        let start = world.cluster.network.clock.monotonic
        world.part(from: source)
        #expect(try reader.end().code == .unavailable)
        let waited = (world.cluster.network.clock.monotonic - start) / 1_000_000
        #expect((9_000...10_100).contains(waited))
        let refused = world.decision.send(WatchRequest.with { $0.checks = [still] })
        #expect(
            try Wire.decode(Failure.self, from: #require(world.decision.wait(for: refused)).payload).code
                == .unavailable)
        world.cluster.network.heal()
        world.cluster.advance(by: .seconds(5))
        #expect(try WatchReader(world, [still]).answers.count == 1)
    }

    @Test func `who does not read is told at last how things stand`() throws {
        let world = try SmallWorld(seed: 238) { $0.network.weather.windowByteCount = 1 << 10 }
        let many = Array(repeating: CheckItem("ann", "chat.start", "bob"), count: 2_000)
        let reader = try WatchReader(world, many)
        reader.caller.connection?.pauseReading()
        for state in ["deny", "allow", "deny", "ask", "allow", "ask", "deny", "allow"] {
            try world.step("setDefaults", columns("beta", "incoming", "chat.start", state))
            world.cluster.advance(by: .milliseconds(50))
        }
        #expect(world.cluster.loop(.decision).bufferedByteCount < 200_000)
        reader.caller.connection?.resumeReading()
        world.cluster.advance(by: .seconds(5))
        let items = try reader.caller.take(reader.id).map(WatchReader.item)
        #expect(items.count <= 2)
        #expect(Set(items.last?.answers.map(\.answer.verdict) ?? []) == [.allow])
        #expect(items.last?.answers.count == 2_000)
    }

    @Test(arguments: 241...244 as ClosedRange<UInt64>)
    func `what was told is what a batch answers, after any history`(seed: UInt64) throws {
        let world = try SmallWorld(seed: seed)
        for (name, json) in Self.people { try world.step(name, json) }
        try world.enable()
        let users = ["ann", "alf", "bob", "ben", "nobody"]
        let actions = ["chat.start", "calendar.preview", "presence.read-detailed", "contact.read-email"]
        let checks = users.flatMap { actor in
            users.flatMap { target in actions.map { CheckItem(actor, $0, target) } }
        }
        let reader = try WatchReader(world, checks)
        var dice = SeededDice(seed: seed)
        var told = 0
        for _ in 0..<40 {
            let (name, json) = Self.random(&dice)
            _ = try? world.step(name, json)
            told += try reader.news().count
            let batch = try world.decision.call(
                CheckBatchRequest.with {
                    $0.checks = checks
                    $0.atLeast = world.seen
                })
            #expect(reader.answers == batch.answers, "after \(name) \(json)")
        }
        #expect(told > 5)
    }
}

// MARK: - The stories

extension WatchTests {
    static let people = [
        (
            "createUser",
            #"{"id": "alf", "organization": "alpha", "email": "alf@alpha.test", "displayName": "Alf"}"#
        ),
        (
            "createUser",
            #"{"id": "ben", "organization": "beta", "email": "ben@beta.test", "displayName": "Ben"}"#
        ),
        (
            "createTeam",
            #"{"id": "team", "organization": "alpha", "name": "Team", "kind": "work", "level": "team-colleague"}"#
        ), ("addTeamMembers", #"{"team": "team", "members": [{"user": "ann"}, {"user": "alf"}]}"#),
    ]
    private static let partnership = [
        (
            "proposePartnership",
            #"{"id": "p", "actor": "ann", "memberEmail": "bob@beta.test", "preset": "full"}"#
        ),
        ("acceptProposal", #"{"actor": "bob", "partnership": "p"}"#),
    ]
    private static let outside = ("ann", "chat.start", "bob")
    private static let inside = ("ann", "presence.read-detailed", "alf")

    static let causes = [
        Cause(
            testDescription: "a partnership is agreed", before: [partnership[0]], step: partnership[1],
            check: outside, from: (.ask, .defaults), to: (.allow, .partnership)),
        Cause(
            testDescription: "a partnership is disabled", before: partnership,
            step: ("disablePartnership", #"{"actor": "bob", "partnership": "p"}"#), check: outside,
            from: (.allow, .partnership), to: (.ask, .defaults)),
        Cause(
            testDescription: "a default table is set",
            step: ("setDefaults", columns("beta", "incoming", "chat.start")), check: outside,
            from: (.ask, .defaults), to: (.deny, .defaults)),
        Cause(
            testDescription: "a team is left",
            step: ("removeTeamMembers", #"{"team": "team", "users": ["ann"]}"#), check: inside,
            from: (.allow, .relationship), to: (.deny, .relationshipTooLow)),
        Cause(
            testDescription: "a team is deleted", step: ("deleteTeam", #"{"id": "team"}"#), check: inside,
            from: (.allow, .relationship), to: (.deny, .relationshipTooLow)),
        Cause(
            testDescription: "a person is deactivated", step: ("deactivateUser", #"{"id": "bob"}"#),
            check: outside, from: (.ask, .defaults), to: (.deny, .targetDeactivated)),
        Cause(
            testDescription: "an organization is suspended",
            step: ("suspendOrganization", #"{"id": "beta"}"#), check: outside, from: (.ask, .defaults),
            to: (.deny, .targetOrganizationSuspended)),
        Cause(
            testDescription: "a person is blocked",
            step: ("setRelationship", #"{"owner": "bob", "viewer": "ann", "level": "blocked"}"#),
            check: outside, from: (.ask, .defaults), to: (.deny, .blocked)),
        Cause(
            testDescription: "a person is trusted",
            step: ("setRelationship", #"{"owner": "bob", "viewer": "ann", "level": "assistant"}"#),
            check: ("ann", "presence.set", "bob"), from: (.deny, .relationshipTooLow),
            to: (.allow, .relationship)),
        Cause(
            testDescription: "a VIP", step: ("updateUser", #"{"id": "alf", "vip": true}"#), check: inside,
            from: (.allow, .relationship), to: (.deny, .relationshipTooLow)),
        Cause(
            testDescription: "a minimum is raised",
            step: (
                "setRightsMatrix",
                #"{"organization": "alpha", "minimums": [{"right": "presence.read-detailed", "level": "assistant"}]}"#
            ), check: inside, from: (.allow, .relationship), to: (.deny, .relationshipTooLow)),
        Cause(
            testDescription: "a floor is raised",
            step: (
                "setInteractionFloors",
                #"{"organization": "beta", "floors": [{"interaction": "chat.start", "level": "employee"}]}"#
            ), check: outside, from: (.ask, .defaults), to: (.deny, .relationshipTooLow)),
        Cause(
            testDescription: "a location lets outsiders in",
            step: (
                "updateLocation", #"{"organization": "beta", "id": "default", "fromOutside": "blocked"}"#
            ), check: outside, from: (.ask, .defaults), to: (.deny, .blocked)),
        Cause(
            testDescription: "somebody comes to be known",
            step: (
                "createUser",
                #"{"id": "late", "organization": "beta", "email": "late@beta.test", "displayName": "L"}"#
            ), check: ("ann", "chat.start", "late"), from: (.deny, .unknownTarget), to: (.ask, .defaults)),
        Cause(
            testDescription: "another version of the same terms",
            before: partnership,
            step: (
                "proposeChange", #"{"actor": "ann", "partnership": "p", "preset": "restricted"}"#
            ), check: outside, from: (.allow, .partnership), to: (.allow, .partnership)),
    ]

    private static func random(_ dice: inout SeededDice) -> (String, String) {
        let user = ["ann", "alf", "bob", "ben"][dice.roll(4)]
        let other = ["ann", "alf", "bob", "ben"][dice.roll(4)]
        switch dice.roll(8) {
        case 0: return ("deactivateUser", #"{"id": "\#(user)"}"#)
        case 1: return ("reactivateUser", #"{"id": "\#(user)"}"#)
        case 2:
            let level = ["blocked", "employee", "assistant"][dice.roll(3)]
            return ("setRelationship", #"{"owner": "\#(user)", "viewer": "\#(other)", "level": "\#(level)"}"#)
        case 3: return ("setRelationship", #"{"owner": "\#(user)", "viewer": "\#(other)"}"#)
        case 4: return ("disablePartnership", #"{"organization": "alpha", "partnership": "p"}"#)
        case 5: return ("requestEnable", #"{"organization": "alpha", "partnership": "p"}"#)
        case 6: return ("confirmEnable", #"{"organization": "beta", "partnership": "p"}"#)
        default:
            return (
                "setDefaults",
                columns("beta", "incoming", "chat.start", ["deny", "ask", "allow"][dice.roll(3)])
            )
        }
    }
}

/// A default table of which one state changes.
private func columns(
    _ organization: String, _ column: String, _ interaction: String, _ state: String = "deny"
) -> String {
    #"{"organization": "\#(organization)", "table": [{"interaction": "\#(interaction)", "\#(column)": "\#(state)"}]}"#
}

/// Repeatable chance.
private struct SeededDice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(sides))
    }
}
