// Commands to the partnership service: default tables, the catalog, and the life of the three partnerships
// there can be. Ids repeat, so that a final one is met again.

import EntenteProtocol

extension HistoryAuthor {
    mutating func partnershipCommand() -> any Request {
        switch dice.number(0...99) {
        case 0..<20: defaultsCommand()
        case 20..<22: registration()
        case 22..<45: proposal()
        default: lifeCommand()
        }
    }

    private mutating func state() -> PermissionState { dice.pick([.deny, .ask, .allow, .allow]) }

    private mutating func entries() -> [PermissionEntry] {
        (0..<dice.number(1...3)).map { _ in
            .with {
                $0.interaction = dice.pick(
                    ["chat.start", "workspace.add-member", "workspace.transfer"]
                        + (dice.chance(30) ? Self.interactions + Self.registered : []))
                if dice.chance(80) { $0.outgoing = state() }
                if dice.chance(80) { $0.incoming = state() }
            }
        }
    }

    private mutating func preset() -> Preset { dice.pick([.full, .limited, .restricted]) }

    private mutating func defaultsCommand() -> any Request {
        let home = organization()
        return SetDefaultsRequest.with {
            $0.actor = actor(for: home)
            $0.organization = home
            $0.expectedVersion = version()
            if dice.chance(30) { $0.preset = preset() } else { $0.table = entries() }
        }
    }

    private mutating func registration() -> any Request {
        RegisterInteractionRequest.with {
            $0.actor = dice.chance(80) ? "" : person()
            $0.name = dice.pick(Self.registered + ["chat.start", "contact.read-email"])
            $0.category = "other"
            $0.askAllowed = dice.chance(50)
        }
    }

    private mutating func proposal() -> any Request {
        let home = dice.pick(Self.organizations)
        let number = dice.number(1...12)
        return ProposePartnershipRequest.with {
            $0.id = "p\(number)"
            $0.actor = dice.chance(70) ? "\(home.first ?? "a")1" : person()
            if dice.chance(15) { ($0.actor, $0.organization) = ("", home) }
            let member = person()
            let there = Self.organizations.first { $0.first == member.first } ?? "nowhere"
            $0.memberEmail = "\(member)@\(there).test"
            terms(&$0.preset, &$0.terms)
            if dice.chance(20) { $0.proposalExpiresAt = moment() }
            if dice.chance(30) { $0.termsExpireAt = moment() }
        }
    }

    private mutating func terms(_ preset: inout Preset?, _ terms: inout [PermissionEntry]) {
        switch dice.number(0...9) {
        case 0..<4: preset = self.preset()
        case 4..<9: terms = entries()
        default: break
        }
    }

    private mutating func moment() -> Int64 { start + Int64(dice.number(1...60)) * Self.day }

    private mutating func lifeCommand() -> any Request {
        let id = "p\(dice.number(1...12))"
        let actor = dice.chance(85) ? dice.pick(["a1", "b1", "c1"]) : person()
        let version = version()
        func step<Call: CallName>(_ type: PartnershipStep<Call>.Type) -> any Request {
            PartnershipStep<Call>.with {
                $0.actor = actor
                $0.partnership = id
                $0.expectedVersion = version
            }
        }
        switch dice.number(0...23) {
        case 0..<6: return step(AcceptProposalRequest.self)
        case 6: return step(RejectProposalRequest.self)
        case 7: return step(WithdrawProposalRequest.self)
        case 8..<11: return step(DisablePartnershipRequest.self)
        case 11..<13: return step(RequestEnableRequest.self)
        case 13..<15: return step(ConfirmEnableRequest.self)
        case 15: return step(DeclineEnableRequest.self)
        case 16: return step(CancelEnableRequest.self)
        case 17:
            return DeletePartnershipRequest.with {
                $0.actor = actor
                $0.partnership = id
                $0.expectedVersion = version
            }
        case 18: return termsStep(CounterProposalRequest.self, id, actor, version)
        case 19: return termsStep(ReviseProposalRequest.self, id, actor, version)
        case 20..<22: return termsStep(ProposeChangeRequest.self, id, actor, version)
        case 22:
            let organization = dice.pick(Self.organizations)
            return FindPartnershipRequest.with {
                $0.organization = organization
                $0.with = dice.pick(Self.organizations)
            }
        default:
            let organization = organization()
            return ListPartnershipsRequest.with {
                $0.organization = organization
                $0.filter = dice.pick([.all, .needsAttention, .awaitingApproval, .enabled])
            }
        }
    }

    private mutating func termsStep<Call: CallName>(
        _ type: PartnershipTermsStep<Call>.Type, _ id: String, _ actor: String, _ version: Int64
    ) -> any Request {
        PartnershipTermsStep<Call>.with {
            $0.actor = actor
            $0.partnership = id
            $0.expectedVersion = version
            terms(&$0.preset, &$0.terms)
            if dice.chance(20) { $0.proposalExpiresAt = moment() }
            if dice.chance(30) { $0.termsExpireAt = moment() }
        }
    }
}
