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

    /// The steps that are left where the agreement stands as `found`, told from the same side, with how many
    /// were taken; nil where it does not stand on the way to what the file says.
    func rest(after found: Partnership) -> ArraySlice<any Command>? {
        let all = commands
        guard found.partner == thing.partner, let count = stepCount(to: found), count <= all.count else {
            return nil
        }
        return all[count...]
    }

    /// How many of the steps lead to `found`; nil where they never do.
    private func stepCount(to found: Partnership) -> Int? {
        guard thing.state != .proposed else {
            return found.state == .proposed && isSame(found.open, thing.open) ? 1 : nil
        }
        guard found.state != .proposed else { return isProposal(found.open) ? 1 : nil }
        guard [.enabled, .disabled].contains(found.state), hasTerms(found.terms, until: found.termsExpireAt)
        else { return nil }
        let isReady = found.state == thing.state
        // On the way the agreement was enabled, with nothing asked for.
        guard isReady || (found.state == .enabled && found.open == nil) else { return nil }
        let ready = thing.state == .disabled ? 3 : 2
        guard isReady else { return ready - 1 }
        if isSame(found.open, thing.open) { return ready + (thing.open == nil ? 0 : 1) }
        return found.open == nil ? ready : nil
    }

    /// Whether `open` is the proposal that the agreement began with.
    private func isProposal(_ open: OpenRequest?) -> Bool {
        guard let open, open.kind == .proposal, open.by == thing.organization else { return false }
        return hasTerms(open.terms, until: open.termsExpireAt)
    }

    private func hasTerms(_ terms: [PermissionEntry], until end: Int64?) -> Bool {
        Self.table(terms) == Self.table(thing.terms) && end == thing.termsExpireAt
    }

    /// Whether what is asked for is the same; when a request to enable lapses is left out of files.
    private func isSame(_ one: OpenRequest?, _ other: OpenRequest?) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        guard one.kind == other.kind, one.by == other.by else { return false }
        return one.kind == .enableRequest
            || Self.table(one.terms) == Self.table(other.terms) && one.note == other.note
                && one.expiresAt == other.expiresAt && one.termsExpireAt == other.termsExpireAt
    }

    /// Terms by interaction; what is denied both ways need not be named.
    private static func table(_ terms: [PermissionEntry]) -> [String: [PermissionState]] {
        var table: [String: [PermissionState]] = [:]
        for entry in terms {
            let states = [entry.outgoing, entry.incoming].map {
                $0.flatMap { $0 == .unspecified ? nil : $0 } ?? PermissionState.deny
            }
            if states != [.deny, .deny] { table[entry.interaction] = states }
        }
        return table
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
            // No end at all is said by 0: left out, the end of the terms in force would stay.
            $0.termsExpireAt = open.termsExpireAt ?? 0
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
