import EntenteProtocol
import Flags

/// Which decisions are wanted.
struct DecisionFilter {
    var from: String?
    var to: String?
    /// On either side.
    var person: String?
    var action: String?
    var verdict: Verdict?
    var reason: String?
    var call: String?
    var token: String?
    var trace: String?
    var since: Int64?
    var until: Int64?

    /// Whether `record` is wanted.
    func takes(_ record: DecisionRecord) -> Bool {
        takesPeople(record) && takesAnswer(record)
            && token.map { $0 == record.token } ?? true
            && trace.map { $0 == record.trace } ?? true
            && since.map { record.at >= $0 } ?? true
            && until.map { record.at < $0 } ?? true
    }

    private func takesPeople(_ record: DecisionRecord) -> Bool {
        from.map { $0 == record.actor } ?? true
            && to.map { $0 == record.target } ?? true
            && person.map { $0 == record.actor || $0 == record.target } ?? true
    }

    private func takesAnswer(_ record: DecisionRecord) -> Bool {
        action.map { $0 == record.action } ?? true
            && verdict.map { $0 == record.verdict } ?? true
            && reason.map { $0 == record.reason } ?? true
            && call.map { $0 == record.call } ?? true
    }
}

/// The flags of a filter.
struct DecisionFilterFlags {
    private let texts: [(flag: Flag<String?>, field: WritableKeyPath<DecisionFilter, String?>)]
    private let verdict: Flag<[String]>
    private let reason: Flag<[String]>
    private let call: Flag<[String]>
    private let since: Flag<String?>
    private let until: Flag<String?>

    init(declaringIn flags: inout FlagSet) {
        texts = [
            (flags.optional("from", placeholder: "USER", help: "only where this user asked to act"), \.from),
            (flags.optional("to", placeholder: "USER", help: "only where it was on this user"), \.to),
            (
                flags.optional("person", placeholder: "USER", help: "only where this user is on a side"),
                \.person
            ),
            (
                flags.optional("action", placeholder: "ACTION", help: "only this interaction or right"),
                \.action
            ),
            (flags.optional("token", placeholder: "NAME", help: "only what came with this token"), \.token),
            (flags.optional("trace", placeholder: "ID", help: "only what was a part of this trace"), \.trace),
        ]
        verdict = Self.word("verdict", Self.words(of: Verdict.self), help: "only this answer", in: &flags)
        let reasons =
            Self.words(of: Reason.self) + Self.words(of: ContentReason.self)
            + Self.words(of: CapabilityReason.self) + Self.words(of: IntegrationReason.self)
        var known: Set<String> = []
        reason = Self.word(
            "reason", reasons.filter { known.insert($0).inserted }, help: "only for this reason", in: &flags)
        call = Self.word(
            "call", DecisionRecord.calls.map(\.name), help: "only what answered this call", in: &flags)
        since = flags.optional(
            "since", placeholder: "WHEN", help: "only from then on; such as `1h` (ago) or `2026-03-01T09:30Z`"
        )
        until = flags.optional("until", placeholder: "WHEN", help: "only before then")
    }

    private static func words<Word: WireEnum>(of type: Word.Type) -> [String] {
        type.allCases.filter { $0 != .unspecified }.map(\.name)
    }

    private static func word(
        _ name: String, _ words: [String], help: String, in flags: inout FlagSet
    ) -> Flag<[String]> {
        flags.texts(
            name, placeholder: words.count > 3 ? name.uppercased() : words.joined(separator: "|"), help: help,
            isRequired: false, isRepeated: false, words: words
        ) { (text: String) throws(FlagProblem) in
            guard words.contains(text) else {
                throw FlagProblem("expected \(words.joined(separator: ", "))")
            }
        }
    }

    /// What was asked for.
    ///
    /// - Parameter now: The present moment, in milliseconds since 1970 UTC.
    func filter(now: Int64) throws(Problem) -> DecisionFilter {
        var filter = DecisionFilter()
        for (flag, field) in texts { filter[keyPath: field] = flag.value }
        filter.verdict = verdict.value.first.flatMap { Verdict(name: $0) }
        filter.reason = reason.value.first
        filter.call = call.value.first
        filter.since = try Moment.past(since.value, flag: "since", now: now)
        filter.until = try Moment.past(until.value, flag: "until", now: now)
        return filter
    }
}

extension Moment {
    /// The moment that a flag names: so long ago, or a date.
    ///
    /// - Throws: that it names none.
    static func past(_ text: String?, flag: String, now: Int64) throws(Problem) -> Int64? {
        guard let text else { return nil }
        if let date = Timestamp(dateText: text) { return date.millis }
        guard let ago = Moment(text, now: 0) else {
            throw .usage("flag `--\(flag)`: `\(text)` is neither a time ago, such as `7d`, nor a date")
        }
        return now - ago.millis
    }
}
