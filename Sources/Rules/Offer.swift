// What one side puts on the table: with a proposal, a counter, a revision or a change. Its form is checked
// when it is made; what it stands on is settled by the partnership's life.

import EntenteProtocol
import PlantedBugs

/// Terms asked for, with the note and the times that go with them.
package struct Offer: Hashable, Sendable {
    /// The states named, as the asking side sees them.
    package let patch: TermsPatch
    /// A word to the other side.
    package let note: String
    /// When it lapses unanswered, in milliseconds since 1970 UTC.
    package let expiresAt: Int64
    /// When the terms end, in milliseconds since 1970 UTC: nil leaves it as it stands, 0 is never.
    package let termsExpireAt: Int64?

    /// The end of the terms that is named; nil for never, and where none is named.
    package var termsEnd: Int64? { termsExpireAt == 0 ? nil : termsExpireAt }

    /// How long an offer or an enable request waits for its answer where it does not say.
    package static let patienceMillis: Int64 = 30 * 24 * 60 * 60 * 1000

    /// Reads what a request asks for.
    ///
    /// - Parameters:
    ///   - proposalExpiresAt: When it shall lapse; nil for 30 days from `now`.
    ///   - termsExpireAt: When the terms shall end; nil leaves it as it stands, 0 is never.
    ///   - now: Milliseconds since 1970 UTC.
    /// - Throws: `invalid-argument` for malformed terms, a note that is too long, and a time that is not to
    ///   come.
    package init(
        preset: Preset? = nil, terms: [PermissionEntry] = [], note: String = "",
        proposalExpiresAt: Int64? = nil, termsExpireAt: Int64? = nil, catalog: InteractionCatalog, now: Int64
    ) throws(Failure) {
        patch = try TermsPatch(preset: preset, terms: terms, catalog)
        try Fields.checkNote(note)
        try Fields.checkFuture(proposalExpiresAt, "proposalExpiresAt", now: now)
        if termsExpireAt != 0 { try Fields.checkFuture(termsExpireAt, "termsExpireAt", now: now) }
        self.note = note
        let ownTime = isPlanted("every offer waits thirty days") ? nil : proposalExpiresAt
        expiresAt = ownTime ?? now + Offer.patienceMillis
        self.termsExpireAt = termsExpireAt
    }

    /// Reads what a proposal asks for.
    ///
    /// - Throws: `invalid-argument`.
    package init(
        _ request: ProposePartnershipRequest, catalog: InteractionCatalog, now: Int64
    ) throws(Failure) {
        try self.init(
            preset: request.preset, terms: request.terms, note: request.note,
            proposalExpiresAt: request.proposalExpiresAt, termsExpireAt: request.termsExpireAt,
            catalog: catalog, now: now)
    }

    /// Reads what a counter, a revision or a change asks for.
    ///
    /// - Throws: `invalid-argument`.
    package init<Call: CallName>(
        _ request: PartnershipTermsStep<Call>, catalog: InteractionCatalog, now: Int64
    ) throws(Failure) {
        try self.init(
            preset: request.preset, terms: request.terms, note: request.note,
            proposalExpiresAt: request.proposalExpiresAt, termsExpireAt: request.termsExpireAt,
            catalog: catalog, now: now)
    }
}
