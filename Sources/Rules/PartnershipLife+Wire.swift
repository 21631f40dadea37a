// A partnership as it is told to one side, and as it travels to replicas.

import EntenteProtocol

extension PartnershipLife {
    /// This partnership as `side` sees it; the times of its making and last change are the caller's to fill
    /// in.
    package func told(to side: Side, id: String, _ catalog: InteractionCatalog) -> Partnership {
        .with {
            $0.id = id
            $0.organization = organization(side)
            $0.partner = organization(side.other)
            $0.state = state
            $0.version = version
            $0.terms = terms?.seen(from: side).entries(catalog) ?? []
            $0.preset = terms.map { Preset(ofTerms: $0, catalog) } ?? .unspecified
            $0.termsExpireAt = termsExpireAt
            $0.open = open.map { told($0, to: side, catalog) }
            $0.needsAttention = needsAttention(of: side)
            $0.awaitingApproval = awaitsApproval(of: side)
        }
    }

    private func told(_ open: Open, to side: Side, _ catalog: InteractionCatalog) -> OpenRequest {
        .with {
            $0.kind = open.kind
            $0.by = organization(open.by)
            $0.terms = open.terms?.seen(from: side).entries(catalog) ?? []
            $0.preset = open.terms.map { Preset(ofTerms: $0, catalog) } ?? .unspecified
            $0.note = open.note
            $0.expiresAt = open.expiresAt
            $0.termsExpireAt = open.termsExpireAt
        }
    }

    /// This partnership as decisions need it.
    package func fact(id: String) -> PartnershipFact {
        .with {
            $0.id = id
            $0.first = first
            $0.second = second
            $0.state = state
            $0.version = version
            $0.forward = (terms ?? .denied).forward.word
            $0.backward = (terms ?? .denied).backward.word
            $0.termsExpireAt = termsExpireAt
        }
    }
}

extension LifeOutcome {
    /// The history's entry as `side` sees it; who acted is the caller's to fill in.
    package func told(to side: Side, id: String, _ catalog: InteractionCatalog) -> PartnershipEvent {
        .with {
            $0.partnership = id
            $0.version = life.version
            $0.at = at
            $0.organization = by.map { life.organization($0) } ?? ""
            $0.action = action
            $0.from = from
            $0.to = to
            $0.terms = terms?.seen(from: side).entries(catalog) ?? []
            $0.note = note
        }
    }
}
