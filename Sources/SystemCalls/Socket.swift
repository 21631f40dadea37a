// Stream sockets that never wait. SO_REUSEADDR lets a server bind its port again at once after a kill;
// SO_REUSEPORT stays off, because it would let two servers share a port unnoticed.
import CLinux
import Glibc

/// A connection just accepted, and who is at its other end.
package struct AcceptedSocket: ~Copyable {
    /// Our end.
    package let socket: FileDescriptor
    /// The address of the other end.
    package let peer: SocketAddress

    /// Gives up our end to the caller.
    package consuming func takeSocket() -> FileDescriptor { socket }
}

/// Operations on TCP sockets; all of them non-blocking and closed on exec.
package enum Socket {
    /// Connections the kernel may hold for us between two turns of a loop.
    package static let backlog: Int32 = 1_024

    /// A socket that listens on `address`.
    ///
    /// - Parameter address: Where to listen; port 0 lets the system choose.
    /// - Throws: The kernel's reason, `EADDRINUSE` where somebody else listens there.
    package static func listen(on address: SocketAddress) throws(Errno) -> FileDescriptor {
        let socket = try open(for: address)
        try setOption(socket, SOL_SOCKET, SO_REUSEADDR, 1)
        if case .v6 = address.host { try setOption(socket, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1) }
        let number = socket.rawValue
        try check(unsafe address.withKernelAddress { unsafe bind(number, $0, $1) })
        try check(Glibc.listen(number, backlog))
        return socket
    }

    /// Begins a connection to `address`; writable tells its end, ``takeError(_:)`` how it ended.
    ///
    /// - Throws: The kernel's reason where it refuses at once.
    package static func connect(to address: SocketAddress) throws(Errno) -> FileDescriptor {
        let socket = try open(for: address)
        try setOption(socket, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        let number = socket.rawValue
        do throws(Errno) {
            try check(unsafe address.withKernelAddress { unsafe Glibc.connect(number, $0, $1) })
        } catch {
            if error != .inProgress && error != .interrupted { throw error }
        }
        return socket
    }

    /// The next connection that waits at `listener`, or nil where none does.
    ///
    /// - Throws: The kernel's reason, `EMFILE` where the process has no descriptor left.
    package static func accept(
        from listener: borrowing FileDescriptor
    ) throws(Errno) -> AcceptedSocket? {
        let number = listener.rawValue
        while true {
            let (accepted, peer) = unsafe SocketAddress.filled {
                unsafe accept4(number, $0, $1, Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue))
            }
            if accepted >= 0 {
                let socket = FileDescriptor(adopting: accepted)
                try? setOption(socket, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
                return AcceptedSocket(socket: socket, peer: peer ?? .any(port: 0))
            }
            let reason = Errno.last
            if reason == .wouldBlock { return nil }
            // One that was gone before we came is no reason to stop accepting.
            if reason != .interrupted && reason != .connectionAborted { throw reason }
        }
    }

    /// The address this socket is bound to, with the port the system chose.
    package static func localAddress(of socket: borrowing FileDescriptor) throws(Errno) -> SocketAddress {
        let number = socket.rawValue
        let (answer, address) = unsafe SocketAddress.filled { unsafe getsockname(number, $0, $1) }
        try check(answer)
        return address ?? .any(port: 0)
    }

    /// How a connect ended, or what broke the connection; nil for nothing wrong, and asking clears it.
    package static func takeError(_ socket: borrowing FileDescriptor) -> Errno? {
        var code: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(socket.rawValue, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else {
            return .last
        }
        return code == 0 ? nil : Errno(rawValue: code)
    }

    /// Tells the peer that nothing more will come; reading goes on.
    package static func shutdownWriting(_ socket: borrowing FileDescriptor) {
        // A peer that is gone already needs no telling.
        _ = shutdown(socket.rawValue, Int32(SHUT_WR))
    }

    private static func open(for address: SocketAddress) throws(Errno) -> FileDescriptor {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        return FileDescriptor(adopting: try check(socket(address.family, type, 0)))
    }

    private static func setOption(
        _ socket: borrowing FileDescriptor, _ level: Int32, _ name: Int32, _ value: Int32
    ) throws(Errno) {
        var value = value
        let size = socklen_t(MemoryLayout<Int32>.size)
        try check(unsafe setsockopt(socket.rawValue, level, name, &value, size))
    }
}

/// Turns the C way of failing, an answer below zero, into a thrown reason.
@discardableResult
func check<Answer: SignedInteger>(_ answer: Answer) throws(Errno) -> Answer {
    if answer < 0 { throw Errno.last }
    return answer
}
