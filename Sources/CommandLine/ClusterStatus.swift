import EntenteClient
import EntenteProtocol
import SystemCalls

/// How the three services were when they were asked, the sources first.
struct ClusterStatus {
    /// One service's own word, or why there is none.
    struct Answer {
        let service: ServiceName
        let endpoint: ServiceEndpoint
        let status: Result<ServerStatusResponse, ClientFailure>
        /// The wall clock of this machine before it was asked and after, in milliseconds since 1970 UTC.
        let asked: Int64
        let answered: Int64

        /// How far its clock is ahead of this machine's at least, in milliseconds, negative for behind; nil
        /// where it does not tell the time.
        var clockOffsetMillis: Int64? {
            guard case .success(let status) = status, status.wallMillis != 0 else { return nil }
            // Whatever a peer says, within nine thousand years of 1970.
            let told = min(max(status.wallMillis, -(1 << 48)), 1 << 48)
            if told > answered { return told - answered }
            return min(told - asked, 0)
        }
    }

    let answers: [Answer]

    /// Asks all, every decision node by itself, and sources before those who follow them: a replica can then
    /// be held to the heads just read.
    static func read(from client: EntenteClient, session usesSession: Bool) async -> ClusterStatus {
        var answers: [Answer] = []
        for service in ServiceName.allCases {
            let nodes = nodes(of: service, in: client.endpoints)
            for endpoint in nodes {
                let asked = nodes.count == 1 ? client : client.only(endpoint, of: service)
                let before = MachineClock.wallMillis
                let status = await Self.ask(asked, service, usesSession)
                answers.append(
                    Answer(
                        service: service, endpoint: endpoint, status: status, asked: before,
                        answered: MachineClock.wallMillis))
            }
        }
        return ClusterStatus(answers: answers)
    }

    /// Where `service` is asked: a name among the decision nodes may stand for several, and each is asked.
    ///
    /// - Parameter resolve: Finds the addresses of a name, which may take a while; none where it leads
    ///   nowhere.
    static func nodes(
        of service: ServiceName, in endpoints: Endpoints,
        resolve: (Endpoint) -> [SocketAddress] = { (try? $0.resolve()) ?? [] }
    ) -> [ServiceEndpoint] {
        let named = endpoints.nodes(of: service)
        guard service == .decision else { return named }
        return named.flatMap { endpoint in
            let addresses = resolve(Endpoint(host: endpoint.host, port: endpoint.port))
            // A machine that has addresses of both kinds is one node all the same.
            let ofOneKind = addresses.filter { $0.isV4 == addresses.contains(where: \.isV4) }
            guard ofOneKind.count > 1 else { return [endpoint] }
            return ofOneKind.map { ServiceEndpoint(host: $0.hostText, port: $0.port) }
        }
    }

    private static func ask(
        _ client: EntenteClient, _ service: ServiceName, _ usesSession: Bool
    ) async -> Result<ServerStatusResponse, ClientFailure> {
        do throws(ClientFailure) {
            return .success(
                try await client.call(ServerStatusRequest(), at: service, usingSession: usesSession))
        } catch {
            return .failure(error)
        }
    }

    /// 0 only when all are ready and every replica has what its sources had.
    var exitStatus: ExitStatus {
        answers.map { answer in
            switch answer.status {
            case .failure(let failure): failure.exitStatus
            case .success(let status): status.ready && lag(of: answer).isEmpty ? .done : .negative
            }
        }.max() ?? .done
    }

    /// The history and the newest revision of a source, as it said itself.
    func head(of source: ServiceName) -> (epoch: UInt64, revision: UInt64)? {
        guard case .success(let status)? = answers.first(where: { $0.service == source })?.status else {
            return nil
        }
        let position = status.position
        return source == .directory
            ? (position.directoryEpoch, position.directory)
            : (position.partnershipEpoch, position.partnership)
    }

    /// Which replicas of a service are behind the heads just read, in words.
    private func lag(of answer: Answer) -> [String] {
        guard case .success(let status) = answer.status else { return [] }
        return answer.service.sources.compactMap { source in
            guard let head = head(of: source) else { return nil }
            guard let replica = status.replicas.first(where: { $0.source == source.rawValue }) else {
                return "no replica of the \(source.rawValue)"
            }
            if replica.epoch != head.epoch { return "\(source.rawValue): another history" }
            if replica.revision >= head.revision { return nil }
            return "\(source.rawValue): \(head.revision - replica.revision) changes behind"
        }
    }

    /// Whether all three answered that they are ready, however far behind they are.
    var areAllReady: Bool { notReady.isEmpty }

    /// Those who did not answer that they are ready.
    var notReady: [ServiceName] {
        answers.filter { if case .success(let status) = $0.status { !status.ready } else { true } }.map(
            \.service)
    }

    /// Whether every replica has what the sources had at an earlier look, as far as they answered.
    func hasReached(_ earlier: ClusterStatus) -> Bool {
        answers.allSatisfy { answer in
            guard case .success(let status) = answer.status else { return true }
            return status.replicas.allSatisfy { replica in
                guard replica.connected,
                    let head = ServiceName(rawValue: replica.source).flatMap(earlier.head)
                else { return true }
                return replica.epoch != head.epoch || replica.revision >= head.revision
            }
        }
    }

    // MARK: - Shown

    /// One row per service.
    var table: TextTable {
        var table = TextTable(["service", "endpoint", "state", "version", "up", "position", "follows"])
        for answer in answers {
            let names = [TextTable.Cell(answer.service.rawValue), TextTable.Cell("\(answer.endpoint)")]
            switch answer.status {
            case .failure(.refused):
                table.add(names + [TextTable.Cell("refuses", .bad)])
            case .failure:
                table.add(names + [TextTable.Cell("away", .bad)])
            case .success(let status):
                table.add(names + cells(of: status, lag(of: answer)))
            }
        }
        return table
    }

    private func cells(of status: ServerStatusResponse, _ lag: [String]) -> [TextTable.Cell] {
        let state: TextTable.Cell =
            !status.ready
            ? TextTable.Cell("not ready", .bad)
            : lag.isEmpty ? TextTable.Cell("ready", .good) : TextTable.Cell("behind", .caution)
        let position = "directory \(status.position.directory), partnership \(status.position.partnership)"
        let follows = status.replicas.map { replica in
            "\(replica.source) \(replica.revision)/\(replica.head)"
                + (replica.connected ? "" : " (disconnected, \(replica.ageMillis) ms old)")
        }
        return [
            state, TextTable.Cell(status.version), TextTable.Cell(Self.uptime(status.uptimeMillis)),
            TextTable.Cell(position), TextTable.Cell(follows.joined(separator: ", ")),
        ]
    }

    private static func uptime(_ millis: Int64) -> String {
        let seconds = millis / 1000
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3600 { return "\(seconds / 60) min" }
        return seconds < 172_800 ? "\(seconds / 3600) h" : "\(seconds / 86_400) days"
    }

    /// What is wrong, one line each.
    var remarks: [String] {
        answers.flatMap { answer in
            switch answer.status {
            case .failure(let failure): ["\(answer.service.rawValue): \(failure)"]
            case .success: lag(of: answer).map { "\(answer.service.rawValue) follows \($0)" }
            }
        }
    }

    /// The same for programs.
    var json: JSONValue {
        let services = answers.map { answer in
            let names = [
                JSONValue.Member("service", .string(answer.service.rawValue)),
                JSONValue.Member("endpoint", .string("\(answer.endpoint)")),
            ]
            switch answer.status {
            case .failure(let failure):
                return JSONValue.object(names + [JSONValue.Member("error", JSON.value(of: failure.failure))])
            case .success(let status):
                let caughtUp = JSONValue.Member("caughtUp", .bool(lag(of: answer).isEmpty))
                return JSONValue.object(
                    names + [caughtUp, JSONValue.Member("status", JSON.value(of: status))])
            }
        }
        return .object([
            JSONValue.Member("ready", .bool(exitStatus == .done)),
            JSONValue.Member("services", .array(services)),
        ])
    }
}

extension ServiceName {
    /// The sources a service follows.
    fileprivate var sources: [ServiceName] {
        switch self {
        case .directory: []
        case .partnership: [.directory]
        case .decision: [.directory, .partnership]
        }
    }
}

extension SocketAddress {
    fileprivate var isV4: Bool { if case .v4 = host { true } else { false } }
}
