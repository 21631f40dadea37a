import EntenteProtocol
import TestSupport
import Testing

/// What stands after a restart and a repetition, and what replicas are told.
@Suite struct DurabilityTests {
    @Test func everythingStandsAfterARestart() throws {
        let world = try World()
        try world.propose { $0.note = "shall we?" }
        try world.give(CounterProposalRequest.self, by: "bob", terms: [entry("chat.start", out: .allow)])
        try world.setDefaults(of: "alpha", by: "ada", preset: .restricted)
        let before = (
            try world.read(), try world.history(), try world.notifications(of: "alpha", all: true),
            try world.defaults(of: "alpha")
        )
        try world.restart()
        #expect(try world.read() == before.0)
        #expect(try world.history() == before.1)
        #expect(try world.notifications(of: "alpha", all: true) == before.2)
        #expect(try world.defaults(of: "alpha") == before.3)
        #expect(try world.give(AcceptProposalRequest.self, by: "ada", version: 2).state == .enabled)
    }

    @Test func aConfirmationStandsAfterARestart() throws {
        let world = try World()
        try world.enable()
        let first = try world.delete(by: "ada")
        try world.restart()
        #expect(try world.delete(by: "ada", confirmation: first.confirmation).partnership.state == .deleted)
    }

    @Test func aRepeatedCommandIsAnsweredAsTheFirstWas() throws {
        let world = try World()
        try world.propose()
        let first = try world.give(AcceptProposalRequest.self, by: "bob", key: "k1")
        try world.give(DisablePartnershipRequest.self, by: "ada")
        #expect(try world.give(AcceptProposalRequest.self, by: "bob", key: "k1") == first)
        #expect(try world.read().version == 3)
        try world.refused(.conflict) { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "bob", version: 1, key: "k1")
        }
    }

    @Test func aProposalWithoutAnIdGetsOneAndKeepsItWhenRepeated() throws {
        let world = try World()
        let first = try world.propose("") { $0.requestKey = "k" }
        #expect(first.id.hasPrefix("pts_"))
        #expect(try world.propose("") { $0.requestKey = "k" } == first)
    }

    @Test func everyCallOfTheTableIsOffered() throws {
        let world = try World()
        for call in Call.all where call.services.contains(.partnership) && call.method != .hello {
            #expect(world.cluster.server(.partnership).offers(call.method), "\(call.method.name)")
        }
    }
}
