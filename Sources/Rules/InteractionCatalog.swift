// What people do to one another across organizations is data, not code: six interactions come built in and
// further ones can be registered. Everything else speaks of an interaction by its code, which never changes.

import EntenteProtocol

/// The codes of the interactions that are always there.
package enum BuiltIn {
    /// The actor looks at the target's calendar.
    package static let calendarPreview: Int32 = 1
    /// The actor invites the target to a meeting.
    package static let meetingSchedule: Int32 = 2
    /// The actor starts a chat with the target.
    package static let chatStart: Int32 = 3
    /// The actor adds the target to a workspace.
    package static let workspaceAddMember: Int32 = 4
    /// The actor hands a workspace over to the target.
    package static let workspaceTransfer: Int32 = 5
    /// The actor makes the target coordinator of a workspace: the coordinator is the target.
    package static let workspaceCoordinate: Int32 = 6
}

/// The interactions that organizations agree about, by name and by code.
package struct InteractionCatalog: Sendable, Equatable {
    /// Every interaction, in ascending order of code.
    package private(set) var interactions: [Interaction] = []
    private var codeByName: [String: Int32] = [:]

    /// The most interactions there can be: 32 states of two bits fill one 64-bit word.
    package static let interactionLimit = 32

    /// The catalog with the six interactions that are always there.
    package static let builtIn = InteractionCatalog(BuiltIn.interactions)

    /// A catalog of these interactions.
    package init(_ interactions: [Interaction]) {
        for interaction in interactions { add(interaction) }
    }

    /// The interaction of that name, or nil.
    package func interaction(named name: String) -> Interaction? {
        codeByName[name].flatMap { interaction(code: $0) }
    }

    /// The interaction with that code, or nil.
    package func interaction(code: Int32) -> Interaction? {
        interactions.first { $0.code == code }
    }

    /// The lowest code that is free, or nil where the catalog is full.
    package var nextCode: Int32? {
        let taken = interactions.last?.code ?? 0
        return taken < InteractionCatalog.interactionLimit ? taken + 1 : nil
    }

    /// Adds an interaction.
    ///
    /// - Returns: False, with nothing changed, where its code is not 1 to 32, its code or name is taken by
    ///   another, or its name is that of a right.
    @discardableResult
    package mutating func add(_ interaction: Interaction) -> Bool {
        guard interaction.code >= 1, interaction.code <= InteractionCatalog.interactionLimit,
            !interaction.name.isEmpty, codeByName[interaction.name] == nil,
            Right(name: interaction.name) == nil,
            self.interaction(code: interaction.code) == nil
        else { return false }
        let place = interactions.firstIndex { $0.code > interaction.code } ?? interactions.count
        interactions.insert(interaction, at: place)
        codeByName[interaction.name] = interaction.code
        return true
    }
}

extension BuiltIn {
    /// The six in order of code.
    package static let interactions: [Interaction] = [
        interaction(
            calendarPreview, "calendar.preview", "calendar", askAllowed: false,
            weCan: "Share our calendar availability with them",
            theyCan: "Share their calendar availability with us"),
        interaction(
            meetingSchedule, "meeting.schedule", "meeting", askAllowed: false,
            weCan: "Participate in their meetings", theyCan: "Participate in our meetings"),
        interaction(
            chatStart, "chat.start", "chat", askAllowed: true,
            weCan: "Participate in chat sessions started by them",
            theyCan: "Participate in chat sessions started by us"),
        interaction(
            workspaceAddMember, "workspace.add-member", "workspace", askAllowed: true,
            weCan: "Be added as workspace members by them", theyCan: "Be added as workspace members by us"),
        interaction(
            workspaceTransfer, "workspace.transfer", "workspace", askAllowed: true,
            weCan: "Accept their workspace transfer requests",
            theyCan: "Accept our workspace transfer requests"),
        interaction(
            workspaceCoordinate, "workspace.coordinate", "workspace", askAllowed: false,
            weCan: "Become coordinators of their workspaces",
            theyCan: "Become coordinators of our workspaces"),
    ]

    private static func interaction(
        _ code: Int32, _ name: String, _ category: String, askAllowed: Bool, weCan: String, theyCan: String
    ) -> Interaction {
        .with {
            $0.code = code
            $0.name = name
            $0.category = category
            $0.askAllowed = askAllowed
            $0.weCan = weCan
            $0.theyCan = theyCan
        }
    }
}
