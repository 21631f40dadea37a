/// Requests in the order in which they are to be sent.
struct WaitingLine {
    /// Those who wait, after those who are gone and not swept out yet.
    private(set) var ids: [UInt32] = []
    private var takenCount = 0

    /// Comes last.
    mutating func append(_ id: UInt32) {
        // Those who are gone are swept out when they are the most, so that each costs one step at most.
        if takenCount > ids.count / 2 {
            ids.removeFirst(takenCount)
            takenCount = 0
        }
        ids.append(id)
    }

    /// Whoever has waited longest.
    mutating func takeFirst() -> UInt32? {
        guard takenCount < ids.count else { return nil }
        defer { takenCount += 1 }
        return ids[takenCount]
    }
}
