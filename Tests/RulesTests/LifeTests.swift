// The life of a partnership row by row: every command in every situation, by either side.

import EntenteProtocol
import Rules
import Testing

private let now: Int64 = 1_700_000_000_000
private let day: Int64 = 86_400_000
private let catalog = InteractionCatalog.builtIn

/// A situation a partnership can be in; `X` is always the first side.
enum Situation: CaseIterable, Sendable {
    case proposedByX
    case enabled
    case enabledChangeByX
    case disabled
    case disabledChangeByX
    case disabledRequestByX
    case rejected
    case withdrawn
    case lapsed
    case deleted

    func life() throws -> PartnershipLife {
        let proposed = PartnershipLife.proposed(by: "x", to: "y", try offer(.full), at: now).life
        switch self {
        case .proposedByX: return proposed
        case .enabled: return try proposed.after(.accept, .second)
        case .enabledChangeByX:
            return try Situation.enabled.life().after(.proposeChange(try offer(.restricted)), .first)
        case .disabled: return try Situation.enabled.life().after(.disable, .first)
        case .disabledChangeByX: return try Situation.enabledChangeByX.life().after(.disable, .second)
        case .disabledRequestByX: return try Situation.disabled.life().after(.requestEnable, .first)
        case .rejected: return try proposed.after(.reject, .second)
        case .withdrawn: return try proposed.after(.withdraw, .first)
        case .lapsed: return try #require(proposed.elapse(to: now + 30 * day).last).life
        case .deleted: return try Situation.disabledRequestByX.life().after(.delete, .second)
        }
    }

    private func offer(_ preset: Preset) throws -> Offer {
        try Offer(preset: preset, catalog: catalog, now: now)
    }
}

extension PartnershipLife {
    func after(_ command: LifeCommand, _ side: Side) throws -> PartnershipLife {
        try apply(command, by: side, at: now).life
    }
}

/// What is expected of one command in one situation, given by X and by Y.
private enum Expected: Equatable {
    case done(PartnershipState, open: OpenKind?, by: Side?, PartnershipAction)
    case wrongSide
    case notPossible
}

private func outcome(_ command: LifeCommand, _ life: PartnershipLife, _ side: Side) -> Expected {
    do throws(LifeRefusal) {
        let outcome = try life.apply(command, by: side, at: now)
        #expect(outcome.life.version == life.version + 1)
        #expect(outcome.from == life.state)
        #expect(outcome.by == side)
        #expect(outcome.notices.map(\.side) == [side.other])
        #expect(
            outcome.notices[0].needsAttention
                == (outcome.life.open?.by == side && outcome.life.open != life.open))
        return .done(outcome.to, open: outcome.life.open?.kind, by: outcome.life.open?.by, outcome.action)
    } catch {
        let failure = error.failure
        if failure.code == .permissionDenied { return .wrongSide }
        #expect(failure.code == .failedPrecondition)
        #expect(failure.details?.state == life.state.name)
        return .notPossible
    }
}

/// The table: what each command does where X, then where Y gives it; whatever is not listed is not possible.
private func expected(_ name: String, _ situation: Situation) -> (x: Expected, y: Expected) {
    func done(_ state: PartnershipState, _ action: PartnershipAction, open: OpenKind? = nil, by: Side? = nil)
        -> Expected
    {
        .done(state, open: open, by: by, action)
    }
    switch (name, situation) {
    case ("accept", .proposedByX): return (.wrongSide, done(.enabled, .accepted))
    case ("accept", .enabledChangeByX): return (.wrongSide, done(.enabled, .accepted))
    case ("accept", .disabledChangeByX): return (.wrongSide, done(.disabled, .accepted))
    case ("reject", .proposedByX): return (.wrongSide, done(.rejected, .rejected))
    case ("reject", .enabledChangeByX): return (.wrongSide, done(.enabled, .rejected))
    case ("reject", .disabledChangeByX): return (.wrongSide, done(.disabled, .rejected))
    case ("counter", .proposedByX):
        return (.wrongSide, done(.proposed, .countered, open: .proposal, by: .second))
    case ("counter", .enabledChangeByX):
        return (.wrongSide, done(.enabled, .countered, open: .change, by: .second))
    case ("counter", .disabledChangeByX):
        return (.wrongSide, done(.disabled, .countered, open: .change, by: .second))
    case ("revise", .proposedByX): return (done(.proposed, .revised, open: .proposal, by: .first), .wrongSide)
    case ("revise", .enabledChangeByX):
        return (done(.enabled, .revised, open: .change, by: .first), .wrongSide)
    case ("revise", .disabledChangeByX):
        return (done(.disabled, .revised, open: .change, by: .first), .wrongSide)
    case ("withdraw", .proposedByX): return (done(.withdrawn, .withdrawn), .wrongSide)
    case ("withdraw", .enabledChangeByX): return (done(.enabled, .withdrawn), .wrongSide)
    case ("withdraw", .disabledChangeByX): return (done(.disabled, .withdrawn), .wrongSide)
    case ("propose a change", .enabled):
        return (
            done(.enabled, .changeProposed, open: .change, by: .first),
            done(.enabled, .changeProposed, open: .change, by: .second)
        )
    case ("propose a change", .disabled):
        return (
            done(.disabled, .changeProposed, open: .change, by: .first),
            done(.disabled, .changeProposed, open: .change, by: .second)
        )
    case ("disable", .enabled): return (done(.disabled, .disabled), done(.disabled, .disabled))
    case ("disable", .enabledChangeByX):
        let stays = done(.disabled, .disabled, open: .change, by: .first)
        return (stays, stays)
    case ("request to enable", .disabled):
        return (
            done(.disabled, .enableRequested, open: .enableRequest, by: .first),
            done(.disabled, .enableRequested, open: .enableRequest, by: .second)
        )
    case ("confirm", .disabledRequestByX): return (.wrongSide, done(.enabled, .enableConfirmed))
    case ("decline", .disabledRequestByX): return (.wrongSide, done(.disabled, .enableDeclined))
    case ("cancel", .disabledRequestByX): return (done(.disabled, .enableCancelled), .wrongSide)
    case ("delete", .enabled), ("delete", .disabled), ("delete", .enabledChangeByX),
        ("delete", .disabledChangeByX), ("delete", .disabledRequestByX):
        return (done(.deleted, .deleted), done(.deleted, .deleted))
    default: return (.notPossible, .notPossible)
    }
}

@Suite struct LifeTests {
    @Test(arguments: Situation.allCases) func everyCommandDoesWhatTheTableSays(_ situation: Situation) throws
    {
        let offer = try Offer(preset: .limited, catalog: catalog, now: now)
        let commands: [LifeCommand] = [
            .accept, .reject, .counter(offer), .revise(offer), .withdraw, .proposeChange(offer), .disable,
            .requestEnable, .confirmEnable, .declineEnable, .cancelEnable, .delete,
        ]
        let life = try situation.life()
        for command in commands {
            let (x, y) = expected(command.name, situation)
            #expect(outcome(command, life, .first) == x, "X: \(command.name)")
            #expect(outcome(command, life, .second) == y, "Y: \(command.name)")
        }
    }

    @Test func finalStatesAreFinalAndLiveOnesLive() throws {
        let live = Situation.allCases.filter { (try? $0.life().isLive) == true }
        #expect(
            live == [
                .proposedByX, .enabled, .enabledChangeByX, .disabled, .disabledChangeByX, .disabledRequestByX,
            ])
        for situation in Situation.allCases where !live.contains(situation) {
            let life = try situation.life()
            #expect(life.state.isFinal && life.open == nil && life.dueAt == nil)
        }
    }

    @Test func onlyEnabledTermsDecide() throws {
        for situation in Situation.allCases {
            let decides = try situation.life().isInForce(at: now)
            #expect(decides == (situation == .enabled || situation == .enabledChangeByX))
        }
    }

    @Test func aStaleVersionIsAConflictAndZeroIsWhateverIsThere() throws {
        let life = try Situation.enabled.life()
        #expect(life.version == 2)
        try life.checkVersion(0)
        try life.checkVersion(2)
        for stale in [Int64(1), 3, -1] {
            #expect(throws: LifeRefusal.stale(current: 2)) { try life.checkVersion(stale) }
        }
        #expect(LifeRefusal.stale(current: 2).failure.code == .conflict)
        #expect(LifeRefusal.stale(current: 2).failure.details?.currentVersion == 2)
    }

    @Test func aSideIsAnOrganization() throws {
        let life = try Situation.proposedByX.life()
        #expect(life.side(of: "x") == .first && life.side(of: "y") == .second && life.side(of: "z") == nil)
        #expect(life.organization(.first) == "x" && life.organization(.second) == "y")
        #expect(life.needsAttention(of: .second) && !life.needsAttention(of: .first))
        #expect(life.awaitsApproval(of: .first) && !life.awaitsApproval(of: .second))
    }

    @Test func onlyWhatBuildsOnThePartnersWordNeedsThem() throws {
        let offer = try Offer(catalog: catalog, now: now)
        let building: [LifeCommand] = [
            .accept, .counter(offer), .revise(offer), .proposeChange(offer), .requestEnable, .confirmEnable,
        ]
        let ending: [LifeCommand] = [.reject, .withdraw, .disable, .declineEnable, .cancelEnable, .delete]
        for command in building { #expect(command.needsPartnerInGoodStanding) }
        for command in ending { #expect(!command.needsPartnerInGoodStanding) }
    }

    @Test func refusalsSayWhatToDo() throws {
        let life = try Situation.enabledChangeByX.life()
        let offer = try Offer(catalog: catalog, now: now)
        #expect(
            message(.proposeChange(offer), life)
                == "the partnership is enabled, with an open change; answer it or take it back first")
        #expect(message(.accept, life) == "cannot accept this change: it is the other organization's to do")
        #expect(
            message(.confirmEnable, life) == "cannot confirm: the partnership is enabled, with an open change"
        )
        #expect(
            message(.accept, try Situation.rejected.life())
                == "cannot accept: the partnership is rejected, with nothing open")
    }

    private func message(_ command: LifeCommand, _ life: PartnershipLife) -> String? {
        do throws(LifeRefusal) {
            _ = try life.apply(command, by: .first, at: now)
            return nil
        } catch {
            return error.failure.message
        }
    }
}
