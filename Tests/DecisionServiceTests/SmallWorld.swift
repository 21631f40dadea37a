// Two organizations with a person each, in a whole cluster, and the questions about them.

import EntenteProtocol
import TestSupport
import Testing

/// alpha with ann, beta with bob; ann and bob are administrators.
final class SmallWorld {
    let cluster: SimulatedCluster
    let decision: SimulatedCaller
    /// The newest position of both sources.
    private(set) var seen = Position()

    init(seed: UInt64, _ change: (SimulatedCluster) -> Void = { _ in }) throws {
        cluster = try SimulatedCluster(seed: seed, services: [])
        change(cluster)
        for service in ServiceName.allCases { try cluster.start(service) }
        #expect(cluster.settle())
        decision = cluster.caller(.decision)
        for (organization, user) in [("alpha", "ann"), ("beta", "bob")] {
            try make(organization)
            try make(user, of: organization)
        }
        _ = try ask("ann", "bob", atLeast: seen)
    }

    /// Remembers a position of either source.
    func saw(_ position: Position) {
        seen.directoryEpoch = max(seen.directoryEpoch, position.directoryEpoch)
        seen.directory = max(seen.directory, position.directory)
        seen.partnershipEpoch = max(seen.partnershipEpoch, position.partnershipEpoch)
        seen.partnership = max(seen.partnership, position.partnership)
    }

    func make(_ organization: String) throws(Failure) {
        let made = try cluster.caller(.directory).call(
            CreateOrganizationRequest.with {
                $0.id = organization
                $0.name = organization
            })
        saw(made.position)
    }

    func make(_ user: String, of organization: String) throws(Failure) {
        let made = try cluster.caller(.directory).call(
            CreateUserRequest.with {
                $0.id = user
                $0.organization = organization
                $0.email = "\(user)@\(organization).test"
                $0.displayName = user
                $0.role = .admin
            })
        saw(made.position)
    }

    /// An enabled partnership `p` in which everything is allowed, until `end` where it is given.
    func enable(until end: Int64? = nil) throws(Failure) {
        let partnership = cluster.caller(.partnership)
        let seen = seen
        let proposed = try partnership.call(
            ProposePartnershipRequest.with {
                $0.id = "p"
                $0.actor = "ann"
                $0.memberEmail = "bob@beta.test"
                $0.preset = .full
                $0.termsExpireAt = end
                $0.atLeast = seen
            })
        let accepted = try partnership.call(
            AcceptProposalRequest.with {
                $0.actor = "bob"
                $0.partnership = "p"
                $0.atLeast = proposed.position
            })
        saw(accepted.position)
    }

    func question(
        _ actor: String, _ target: String, _ action: String = "chat.start", atLeast: Position? = nil,
        patience: Int64? = nil
    ) -> CheckRequest {
        .with {
            $0.actor = actor
            $0.action = action
            $0.target = target
            $0.atLeast = atLeast
            $0.maxStalenessMillis = patience
        }
    }

    func ask(
        _ actor: String, _ target: String, _ action: String = "chat.start", atLeast: Position? = nil
    ) throws(Failure) -> CheckResponse {
        try decision.call(question(actor, target, action, atLeast: atLeast))
    }

    func part(from source: ServiceName) {
        cluster.network.part(cluster.loop(.decision), cluster.loop(source))
    }
}
