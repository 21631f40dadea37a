// A request names some states and leaves the others as they stand. What they stand on differs (nothing, a
// default table, the proposal on the table, the terms in force) and is known only after the form of the
// request has been checked, so a request is first read into a patch, which cannot be malformed, and later
// laid over its base.

import EntenteProtocol
import PlantedBugs

/// The states a request names, ready to be laid over a table.
package struct TermsPatch: Hashable, Sendable {
    /// The states named; denied where nothing is named.
    private var states = PermissionTable.denied
    /// Both bits of every state named.
    private var namedIncoming: UInt64 = 0
    private var namedOutgoing: UInt64 = 0

    /// A patch that names nothing.
    package init() {}

    /// A patch that replaces a table whole.
    package init(replacingWith table: PermissionTable) {
        states = table
        namedIncoming = .max
        namedOutgoing = .max
    }

    /// Whether it names nothing.
    package var isEmpty: Bool { namedIncoming == 0 && namedOutgoing == 0 }

    /// Reads what a request names.
    ///
    /// - Parameters:
    ///   - preset: The named set asked for, if any; then `entries` must be empty.
    ///   - entries: States by interaction; a direction that is absent stays as it is.
    ///   - field: What the entries are called in the request, for the refusal: `terms` or `table`.
    ///   - presetTable: What a preset means here: a default table, or terms.
    /// - Throws: `invalid-argument` for a preset that cannot be asked for, a preset beside entries, an
    ///   unknown or repeated interaction, an entry without a state, and `ask` where it does not apply.
    package init(
        preset: Preset?, entries: [PermissionEntry], field: String, _ catalog: InteractionCatalog,
        presetTable: (Preset) -> PermissionTable?
    ) throws(Failure) {
        if let preset {
            guard entries.isEmpty else {
                throw .invalidArgument("give either `preset` or `\(field)`, not both")
            }
            guard let table = presetTable(preset) else {
                throw .invalidArgument(
                    "field `preset`: `\(preset.name)` cannot be asked for; use full, limited or restricted"
                )
            }
            self.init(replacingWith: table)
        } else {
            try self.init(entries: entries, field: field, catalog)
        }
    }

    /// Reads the terms a proposal, a counter, a revision or a change names.
    ///
    /// - Throws: `invalid-argument`, see above.
    package init(
        preset: Preset?, terms: [PermissionEntry], _ catalog: InteractionCatalog
    ) throws(Failure) {
        try self.init(preset: preset, entries: terms, field: "terms", catalog) { preset in
            preset.terms(catalog).map { PermissionTable(incoming: $0, outgoing: $0) }
        }
    }

    /// Reads what a change of a default table names.
    ///
    /// - Throws: `invalid-argument`, see above; also where it names nothing at all.
    package init(
        preset: Preset?, table: [PermissionEntry], _ catalog: InteractionCatalog
    ) throws(Failure) {
        try self.init(preset: preset, entries: table, field: "table", catalog) { $0.table(catalog) }
        if isEmpty { throw .invalidArgument("give `preset` or `table`: nothing to set") }
    }

    /// The table with the states named here laid over it.
    package func applied(to base: PermissionTable) -> PermissionTable {
        PermissionTable(
            incoming: Terms(word: base.incoming.word & ~namedIncoming | states.incoming.word),
            outgoing: Terms(word: base.outgoing.word & ~namedOutgoing | states.outgoing.word))
    }

    private init(
        entries: [PermissionEntry], field: String, _ catalog: InteractionCatalog
    ) throws(Failure) {
        var seen: Set<Int32> = []
        for (index, entry) in entries.enumerated() {
            let place = "\(field)[\(index)]"
            guard let interaction = catalog.interaction(named: entry.interaction) else {
                throw .invalidArgument("field `\(place)`: unknown interaction \(quoted(entry.interaction))")
            }
            guard seen.insert(interaction.code).inserted else {
                throw .invalidArgument("field `\(place)`: `\(interaction.name)` is named twice")
            }
            guard entry.outgoing != nil || entry.incoming != nil else {
                throw .invalidArgument(
                    "field `\(place)`: give `outgoing` or `incoming` of `\(interaction.name)`, or both")
            }
            try entry.outgoing?.check(in: interaction, "\(place).outgoing")
            try entry.incoming?.check(in: interaction, "\(place).incoming")
            name(interaction.code, outgoing: entry.outgoing, incoming: entry.incoming)
        }
    }

    private mutating func name(_ code: Int32, outgoing: PermissionState?, incoming: PermissionState?) {
        let pair: UInt64 = 3 << UInt64(2 * (code - 1))
        if let outgoing {
            states.outgoing = states.outgoing.setting(code, to: outgoing)
            namedOutgoing |= pair
        }
        if let incoming {
            states.incoming = states.incoming.setting(code, to: incoming)
            namedIncoming |= pair
        }
    }
}

extension PermissionState {
    fileprivate func check(in interaction: Interaction, _ place: String) throws(Failure) {
        switch self {
        case .unspecified:
            throw .invalidArgument("field `\(place)`: say `deny`, `ask` or `allow`")
        case .ask where !interaction.askAllowed && !isPlanted("every interaction may be asked for"):
            throw .invalidArgument(
                "field `\(place)`: `\(interaction.name)` cannot be `ask`; use `deny` or `allow`")
        case .deny, .ask, .allow:
            return
        }
    }
}
