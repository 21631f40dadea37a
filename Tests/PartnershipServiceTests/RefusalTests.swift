import EntenteProtocol
import TestSupport
import Testing

/// What is refused, with which code; nothing is changed by any of it.
@Suite struct RefusalTests {
    @Test func proposalsToNobodyOrOneselfAreRefused() throws {
        let world = try World()
        try world.deactivate("ben")
        try world.refused(.notFound) { () throws(Failure) in try world.propose(to: "nobody@beta.test") }
        try world.refused(.notFound) { () throws(Failure) in try world.propose(to: "ben@beta.test") }
        try world.refused(.invalidArgument) { () throws(Failure) in try world.propose(to: "amy@alpha.test") }
        try world.refused(.invalidArgument) { () throws(Failure) in try world.propose(to: "beta.test") }
        try world.refused(.invalidArgument) { () throws(Failure) in try world.propose("with space") }
        try world.refused(.invalidArgument) { () throws(Failure) in
            try world.propose(String(repeating: "x", count: 65))
        }
    }

    @Test func anAddressIsFoundInAnyCase() throws {
        let world = try World()
        #expect(try world.propose(to: "BEN@Beta.Test").partner == "beta")
    }

    @Test func aSecondLivePartnershipIsRefusedFromEitherSide() throws {
        let world = try World()
        try world.propose()
        for state in [PartnershipState.proposed, .enabled, .disabled] {
            #expect(try world.read().state == state)
            try world.refused(.alreadyExists) { () throws(Failure) in try world.propose("q") }
            try world.refused(.alreadyExists) { () throws(Failure) in
                try world.propose("q", by: "bob", to: "ada@alpha.test")
            }
            if state == .proposed { try world.give(AcceptProposalRequest.self, by: "bob") }
            if state == .enabled { try world.give(DisablePartnershipRequest.self, by: "bob") }
        }
        try world.deleteTwice(by: "ada")
        try world.refused(.alreadyExists) { () throws(Failure) in try world.propose("p") }
        #expect(try world.propose("q", by: "bob", to: "ada@alpha.test").state == .proposed)
    }

    @Test func onlyAdministratorsOfTheTwoSidesAct() throws {
        let world = try World()
        try world.refused(.permissionDenied) { () throws(Failure) in try world.propose(by: "amy") }
        try world.refused(.permissionDenied) { () throws(Failure) in try world.propose(by: "nobody") }
        try world.propose()
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "ben")
        }
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "gus")
        }
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "nobody")
        }
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "ada")
        }
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "bob", organization: "alpha")
        }
        try world.deactivate("bob")
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "bob")
        }
    }

    @Test func anUnknownPartnershipIsNotFound() throws {
        let world = try World()
        try world.refused(.notFound) { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "ada", to: "x")
        }
        try world.refused(.notFound) { () throws(Failure) in try world.read("x") }
        try world.refused(.notFound) { () throws(Failure) in try world.history("x") }
        try world.refused(.notFound) { () throws(Failure) in try world.delete(by: "ada", "x") }
        try world.refused(.invalidArgument) { () throws(Failure) in try world.read("") }
    }

    @Test func aStaleVersionIsAConflictThatNamesTheCurrentOne() throws {
        let world = try World()
        try world.enable()
        for version in [1, 3, 99] as [Int64] {
            let failure = try world.refused(.conflict) { () throws(Failure) in
                try world.give(DisablePartnershipRequest.self, by: "ada", version: version)
            }
            #expect(failure.details?.currentVersion == 2)
        }
        let failure = try world.refused(.conflict) { () throws(Failure) in
            try world.delete(by: "ada", version: 1)
        }
        #expect(failure.details?.currentVersion == 2)
        try world.refused(.invalidArgument) { () throws(Failure) in
            try world.give(DisablePartnershipRequest.self, by: "ada", version: -1)
        }
        try world.give(DisablePartnershipRequest.self, by: "ada", version: 2)
        try world.refused(.conflict, "q") { () throws(Failure) in
            try world.propose("q") { $0.expectedVersion = 1 }
        }
    }

    @Test func malformedTermsAreRefused() throws {
        let world = try World()
        let bad: [[PermissionEntry]] = [
            [entry("calendar.preview", out: .ask)],
            [entry("no.such", out: .allow)],
            [entry("chat.start", out: .unspecified)],
            [entry("chat.start", out: .allow), entry("chat.start", in: .allow)],
        ]
        for terms in bad {
            try world.refused(.invalidArgument) { () throws(Failure) in try world.propose { $0.terms = terms }
            }
        }
        try world.refused(.invalidArgument) { () throws(Failure) in
            try world.propose {
                $0.preset = .full
                $0.terms = [entry("chat.start", out: .allow)]
            }
        }
        try world.refused(.invalidArgument) { () throws(Failure) in try world.propose { $0.preset = .custom }
        }
        try world.refused(.invalidArgument) { () throws(Failure) in
            try world.propose { $0.note = String(repeating: "x", count: 1001) }
        }
        try world.refused(.invalidArgument) { () throws(Failure) in
            try world.propose { $0.proposalExpiresAt = 1 }
        }
        try world.enable()
        for terms in bad {
            try world.refused(.invalidArgument) { () throws(Failure) in
                try world.give(ProposeChangeRequest.self, by: "ada", terms: terms)
            }
        }
    }

    @Test func aSuspendedSideCanDoNothing() throws {
        let world = try World()
        try world.suspend("alpha")
        try world.refused(.failedPrecondition, state: "suspended") { () throws(Failure) in try world.propose()
        }
        try world.resume("alpha")
        try world.enable()
        try world.give(ProposeChangeRequest.self, by: "ada", preset: .full)
        try world.suspend("alpha")
        try refuseSteps(world, by: "ada", ofOperatorFor: "")
        try refuseSteps(world, by: "", ofOperatorFor: "alpha")
        try world.resume("alpha")
        #expect(try world.give(WithdrawProposalRequest.self, by: "ada").open == nil)
    }

    private func refuseSteps(_ world: World, by actor: String, ofOperatorFor organization: String) throws {
        func refused<Name: CallName>(_ type: PartnershipStep<Name>.Type) throws {
            try world.refused(.failedPrecondition, state: "suspended") { () throws(Failure) in
                try world.give(type, by: actor, organization: organization)
            }
        }
        try refused(AcceptProposalRequest.self)
        try refused(RejectProposalRequest.self)
        try refused(WithdrawProposalRequest.self)
        try refused(DisablePartnershipRequest.self)
        try refused(RequestEnableRequest.self)
        try world.refused(.failedPrecondition, state: "suspended") { () throws(Failure) in
            try world.give(CounterProposalRequest.self, by: actor, organization: organization, preset: .full)
        }
        try world.refused(.failedPrecondition, state: "suspended") { () throws(Failure) in
            try world.delete(by: actor, organization: organization)
        }
    }

    @Test func aStaleVersionIsSaidBeforeTheSuspension() throws {
        let world = try World()
        try world.enable()
        try world.suspend("alpha")
        for (actor, organization) in [("ada", ""), ("", "alpha")] {
            try world.refused(.conflict) { () throws(Failure) in
                try world.give(
                    DisablePartnershipRequest.self, by: actor, version: 1, organization: organization)
            }
        }
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(DisablePartnershipRequest.self, by: "amy", version: 1)
        }
    }

    @Test func nothingIsBuiltOnTheWordOfASuspendedPartner() throws {
        let world = try World()
        try world.suspend("beta")
        try world.refused(.failedPrecondition, state: "suspended") { () throws(Failure) in try world.propose()
        }
        try world.resume("beta")
        try world.enable()
        try world.give(ProposeChangeRequest.self, by: "bob", preset: .full)
        try world.suspend("beta")
        try world.refused(.failedPrecondition, state: "suspended") { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "ada")
        }
        try world.refused(.failedPrecondition, state: "suspended") { () throws(Failure) in
            try world.give(CounterProposalRequest.self, by: "ada", preset: .full)
        }
        try world.give(RejectProposalRequest.self, by: "ada")
        try world.give(DisablePartnershipRequest.self, by: "ada")
        try world.refused(.failedPrecondition, state: "suspended") { () throws(Failure) in
            try world.give(RequestEnableRequest.self, by: "ada")
        }
        #expect(try world.deleteTwice(by: "ada").state == .deleted)
    }
}
