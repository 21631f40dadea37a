// What a decision node tells a monitoring server besides what every service tells. Read on the loop that
// follows the feeds, from what the reactors have laid down: no check waits for it.

import EntenteProtocol
import Replica
import Telemetry

/// The numbers of a decision node.
struct DecisionMetrics {
    let node: SharedNode
    let standing: Standing

    var families: [MetricFamily] {
        let sums = node.sums
        let replica = node.replica
        let written = node.decisionLog?.metrics ?? []
        return written + [
            .counter(
                "entente_checks_total", "Questions answered, those of batches one by one.", sums.checkCount),
            .counter("entente_cache_hits_total", "Answers the evaluation cache knew.", sums.cacheHits),
            .counter("entente_cache_misses_total", "Answers that had to be evaluated.", sums.cacheMisses),
            .gauge("entente_watched_checks", "Questions that watches look at.", node.watchedCheckCount),
            .gauge("entente_organizations", "Organizations known.", replica.organizationCount),
            .gauge("entente_users", "Users known.", replica.userCount),
            .gauge("entente_partnerships", "Live partnerships known.", replica.partnershipCount),
            .gauge(
                "entente_facts_age_seconds",
                "How long ago the facts were last known to be the newest there are; infinite before they were."
            ) { $0.add(nanos: standing.ageNanos) },
            .gauge(
                "entente_staleness_limit_seconds", "The age of the facts past which checks are refused."
            ) { $0.add(nanos: UInt64(clamping: node.limits.stalenessLimitMillis) * 1_000_000) },
        ]
    }
}
