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
    /// Where requests of all of them wait for newer facts.
    let parkingRoom = ParkingRoom()
    private let members = Mutex<[ServiceCounters]>([])

    /// A family that nobody belongs to yet.
    package init(of name: ServiceName, _ randomness: any Randomness) {
        instance = "\(name.rawValue)-" + IdMaker.suffix(from: randomness)
    }

    func join(_ counters: ServiceCounters) { members.withLock { $0.append(counters) } }

    /// What all of them have counted.
    var reading: ServiceCounters.Reading {
        var sum = ServiceCounters.Reading()
        for member in members.withLock({ $0 }) { sum.add(member.reading) }
        return sum
    }

    /// What all of them have counted, for a monitoring server.
    package var metrics: [MetricFamily] { reading.metrics }
}
