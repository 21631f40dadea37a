// Finding people. A search is asked for one viewer, and a token that is bound to an organization searches for
// that one's people only.

import Engine
import EntenteProtocol
import Replica
import Rules
import Service

extension Reactor {
    func offerDiscovery() {
        server.answer(DiscoverRequest.self, takesLong: true) {
            [unowned self] request, context throws(Failure) in
            try discover(request, context)
        }
    }

    private func discover(
        _ request: DiscoverRequest, _ context: RequestContext
    ) throws(Failure) -> DiscoverResponse {
        // First, because who is of which organization is known only as well as the rest.
        try standing.require(request.maxStalenessMillis)
        try requireCovered(request.viewer, "viewer", context.token)
        try Fields.checkID(request.viewer, "viewer")
        try Fields.checkBytes(request.prefix, "prefix", 0...DecisionLimits.prefixByteMaximum)
        let limit = try Self.limit(request.limit)
        let viewer = try user(request.viewer, "viewer")
        let found = engine.discover(
            viewer: viewer, prefix: request.prefix, limit: limit, now: context.now)
        // Not what was typed, which may be half a name of anybody.
        write(
            DecisionOutcome(foundCount: found.users.count), of: .with { $0.actor = request.viewer }, context)
        return .with {
            $0.items = found.users.map(render)
            $0.truncated = found.truncated
        }
    }

    private func render(_ found: FoundUser) -> DiscoveredUser {
        .with {
            $0.id = replica.id(found.user)
            $0.displayName = replica.name(of: found.user)
            $0.organization = replica.id(replica[found.user].organization)
            if found.showsEmail { $0.email = replica.email(of: found.user) }
        }
    }

    private static func limit(_ wish: Int32) throws(Failure) -> Int {
        guard wish >= 0, wish <= DecisionLimits.discoveryMaximum else {
            throw .invalidArgument(
                "field `limit`: \(wish) is not from 0 to \(DecisionLimits.discoveryMaximum); 0 is "
                    + "\(DecisionLimits.discoveryDefault)")
        }
        return wish == 0 ? DecisionLimits.discoveryDefault : Int(wish)
    }
}
