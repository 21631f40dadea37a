// What the kernel answered when it refused. One plain number with a name and words, so that a message for
// people can say both: `connection refused (ECONNREFUSED)`.
import Glibc

/// The reason a system call failed.
package struct Errno: Error, Hashable, Sendable {
    /// The kernel's number.
    package let rawValue: Int32

    /// The reason with the kernel's number `rawValue`.
    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The reason the last system call of this thread failed.
    package static var last: Errno { Errno(rawValue: errno) }
}

extension Errno {
    /// Nothing to read or no room to write at the moment.
    package static let wouldBlock = Errno(rawValue: EAGAIN)
    /// A signal came first; try again.
    package static let interrupted = Errno(rawValue: EINTR)
    /// A non-blocking connect is on its way.
    package static let inProgress = Errno(rawValue: EINPROGRESS)
    /// Nobody listens there.
    package static let connectionRefused = Errno(rawValue: ECONNREFUSED)
    /// The peer went away without a goodbye.
    package static let connectionReset = Errno(rawValue: ECONNRESET)
    /// Somebody else listens there.
    package static let addressInUse = Errno(rawValue: EADDRINUSE)
    /// The peer did not answer in time.
    package static let timedOut = Errno(rawValue: ETIMEDOUT)
    /// No such file.
    package static let noSuchFile = Errno(rawValue: ENOENT)
    /// The file is there already.
    package static let fileExists = Errno(rawValue: EEXIST)
    /// A file, where a folder is needed.
    package static let isNoFolder = Errno(rawValue: ENOTDIR)
    /// A folder, where a file is needed.
    package static let isFolder = Errno(rawValue: EISDIR)
    /// The disk is full.
    package static let noSpace = Errno(rawValue: ENOSPC)
    /// The file system takes no changes.
    package static let readOnly = Errno(rawValue: EROFS)
    /// The file is larger than the reader accepts.
    package static let fileTooLarge = Errno(rawValue: EFBIG)
    /// A connection that was gone before it was accepted.
    package static let connectionAborted = Errno(rawValue: ECONNABORTED)

    /// The symbol programmers know it by, such as `ECONNREFUSED`; `E<number>` for the rare ones.
    package var name: String { Self.names[rawValue] ?? "E\(rawValue)" }

    /// What it means, in the C library's words, lower case.
    package var words: String {
        guard let text = unsafe strerror(rawValue) else { return "unknown error \(rawValue)" }
        let words = unsafe String(cString: text)
        return words.prefix(1).lowercased() + words.dropFirst()
    }

    private static let names: [Int32: String] = [
        EPERM: "EPERM", ENOENT: "ENOENT", ESRCH: "ESRCH", EINTR: "EINTR", EIO: "EIO", EBADF: "EBADF",
        ECHILD: "ECHILD", EAGAIN: "EAGAIN", ENOMEM: "ENOMEM", EACCES: "EACCES", EEXIST: "EEXIST",
        ENOTDIR: "ENOTDIR", EISDIR: "EISDIR", EINVAL: "EINVAL", ENFILE: "ENFILE", EMFILE: "EMFILE",
        EFBIG: "EFBIG", ENOSPC: "ENOSPC", EROFS: "EROFS", EPIPE: "EPIPE", EADDRINUSE: "EADDRINUSE",
        EADDRNOTAVAIL: "EADDRNOTAVAIL", EAFNOSUPPORT: "EAFNOSUPPORT", ENETUNREACH: "ENETUNREACH",
        ENETDOWN: "ENETDOWN", ECONNABORTED: "ECONNABORTED", ECONNRESET: "ECONNRESET", ENOBUFS: "ENOBUFS",
        ENOTCONN: "ENOTCONN", ETIMEDOUT: "ETIMEDOUT", ECONNREFUSED: "ECONNREFUSED",
        EHOSTUNREACH: "EHOSTUNREACH", EINPROGRESS: "EINPROGRESS", ENOTSOCK: "ENOTSOCK",
    ]
}

extension Errno: CustomStringConvertible {
    /// Words for people and the symbol for programmers.
    package var description: String { "\(words) (\(name))" }
}
