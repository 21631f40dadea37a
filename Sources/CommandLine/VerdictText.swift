// How answers are written for people: one mark and one word for each verdict, one line for each reason.
import EntenteProtocol

/// A verdict as people see it: ✓ allow, ? ask, × deny.
struct VerdictText {
    let mark: String
    let word: String
    let style: TextStyle

    init(_ verdict: Verdict) {
        word = verdict.name
        switch verdict {
        case .allow: (mark, style) = ("✓", .good)
        case .ask: (mark, style) = ("?", .caution)
        case .deny: (mark, style) = ("×", .bad)
        case .unspecified: (mark, style) = ("-", .plain)
        }
    }

    /// The verdict a state of terms or of a default table stands for.
    init(_ state: PermissionState?) {
        self.init(Verdict(rawValue: state?.rawValue ?? 0) ?? .unspecified)
    }

    /// The mark and the word as a cell of a table.
    var cell: TextTable.Cell { TextTable.Cell(mark == "-" ? "-" : "\(mark) \(word)", style) }
}

/// Why a verdict is what it is, in one line.
struct ReasonText {
    /// The word.
    let reason: String
    let ask: String?
    let level: Level?
    let partnership: String?
    let partnershipVersion: Int64?

    var text: String {
        var text = reason
        if let partnership {
            text += " \(partnership)"
            if let partnershipVersion { text += ", version \(partnershipVersion)" }
        }
        if let level { text += ", level \(level.name)" }
        if let ask { text += "; ask \(ask)" }
        return text
    }
}
