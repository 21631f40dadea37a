// One stream of answers. It remembers what it has told, and tells what is different now; when to look is not
// its business.

import Engine
import EntenteProtocol
import Replica
import Service

/// Some questions, and the answers that were last told.
///
/// Belongs to the loop's thread.
final class Watch {
    let checks: [CheckItem]
    /// Who asked.
    private let context: RequestContext
    private let stream: OutgoingStream
    private unowned let reactor: Reactor
    /// Told so far, by index; empty before the first item.
    private var told: [CheckAnswer] = []
    /// The moment at which it was last said that there may be something new; nil before the first time.
    private var lookedAt: Moment?
    /// The generation in which the token was last found to cover every question.
    private var coveredIn: UInt32?
    /// When time alone next changes an answer, in milliseconds since 1970.
    private(set) var boundary = Int64.max
    private lazy var items = CoalescedStream(stream) { [unowned self] in item() }

    /// A watch whose questions the service has found in order.
    init(_ checks: [CheckItem], _ context: RequestContext, _ stream: OutgoingStream, of reactor: Reactor) {
        self.checks = checks
        self.context = context
        self.stream = stream
        self.reactor = reactor
    }

    /// Whether something has happened that it was not told of.
    func isBehind(_ moment: Moment, now: Int64) -> Bool { lookedAt != moment || boundary <= now }

    /// Has it look at every answer again, now or when its reader has room for an item.
    func look() {
        lookedAt = reactor.replica.moment()
        boundary = .max
        items.changed()
    }

    /// Ends it with a refusal.
    func fail(_ failure: Failure) { stream.fail(failure) }

    // MARK: what is new

    private func item() -> [UInt8]? {
        do throws(Failure) {
            try reactor.standing.require(nil)
            try requireCovered()
            let news = try news()
            guard !news.isEmpty else { return nil }
            return Wire.encode(
                WatchItem.with {
                    $0.answers = news
                    $0.position = reactor.replica.position
                })
        } catch {
            stream.fail(error)
            return nil
        }
    }

    /// People keep their organization, but a history that was restored need not know them.
    private func requireCovered() throws(Failure) {
        let generation = reactor.replica.moment().generation
        guard coveredIn != generation else { return }
        try reactor.requireCovered(checks, context.token)
        coveredIn = generation
    }

    private func news() throws(Failure) -> [WatchedAnswer] {
        let isFirst = told.isEmpty
        let now = reactor.server.loop.wallNow
        var news: [WatchedAnswer] = []
        boundary = .max
        for index in checks.indices {
            let check = checks[index]
            let decision = try reactor.decide(check, index, now: now)
            boundary = min(boundary, reactor.boundary(of: check, now: now))
            if !isFirst, told[index].says(decision, in: reactor.replica) { continue }
            let answer = reactor.answer(decision, target: check.target)
            if isFirst { told.append(answer) } else { told[index] = answer }
            reactor.write(decision, of: check, context.at(now))
            news.append(
                .with {
                    $0.index = Int32(index)
                    $0.answer = answer
                })
        }
        reactor.watches.mayChange(at: boundary)
        return news
    }
}

extension CheckAnswer {
    /// Whether this is how the decision would be told.
    fileprivate func says(_ decision: Decision, in replica: Replica) -> Bool {
        guard verdict == decision.verdict, reason == decision.reason,
            (level ?? .unspecified) == decision.level
        else { return false }
        guard decision.partnership != .none else { return partnership == nil }
        guard let partnership, partnershipVersion == replica.version(decision.partnership) else {
            return false
        }
        var isSame = false
        replica.withID(decision.partnership) { id in
            isSame = id.withUnsafeBytes { $0.elementsEqual(partnership.utf8) }
        }
        return isSame
    }
}
