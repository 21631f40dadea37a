import EntenteClient
import EntenteProtocol
import SystemCalls

/// What `entente up` is to do, before anything is started.
struct UpPlan {
    let folder: DataFolder
    let host: String
    let portBase: UInt16
    let logFormat: String
    let logLevel: String

    /// Everything the services need, made and checked.
    struct Prepared: ~Copyable {
        let plan: UpPlan
        let endpoints: Endpoints
        /// Where those who watch the services ask.
        let operations: Endpoints
        let token: String
        /// Keeps a second `up` away from the folder.
        let lock: FileDescriptor
    }

    /// Makes folder, token and tokens file, and finds the ports free.
    ///
    /// - Throws: what is in the way.
    func prepare() throws(Problem) -> Prepared {
        let lock = try takeFolder()
        let token = try makeToken()
        let endpoints = try findPorts(from: portBase, "")
        let operationsBase = portBase == 0 ? 0 : portBase + Self.operationsOffset
        let operations = try findPorts(from: operationsBase, "operations of the ")
        return Prepared(
            plan: self, endpoints: endpoints, operations: operations, token: token, lock: lock)
    }

    /// How far the operations ports lie above the services' own.
    static let operationsOffset: UInt16 = 10

    /// The arguments that start `service`.
    func arguments(
        for service: ServiceName, _ endpoints: Endpoints, operations: Endpoints
    ) -> [String] {
        var arguments = [
            "--listen", "\(ServiceEndpoint(host: host, port: endpoints[service].port))", "--tokens",
            folder.tokensPath, "--log-format", logFormat, "--log-level", logLevel,
            "--data", folder.folder(of: service), "--operations-port", "\(operations[service].port)",
        ]
        if service != .directory {
            arguments += [
                "--directory", "\(endpoints.directory)", "--feed-token-file", folder.tokenPath,
            ]
        }
        if service == .decision { arguments += ["--partnership", "\(endpoints.partnership)"] }
        return arguments
    }

    // MARK: - Steps

    private func takeFolder() throws(Problem) -> FileDescriptor {
        let lock: FileDescriptor?
        do throws(Errno) {
            try File.makeFolder(folder.path, mode: 0o700)
            lock = try File.lock(folder.lockPath)
        } catch {
            throw .usage(
                "cannot write in `\(folder.path)`: \(error)",
                advice: "name a folder that you may write in by `--data DIR`")
        }
        guard let lock else {
            throw .usage(
                "another `entente up` runs on `\(folder.path)`",
                advice: "stop it first (Ctrl-C where it runs), or name another folder by `--data DIR`")
        }
        return lock
    }

    /// The token of the folder, made the first time.
    private func makeToken() throws(Problem) -> String {
        do throws(Errno) {
            if File.exists(folder.tokenPath) {
                let token = try File.readText(folder.tokenPath).filter { !$0.isWhitespace }
                try requireAccepted(token)
                return token
            }
            let token = randomBytes(32).map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
            try File.write(folder.tokensPath, Array(Self.tokensText(token).utf8), mode: 0o600)
            try File.write(folder.tokenPath, Array((token + "\n").utf8), mode: 0o600)
            return token
        } catch {
            throw .usage("cannot keep the development token in `\(folder.path)`: \(error)")
        }
    }

    private func requireAccepted(_ token: String) throws(Errno) {
        let tokens = File.exists(folder.tokensPath) ? try File.readText(folder.tokensPath) : ""
        let isListed = tokens.split(separator: "\n").contains { line in
            line.split(whereSeparator: \.isWhitespace).dropFirst(3).first.map(String.init) == token
        }
        if !isListed {
            try File.write(folder.tokensPath, Array((Self.tokensText(token)).utf8), mode: 0o600)
        }
    }

    /// The tokens file with one token of every scope.
    static func tokensText(_ token: String) -> String {
        """
        # NAME SCOPES ORGANIZATION TOKEN
        # scopes: check,read,admin,operate,replicate or all; - for every organization
        development all - \(token)

        """
    }

    /// Three ports nobody listens on.
    private func findPorts(from base: UInt16, _ use: String) throws(Problem) -> Endpoints {
        // All three are held before the first is given back, so that the system never chooses one twice.
        let directory = try hold(.directory, from: base, use)
        let partnership = try hold(.partnership, from: base, use)
        let decision = try hold(.decision, from: base, use)
        var endpoints = Endpoints(host: host == "0.0.0.0" ? "127.0.0.1" : host)
        do throws(Errno) {
            endpoints.directory = try Self.endpoint(endpoints.directory.host, directory)
            endpoints.partnership = try Self.endpoint(endpoints.partnership.host, partnership)
            endpoints.decision = try Self.endpoint(endpoints.decision.host, decision)
        } catch {
            throw .fault("cannot find free ports: \(error)")
        }
        return endpoints
    }

    private static func endpoint(
        _ host: String, _ socket: borrowing FileDescriptor
    ) throws(Errno) -> ServiceEndpoint {
        ServiceEndpoint(host: host, port: try Socket.localAddress(of: socket).port)
    }

    private func hold(
        _ service: ServiceName, from base: UInt16, _ use: String
    ) throws(Problem) -> FileDescriptor {
        let offset = UInt16(ServiceName.allCases.firstIndex(of: service) ?? 0)
        let port = base == 0 ? 0 : base + offset
        guard let address = SocketAddress(host: host, port: port) else {
            throw .usage(
                "flag `--host` has value `\(host)`: expected an address in digits, such as `127.0.0.1`")
        }
        do throws(Errno) {
            return try Socket.listen(on: address)
        } catch {
            if error == .addressInUse {
                throw .usage(
                    "port \(port) for the \(use)\(service.rawValue) service is in use",
                    advice: "stop whatever listens on \(address), or choose other ports by `--port-base`")
            }
            throw .usage("cannot listen on \(address) for the \(service.rawValue) service: \(error)")
        }
    }
}
