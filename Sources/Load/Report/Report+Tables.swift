// The comparison of the runs, and what each was told and saw.

import EntenteProtocol

extension Report {
    /// A column of the comparison.
    private struct Column: Sendable {
        let title: String
        let hint: String
        let value: @Sendable (LoadResult) -> Double?
        let text: @Sendable (Double) -> String
        /// Whether more is better; nil where neither is.
        let isBetterHigher: Bool?
    }

    private static let columns: [Column] = [
        Column(
            title: "requests/s", hint: "requests answered a second", value: { $0.requestsPerSecond },
            text: { Figures.short($0) }, isBetterHigher: true),
        Column(
            title: "decisions/s", hint: "decisions answered a second", value: { $0.decisionsPerSecond },
            text: { Figures.short($0) }, isBetterHigher: true),
        time("p50", "median") { $0.latency.p50 },
        time("p90", "nine in ten took at most") { $0.latency.p90 },
        time("p99", "99 in a hundred took at most") { $0.latency.p99 },
        time("p99.9", "999 in a thousand took at most") { $0.latency.p999 },
        time("p99.99", "9,999 in ten thousand took at most") { $0.latency.p9999 },
        time("max", "the longest") { $0.latency.maximum },
        time("typical p99", "the median of the p99 of each tenth of a second") { $0.latency.typicalP99 },
        Column(
            title: "denied", hint: "decisions that are deny",
            value: { $0.answers.isEmpty ? nil : $0.denialShare }, text: { Figures.percent($0) },
            isBetterHigher: nil),
        Column(
            title: "cache hits", hint: "decisions from the evaluation cache", value: { $0.hitRatio },
            text: { Figures.percent($0) }, isBetterHigher: nil),
        Column(
            title: "service CPU", hint: "the service's time on a processor for each request",
            value: { $0.serverNanosPerRequest }, text: { Figures.time($0) }, isBetterHigher: false),
        Column(
            title: "tool CPU", hint: "the tool's time on a processor for each request",
            value: { $0.toolNanosPerRequest }, text: { Figures.time($0) }, isBetterHigher: nil),
        Column(
            title: "failed", hint: "requests without an answer",
            value: { Double($0.failures.reduce(0) { $0 + $1.count }) }, text: { Figures.count(Int($0)) },
            isBetterHigher: nil),
    ]

    private static func time(
        _ title: String, _ hint: String, _ value: @escaping @Sendable (LoadResult) -> UInt64
    ) -> Column {
        Column(
            title: title, hint: hint, value: { $0.latency.count > 0 ? Double(value($0)) : nil },
            text: { Figures.time($0) }, isBetterHigher: false)
    }

    /// The runs side by side, with ratios to the first.
    var table: String {
        let shown = Self.columns.filter { column in results.contains { column.value($0) != nil } }
        let head = shown.map { "<th title=\"\($0.hint)\">\($0.title)</th>" }.joined()
        let rows = results.enumerated().map { index, result in
            let cells = shown.map { "<td>\(Self.cell($0, result, index == 0 ? nil : results[0]))</td>" }
                .joined()
            return
                "<tr><th scope=\"row\"><span class=\"key c\(index)\">\(Markup.escaped(result.label))</span></th>\(cells)</tr>"
        }
        return """
            <div class="scroll"><table class="compare">
            <thead><tr><th>run</th>\(head)</tr></thead>
            <tbody>\(rows.joined(separator: "\n"))</tbody>
            </table></div>
            """
    }

    private static func cell(_ column: Column, _ result: LoadResult, _ first: LoadResult?) -> String {
        guard let value = column.value(result) else { return "–" }
        let text = column.text(value)
        guard let isBetterHigher = column.isBetterHigher, let first, let base = column.value(first), base > 0
        else { return text }
        let ratio = value / base
        // Runs that asked in different ways differ for that; which is better, nobody can say.
        let isLike = result.parameters.mode == first.parameters.mode
        let isSame = ratio > 0.97 && ratio < 1.03
        let kind = isSame || !isLike ? "same" : (ratio > 1) == isBetterHigher ? "better" : "worse"
        return "\(text) <small class=\"\(kind)\">×\(Figures.decimals(ratio, 2))</small>"
    }

    // MARK: - One run

    /// What a run was told and saw.
    func details(_ result: LoadResult, color: Int) -> String {
        let facts = facts(result).map { "<dt>\($0.0)</dt><dd>\(Markup.escaped($0.1))</dd>" }.joined(
            separator: "\n")
        return """
            <article>
            <h3><span class="key c\(color)">\(Markup.escaped(result.label))</span></h3>
            <dl>
            \(facts)
            </dl>
            \(answers(result, color: color))
            </article>
            """
    }

    private func facts(_ result: LoadResult) -> [(String, String)] {
        var facts = [
            ("asked", result.parameters.target), ("how", how(result.parameters)),
            ("what", what(result.workload)),
            ("about", about(result)),
            (
                "when",
                "\(UTC.text(result.startedAtMillis)), \(Figures.decimals(result.seconds, 1)) s measured"
            ),
        ]
        if result.toolLag.count > 0 {
            facts.append(
                (
                    "tool late",
                    "p50 \(Figures.time(result.toolLag.p50)), p99 \(Figures.time(result.toolLag.p99)), max \(Figures.time(result.toolLag.maximum))"
                ))
        }
        if let writes = result.writes {
            facts.append(
                (
                    "commands",
                    "\(Figures.rate(writes.perSecond)) of \(Figures.rate(writes.offeredPerSecond)), p50 \(Figures.time(writes.latency.p50)), p99 \(Figures.time(writes.latency.p99))"
                ))
        }
        if let sweep = result.sweep {
            facts.append(
                (
                    "knee",
                    "\(Figures.rate(sweep.knee)): typical p99 within \(Figures.short(sweep.multiple)) times the unloaded \(Figures.time(sweep.unloadedP99))"
                ))
        }
        for failure in result.failures + (result.writes?.failures ?? []) {
            facts.append(("failed", "\(Figures.count(failure.count)) \(failure.kind): \(failure.example)"))
        }
        return facts
    }

    private func how(_ parameters: LoadParameters) -> String {
        let threads = parameters.threads == 1 ? "1 thread" : "\(parameters.threads) threads"
        let places = "\(Figures.count(parameters.connections)) connections, \(threads)"
        return switch parameters.mode {
        case "closed-loop": "closed loop, depth \(parameters.depth), \(places)"
        case "sweep": "sweep of open loops, \(places)"
        default: "open loop at \(Figures.rate(parameters.rate)), \(places)"
        }
    }

    private func what(_ workload: Workload) -> String {
        var words =
            workload.pairs == .zipf
            ? "\(Figures.count(workload.pairCount)) pairs by Zipf, exponent \(Figures.decimals(workload.zipfExponent, 2))"
            : "pairs of any two users"
        if let cross = workload.crossOrganization {
            words += ", \(Figures.percent(cross)) across organizations"
        }
        words += ", \(Figures.percent(workload.rights)) about rights"
        if workload.batchSize > 0 {
            words +=
                ", \(Figures.percent(workload.batchShare)) batches of \(Figures.count(workload.batchSize))"
        }
        return words + "; seed \(workload.seed)"
    }

    private func about(_ result: LoadResult) -> String {
        "\(Figures.count(result.world.users)) users in \(Figures.count(result.world.organizations)) organizations"
    }

    /// Verdicts and reasons as bars.
    private func answers(_ result: LoadResult, color: Int) -> String {
        let all = Double(result.answers.reduce(0) { $0 + $1.count })
        guard all > 0 else { return "" }
        let rows = result.answers.prefix(8).map { answer in
            let share = Double(answer.count) / all
            return """
                <li class="\(answer.verdict.name)"><span>\(answer.verdict.name) · \(answer.reason.name)</span>\
                <i style="width:\(Figures.decimals(share * 100, 1))%"></i><b>\(Figures.percent(share))</b></li>
                """
        }
        return "<ul class=\"answers\">\(rows.joined(separator: "\n"))</ul>"
    }
}
