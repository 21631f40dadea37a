// What a run has shown, for people.
import EntenteProtocol
import Load

/// A result as text.
struct LoadText {
    private let result: LoadResult

    init(_ result: LoadResult) { self.result = result }

    /// Prints what was asked and what was seen.
    func print(on console: Console) {
        console.print(console.styled(heading, .strong))
        console.print(questions)
        console.print("")
        if let sweep = result.sweep { Self.table(sweep).print(on: console) }
        if result.sweep != nil { console.print("") }
        table.print(on: console)
    }

    // MARK: - What was asked

    private var heading: String {
        let parameters = result.parameters
        let pace =
            switch parameters.mode {
            case "closed-loop": "closed loop, \(parameters.connections) connections × \(parameters.depth)"
            case "sweep":
                "sweep, knee at \(Figures.rate(result.sweep?.knee ?? 0)), \(parameters.connections) connections"
            default: "open loop at \(Figures.rate(parameters.rate)), \(parameters.connections) connections"
            }
        let threads = parameters.threads == 1 ? "1 thread" : "\(parameters.threads) threads"
        return "\(parameters.target): \(pace), \(threads), \(Figures.decimals(result.seconds, 1)) s"
    }

    private var questions: String {
        let workload = result.workload
        var words =
            workload.pairs == .zipf
            ? "zipf over \(Figures.count(workload.pairCount)) pairs" : "uniform pairs"
        words +=
            " of \(Figures.count(result.world.users)) users in \(Figures.count(result.world.organizations)) organizations"
        if let cross = workload.crossOrganization { words += ", \(Figures.percent(cross)) across" }
        words += ", \(Figures.percent(workload.rights)) rights"
        if workload.batchSize > 0 {
            words +=
                ", \(Figures.percent(workload.batchShare)) batches of \(Figures.count(workload.batchSize))"
        }
        return words
    }

    // MARK: - What was seen

    private var table: TextTable {
        var table = TextTable()
        table.add(["answered", Figures.rate(result.requestsPerSecond) + offered + decisions])
        table.add(["latency", Self.percentiles(result.latency)])
        table.add([
            "typical",
            "p50 \(Figures.time(result.latency.typicalP50))  p99 \(Figures.time(result.latency.typicalP99))",
        ])
        for row in answerRows { table.add(row) }
        if let server = result.serverNanosPerRequest {
            table.add(["service", "\(Figures.time(server)) of a processor for each request"])
        }
        table.add(["tool", tool])
        if let writes = result.writes { table.add(["commands", Self.writes(writes)]) }
        let failures = result.failures + (result.writes?.failures ?? [])
        if failures.isEmpty { table.add(["failed", "none"]) }
        for failure in failures {
            table.add([
                TextTable.Cell("failed"),
                TextTable.Cell("\(Figures.count(failure.count)) \(failure.kind): \(failure.example)", .bad),
            ])
        }
        return table
    }

    private var offered: String {
        guard result.offeredPerSecond > 0 else { return "" }
        return " of \(Figures.rate(result.offeredPerSecond)) requests"
    }

    private var decisions: String {
        result.workload.batchSize > 0 ? ", \(Figures.rate(result.decisionsPerSecond)) decisions" : ""
    }

    private var answerRows: [[String]] {
        guard !result.answers.isEmpty else { return [] }
        let all = Double(max(1, result.answers.reduce(0) { $0 + $1.count }))
        let reasons = result.answers.prefix(4).map {
            "\($0.verdict.name) by \($0.reason.name) \(Figures.percent(Double($0.count) / all))"
        }
        var rows = [
            ["denied", "\(Figures.percent(result.denialShare)) (\(reasons.joined(separator: ", ")))"]
        ]
        if let ratio = result.hitRatio {
            rows.append([
                "cache",
                "\(Figures.percent(ratio)) of \(Figures.count(result.cacheHits + result.cacheMisses)) answers",
            ])
        }
        return rows
    }

    private var tool: String {
        var words = "\(Figures.time(result.toolNanosPerRequest)) of a processor for each request"
        words += ", busy \(Figures.percent(result.toolBusyShare))"
        if result.toolLag.count > 0 {
            words +=
                ", sent late p50 \(Figures.time(result.toolLag.p50)) p99 \(Figures.time(result.toolLag.p99))"
        }
        return words
    }

    private static func writes(_ writes: WriteSummary) -> String {
        "\(Figures.rate(writes.perSecond)) of \(Figures.rate(writes.offeredPerSecond)); \(percentiles(writes.latency))"
    }

    private static func percentiles(_ latency: LatencySummary) -> String {
        let named = [
            ("p50", latency.p50), ("p90", latency.p90), ("p99", latency.p99), ("p99.9", latency.p999),
            ("p99.99", latency.p9999), ("max", latency.maximum),
        ]
        return named.map { "\($0.0) \(Figures.time($0.1))" }.joined(separator: "  ")
    }

    // MARK: - Sweeps

    private static func table(_ sweep: SweepSummary) -> TextTable {
        var table = TextTable(["offered", "answered", "p50", "p99", "typical p99", "p99.9", "tool p99", ""])
        for step in sweep.steps {
            let verdict = step.holds ? step.offered == sweep.knee ? "the knee" : "" : step.reason
            let cells = [
                Figures.rate(step.offered), Figures.rate(step.achieved), Figures.time(step.p50),
                Figures.time(step.p99), Figures.time(step.typicalP99), Figures.time(step.p999),
                Figures.time(step.lagP99), verdict,
            ]
            let style: TextStyle = !step.holds ? .caution : step.offered == sweep.knee ? .good : .plain
            table.add(cells.map { TextTable.Cell($0, style) })
        }
        return table
    }

    /// Tells of a step of a sweep as soon as it is taken.
    static func note(_ step: SweepStep, _ sweep: SweepSummary, on console: Console) {
        let outcome = step.holds ? "holds" : step.reason
        console.note(
            "step \(sweep.steps.count): \(Figures.rate(step.offered)) offered, "
                + "\(Figures.rate(step.achieved)) answered, typical p99 \(Figures.time(step.typicalP99)): \(outcome)"
        )
    }

    // MARK: - How it ends

    /// What a reader must know before believing the figures.
    var remarks: [String] {
        var remarks: [String] = []
        if !result.machine.isOptimized {
            remarks.append("this program was built without optimization: its figures say nothing")
        }
        if !result.endedEarly.isEmpty {
            remarks.append(
                "the run ended after \(Figures.decimals(result.seconds, 1)) s of measuring: \(result.endedEarly)"
            )
        }
        let failed = result.failures.reduce(0) { $0 + $1.count }
        if failed > 0 {
            let all = failed + result.requests
            let kinds = result.failures.map { "\(Figures.count($0.count)) \($0.kind)" }
            remarks.append(
                "\(Figures.percent(Double(failed) / Double(max(1, all)))) of the requests failed: "
                    + kinds.joined(separator: ", "))
        }
        let failedWrites = result.writes?.failures.reduce(0) { $0 + $1.count } ?? 0
        if failedWrites > 0 { remarks.append("\(Figures.count(failedWrites)) commands failed") }
        switch result.limitedBy {
        case "tool":
            remarks.append(
                "the tool itself could not send at this rate, so the figures are its own: "
                    + "ask for less, or give it more `--threads` and processors")
        case "service":
            remarks.append(
                "the service answered \(Figures.rate(result.requestsPerSecond)) of "
                    + "\(Figures.rate(result.parameters.rate)): it is past what it can")
        default: break
        }
        if result.toolLag.count > 0, result.limitedBy.isEmpty, result.toolLag.p99 * 2 > result.latency.p99 {
            remarks.append(
                "the tool's own lateness is \(Figures.time(result.toolLag.p99)) at p99, "
                    + "much of the p99 of \(Figures.time(result.latency.p99)): the machine may be too busy to tell"
            )
        }
        return remarks
    }

    /// How the program ends.
    var status: ExitStatus {
        if result.endedEarly.hasPrefix("the service") { return .unavailable }
        let writeFailures = result.writes?.failures ?? []
        let isWhole = result.endedEarly.isEmpty && result.failures.isEmpty && writeFailures.isEmpty
        return isWhole && result.limitedBy != "tool" && result.sweep?.knee != 0 ? .done : .negative
    }
}
