// What organizations say about interactions: default tables, presets, and reading what a request names.

import EntenteProtocol

extension ReferenceModel {
    /// What a new organization starts with: incoming, then outgoing.
    static let newTable = [
        ReferenceCell(interaction: "calendar.preview", oneWay: .deny, otherWay: .deny),
        ReferenceCell(interaction: "meeting.schedule", oneWay: .allow, otherWay: .allow),
        ReferenceCell(interaction: "chat.start", oneWay: .ask, otherWay: .allow),
        ReferenceCell(interaction: "workspace.add-member", oneWay: .ask, otherWay: .allow),
        ReferenceCell(interaction: "workspace.transfer", oneWay: .ask, otherWay: .deny),
        ReferenceCell(interaction: "workspace.coordinate", oneWay: .allow, otherWay: .allow),
    ]

    /// Nothing permitted either way.
    static let nothing = interactions.map {
        ReferenceCell(interaction: $0.name, oneWay: .deny, otherWay: .deny)
    }

    /// What a preset means as terms, the same each way.
    static func terms(of preset: Preset) throws(Failure) -> [ReferenceCell] {
        var cells = nothing
        for place in cells.indices {
            let state: PermissionState
            switch (preset, cells[place].interaction) {
            case (.full, _): state = .allow
            case (.limited, "meeting.schedule"), (.limited, "workspace.coordinate"): state = .allow
            case (.limited, "chat.start"), (.limited, "workspace.add-member"): state = .ask
            case (.limited, _): state = .deny
            case (.restricted, "meeting.schedule"): state = .allow
            case (.restricted, "chat.start"): state = .ask
            case (.restricted, _): state = .deny
            default: throw Failure(.invalidArgument, "no such preset")
            }
            cells[place].oneWay = state
            cells[place].otherWay = state
        }
        return cells
    }

    /// What a preset means as a default table.
    static func table(of preset: Preset) throws(Failure) -> [ReferenceCell] {
        preset == .limited ? newTable : try terms(of: preset)
    }

    /// What terms are called: the preset they equal, or custom.
    static func name(ofTerms cells: [ReferenceCell]) -> Preset {
        for preset in [Preset.full, .limited, .restricted] where (try? terms(of: preset)) == cells {
            return preset
        }
        return .custom
    }

    /// What a default table is called.
    static func name(ofTable cells: [ReferenceCell]) -> Preset {
        for preset in [Preset.full, .limited, .restricted] where (try? table(of: preset)) == cells {
            return preset
        }
        return .custom
    }

    /// Refuses entries that are malformed, whatever they are laid over.
    static func requireForm(preset: Preset?, _ entries: [PermissionEntry]) throws(Failure) {
        if let preset {
            if !entries.isEmpty { throw Failure(.invalidArgument, "both preset and terms") }
            _ = try terms(of: preset)
        }
        for (place, entry) in entries.enumerated() {
            guard let interaction = interactions.first(where: { $0.name == entry.interaction }) else {
                throw Failure(.invalidArgument, "unknown interaction")
            }
            if entries[..<place].contains(where: { $0.interaction == entry.interaction }) {
                throw Failure(.invalidArgument, "named twice")
            }
            if entry.outgoing == nil && entry.incoming == nil {
                throw Failure(.invalidArgument, "no direction")
            }
            for state in [entry.outgoing, entry.incoming] {
                if state == .unspecified { throw Failure(.invalidArgument, "no state") }
                if state == .ask && !interaction.askAllowed {
                    throw Failure(.invalidArgument, "ask does not apply")
                }
            }
        }
    }

    /// Changes a default table.
    ///
    /// - Throws: The failure the rules prescribe.
    package mutating func setDefaults(
        actor: String, organization: String, preset: Preset?, table: [PermissionEntry], expectedVersion: Int64
    ) throws(Failure) {
        try ReferenceModel.requireForm(preset: preset, table)
        if preset == nil && !table.contains(where: { $0.outgoing != nil || $0.incoming != nil }) {
            throw Failure(.invalidArgument, "nothing to set")
        }
        let place = try self.organization(organization)
        try requireActor(actor, for: organization, .partnerships)
        let version = organizations[place].defaultsVersion
        if expectedVersion != 0 && expectedVersion != version {
            throw .conflict("stale", currentVersion: version)
        }
        try requireInService(organization)
        let before = organizations[place].defaults
        if let preset { organizations[place].defaults = try ReferenceModel.table(of: preset) }
        for entry in table {
            for cell in organizations[place].defaults.indices
            where organizations[place].defaults[cell].interaction == entry.interaction {
                if let state = entry.incoming { organizations[place].defaults[cell].oneWay = state }
                if let state = entry.outgoing { organizations[place].defaults[cell].otherWay = state }
            }
        }
        if organizations[place].defaults != before { organizations[place].defaultsVersion += 1 }
    }
}
