// Writes down what the programs of this release say to one another, on demand only: `deploy/record-release`.

import EntenteClient
import EntenteProtocol
import Glibc
import Service
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests.ReleasedTests {
    /// Where to write, if this is to be done.
    static let recordingFolder = getenv("ENTENTE_RECORD_RELEASE").map { String(cString: $0) }

    @Test(.enabled(if: recordingFolder != nil), .timeLimit(.minutes(5)))
    func `the conversation of this release is written down`() async throws {
        let folder = try #require(Self.recordingFolder)
        let recorder = ConversationRecorder()
        let cluster = try await RealCluster([.directory, .partnership])
        var taps: [ServiceThread] = []
        func tap(_ service: ServiceName) throws -> ServiceEndpoint {
            let tap = try ServiceThread.wiretap(
                on: service, at: cluster.endpoints[service].port, recorder)
            taps.append(tap)
            return ServiceEndpoint(host: "127.0.0.1", port: tap.port)
        }
        for source in [ServiceName.directory, .partnership] { cluster.feeds[source] = try tap(source) }
        try await cluster.settle()
        let files = IntegrationTests.ScenarioReplayTests.withoutClock
        let (first, second) = (files.prefix(files.count / 4), files.dropFirst(files.count / 4))
        try await Self.play(first, in: cluster, recorder, through: cluster.feeds)
        try await cluster.start(.decision)
        try await cluster.settle()
        let doors = cluster.feeds.merging([.decision: try tap(.decision)]) { $1 }
        try await Self.play(second, in: cluster, recorder, through: doors)
        try await Self.askAround(files, in: cluster, through: doors)
        var conversation = recorder.conversation
        conversation.lines.removeAll { $0.isHeartbeat }
        let text = conversation.text(
            comment: "What the programs of release \(Release.version) said to one another.")
        try File.write("\(folder)/conversation.txt", Array(text.utf8), mode: 0o644)
    }

    /// Plays those scenarios; a question to the decision service ends one while there is none.
    private static func play(
        _ files: some Collection<String>, in cluster: RealCluster, _ recorder: ConversationRecorder,
        through doors: [ServiceName: ServiceEndpoint]
    ) async throws {
        let client = cluster.client(through: doors)
        defer { client.close() }
        let world = PatientWorld(client, cluster, doors)
        for file in files {
            let scenario = try ScenarioFiles.read(file)
            do {
                _ = try await ScenarioRunner.play(scenario, in: world, prefix: prefix(file))
            } catch let mismatch as ScenarioMismatch where doors[.decision] == nil {
                #expect(mismatch.message.contains("nobody decides"), "\(mismatch)")
            }
        }
    }

    /// Asks what the people of all scenarios may do to one another.
    private static func askAround(
        _ files: [String], in cluster: RealCluster, through doors: [ServiceName: ServiceEndpoint]
    ) async throws {
        try await cluster.settle()
        let client = cluster.client(through: doors)
        defer { client.close() }
        for file in files {
            let stage = ScenarioStage(PatientWorld(client, cluster, doors), prefix: prefix(file))
            for (actor, target) in [("ada", "grace"), ("grace", "ada"), ("alan", "gus"), ("ada", "alan")] {
                for action in ["chat.start", "calendar.preview", "workspace.transfer"] {
                    _ = try? await stage.check(actor: actor, action: action, target: target)
                }
            }
        }
    }

    private static func prefix(_ file: String) -> String { "\(file.prefix { $0 != "." })." }
}

extension Conversation.Line {
    /// Whether it says that nothing has changed.
    fileprivate var isHeartbeat: Bool {
        guard header.call == .subscribe, header.kind == .streamItem else { return false }
        return (try? Wire.decode(FeedItem.self, from: payload).changes.isEmpty) ?? false
    }
}

/// A world in which everybody has heard of everything before the next is asked.
///
/// So no question has to say what its caller has seen, which would mean nothing to another cluster. Nor would
/// times.
private final class PatientWorld: ScenarioWorld {
    private let client: EntenteClient
    private let cluster: RealCluster
    private let doors: [ServiceName: ServiceEndpoint]
    private var changed: ServiceName?

    init(_ client: EntenteClient, _ cluster: RealCluster, _ doors: [ServiceName: ServiceEndpoint]) {
        (self.client, self.cluster, self.doors) = (client, cluster, doors)
    }

    var offers: Set<ScenarioNeed> { [] }
    var now: Int64 { MachineClock.wallMillis }
    func wait(milliseconds: Int64) async throws {
        preconditionFailure("a world without a clock is not asked to wait")
    }

    func ask<R: Request>(_ request: R) async throws -> R.Response {
        guard let call = Call.all.first(where: { $0.method == R.method }),
            let service = call.services.first(where: { doors[$0] != nil })
        else { throw Late("nobody decides") }
        guard !JSON.encode(request).contains("xpireAt") else { throw Late("a time is named") }
        if let changed, changed != service {
            try await cluster.settle()
            self.changed = nil
        }
        if call.kind == .command { changed = service }
        do throws(ClientFailure) {
            return try await client.call(request, at: service, usingSession: false)
        } catch {
            if case .refused(let failure) = error { throw failure }
            throw error
        }
    }
}
