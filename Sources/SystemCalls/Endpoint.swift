// Where a service is, as people write it: a name or an address, and a port.
import Glibc

/// A host (name or address in digits) and a port.
package struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// A name such as `directory.example`, or an address in digits.
    package var host: String
    /// The port.
    package var port: UInt16

    /// The port `port` of `host`.
    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Reads `host:port` or `[ipv6]:port`; nil where the port or the host is missing or wrong.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("[") && host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        if host.isEmpty { return nil }
        self.init(host: String(host), port: port)
    }

    /// `host:port`, with brackets around an IPv6 address.
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// A name that does not lead to an address.
package struct ResolutionFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name that was asked for.
    package let host: String
    /// What the resolver said.
    package let words: String

    /// The failure to find the addresses of `host`, for the reason that `words` give.
    package init(host: String, words: String) {
        self.host = host
        self.words = words
    }

    /// The failure in one line.
    package var description: String { "cannot find the address of `\(host)`: \(words)" }
}

extension Endpoint {
    /// Every address of this endpoint, in the order the system prefers them.
    ///
    /// May wait for a name server for many seconds: never call it on a loop's thread (see
    /// `EventLoop.resolve`). An address in digits is answered at once.
    ///
    /// - Throws: ``ResolutionFailure`` where the name leads nowhere.
    package func resolve() throws(ResolutionFailure) -> [SocketAddress] {
        if let address = SocketAddress(host: host, port: port) { return [address] }
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(host, nil, &hints, &list)
        guard code == 0 else {
            throw ResolutionFailure(host: host, words: unsafe String(cString: gai_strerror(code)))
        }
        defer { unsafe freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var next = unsafe list
        while let entry = unsafe next {
            if var address = unsafe SocketAddress(reading: entry.pointee.ai_addr) {
                address.port = port
                if !addresses.contains(address) { addresses.append(address) }
            }
            unsafe next = entry.pointee.ai_next
        }
        guard !addresses.isEmpty else { throw ResolutionFailure(host: host, words: "no usable address") }
        return addresses
    }
}
