// Where the services are found. One endpoint is a name and a port; a name may stand for several addresses (a
// service scaled by count), which are tried in turn when a connection is made.
import EntenteProtocol

/// A host name or address, and a TCP port.
public struct ServiceEndpoint: Sendable, Hashable, CustomStringConvertible {
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    public let host: String
    /// The TCP port.
    public let port: UInt16

    /// The endpoint at `host`, `port`.
    public init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// Reads `HOST:PORT`, where an IPv6 address stands in brackets (`[::1]:7101`); nil where `text` is not
    /// that.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]),
            port > 0
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        self.init(host: String(host), port: port)
    }

    /// `HOST:PORT`, as ``init(_:)`` reads it.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// Where each of the three services is found.
public struct Endpoints: Sendable, Hashable, CustomStringConvertible {
    /// Where the directory is found.
    public var directory: ServiceEndpoint
    /// Where the partnership service is found.
    public var partnership: ServiceEndpoint
    /// Where the decision nodes are found.
    public var decision: ServiceEndpoint

    /// The three services on one host, each at its own port.
    public init(host: String = "127.0.0.1", portBase: UInt16 = ServiceName.directory.defaultPort) {
        directory = ServiceEndpoint(host: host, port: portBase)
        partnership = ServiceEndpoint(host: host, port: portBase + 1)
        decision = ServiceEndpoint(host: host, port: portBase + 2)
    }

    /// The endpoint of `service`.
    public subscript(service: ServiceName) -> ServiceEndpoint {
        get {
            switch service {
            case .directory: directory
            case .partnership: partnership
            case .decision: decision
            }
        }
        set {
            switch service {
            case .directory: directory = newValue
            case .partnership: partnership = newValue
            case .decision: decision = newValue
            }
        }
    }

    /// Reads `directory=HOST:PORT,partnership=HOST:PORT,decision=HOST:PORT`; a service left out is looked for
    /// on this machine at its usual port.
    ///
    /// - Throws: which part is wrong, and how it should look.
    public init(parsing text: String) throws(EndpointsProblem) {
        self.init()
        for part in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            let words = part.split(separator: "=", maxSplits: 1)
            guard words.count == 2, let service = ServiceName(rawValue: String(words[0])) else {
                throw EndpointsProblem(part: String(part))
            }
            guard let endpoint = ServiceEndpoint(String(words[1])) else {
                throw EndpointsProblem(part: String(part))
            }
            self[service] = endpoint
        }
    }

    /// The three endpoints, as ``init(parsing:)`` reads them.
    public var description: String {
        ServiceName.allCases.map { "\($0.rawValue)=\(self[$0])" }.joined(separator: ",")
    }
}

/// A part of a list of endpoints that cannot be read.
public struct EndpointsProblem: Error, Equatable, CustomStringConvertible {
    /// The part, as it was given.
    public let part: String

    /// What is wrong, and how it should look.
    public var description: String {
        "`\(part)` is no endpoint: write `directory=HOST:PORT,partnership=HOST:PORT,decision=HOST:PORT`"
    }
}
