// How the loop that follows the feeds reaches a reactor, whichever thread that is on: by orders into its
// mailbox, and by the few numbers it lays down.

import EventLoop
import PlantedBugs
import Service
import Synchronization

/// What a reactor is told to do.
enum ReactorOrder: Sendable {
    /// Facts that something waits for may have come: to have it wake up is all.
    case look
    /// Serve this connection, which came by this door.
    case adopt(any DetachedStream, Door)
    /// Let in the bearers of these tokens and nobody else, then say so.
    case letIn(AccessTokens, OrderDone)
    /// Leave politely, then say so.
    case leave(OrderDone)
}

/// Tells who gave an order to all reactors that one has carried it out.
struct OrderDone: Sendable {
    let number: Int
    let sender: Sender<Int>

    func say() { sender.send(number) }
}

/// A reactor as other threads know it.
final class ReactorLine: Sendable {
    /// What it lays down.
    let figures: ReactorFigures
    private let orders: Sender<ReactorOrder>
    /// Whether it was told to look and has not begun a turn since: a storm of changes wakes it once.
    private let isToLook = Atomic<Bool>(false)

    init(figures: ReactorFigures, orders: Sender<ReactorOrder>) {
        self.figures = figures
        self.orders = orders
    }

    /// Has the reactor carry out an order, in the order given.
    func send(_ order: ReactorOrder) { orders.send(order) }

    /// Says that facts have come; wakes the reactor where something waits for them.
    func tellOfFacts() {
        guard figures.awaitsFacts, !isToLook.exchange(true, ordering: .acquiringAndReleasing) else { return }
        if !isPlanted("a reactor sleeps through new facts") { orders.send(.look) }
    }

    /// Notes that the reactor is about to look.
    func hasLooked() {
        if isToLook.load(ordering: .relaxed) { isToLook.store(false, ordering: .releasing) }
    }
}
