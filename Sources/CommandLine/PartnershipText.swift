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

    /// One partnership a row.
    static func table(_ items: [Partnership]) -> TextTable {
        var table = TextTable(["partnership", "with", "state", "terms", "open", "version", "updated"])
        for item in items {
            table.add([
                TextTable.Cell(item.id), TextTable.Cell(item.partner), state(item.state),
                TextTable.Cell(item.terms.isEmpty ? "-" : item.preset.name), open(item),
                TextTable.Cell("\(item.version)"), TextTable.Cell(Timestamp(item.updatedAt).text),
            ])
        }
        return table
    }

    /// Prints who has it with whom, and how it stands.
    static func showFacts(_ told: Partnership, on console: Console) {
        console.print(console.styled("\(told.id): \(told.organization) with \(told.partner)", .strong))
        facts(told).print(on: console)
    }

    private static func facts(_ told: Partnership) -> TextTable {
        var table = TextTable(indent: 2)
        table.add(["state", state(told.state)])
        if !told.terms.isEmpty { table.add(["terms", told.preset.name]) }
        if let end = told.termsExpireAt { table.add(["terms end", Timestamp(end).text]) }
        if let open = told.open {
            table.add(["open", Self.open(told)])
            table.add(["asked by", open.by])
            if !open.terms.isEmpty { table.add(["asked for", open.preset.name]) }
            if !open.note.isEmpty { table.add(["note", open.note]) }
            table.add(["lapses", Timestamp(open.expiresAt).text])
        }
        table.add(["version", "\(told.version)"])
        table.add(["created", Timestamp(told.createdAt).text])
        table.add(["updated", Timestamp(told.updatedAt).text])
        return table
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
