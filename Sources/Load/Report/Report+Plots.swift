// Which plots a report has, and what each is drawn from.

import Glibc

extension Report {
    /// The plots, without those that have nothing to show.
    var plots: [Plot] {
        var plots: [Plot] = []
        if results.contains(where: { $0.sweep != nil }) { plots.append(sweepPlot) }
        return plots + [percentilePlot, histogramPlot, throughputPlot, slicePlot]
    }

    // MARK: - Latency by percentile

    private var percentilePlot: Plot {
        let lines = results.enumerated().filter { $0.element.latency.count > 0 }.map { index, result in
            Plot.Line(
                name: result.label, color: index, points: Self.percentiles(result.latency),
                marks: Self.percentileMarks(result))
        }
        let values = lines.flatMap { $0.points.map(\.y) }
        return Plot(
            title: "Latency by percentile",
            caption: "How long so many of the answers took at most; every nine takes the same room.",
            x: .nines("share of answers", upTo: Double(results.map(\.latency.count).max() ?? 1)),
            y: .logarithmic("latency", values, Figures.time), lines: lines)
    }

    private static func percentiles(_ latency: LatencySummary) -> [(x: Double, y: Double)] {
        let end = log10(Double(max(latency.count, 2)))
        return stride(from: 0, to: end, by: end / 240).map { nines in
            (pow(10, nines), Double(max(1, latency.quantile(1 - pow(10, -nines)))))
        } + [(pow(10, end), Double(max(1, latency.maximum)))]
    }

    private static func percentileMarks(_ result: LoadResult) -> [Plot.Mark] {
        let latency = result.latency
        let named: [(String, Double, UInt64)] = [
            ("p50", 2, latency.p50), ("p90", 10, latency.p90), ("p99", 100, latency.p99),
            ("p99.9", 1_000, latency.p999), ("p99.99", 10_000, latency.p9999),
        ]
        return named.filter { $0.1 <= Double(latency.count) }.map { name, x, value in
            Plot.Mark(x: x, y: Double(max(1, value)), text: "\(result.label): \(name) \(Figures.time(value))")
        }
    }

    // MARK: - Histogram

    private static let binsPerDecade = 24.0

    private var histogramPlot: Plot {
        let lines = results.enumerated().filter { $0.element.latency.count > 0 }.map { index, result in
            Plot.Line(name: result.label, color: index, points: Self.bins(result.latency), isFilled: true)
        }
        let known = results.filter { $0.latency.count > 0 }.map(\.latency)
        let low = known.map { Double(max(1, $0.quantile(0.001))) / 1.2 }.min() ?? 1
        let high = known.map { Double($0.quantile(0.9999)) * 1.3 }.max() ?? 10
        return Plot(
            title: "Distribution of latency",
            caption:
                "How many of the answers took about so long; what is rarer than one in 10,000 is left out.",
            x: .logarithmic("latency", [low, max(high, low * 2)], Figures.time),
            y: .linear("share of answers", upTo: lines.flatMap { $0.points.map(\.y) }.max() ?? 1) {
                Figures.percent($0)
            }, lines: lines)
    }

    /// The share of each bin as a staircase.
    private static func bins(_ latency: LatencySummary) -> [(x: Double, y: Double)] {
        var counts: [Int: UInt64] = [:]
        for (bucket, count) in latency.bucketCounts.enumerated() {
            let middle = (Double(latency.bucketLows[bucket]) + Double(latency.bucketHighs[bucket])) / 2
            counts[Int((log10(max(middle, 1)) * binsPerDecade).rounded(.down)), default: 0] += count
        }
        guard let first = counts.keys.min(), let last = counts.keys.max() else { return [] }
        return (first...last).flatMap { bin in
            let share = Double(counts[bin] ?? 0) / Double(latency.count)
            return [bin, bin + 1].map { (pow(10, Double($0) / binsPerDecade), share) }
        }
    }

    // MARK: - Over time

    private static let sliceSeconds = 0.1

    private var throughputPlot: Plot {
        let lines = results.enumerated().map { index, result in
            let points = result.decisionsBySlice.enumerated().map { slice, count in
                (x: (Double(slice) + 0.5) * Self.sliceSeconds, y: Double(count) / Self.sliceSeconds)
            }
            return Plot.Line(name: result.label, color: index, points: points)
        }
        return Plot(
            title: "Throughput over time", caption: "Decisions answered in each tenth of a second.",
            x: timeAxis,
            y: .linear("decisions a second", upTo: lines.flatMap { $0.points.map(\.y) }.max() ?? 1) {
                Figures.short($0)
            }, lines: lines)
    }

    private var slicePlot: Plot {
        let lines = results.enumerated().map { index, result in
            let points = result.p99BySlice.enumerated().map { slice, nanos in
                (x: (Double(slice) + 0.5) * Self.sliceSeconds, y: Double(max(1, nanos)))
            }
            return Plot.Line(name: result.label, color: index, points: points)
        }
        return Plot(
            title: "p99 over time",
            caption: "The 99th percentile of each tenth of a second; the typical p99 is the median of these.",
            x: timeAxis, y: .logarithmic("latency", lines.flatMap { $0.points.map(\.y) }, Figures.time),
            lines: lines)
    }

    private var timeAxis: Axis {
        let seconds = Double(results.map(\.decisionsBySlice.count).max() ?? 1) * Self.sliceSeconds
        return .linear("seconds", upTo: seconds) { Figures.decimals($0, $0.rounded() == $0 ? 0 : 1) }
    }

    // MARK: - Latency over offered rate

    private var sweepPlot: Plot {
        var lines: [Plot.Line] = []
        var rules: [Plot.Rule] = []
        for (index, result) in results.enumerated() {
            guard let sweep = result.sweep, !sweep.steps.isEmpty else { continue }
            lines += Self.sweepLines(sweep, result.label, color: index)
            if sweep.knee > 0 {
                rules.append(Plot.Rule(x: sweep.knee, text: "knee \(Figures.rate(sweep.knee))", color: index))
            }
        }
        return Plot(
            title: "Latency over offered rate",
            caption: "A filled mark is a rate that was held, an open one a rate that was not.",
            x: .logarithmic("requests offered a second", lines.flatMap { $0.points.map(\.x) }, Figures.short),
            y: .logarithmic("latency", lines.flatMap { $0.points.map(\.y) }, Figures.time), lines: lines,
            rules: rules)
    }

    private static func sweepLines(_ sweep: SweepSummary, _ label: String, color: Int) -> [Plot.Line] {
        let steps = sweep.steps.sorted { $0.offered < $1.offered }
        let kinds: [(String, Plot.Line.Style, KeyPath<SweepStep, UInt64>)] = [
            ("p50", .dashed, \.p50), ("typical p99", .plain, \.typicalP99), ("p99.9", .faint, \.p999),
        ]
        return kinds.map { name, style, value in
            let points = steps.map { (x: $0.offered, y: Double(max(1, $0[keyPath: value]))) }
            let marks = zip(steps, points).map { step, point in
                Plot.Mark(
                    x: point.x, y: point.y,
                    text: "\(label): \(Figures.rate(step.offered)), \(name) \(Figures.time(point.y))"
                        + (step.holds ? "" : "; \(step.reason)"), isOpen: !step.holds)
            }
            return Plot.Line(
                name: label, color: color, points: points, style: style, marks: style == .plain ? marks : [],
                endLabel: name)
        }
    }
}
