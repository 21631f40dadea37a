// The decision node: a replica of both sources, an engine over it, and the questions. It answers from memory
// and waits for nobody; what it knows arrives by the two feeds.

import Engine
import EntenteProtocol
import EventLoop
import Following
import Replica
import Service
import SystemCalls
import Telemetry

/// Answers questions from a replica of both sources.
///
/// Belongs to the loop's thread.
package final class DecisionService: RunningService {
    package let server: Server
    /// The facts.
    package let replica: Replica
    let engine: Engine
    let standing: Standing
    let limits: DecisionLimits
    private(set) lazy var watches = Watches(of: self, on: server.loop)
    /// Where it keeps what it knows for its next start; nil where it keeps nothing.
    private let folder: LocalFolder?
    var checkCount: UInt64 = 0
    /// The position as answers carry it, made anew whenever the replica moves.
    private(set) var positionField: [UInt8] = []
    /// Room for the questions and answers of one batch, kept from batch to batch.
    var batchChecks: [CheckView] = []
    /// Checks being answered together, and as much of their requests as the answers need.
    let run = CheckRun()
    let runRequests = UnsafeMutablePointer<RunRequest>.allocate(capacity: CheckRun.maximum)
    var batchDecisions: [Decision] = []

    /// A decision node on `loop`, following both sources.
    ///
    /// - Parameters:
    ///   - feedSecret: the access token to present to the sources, asked for at every attempt.
    ///   - folder: where what it knows is kept for its next start; nil for nowhere.
    package init(
        loop: EventLoop, directory: Endpoint, partnership: Endpoint, feedSecret: @escaping () -> String,
        tokens: AccessTokens, log: Log, limits: ServiceLimits = ServiceLimits(),
        decisionLimits: DecisionLimits = DecisionLimits(), folder: LocalFolder? = nil
    ) {
        self.limits = decisionLimits
        self.folder = folder
        let replica = Replica(seed: loop.host.randomness.next(), keepsNames: true)
        let feed = { (source: ServiceName, endpoint: Endpoint) in
            FeedSubscriber(
                source: source, endpoint: endpoint, secret: feedSecret, loop: loop, replica: replica,
                log: log, folder: folder)
        }
        standing = Standing(
            replica: replica, directory: feed(.directory, directory),
            partnership: feed(.partnership, partnership),
            loop: loop, limits: decisionLimits)
        self.replica = replica
        engine = Engine(replica: replica, cacheEntryCount: decisionLimits.cacheEntryCount)
        server = Server(
            name: .decision, loop: loop, keeper: standing, tokens: tokens, log: log, limits: limits)
        offerQuestions()
        for feed in [standing.directory, standing.partnership] {
            feed.advanced = { [unowned self] in advanced() }
            feed.start()
        }
    }

    deinit { runRequests.deallocate() }

    private func advanced() {
        standing.refresh()
        positionField = HotCodec.positionField(replica.position)
        server.answerParked()
        watches.changed()
    }
}
