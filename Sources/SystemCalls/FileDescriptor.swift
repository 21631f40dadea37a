// One owner for every descriptor the process holds. A copy cannot be made, so it is closed once: by `close()`
// or when its owner goes. EBADF would mean that this idea is broken, which is a bug and not weather.
import Glibc

/// An open file, socket or other kernel object, closed when its owner goes.
package struct FileDescriptor: ~Copyable, Sendable {
    /// The kernel's number, valid as long as this value lives.
    package let rawValue: Int32

    /// Takes over the descriptor `rawValue`, which nobody else may close from now on.
    package init(adopting rawValue: Int32) {
        precondition(rawValue >= 0, "a descriptor is not negative")
        self.rawValue = rawValue
    }

    deinit {
        Self.closeOnce(rawValue)
    }

    /// Closes it now; what the kernel has to say about it comes too late to act on.
    package consuming func close() {
        Self.closeOnce(rawValue)
        discard self
    }

    /// Gives up ownership: the caller closes the number from now on.
    package consuming func release() -> Int32 {
        let number = rawValue
        discard self
        return number
    }

    private static func closeOnce(_ number: Int32) {
        // EINTR has closed it all the same on Linux.
        let result = Glibc.close(number)
        precondition(result == 0 || errno != EBADF, "closed a descriptor that was not open")
    }
}

/// How a read or a write without waiting went.
package enum TransferOutcome: Equatable, Sendable {
    /// So many bytes (at least one) were moved.
    case bytes(Int)
    /// Nothing can be moved at the moment.
    case wouldBlock
    /// Reading only: the peer has said all it will say.
    case ended
    /// It will not work any more, for this reason.
    case failed(Errno)
}

extension FileDescriptor {
    /// Reads what is there into `buffer[range]`, without waiting where the descriptor does not block.
    ///
    /// - Parameters:
    ///   - buffer: Where the bytes go; its length stays as it is.
    ///   - range: The part of `buffer` that may be overwritten; not empty.
    package func read(into buffer: inout [UInt8], _ range: Range<Int>) -> TransferOutcome {
        // Checked in every build: what the kernel writes past the end comes from a stranger.
        precondition(
            !range.isEmpty && range.lowerBound >= 0 && range.upperBound <= buffer.count, "a read needs room")
        let number = rawValue
        return retrying(endIsZero: true) {
            unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe Glibc.read(
                    number, UnsafeMutableRawBufferPointer(rebasing: bytes[range]).baseAddress, range.count)
            }
        }
    }

    /// Writes the first part of `bytes`, without waiting where the descriptor does not block.
    ///
    /// - Parameter bytes: What to write; not empty.
    package func write(_ bytes: RawSpan) -> TransferOutcome {
        precondition(!bytes.isEmpty, "a write needs bytes")
        let number = rawValue
        return retrying(endIsZero: false) {
            unsafe bytes.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
        }
    }

    /// Sends the first part of `bytes` over this socket; a peer that is gone is an answer and never SIGPIPE.
    ///
    /// - Parameter bytes: What to send; not empty.
    package func send(_ bytes: RawSpan) -> TransferOutcome {
        precondition(!bytes.isEmpty, "a send needs bytes")
        let number = rawValue
        return retrying(endIsZero: false) {
            unsafe bytes.withUnsafeBytes {
                unsafe Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
        }
    }

    /// Sends the first part of `bytes[range]` over this socket, as ``send(_:)`` does.
    ///
    /// - Parameters:
    ///   - bytes: What lies around the part; nothing of it is copied.
    ///   - range: The part; not empty.
    package func send(_ bytes: [UInt8], _ range: Range<Int>) -> TransferOutcome {
        unsafe send(bytes.span.bytes.extracting(range))
    }

    /// Waits until this descriptor is ready.
    ///
    /// - Parameters:
    ///   - writing: Whether it has to be ready for writing, and not for reading.
    ///   - millis: How long at most.
    /// - Returns: Whether it is ready, or broken, which the next transfer tells.
    package func wait(writing: Bool, millis: Int32) -> Bool {
        var ready = pollfd(fd: rawValue, events: Int16(writing ? POLLOUT : POLLIN), revents: 0)
        while true {
            let count = unsafe poll(&ready, 1, millis)
            if count >= 0 || errno != EINTR { return count > 0 }
        }
    }

    /// Runs `call` again while signals interrupt it, and says how it went.
    private func retrying(endIsZero: Bool, _ call: () -> Int) -> TransferOutcome {
        while true {
            let count = call()
            if count > 0 { return .bytes(count) }
            if count == 0 { return endIsZero ? .ended : .wouldBlock }
            let reason = Errno.last
            precondition(reason.rawValue != EBADF, "used a descriptor that is not open")
            if reason == .wouldBlock { return .wouldBlock }
            if reason != .interrupted { return .failed(reason) }
        }
    }
}
