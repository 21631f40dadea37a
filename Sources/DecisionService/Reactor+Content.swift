// The questions about content. Who is not known to see something sees nothing, which is an answer; who is not
// known to make something is a mistake of the one who asks.

import EntenteProtocol
import Replica
import Rules
import Service

extension Reactor {
    func offerContentQuestions() {
        server.answer(CheckContentRequest.self) { [unowned self] request, context throws(Failure) in
            try checkContent(request, context)
        }
        server.answer(ResolveSharingRequest.self) { [unowned self] request, context throws(Failure) in
            try resolveSharing(request, context)
        }
    }

    private func checkContent(
        _ request: CheckContentRequest, _ context: RequestContext
    ) throws(Failure) -> CheckContentResponse {
        try standing.require(request.maxStalenessMillis)
        try requireCovered(request.viewer, "viewer", context.token)
        try request.item.checkForm("item")
        let ruling = ContentRules.ruling(
            viewer: request.viewer, item: request.item, in: ContentFacts(replica: replica))
        let answer = CheckContentResponse.with {
            $0.disclosure = ruling.disclosure
            $0.role = ruling.role
            $0.reason = ruling.reason
        }
        write(
            DecisionOutcome(answer),
            of: .with {
                ($0.actor, $0.target) = (request.viewer, request.item.author ?? "")
                $0.action = request.item.contentType.name
            }, context)
        return answer
    }

    private func resolveSharing(
        _ request: ResolveSharingRequest, _ context: RequestContext
    ) throws(Failure) -> ResolveSharingResponse {
        try standing.require(request.maxStalenessMillis)
        try requireCovered(request.author, "author", context.token)
        try Fields.checkID(request.author, "author")
        try request.checkForm()
        let author = try user(request.author, "author")
        try requireAtWork(author)
        let option = try option(request, by: author)
        return .with { $0.option = option }
    }

    /// The option that an item gets.
    ///
    /// - Throws: `failed-precondition` for an option, or people, that are not on offer.
    private func option(
        _ request: ResolveSharingRequest, by author: UserIndex
    ) throws(Failure) -> SharingOption {
        let settings = replica.settings(of: replica[author].organization)
        // Nothing is on offer for what has no policy.
        let policy = settings.sharingPolicy(request.contentType) ?? SharingPolicy()
        let question = SharingQuestion(
            origin: request.origin, option: request.option, earlier: request.earlier)
        let ruling = SharingRules.ruling(question, policy)
        guard case .option(let option) = ruling else { throw request.notOffered(policy) }
        if SharingRules.bindsReach(ruling, policy) {
            let beyond = SharingRules.outOfReach(
                of: author, users: request.users, teams: request.teams, in: ContentFacts(replica: replica))
            if !beyond.isEmpty { throw .outOfReach(beyond) }
        }
        return option
    }

    /// Refuses an author for whom nothing can be made at present.
    private func requireAtWork(_ author: UserIndex) throws(Failure) {
        let standing = ContentFacts(replica: replica).standing(of: author)
        if standing.deactivated {
            throw .failedPrecondition(
                "field `author`: \(quoted(replica.id(author))) is deactivated", state: "deactivated")
        }
        if standing.organizationSuspended {
            throw .suspendedOrganization(replica.id(replica[author].organization))
        }
    }
}

extension ResolveSharingRequest {
    fileprivate func notOffered(_ policy: SharingPolicy) -> Failure {
        let offered = policy.offered.map { "`\($0.name)`" }.joined(separator: ", ")
        return .failedPrecondition(
            "field `option`: `\((option ?? .unspecified).name)` is not on offer for `\(contentType.name)`; "
                + "on offer: \(offered)", state: "not-offered")
    }
}

extension Failure {
    /// At most this many are named in a refusal.
    private static let namedMaximum = 100

    fileprivate static func outOfReach(_ beyond: OutOfReach) -> Failure {
        let all =
            beyond.users.map { "user \(quoted($0))" } + beyond.teams.map { "team \(quoted($0))" }
        let more = all.count > namedMaximum ? " and \(all.count - namedMaximum) more" : ""
        return .failedPrecondition(
            "fields `users` and `teams`: an author may name only teams they are in and members of those, "
                + "not \(all.prefix(namedMaximum).joined(separator: ", "))\(more)", state: "out-of-reach")
    }
}
