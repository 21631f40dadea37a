import EntenteProtocol
import Rules
import Testing

private let now: Int64 = 1_700_000_000_000
private let catalog = InteractionCatalog.builtIn

@Suite struct LifeWireTests {
    private func life() throws -> PartnershipLife {
        let offer = try Offer(
            terms: [entry("chat.start", out: .allow, in: .ask)], termsExpireAt: now + 1000, catalog: catalog,
            now: now)
        let proposed = PartnershipLife.proposed(by: "x", to: "y", offer, at: now).life
        let enabled = try proposed.apply(.accept, by: .second, at: now).life
        let change = try Offer(preset: .full, note: "more", catalog: catalog, now: now)
        return try enabled.apply(.proposeChange(change), by: .second, at: now).life
    }

    @Test func eachSideIsToldItsOwnView() throws {
        let told = try life().told(to: .first, id: "p", catalog)
        #expect(told.id == "p" && told.organization == "x" && told.partner == "y")
        #expect(told.state == .enabled && told.version == 3 && told.preset == .custom)
        #expect(told.terms[2] == entry("chat.start", out: .allow, in: .ask))
        #expect(told.termsExpireAt == now + 1000)
        #expect(told.needsAttention && !told.awaitingApproval)
        let open = try #require(told.open)
        #expect(open.kind == .change && open.by == "y" && open.preset == .full && open.note == "more")
        #expect(open.expiresAt == now + Offer.patienceMillis && open.termsExpireAt == now + 1000)

        let other = try life().told(to: .second, id: "p", catalog)
        #expect(other.organization == "y" && other.partner == "x")
        #expect(other.terms[2] == entry("chat.start", out: .ask, in: .allow))
        #expect(!other.needsAttention && other.awaitingApproval)
    }

    @Test func beforeTheFirstAcceptanceThereAreNoTerms() throws {
        let offer = try Offer(preset: .full, catalog: catalog, now: now)
        let proposed = PartnershipLife.proposed(by: "x", to: "y", offer, at: now)
        let told = proposed.life.told(to: .second, id: "p", catalog)
        #expect(told.terms.isEmpty && told.preset == .unspecified)
        #expect(told.open?.preset == .full)
        let fact = proposed.life.fact(id: "p")
        #expect(fact.state == .proposed && fact.forward == 0 && fact.backward == 0)
        let event = proposed.told(to: .second, id: "p", catalog)
        #expect(
            event.partnership == "p" && event.organization == "x" && event.version == 1 && event.at == now)
        #expect(event.action == .proposed && event.from == .unspecified && event.to == .proposed)
        #expect(event.terms.count == 6)
    }

    @Test func aFactCarriesTheTermsInForce() throws {
        let fact = try life().fact(id: "p")
        #expect(fact.id == "p" && fact.first == "x" && fact.second == "y" && fact.version == 3)
        #expect(fact.state == .enabled && fact.termsExpireAt == now + 1000)
        #expect(Terms(word: fact.forward)[3] == .allow && Terms(word: fact.backward)[3] == .ask)
    }

    @Test func anEnableRequestIsAboutNoTerms() throws {
        let disabled = try life().apply(.withdraw, by: .second, at: now).life.apply(
            .disable, by: .first, at: now
        ).life
        let told = try disabled.apply(.requestEnable, by: .first, at: now).life.told(
            to: .first, id: "p", catalog)
        #expect(told.open?.kind == .enableRequest && told.open?.terms.isEmpty == true)
        #expect(told.open?.preset == .unspecified && told.awaitingApproval)
    }
}
