import EntenteProtocol
import PartnershipService
import SQLiteStore
import TestSupport
import Testing

/// Interactions that an operator registers: what becomes of tables, terms and presets, who may, what stands.
@Suite struct RegistrationTests {
    @Test func itIsDeniedEverywhereUntilChanged() throws {
        let world = try World()
        try world.enable()
        let registered = try world.register("file.share", ask: true)
        #expect(registered.code == 7 && registered.category == "file" && registered.askAllowed)
        #expect(registered.weCan == "Take part in `file.share` started by them")
        #expect(registered.theyCan == "Take part in `file.share` started by us")
        #expect(try world.call(ListInteractionsRequest()).items.last == registered)
        for organization in ["alpha", "beta", "gamma"] {
            let defaults = try world.defaults(of: organization)
            #expect(defaults.table.count == 7 && defaults.table.states("file.share") == "deny/deny")
            #expect(defaults.preset == .limited && defaults.version == 1)
        }
        let standing = try world.read()
        #expect(standing.terms.states("file.share") == "deny/deny" && standing.preset == .limited)
        #expect(standing.version == 2, "terms that say the same are the same version")
    }

    @Test func ofThePresetsOnlyFullAllowsIt() throws {
        let world = try World()
        try world.register("file.share")
        let presets = try world.call(ListPresetsRequest()).items
        #expect(presets.map { $0.terms.states("file.share") } == ["allow/allow", "deny/deny", "deny/deny"])
        #expect(presets.map { $0.table.states("file.share") } == ["allow/allow", "deny/deny", "deny/deny"])
        let proposed = try world.propose { $0.preset = .full }
        #expect(proposed.open?.preset == .full)
        #expect(proposed.open?.terms.states("file.share") == "allow/allow")
        let defaults = try world.setDefaults(of: "alpha", by: "ada", preset: .full)
        #expect(defaults.preset == .full && defaults.table.states("file.share") == "allow/allow")
    }

    @Test func whatWasFullIsCustomUntilBothSidesAllowItToo() throws {
        let world = try World()
        try world.propose { $0.preset = .full }
        #expect(try world.give(AcceptProposalRequest.self, by: "bob").preset == .full)
        #expect(try world.setDefaults(of: "beta", by: "bob", preset: .full).preset == .full)
        try world.give(ProposeChangeRequest.self, by: "ada", preset: .full)
        try world.register("file.share")
        let standing = try world.read()
        #expect(standing.preset == .custom && standing.terms.states("file.share") == "deny/deny")
        #expect(standing.open?.preset == .custom, "an offer is what it was when it was made")
        #expect(try world.defaults(of: "beta").preset == .custom)
        try world.give(WithdrawProposalRequest.self, by: "ada")
        let change = [entry("file.share", out: .allow, in: .allow)]
        try world.give(ProposeChangeRequest.self, by: "ada", terms: change)
        #expect(try world.give(AcceptProposalRequest.self, by: "bob").preset == .full)
        #expect(try world.setDefaults(of: "beta", by: "bob", table: change).preset == .full)
    }

    @Test func askIsForThoseThatWereRegisteredWithIt() throws {
        let world = try World()
        try world.register("file.share", ask: true)
        try world.register("file.read")
        let table = try world.setDefaults(of: "alpha", by: "ada", table: [entry("file.share", in: .ask)])
            .table
        #expect(table.states("file.share") == "deny/ask")
        let refusal = try world.refused(.invalidArgument) { () throws(Failure) in
            try world.setDefaults(of: "alpha", by: "ada", table: [entry("file.read", in: .ask)])
        }
        #expect(refusal.message.contains("table[0].incoming") && refusal.message.contains("file.read"))
    }

    @Test func replicasLearnOfIt() throws {
        let world = try World()
        _ = try world.defaults(of: "alpha")
        let before = world.seen.partnership
        try world.register("file.share", ask: true)
        #expect(world.seen.partnership == before + 1)
        try world.setDefaults(of: "alpha", by: "ada", table: [entry("file.share", in: .allow)])
        #expect(world.seen.partnership == before + 2)
    }

    @Test func itStandsAfterARestart() throws {
        let world = try World()
        let first = try world.register("file.share", ask: true)
        let second = try world.register("file.read")
        try world.setDefaults(of: "alpha", by: "ada", table: [entry("file.share", in: .ask)])
        try world.restart()
        #expect(try world.call(ListInteractionsRequest()).items.suffix(2) == [first, second])
        #expect(try world.defaults(of: "alpha").table.states("file.share") == "deny/ask")
        #expect(try world.register("file.move").code == 9)
        try world.refused(.alreadyExists) { () throws(Failure) in try world.register("file.share") }
    }

    @Test func aRepetitionUnderItsKeyRegistersOnce() throws {
        let world = try World()
        let first = try world.register("file.share", key: "k")
        #expect(try world.register("file.share", key: "k") == first)
        try world.refused(.conflict) { () throws(Failure) in try world.register("file.read", key: "k") }
        #expect(try world.call(ListInteractionsRequest()).items.count == 7)
    }

    @Test func whatIsRefusedRegistersNothing() throws {
        let world = try World()
        world.cluster.addToken(name: "bound", scopes: "operate,read", organization: "alpha")
        let before = try world.call(ListInteractionsRequest()).items
        let cases:
            [(FailureCode, name: String, category: String, actor: String, token: String, says: String)] = [
                (.permissionDenied, "file.share", "file", "", "admin", "operate"),
                (.permissionDenied, "file.share", "file", "", "read", "scope"),
                (.permissionDenied, "file.share", "file", "", "bound", "alpha"),
                (.permissionDenied, "file share", "file", "", "bound", "alpha"),
                (.permissionDenied, "file.share", "file", "ada", "all", "operator"),
                (.permissionDenied, "chat.start", "file", "ada", "all", "operator"),
                (.permissionDenied, "file.share", "file", "nobody", "all", "operator"),
                (.invalidArgument, "file.share", "file", "a b", "all", "`actor`"),
                (.invalidArgument, "file share", "file", "ada", "all", "`name`"),
                (.invalidArgument, "", "file", "", "all", "`name`"),
                (.invalidArgument, "presence.set", "presence", "", "all", "`name`"),
                (.invalidArgument, "file.share", "", "", "all", "`category`"),
                (.invalidArgument, "file.share", "a\u{7}b", "", "all", "`category`"),
                (.alreadyExists, "chat.start", "chat", "", "all", "`chat.start`"),
            ]
        for (code, name, category, actor, token, says) in cases {
            let refusal = try world.refused(code) { () throws(Failure) in
                try world.register(name, category: category, by: actor, token: token)
            }
            #expect(refusal.message.contains(says), "\(refusal.message)")
        }
        #expect(try world.call(ListInteractionsRequest()).items == before)
    }

    @Test func theThirtyThirdIsRefused() throws {
        let world = try World()
        for number in 7...32 { #expect(try world.register("extra.n\(number)").code == number) }
        let refusal = try world.refused(.invalidArgument) { () throws(Failure) in
            try world.register("extra.n33")
        }
        #expect(refusal.message.contains("`name`") && refusal.message.contains("32"))
        try world.refused(.alreadyExists) { () throws(Failure) in try world.register("extra.n7") }
        #expect(try world.setDefaults(of: "alpha", by: "ada", preset: .full).table.count == 32)
        #expect(try world.call(ListPresetsRequest()).items[0].terms.count == 32)
    }

    // MARK: memory and tables

    @Test func aTurnBuildsOnWhatItRegistered() throws {
        let world = try World()
        let caller = world.cluster.caller(.partnership)
        let asked = inOneTurn(world) {
            [
                caller.send(registration("file.share")),
                caller.send(registration("file.share")),
                caller.send(
                    SetDefaultsRequest.with {
                        $0.organization = "alpha"
                        $0.table = [entry("file.share", in: .allow)]
                        $0.atLeast = world.seen
                    }),
            ]
        }
        #expect(try caller.response(to: RegisterInteractionRequest.self, asked[0]).interaction.code == 7)
        #expect(throws: Failure.self) {
            try caller.response(to: RegisterInteractionRequest.self, asked[1])
        }
        let table = try caller.response(to: SetDefaultsRequest.self, asked[2]).defaults.table
        #expect(table.states("file.share") == "deny/allow")
    }

    /// As SQLite does on some errors: everything the turn wrote is gone, and memory with it.
    @Test func whatALostTurnRegisteredIsNotThere() throws {
        let world = try World()
        try world.register("file.move")
        let caller = world.cluster.caller(.partnership)
        let asked = inOneTurn(world) {
            [caller.send(registration("file.share")), caller.send(registration("file.read"))]
        }
        try loseTurn(of: world)
        for id in asked {
            #expect(throws: Failure.self) { try caller.response(to: RegisterInteractionRequest.self, id) }
        }
        #expect(try world.call(ListInteractionsRequest()).items.map(\.code) == Array(1...7))
        #expect(try world.register("file.read").code == 8)
        try world.restart()
        #expect(try world.call(ListInteractionsRequest()).items.last?.name == "file.read")
    }

    @Test func whatAFullDiskRefusedIsNotThere() throws {
        let world = try World()
        let database = try database(of: world)
        let pages = try #require(try database.queryOne("PRAGMA page_count") { $0.int(0) })
        try database.run("PRAGMA max_page_count = \(pages)")
        var names: [String] = []
        var refusal: Failure?
        for number in 7...32 where refusal == nil {
            let name = "extra.n\(number)"
            do throws(Failure) {
                try world.register(name, category: String(repeating: "x", count: 64))
                names.append(name)
            } catch {
                refusal = error
            }
        }
        #expect(refusal?.code == .unavailable)
        let listed = try world.call(ListInteractionsRequest()).items
        #expect(listed.dropFirst(6).map(\.name) == names)
        try database.run("PRAGMA max_page_count = 1000000")
        #expect(try world.register("file.share").code == Int32(names.count) + 7)
    }

    /// Rolls back whatever the service's next turn writes, behind its back; keeps nothing of the service.
    private func loseTurn(of world: World) throws {
        let database = try database(of: world)
        let loop = world.cluster.loop(.partnership)
        loop.schedule(at: loop.now) { [weak database] in _ = try? database?.run("ROLLBACK") }
    }

    private func database(of world: World) throws -> Database {
        try #require(world.cluster.service(.partnership) as? PartnershipService).source.database
    }

    /// Lets everything that `send` sends arrive before the service's next turn begins.
    private func inOneTurn(_ world: World, _ send: () -> [UInt32]) -> [UInt32] {
        world.cluster.network.weather.oneShortWriteIn = 0
        let loop = world.cluster.loop(.partnership)
        world.cluster.network.pause(loop)
        let ids = send()
        world.cluster.advance(by: .milliseconds(200))
        world.cluster.network.resume(loop)
        return ids
    }
}

private func registration(
    _ name: String, category: String = "file", by actor: String = "", ask: Bool = false, key: String = ""
) -> RegisterInteractionRequest {
    .with {
        $0.name = name
        $0.category = category
        $0.actor = actor
        $0.askAllowed = ask
        $0.requestKey = key
    }
}

extension World {
    @discardableResult
    fileprivate func register(
        _ name: String, category: String = "file", by actor: String = "", ask: Bool = false,
        key: String = "", token: String = "all"
    ) throws(Failure) -> Interaction {
        let request = registration(name, category: category, by: actor, ask: ask, key: key)
        return try call(request, token: token).interaction
    }
}
