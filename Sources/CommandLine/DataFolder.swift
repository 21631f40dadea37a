import EntenteClient
import EntenteProtocol
import SystemCalls

/// The folder of an `entente up`: where its services are, the token to present, and what this user has seen.
struct DataFolder {
    let path: String

    /// One token with every scope, for people.
    var tokenPath: String { path + "/token" }
    /// The tokens the services accept.
    var tokensPath: String { path + "/tokens" }
    /// Where the services of the running `up` are.
    var endpointsPath: String { path + "/endpoints" }
    /// The newest position seen.
    var sessionPath: String { path + "/session" }
    /// Held while an `up` runs.
    var lockPath: String { path + "/up.lock" }

    init(_ path: String) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// Where a service keeps its own files.
    func folder(of service: ServiceName) -> String { "\(path)/\(service.rawValue)" }

    /// The endpoints that an `up` has written here.
    func endpoints() throws(Problem) -> Endpoints {
        let text: String
        do {
            text = try File.readText(endpointsPath)
        } catch {
            throw .usage(
                "cannot read `\(endpointsPath)`: \(error)",
                advice: "`--data` names the folder of a running `entente up --data \(path)`")
        }
        do {
            return try Endpoints(parsing: text)
        } catch {
            throw .usage("`\(endpointsPath)`: \(error)")
        }
    }

    /// The session as the last invocation left it; a new one where it cannot be read.
    func session() -> Session {
        guard let text = try? File.readText(sessionPath),
            let position = try? JSON.decode(Position.self, from: text)
        else { return Session() }
        return Session(position)
    }

    /// Keeps what `session` has seen for the next invocation.
    ///
    /// Another invocation may have kept more meanwhile: the newer of the two stays. What this one has
    /// forgotten does not.
    ///
    /// - Parameter before: What the session began with.
    func keep(_ session: Session, before: Position?) throws(Errno) {
        let kept = self.session()
        let forgotten = Session(before ?? Position())
        if let position = session.position { forgotten.forget(position) }
        if let histories = forgotten.position { kept.forget(histories) }
        if let position = session.position { kept.note(position) }
        guard let newest = kept.position else { return try File.remove(sessionPath) }
        try File.write(sessionPath, Array((JSON.encode(newest) + "\n").utf8), mode: 0o600)
    }
}
