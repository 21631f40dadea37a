// An agreement that stands between two organizations of one cluster is made again by the steps its two sides
// took: proposed by one, accepted by the other, then whatever has happened since. The operator gives them, on
// behalf of both.

import EntenteProtocol

/// How an agreement comes about again.
struct ImportAgreement {
    private let thing: Partnership
    /// An address of somebody active of each side: a proposal names a person.
    private let emails: [String: String]

    /// The steps to `thing`, told from one side.
    ///
    /// - Parameter emails: an address of somebody active, by organization.
    init(_ thing: Partnership, emails: [String: String]) {
        self.thing = thing
        self.emails = emails
    }

    /// The commands, in order.
    var commands: [any Command] {
        guard thing.state != .proposed else { return thing.open.map { [proposal($0)] } ?? [] }
        var commands: [any Command] = [
            ProposePartnershipRequest.with {
                $0.id = thing.id
                $0.organization = thing.organization
                $0.memberEmail = emails[thing.partner] ?? ""
                $0.terms = thing.terms
                $0.termsExpireAt = thing.termsExpireAt
            },
            AcceptProposalRequest.with {
                $0.partnership = thing.id
                $0.organization = thing.partner
            },
        ]
        if thing.state == .disabled {
            commands.append(
                DisablePartnershipRequest.with {
                    $0.partnership = thing.id
                    $0.organization = thing.organization
                })
        }
        if let open = thing.open { commands.append(step(open)) }
        return commands
    }

    private func proposal(_ open: OpenRequest) -> any Command {
        let other = open.by == thing.organization ? thing.partner : thing.organization
        return ProposePartnershipRequest.with {
            $0.id = thing.id
            $0.organization = open.by
            $0.memberEmail = emails[other] ?? ""
            $0.terms = terms(open)
            $0.note = open.note
            $0.proposalExpiresAt = open.expiresAt
            $0.termsExpireAt = open.termsExpireAt
        }
    }

    private func step(_ open: OpenRequest) -> any Command {
        guard open.kind == .change else {
            return RequestEnableRequest.with {
                $0.partnership = thing.id
                $0.organization = open.by
            }
        }
        return ProposeChangeRequest.with {
            $0.partnership = thing.id
            $0.organization = open.by
            $0.terms = terms(open)
            $0.note = open.note
            $0.proposalExpiresAt = open.expiresAt
            $0.termsExpireAt = open.termsExpireAt
        }
    }

    /// The terms asked for as those who ask see them.
    private func terms(_ open: OpenRequest) -> [PermissionEntry] {
        guard open.by != thing.organization else { return open.terms }
        return open.terms.map { entry in
            var entry = entry
            (entry.outgoing, entry.incoming) = (entry.incoming, entry.outgoing)
            return entry
        }
    }
}
