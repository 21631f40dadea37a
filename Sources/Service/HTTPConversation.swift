// One connection that speaks HTTP: requests one after the other, each answered before the next is read, so
// that answers come in the order of the requests however long one of them waits. What the requests mean is
// somebody else's business.

import EntenteProtocol
import EventLoop
import HTTP

/// Who answers what comes on HTTP connections.
package protocol HTTPAnswerer: AnyObject {
    /// Answers a request by ``HTTPConversation/respond(_:)``, at once or later, and exactly once.
    func answer(_ request: HTTPRequest, in conversation: HTTPConversation)
    /// What is wrong with a request whose content has not come yet, so that it need not come; nil for
    /// nothing.
    func objection(to request: HTTPRequest) -> HTTPProblem?
    /// Something was answered, by itself or without asking it.
    func responded(_ status: HTTPStatus)
    /// The connection is gone; what was not answered never will be.
    func closed(_ conversation: HTTPConversation, reason: CloseReason)
}

extension HTTPAnswerer {
    /// Who is sent little waits for it.
    package func objection(to request: HTTPRequest) -> HTTPProblem? { nil }
    /// Who is asked little counts nothing.
    package func responded(_ status: HTTPStatus) {}
}

/// How long HTTP connections may take.
package struct HTTPPatience: Sendable {
    /// For a request that has begun to arrive whole, and for the first to begin, in nanoseconds: below the
    /// ten seconds after which the loop closes the connection without a word.
    package var requestLimit: UInt64 = 8 * 1_000_000_000
    /// For the next request to begin, in nanoseconds: a minute, as common servers have it.
    package var idleLimit: UInt64 = 60 * 1_000_000_000
    /// For the next request to begin where the service leaves, in nanoseconds: longer than one that was sent
    /// before is under way.
    package var quietLimit: UInt64 = 500 * 1_000_000
}

/// One accepted connection.
///
/// Belongs to the loop's thread.
package final class HTTPConversation: ConnectionDelegate {
    package let connection: Connection
    private unowned let loop: EventLoop
    private let answerer: any HTTPAnswerer
    private let patience: HTTPPatience
    private let limits: HTTPLimits
    private var parser: HTTPParser
    /// The request that is being answered, without its content.
    private var asked: (isHead: Bool, keepsAlive: Bool)?
    private var hasSaidGoOn = false
    /// Whether the head of the request on its way was looked at.
    private var hasLooked = false
    private var hasAsked = false
    private var isOver = false
    private var isLeaving = false
    private var lastActive: UInt64

    /// A conversation on a connection that was just accepted.
    package init(
        _ connection: Connection, on loop: EventLoop, limits: HTTPLimits,
        patience: HTTPPatience = HTTPPatience(), answerer: any HTTPAnswerer
    ) {
        self.connection = connection
        self.loop = loop
        self.limits = limits
        self.patience = patience
        self.answerer = answerer
        parser = HTTPParser(limits: limits)
        lastActive = loop.now
        connection.isFramed = false
        connection.rawMessageByteLimit = limits.requestByteMaximum
    }

    /// Whether a request is being answered.
    package var isAnswering: Bool { asked != nil }

    // MARK: what the loop tells

    package func connectionOpened(_ connection: Connection) {
        guard connection.isOverLimit else { return }
        refuse(
            HTTPProblem(
                .unavailable, "too many connections are served already", fields: [.init("Retry-After", "1")]))
    }

    package func connection(_ connection: Connection, receivedRaw bytes: RawSpan) -> Int {
        // Behind the last word nothing is read.
        if isOver { return bytes.byteCount }
        switch parser.next(bytes) {
        case .incomplete: return object() ? bytes.byteCount : 0
        case .awaitsContinue:
            if object() { return bytes.byteCount }
            if !hasSaidGoOn { connection.withOutput { $0.append(contentsOf: HTTPResponse.goOn) } }
            hasSaidGoOn = true
            return 0
        case .refused(let problem):
            refuse(problem)
            return bytes.byteCount
        case .request(let request, let byteCount):
            hand(on: request)
            return byteCount
        }
    }

    /// Refuses a request before its content has come, where it will be refused anyway.
    private func object() -> Bool {
        guard !hasLooked, let request = parser.announced else { return false }
        hasLooked = true
        guard let problem = answerer.objection(to: request) else { return false }
        refuse(problem)
        return true
    }

    private func hand(on request: HTTPRequest) {
        asked = (request.isHead, request.keepsAlive)
        hasAsked = true
        hasSaidGoOn = false
        hasLooked = false
        lastActive = loop.now
        // One a turn: whoever sends many waits for those who send few. To read much takes long.
        connection.yieldTurn(tookLong: false)
        connection.gathered(request.body.count)
        answerer.answer(request, in: self)
        if isAnswering { connection.pauseReading() }
    }

    package func connection(_ connection: Connection, received header: FrameHeader, payload: RawSpan) {}
    package func connection(_ connection: Connection, sentMalformed problem: FrameProblem) {}
    package func connectionDrained(_ connection: Connection) {}

    package func connectionClosed(_ connection: Connection, reason: CloseReason) {
        isOver = true
        asked = nil
        answerer.closed(self, reason: reason)
    }

    // MARK: answers

    /// Answers the request; a connection that is over takes nothing.
    package func respond(_ response: HTTPResponse) {
        guard let asked, !isOver else { return }
        self.asked = nil
        lastActive = loop.now
        write(response, isHead: asked.isHead, closes: !asked.keepsAlive || isLeaving)
        if !isOver { connection.resumeReading() }
    }

    /// Says what is wrong with what has come, and closes.
    private func refuse(_ problem: HTTPProblem) {
        if isOver { return }
        write(problem.response, isHead: parser.announced?.isHead ?? false, closes: true)
    }

    private func write(_ response: HTTPResponse, isHead: Bool, closes: Bool) {
        var manner = HTTPResponse.Manner(now: loop.wallTurn)
        manner.isHead = isHead
        manner.closes = closes
        connection.withOutput { response.write(to: &$0, manner) }
        answerer.responded(response.status)
        guard closes else { return }
        isOver = true
        connection.close(.afterFlush)
    }

    // MARK: what time brings

    /// Looks whether the peer takes too long; to be called about every second.
    package func sweep(now: UInt64) {
        guard !isOver, !isAnswering else { return }
        let silence = now &- lastActive
        if connection.messageBegunAt != 0 {
            guard now &- connection.messageBegunAt > patience.requestLimit else { return }
            refuse(
                HTTPProblem(
                    .requestTimeout,
                    "the request did not arrive whole within \(patience.requestLimit / 1_000_000_000) s"))
        } else if silence > limit {
            isOver = true
            connection.close(.afterFlush)
        }
    }

    /// How long the next request may be waited for.
    private var limit: UInt64 {
        if isLeaving { return patience.quietLimit }
        return hasAsked ? patience.idleLimit : patience.requestLimit
    }

    /// Ends the connection with the next answer, or when nothing comes for a moment.
    package func leave() {
        isLeaving = true
        lastActive = loop.now
    }
}
