import EntenteClient
import EntenteProtocol
import SystemCalls

/// What a verb works with: where to speak, what was asked for, and the line to the services.
final class Context: Sendable {
    let console: Console
    let settings: Settings
    let interruptions: Interruptions
    let session: Session
    /// Who knows the sources' databases; nil where nobody does.
    let seedDatabases: (any SeedDatabases.Type)?
    /// What was seen by the invocations before.
    private let seenBefore: Position?
    /// Who knows the files of the sources; nil where nobody does.
    let keeper: (any DatabaseKeeper.Type)?

    init(
        console: Console, settings: Settings, interruptions: Interruptions,
        seedDatabases: (any SeedDatabases.Type)? = nil, keeper: (any DatabaseKeeper.Type)? = nil
    ) {
        self.console = console
        self.settings = settings
        self.interruptions = interruptions
        self.seedDatabases = seedDatabases
        self.keeper = keeper
        session = settings.usesSession ? settings.folder?.session() ?? Session() : Session()
        seenBefore = session.position
    }

    /// A client of the services that the settings name.
    func makeClient(reconnecting: Bool = true) throws(Problem) -> EntenteClient {
        var options = ClientOptions.askingOnce
        options.clientName = "entente/\(Release.version)"
        options.callTimeout = settings.timeout
        options.reconnects = reconnecting
        return EntenteClient(
            endpoints: try settings.resolvedEndpoints(), token: try settings.resolvedToken(),
            session: session,
            options: options)
    }

    /// Asks, and turns a failure into the problem this program ends with.
    func ask<R: Request>(
        _ client: EntenteClient, _ request: R, at service: ServiceName? = nil
    ) async throws(Problem) -> R.Response {
        do throws(ClientFailure) {
            return try await client.call(request, at: service, usingSession: settings.usesSession)
        } catch {
            throw Problem(error)
        }
    }

    /// Keeps the session for the next invocation, where there is a folder to keep it in.
    func keepSession() {
        guard settings.usesSession, let folder = settings.folder else { return }
        // Who has seen nothing and forgotten nothing leaves alone what another one may have kept meanwhile.
        guard seenBefore != nil || session.position != nil else { return }
        do {
            try folder.keep(session, before: seenBefore)
        } catch {
            console.note(
                "entente: cannot keep the session in `\(folder.sessionPath)`: \(error); "
                    + "the next call may not see what this one did")
        }
    }
}
