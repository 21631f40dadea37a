// What valgrind's callgrind writes, as far as a budget needs it: how many instructions were executed, and
// how often memory was asked for. Counts do not depend on the machine's mood, so that a test can compare
// with them.

/// One run as callgrind saw it.
package struct CallgrindProfile {
    /// Instructions executed, all of them.
    package private(set) var instructionCount = 0
    /// Calls of the functions that every allocation ends in.
    package private(set) var allocationCount = 0

    private static let allocators: Set<Substring> = [
        "malloc", "calloc", "realloc", "memalign", "aligned_alloc", "posix_memalign",
    ]

    /// Reads the file that `--callgrind-out-file` names; nil where it is none, or has no end.
    ///
    /// A name is written out the first time and stands behind its number from then on: `cfn=(926) malloc`,
    /// later `cfn=(926)`; the line after it says how often it was called from there.
    package init?(parsing text: String) {
        var allocators: Set<Substring> = []
        var calls: [Substring: Int] = [:]
        var callee: Substring = ""
        var isComplete = false
        for line in text.utf8.split(separator: UInt8(ascii: "\n")).map(Substring.init) {
            if line.hasPrefix("cfn=") || line.hasPrefix("fn=") {
                let (number, name) = Self.named(line)
                if Self.allocators.contains(name) { allocators.insert(number) }
                if line.hasPrefix("c") { callee = number }
            } else if line.hasPrefix("calls=") {
                calls[callee, default: 0] += Int(line.dropFirst(6).prefix { $0 != " " }) ?? 0
            } else if line.hasPrefix("totals:") {
                instructionCount = Int(line.dropFirst(8)) ?? 0
                isComplete = true
            }
        }
        guard isComplete else { return nil }
        allocationCount = allocators.reduce(0) { $0 + calls[$1, default: 0] }
    }

    /// The number and the name in `fn=(926) malloc`; the name is empty where it was given before.
    private static func named(_ line: Substring) -> (number: Substring, name: Substring) {
        guard let open = line.firstIndex(of: "("), let close = line.firstIndex(of: ")") else {
            return ("", "")
        }
        // An alias of the same function, such as `malloc'2` in a recursion, is the function all the same.
        let name = line[close...].dropFirst(2).prefix { $0 != "'" && $0 != "@" }
        return (line[line.index(after: open)..<close], name)
    }
}
