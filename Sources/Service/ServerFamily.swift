// Several loops can serve as one service, each with a server of its own. To callers they are one: the same
// instance, and counters that are everybody's sum.

import EntenteProtocol
import EventLoop
import Synchronization
import Telemetry

/// What the servers of one service have in common; safe from any thread.
package final class ServerFamily: Sendable {
    /// This process, told apart from earlier ones.
    package let instance: String
    private let members = Mutex<[Counters]>([])

    /// A family that nobody belongs to yet.
    package init(of name: ServiceName, _ randomness: any Randomness) {
        instance = "\(name.rawValue)-" + IdMaker.suffix(from: randomness)
    }

    func join(_ counters: ServiceCounters) { members.withLock { $0.append(counters.all) } }

    /// What all of them have counted; each keeps counters of its own, so that no two threads write to the
    /// same memory for every request.
    var counts: [Counters.Reading] {
        let readings = members.withLock { $0 }.map(\.snapshot)
        guard var sums = readings.first else { return [] }
        for reading in readings.dropFirst() {
            for index in sums.indices {
                sums[index] = Counters.Reading(
                    name: sums[index].name, value: sums[index].value + reading[index].value)
            }
        }
        return sums
    }
}
