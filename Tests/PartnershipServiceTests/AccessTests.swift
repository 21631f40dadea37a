import EntenteProtocol
import TestSupport
import Testing

/// Operators, bound tokens, scopes.
@Suite struct AccessTests {
    @Test func theOperatorSaysForWhichSideItActs() throws {
        let world = try World()
        try world.refused(.invalidArgument) { () throws(Failure) in try world.propose(by: "") }
        try world.refused(.notFound) { () throws(Failure) in
            try world.propose(by: "") { $0.organization = "omega" }
        }
        let told = try world.propose(by: "") { $0.organization = "alpha" }
        #expect(told.organization == "alpha" && told.awaitingApproval)
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "", organization: "gamma")
        }
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "", organization: "alpha")
        }
        try world.refused(.invalidArgument) { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "")
        }
        #expect(try world.give(AcceptProposalRequest.self, by: "", organization: "beta").state == .enabled)
        #expect(try world.history().map(\.actor) == ["", ""])
        #expect(try world.history().map(\.organization) == ["alpha", "beta"])
    }

    @Test func aTokenWithoutTheScopeMayNotCall() throws {
        let world = try World()
        try world.propose()
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "bob", token: "read")
        }
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "", organization: "beta", token: "admin")
        }
        try world.refused(.permissionDenied) { () throws(Failure) in try world.read(token: "admin") }
        #expect(try world.give(AcceptProposalRequest.self, by: "bob", token: "admin").state == .enabled)
        #expect(try world.read(token: "read").state == .enabled)
    }

    @Test func aBoundTokenActsForItsOrganizationAlone() throws {
        let world = try World()
        world.cluster.addToken(name: "of-alpha", scopes: "read,admin,operate", organization: "alpha")
        world.cluster.addToken(name: "of-gamma", scopes: "read,admin,operate", organization: "gamma")
        try world.refused(.permissionDenied) { () throws(Failure) in try world.propose(token: "of-gamma") }
        try world.propose(token: "of-alpha")
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "bob", token: "of-alpha")
        }
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "", organization: "beta", token: "of-alpha")
        }
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(WithdrawProposalRequest.self, by: "gus", token: "of-gamma")
        }
        #expect(
            try world.give(ReviseProposalRequest.self, by: "ada", token: "of-alpha", preset: .full).version
                == 2)
    }

    @Test func aBoundTokenSeesItsOrganizationAlone() throws {
        let world = try World()
        try world.enable()
        world.cluster.addToken(name: "of-beta", scopes: "read", organization: "beta")
        world.cluster.addToken(name: "of-gamma", scopes: "read", organization: "gamma")
        #expect(try world.read(token: "of-beta").organization == "beta")
        #expect(try world.read(from: "beta", token: "of-beta").organization == "beta")
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.read(from: "alpha", token: "of-beta")
        }
        try world.refused(.permissionDenied) { () throws(Failure) in try world.read(token: "of-gamma") }
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.call(ListPartnershipsRequest.with { $0.organization = "alpha" }, token: "of-gamma")
        }
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.call(ListNotificationsRequest.with { $0.organization = "alpha" }, token: "of-beta")
        }
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.call(PartnershipHistoryRequest.with { $0.partnership = "p" }, token: "of-gamma")
        }
        let failure = try world.refused(.permissionDenied) { () throws(Failure) in
            try world.defaults(of: "alpha", token: "of-beta")
        }
        for word in ["allow", "deny", "ask"] { #expect(!failure.message.contains(word)) }
        #expect(try world.defaults(of: "beta", token: "of-beta").version == 1)
        #expect(try world.defaults(of: "alpha", token: "read").version == 1)
    }
}
