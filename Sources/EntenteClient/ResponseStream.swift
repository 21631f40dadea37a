import EntenteProtocol

/// The items of a streaming call, as they come; ends when the service ends it.
///
/// Leaving the loop, or cancelling its task, tells the service to stop. A reader that stays too far behind
/// gets `fellBehind`.
public struct ResponseStream<Item: Message>: AsyncSequence, Sendable {
    /// What comes.
    public typealias Element = Item
    /// Why it may end early.
    public typealias Failure = ClientFailure

    let payloads: AsyncThrowingStream<[UInt8], any Error>
    let endpoint: ServiceEndpoint

    /// Begins reading; a stream is read once.
    public func makeAsyncIterator() -> Iterator {
        Iterator(payloads: payloads.makeAsyncIterator(), endpoint: endpoint)
    }

    /// Reads the items one by one.
    public struct Iterator: AsyncIteratorProtocol {
        var payloads: AsyncThrowingStream<[UInt8], any Error>.Iterator
        let endpoint: ServiceEndpoint

        /// The next item, or nil at the end.
        public mutating func next() async throws -> Item? { try await next(isolation: nil) }

        /// The next item, or nil at the end.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(ClientFailure) -> Item?
        {
            let payload: [UInt8]?
            do {
                payload = try await payloads.next(isolation: actor)
            } catch {
                throw error as? ClientFailure ?? .cancelled
            }
            guard let payload else { return nil }
            do {
                return try Wire.decode(Item.self, from: payload)
            } catch {
                throw .protocolBroken(endpoint, reason: "an item of the stream cannot be read (\(error))")
            }
        }
    }
}

/// Where the items of one stream arrive.
struct StreamSlot: Sendable {
    let method: Method
    let continuation: AsyncThrowingStream<[UInt8], any Error>.Continuation
    /// Hears how the node ended the stream.
    var ended: @Sendable (ClientFailure?) -> Void = { _ in }

    /// Delivers an item; false where the reader is gone or too far behind, so that the stream should be
    /// cancelled.
    func yield(_ payload: [UInt8]) -> Bool {
        switch continuation.yield(payload) {
        case .enqueued:
            return true
        case .dropped:
            continuation.finish(throwing: ClientFailure.fellBehind(method))
            return false
        default:
            return false
        }
    }

    /// Ends the stream, with a failure where there was one.
    func finish(_ failure: ClientFailure? = nil) {
        ended(failure)
        continuation.finish(throwing: failure)
    }
}
