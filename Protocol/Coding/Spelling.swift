// "Did you mean …?": the closest words to one that is not known.

/// Compares words people type with the words there are.
package enum Spelling {
    /// The words of `known` that a few slips of the finger turn into `word`, closest first; at most three.
    package static func closest(to word: String, among known: [String]) -> [String] {
        let typed = Array(word.lowercased().utf8.prefix(wordByteLimit))
        let limit = max(2, typed.count / 3)
        let scored = known.map { (distance(typed, Array($0.lowercased().utf8)), $0) }
        return scored.filter { $0.0 <= limit }.sorted { $0 < $1 }.prefix(3).map(\.1)
    }

    /// "`a`, `b` or `c`".
    package static func list(_ words: [String]) -> String {
        let quoted = words.map { "`\($0)`" }
        guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
        return quoted.dropLast().joined(separator: ", ") + " or " + last
    }

    /// Longer words are compared by their beginning: the effort is the product of both lengths.
    private static let wordByteLimit = 64

    /// How many letters to put in, take out or replace (Levenshtein).
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let above = row[j + 1]
                row[j + 1] = min(above + 1, row[j] + 1, diagonal + (letter == other ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}
