import EntenteProtocol
import TestSupport
import Testing

/// The life of a partnership, row by row.
@Suite struct LifeTests {
    @Test func aProposalIsOpenAndWaitsForTheOtherSide() throws {
        let world = try World()
        let told = try world.propose()
        #expect(told.state == .proposed)
        #expect(told.version == 1)
        #expect(told.organization == "alpha" && told.partner == "beta")
        #expect(told.terms.isEmpty && told.preset == .unspecified)
        #expect(told.open?.kind == .proposal && told.open?.by == "alpha" && told.open?.preset == .limited)
        #expect(told.awaitingApproval && !told.needsAttention)
        let theirs = try world.read(from: "beta")
        #expect(theirs.needsAttention && !theirs.awaitingApproval)
    }

    @Test func acceptingPutsTheProposalInForce() throws {
        let world = try World()
        try world.propose { $0.terms = [entry("chat.start", out: .allow, in: .ask)] }
        let told = try world.give(AcceptProposalRequest.self, by: "bob")
        #expect(told.state == .enabled && told.version == 2 && told.open == nil)
        #expect(told.organization == "beta")
        #expect(told.terms.states("chat.start") == "ask/allow")
        #expect(try world.read(from: "alpha").terms.states("chat.start") == "allow/ask")
        #expect(told.terms.states("meeting.schedule") == "deny/deny")
        #expect(told.preset == .custom)
    }

    @Test func rejectingAndWithdrawingAreFinalAndLetAnotherBeProposed() throws {
        let world = try World()
        try world.propose()
        #expect(try world.give(RejectProposalRequest.self, by: "bob").state == .rejected)
        try world.refused(.failedPrecondition, state: "rejected") { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "bob")
        }
        try world.propose("q", by: "bob", to: "amy@alpha.test")
        #expect(try world.give(WithdrawProposalRequest.self, by: "bob", to: "q").state == .withdrawn)
        try world.propose("r")
        #expect(try world.list("alpha") == ["p", "q", "r"])
    }

    @Test func aCounterTurnsTheTable() throws {
        let world = try World()
        try world.propose { $0.terms = [entry("chat.start", out: .allow, in: .allow)] }
        let told = try world.give(
            CounterProposalRequest.self, by: "bob", terms: [entry("chat.start", in: .ask)])
        #expect(told.open?.by == "beta" && told.awaitingApproval)
        #expect(told.open?.terms.states("chat.start") == "allow/ask")
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "bob")
        }
        let accepted = try world.give(AcceptProposalRequest.self, by: "ada")
        #expect(accepted.terms.states("chat.start") == "ask/allow")
        #expect(accepted.version == 3)
    }

    @Test func aRevisionReplacesOnesOwnProposalAlone() throws {
        let world = try World()
        try world.propose()
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(ReviseProposalRequest.self, by: "bob", preset: .full)
        }
        let told = try world.give(ReviseProposalRequest.self, by: "ada", preset: .full)
        #expect(told.open?.preset == .full && told.open?.by == "alpha" && told.version == 2)
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(WithdrawProposalRequest.self, by: "bob")
        }
    }

    @Test func aChangeWaitsWhileTheOldTermsHold() throws {
        let world = try World()
        try world.enable()
        let told = try world.give(
            ProposeChangeRequest.self, by: "bob", terms: [entry("workspace.transfer", out: .allow)])
        #expect(told.state == .enabled && told.preset == .limited && told.open?.kind == .change)
        #expect(told.terms.states("workspace.transfer") == "deny/deny")
        #expect(told.open?.terms.states("workspace.transfer") == "allow/deny")
        #expect(told.open?.terms.states("meeting.schedule") == "allow/allow")
        try world.refused(.failedPrecondition) { () throws(Failure) in
            try world.give(ProposeChangeRequest.self, by: "ada", preset: .full)
        }
        let accepted = try world.give(AcceptProposalRequest.self, by: "ada")
        #expect(accepted.state == .enabled && accepted.open == nil)
        #expect(accepted.terms.states("workspace.transfer") == "deny/allow")
    }

    @Test func aChangeCanBeRejectedCounteredRevisedAndWithdrawn() throws {
        let world = try World()
        try world.enable()
        try world.give(ProposeChangeRequest.self, by: "ada", preset: .full)
        #expect(try world.give(RejectProposalRequest.self, by: "bob").state == .enabled)
        try world.give(ProposeChangeRequest.self, by: "ada", preset: .full)
        try world.give(CounterProposalRequest.self, by: "bob", preset: .restricted)
        try world.give(ReviseProposalRequest.self, by: "bob", preset: .full)
        let told = try world.give(WithdrawProposalRequest.self, by: "bob")
        #expect(told.open == nil && told.preset == .limited && told.state == .enabled)
        #expect(told.version == 8)
    }

    @Test func disablingIsImmediateAndEnablingNeedsBoth() throws {
        let world = try World()
        try world.enable()
        try world.refused(.failedPrecondition, state: "enabled") { () throws(Failure) in
            try world.give(RequestEnableRequest.self, by: "ada")
        }
        #expect(try world.give(DisablePartnershipRequest.self, by: "bob").state == .disabled)
        try world.refused(.failedPrecondition, state: "disabled") { () throws(Failure) in
            try world.give(DisablePartnershipRequest.self, by: "ada")
        }
        let asked = try world.give(RequestEnableRequest.self, by: "ada")
        #expect(asked.state == .disabled && asked.open?.kind == .enableRequest && asked.open?.terms == [])
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(ConfirmEnableRequest.self, by: "ada")
        }
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(DeclineEnableRequest.self, by: "ada")
        }
        try world.refused(.permissionDenied) { () throws(Failure) in
            try world.give(CancelEnableRequest.self, by: "bob")
        }
        try world.refused(.failedPrecondition) { () throws(Failure) in
            try world.give(AcceptProposalRequest.self, by: "bob")
        }
        #expect(try world.give(DeclineEnableRequest.self, by: "bob").open == nil)
        try world.give(RequestEnableRequest.self, by: "bob")
        try world.give(CancelEnableRequest.self, by: "bob")
        try world.give(RequestEnableRequest.self, by: "bob")
        let enabled = try world.give(ConfirmEnableRequest.self, by: "ada")
        #expect(enabled.state == .enabled && enabled.preset == .limited)
    }

    @Test func deletingTakesAConfirmationOfTheVersionThatStands() throws {
        let world = try World()
        try world.enable()
        try world.refused(.invalidArgument) { () throws(Failure) in
            try world.delete(by: "ada", confirmation: "2-0000000000000000")
        }
        let first = try world.delete(by: "ada")
        #expect(!first.confirmation.isEmpty && first.partnership.state == .enabled)
        #expect(try world.history().count == 2)
        try world.give(ProposeChangeRequest.self, by: "bob", preset: .full)
        let failure = try world.refused(.conflict) { () throws(Failure) in
            try world.delete(by: "ada", confirmation: first.confirmation)
        }
        #expect(failure.details?.currentVersion == 3)
        let deleted = try world.deleteTwice(by: "bob")
        #expect(deleted.state == .deleted && deleted.open == nil && deleted.version == 4)
        try world.refused(.failedPrecondition, state: "deleted") { () throws(Failure) in
            try world.delete(by: "ada")
        }
        try world.refused(.failedPrecondition, state: "deleted") { () throws(Failure) in
            try world.give(RequestEnableRequest.self, by: "ada")
        }
    }

    @Test func theConfirmationOfTheOtherSideServesToo() throws {
        let world = try World()
        try world.enable()
        let first = try world.delete(by: "ada")
        #expect(try world.delete(by: "bob", confirmation: first.confirmation).partnership.state == .deleted)
    }

    @Test func whatIsOnlyProposedCannotBeDeletedDisabledOrChanged() throws {
        let world = try World()
        try world.propose()
        try world.refused(.failedPrecondition, state: "proposed") { () throws(Failure) in
            try world.delete(by: "ada")
        }
        try world.refused(.failedPrecondition, state: "proposed") { () throws(Failure) in
            try world.give(DisablePartnershipRequest.self, by: "ada")
        }
        try world.refused(.failedPrecondition, state: "proposed") { () throws(Failure) in
            try world.give(ProposeChangeRequest.self, by: "ada", preset: .full)
        }
        try world.refused(.failedPrecondition, state: "proposed") { () throws(Failure) in
            try world.give(ConfirmEnableRequest.self, by: "bob")
        }
    }

    @Test func theHistoryTellsEachSideAndOutlivesThePartnership() throws {
        let world = try World()
        try world.propose {
            $0.terms = [entry("chat.start", out: .allow, in: .ask)]
            $0.note = "shall we?"
        }
        try world.give(AcceptProposalRequest.self, by: "bob")
        try world.give(DisablePartnershipRequest.self, by: "ada")
        try world.deleteTwice(by: "ada")
        let told = try world.history(from: "beta")
        #expect(told.map(\.action) == [.proposed, .accepted, .disabled, .deleted])
        #expect(told.map(\.version) == [1, 2, 3, 4])
        #expect(told.map(\.actor) == ["ada", "bob", "ada", "ada"])
        #expect(told.map(\.organization) == ["alpha", "beta", "alpha", "alpha"])
        #expect(told.map(\.from) == [.unspecified, .proposed, .enabled, .disabled])
        #expect(told.map(\.to) == [.proposed, .enabled, .disabled, .deleted])
        #expect(told[0].note == "shall we?")
        #expect(told[0].terms.states("chat.start") == "ask/allow")
        #expect(try world.history(from: "alpha")[1].terms.states("chat.start") == "allow/ask")
        try world.propose("q")
        #expect(try world.history().count == 4)
    }
}
