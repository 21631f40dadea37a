// Follows a source from its beginning as a replica does, through every death of it: each revision must come
// once and in order, and what was once told must never be taken back.

import EntenteClient
import EntenteProtocol
import Synchronization
import TestSupport

/// One who reads the feed of a source.
final class FeedReader: Sendable {
    private struct State {
        var epoch: UInt64 = 0
        var revision: UInt64 = 0
        var digest: UInt64 = 0
        var changeCount = 0
        var resumeCount = 0
        /// How often each of the crowd was told of.
        var users: [String: Int] = [:]
        var trouble: String?
    }

    let source: ServiceName
    private let client: EntenteClient
    private let state = Mutex(State())

    init(_ source: ServiceName, _ client: EntenteClient) {
        self.source = source
        self.client = client
    }

    /// The last revision that was read.
    var revision: UInt64 { state.withLock { $0.revision } }
    /// Changes that were read.
    var changeCount: Int { state.withLock { $0.changeCount } }
    /// Times that it went on where it was.
    var resumeCount: Int { state.withLock { $0.resumeCount } }
    /// The first thing that went wrong.
    var trouble: String? { state.withLock { $0.trouble } }

    private func report(_ words: String) {
        state.withLock { $0.trouble = $0.trouble ?? "the feed of the \(source.rawValue) service: \(words)" }
    }

    // MARK: reading

    /// Finds out where the source begins.
    func begin() async throws {
        for try await chunk in client.stream(SnapshotRequest(), at: source) where chunk.done {
            state.withLock {
                ($0.epoch, $0.revision, $0.digest) = (chunk.epoch, chunk.revision, chunk.digest)
            }
        }
    }

    /// Reads until `moment` has come, resuming wherever the feed was cut.
    func read(until moment: Moment) async {
        while !moment.hasCome, trouble == nil {
            do throws(ClientFailure) {
                try await readOnce(until: moment)
            } catch {
                if !error.failure.mayPass { return report("\(error)") }
                try? await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    private func readOnce(until moment: Moment) async throws(ClientFailure) {
        let request = state.withLock { state in
            SubscribeRequest.with {
                $0.epoch = state.epoch
                $0.after = state.revision
                $0.digest = state.digest
            }
        }
        var isNew = true
        var items = client.stream(request, at: source).makeAsyncIterator()
        while let item = try await items.next(isolation: nil) {
            if isNew { state.withLock { $0.resumeCount += 1 } }
            isNew = false
            for change in item.changes { take(change) }
            if item.head < revision { report("the head is \(item.head), after \(revision) was told") }
            if moment.hasCome || trouble != nil { return }
        }
    }

    private func take(_ change: Change) {
        let expected = revision + 1
        guard change.revision == expected else {
            return report("revision \(change.revision) came where \(expected) was to come")
        }
        state.withLock {
            ($0.revision, $0.digest) = (change.revision, change.digest)
            $0.changeCount += 1
            guard let user = change.fact.user, user.organization == Crowd.organization else { return }
            $0.users[user.id, default: 0] += 1
        }
    }

    // MARK: after a death

    /// Waits until everything the source has was read, and holds the end of it against a snapshot.
    func compareEnd(_ expected: Set<String>) async throws {
        var end = SnapshotChunk()
        let chunks = try await repeated { [client, source] in
            var last = SnapshotChunk()
            for try await chunk in client.stream(SnapshotRequest(), at: source) { last = chunk }
            return last
        }
        end = chunks
        try await eventually("the feed of the \(source.rawValue) service reaches \(end.revision)") {
            revision >= end.revision || trouble != nil
        }
        let seen = state.withLock { $0 }
        if (seen.epoch, seen.revision, seen.digest) != (end.epoch, end.revision, end.digest) {
            report(
                "it ends at \(seen.revision), \(seen.digest), the source at \(end.revision), \(end.digest)")
        }
        guard source == .directory else { return }
        if Set(seen.users.keys) != expected || seen.users.values.contains(where: { $0 != 1 }) {
            report("it told of \(seen.users.count) of the crowd's \(expected.count) users, or of some twice")
        }
    }
}
