import EntenteProtocol
import TestSupport

/// The reference model as a world that requests are made to.
package struct ReferenceWorld {
    private(set) var model: ReferenceModel

    /// An empty world at `now`, in milliseconds since 1970.
    package init(now: Int64) { model = ReferenceModel(now: now) }

    /// What the rules say becomes of a request made at `now`.
    package mutating func outcome<R: Request>(of request: R, now: Int64) -> Outcome {
        do throws(Failure) {
            let answer = try model.carryOut(request, now: now)
            if let first = answer as? DeletePartnershipResponse, !first.confirmation.isEmpty,
                var second = request as? DeletePartnershipRequest
            {
                second.confirmation = first.confirmation
                return Outcome(answer: try model.carryOut(second, now: now))
            }
            return Outcome(answer: answer)
        } catch {
            return Outcome(error)
        }
    }
}
