// What a monitoring server reads, in Prometheus' text format (version 0.0.4): families of numbers, each with
// a line of help and its kind, told apart by labels. Made anew for every reading; nothing here is kept.

/// Numbers of one name.
package struct MetricFamily: Sendable {
    /// What kind of numbers they are.
    package enum Kind: String, Sendable {
        /// They only grow while the process lives.
        case counter
        /// They go up and down.
        case gauge
        /// They count durations by bounds.
        case histogram
    }

    /// One name and value that tells a number of the family apart.
    package typealias Label = (name: String, value: String)

    /// The name, such as `entente_checks_total`.
    package let name: String
    /// What it is, in one line.
    package let help: String
    /// Which kind.
    package let kind: Kind
    private var lines = ""

    private init(_ kind: Kind, _ name: String, _ help: String) {
        precondition(MetricFamily.isName(name), "`\(name)` is no name for a metric")
        precondition(!help.contains("\n"), "the help of `\(name)` is one line")
        self.kind = kind
        self.name = name
        self.help = help
    }

    /// Numbers that only grow.
    package static func counter(
        _ name: String, _ help: String, _ fill: (inout MetricFamily) -> Void
    ) -> MetricFamily { family(.counter, name, help, fill) }

    /// Numbers that go up and down.
    package static func gauge(
        _ name: String, _ help: String, _ fill: (inout MetricFamily) -> Void
    ) -> MetricFamily { family(.gauge, name, help, fill) }

    /// Counts of durations, in seconds.
    package static func histogram(
        _ name: String, _ help: String, _ fill: (inout MetricFamily) -> Void
    ) -> MetricFamily { family(.histogram, name, help, fill) }

    /// One number that only grows.
    package static func counter(_ name: String, _ help: String, _ value: some BinaryInteger) -> MetricFamily {
        counter(name, help) { $0.add(value) }
    }

    /// One number that goes up and down.
    package static func gauge(_ name: String, _ help: String, _ value: some BinaryInteger) -> MetricFamily {
        gauge(name, help) { $0.add(value) }
    }

    private static func family(
        _ kind: Kind, _ name: String, _ help: String, _ fill: (inout MetricFamily) -> Void
    ) -> MetricFamily {
        var family = MetricFamily(kind, name, help)
        fill(&family)
        return family
    }

    // MARK: numbers

    /// Adds a whole number.
    package mutating func add(_ value: some BinaryInteger, _ labels: [Label] = []) {
        line("", labels, "\(value)")
    }

    /// Adds a length of time in nanoseconds, written in seconds; nil for one that never ends.
    package mutating func add(nanos: UInt64?, _ labels: [Label] = []) {
        line("", labels, nanos.map(MetricFamily.seconds) ?? "+Inf")
    }

    /// Adds a histogram.
    package mutating func add(_ reading: DurationCounts.Reading, _ labels: [Label] = []) {
        var count: UInt64 = 0
        for (place, bound) in DurationCounts.bounds.enumerated() {
            count &+= reading.counts[place]
            line("_bucket", labels + [("le", bound.seconds)], "\(count)")
        }
        line("_bucket", labels + [("le", "+Inf")], "\(reading.count)")
        line("_sum", labels, MetricFamily.seconds(reading.nanos))
        line("_count", labels, "\(reading.count)")
    }

    private mutating func line(_ suffix: String, _ labels: [Label], _ value: String) {
        lines += name + suffix
        if !labels.isEmpty {
            let written = labels.map { "\($0.name)=\"\(MetricFamily.escaped($0.value))\"" }
            lines += "{" + written.joined(separator: ",") + "}"
        }
        lines += " \(value)\n"
    }

    private static func seconds(_ nanos: UInt64) -> String { "\(Double(nanos) / 1e9)" }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(48...57).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == 95
        }
    }

    /// The family as it is read; nothing where it has no numbers.
    package var text: String {
        lines.isEmpty ? "" : "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n\(lines)"
    }
}
