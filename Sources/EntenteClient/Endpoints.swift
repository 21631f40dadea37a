import EntenteProtocol

/// Where the three services are found: one directory, one partnership service, any number of decision nodes.
public struct Endpoints: Sendable, Hashable, CustomStringConvertible {
    /// Where the directory is found.
    public var directory: ServiceEndpoint
    /// Where the partnership service is found.
    public var partnership: ServiceEndpoint
    /// Where the decision nodes are found, at least one; a name among them may stand for several.
    public var decisionNodes: [ServiceEndpoint] {
        didSet { precondition(!decisionNodes.isEmpty, "a client needs at least one decision node") }
    }

    /// The three services on one host, each at its own port.
    public init(host: String = "127.0.0.1", portBase: UInt16 = ServiceName.directory.defaultPort) {
        directory = ServiceEndpoint(host: host, port: portBase)
        partnership = ServiceEndpoint(host: host, port: portBase + 1)
        decisionNodes = [ServiceEndpoint(host: host, port: portBase + 2)]
    }

    /// The first decision node; setting it makes it the only one.
    public var decision: ServiceEndpoint {
        get { decisionNodes[0] }
        set { decisionNodes = [newValue] }
    }

    /// The endpoint of `service`, of the decision nodes the first.
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

    /// Every endpoint of `service`.
    public func nodes(of service: ServiceName) -> [ServiceEndpoint] {
        service == .decision ? decisionNodes : [self[service]]
    }

    /// Reads `directory=HOST:PORT,partnership=HOST:PORT,decision=HOST:PORT`; a service left out is looked for
    /// on this machine at its usual port, and `decision` may be named once for each node.
    ///
    /// - Throws: which part is wrong, and how it should look.
    public init(parsing text: String) throws(EndpointsProblem) {
        self.init()
        var nodes: [ServiceEndpoint] = []
        for part in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            let words = part.split(separator: "=", maxSplits: 1)
            guard words.count == 2, let service = ServiceName(rawValue: String(words[0])),
                let endpoint = ServiceEndpoint(String(words[1]))
            else { throw EndpointsProblem(part: String(part)) }
            if service == .decision { nodes.append(endpoint) } else { self[service] = endpoint }
        }
        if !nodes.isEmpty { decisionNodes = nodes }
    }

    /// The endpoints, as ``init(parsing:)`` reads them.
    public var description: String {
        ServiceName.allCases.flatMap { service in
            nodes(of: service).map { "\(service.rawValue)=\($0)" }
        }.joined(separator: ",")
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
