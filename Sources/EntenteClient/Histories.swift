// What it means that a position was refused because of its history. Whoever follows a source refuses a
// history that was replaced and one that it has not heard of yet by the same word, and epochs have no order:
// a session that believed every such word would forget its own writes when it meets a node that is behind.
// So the sources are asked, whose histories they are. It happens only where one was restored.
import EntenteProtocol

/// What a caller has seen, and those who can say whether it still stands.
struct Histories: Sendable {
    /// The longest a source may take to say which history it has.
    private static let patience: Duration = .seconds(5)

    /// What the caller has seen.
    let session: Session
    let groups: ServiceGroups

    /// Settles what a refused position means, and forgets what is replaced, where the session still holds it.
    ///
    /// - Parameters:
    ///   - failure: How the request ended; whatever is no refusal of a history is answered as it is.
    ///   - position: The position the request asked for.
    ///   - service: Who refused.
    ///   - deadline: When the caller stops waiting.
    /// - Returns: What to tell the caller: where the history stands, whoever refused it is behind and cannot
    ///   answer now.
    func settle(
        _ failure: ClientFailure, at position: Position?, by service: ServiceName,
        until deadline: ContinuousClock.Instant?
    ) async -> ClientFailure {
        guard failure.saysHistoryWasReplaced, let position else { return failure }
        if service == .directory {
            // It compares with no other history than its own.
            session.forget(position.part(of: .directory))
            return failure
        }
        var replaced = Position()
        for source in Position.sources where position.epoch(of: source) != 0 {
            let epoch = await epoch(of: source, until: deadline)
            if Task.isCancelled { return failure }
            // Too little time to ask is no word about the history.
            if epoch == nil, !session.hasVouched(source), let deadline, deadline <= .now {
                return Self.behind(failure)
            }
            // A source that never spoke to this caller may be out of its reach for ever.
            let stands = epoch.map { $0 == position.epoch(of: source) } ?? session.hasVouched(source)
            if !stands { replaced = replaced.merged(with: position.part(of: source)) }
        }
        session.forget(replaced)
        return replaced == Position() ? Self.behind(failure) : failure
    }

    /// Which history `source` has, by its own word; nil where it does not answer.
    private func epoch(of source: ServiceName, until deadline: ContinuousClock.Instant?) async -> UInt64? {
        let left = deadline.map { ContinuousClock.now.duration(to: $0) } ?? Self.patience
        let question = CallOrder(
            method: .serverStatus, payload: Wire.encode(ServerStatusRequest()), repetition: .always,
            timeout: min(left, Self.patience))
        let run = CallRun(question, over: groups[source])
        run.start()
        guard case .success(let answer) = await run.answer(),
            let status = try? Wire.decode(ServerStatusResponse.self, from: answer.payload),
            status.service == source.rawValue
        else { return nil }
        return status.position.epoch(of: source)
    }

    private static func behind(_ failure: ClientFailure) -> ClientFailure {
        .refused(
            .behind(
                "the service has not noticed yet that a source was restored; try again (\(failure))"))
    }
}
