// A caller that speaks HTTP and JSON. Its requests become the same calls as frames do: read into the same
// messages, handed to the same handlers with the same context, parked in the same waiting room, counted and
// bounded alike; only what comes back is written as JSON. So nothing is permitted here that is not permitted
// there, and nothing can be forgotten in a second place.

import EntenteProtocol
import EventLoop
import HTTP

/// Where the answers of a session go that does not speak frames.
protocol AnswerRecipient: AnyObject {
    /// A request was answered with this payload.
    func answered(_ header: FrameHeader, _ payload: [UInt8])
    /// A request was refused.
    func refused(_ header: FrameHeader, _ failure: Failure)
    /// Looks whether the peer takes too long.
    func sweep(now: UInt64)
    /// Ends the conversation as soon as it is quiet.
    func leave()
    /// The secrets file was read again.
    func tokensChanged()
}

/// One connection that speaks HTTP.
///
/// Belongs to the loop's thread.
final class WebCaller: HTTPAnswerer, AnswerRecipient {
    /// What is said to whoever presents no good token.
    private static let challenge = HTTPField("WWW-Authenticate", "Bearer realm=\"entente\"")
    /// The content of a request, in bytes: what a frame may hold.
    static let limits = HTTPLimits(bodyByteMaximum: Frame.byteLimit)
    /// The content of an answer, in bytes: twice that, as JSON says more words.
    static let answerByteMaximum = 2 * Frame.byteLimit
    /// How many evaluations of one request are carried out before others have their turn.
    private static let evaluationsAtOnce = 16
    /// The values of a document: ten thousand questions have some fifty thousand, and what takes two bytes of
    /// a document takes more than ten times as many once it is read.
    private static let valueCountMaximum = 1 << 17

    private unowned let server: Server
    private let publicURL: PublicURL?
    private var conversation: HTTPConversation?
    private var session: Session?
    private var lastRequestID: UInt32 = 0
    private var asked = Asked.nothing
    /// What the request being answered presented.
    private var secret = ""
    /// Whose token that is: the session's may be that of the request before.
    private var token: AccessToken?
    /// Counts its requests, so that a piece of one is not taken for one of the next.
    private var requestCount: UInt64 = 0
    /// Whether it was logged that there is no good token: once is enough of whoever asks again and again.
    private var isKnownAsStranger = false
    /// Which work of its caller the request being answered is a part of; what is no `traceparent` counts as
    /// none.
    private var trace: TraceContext?
    /// Names the request being answered where its caller has given it a name.
    private var requestName: HTTPField?
    private var isAsking = false

    /// What is being answered.
    private enum Asked {
        case nothing
        case call(Call)
        case evaluations(Evaluations)
    }

    private init(_ server: Server, _ publicURL: PublicURL?) {
        self.server = server
        self.publicURL = publicURL
    }

    /// Serves a connection that was just accepted.
    ///
    /// - Parameter publicURL: the address that callers know; nil where they come straight here.
    /// - Returns: the connection's delegate, and the session behind it.
    static func serve(
        _ connection: Connection, of server: Server, _ publicURL: PublicURL?
    ) -> (HTTPConversation, Session) {
        let caller = WebCaller(server, publicURL)
        let conversation = HTTPConversation(
            connection, on: server.loop, limits: limits, answerer: caller)
        let session = Session(server: server, connection: connection, recipient: caller)
        caller.conversation = conversation
        caller.session = session
        return (conversation, session)
    }

    func closed(_ conversation: HTTPConversation, reason: CloseReason) {
        session?.connectionClosed(conversation.connection, reason: reason)
        session = nil
        self.conversation = nil
    }

    func responded(_ status: HTTPStatus) { server.counters.answeredWeb(status.code) }

    func sweep(now: UInt64) { conversation?.sweep(now: now) }
    func leave() { conversation?.leave() }

    func tokensChanged() {
        guard let session, isWaiting, let token, server.tokens.token(presenting: secret) != token else {
            return
        }
        session.forgetRequests()
        respond(Self.unauthorized("the access token was withdrawn or changed"))
    }

    private var isWaiting: Bool { if case .nothing = asked { false } else { true } }

    // MARK: requests

    func objection(to request: HTTPRequest) -> HTTPProblem? {
        guard let place = WebPlace(request.path) else {
            return HTTPProblem(.notFound, "there is no call at this path")
        }
        guard place.methods.contains(request.method) else {
            return HTTPProblem(
                .methodNotAllowed, "use \(place.methods[0]) here",
                fields: [.init("Allow", place.methods.joined(separator: ", "))])
        }
        if case .configuration = place {
            // Whoever has no token sends nothing that would have to be kept.
            return request.saysLength && request["content-length"] != "0"
                ? HTTPProblem(.contentTooLarge, "nothing is sent here") : nil
        }
        if let problem = tokenProblem(request) { return problem }
        guard WebCaller.isJSON(request["content-type"]) else {
            return HTTPProblem(.unsupportedMediaType, "send `Content-Type: application/json`")
        }
        guard !request.has("content-encoding") else {
            return HTTPProblem(
                .unsupportedMediaType, "send the JSON as it is, without `Content-Encoding`",
                fields: [.init("Accept-Encoding", "identity")])
        }
        return request.saysLength
            ? nil : HTTPProblem(.lengthRequired, "send the request as JSON, and its `Content-Length`")
    }

    private static func isJSON(_ type: String?) -> Bool {
        let parts = (type ?? "").lowercased().split(separator: ";", omittingEmptySubsequences: false)
            .map { $0.filter { $0 != " " && $0 != "\t" } }
        let parameters = parts.dropFirst()
        return parts.first == "application/json"
            && parameters.allSatisfy { $0 == "charset=utf-8" || $0 == "charset=\"utf-8\"" }
    }

    private func tokenProblem(_ request: HTTPRequest) -> HTTPProblem? {
        guard let presented = WebCaller.presented(by: request) else {
            return stranger("present an access token: `Authorization: Bearer TOKEN`")
        }
        return server.tokens.token(presenting: presented) == nil
            ? stranger("there is no such access token") : nil
    }

    /// Refuses somebody without a good token, and counts and logs that as of a Hello.
    private func stranger(_ words: String) -> HTTPProblem {
        server.refused(Method.hello.rawValue, .unauthenticated)
        if let peer = conversation?.connection.peer, !isKnownAsStranger {
            isKnownAsStranger = true
            server.log.info(
                "http request refused",
                ["peer": "\(peer)", "code": .string(FailureCode.unauthenticated.name)])
        }
        return Self.unauthorized(words)
    }

    private static func presented(by request: HTTPRequest) -> String? {
        let words = (request["authorization"] ?? "").split(separator: " ")
        return words.count == 2 && words[0].lowercased() == "bearer" ? String(words[1]) : nil
    }

    private static func unauthorized(_ words: String) -> HTTPProblem {
        HTTPProblem(
            .unauthorized, words, fields: [challenge],
            members: [.init("code", .string(FailureCode.unauthenticated.name))])
    }

    func answer(_ request: HTTPRequest, in conversation: HTTPConversation) {
        trace = request["traceparent"].flatMap { TraceContext($0.utf8) }
        requestName = request["x-request-id"].flatMap { name in
            name.utf8.count <= ServiceLimits.clientByteMaximum ? HTTPField("X-Request-ID", name) : nil
        }
        requestCount += 1
        do throws(HTTPProblem) {
            if let problem = objection(to: request) { throw problem }
            try begin(request)
        } catch {
            respond(error)
        }
    }

    private func begin(_ request: HTTPRequest) throws(HTTPProblem) {
        guard let place = WebPlace(request.path) else { return }
        if case .configuration = place {
            return respond(HTTPResponse(.ok, json: try Evaluations.configuration(request, publicURL)))
        }
        secret = WebCaller.presented(by: request) ?? ""
        guard let token = server.tokens.token(presenting: secret) else { return }
        self.token = token
        let document = try WebCaller.document(request.body)
        switch place {
        case .call(let call):
            asked = .call(call)
            ask(call, try WebCaller.message(call, document), token)
        case .evaluation, .evaluations:
            if let handler = server.handler(Method.check.rawValue), !handler.admits(token) {
                throw server.outOfScope(handler, token).problem
            }
            begin(try Evaluations(document, severalAllowed: place == .evaluations), token)
        case .configuration: break
        }
    }

    private static func document(_ body: [UInt8]) throws(HTTPProblem) -> JSONValue {
        guard let text = String(validating: body, as: UTF8.self) else {
            throw HTTPProblem(.badRequest, "the content is not UTF-8")
        }
        do throws(JSONProblem) {
            return try JSONValue(parsing: text, valueCountMaximum: valueCountMaximum)
        } catch {
            throw HTTPProblem(.badRequest, "the content is not JSON: \(error.message)")
        }
    }

    private static func message(_ call: Call, _ document: JSONValue) throws(HTTPProblem) -> [UInt8] {
        do throws(JSONProblem) {
            return Wire.encode(any: try call.requestFromJSON(document))
        } catch {
            throw Failure.invalidArgument("request `\(call.method.name)` cannot be read: \(error.message)")
                .problem
        }
    }

    private func ask(_ call: Call, _ payload: [UInt8], _ token: AccessToken) {
        lastRequestID = lastRequestID == .max ? 1 : lastRequestID + 1
        let header = FrameHeader(
            kind: .request, method: call.method.rawValue, requestID: lastRequestID,
            payloadByteCount: payload.count)
        session?.ask(header, payload.span.bytes, token, trace: trace)
    }

    // MARK: answers

    func answered(_ header: FrameHeader, _ payload: [UInt8]) {
        guard header.requestID == lastRequestID else { return }
        switch asked {
        case .nothing: break
        case .call(let call): respond(WebCaller.response(call, payload))
        case .evaluations(let evaluations):
            evaluations.answered(payload)
            goOn()
        }
    }

    func refused(_ header: FrameHeader, _ failure: Failure) {
        guard header.requestID == lastRequestID || header.requestID == 0 else { return }
        switch asked {
        case .nothing: break
        case .call: respond(failure.problem)
        case .evaluations(let evaluations):
            guard evaluations.refused(failure) else { return respond(failure.problem) }
            goOn()
        }
    }

    private static func response(_ call: Call, _ payload: [UInt8]) -> HTTPResponse {
        do throws(WireProblem) {
            return bounded(HTTPResponse(.ok, json: try call.responseToJSON(payload)))
        } catch {
            preconditionFailure("an answer that cannot be read: \(error.message)")
        }
    }

    private static func bounded(_ response: HTTPResponse) -> HTTPResponse {
        response.body.count <= answerByteMaximum
            ? response
            : Failure.resourceExhausted("the answer is too long: ask for less at a time").problem.response
    }

    private func respond(_ problem: HTTPProblem) {
        var problem = problem
        problem.detail = problem.detail.cutToRefusal
        respond(problem.response)
    }

    private func respond(_ response: HTTPResponse) {
        asked = .nothing
        secret = ""
        token = nil
        conversation?.connection.keptByteCount = 0
        var response = response
        if let requestName { response.fields.append(requestName) }
        conversation?.respond(response)
    }

    // MARK: evaluations

    private func begin(_ evaluations: Evaluations, _ token: AccessToken) {
        asked = .evaluations(evaluations)
        conversation?.connection.keptByteCount = evaluations.byteCount
        if evaluations.questionCount > WebCaller.evaluationsAtOnce { goOnLater() } else { evaluate(token) }
    }

    /// Goes on where the answer to a question has come.
    private func goOn() {
        // Where the answer came at once, whoever asked goes on by itself.
        if !isAsking { goOnLater() }
    }

    /// Asks one question after the other, until all are answered, one has to wait, or others have their turn.
    private func evaluate(_ token: AccessToken) {
        isAsking = true
        defer { isAsking = false }
        var left = WebCaller.evaluationsAtOnce
        while case .evaluations(let evaluations) = asked {
            guard let question = evaluations.question else {
                return respond(WebCaller.bounded(HTTPResponse(.ok, json: evaluations.answer)))
            }
            guard left > 0 else { return goOnLater() }
            left -= 1
            let before = evaluations.answerCount
            switch question {
            case .call(let method, let payload): ask(Call.named(method), payload, token)
            case .unanswerable(let failure):
                refused(FrameHeader(kind: .request, method: 0, requestID: 0), failure.bounded)
            }
            guard evaluations.answerCount > before else { return }
        }
    }

    private func goOnLater() {
        let number = requestCount
        server.pieces.add { [weak self] in
            guard let self, isWaiting, requestCount == number, let token else { return }
            evaluate(token)
        }
    }
}
