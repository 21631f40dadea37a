// What one connection has to tell, and whom. The core only lists it: it reaches people after the lock is
// released, because whoever hears of a failure may ask again at once.
import EntenteProtocol

extension ChannelCore {
    /// Something that is to reach a caller, once the lock is released.
    enum Delivery {
        case reply(AnswerHandler, Result<[UInt8], ClientFailure>)
        case item(StreamSlot, [UInt8], requestID: UInt32)
        case streamEnd(StreamSlot, ClientFailure?)
        case notice(Notice)
    }

    /// What becomes of the connection, for whoever decides where the next requests go.
    enum Notice: Equatable {
        /// The service said goodbye.
        case leaving
        /// It ended, though neither side wanted it to.
        case lost
    }

    /// Takes the one answer of a request; called on the connection's thread, and must not wait.
    typealias AnswerHandler = @Sendable (Result<[UInt8], ClientFailure>) -> Void

    /// Who waits for an answer.
    enum Receiver {
        case reply(AnswerHandler)
        case stream(StreamSlot)
    }
}

extension ChannelCore.Receiver {
    /// Whether more than one answer is to come.
    var isStream: Bool { if case .stream = self { true } else { false } }

    /// The word that there will be no answer, or no more of them.
    func delivery(_ failure: ClientFailure) -> ChannelCore.Delivery {
        switch self {
        case .reply(let handler): .reply(handler, .failure(failure))
        case .stream(let slot): .streamEnd(slot, failure)
        }
    }

    /// Tells whoever waits that there will be no answer.
    func fail(_ failure: ClientFailure) {
        switch self {
        case .reply(let handler): handler(.failure(failure))
        case .stream(let slot): slot.finish(failure)
        }
    }
}
