// Whether the things a source keeps are as its events left them: somebody may leave the events alone and
// change the tables. Each event tells a thing whole, before and after, so the last one about it says what the
// tables must hold. Only a digest of that is kept for each thing, so that millions fit.
//
// Left out is what follows from something else: counts, names of presets, the version of a team, which goes
// up with its memberships.

import EntenteProtocol
import SQLiteStore

/// A look over the things of one database.
struct StateAudit {
    /// What an event left of a thing.
    private struct Trace {
        let sequence: Int64
        /// Half of a SHA-256.
        let digest: UInt128
    }

    private var traces: [String: Trace] = [:]
    /// Whether the events tell of everything: those of an earlier release do not, until a service of this one
    /// has opened the database.
    private(set) var tellsAll = true
    /// How often organizations had set their people's privacy back, and the event that last said something
    /// new of it.
    private var resets: [String: (count: JSONValue, sequence: Int64)] = [:]
    /// What is wrong, as sentences without their ends: the first few.
    private(set) var strays: [String] = []
    private(set) var strayCount = 0
    /// How many things were compared.
    private(set) var thingCount = 0

    private static let strayMaximum = 5

    // MARK: - Events

    /// Takes what `event` says, in the order of the events.
    mutating func take(_ event: LoggedEvent) throws(DatabaseProblem) {
        if event.call == EventLog.upgradeName, event.after.isEmpty || event.after == EventLog.toldSign {
            // What an earlier release wrote says less of a thing than is known of it now, until all is told
            // anew.
            traces = [:]
            tellsAll = event.after == EventLog.toldSign
        }
        if !event.dropped.isEmpty {
            for setting in try Event(event).dropped {
                traces[Self.name("relationship", [setting.owner, setting.viewer])] = nil
            }
        }
        if event.after.isEmpty {
            if let name = Self.thing(event.before)?.name { traces[name] = nil }
        } else if let value = try? JSONValue(parsing: event.after), let thing = Self.thing(value) {
            traces[thing.name] = Trace(sequence: event.sequence, digest: thing.digest)
            noteReset(value, event.sequence)
        }
    }

    private mutating func noteReset(_ value: JSONValue, _ sequence: Int64) {
        guard value["emailDomains"] != nil, case .string(let id)? = value["id"] else { return }
        let count = value["privacyResets"] ?? .number("0")
        if resets[id, default: (.number("0"), 0)].count != count { resets[id] = (count, sequence) }
    }

    // MARK: - Things

    /// Compares a thing that the tables hold with what the events left of it.
    mutating func compare(_ value: any Message) {
        guard let thing = Self.thing(JSON.value(of: value)) else { return }
        thingCount += 1
        guard let trace = traces.removeValue(forKey: thing.name) else {
            if tellsAll { add("no event made the \(thing.name)") }
            return
        }
        if tellsAll, let user = value as? User, user.privacy != .hideAll,
            let reset = resets[user.organization], reset.sequence > trace.sequence
        {
            return add("the \(thing.name) shows what event \(reset.sequence) had everybody hide")
        }
        guard trace.digest != thing.digest, !wasReset(value, to: trace) else { return }
        add("the \(thing.name) is not as event \(trace.sequence) left it")
    }

    /// Whether somebody is as an event left them but for their privacy, and their organization has set that
    /// back for all of its people since, which leaves no event for each.
    private func wasReset(_ value: any Message, to trace: Trace) -> Bool {
        guard var user = value as? User, user.privacy == .hideAll, let reset = resets[user.organization],
            reset.sequence > trace.sequence
        else { return false }
        for privacy in Privacy.allCases {
            user.privacy = privacy
            if Self.thing(JSON.value(of: user))?.digest == trace.digest { return true }
        }
        return false
    }

    /// Says what should have been among the things and was not.
    mutating func finish() {
        for (name, trace) in traces.sorted(by: { $0.value.sequence < $1.value.sequence }) {
            add("the \(name), which event \(trace.sequence) left, is gone")
        }
        traces = [:]
    }

    /// Notes what is not as it should be, a sentence without its end.
    mutating func add(_ stray: String) {
        strayCount += 1
        if strays.count < Self.strayMaximum { strays.append(stray) }
    }

    // MARK: - One thing

    /// The members that tell one kind of thing from the others, the first that is there, with those that
    /// name it.
    private static let kinds: [(sign: String, kind: String, key: [String])] = [
        ("viewer", "relationship", ["owner", "viewer"]),
        ("displayName", "user", ["id"]),
        ("fromOutside", "location", ["organization", "id"]),
        ("team", "membership", ["team", "user"]),
        ("integration", "connection", ["organization", "integration", "user"]),
        ("acknowledged", "", []),
        ("partner", "partnership", ["id"]),
        ("table", "default table", ["organization"]),
        ("scope", "integration", ["organization", "id"]),
        ("category", "interaction", ["name"]),
        ("emailDomains", "organization", ["id"]),
        ("subgroups", "team", ["id"]),
    ]

    /// Members that follow from others, or that time changes.
    private static let leftOut: Set = [
        "members", "memberCount", "needsAttention", "awaitingApproval", "preset",
    ]
    /// Those that do so in one kind of thing.
    private static let leftOutOf = ["team": "version"]

    private static func name(_ kind: String, _ key: [String]) -> String {
        "\(kind) `\(key.joined(separator: "` `"))`"
    }

    private static func thing(_ text: String) -> (name: String, digest: UInt128)? {
        guard let value = try? JSONValue(parsing: text) else { return nil }
        return thing(value)
    }

    private static func thing(_ value: JSONValue) -> (name: String, digest: UInt128)? {
        guard let found = kinds.first(where: { value[$0.sign] != nil }), !found.kind.isEmpty else {
            return nil
        }
        let key = found.key.map { name in
            if case .string(let text)? = value[name] { text } else { "" }
        }
        let essence = essence(oneSided(value), without: leftOutOf[found.kind])
        let digest = SHA256.digest(of: Array(essence.utf8)).prefix(16)
        return (Self.name(found.kind, key), digest.reduce(0) { $0 << 8 | UInt128($1) })
    }

    /// An agreement is told from either side: here it is always the one whose id comes first.
    private static func oneSided(_ value: JSONValue) -> JSONValue {
        guard case .string(let one)? = value["organization"], case .string(let other)? = value["partner"],
            other < one
        else { return value }
        return turned(value)
    }

    private static let opposites = [
        "organization": "partner", "partner": "organization", "outgoing": "incoming", "incoming": "outgoing",
    ]

    private static func turned(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            .object(members.map { .init(opposites[$0.name] ?? $0.name, turned($0.value)) })
        case .array(let elements): .array(elements.map(turned))
        default: value
        }
    }

    /// What two tellings of one thing have in common; empty where that is nothing.
    ///
    /// Members in any order, none that is left out or says no more than one that is missing, no interaction
    /// that is denied both ways.
    private static func essence(_ json: JSONValue, without: String? = nil) -> String {
        switch json {
        case .object(let members):
            members.sorted { $0.name < $1.name }
                .filter { $0.name != without && !leftOut.contains($0.name) }
                .map { (name: $0.name, value: essence($0.value)) }
                .filter { !$0.value.isEmpty }
                .map { part($0.name) + part($0.value) }.joined()
        case .array(let elements):
            elements.filter { !isDenied($0) }.map { part(essence($0)) }.joined()
        case .string(let text): text == "unspecified" ? "" : text
        case .number(let text): text == "0" ? "" : text
        case .bool(let flag): flag ? "true" : ""
        case .null: ""
        }
    }

    /// A text that cannot run together with the next.
    private static func part(_ text: String) -> String { "\(text.utf8.count):\(text)" }

    private static func isDenied(_ entry: JSONValue) -> Bool {
        entry["outgoing"] == .string("deny") && entry["incoming"] == .string("deny")
    }
}
