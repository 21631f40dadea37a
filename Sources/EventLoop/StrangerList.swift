// The connections whose peers have not said who they are yet, in the order in which they came. Each knows its
// neighbours, so that coming, leaving from the middle and finding who has waited longest take the same few
// steps with ten connections and with ten thousand: an array would be searched, once for every Hello.

/// Accepted connections that nobody has vouched for.
///
/// It keeps none of them: a connection leaves it at its end, before the loop lets go of it.
struct StrangerList {
    /// Who has waited longest.
    private(set) unowned var first: Connection?
    private unowned var last: Connection?
    private(set) var count = 0

    mutating func append(_ connection: Connection) {
        precondition(!connection.isStranger, "a connection is on the list once")
        connection.isStranger = true
        connection.strangerBefore = last
        if let last { last.strangerAfter = connection } else { first = connection }
        last = connection
        count += 1
    }

    /// Takes a connection off the list; one that is not on it is nothing to do.
    mutating func remove(_ connection: Connection) {
        guard connection.isStranger else { return }
        let (before, after) = (connection.strangerBefore, connection.strangerAfter)
        if let before { before.strangerAfter = after } else { first = after }
        if let after { after.strangerBefore = before } else { last = before }
        connection.isStranger = false
        connection.strangerBefore = nil
        connection.strangerAfter = nil
        count -= 1
    }
}
