// All nodes of all services, as one value that every request carries along.
import EntenteProtocol

/// The nodes of all three services, shared by clients that differ in their session only.
struct ServiceGroups: Sendable {
    /// One for each service, in the order in which services are named.
    let all: [NodeGroup]

    init(
        _ endpoints: Endpoints, token: String, _ options: ClientOptions,
        resolve: @escaping NamedPlace.Resolver
    ) {
        let timekeeper = Timekeeper()
        let hello = Hello.with {
            $0.protocolVersions = [UInt32(Frame.protocolVersion)]
            $0.client = options.clientName
            $0.token = token
        }
        all = ServiceName.allCases.map { service in
            let settings = NodeSettings(
                service: service, hello: hello, options: options, timekeeper: timekeeper)
            return NodeGroup(endpoints.nodes(of: service), settings, resolve: resolve)
        }
    }

    subscript(service: ServiceName) -> NodeGroup {
        switch service {
        case .directory: all[0]
        case .partnership: all[1]
        case .decision: all[2]
        }
    }
}
