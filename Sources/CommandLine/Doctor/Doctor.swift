// Looks for the mistakes that people make with a cluster, in the order in which they would have to be mended:
// where are the services, is that them, do they let us in, are they well, and is there room on the disk. Each
// look is one function that adds what it finds.
import EntenteClient
import EntenteProtocol
import SystemCalls

/// One examination.
struct Doctor {
    private let context: Context
    /// What is wrong.
    private(set) var findings: [Finding] = []
    /// What is well, in a few words each.
    private(set) var sound: [String] = []

    /// How far the clock of another machine may be from that of this one.
    static let clockToleranceMillis: Int64 = 2_000
    /// How long a replica may take to reach what its source had at the first look.
    private static let catchUpPatience: Duration = .seconds(3)
    private static let pause: Duration = .milliseconds(50)

    init(_ context: Context) { self.context = context }

    /// Looks at everything that can be looked at.
    mutating func examine() async {
        await examineCluster()
        if let folder = context.settings.folder { examineDisk(folder) }
    }

    mutating func add(_ kind: Finding.Kind, _ what: String, seen: String, do advice: String) {
        findings.append(Finding(kind: kind, what: what, seen: seen, advice: advice))
    }

    private mutating func note(_ words: String) { sound.append(words) }

    // MARK: - The services

    private mutating func examineCluster() async {
        let client: EntenteClient
        do throws(Problem) {
            client = try context.makeClient()
        } catch {
            return add(
                .notSetUp, "it is not known where the services are, or which token to present",
                seen: error.failure.message,
                do: error.advice ?? "give `--endpoints LIST` and `--token-file FILE`, or `--data DIR`")
        }
        defer { client.close() }
        let first = await ClusterStatus.read(from: client, session: false)
        for answer in first.answers { examine(answer) }
        examineVersions(first)
        await examineFeeds(first, client)
        await examineScopes(first, client)
    }

    private mutating func examine(_ answer: ClusterStatus.Answer) {
        let subject = "the \(answer.service.rawValue) service at \(answer.endpoint)"
        switch answer.status {
        case .failure(let failure): explain(failure, of: subject)
        case .success(let status):
            examineClock(answer, subject)
            if status.ready {
                note("\(subject) is ready: version \(status.version)")
            } else if status.replicas.isEmpty {
                add(
                    .notReady, "\(subject) is not ready", seen: "it says so itself",
                    do: "look at its log; one that was told to stop is not ready until it has ended")
            }
        }
    }

    /// Why a service has no answer, as the mistake behind it.
    private mutating func explain(_ failure: ClientFailure, of subject: String) {
        if let stranger = failure.strangerWords {
            return add(
                .portTaken, "\(subject) is something else", seen: stranger,
                do: "free the port (`ss -ltnp` names who has it), or give the right address by --endpoints")
        }
        switch failure {
        case .refused(let refusal) where refusal.code == .unauthenticated:
            add(
                .tokenRefused, "\(subject) does not let this token in", seen: refusal.message,
                do: "present a token of its --tokens file; after a change there, send it SIGHUP")
        case .refused(let refusal):
            add(
                .refused, "\(subject) refuses to say how it is",
                seen: "\(refusal.code.name): \(refusal.message)", do: "look at its log")
        case .deadlineExceeded, .connectionLost:
            add(
                .unreachable, "\(subject) does not answer in time", seen: "\(failure)",
                do: "look whether its machine is overloaded or a firewall swallows packets; "
                    + "`--timeout` allows more time")
        default:
            add(
                .unreachable, "nobody answers for \(subject)", seen: "\(failure)",
                do: "start it, or give the address where it is by --endpoints or --data")
        }
    }

    private mutating func examineClock(_ answer: ClusterStatus.Answer, _ subject: String) {
        guard let offset = answer.clockOffsetMillis else { return }
        guard abs(offset) > Self.clockToleranceMillis else { return }
        let seconds = Double((Double(abs(offset)) / 100).rounded()) / 10
        add(
            .clock, "the clock of \(subject) and the one here are apart",
            seen: "it is \(seconds) s \(offset > 0 ? "ahead of" : "behind") this machine",
            do:
                "keep all machines' clocks by NTP (`timedatectl`): proposals, terms and request keys lapse by "
                + "the clock of the service")
    }

    private mutating func examineVersions(_ cluster: ClusterStatus) {
        let versions = cluster.answers.compactMap { answer -> (name: String, version: String)? in
            guard case .success(let status) = answer.status else { return nil }
            return ("\(answer.service.rawValue) \(answer.endpoint)", status.version)
        }
        guard versions.contains(where: { $0.version != Release.version }) else { return }
        let all = versions + [("this program", Release.version)]
        add(
            .versions, "programs of different releases run together",
            seen: all.map { "\($0.name): \($0.version)" }.joined(separator: ", "),
            do: "finish the upgrade: one release apart works, further apart is not promised")
    }

    // MARK: - The feeds

    private mutating func examineFeeds(_ first: ClusterStatus, _ client: EntenteClient) async {
        let end = ContinuousClock.now + Self.catchUpPatience
        var now = first
        while !now.hasReached(first), ContinuousClock.now < end {
            try? await Task.sleep(for: Self.pause)
            now = await ClusterStatus.read(from: client, session: false)
        }
        for answer in now.answers {
            guard case .success(let status) = answer.status else { continue }
            for replica in status.replicas {
                examine(replica, of: "the \(answer.service.rawValue) service at \(answer.endpoint)", first)
            }
            if !status.ready, !status.replicas.isEmpty {
                add(
                    .notReady, "the \(answer.service.rawValue) service at \(answer.endpoint) is not ready",
                    seen: status.replicas.map(\.words).joined(separator: ", "),
                    do: "mend what keeps it from its sources; it answers no checks once they are older than "
                        + "its --staleness")
            }
        }
    }

    private mutating func examine(
        _ replica: ReplicaStatus, of subject: String, _ first: ClusterStatus
    ) {
        let feed = "the feed of \(subject) from the \(replica.source)"
        if !replica.connected {
            return add(
                .feedDown, "\(feed) is down", seen: replica.words,
                do:
                    "look whether the \(replica.source) runs at the address given by --\(replica.source), and "
                    + "lets in the token of --feed-token-file with scope replicate")
        }
        guard let head = ServiceName(rawValue: replica.source).flatMap(first.head) else { return }
        if replica.epoch != head.epoch {
            add(
                .otherHistory, "\(subject) follows another \(replica.source)",
                seen: "history \(replica.epoch) here, \(head.epoch) there",
                do: "give all programs the same address of the \(replica.source)")
        } else if replica.revision < head.revision {
            add(
                .feedBehind, "\(feed) does not come after it",
                seen: "\(head.revision - replica.revision) changes behind for "
                    + "\(Self.catchUpPatience.components.seconds) s: \(replica.words)",
                do: "look for a machine or a network that is too slow; its log tells of snapshots and breaks")
        } else {
            note("\(feed) is up to date: revision \(replica.revision)")
        }
    }

    // MARK: - The token

    /// A token that is let in and may neither read nor check serves nobody who would run this.
    private mutating func examineScopes(_ first: ClusterStatus, _ client: EntenteClient) async {
        var missing: [String] = []
        var askedCount = 0
        for answer in first.answers {
            guard case .success = answer.status else { continue }
            let refusal: Failure?
            switch answer.service {
            case .directory:
                refusal = await Self.refusal(of: ListOrganizationsRequest.with { $0.pageSize = 1 }, client)
            case .decision: refusal = await Self.refusal(of: StatusRequest(), client)
            case .partnership: continue
            }
            askedCount += 1
            if let refusal { missing.append(refusal.message) }
        }
        guard askedCount > 0, missing.count == askedCount else { return }
        add(
            .scopeMissing, "the token is let in, but may ask nothing", seen: missing.joined(separator: "; "),
            do: "give it scopes in the services' --tokens file: `check` for decisions, `read` to look, "
                + "`admin` or `operate` to change")
    }

    private static func refusal<R: Request>(of request: R, _ client: EntenteClient) async -> Failure? {
        do throws(ClientFailure) {
            _ = try await client.call(request, usingSession: false)
        } catch {
            if case .refused(let failure) = error, failure.code == .permissionDenied { return failure }
        }
        return nil
    }

    // MARK: - The disk

    /// Less than this is soon used up by a log that is being written.
    private static let freeByteMinimum: UInt64 = 256 << 20
    /// Large disks are nearly full sooner.
    private static let freeShareMinimum = 0.05
    private static let freeByteAlwaysEnough: UInt64 = 10 << 30
    private static let freeFileMinimum: UInt64 = 1_000

    private mutating func examineDisk(_ folder: DataFolder) {
        var seen: [FileSystemSpace] = []
        let paths = [folder.path] + ServiceName.allCases.map { folder.folder(of: $0) }
        for path in paths where File.exists(path) {
            guard let space = try? File.space(at: path), !seen.contains(space) else { continue }
            seen.append(space)
            examine(space, at: path)
        }
    }

    private mutating func examine(_ space: FileSystemSpace, at path: String) {
        let words = "\(space.freeByteCount >> 20) MiB of \(space.byteCount >> 20) MiB are free"
        if space.isReadOnly {
            add(
                .diskReadOnly, "the disk of `\(path)` may only be read", seen: "it is mounted read-only",
                do: "look at the kernel's log for the reason (`dmesg`), and mount it for writing again")
        } else if Self.isNearlyFull(space) {
            add(
                .diskFull, "the disk of `\(path)` is nearly full",
                seen: words + (space.freeFileCount.map { ", \($0) more files may be made" } ?? ""),
                do: "make room: commands are refused once it is full; decisions go on")
        } else {
            note("the disk of `\(path)` has room: \(words)")
        }
    }

    private static func isNearlyFull(_ space: FileSystemSpace) -> Bool {
        let share = Double(space.freeByteCount) / Double(max(space.byteCount, 1))
        return space.freeByteCount < freeByteMinimum
            || (share < freeShareMinimum && space.freeByteCount < freeByteAlwaysEnough)
            || space.freeFileCount.map { $0 < freeFileMinimum } ?? false
    }
}

extension ReplicaStatus {
    /// How it stands, in a few words.
    fileprivate var words: String {
        "\(source) \(connected ? "heard" : "not heard") \(ageMillis) ms ago, revision \(revision) of \(head)"
    }
}

extension ClientFailure {
    /// How it was seen that something else answers; nil where it was not.
    fileprivate var strangerWords: String? {
        switch self {
        case .protocolBroken(_, let reason): reason
        case .unreachable(_, let reason) where reason.contains("service answers there"): reason
        // It takes connections, and cannot make anything of a greeting.
        case .unreachable(_, let reason)
        where [
            "the service closed it", "it does not answer the greeting", "\(Errno.connectionReset)",
        ].contains(where: reason.contains):
            "it takes a connection, but does not answer the greeting (\(reason))"
        default: nil
        }
    }
}
