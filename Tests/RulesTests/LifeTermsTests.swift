// What lies on the table after each kind of offer, and when time has its say.

import EntenteProtocol
import Rules
import Testing

private let now: Int64 = 1_700_000_000_000
private let day: Int64 = 86_400_000
private let catalog = InteractionCatalog.builtIn

private func offer(
    _ preset: Preset? = nil, _ terms: [PermissionEntry] = [], note: String = "", lapsesAt: Int64? = nil,
    endsAt: Int64? = nil, at moment: Int64 = now
) throws -> Offer {
    try Offer(
        preset: preset, terms: terms, note: note, proposalExpiresAt: lapsesAt, termsExpireAt: endsAt,
        catalog: catalog,
        now: moment)
}

private func proposed(_ offer: Offer) -> PartnershipLife {
    PartnershipLife.proposed(by: "x", to: "y", offer, at: now).life
}

private func bothWays(_ preset: Preset) throws -> AgreedTerms {
    let terms = try #require(preset.terms(catalog))
    return AgreedTerms(forward: terms, backward: terms)
}

@Suite struct LifeTermsTests {
    @Test func aProposalThatNamesNothingIsLimited() throws {
        #expect(try proposed(offer()).open?.terms == bothWays(.limited))
        #expect(try proposed(offer(.restricted)).open?.terms == bothWays(.restricted))
    }

    @Test func whatAProposalDoesNotNameIsDenied() throws {
        let life = proposed(try offer(nil, [entry("chat.start", out: .allow)]))
        #expect(life.open?.terms == AgreedTerms(forward: Terms([(3, .allow)]), backward: .denied))
    }

    @Test func theAnsweringSideNamesTermsFromItsOwnSide() throws {
        var life = proposed(try offer(.full))
        life = try life.apply(.counter(offer(nil, [entry("chat.start", out: .ask)])), by: .second, at: now)
            .life
        #expect(life.open?.terms?.backward[3] == .ask)
        #expect(life.open?.terms?.forward[3] == .allow)
        #expect(life.open?.terms?.backward[1] == .allow)
    }

    @Test func aChangeStandsOnTheTermsInForceAndARevisionOnTheChange() throws {
        var life = proposed(try offer(.restricted))
        life = try life.apply(.accept, by: .second, at: now).life
        life = try life.apply(
            .proposeChange(offer(nil, [entry("chat.start", out: .allow)])), by: .first, at: now
        ).life
        life = try life.apply(
            .revise(offer(nil, [entry("calendar.preview", in: .allow)])), by: .first, at: now
        ).life
        #expect(life.open?.terms?.forward == Preset.restricted.terms(catalog)?.setting(3, to: .allow))
        #expect(life.open?.terms?.backward == Preset.restricted.terms(catalog)?.setting(1, to: .allow))
        #expect(life.terms == (try bothWays(.restricted)))
    }

    @Test func outcomesCarryTheTermsAndTheNote() throws {
        let proposal = PartnershipLife.proposed(by: "x", to: "y", try offer(.full, note: "hello"), at: now)
        #expect(proposal.terms == (try bothWays(.full)) && proposal.note == "hello")
        #expect(proposal.from == .unspecified && proposal.to == .proposed && proposal.action == .proposed)
        let countered = try proposal.life.apply(
            .counter(offer(.limited, note: "less")), by: .second, at: now + 1)
        #expect(
            countered.terms == (try bothWays(.limited)) && countered.note == "less" && countered.at == now + 1
        )
        let accepted = try countered.life.apply(.accept, by: .first, at: now + 2)
        #expect(accepted.terms == (try bothWays(.limited)) && accepted.note.isEmpty)
        let disabled = try accepted.life.apply(.disable, by: .first, at: now + 3)
        #expect(disabled.terms == nil)
    }

    @Test func offersWait30DaysUnlessTheySay() throws {
        #expect(try proposed(offer()).dueAt == now + 30 * day)
        #expect(try proposed(offer(lapsesAt: now + 1)).dueAt == now + 1)
        let later = now + 5 * day
        let countered = try proposed(offer(lapsesAt: now + 6 * day))
            .apply(.counter(offer(.limited, at: later)), by: .second, at: later).life
        #expect(countered.dueAt == later + 30 * day)
    }

    @Test func aMomentCountsAsReachedWhenTheClockShowsIt() throws {
        let life = try proposed(offer(lapsesAt: now + 10))
        #expect(life.elapse(to: now + 9).isEmpty)
        let lapsed = try #require(life.elapse(to: now + 10).first)
        #expect(lapsed.to == .lapsed && lapsed.action == .lapsed && lapsed.by == nil && lapsed.at == now + 10)
        #expect(lapsed.notices.map(\.side) == [.first, .second])
        #expect(lapsed.notices.map(\.needsAttention) == [false, false])

        let ending = try proposed(offer(endsAt: now + 10)).apply(.accept, by: .second, at: now + 1).life
        #expect(ending.isInForce(at: now + 9) && !ending.isInForce(at: now + 10))
        let ended = try #require(ending.elapse(to: now + 10).first)
        #expect(ended.action == .termsExpired && ended.from == .enabled && ended.to == .disabled)
    }

    @Test func whatIsDueHappensInOrder() throws {
        var life = try proposed(offer(endsAt: now + 20)).apply(.accept, by: .second, at: now).life
        life = try life.apply(.proposeChange(offer(.limited, lapsesAt: now + 20)), by: .first, at: now).life
        #expect(life.dueAt == now + 20)
        let both = life.elapse(to: now + 100)
        #expect(both.map(\.action) == [.termsExpired, .lapsed])
        #expect(both.map(\.at) == [now + 20, now + 20])
        #expect(both.map(\.life.version) == [4, 5])
        #expect(both.last?.life.dueAt == nil)

        life = try life.apply(.revise(offer(lapsesAt: now + 10)), by: .first, at: now).life
        #expect(life.elapse(to: now + 100).map(\.action) == [.lapsed, .termsExpired])
    }

    @Test func endedTermsAreNotEnabledAgainWithoutAChange() throws {
        let ended = try #require(
            proposed(offer(endsAt: now + 10)).apply(.accept, by: .second, at: now).life.elapse(to: now + 10)
                .last
        ).life
        let later = now + 11
        #expect(throws: LifeRefusal.termsExpired) { try ended.apply(.requestEnable, by: .first, at: later) }
        #expect(LifeRefusal.termsExpired.failure.code == .failedPrecondition)
        #expect(LifeRefusal.termsExpired.failure.details?.state == "terms-expired")

        let changed = try ended.apply(
            .proposeChange(offer(endsAt: later + day, at: later)), by: .first, at: later
        ).life
            .apply(.accept, by: .second, at: later).life
        #expect(changed.state == .disabled && changed.termsExpireAt == later + day)
        let enabled = try changed.apply(.requestEnable, by: .first, at: later).life
            .apply(.confirmEnable, by: .second, at: later).life
        #expect(enabled.isInForce(at: later))
    }

    @Test func anEndStaysUnlessNamedOrPassed() throws {
        let life = try proposed(offer(endsAt: now + day)).apply(.accept, by: .second, at: now).life
        #expect(try changed(life, offer(.limited)) == now + day)
        #expect(try changed(life, offer(.limited, endsAt: now + 2 * day)) == now + 2 * day)
        #expect(try changed(life, offer(.limited, endsAt: 0)) == nil)
        let later = now + 2 * day
        let ended = try #require(life.elapse(to: later).last).life
        #expect(try changed(ended, offer(.limited, at: later), at: later) == nil)
    }

    private func changed(_ life: PartnershipLife, _ offer: Offer, at moment: Int64 = now) throws -> Int64? {
        let outcome = try life.apply(.proposeChange(offer), by: .first, at: moment)
        return try outcome.life.apply(.accept, by: .second, at: moment).life.termsExpireAt
    }

    @Test func anOfferWhoseTermsEndedOnTheTableCannotBeAccepted() throws {
        let life = try proposed(offer(endsAt: now + 10))
        for side in Side.allCases {
            #expect(throws: LifeRefusal.termsExpired) { try life.apply(.accept, by: side, at: now + 10) }
        }
        #expect(try life.apply(.accept, by: .second, at: now + 9).to == .enabled)
        let countered = try life.apply(.counter(offer(at: now + 10)), by: .second, at: now + 10).life
        #expect(countered.open?.termsExpireAt == nil)
    }

    @Test func timesThatHavePassedAndLongNotesAreRefused() {
        #expect(failure { _ = try offer(lapsesAt: now) }?.message.contains("`proposalExpiresAt`") == true)
        #expect(failure { _ = try offer(endsAt: now) }?.message.contains("`termsExpireAt`") == true)
        #expect(failure { _ = try offer(endsAt: -1) }?.code == .invalidArgument)
        #expect(failure { _ = try offer(lapsesAt: 0) }?.code == .invalidArgument)
        #expect(failure { _ = try offer(endsAt: .max) }?.code == .invalidArgument)
        #expect(
            failure { _ = try offer(note: String(repeating: "x", count: 1001)) }?.message.contains("`note`")
                == true)
        #expect(
            failure { _ = try offer(note: String(repeating: "x", count: 1000), lapsesAt: now + 1) } == nil)
    }

    @Test func aRequestBecomesAnOffer() throws {
        let proposal = ProposePartnershipRequest.with {
            $0.preset = .full
            $0.note = "hello"
            $0.proposalExpiresAt = now + 5
            $0.termsExpireAt = now + 50
        }
        #expect(
            try Offer(proposal, catalog: catalog, now: now)
                == offer(.full, note: "hello", lapsesAt: now + 5, endsAt: now + 50))
        let counter = CounterProposalRequest.with { $0.terms = [entry("chat.start", out: .ask)] }
        #expect(
            try Offer(counter, catalog: catalog, now: now) == offer(nil, [entry("chat.start", out: .ask)]))
        let bad = ProposeChangeRequest.with { $0.terms = [entry("chat.start", out: .unspecified)] }
        #expect(failure { _ = try Offer(bad, catalog: catalog, now: now) }?.code == .invalidArgument)
    }
}
