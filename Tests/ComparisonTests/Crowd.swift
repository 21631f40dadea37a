// Many who work at the same time, so that a death meets turns with several commands in them: each makes three
// users with one command, repeats it until it is acknowledged, and at once asks a decision node about one of
// them. Who was acknowledged must be there, whole, once, for ever; who was not may be there or not.

import EntenteClient
import EntenteProtocol
import Simulator
import Synchronization
import TestSupport

/// People who fill one organization.
final class Crowd: Sendable {
    /// Where they come to.
    static let organization = "crowd"
    static let founding = CreateOrganizationRequest.with {
        $0.id = organization
        $0.name = "Crowd"
    }
    private static let laneCount = 6

    private struct State {
        var importCounts = [Int](repeating: 0, count: laneCount)
        var last: [Int: (ImportUsersRequest, Outcome)] = [:]
        var users: Set<String> = []
        var repeatCount = 0
        var trouble: String?
    }

    private let client: EntenteClient
    private let state = Mutex(State())

    init(_ client: EntenteClient) { self.client = client }

    /// Everybody who was acknowledged.
    var users: Set<String> { state.withLock { $0.users } }
    /// Commands that were acknowledged.
    var commandCount: Int { state.withLock { $0.importCounts.reduce(0, +) } }
    /// Commands that were sent again.
    var repeatCount: Int { state.withLock { $0.repeatCount } }
    /// The first thing that went wrong.
    var trouble: String? { state.withLock { $0.trouble } }

    private func report(_ words: String) { state.withLock { $0.trouble = $0.trouble ?? words } }

    // MARK: working

    /// All of them work until `moment` has come, each to the end of what it has begun.
    func work(until moment: Moment) async {
        await withTaskGroup(of: Void.self) { group in
            for lane in 0..<Self.laneCount {
                group.addTask {
                    do {
                        while !moment.hasCome, self.trouble == nil { try await self.bringThree(lane) }
                    } catch {
                        self.report("the crowd was refused: \(error)")
                    }
                }
            }
        }
    }

    private func bringThree(_ lane: Int) async throws {
        let number = state.withLock { $0.importCounts[lane] }
        let request = Self.request(lane, number)
        let answer = try await untilAnswered(request)
        let ids = request.users.compactMap(\.id)
        if answer.users.map(\.id) != ids { report("asked for \(ids), answered \(answer.users.map(\.id))") }
        state.withLock {
            $0.importCounts[lane] += 1
            $0.users.formUnion(ids)
            $0.last[lane] = (request, Outcome(answer: answer))
        }
        try await look(for: ids[number % ids.count])
    }

    private static func request(_ lane: Int, _ number: Int) -> ImportUsersRequest {
        .with {
            $0.requestKey = "lane-\(lane)-\(number)"
            $0.users = (0..<3).map { place in
                .with {
                    $0.id = "w\(lane)-\(number)-\(place)"
                    $0.organization = organization
                    $0.email = "w\(lane)-\(number)-\(place)@crowd.test"
                    $0.displayName = "Worker \(place)"
                }
            }
        }
    }

    private func untilAnswered<R: Request>(_ request: R) async throws -> R.Response {
        try await repeated {
            try await client.call(request)
        } again: {
            state.withLock { $0.repeatCount += 1 }
        }
    }

    /// Whoever was just made is known to everybody this caller asks.
    private func look(for user: String) async throws {
        let check = CheckRequest.with {
            $0.actor = user
            $0.action = "chat.start"
            $0.target = user
        }
        let answer = try await untilAnswered(check)
        if answer.reason != .self { report("\(user) was made, and is then unknown: \(answer.reason)") }
    }

    // MARK: after a death

    /// Repeats the last commands: the answers are the same, and nobody comes twice.
    func repeatLast() async throws {
        for (request, first) in state.withLock({ Array($0.last.values) }) {
            let again = Outcome(answer: try await untilAnswered(request))
            if again != first {
                report("\(request.requestKey) was answered \(first), and under the same key \(again)")
            }
        }
    }

    /// Counts everybody in the directory, and their events.
    func compareEverybody() async throws {
        let expected = users
        var found: [User] = []
        var subjects: [String] = []
        var token = ""
        repeat {
            let page = try await untilAnswered(
                ListUsersRequest.with {
                    $0.organization = Self.organization
                    $0.pageSize = 1_000
                    $0.pageToken = token
                })
            found += page.items
            token = page.nextPageToken
        } while !token.isEmpty
        repeat {
            let page = try await untilAnswered(
                ListEventsRequest.with {
                    $0.organization = Self.organization
                    $0.pageSize = 1_000
                    $0.pageToken = token
                })
            subjects += page.items.filter { $0.call == Method.importUsers.name }.map(\.subject)
            token = page.nextPageToken
        } while !token.isEmpty
        compare(found, subjects, with: expected)
    }

    private func compare(_ found: [User], _ subjects: [String], with expected: Set<String>) {
        let there = Set(found.map(\.id))
        if there != expected {
            let (lost, strange) = (expected.subtracting(there), there.subtracting(expected))
            report("acknowledged and lost: \(lost.sorted()); there and never asked for: \(strange.sorted())")
        }
        let isWhole = found.allSatisfy { $0.email == "\($0.id)@crowd.test" && $0.version == 1 }
        if !isWhole { report("a user is there by half: \(found)") }
        if subjects.sorted() != expected.sorted() {
            let strange = subjects.filter { !expected.contains($0) }
            report("\(expected.count) users have \(subjects.count) events, of others: \(strange)")
        }
    }
}
