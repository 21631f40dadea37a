// Why a verdict is what it is, for people: the verdict, what each gate says and from what, and what would
// have to change.
import EntenteProtocol

/// An explanation in several lines.
struct ExplanationText {
    let request: ExplainRequest
    let answer: ExplainResponse

    /// Prints all of it.
    func print(on console: Console) {
        let told = CheckAnswer.with {
            ($0.verdict, $0.reason, $0.ask) = (answer.verdict, answer.reason, answer.ask)
            ($0.level, $0.partnership) = (answer.level, answer.partnership)
            $0.partnershipVersion = answer.partnershipVersion
        }
        console.print(
            AnswerText.check(
                told, actor: request.actor, action: request.action, target: request.target, on: console))
        if !answer.summary.isEmpty { console.print(answer.summary) }
        if let gate = answer.organizations { print(gate, on: console) }
        if let gate = answer.persons { print(gate, on: console) }
        printRemedies(on: console)
        if let audience = answer.audience {
            console.print("")
            console.print(console.styled("as the people of \(audience) may know it", .faint))
        }
    }

    private func heading(_ text: String, on console: Console) {
        console.print("")
        console.print(console.styled(text, .strong))
    }

    // MARK: - The gates

    private func print(_ gate: OrganizationsGate, on console: Console) {
        let sides = [answer.actorOrganization, answer.targetOrganization].map { $0 ?? "?" }
        heading("Organizations: \(sides[0]) → \(sides[1])", on: console)
        var table = TextTable(indent: 2)
        table.add(["decided by", gate.reason == .unspecified ? "-" : gate.reason.name])
        if let partnership = gate.partnership {
            let state = gate.partnershipState.map { ", \($0.name)" } ?? ""
            table.add(["partnership", "\(partnership)\(state)"])
        }
        if let terms = gate.terms { table.add(["terms", VerdictText(terms).cell]) }
        if let end = gate.termsExpireAt { table.add(["terms end", TextTable.Cell(Timestamp(end).text)]) }
        if let outgoing = gate.outgoing {
            table.add([TextTable.Cell("outgoing default of \(sides[0])"), VerdictText(outgoing).cell])
        }
        if let incoming = gate.incoming {
            table.add([TextTable.Cell("incoming default of \(sides[1])"), VerdictText(incoming).cell])
        }
        if let verdict = gate.verdict { table.add(["verdict", VerdictText(verdict).cell]) }
        table.print(on: console)
    }

    private func print(_ gate: PersonsGate, on console: Console) {
        heading("Persons: \(request.actor) is \(gate.level.name) to \(request.target)", on: console)
        var table = TextTable(indent: 2)
        let needs =
            "\(gate.required.name) or more" + (gate.sameOrganizationOnly ? ", same organization only" : "")
        table.add([
            "needed", TextTable.Cell(needs),
            gate.passed ? TextTable.Cell("✓ enough", .good) : TextTable.Cell("× not enough", .bad),
        ])
        table.print(on: console)
        guard !gate.sources.isEmpty else { return }
        var sources = TextTable(["", "because of", "", "level"], indent: 2)
        for source in gate.sources {
            sources.add([
                source.counted ? TextTable.Cell("▸", .strong) : "", TextTable.Cell(source.kind.name),
                TextTable.Cell(Self.place(of: source)), TextTable.Cell(source.level.name),
            ])
        }
        sources.print(on: console)
    }

    /// Which location or team it is, and who is in which part of it.
    private static func place(of source: LevelSource) -> String {
        guard let id = source.id else { return "" }
        guard let viewer = source.viewerSubgroup, let owner = source.ownerSubgroup else { return id }
        return "\(id) (\(viewer) → \(owner))"
    }

    private func printRemedies(on console: Console) {
        guard !answer.remedies.isEmpty else { return }
        heading("What would change it", on: console)
        for remedy in answer.remedies { console.print("  - \(remedy)") }
    }
}
