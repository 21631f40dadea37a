// Two small tables of the page of the rules: what single states are laid over, and what time does.

import EntenteProtocol
import Rules
import Testing

private let now: Int64 = 1_700_000_000_000
private let thirtyDays: Int64 = 30 * 86_400_000

@Suite("Offers and time on the page of the rules")
struct RulePageOfferTests {
    private let page: RulePage

    init() throws { page = try RulePage() }

    private func offer(
        _ preset: Preset? = nil, _ terms: [PermissionEntry] = [], lapsesAt: Int64? = nil,
        endsAt: Int64? = nil
    ) throws -> Offer {
        try Offer(
            preset: preset, terms: terms, proposalExpiresAt: lapsesAt, termsExpireAt: endsAt,
            catalog: .builtIn, now: now)
    }

    private func bothWays(_ preset: Preset) throws -> PermissionTable {
        let terms = try #require(preset.terms(.builtIn))
        return PermissionTable(incoming: terms, outgoing: terms)
    }

    /// A table with one state that differs from every preset's.
    private func changed(_ base: PermissionTable) -> PermissionTable {
        var table = base
        table.outgoing = table.outgoing.setting(BuiltIn.workspaceTransfer, to: .ask)
        return table
    }

    /// What is on the table, as the one sees it who put it there.
    private func asked(_ life: PartnershipLife) throws -> PermissionTable {
        let open = try #require(life.open)
        return try #require(open.terms).seen(from: open.by)
    }

    @Test func `single states are laid over the base that the page names`() throws {
        let rows = try page.rows("request", "base")
        #expect(rows.map { $0[0] } == ["first proposal", "counter, revision", "change", "default table"])
        let one = try offer(nil, [entry("workspace.transfer", out: .ask)])

        #expect(rows[0][1] == "everything denied; without preset and terms it asks for *limited*")
        let propose = { (offer: Offer) in PartnershipLife.proposed(by: "x", to: "y", offer, at: now).life }
        #expect(try asked(propose(one)) == changed(.denied))
        #expect(try asked(propose(offer())) == bothWays(.limited))

        #expect(rows[1][1] == "the proposal or change on the table")
        // The proposals of these situations are *full*, the changes *restricted*.
        let proposal = try Situation.proposedByX.life()
        #expect(try asked(proposal.after(.counter(one), .second)) == changed(bothWays(.full)))
        #expect(try asked(proposal.after(.revise(one), .first)) == changed(bothWays(.full)))
        for situation in [Situation.enabledChangeByX, .disabledChangeByX] {
            let change = try situation.life()
            #expect(try asked(change.after(.counter(one), .second)) == changed(bothWays(.restricted)))
            #expect(try asked(change.after(.revise(one), .first)) == changed(bothWays(.restricted)))
        }

        #expect(rows[2][1] == "the terms in force")
        for situation in [Situation.enabled, .disabled] {
            let life = try situation.life()
            #expect(try asked(life.after(.proposeChange(one), .second)) == changed(bothWays(.full)))
        }

        #expect(rows[3][1] == "the table as it stands; a request that names nothing is refused")
        let patch = try TermsPatch(
            preset: nil, table: [entry("workspace.transfer", out: .ask)], .builtIn)
        for table in [PermissionTable.start, .denied] { #expect(patch.applied(to: table) == changed(table)) }
        let refused = failure { _ = try TermsPatch(preset: nil, table: [], .builtIn) }
        #expect(refused?.code == .invalidArgument)
    }

    @Test func `time does what the page says, at the moment and not before, and tells both sides`() throws {
        let rows = try page.rows("when", "what")
        #expect(rows.count == 3)

        #expect(
            rows[0] == [
                "a first proposal is not answered for 30 days, or by its own time", "`lapsed`, final",
            ])
        let proposed = PartnershipLife.proposed(
            by: "x", to: "y", try offer(.full, lapsesAt: now + 5), at: now)
        for (life, moment) in [
            (try Situation.proposedByX.life(), now + thirtyDays), (proposed.life, now + 5),
        ] {
            let outcome = try only(life, at: moment)
            #expect(outcome.to == .lapsed && outcome.to.isFinal && outcome.life.open == nil)
        }

        #expect(rows[1] == ["a change or a request to enable is not answered in that time", "dropped"])
        let ownTime = try Situation.enabled.life().after(
            .proposeChange(offer(.full, lapsesAt: now + 5)), .first)
        var waiting = [(ownTime, now + 5)]
        for situation in [Situation.enabledChangeByX, .disabledChangeByX, .disabledRequestByX] {
            waiting.append((try situation.life(), now + thirtyDays))
        }
        for (life, moment) in waiting {
            let outcome = try only(life, at: moment)
            #expect(outcome.to == life.state && outcome.life.open == nil && outcome.life.terms == life.terms)
        }
    }

    /// The one thing that time does to a partnership, at a moment and not before it.
    private func only(_ life: PartnershipLife, at moment: Int64) throws -> LifeOutcome {
        #expect(life.elapse(to: moment - 1).isEmpty)
        let outcomes = life.elapse(to: moment)
        #expect(outcomes.count == 1)
        let outcome = try #require(outcomes.first)
        #expect(outcome.notices.map(\.side) == Side.allCases)
        #expect(outcome.notices.allSatisfy { !$0.needsAttention })
        #expect(outcome.life.version == life.version + 1 && outcome.by == nil && outcome.at == moment)
        return outcome
    }

    @Test func `terms that have ended are enabled again by a change alone`() throws {
        let row = try #require(try page.rows("when", "what").last)
        #expect(
            row == [
                "the terms of an enabled partnership end",
                "`disabled`; it cannot be enabled again before a change gives it terms that have not ended",
            ])
        let end = now + 5
        let enabled = PartnershipLife.proposed(by: "x", to: "y", try offer(.full, endsAt: end), at: now).life
        let ended = try only(try enabled.after(.accept, .second), at: end).life
        #expect(ended.state == .disabled)
        #expect(throws: LifeRefusal.termsExpired) { try ended.apply(.requestEnable, by: .first, at: end) }
        for named in [0, end + 1] {
            let change = try offer(endsAt: named)
            var life = try ended.apply(.proposeChange(change), by: .first, at: end).life
            life = try life.apply(.accept, by: .second, at: end).life
            #expect(life.state == .disabled)
            life = try life.apply(.requestEnable, by: .second, at: end).life
            #expect(try life.apply(.confirmEnable, by: .first, at: end).to == .enabled)
        }
    }
}
