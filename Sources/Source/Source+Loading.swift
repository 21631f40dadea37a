// A very large world is not sent over a connection: a program that holds the database gives the same commands
// to the same handlers, in one transaction, without a turn of the loop between them. Every check is made,
// every row, event and version is as if the command had come over the wire. Only the change log is not
// written: nobody follows a history that has not begun, and who comes takes a snapshot. Until the end nothing
// is durable, and whatever goes wrong before leaves the database as it was.

import EntenteProtocol
import SQLiteStore
import Service

extension Source {
    /// The name under which events tell who gave the commands.
    package static let loadingName = "seed"
    /// Pages kept in memory while loading: what is written again and again (the index of ids) should not go
    /// through the disk every time.
    private static let loadingCacheKibibytes = 1 << 20

    /// Whether nothing was ever done here that a replica would hear of, beyond `count` changes.
    package func isUnused(but count: Int = 0) -> Bool { changes.pendingHead == UInt64(count) }

    /// Makes ready for ``load(_:)``.
    package func beginLoading() throws(DatabaseProblem) {
        try database.run("PRAGMA cache_size = -\(Self.loadingCacheKibibytes)")
        changes.keepsChanges = false
    }

    /// Carries out a command as the operator's, in the transaction that the first one began.
    ///
    /// - Throws: what the handler refuses; a command that is refused leaves nothing behind.
    package func load(_ command: any Command) throws(Failure) {
        let method = type(of: command).method
        guard let carryOut = loading[method] else {
            throw Failure(.unimplemented, "`\(method.name)` is no command of the \(server.name.rawValue)")
        }
        let token = AccessToken(name: Self.loadingName, scopes: .all, organization: nil)
        do {
            try carryOut(command, RequestContext(token: token, method: method, now: server.loop.wallNow))
        } catch {
            throw Self.failure(error)
        }
    }

    /// Makes everything that was loaded durable.
    package func finishLoading() throws(DatabaseProblem) {
        try turn.command { () throws(DatabaseProblem) in try changes.beginHere() }
        try turn.commit()
        changes.keepsChanges = true
    }

    func offerLoading<R: Command>(_ type: R.Type, _ body: @escaping (R, CommandTurn) throws -> R.Response) {
        loading[R.method] = { [unowned self] command, context in
            guard let request = command as? R else { preconditionFailure("a command by another's method") }
            try inCommand(context, actor: request.actor, requestKey: request.requestKey) { turn in
                _ = try body(request, turn)
            }
        }
    }
}
