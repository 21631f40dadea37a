// The same two columns are met in two places: an organization's default table, and the terms of a partnership
// as one side sees them. One type serves both, so that reading and writing entries exists once.

import EntenteProtocol

/// Both directions as one organization sees them: `incoming` is "We can", `outgoing` is "They can".
package struct PermissionTable: Hashable, Sendable {
    /// What others may do to our people.
    package var incoming: Terms
    /// What our people may do to others.
    package var outgoing: Terms

    /// A table of these two columns.
    package init(incoming: Terms, outgoing: Terms) {
        self.incoming = incoming
        self.outgoing = outgoing
    }

    /// Everything denied both ways.
    package static let denied = PermissionTable(incoming: .denied, outgoing: .denied)

    /// What a new organization starts with.
    package static let start = PermissionTable(
        incoming: Terms([
            (BuiltIn.workspaceAddMember, .ask), (BuiltIn.workspaceCoordinate, .allow),
            (BuiltIn.workspaceTransfer, .ask), (BuiltIn.meetingSchedule, .allow),
            (BuiltIn.calendarPreview, .deny), (BuiltIn.chatStart, .ask),
        ]),
        outgoing: Terms([
            (BuiltIn.workspaceAddMember, .allow), (BuiltIn.workspaceCoordinate, .allow),
            (BuiltIn.workspaceTransfer, .deny), (BuiltIn.meetingSchedule, .allow),
            (BuiltIn.calendarPreview, .deny), (BuiltIn.chatStart, .allow),
        ]))

    /// The table a replica received.
    package init(_ fact: DefaultsFact) {
        self.init(incoming: Terms(word: fact.incoming), outgoing: Terms(word: fact.outgoing))
    }

    /// The table as it travels to replicas.
    package func fact(organization: String) -> DefaultsFact {
        .with {
            $0.organization = organization
            $0.incoming = incoming.word
            $0.outgoing = outgoing.word
        }
    }

    /// One entry per interaction of the catalog, by code, both columns given.
    package func entries(_ catalog: InteractionCatalog) -> [PermissionEntry] {
        catalog.interactions.map { interaction in
            .with {
                $0.interaction = interaction.name
                $0.outgoing = outgoing[interaction.code]
                $0.incoming = incoming[interaction.code]
            }
        }
    }
}
