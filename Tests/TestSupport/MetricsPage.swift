// A metrics page as a monitoring server reads it, and what would make one of them frown: the checks of
// `promtool check metrics`, for machines that do not have it.

import EntenteProtocol

/// A metrics page, read.
package struct MetricsPage {
    /// One number.
    package struct Sample: Equatable {
        /// The name, of a histogram with `_bucket`, `_sum` or `_count`.
        package let name: String
        /// What tells it apart.
        package let labels: [String: String]
        /// The number.
        package let value: Double
    }

    /// All numbers.
    package private(set) var samples: [Sample] = []
    /// The kinds of the families, by name.
    package private(set) var kinds: [String: String] = [:]
    /// What is wrong with the page.
    package private(set) var faults: [String] = []

    /// Reads a page.
    package init(_ text: String) {
        var helped: Set<String> = []
        if !text.hasSuffix("\n") { faults.append("the last line does not end") }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            let words = line.split(separator: " ", maxSplits: 3).map(String.init)
            if line.hasPrefix("# HELP ") {
                if words.count < 4 { faults.append("no help: \(line)") }
                if !helped.insert(words[2]).inserted { faults.append("helped twice: \(line)") }
            } else if line.hasPrefix("# TYPE ") {
                if kinds.updateValue(words[3], forKey: words[2]) != nil { faults.append("twice: \(line)") }
            } else if let sample = Sample(String(line)) {
                samples.append(sample)
            } else {
                faults.append("cannot be read: \(line)")
            }
        }
        for sample in samples where kinds[family(of: sample)] == nil || !helped.contains(family(of: sample)) {
            faults.append("`\(sample.name)` has no kind or no help")
        }
        checkNames()
        checkHistograms()
    }

    /// The sum of the numbers called `name` with these labels; nil where there are none.
    package func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        let found = samples.filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
        return found.isEmpty ? nil : found.reduce(0) { $0 + $1.value }
    }

    private func family(of sample: Sample) -> String {
        for suffix in ["_bucket", "_sum", "_count"] where sample.name.hasSuffix(suffix) {
            let name = String(sample.name.dropLast(suffix.count))
            if kinds[name] == "histogram" { return name }
        }
        return sample.name
    }

    private mutating func checkNames() {
        for (name, kind) in kinds {
            if (kind == "counter") != name.hasSuffix("_total") { faults.append("`\(name)` is a \(kind)") }
            if !["counter", "gauge", "histogram"].contains(kind) { faults.append("`\(name)` is a \(kind)") }
            for unit in ["_milliseconds", "_millis", "_kilobytes", "_minutes"] where name.contains(unit) {
                faults.append("`\(name)` is not in a base unit")
            }
        }
        var seen: Set<String> = []
        for sample in samples {
            let key = sample.name + sample.labels.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined()
            if !seen.insert(key).inserted { faults.append("twice: \(key)") }
        }
    }

    /// Every bucket holds those before it, and the last holds as many as there are.
    private mutating func checkHistograms() {
        for (name, kind) in kinds where kind == "histogram" {
            var last: [[String: String]: Double] = [:]
            for sample in samples where sample.name == name + "_bucket" {
                var labels = sample.labels
                guard labels.removeValue(forKey: "le") != nil else {
                    faults.append("a bucket of `\(name)` has no bound")
                    continue
                }
                if sample.value < last[labels] ?? 0 { faults.append("`\(name)` falls: \(sample)") }
                last[labels] = sample.value
            }
            for (labels, count) in last where value(name + "_count", labels) != count {
                faults.append("`\(name)` has another count than its last bucket: \(labels)")
            }
        }
    }
}

extension MetricsPage.Sample {
    /// Reads a line.
    init?(_ line: String) {
        guard
            let match = line.wholeMatch(
                of: #/(?<name>[a-zA-Z_][a-zA-Z0-9_]*)(?:\{(?<labels>[^}]*)\})? (?<value>[-+0-9.eInfNa]+)/#),
            let value = Double(match.output.value.replacing("+Inf", with: "inf"))
        else { return nil }
        var labels: [String: String] = [:]
        for label in (match.output.labels ?? "").matches(of: #/(?<name>[a-z_]+)="(?<value>[^"]*)"/#) {
            labels[String(label.output.name)] = String(label.output.value)
        }
        self.init(name: String(match.output.name), labels: labels, value: value)
    }
}
