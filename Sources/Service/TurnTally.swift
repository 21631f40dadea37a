// What a loop answers while a turn lasts, in plain numbers: a check costs an addition, and nothing is told
// apart before the turn's end.

import EntenteProtocol

/// What was answered since the turn began.
struct TurnTally {
    /// One more than the largest number of a call.
    static let methodLimit = 512
    /// Requests of this turn answered well, by the number of their call; those of no call at 0.
    private var well = [Int](repeating: 0, count: methodLimit)
    /// The calls among them.
    private var touched: [Int] = []
    /// Requests that had waited when they were answered well, and since when.
    private var waited: [(method: Int, since: UInt64)] = []
    /// Requests that were refused, and since when those had waited that had.
    private var refused: [(method: Int, code: FailureCode, since: UInt64?)] = []

    @inline(__always)
    private static func place(_ method: UInt16) -> Int { Int(method) < methodLimit ? Int(method) : 0 }

    /// Counts requests that were answered well.
    @inline(__always)
    mutating func answered(_ method: UInt16, _ count: Int = 1) {
        let place = Self.place(method)
        if well[place] == 0 { touched.append(place) }
        well[place] &+= count
    }

    /// Counts a request that was answered well after it had waited.
    mutating func answered(_ method: UInt16, since: UInt64) { waited.append((Self.place(method), since)) }

    /// Counts a request that was refused.
    mutating func refused(_ method: UInt16, _ code: FailureCode, since: UInt64?) {
        refused.append((Self.place(method), code, since))
    }

    /// Counts a request as refused that was counted as answered well: its turn was not committed.
    mutating func takenBack(_ method: UInt16, _ code: FailureCode) {
        let place = Self.place(method)
        if let late = waited.lastIndex(where: { $0.method == place }) {
            waited.remove(at: late)
        } else if well[place] > 0 {
            well[place] -= 1
        }
        refused(method, code, since: nil)
    }

    var isEmpty: Bool { touched.isEmpty && refused.isEmpty && waited.isEmpty }

    /// Lays everything down and begins anew.
    ///
    /// - Parameters:
    ///   - begun: when the turn began, on the monotonic clock in nanoseconds.
    ///   - now: this moment.
    ///   - figures: where those of a call belong.
    mutating func layDown(begun: UInt64, now: UInt64, at figures: (Int) -> CallFigures) {
        for method in touched where well[method] > 0 {
            figures(method).add(nil, now &- begun, times: UInt64(well[method]))
            well[method] = 0
        }
        for (method, since) in waited { figures(method).add(nil, now &- since) }
        for (method, code, since) in refused { figures(method).add(code, now &- (since ?? begun)) }
        touched.removeAll(keepingCapacity: true)
        if !waited.isEmpty { waited.removeAll(keepingCapacity: true) }
        if !refused.isEmpty { refused.removeAll(keepingCapacity: true) }
    }
}
