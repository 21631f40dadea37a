// What one operation may cost: instructions and allocations, by case. The file is committed, so that a
// change shows what it does to the cost in the same diff; a test holds the program to it.

/// The costs of some cases, one a line: `path/single-hit 812 0`.
package struct Budget {
    /// What one operation costs.
    package struct Cost: Equatable {
        /// Instructions, rounded.
        package var instructions: Int
        /// Allocations in hundredths, rounded: one in a hundred operations is none to worry about, more is.
        package var allocationsInHundred: Int

        /// What was counted.
        package init(instructions: Int, allocationsInHundred: Int) {
            self.instructions = instructions
            self.allocationsInHundred = allocationsInHundred
        }

        /// Allocations, as they are written.
        package var allocations: String {
            allocationsInHundred % 100 == 0
                ? "\(allocationsInHundred / 100)" : (Double(allocationsInHundred) / 100).text(digits: 2)
        }
    }

    /// By `benchmark/case`, in order.
    private var costs: [(name: String, cost: Cost)] = []

    /// No costs.
    package init() {}

    /// The cases, in order.
    package var names: [String] { costs.map(\.name) }

    /// Adds a case.
    package mutating func add(_ name: String, _ cost: Cost) { costs.append((name, cost)) }

    /// The cost of a case; nil for one that is not there.
    package subscript(name: String) -> Cost? { costs.first { $0.name == name }?.cost }

    /// Reads the file; nil where a line is not `NAME INSTRUCTIONS ALLOCATIONS`.
    package init?(parsing text: String) {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ")
            guard words.count == 3, let instructions = Int(words[1]), let allocations = Double(words[2])
            else {
                return nil
            }
            let cost = Cost(
                instructions: instructions, allocationsInHundred: Int((allocations * 100).rounded()))
            add(String(words[0]), cost)
        }
    }

    /// The file.
    package var text: String {
        let width = costs.map(\.name.count).max() ?? 0
        let lines = costs.map { name, cost in
            name + String(repeating: " ", count: width - name.count)
                + " \(cost.instructions) \(cost.allocations)\n"
        }
        return Self.heading + lines.joined()
    }

    private static let heading = """
        # What one operation costs: its case, instructions, allocations. Counted by valgrind over the optimized
        # program; `deploy/budget` writes this file anew, and tells what has changed.

        """
}
