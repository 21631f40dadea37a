// Most of what changes an answer is a fact, and arrives; the end of a partnership's terms is a moment, and
// just passes. Who waits for answers to change has to know when to look again.

import Replica

extension Engine {
    /// When time alone next changes what organizations permit one person with another, in milliseconds since
    /// 1970; `Int64.max` for never.
    package func boundary(actor: RawSpan, target: RawSpan, now: Int64) -> Int64 {
        guard let actor = replica.user(actor), let target = replica.user(target) else { return .max }
        let (actorHome, targetHome) = (replica[actor].organization, replica[target].organization)
        guard actorHome != targetHome else { return .max }
        let end = replica.agreement(from: actorHome, to: targetHome).termsExpireAt
        return end > now ? end : .max
    }
}
