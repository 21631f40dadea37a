// Results as one page of HTML: a table that compares them, plots that show them, and what each run was
// told. It holds all it needs, so that it can be sent around and still be read in years.

import EntenteProtocol

/// A page about one or more runs.
package struct Report {
    /// The runs, the first of which the others are compared with.
    let results: [LoadResult]

    /// As many as there are colours to tell them apart.
    package static let runMaximum = 8

    /// A page about `results`, at most ``runMaximum``.
    package init(_ results: [LoadResult]) { self.results = Self.distinct(results) }

    /// The page.
    package var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(Markup.escaped(title))</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <header>
        <h1>\(Markup.escaped(title))</h1>
        <p>\(Markup.escaped(subtitle))</p>
        </header>
        <main>
        \(remarks)
        \(table)
        <section class="plots">
        \(plots.map { $0.html(legend: legend(of: $0)) }.joined(separator: "\n"))
        </section>
        <section class="runs">
        \(results.enumerated().map { details($0.element, color: $0.offset) }.joined(separator: "\n"))
        </section>
        </main>
        <footer>Drawn by entente \(Markup.escaped(results.first?.version ?? "")). In an open loop a time counts from \
        the moment its request was due, and what was never answered counts as long as it was waited for. Typical \
        is the median over slices of 100 ms.</footer>
        </body>
        </html>

        """
    }

    private var title: String {
        results.count == 1 ? "Load: \(results[0].label)" : "Load: \(results.count) runs compared"
    }

    private var subtitle: String {
        guard let first = results.first else { return "" }
        let machine = first.machine
        let place = "\(machine.processor), \(machine.processorCount) processors, \(machine.kernel)"
        let isOneMachine = results.allSatisfy { $0.machine == machine }
        return "\(UTC.text(first.startedAtMillis)) · " + (isOneMachine ? place : "several machines")
    }

    /// What tells the runs apart in a plot; nothing on the page of a single one.
    private func legend(of plot: Plot) -> String {
        guard results.count > 1 else { return "" }
        let entries = Set(plot.lines.map(\.color)).sorted().map { index in
            "<span class=\"key c\(index)\">\(Markup.escaped(results[index].label))</span>"
        }
        return "<div class=\"legend\">\(entries.joined())</div>"
    }

    /// What a reader must know first.
    private var remarks: String {
        let words = results.flatMap { result in
            [result.endedEarly.isEmpty ? nil : "\(result.label) ended early: \(result.endedEarly)"]
                + [
                    result.limitedBy == "tool"
                        ? "\(result.label): the tool itself could not send at this rate" : nil
                ]
        }.compactMap { $0 }
        return words.map { "<p class=\"remark\">\(Markup.escaped($0))</p>" }.joined(separator: "\n")
    }

    /// The same runs with labels that tell them apart.
    private static func distinct(_ results: [LoadResult]) -> [LoadResult] {
        var seen: [String: Int] = [:]
        return results.enumerated().map { index, result in
            var result = result
            if result.label.isEmpty { result.label = "run \(index + 1)" }
            seen[result.label, default: 0] += 1
            if let count = seen[result.label], count > 1 { result.label += " (\(count))" }
            return result
        }
    }
}
