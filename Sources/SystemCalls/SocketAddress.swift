// An address as a plain value without references, so that it travels in events for free and means the same on
// a simulated network. Names are resolved before (`NameResolution`), never behind a connect.
import Glibc

/// An IPv4 or IPv6 address with a port.
package struct SocketAddress: Hashable, Sendable {
    /// The machine's address.
    package enum Host: Hashable, Sendable {
        /// An IPv4 address, the first byte in the highest bits.
        case v4(UInt32)
        /// An IPv6 address in two halves and the interface it is valid on (0 for all).
        case v6(UInt64, UInt64, scope: UInt32)
    }

    /// Which machine.
    package var host: Host
    /// Which port; 0 lets the system choose one to listen on.
    package var port: UInt16

    /// The address `host` at `port`.
    package init(host: Host, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// This machine as it sees itself over IPv4.
    package static func loopback(port: UInt16) -> SocketAddress {
        SocketAddress(host: .v4(0x7F00_0001), port: port)
    }

    /// This machine as it sees itself over IPv6.
    package static func loopback6(port: UInt16) -> SocketAddress {
        SocketAddress(host: .v6(0, 1, scope: 0), port: port)
    }

    /// Every interface of this machine over IPv4.
    package static func any(port: UInt16) -> SocketAddress {
        SocketAddress(host: .v4(0), port: port)
    }

    /// Reads `host` as an IPv4 or IPv6 address in digits; nil for a name.
    package init?(host: String, port: UInt16) {
        var four = in_addr()
        var six = in6_addr()
        if unsafe inet_pton(AF_INET, host, &four) == 1 {
            self.init(host: .v4(UInt32(bigEndian: four.s_addr)), port: port)
        } else if unsafe inet_pton(AF_INET6, host, &six) == 1 {
            let halves = unsafe withUnsafeBytes(of: six) { bytes in
                unsafe (
                    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
                )
            }
            self.init(host: .v6(halves.0, halves.1, scope: 0), port: port)
        } else {
            return nil
        }
    }

    /// Reads `127.0.0.1:7101` or `[::1]:7101`; nil for anything else, names too.
    package init?(_ text: String) {
        guard let endpoint = Endpoint(text) else { return nil }
        self.init(host: endpoint.host, port: endpoint.port)
    }
}

extension SocketAddress: CustomStringConvertible {
    /// The address as people write it, `127.0.0.1:7101` or `[::1]:7101`.
    package var description: String {
        switch host {
        case .v4: "\(hostText):\(port)"
        case .v6: "[\(hostText)]:\(port)"
        }
    }

    /// The machine's address in digits, without the port.
    package var hostText: String {
        switch host {
        case .v4(let bits):
            return "\(bits >> 24).\(bits >> 16 & 255).\(bits >> 8 & 255).\(bits & 255)"
        case .v6(let high, let low, _):
            let parts = [high >> 48, high >> 32, high >> 16, high, low >> 48, low >> 32, low >> 16, low]
            return Self.shortened(parts.map { $0 & 0xFFFF })
        }
    }

    /// Writes eight groups with the first longest run of zeros as `::` (RFC 5952).
    private static func shortened(_ groups: [UInt64]) -> String {
        var best = 0..<0
        var index = 0
        while index < groups.count {
            let run = groups[index...].prefix { $0 == 0 }
            if run.count > max(best.count, 1) { best = run.indices }
            index += max(run.count, 1)
        }
        let words = groups.map { String($0, radix: 16) }
        if best.isEmpty { return words.joined(separator: ":") }
        let head = words[..<best.lowerBound].joined(separator: ":")
        let tail = words[best.upperBound...].joined(separator: ":")
        return "\(head)::\(tail)"
    }
}
