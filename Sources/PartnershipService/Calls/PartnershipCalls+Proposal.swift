// The first proposal. It names a person, because people know people: whose organization that is, the
// directory knows.

import EntenteProtocol
import Rules
import SQLiteStore
import Service
import Source

extension PartnershipCalls {
    func offerProposal() {
        source.command(ProposePartnershipRequest.self) { [unowned self] request, turn in
            let offer = try checkForm(request, turn)
            let partner = try organization(ofMember: request.memberEmail)
            let acting = try acting(
                request.actor, for: request.organization, turn.context)
            try requireNew(request, acting, partner, turn)
            let outcome = PartnershipLife.proposed(
                by: acting.organization, to: partner, offer, at: turn.now)
            let id = request.id.isEmpty ? IdMaker.make("pts", from: randomness) : request.id
            return reply(try recordNew(outcome, id: id, actor: acting.actor, turn), to: .first)
        }
    }

    private func checkForm(_ request: ProposePartnershipRequest, _ turn: CommandTurn) throws(Failure) -> Offer
    {
        try checkSide(actor: request.actor, organization: request.organization, turn.context)
        if !request.id.isEmpty { try Fields.checkID(request.id, "id") }
        try Fields.checkExpectedVersion(request.expectedVersion)
        try Fields.checkEmail(request.memberEmail, "memberEmail")
        return try Offer(request, catalog: catalog, now: turn.now)
    }

    private func organization(ofMember email: String) throws(Failure) -> String {
        try directory.requireReady()
        guard let member = directory.activeMember(email: email) else {
            throw .notFound("field `memberEmail`: nobody active has the address \(quoted(email))")
        }
        return member.organization
    }

    /// Refuses one's own organization, an actor who may not, a suspended side, a second live partnership, a
    /// taken id.
    private func requireNew(
        _ request: ProposePartnershipRequest, _ acting: Acting, _ partner: String, _ turn: CommandTurn
    ) throws {
        guard partner != acting.organization else {
            throw Failure.invalidArgument(
                "field `memberEmail`: \(quoted(request.memberEmail)) is of the proposing organization itself")
        }
        try require(.partnershipManage, of: acting)
        guard request.expectedVersion == 0 else {
            throw Failure.conflict(
                "field `expectedVersion`: a new partnership has no version yet; leave it 0", currentVersion: 0
            )
        }
        try requireInService(acting)
        try requireGoodStanding(of: partner)
        if var standing = try store.livePartnership(of: acting.organization, and: partner) {
            try letTimePass(on: &standing, turn)
            guard !standing.life.isLive else {
                throw Failure.alreadyExists(
                    "\(quoted(acting.organization)) and \(quoted(partner)) have the live partnership "
                        + "\(quoted(standing.id)) (\(standing.life.state.name)); change or delete that one")
            }
        }
        if !request.id.isEmpty, try store.partnership(request.id) != nil {
            throw Failure.alreadyExists("field `id`: \(quoted(request.id)) is taken")
        }
    }
}
