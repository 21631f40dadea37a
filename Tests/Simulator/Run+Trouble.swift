// How each trouble of a plan begins, and ends.

import EntenteProtocol
import TestSupport

extension Run {
    func begin(_ trouble: Trouble) throws {
        let network = cluster.network
        switch trouble {
        case .delays(let micros): network.weather.delayMicros = 20...max(micros, 21)
        case .slow(let one, let other, let lag, let lasting):
            network.slow(loop(of: one), loop(of: other), by: .milliseconds(lag))
            rejoin(one, other, lasting)
        case .fade(let one, let other, let steps):
            for step in 1...steps {
                after(millis: (step - 1) * 2_400) { [unowned self] in
                    cluster.network.slow(loop(of: one), loop(of: other), by: .seconds(2 * step))
                }
            }
            rejoin(one, other, steps * 2_400 + 6_000)
        case .creep(let one, let other, let steps):
            for step in 1...steps {
                after(millis: (step - 1) * 1_200) { [unowned self] in
                    cluster.network.slow(loop(of: one), loop(of: other), by: .seconds(step))
                }
            }
            rejoin(one, other, steps * 1_200 + 3_000)
        case .cut(let one, let other): network.cutConnections(between: loop(of: one), and: loop(of: other))
        case .cutSome(let count): network.cutSomeConnections(oneIn: count)
        case .part(let one, let other, let lasting):
            guard one != other else { return }
            network.part(loop(of: one), loop(of: other))
            rejoin(one, other, lasting)
        case .strand(let node, let source, let down, let lasting):
            stop(node, downMillis: down) { cluster.kill(node.service, node.number) }
            network.part(loop(of: .machine(node)), loop(of: .machine(source)))
            rejoin(.machine(node), .machine(source), down + lasting)
        case .pause(let machine, let lasting): pause(machine, lasting)
        case .kill(let machine, let down):
            stop(machine, downMillis: down) { cluster.kill(machine.service, machine.number) }
        case .losePower(let machine, let down):
            stop(machine, downMillis: down) { cluster.losePower(machine.service, machine.number) }
        case .dieWriting, .dieTwice, .fillDisk, .failCommits: begin(onDisk: trouble)
        case .forget(let machine, let down):
            stop(machine, downMillis: down) {
                cluster.kill(machine.service, machine.number)
                let disk = cluster.decisionDisks[machine.number]
                for path in disk.paths { disk[path] = nil }
            }
        case .jump(let days): try jump(days)
        case .copy(let machine):
            guard !down.contains(machine), let tables = cluster.tables[machine.service] else { return }
            copies[machine] = (tables.copy, witness(of: machine).place())
        case .restore(let machine, let down): try restore(machine, down)
        }
    }

    private func begin(onDisk trouble: Trouble) {
        switch trouble {
        case .dieWriting(let machine, let writes, let losesPower, let down):
            die(machine, writes, Death(losesPower: losesPower, downMillis: down))
        case .dieTwice(let machine, let writes, let down, let apart):
            die(machine, writes, Death(losesPower: false, downMillis: down, dyingAgainMillis: apart))
        case .fillDisk(let machine, let lasting):
            cluster.tables[machine.service]?.isFull = true
            after(millis: lasting) { [unowned self] in
                cluster.tables[machine.service]?.isFull = false
                tell("the disk of the \(machine) has room again")
            }
        case .failCommits(let machine, let lasting):
            guard !down.contains(machine) else { return }
            cluster.tables[machine.service]?.failsSyncs = true
            after(millis: lasting) { [unowned self] in
                cluster.tables[machine.service]?.failsSyncs = false
                tell("the disk of the \(machine) is sound again")
            }
        default: preconditionFailure("no trouble of a disk: \(trouble)")
        }
    }

    private func die(_ machine: SimulatedMachine, _ writes: Int, _ death: Death) {
        guard !down.contains(machine) else { return }
        dying[machine] = death
        cluster.tables[machine.service]?.writesLeft = writes
    }

    private func witness(of source: SimulatedMachine) -> SourceWitness {
        witnesses[source.service == .directory ? 0 : 1]
    }

    /// Puts a source back where it once was, as whoever restores a backup does: as another history.
    private func restore(_ machine: SimulatedMachine, _ downMillis: Int) throws {
        guard !down.contains(machine), let copy = copies[machine] else { return }
        let witness = witness(of: machine)
        // What was carried out in the history that ends was acknowledged rightly.
        witness.readJournal()
        stop(machine, downMillis: downMillis) { cluster.kill(machine.service) }
        let epoch = try cluster.restore(machine.service, to: copy.tables)
        witness.restored(to: copy.place, as: epoch)
        tell("the \(machine) is put back to revision \(copy.place.revision), as history \(epoch)")
    }

    private func rejoin(_ one: Party, _ other: Party, _ lasting: Int) {
        after(millis: lasting) { [unowned self] in
            cluster.network.join(loop(of: one), loop(of: other))
            tell("\(one) and \(other) are as before")
        }
    }

    private func pause(_ machine: SimulatedMachine, _ lasting: Int) {
        guard !down.contains(machine) else { return }
        let loops = cluster.loops(of: machine)
        for loop in loops { cluster.network.pause(loop) }
        after(millis: lasting) { [unowned self] in
            for loop in loops { cluster.network.resume(loop) }
            tell("the \(machine) goes on")
        }
    }

    /// Time moves for everybody at once, which nothing that is under way would survive: keys are remembered
    /// for a day.
    private func jump(_ days: Int) throws {
        let begin = now
        try calm()
        guard problems.isEmpty else { return }
        for witness in witnesses { witness.readJournal() }
        let clock = cluster.network.clock
        clock.setWall(clock.wall + Int64(days) * 86_400_000 + 3_600_000)
        tell("the wall clock has jumped by \(days) days and an hour")
        // A wall clock that is set forward is noticed after a minute.
        watcher?.isResting = true
        try pass(until: now + 61_000_000_000)
        watcher?.isResting = false
        cluster.network.weather.delayMicros = usualDelay
        // What is planned for later comes as much later.
        shift += now - begin
    }
}
