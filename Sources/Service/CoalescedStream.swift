// A stream that tells how things stand, not what happened: whoever reads slowly gets fewer items, each as new
// as can be, instead of an ever longer queue of old ones. At most one item is unsent; what changes meanwhile
// goes into the next, which is made only when there is room for it.

import EventLoop

/// An answer that goes on and whose items replace one another.
///
/// Belongs to the loop's thread; lives until its stream ends.
package final class CoalescedStream {
    private let stream: OutgoingStream
    private let next: () -> [UInt8]?
    /// Where the connection's output ended with the last item; nil when that has left.
    private var unsentEnd: UInt64?
    /// Whether something has changed since the last item was made.
    private var hasChanged = false
    private var laggardTimer: TimerID?

    /// Sends on `stream` what `next` makes, first at the first ``changed()``.
    ///
    /// - Parameter next: makes the item of this very moment, or nil where there is nothing new to tell; it
    ///   may end the stream instead. It is kept until the stream ends.
    package init(_ stream: OutgoingStream, next: @escaping () -> [UInt8]?) {
        self.stream = stream
        self.next = next
        stream.drained = { [self] in drained() }
    }

    /// Says that there may be something new: an item is made now, or when the last one has left.
    package func changed() {
        hasChanged = true
        sendIfRoom()
    }

    private func drained() {
        if let end = unsentEnd {
            guard stream.hasSent(end) else { return stream.tellWhenSent(end) }
            unsentEnd = nil
            stopWatching()
        }
        sendIfRoom()
    }

    private func sendIfRoom() {
        guard hasChanged, unsentEnd == nil, stream.isWritable else { return }
        hasChanged = false
        guard let item = next() else { return }
        stream.send(item)
        guard stream.isOpen else { return }
        unsentEnd = stream.outputEnd
        stream.tellWhenSent(stream.outputEnd)
        watch()
    }

    /// Cuts off a reader that leaves an item unread: it would hold its memory for ever.
    private func watch() {
        let moment = stream.loop.now &+ stream.laggardLimit
        laggardTimer = stream.loop.schedule(at: moment) { [weak self] in
            guard let self, stream.isOpen else { return }
            stream.cutOff()
        }
    }

    private func stopWatching() {
        if let laggardTimer { stream.loop.cancel(laggardTimer) }
        laggardTimer = nil
    }
}
