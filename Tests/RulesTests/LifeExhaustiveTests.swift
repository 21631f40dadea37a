// The life of a partnership against the reference model, over every sequence of commands up to a depth: both
// sides, all commands, offers with and without an end, and the passing of time. A refused command changes
// nothing, so sequences are followed only through those that succeed; the others are compared and counted
// where they stand.

import EntenteProtocol
import Rules
import TestSupport
import Testing

private let hour: Int64 = 3_600_000
private let start: Int64 = 1_700_000_000_000

/// One thing that can happen, for both models.
private enum Happening: CaseIterable {
    case accept, reject, counter, counterEnding, revise, reviseEnding, withdraw, change, changeEnding
    case disable, requestEnable, confirm, decline, cancel, delete

    var command: (Int64) throws -> LifeCommand {
        { now in
            switch self {
            case .accept: return .accept
            case .reject: return .reject
            case .counter: return .counter(try offer(now))
            case .counterEnding: return .counter(try offer(now, ending: true))
            case .revise: return .revise(try offer(now))
            case .reviseEnding: return .revise(try offer(now, ending: true))
            case .withdraw: return .withdraw
            case .change: return .proposeChange(try offer(now))
            case .changeEnding: return .proposeChange(try offer(now, ending: true))
            case .disable: return .disable
            case .requestEnable: return .requestEnable
            case .confirm: return .confirmEnable
            case .decline: return .declineEnable
            case .cancel: return .cancelEnable
            case .delete: return .delete
            }
        }
    }

    func step(_ now: Int64) -> ReferenceStep {
        switch self {
        case .accept: return .accept
        case .reject: return .reject
        case .counter: return .counter(referenceOffer(now))
        case .counterEnding: return .counter(referenceOffer(now, ending: true))
        case .revise: return .revise(referenceOffer(now))
        case .reviseEnding: return .revise(referenceOffer(now, ending: true))
        case .withdraw: return .withdraw
        case .change: return .change(referenceOffer(now))
        case .changeEnding: return .change(referenceOffer(now, ending: true))
        case .disable: return .disable
        case .requestEnable: return .requestEnable
        case .confirm: return .confirm
        case .decline: return .decline
        case .cancel: return .cancel
        case .delete: return .delete
        }
    }
}

/// What is named differs by who has to answer and when, so that a base taken from the wrong place shows.
private func entries(ending: Bool) -> [PermissionEntry] {
    [
        .with {
            $0.interaction = ending ? "chat.start" : "workspace.transfer"
            $0.outgoing = .allow
            $0.incoming = ending ? nil : .ask
        }
    ]
}

private func offer(_ now: Int64, ending: Bool = false) throws -> Offer {
    try Offer(
        terms: entries(ending: ending), note: ending ? "ends" : "",
        proposalExpiresAt: ending ? now + 2 * hour : nil,
        termsExpireAt: ending ? now + hour : nil, catalog: .builtIn, now: now)
}

private func referenceOffer(_ now: Int64, ending: Bool = false) -> ReferenceOffer {
    var offer = ReferenceOffer(terms: entries(ending: ending))
    offer.note = ending ? "ends" : ""
    offer.lapsesAt = ending ? now + 2 * hour : nil
    offer.termsEnd = ending ? now + hour : nil
    return offer
}

/// Both models side by side, with what both have recorded.
private struct Pair {
    var life: PartnershipLife
    var told: [LifeOutcome]
    var model: ReferenceModel

    init(ending: Bool) throws {
        model = ReferenceModel(now: start)
        for id in ["first", "second"] {
            _ = try model.carryOut(
                CreateOrganizationRequest.with {
                    $0.id = id
                    $0.name = id
                })
            _ = try model.carryOut(
                CreateUserRequest.with {
                    $0.id = id
                    $0.organization = id
                    $0.email = "\(id)@x"
                    $0.displayName = id
                    $0.role = .admin
                })
        }
        let asked = referenceOffer(start, ending: ending)
        _ = try model.carryOut(
            ProposePartnershipRequest.with {
                $0.actor = "first"
                $0.id = "p"
                $0.memberEmail = "second@x"
                $0.terms = asked.terms
                $0.note = asked.note
                $0.proposalExpiresAt = asked.lapsesAt
                $0.termsExpireAt = asked.termsEnd
            })
        let outcome = PartnershipLife.proposed(
            by: "first", to: "second", try offer(start, ending: ending), at: start)
        life = outcome.life
        told = [outcome]
    }

    /// Gives the same command to both.
    ///
    /// - Returns: Whether both took it; nil where they differ.
    mutating func give(_ happening: Happening, by side: Side) throws -> Bool? {
        var outcome: LifeOutcome?
        var refusal: Failure?
        do throws(LifeRefusal) {
            outcome = try life.apply(try! happening.command(model.now), by: side, at: model.now)
        } catch {
            refusal = error.failure
        }
        var expected: Failure?
        do throws(Failure) {
            let command = DisablePartnershipRequest.with { $0.actor = life.organization(side) }
            _ = try model.step(command, "p", happening.step(model.now))
        } catch {
            expected = error
        }
        guard refusal?.code == expected?.code, refusal?.details == expected?.details else { return nil }
        guard let outcome else { return false }
        take(outcome)
        return true
    }

    mutating func wait(_ milliseconds: Int64) {
        model.pass(to: model.now + milliseconds)
        for outcome in life.elapse(to: model.now) { take(outcome) }
    }

    private mutating func take(_ outcome: LifeOutcome) {
        life = outcome.life
        told.append(outcome)
    }

    /// What the two models disagree about, or nil.
    var difference: String? {
        let known = model.partnerships[0]
        if known.state != life.state { return "state: \(life.state), not \(known.state)" }
        if known.version != life.version { return "version: \(life.version), not \(known.version)" }
        if known.termsEnd != life.termsExpireAt { return "end of the terms" }
        if known.terms.map(packed) != life.terms { return "terms in force" }
        if known.open.map(opened) != life.open { return "what is open" }
        let actions = known.history.map(\.action)
        if actions != told.map(\.action) { return "history: \(told.map(\.action)), not \(actions)" }
        let notices = told.flatMap { outcome in
            outcome.notices.map {
                "\(life.organization($0.side)) \(outcome.action) \($0.needsAttention)"
            }
        }
        let noted = model.notifications.map { "\($0.organization) \($0.action) \($0.needsAttention)" }
        return notices == noted ? nil : "who was told"
    }

    private func opened(_ open: ReferenceOpen) -> PartnershipLife.Open {
        PartnershipLife.Open(
            kind: open.kind, by: open.by == "first" ? .first : .second,
            terms: open.terms.map(packed), note: open.note,
            expiresAt: open.lapsesAt,
            termsExpireAt: open.termsEnd)
    }

    private func packed(_ table: ReferenceTable) -> AgreedTerms {
        var terms = AgreedTerms.denied
        for (interaction, states) in table {
            let code = InteractionCatalog.builtIn.interaction(named: interaction)!.code
            terms.forward = terms.forward.setting(code, to: states.outgoing)
            terms.backward = terms.backward.setting(code, to: states.incoming)
        }
        return terms
    }
}

/// What was compared.
private struct Tally {
    var taken = 0
    var refused = 0
    var states: Set<PartnershipState> = []
    var actions: Set<PartnershipAction> = []
    var codes: Set<FailureCode> = []
    var difference: String?
}

private func explore(_ pair: Pair, depth: Int, path: String, _ tally: inout Tally) throws {
    guard depth > 0, tally.difference == nil else { return }
    for side in Side.allCases {
        for happening in Happening.allCases {
            var next = pair
            let step = "\(path) → \(side) \(happening)"
            guard let taken = try next.give(happening, by: side), next.difference == nil else {
                tally.difference = tally.difference ?? "\(step): \(next.difference ?? "another refusal")"
                return
            }
            note(next, taken, &tally)
            if taken { try explore(next, depth: depth - 1, path: step, &tally) }
        }
    }
    for milliseconds in [hour, 2 * hour, 30 * 24 * hour] {
        var next = pair
        next.wait(milliseconds)
        if let difference = next.difference {
            tally.difference = tally.difference ?? "\(path) → wait \(milliseconds): \(difference)"
            return
        }
        note(next, true, &tally)
        if next.life != pair.life { try explore(next, depth: depth - 1, path: "\(path) → wait", &tally) }
    }
}

private func note(_ pair: Pair, _ taken: Bool, _ tally: inout Tally) {
    if taken { tally.taken += 1 } else { tally.refused += 1 }
    tally.states.insert(pair.life.state)
    tally.actions.formUnion(pair.told.map(\.action))
}

@Suite struct LifeExhaustiveTests {
    @Test(arguments: [false, true])
    func everyShortLifeIsTheSameInTheReferenceModel(firstProposalEnds: Bool) throws {
        var tally = Tally()
        try explore(Pair(ending: firstProposalEnds), depth: 5, path: "proposed", &tally)
        #expect(tally.difference == nil)
        #expect(tally.states == Set(PartnershipState.allCases).subtracting([.unspecified]))
        #expect(tally.actions == Set(PartnershipAction.allCases).subtracting([.unspecified]))
        print(
            "lives of up to 6 steps (first proposal \(firstProposalEnds ? "ends" : "does not end")): "
                + "\(tally.taken) commands taken, \(tally.refused) refused, all as in the reference model")
    }
}
