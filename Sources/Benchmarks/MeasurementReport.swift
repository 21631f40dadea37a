// What was measured, for people as a table in Markdown, which reads well on a terminal and pastes into a
// page, and for programs as JSON. Either way it says which machine it was.

import EntenteProtocol

/// The results of one benchmark.
struct MeasurementReport {
    /// The benchmark's name.
    let benchmark: String
    /// What was chosen by flags, by name.
    let settings: [(name: String, value: Int)]
    /// What came out.
    let measurements: [Measurement]
    /// Where.
    let machine: Machine

    /// A table, a line for the settings and one for the machine.
    var text: String {
        var table = MarkdownTable(["case", "ns/op", "±", "operation"], numbers: [1, 2])
        for measurement in measurements {
            table.add([
                measurement.name, measurement.median.text(digits: 1),
                "\((measurement.spread * 100).text(digits: 0)) %", measurement.summary,
            ])
        }
        let chosen = settings.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
        return table.text + "\n\(benchmark)" + (chosen.isEmpty ? "" : ": \(chosen)") + "\n\(machine.text)\n"
    }

    /// One object.
    var json: String {
        let cases = measurements.map { measurement in
            JSONValue.object([
                .init("name", .string(measurement.name)),
                .init("nanos", .double(measurement.median)),
                .init("spread", .double(measurement.spread)),
                .init("runs", .array(measurement.nanos.map { .double($0) })),
                .init("count", .integer(measurement.operationCount)),
                .init("checksum", .string(String(measurement.checksum, radix: 16))),
            ])
        }
        return JSONValue.object([
            .init("benchmark", .string(benchmark)),
            .init("settings", .object(settings.map { .init($0.name, .integer($0.value)) })),
            .init("machine", machine.json),
            .init("cases", .array(cases)),
        ]).text() + "\n"
    }
}

/// A table as Markdown writes it, its columns as wide as their widest cell.
struct MarkdownTable {
    private var rows: [[String]]
    private let numbers: Set<Int>

    /// A table without rows.
    ///
    /// - Parameters:
    ///   - titles: The titles of its columns.
    ///   - numbers: Which columns hold numbers, and so stand to the right.
    init(_ titles: [String], numbers: Set<Int>) {
        rows = [titles]
        self.numbers = numbers
    }

    /// Adds a row, a cell for each column.
    mutating func add(_ row: [String]) {
        precondition(row.count == rows[0].count, "a row has a cell for each column")
        rows.append(row)
    }

    /// The table, each row on a line.
    var text: String {
        let widths = rows[0].indices.map { column in max(3, rows.map { $0[column].count }.max() ?? 0) }
        var lines = rows.map { line($0, widths) }
        lines.insert(rule(widths), at: 1)
        return lines.joined(separator: "\n") + "\n"
    }

    private func line(_ row: [String], _ widths: [Int]) -> String {
        let cells = row.indices.map { column in
            let room = String(repeating: " ", count: widths[column] - row[column].count)
            return numbers.contains(column) ? room + row[column] : row[column] + room
        }
        return "| " + cells.joined(separator: " | ") + " |"
    }

    private func rule(_ widths: [Int]) -> String {
        let cells = widths.indices.map { column in
            let dashes = String(repeating: "-", count: widths[column] - 1)
            return numbers.contains(column) ? dashes + ":" : dashes + "-"
        }
        return "| " + cells.joined(separator: " | ") + " |"
    }
}

extension Double {
    /// The number with so many digits behind the point.
    func text(digits: Int) -> String {
        guard isFinite else { return "-" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let whole = Int64((magnitude * scale).rounded())
        let sign = self < 0 && whole != 0 ? "-" : ""
        guard digits > 0 else { return "\(sign)\(whole)" }
        let behind = String(whole % Int64(scale))
        let zeros = String(repeating: "0", count: digits - behind.count)
        return "\(sign)\(whole / Int64(scale)).\(zeros)\(behind)"
    }
}
