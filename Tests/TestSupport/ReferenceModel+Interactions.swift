// What organizations say about interactions, in the reference model: the catalog, presets, default tables,
// and reading what a request names.

import EntenteProtocol

extension ReferenceModel {
    /// The interactions that are always there, by code.
    static let builtInInteractions = [
        interaction(
            1, "calendar.preview", "calendar", ask: false, "Share our calendar availability with them",
            "Share their calendar availability with us"),
        interaction(
            2, "meeting.schedule", "meeting", ask: false, "Participate in their meetings",
            "Participate in our meetings"),
        interaction(
            3, "chat.start", "chat", ask: true, "Participate in chat sessions started by them",
            "Participate in chat sessions started by us"),
        interaction(
            4, "workspace.add-member", "workspace", ask: true, "Be added as workspace members by them",
            "Be added as workspace members by us"),
        interaction(
            5, "workspace.transfer", "workspace", ask: true, "Accept their workspace transfer requests",
            "Accept our workspace transfer requests"),
        interaction(
            6, "workspace.coordinate", "workspace", ask: false, "Become coordinators of their workspaces",
            "Become coordinators of our workspaces"),
    ]

    private static func interaction(
        _ code: Int32, _ name: String, _ category: String, ask: Bool, _ weCan: String, _ theyCan: String
    ) -> Interaction {
        .with {
            $0.code = code
            $0.name = name
            $0.category = category
            $0.askAllowed = ask
            $0.weCan = weCan
            $0.theyCan = theyCan
        }
    }

    /// Registers a further one; nobody permits it until they say so.
    mutating func registerInteraction(
        _ request: RegisterInteractionRequest
    ) throws(Failure) -> RegisterInteractionResponse {
        try requireCommandForm(request)
        try requireInteractionName(request.name)
        try requireName(request.category)
        try requireText(request.category, upTo: 64)
        try requireOperator(request.actor)
        if interaction(request.name) != nil { throw Failure(.alreadyExists, "name taken") }
        if interactions.count == 32 { throw Failure(.invalidArgument, "the catalog is full") }
        let made = ReferenceModel.interaction(
            Int32(interactions.count + 1), request.name, request.category, ask: request.askAllowed,
            "Take part in `\(request.name)` started by them", "Take part in `\(request.name)` started by us")
        interactions.append(made)
        return .with { $0.interaction = made }
    }

    func listInteractions(_ request: ListInteractionsRequest) throws(Failure) -> ListInteractionsResponse {
        let page = try page(of: interactions, request, by: \.code) { Int32($0) }
        return .with {
            $0.items = page.items
            $0.nextPageToken = page.next
        }
    }
}

// MARK: - Presets

extension ReferenceModel {
    /// What a new organization starts with.
    static let newTable: ReferenceTable = [
        "workspace.add-member": ReferenceStates(incoming: .ask, outgoing: .allow),
        "workspace.coordinate": ReferenceStates(incoming: .allow, outgoing: .allow),
        "workspace.transfer": ReferenceStates(incoming: .ask, outgoing: .deny),
        "meeting.schedule": ReferenceStates(incoming: .allow, outgoing: .allow),
        "calendar.preview": ReferenceStates(incoming: .deny, outgoing: .deny),
        "chat.start": ReferenceStates(incoming: .ask, outgoing: .allow),
    ]

    /// What a preset means as terms, the same each way; what it does not speak of is `deny`.
    func terms(of preset: Preset) throws(Failure) -> ReferenceTable {
        var said: [String: PermissionState] = [:]
        switch preset {
        case .full: for interaction in interactions { said[interaction.name] = .allow }
        case .limited:
            said = [
                "workspace.add-member": .ask, "workspace.coordinate": .allow, "workspace.transfer": .deny,
                "meeting.schedule": .allow, "calendar.preview": .deny, "chat.start": .ask,
            ]
        case .restricted: said = ["meeting.schedule": .allow, "chat.start": .ask]
        case .custom, .unspecified: throw Failure(.invalidArgument, "no such preset")
        }
        return said.mapValues { ReferenceStates(incoming: $0, outgoing: $0) }
    }

    /// What a preset means as a default table.
    func table(of preset: Preset) throws(Failure) -> ReferenceTable {
        preset == .limited ? ReferenceModel.newTable : try terms(of: preset)
    }

    /// What terms are called: the preset they equal, or custom.
    func name(ofTerms terms: ReferenceTable) -> Preset {
        for preset in [Preset.full, .limited, .restricted] {
            if let known = try? self.terms(of: preset), entries(known) == entries(terms) { return preset }
        }
        return .custom
    }

    /// What a default table is called.
    func name(ofTable table: ReferenceTable) -> Preset {
        for preset in [Preset.full, .limited, .restricted] {
            if let known = try? self.table(of: preset), entries(known) == entries(table) { return preset }
        }
        return .custom
    }

    /// Every interaction of the catalog with its states.
    func entries(_ table: ReferenceTable) -> [PermissionEntry] {
        interactions.map { interaction in
            .with {
                $0.interaction = interaction.name
                $0.incoming = table[interaction.name, default: ReferenceStates()].incoming
                $0.outgoing = table[interaction.name, default: ReferenceStates()].outgoing
            }
        }
    }

    func listPresets(_ request: ListPresetsRequest) throws(Failure) -> ListPresetsResponse {
        var presets: [PresetTerms] = []
        for preset in [Preset.full, .limited, .restricted] {
            let terms = try terms(of: preset)
            let table = try table(of: preset)
            presets.append(
                .with {
                    $0.preset = preset
                    $0.terms = entries(terms)
                    $0.table = entries(table)
                })
        }
        let page = try page(of: presets, request, by: \.preset.rawValue) { Int32($0) }
        return .with {
            $0.items = page.items
            $0.nextPageToken = page.next
        }
    }
}

// MARK: - Reading what a request names

extension ReferenceModel {
    /// Refuses entries that are malformed, whatever they are laid over.
    func requireForm(preset: Preset?, _ entries: [PermissionEntry]) throws(Failure) {
        if let preset {
            if !entries.isEmpty { throw Failure(.invalidArgument, "both a preset and states") }
            _ = try terms(of: preset)
        }
        for (place, entry) in entries.enumerated() {
            guard let interaction = interaction(entry.interaction) else {
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

    /// A table with the states of `entries` laid over it.
    func table(_ base: ReferenceTable, with entries: [PermissionEntry]) -> ReferenceTable {
        var table = base
        for entry in entries {
            var states = table[entry.interaction, default: ReferenceStates()]
            if let incoming = entry.incoming { states.incoming = incoming }
            if let outgoing = entry.outgoing { states.outgoing = outgoing }
            table[entry.interaction] = states
        }
        return table
    }
}

// MARK: - Default tables

extension ReferenceModel {
    func defaults(of organization: String) -> ReferenceDefaults {
        defaults[organization] ?? ReferenceDefaults(table: ReferenceModel.newTable)
    }

    func getDefaults(_ request: GetDefaultsRequest) throws(Failure) -> DefaultsReply {
        try requireID(request.organization)
        return reply(try requireOrganization(request.organization))
    }

    private func reply(_ organization: Organization) -> DefaultsReply {
        let known = defaults(of: organization.id)
        return .with {
            $0.defaults.organization = organization.id
            $0.defaults.table = entries(known.table)
            $0.defaults.preset = name(ofTable: known.table)
            $0.defaults.version = known.version
        }
    }

    mutating func setDefaults(_ request: SetDefaultsRequest) throws(Failure) -> DefaultsReply {
        try requireCommandForm(request, expectedVersion: request.expectedVersion)
        try requireID(request.organization)
        try requireForm(preset: request.preset, request.table)
        if request.preset == nil && request.table.isEmpty {
            throw Failure(.invalidArgument, "nothing to set")
        }
        let organization = try requireOrganization(request.organization)
        try requireActor(request.actor, "defaults.manage", in: organization.id)
        let before = defaults(of: organization.id)
        try requireVersion(request.expectedVersion, before.version)
        try requireInService(organization.id)
        var after = before
        if let preset = request.preset { after.table = try table(of: preset) }
        after.table = table(after.table, with: request.table)
        if entries(after.table) != entries(before.table) {
            after.version += 1
            defaults[organization.id] = after
        }
        return reply(organization)
    }
}
