// An answer that is still to come. Asking and waiting are two steps, so that a caller can put many requests
// on the wire in an order of its own and wait for them later.
import EntenteProtocol

/// A request that is on its way; its answer can be waited for.
public struct Reply<Response: Message>: Sendable {
    let run: CallRun
    /// Who is asked.
    let service: ServiceName
    /// Where the position of the answer is noted, if it is.
    let histories: Histories?
    /// The position that was asked for; nil for none.
    let sent: Position?

    /// Waits for the answer.
    ///
    /// Cancelling the waiting task cancels the request.
    /// - Throws: why there is no answer.
    public var answer: Response {
        get async throws(ClientFailure) {
            let answer = try await outcome().get()
            let response: Response
            do {
                response = try Wire.decode(Response.self, from: answer.payload)
            } catch {
                throw .protocolBroken(answer.endpoint, reason: "the answer cannot be read (\(error))")
            }
            if let positioned = response as? any PositionedResponse {
                // Services see to it themselves; whatever stands between may not.
                if let oldest = run.isOfCommand ? nil : sent, positioned.position.isOlder(than: oldest) {
                    let reason = "its answer is older than what the caller has seen"
                    throw .protocolBroken(answer.endpoint, reason: reason)
                }
                histories?.session.note(positioned.position, from: service)
            }
            return response
        }
    }

    /// Gives the request up: the service is told, and a waiting caller gets `cancelled`.
    public func cancel() { run.cancel() }

    /// A position of a history that was replaced is refused for ever: keeping it would block this caller for
    /// good.
    private func outcome() async -> Result<CallAnswer, ClientFailure> {
        let outcome = await run.answer()
        guard case .failure(let failure) = outcome, let histories else { return outcome }
        return .failure(await histories.settle(failure, at: sent, by: service, until: run.deadline))
    }
}

/// A ``Reply`` whose type is only known at run time.
public struct AnyReply: Sendable {
    private let wait: @Sendable () async -> Result<any Message, ClientFailure>
    private let giveUp: @Sendable () -> Void

    init<Response>(_ reply: Reply<Response>) {
        wait = {
            do throws(ClientFailure) {
                return .success(try await reply.answer)
            } catch {
                return .failure(error)
            }
        }
        giveUp = reply.cancel
    }

    /// Waits for the answer.
    ///
    /// Cancelling the waiting task cancels the request.
    /// - Throws: why there is no answer.
    public var answer: any Message {
        get async throws(ClientFailure) { try await wait().get() }
    }

    /// Gives the request up.
    public func cancel() { giveUp() }
}
