// Versions apart: what programs of earlier releases said to one another was written down, and is said once
// more, by and to those of today. A cluster is upgraded one program at a time, and its callers whenever they
// like, so each understands the others across one release at least.
//
// `deploy/record-release` writes the conversation of this release down, for those to come.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct ReleasedTests {
        /// Every earlier release whose words are kept.
        static let releases: [String] = Repository.files(in: "Protocol/Released").sorted()

        static func conversation(of release: String) throws -> Conversation {
            let path = "Protocol/Released/\(release)/conversation.txt"
            return try Conversation(text: try #require(Repository.text(path)))
        }

        @Test func `the words of a release are kept`() {
            #expect(Self.releases.contains("0.1.0"))
        }

        @Test(.timeLimit(.minutes(3)), arguments: releases)
        func `callers and a decision node of a release are answered as they were`(
            release: String
        ) async throws {
            let conversation = try Self.conversation(of: release)
            let cluster = try await RealCluster()
            try await cluster.settle()
            let followers = ServiceName.allCases.flatMap {
                conversation.connections(to: $0, calling: .subscribe).compactMap(\.first?.connection)
            }
            let callers = ReplayedCallers(conversation, cluster)
            var feeds: [Int: ReplayedFollower] = [:]
            for line in conversation.lines where line.isFromCaller && line.header.kind == .request {
                if followers.contains(line.connection) {
                    try await cluster.settle()
                    let feed = try feeds[line.connection] ?? ReplayedFollower(line, conversation, cluster)
                    feeds[line.connection] = feed
                    try await feed.ask(line)
                } else {
                    try await callers.ask(line)
                }
            }
            for feed in feeds.values { try await feed.compareChanges() }
            #expect(callers.askedMethods.count > 50, "\(callers.askedMethods.count) calls were made")
            #expect(feeds.count == 2)
        }

        @Test(.timeLimit(.minutes(3)), arguments: releases)
        func `a decision node follows the sources of a release`(release: String) async throws {
            let conversation = try Self.conversation(of: release)
            let sources = try [ServiceName.directory, .partnership].map {
                ($0, try ServiceThread.replay(of: $0, in: conversation))
            }
            let cluster = try await RealCluster([])
            for (name, source) in sources {
                cluster.feeds[name] = ServiceEndpoint(host: "127.0.0.1", port: source.port)
            }
            try await cluster.start(.decision)
            let client = cluster.client()
            defer { client.close() }
            try await eventually("the node is ready") {
                try await client.call(ServerStatusRequest(), at: .decision, usingSession: false).ready
            }
            let lastCommand = conversation.lines.lastIndex { $0.isCommand } ?? 0
            let callers = ReplayedCallers(conversation, cluster)
            var count = 0
            for line in conversation.lines[lastCommand...]
            where line.service == .decision && line.isFromCaller {
                try await callers.ask(line, settling: false)
                count += 1
            }
            #expect(count > 100, "\(count) questions were asked")
            for (_, source) in sources { source.stop() }
        }
    }
}

extension Conversation.Line {
    /// Whether it changes something.
    fileprivate var isCommand: Bool {
        isFromCaller && Call.all.first { $0.method == header.call }?.kind == .command
    }
}

/// Says what callers of a release said, and compares what they are answered.
private final class ReplayedCallers {
    private let conversation: Conversation
    private let cluster: RealCluster
    private var wires: [Int: RealWire] = [:]
    private var changed: ServiceName?
    /// What services make up, as it was then, and is now: the same in number and length.
    private var madeUp: [String: String] = [:]
    private(set) var askedMethods: Set<UInt16> = []

    init(_ conversation: Conversation, _ cluster: RealCluster) {
        (self.conversation, self.cluster) = (conversation, cluster)
    }

    func ask(_ line: Conversation.Line, settling: Bool = true) async throws {
        guard let then = conversation.answer(to: line) else { return }
        if settling, let changed, changed != line.service {
            try await cluster.settle()
            self.changed = nil
        }
        if line.isCommand { changed = line.service }
        if wires[line.connection] == nil {
            let wire = try RealWire(port: cluster.endpoints[line.service].port)
            wires[line.connection] = wire
            // What begins in the middle of a conversation was greeted before.
            if line.header.call != .hello { _ = try await wire.hello(number: .max) }
        }
        guard let wire = wires[line.connection] else { return }
        askedMethods.insert(line.header.method)
        try await wire.ask(
            method: line.header.method, renamed(line.payload), number: line.header.requestID,
            timeLeftMillis: line.header.timeLeftMillis)
        let now = try await wire.reply()
        let call = try #require(Call.all.first { $0.method == line.header.call })
        let name = "\(call.method.name) in \(line.service), \(line.payload.hexadecimal)"
        #expect(now.header.requestID == line.header.requestID, "\(name)")
        #expect(now.header.kind == then.header.kind, "\(name): \(now.failure?.message ?? "")")
        if now.header.kind == .error {
            let refused = try Wire.decode(Failure.self, from: then.payload)
            #expect(now.failure?.code == refused.code, "\(name)")
        } else {
            let missing = try Told.missing(call.response, renamed(then.payload), now.payload) { then, now in
                self.madeUp[then] = now
            }
            #expect(missing.isEmpty, "\(name): \(missing)")
        }
    }

    /// A payload with what was made up then replaced by what was made up now.
    private func renamed(_ payload: [UInt8]) -> [UInt8] {
        var payload = payload
        for (then, now) in madeUp {
            while let range = payload.firstRange(of: Array(then.utf8)) {
                payload.replaceSubrange(range, with: now.utf8)
            }
        }
        return payload
    }
}

/// Follows a source as a decision node of a release did, and compares the facts it is told.
private final class ReplayedFollower {
    private let conversation: Conversation
    private let wire: RealWire
    private var progress = SubscribeRequest()
    private var subscription: Conversation.Line?
    private var changesThen: [JSONValue] = []

    init(_ line: Conversation.Line, _ conversation: Conversation, _ cluster: RealCluster) throws {
        self.conversation = conversation
        wire = try RealWire(port: cluster.endpoints[line.service].port)
    }

    func ask(_ line: Conversation.Line) async throws {
        let then = conversation.answers(to: line)
        switch line.header.call {
        case .hello:
            try await send(line, line.payload)
            #expect(try await wire.reply().header.kind == .response)
        case .snapshot:
            try await send(line, line.payload)
            try await compareSnapshot(then)
        case .subscribe:
            subscription = line
            changesThen = try then.flatMap { try Wire.decode(FeedItem.self, from: $0.payload).changes }
                .map { try Told.json($0.fact) }
        default: Issue.record("a follower asked something else: \(line.header.method)")
        }
    }

    private func send(_ line: Conversation.Line, _ payload: [UInt8]) async throws {
        try await wire.ask(method: line.header.method, payload, number: line.header.requestID)
    }

    private func compareSnapshot(_ then: [Conversation.Line]) async throws {
        var now: [JSONValue] = []
        while true {
            let reply = try await wire.reply()
            guard reply.header.kind == .streamItem else {
                #expect(reply.header.kind == .streamEnd)
                break
            }
            let chunk = try Wire.decode(SnapshotChunk.self, from: reply.payload)
            progress.epoch = chunk.epoch
            progress.after = chunk.revision
            progress.digest = chunk.digest
            now += try chunk.facts.map { try Told.json($0) }
        }
        var factCount = 0
        for line in then where line.header.kind == .streamItem {
            for fact in try Wire.decode(SnapshotChunk.self, from: line.payload).facts {
                let fact = try Told.json(fact)
                #expect(
                    now.contains { Told.missing(fact, $0).isEmpty }, "not in the snapshot: \(fact.text())")
                factCount += 1
            }
        }
        #expect(factCount > 10)
    }

    /// Subscribes from where the snapshot was, and compares every change since, in order.
    func compareChanges() async throws {
        // Only where it stands is another place in another history.
        try await send(try #require(subscription), Wire.encode(progress))
        var now: [JSONValue] = []
        while now.count < changesThen.count {
            let reply = try await wire.reply()
            try #require(reply.header.kind == .streamItem)
            now += try Wire.decode(FeedItem.self, from: reply.payload).changes.map { try Told.json($0.fact) }
        }
        #expect(changesThen.count > 20)
        for (then, now) in zip(changesThen, now) {
            let missing = Told.missing(then, now)
            #expect(missing.isEmpty, "\(missing)")
        }
    }
}

extension Conversation {
    /// Everything a request was answered.
    fileprivate func answers(to line: Line) -> [Line] {
        lines.filter {
            !$0.isFromCaller && $0.connection == line.connection
                && $0.header.requestID == line.header.requestID
        }
    }

    /// The one answer of a request.
    fileprivate func answer(to line: Line) -> Line? { answers(to: line).first }
}

/// Comparing what is told now with what was: nothing may be missing or differ, there may be more.
private enum Told {
    /// What is different each time.
    private static let passing: Set<String> = ["position", "instance", "at"]

    /// Plain fields that are younger than some release: of it they are read at their default, and are nothing
    /// that it said.
    private static let younger: Set<String> = ["Welcome.takesTraces", "ServerStatusResponse.wallMillis"]

    static func json<M: Message>(_ message: M) throws -> JSONValue {
        try JSONValue(parsing: JSON.encode(message))
    }

    /// What an answer lacks.
    ///
    /// - Parameter rename: is told of every id and word that services make up, as it was and is.
    static func missing<M: Message>(
        _ type: M.Type, _ then: [UInt8], _ now: [UInt8], rename: (String, String) -> Void
    ) throws -> [String] {
        var missing = missing(
            try json(Wire.decode(type, from: then)), try json(Wire.decode(type, from: now)), at: "\(type)")
        missing.removeAll { difference in
            guard let (then, now) = difference.madeUp else { return false }
            rename(then, now)
            return true
        }
        return missing.map(\.description)
    }

    static func missing(_ then: JSONValue, _ now: JSONValue, at place: String = "") -> [Difference] {
        switch (then, now) {
        case (.object(let members), .object):
            members.filter { !passing.contains($0.name) && !$0.name.hasSuffix("At") }.flatMap { member in
                missing(member.value, now[member.name] ?? .null, at: place + "." + member.name)
            }
        case (.array(let then), .array(let now)) where then.count == now.count:
            zip(then, now).flatMap { missing($0, $1, at: place + "[]") }
        default:
            then == now || younger.contains(place) ? [] : [Difference(place: place, then: then, now: now)]
        }
    }

    /// A value that is another now.
    struct Difference: CustomStringConvertible {
        let place: String
        let then: JSONValue
        let now: JSONValue

        var description: String { "\(place): \(then.text()) was, \(now.text()) is" }

        /// Both, where it is a notification's id or a word to confirm with, which are as long each time.
        var madeUp: (String, String)? {
            guard case .string(let then) = then, case .string(let now) = now,
                place.hasSuffix(".confirmation") || then.hasPrefix("ntf_"), then.count == now.count
            else { return nil }
            return (then, now)
        }
    }
}
