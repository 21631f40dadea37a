// Machines start, and end: at once, with what they had not made durable, or at a write.

import EventLoop
import Service
import TestSupport

extension Run {
    /// How a process ends that dies in a write.
    struct Death {
        var losesPower = false
        var downMillis = 100
        /// How long after it is back its machine loses power; nil for not at all.
        var dyingAgainMillis: Int?
    }

    func start(_ machine: SimulatedMachine) throws {
        try cluster.start(machine.service, machine.number)
        down.remove(machine)
        let service = cluster.service(machine.service, machine.number)
        tell("the \(machine) starts")
        switch machine.service {
        case .directory: witnesses[0].began(service)
        case .partnership: witnesses[1].began(service)
        case .decision: nodes[machine.number].began(service)
        }
        look()
    }

    func stop(_ machine: SimulatedMachine, downMillis: Int, _ body: () -> Void) {
        guard down.insert(machine).inserted else { return }
        switch machine.service {
        case .directory: witnesses[0].ended()
        case .partnership: witnesses[1].ended()
        case .decision: nodes[machine.number].ended()
        }
        dying[machine] = nil
        body()
        after(millis: downMillis) { [unowned self] in try start(machine) }
    }

    var isAnyDead: Bool {
        Plan.sources.contains { cluster.tables[$0.service]?.isDead == true }
    }

    /// Ends processes that have died in a write, after the turn in which they have.
    func endTheDying() throws {
        for source in Plan.sources where cluster.tables[source.service]?.isDead == true {
            let death = dying[source] ?? Death()
            stop(source, downMillis: death.downMillis) {
                if death.losesPower {
                    cluster.losePower(source.service)
                } else {
                    cluster.kill(source.service)
                }
            }
            guard let apart = death.dyingAgainMillis else { continue }
            after(millis: death.downMillis + apart) { [unowned self] in
                tell("the \(source) dies again")
                stop(source, downMillis: Death().downMillis) { cluster.losePower(source.service) }
            }
        }
    }

    func loop(of party: Party) -> EventLoop {
        switch party {
        case .machine(let machine): cluster.lastLoop(of: machine)
        case .client(let number): clients[number - 1].loop
        }
    }
}
