// For "did you mean": the known name that takes the fewest typing slips to become what was typed.

/// The one of `candidates` nearest to `text`; nil when none is near enough to be meant.
///
/// A slip is a letter left out, put in, or another. What was typed may also be the beginning of a name.
func closest(to text: String, among candidates: [String]) -> String? {
    let limit = max(1, text.count / 3)
    let near = candidates.map { (name: $0, distance: editDistance(text, $0)) }.filter { $0.distance <= limit }
    if let best = near.min(by: { $0.distance < $1.distance }) { return best.name }
    let continued = candidates.filter { text.count > 3 && $0.hasPrefix(text) }
    return continued.count == 1 ? continued[0] : nil
}

/// The least number of letters to leave out, put in or replace that make `left` into `right`.
func editDistance(_ left: String, _ right: String) -> Int {
    let columns = Array(right)
    var previous = Array(0...columns.count)
    for (row, letter) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in columns.enumerated() {
            let replaced = previous[column] + (letter == other ? 0 : 1)
            current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
        }
        previous = current
    }
    return previous[columns.count]
}
