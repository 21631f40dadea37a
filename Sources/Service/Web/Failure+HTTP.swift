import EntenteProtocol
import HTTP

extension Failure {
    /// The refusal as HTTP has it.
    var problem: HTTPProblem {
        var members: [JSONValue.Member] = [.init("code", .string(code.name))]
        if let version = details?.currentVersion {
            members.append(.init("currentVersion", .integer(version)))
        }
        if let state = details?.state { members.append(.init("state", .string(state))) }
        var fields: [HTTPField] = []
        if code == .resourceExhausted || code == .unavailable {
            let millis = details?.retryAfterMillis ?? 1_000
            fields.append(.init("Retry-After", "\(max(1, (millis + 999) / 1_000))"))
        }
        // What went wrong inside is for the log.
        let words = code == .internal ? "the service failed to answer" : message
        return HTTPProblem(status, words, fields: fields, members: members)
    }

    private var status: HTTPStatus {
        switch code {
        case .invalidArgument: .badRequest
        case .unauthenticated: .unauthorized
        case .permissionDenied: .forbidden
        case .notFound: .notFound
        case .alreadyExists, .conflict, .failedPrecondition: .conflict
        case .resourceExhausted: .tooManyRequests
        case .unavailable: .unavailable
        case .deadlineExceeded: .timeout
        case .unimplemented: .notImplemented
        case .internal, .unspecified: .internalError
        }
    }
}
