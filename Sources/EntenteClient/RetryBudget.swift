// What keeps retries from becoming a storm: when everything fails, a client must ask little more often than
// when everything works. Counting attempts of one call is not enough for that; every call may then become
// several at once.

/// How many retries a client may make: a share of its calls, and a reserve for when a node goes.
struct RetryBudget: Sendable {
    private let share: Double
    private let reserve: Double
    /// How many retries may be made now.
    private(set) var balance: Double

    /// A budget with its whole reserve.
    init(share: Double, reserve: Int) {
        self.share = share
        self.reserve = Double(reserve)
        balance = Double(reserve)
    }

    /// A call was begun.
    mutating func deposit() { balance = min(reserve, balance + share) }

    /// Takes one retry out; false where none is left.
    mutating func withdraw() -> Bool {
        guard balance >= 1 else { return false }
        balance -= 1
        return true
    }
}
