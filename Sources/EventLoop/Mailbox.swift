// How other threads speak to a loop. The loop and everything on it belong to one thread; the mailbox is the
// one part that may be handed to others. Posting rings the bell only where the box was empty, so a burst
// costs one wake-up.
import Synchronization

/// The way into a loop from any thread.
package final class Mailbox: Sendable {
    package typealias Work = @Sendable (EventLoop) -> Void

    private struct Content {
        var works: [Work] = []
        var stopped = false
    }

    private let content = Mutex(Content())
    private let waker: any Waker

    init(waker: any Waker) {
        self.waker = waker
    }

    /// Has `work` run on the loop's thread, in the order posted; from any thread.
    package func post(_ work: @escaping Work) {
        let wasEmpty = content.withLock { content in
            content.works.append(work)
            return content.works.count == 1
        }
        if wasEmpty { waker.wake() }
    }

    /// Ends ``EventLoop/run()`` after the turn that is on; from any thread.
    package func stop() {
        content.withLock { $0.stopped = true }
        waker.wake()
    }

    var isEmpty: Bool { content.withLock { $0.works.isEmpty } }
    var isStopped: Bool { content.withLock { $0.stopped } }

    func takeAll() -> [Work] {
        content.withLock { content in
            let works = content.works
            content.works = []
            return works
        }
    }
}

/// One end of a typed way into a loop: other threads send values, the loop's handler gets them.
package struct Sender<Value: Sendable>: Sendable {
    let mailbox: Mailbox
    let number: UInt64

    /// Sends `value` to the loop's handler, in order; from any thread.
    package func send(_ value: Value) {
        let number = number
        mailbox.post { loop in loop.receive(value, number) }
    }
}
