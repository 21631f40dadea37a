import EntenteProtocol

/// How a partnership is written for people.
enum PartnershipText {
    /// Where it stands in its life.
    static func state(_ state: PartnershipState) -> TextTable.Cell {
        switch state {
        case .enabled: TextTable.Cell(state.name, .good)
        case .proposed, .disabled: TextTable.Cell(state.name, .caution)
        default: TextTable.Cell(state.name, .faint)
        }
    }

    /// What waits for an answer, and whose.
    static func open(_ partnership: Partnership) -> TextTable.Cell {
        guard let open = partnership.open else { return "-" }
        if partnership.needsAttention {
            return TextTable.Cell("\(open.kind.name): needs attention", .caution)
        }
        if partnership.awaitingApproval { return TextTable.Cell("\(open.kind.name): awaiting approval") }
        return TextTable.Cell("\(open.kind.name) by \(open.by)")
    }

    /// The terms in force, and beside them those asked for where they differ.
    ///
    /// - Parameters:
    ///   - direction: Which way the table looks.
    ///   - catalog: The interactions by name, for their wording.
    static func terms(
        _ partnership: Partnership, _ direction: Direction, catalog: [String: Interaction]
    ) -> TextTable {
        let asked = partnership.open?.terms ?? []
        let names = (partnership.terms + asked).map(\.interaction).reduce(into: [String]()) { names, name in
            if !names.contains(name) { names.append(name) }
        }
        var titles = [direction.title, "interaction"]
        if !partnership.terms.isEmpty { titles.append(partnership.state == .enabled ? "in force" : "agreed") }
        if !asked.isEmpty { titles.append("asked for") }
        var table = TextTable(titles)
        for name in names {
            var row = [
                TextTable.Cell(direction.wording(catalog[name]) ?? name), TextTable.Cell(name, .faint),
            ]
            let agreed = direction.state(partnership.terms, name)
            if !partnership.terms.isEmpty { row.append(VerdictText(agreed).cell) }
            if !asked.isEmpty {
                let wanted = direction.state(asked, name)
                row.append(wanted == nil || wanted == agreed ? "=" : VerdictText(wanted).cell)
            }
            table.add(row)
        }
        return table
    }

    /// One of the two ways a table of terms looks.
    enum Direction: CaseIterable {
        /// They act on us.
        case weCan
        /// We act on them.
        case theyCan

        var title: String { self == .weCan ? "We can" : "They can" }

        func wording(_ interaction: Interaction?) -> String? {
            guard let interaction else { return nil }
            let words = self == .weCan ? interaction.weCan : interaction.theyCan
            return words.isEmpty ? nil : words
        }

        func state(_ terms: [PermissionEntry], _ interaction: String) -> PermissionState? {
            let entry = terms.first { $0.interaction == interaction }
            return self == .weCan ? entry?.incoming : entry?.outgoing
        }
    }
}
