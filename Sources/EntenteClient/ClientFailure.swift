// Everything that can go wrong for a caller. A case exists only where a caller would act differently: ask
// again at once, ask again elsewhere, look what became of a command first, or mend the request.
import EntenteProtocol

/// Why a call has no answer.
public enum ClientFailure: Error, Equatable, Sendable {
    /// The service refused it; nothing was changed.
    case refused(Failure)
    /// The disk of the service failed while it made the command durable: whether it took effect is unknown to
    /// the service itself, as with ``connectionLost``.
    case undecided(ServiceEndpoint, reason: String, requestKey: String? = nil)
    /// Nothing of the request was sent: the service cannot be reached, or is not the one it should be.
    /// Another try does no harm.
    case unreachable(ServiceEndpoint, reason: String)
    /// The request was sent, and the connection ended before the answer: whether it took effect is unknown. A
    /// query can be repeated; repeat a command with this `requestKey`, or look first where it has none.
    case connectionLost(ServiceEndpoint, reason: String, requestKey: String? = nil)
    /// No answer within the time given; whether the request took effect is unknown, as with
    /// ``connectionLost``.
    case deadlineExceeded(Method, after: Duration, requestKey: String? = nil)
    /// The request is longer than the service takes in one frame; nothing was sent.
    case tooLong(Method, byteCount: Int, byteLimit: Int)
    /// The other side does not speak this protocol as agreed; the two releases may not fit. A command that
    /// was sent may have taken effect.
    case protocolBroken(ServiceEndpoint, reason: String)
    /// A stream's reader stayed too far behind; it must begin again.
    case fellBehind(Method)
    /// The caller gave the request up; a command that was sent may have taken effect.
    case cancelled
}

extension ClientFailure: CustomStringConvertible {
    /// What went wrong and what to do about it, for people.
    public var description: String {
        switch self {
        case .refused(let failure):
            "\(failure.code.name): \(failure.message)"
        case .undecided(let endpoint, let reason, let key):
            "\(endpoint) does not know what became of it (\(reason)), so look before repeating it"
                + Self.advice(key)
        case .unreachable(let endpoint, let reason):
            "cannot reach \(endpoint): \(reason); nothing was sent, so try again once the service runs there"
        case .connectionLost(let endpoint, let reason, let key):
            "lost the connection to \(endpoint): \(reason); the request may have taken effect, "
                + "so look before repeating it" + Self.advice(key)
        case .deadlineExceeded(let method, let time, let key):
            "no answer to `\(method.name)` within \(time.shortText); "
                + (Call.named(method).kind == .command
                    ? "it may have taken effect, so look before repeating it" + Self.advice(key)
                        + ", or allow more time"
                    : "ask again, or allow more time")
        case .tooLong(let method, let byteCount, let byteLimit):
            "the request `\(method.name)` has \(byteCount) bytes, the service takes \(byteLimit): split it"
        case .protocolBroken(let endpoint, let reason):
            "\(endpoint) does not speak this protocol: \(reason); "
                + "check the address, and that both releases fit"
        case .fellBehind(let method):
            "the stream `\(method.name)` was read too slowly and was cut off: begin it again"
        case .cancelled:
            "the request was cancelled by its caller"
        }
    }

    private static func advice(_ requestKey: String?) -> String {
        requestKey.map { ", or repeat it with the `requestKey` `\($0)`" } ?? ""
    }

    /// The failure as the wire would put it, for programs that treat every failure alike.
    public var failure: Failure {
        switch self {
        case .refused(let failure): failure
        case .undecided: .undecided(description)
        case .unreachable, .connectionLost: Failure(.unavailable, description)
        case .deadlineExceeded: Failure(.deadlineExceeded, description)
        case .tooLong: Failure(.invalidArgument, description)
        case .fellBehind: Failure(.resourceExhausted, description)
        case .protocolBroken, .cancelled: Failure(.internal, description)
        }
    }
}

extension ClientFailure {
    /// The key under which a command was sent of which it is not known what became; nil where it had none,
    /// and where nothing is in doubt.
    ///
    /// Repeated with this key it is carried out once at most.
    public var requestKey: String? {
        switch self {
        case .connectionLost(_, _, let key), .deadlineExceeded(_, _, let key), .undecided(_, _, let key): key
        default: nil
        }
    }

    /// The same failure of a command that was sent under `key`.
    func of(requestKey key: String?) -> ClientFailure {
        switch self {
        case .connectionLost(let endpoint, let reason, _):
            .connectionLost(endpoint, reason: reason, requestKey: key)
        case .deadlineExceeded(let method, let time, _):
            .deadlineExceeded(method, after: time, requestKey: key)
        case .undecided(let endpoint, let reason, _):
            .undecided(endpoint, reason: reason, requestKey: key)
        default: self
        }
    }

    /// Whether it tells what became of a command that was sent before under the same key, and lost.
    ///
    /// A source looks the key up before it looks at anything that may have changed meanwhile. So a refusal
    /// that rests on the state (`not-found`, `already-exists`, `conflict`, `failed-precondition`) says that
    /// the key is not known and the command was not carried out; and what is an `invalid-argument` was one
    /// the first time. All other refusals may come from before the key is looked up (the service is busy or
    /// away, the token is another, the position is of a replaced history) and say nothing of the first time,
    /// nor does any failure without an answer.
    var settlesLostCommand: Bool {
        guard case .refused(let refusal) = self else { return false }
        return switch refusal.code {
        case .invalidArgument, .notFound, .alreadyExists, .conflict: true
        case .failedPrecondition: !saysHistoryWasReplaced
        default: false
        }
    }

    /// Whether a command may have been carried out all the same.
    var leavesOpen: Bool {
        switch self {
        case .connectionLost, .undecided: true
        default: false
        }
    }

    /// Whether a position was refused because the history it was seen in no longer exists, or is not known
    /// yet where it was refused.
    var saysHistoryWasReplaced: Bool {
        if case .refused(let refusal) = self { refusal.details?.state == "history-restored" } else { false }
    }

    /// How long to leave the service alone, where it has more to do than it can; a refusal for the size of
    /// the request itself names no time.
    var busyTime: Duration? {
        guard case .refused(let refusal) = self, refusal.code == .resourceExhausted else { return nil }
        return refusal.details?.retryAfterMillis.map { .milliseconds($0) }
    }

    /// Whether the service takes nobody in at the moment, whoever they are.
    var isFullHouse: Bool {
        guard case .refused(let refusal) = self else { return false }
        return refusal.code == .resourceExhausted || refusal.code == .unavailable
    }
}

extension Duration {
    /// `5 s`, `250 ms`: as short as people write it.
    var shortText: String {
        let millis = wholeMilliseconds
        return millis % 1000 == 0 ? "\(millis / 1000) s" : "\(millis) ms"
    }

    /// Whole milliseconds, rounded up, so that a wait of this length never ends early; what is more than can
    /// be counted so is the most that can, some 292 million years.
    var wholeMilliseconds: Int64 {
        if self >= .milliseconds(Int64.max) { return .max }
        if self <= .milliseconds(Int64.min) { return .min }
        let (seconds, attoseconds) = components
        let (millis, rest) = attoseconds.quotientAndRemainder(dividingBy: 1_000_000_000_000_000)
        return seconds * 1000 + millis + (rest > 0 ? 1 : 0)
    }
}
