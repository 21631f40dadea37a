// Where a world goes. Both ways get the same commands in the same order; they differ in what carries them.

import EntenteClient
import EntenteProtocol
import World

/// What takes a world's commands.
protocol SeedTarget: AnyObject {
    /// The directory's chapters are done; the partnership service's begin.
    func directoryIsDone() async throws(Problem)

    /// Takes commands, to be carried out in order.
    func carryOut(_ commands: [any Command]) async throws(Problem)

    /// Everything was taken: returns when it lasts.
    func finish() async throws(Problem)
}

// MARK: - Databases

/// Databases that are filled without a service.
final class DatabaseSeedTarget: SeedTarget {
    private let databases: any SeedDatabases
    private let plan: WorldPlan

    init(_ databases: any SeedDatabases, _ plan: WorldPlan) {
        self.databases = databases
        self.plan = plan
    }

    /// Of a directory that is not there, the partnership service needs whom its commands name.
    func directoryIsDone() throws(Problem) {
        databases.learn(
            (0..<plan.organizationCount).flatMap { organization in
                [plan.organizationFact(organization)] + plan.locationFacts(of: organization)
                    + [plan.userFact(plan.administrator(of: organization))]
            })
    }

    func carryOut(_ commands: [any Command]) throws(Problem) {
        for command in commands { try databases.carryOut(command) }
    }

    func finish() throws(Problem) { try databases.finish() }
}

// MARK: - Services

/// Services that run, by their real commands.
final class ServiceSeedTarget: SeedTarget {
    /// Users in imports that are not answered yet, and other commands: enough that the services never wait.
    private static let windowMaximum = 256
    /// How much of the window an import takes.
    private static let importWeight = 64
    private static let pause: Duration = .milliseconds(50)
    /// A partnership service that has not moved for so long will not.
    private static let catchUpPatience: Duration = .seconds(60)

    private let client: EntenteClient
    private let context: Context
    private var window: [(reply: AnyReply, weight: Int)] = []
    private var weight = 0

    /// Services that have no organization yet.
    ///
    /// - Throws: where they have, or cannot be asked.
    init(_ client: EntenteClient, _ context: Context) async throws(Problem) {
        self.client = client
        self.context = context
        let found = try await context.ask(client, ListOrganizationsRequest.with { $0.pageSize = 1 })
        if let first = found.items.first {
            throw .usage(
                "the directory at \(client.endpoints.directory) is not empty: it has the organization "
                    + "`\(first.id)`; nothing was changed",
                advice: "seed services that were started with an empty folder")
        }
    }

    func carryOut(_ commands: [any Command]) async throws(Problem) {
        for command in commands {
            let weight = command is ImportUsersRequest ? Self.importWeight : 1
            try await settle(until: Self.windowMaximum - weight)
            window.append((client.startAny(command, usingSession: context.settings.usesSession), weight))
            self.weight += weight
        }
    }

    func finish() async throws(Problem) { try await settle(until: 0) }

    /// Waits until the partnership service knows everybody.
    func directoryIsDone() async throws(Problem) {
        try await settle(until: 0)
        let head = try await status(of: .directory).position.directory
        var reached: UInt64 = 0
        var movedAt = ContinuousClock.now
        while reached < head {
            let status = try await status(of: .partnership)
            let revision =
                status.replicas.first { $0.source == ServiceName.directory.rawValue }?.revision ?? 0
            if revision > reached { (reached, movedAt) = (revision, .now) }
            guard ContinuousClock.now - movedAt < Self.catchUpPatience else {
                throw .fault(
                    "the partnership service does not follow the directory: it is at \(reached) of \(head)",
                    advice: "`entente status` shows how the services are")
            }
            if reached < head { try? await Task.sleep(for: Self.pause) }
        }
    }

    private func status(of service: ServiceName) async throws(Problem) -> ServerStatusResponse {
        try await context.ask(client, ServerStatusRequest(), at: service)
    }

    /// Waits for the oldest answers until no more than `limit` is on its way.
    private func settle(until limit: Int) async throws(Problem) {
        var count = 0
        while weight > limit, count < window.count {
            do throws(ClientFailure) {
                _ = try await window[count].reply.answer
            } catch {
                throw Problem(
                    error, advice: "the world is there in part; begin again with an empty folder")
            }
            weight -= window[count].weight
            count += 1
        }
        window.removeFirst(count)
    }
}
