// One loop's part of a decision node: connections, sessions, what waits, what is watched, and an engine with
// an evaluation cache of its own, all on one thread. The facts it reads are everybody's. That they have moved
// it notices by itself, at the beginning of a turn; being told only saves it from sleeping through it.

import Engine
import EntenteProtocol
import EventLoop
import PlantedBugs
import Replica
import Service
import Synchronization

/// Answers questions on one loop.
///
/// Belongs to the loop's thread; only its ``line`` may be handed to others.
final class Reactor {
    /// How others reach it.
    let line: ReactorLine
    let server: Server
    let node: SharedNode
    /// The facts.
    let replica: Replica
    let engine: Engine
    let standing: Standing
    private(set) lazy var watches = Watches(of: self, on: server.loop)
    var checkCount: UInt64 = 0
    /// The position as answers carry it, made anew whenever the replica moves.
    private(set) var positionField: [UInt8] = []
    /// The state of the replica that field was made for.
    private var seen: Moment?
    private var adoptedCount = 0
    private let ear = Ear()
    /// Room for the questions and answers of one batch, kept from batch to batch.
    var batchChecks: [CheckView] = []
    var batchDecisions: [Decision] = []
    /// Where decisions go to be written down; nil where none are.
    let decisionRing: DecisionRing?
    /// Checks being answered together, and as much of their requests as the answers need.
    let run = CheckRun()
    let runRequests = UnsafeMutablePointer<RunRequest>.allocate(capacity: CheckRun.maximum)

    /// A reactor of `node` on `loop`.
    ///
    /// - Parameter limits: the node's bounds.
    init(_ node: SharedNode, on loop: EventLoop, tokens: AccessTokens, limits: ServiceLimits) {
        self.node = node
        replica = node.replica
        decisionRing = node.decisionLog?.makeRing(of: node.family.instance)
        engine = Engine(replica: replica, cacheEntryCount: node.limits.cacheEntryCount)
        standing = Standing(
            replica: replica, freshness: node.freshness, loop: loop, limits: node.limits)
        server = Server(
            name: .decision, loop: loop, keeper: standing, tokens: tokens.separated, log: node.log,
            limits: limits, family: node.family)
        let figures = ReactorFigures()
        figures.turnedAt = loop.now
        node.join(figures)
        let ear = ear
        line = ReactorLine(
            figures: figures,
            orders: loop.receiver(of: ReactorOrder.self) { order in ear.reactor?.carryOut(order) })
        ear.reactor = self
        if node.lock != nil { server.reader = self }
        offerQuestions()
        factsMoved()
    }

    deinit {
        ear.reactor = nil
        runRequests.deallocate()
    }

    /// What the loop, which may outlive the reactor, hears orders with.
    ///
    /// Not weak, as ``EventLoop/turnDelegate`` is not.
    private final class Ear {
        unowned var reactor: Reactor?
    }

    var limits: DecisionLimits { node.limits }

    // MARK: facts

    /// Takes over where the replica now is, and answers whoever waited for that.
    func factsMoved() {
        standing.refresh()
        seen = replica.moment()
        positionField = HotCodec.positionField(replica.position)
        server.answerParked()
        watches.changed()
    }

    /// The numbers of this reactor and of all others, its own as of now.
    var sums: ReactorFigures.Reading {
        publish()
        return node.sums
    }

    /// Shows others the numbers as of now.
    func publish() { line.figures.publish(counts) }

    private var counts: ReactorFigures.Reading {
        ReactorFigures.Reading(
            checkCount: checkCount, cacheHits: engine.cacheHits, cacheMisses: engine.cacheMisses,
            parkedCount: server.parkedCount)
    }

    // MARK: orders

    private func carryOut(_ order: ReactorOrder) {
        switch order {
        case .look: break
        case .adopt(let connection, let door):
            adoptedCount += 1
            server.adopt(connection, by: door)
        case .letIn(let tokens, let done):
            server.tokens = tokens.separated
            done.say()
        case .leave(let done):
            server.leave { done.say() }
        }
    }
}

// MARK: - Reading what others change

extension Reactor: TurnReader {
    /// Keeps the facts as they are for this turn, and notices that they have moved since the last.
    func beginReading() {
        node.lock?.lockForReading()
        line.hasLooked()
        let isSame = seen == replica.moment() || isPlanted("a reactor overlooks that facts have moved")
        if isSame { standing.refresh() } else { factsMoved() }
    }

    func endReading() {
        let (figures, counts) = (line.figures, counts)
        figures.publish(counts)
        let loop = server.loop
        figures.turnedAt = loop.now
        figures.publish(
            connectionCount: loop.connectionCount, strangerCount: loop.strangerCount,
            adoptedCount: adoptedCount)
        // Before the lock is given up: facts that come from now on are told to who waits from now on.
        figures.awaitsFacts = counts.parkedCount > 0 || watches.checkCount > 0
        node.lock?.unlock()
    }
}
