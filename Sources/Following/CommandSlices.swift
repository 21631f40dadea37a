// Readers wait while changes are applied, so a long row of them is applied in slices. What one command
// changed is seen whole or not at all, so a slice ends where a command does.

import EntenteProtocol

/// A row of whole commands, cut where somebody else may have a turn.
struct CommandSlices: Sequence, IteratorProtocol {
    private var rest: ArraySlice<Change>
    private let limit: Int

    /// Changes of one slice, but for a command that alone has more: at a microsecond or two for each, half a
    /// millisecond.
    static let changeMaximum = 256

    /// - Parameter changes: the last of them ends a command.
    init(_ changes: [Change], limit: Int = CommandSlices.changeMaximum) {
        rest = changes[...]
        self.limit = limit
    }

    /// As many whole commands as fit a slice, one at least; nil at the end.
    mutating func next() -> [Change]? {
        guard !rest.isEmpty else { return nil }
        let end = rest.prefix(limit).lastIndex(where: \.last) ?? rest.firstIndex(where: \.last)
        let slice = rest[...(end ?? rest.endIndex - 1)]
        rest = rest[slice.endIndex...]
        return Array(slice)
    }
}
