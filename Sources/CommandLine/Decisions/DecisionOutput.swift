// Decisions as people and programs read them, and what is told of those that are missing.
import EntenteProtocol
import Synchronization

/// Shows what was read of a decision log.
struct DecisionOutput {
    private let filter: DecisionFilter
    private let context: Context
    private var writer: ItemWriter
    /// How many to keep back, to show only the last; nil where all are shown at once.
    private var limit: Int?
    private var last: [DecisionRecord] = []
    /// Whether all there is can be read.
    private(set) var status = ExitStatus.done

    init(_ filter: DecisionFilter, limit: Int?, _ context: Context) {
        self.filter = filter
        self.limit = limit
        self.context = context
        writer = ItemWriter(context.console, as: context.settings.output)
    }

    /// Takes the next thing.
    mutating func take(_ item: DecisionLogItem) {
        switch item {
        case .record(let record):
            guard filter.takes(record) else { return }
            guard let limit else { return show(record) }
            last.append(record)
            // Twice as many are kept at times, so that making room costs next to nothing.
            if last.count / 2 >= limit { last.removeFirst(last.count - limit) }
        case .gap(let count, let record):
            note(
                "\(count) \(count == 1 ? "record is" : "records are") missing before number "
                    + "\(record.sequence) of reactor \(record.reactor) of \(record.node)")
        case .unreadable(let path, let line):
            note("`\(path)`, line \(line) cannot be read: it was not finished, or damaged")
        case .unfinished(let path, let line):
            context.console.note(
                "entente: `\(path)`, line \(line) is not finished: it is being written, or its node was killed"
            )
        }
    }

    private mutating func note(_ words: String) {
        context.console.note("entente: \(words)")
        status = .negative
    }

    /// Shows what was kept back; what comes from now on is shown at once.
    mutating func showLast() {
        for record in last.suffix(limit ?? 0) { show(record) }
        (last, limit) = ([], nil)
    }

    private mutating func show(_ record: DecisionRecord) {
        if context.answersInJSON { return writer.write(JSON.value(of: record)) }
        let call = record.call.isEmpty || record.call == Method.check.name ? "" : "  \(record.call)"
        context.console.print(
            "\(Timestamp(record.at).text)  \(answer(record))  \(record.token)\(call)"
                + (record.trace.map { "  trace \($0)" } ?? ""))
    }

    private func answer(_ record: DecisionRecord) -> String {
        let question = Self.question(record)
        if let found = record.found { return "• found \(found)  \(question)" }
        if let allowed = record.allowed {
            return "• allow \(allowed), ask \(record.asked ?? 0), deny \(record.denied ?? 0)  \(question)"
        }
        if let disclosure = record.disclosure {
            return AnswerText.disclosure(
                disclosure, question, record.reason ?? "", as: record.role, on: context.console)
        }
        let why = ReasonText(
            reason: record.reason ?? "", ask: Self.whomToAsk(record), level: record.level,
            partnership: record.partnership, partnershipVersion: record.partnershipVersion)
        return AnswerText.verdict(record.verdict ?? .unspecified, question, why.text, on: context.console)
    }

    private static func whomToAsk(_ record: DecisionRecord) -> String? {
        guard record.verdict == .ask else { return nil }
        return record.target.isEmpty ? record.actor : record.target
    }

    /// What was asked, without control characters: whoever is unknown may have any id, and a terminal obeys.
    private static func question(_ record: DecisionRecord) -> String {
        let people = [record.actor, record.target].filter { !$0.isEmpty }.joined(separator: " → ")
        let question = [people, record.action].filter { !$0.isEmpty }.joined(separator: "  ")
        var shown = String.UnicodeScalarView()
        for scalar in question.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: shown.append("\u{FFFD}")
            default: shown.append(scalar)
            }
        }
        return String(shown)
    }

    /// Ends the list.
    func end() { writer.end() }
}

/// Whether Ctrl-C was pressed.
final class InterruptionFlag: Sendable {
    private let flag = Atomic<Bool>(false)

    var isRaised: Bool { flag.load(ordering: .acquiring) }
    func raise() { flag.store(true, ordering: .releasing) }
}
