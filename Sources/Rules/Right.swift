// What a person may see of somebody else's data, or do with their phone, are twenty rights. Each takes a
// lowest level of relationship, which an organization may move; two of them never leave the organization.

import EntenteProtocol

/// Something a viewer may or may not see or do on an owner's data or phone.
package enum Right: UInt8, CaseIterable, Sendable {
    case contactReadGeneral, contactReadDetailed, contactReadEmail, contactReadPhoto, phoneNumberReadInCall,
        presenceReadSymbol, presenceReadGeneral, presenceReadDetailed, presenceReadText, presenceSet,
        meetingReadPeriod, meetingReadPrivatePeriod, meetingReadSubject, forwardingReadGeneral,
        forwardingReadDetailed, forwardingChange, callReadDetailed, callPickUp, phoneReadBusy,
        callSeeHeldParty

    /// The codes of rights follow this number; those of interactions stay far below.
    package static let codeBase: Int32 = 100

    /// Its number in the catalog of actions, 101 to 120.
    package var code: Int32 { Right.codeBase + 1 + Int32(rawValue) }

    /// The right with that code, or nil.
    package init?(code: Int32) {
        guard code > Right.codeBase, code <= Right.codeBase + Int32(Right.allCases.count) else { return nil }
        self.init(rawValue: UInt8(code - Right.codeBase - 1))
    }

    /// The right of that name, or nil.
    package init?(name: String) {
        guard let right = Right.byName[name] else { return nil }
        self = right
    }

    /// Its name, as it travels.
    package var name: String { Right.facts[Int(rawValue)].name }

    /// The lowest level that permits it in a new organization.
    package var startMinimum: Level { Right.facts[Int(rawValue)].minimum }

    /// Whether only people of the owner's own organization may have it, whatever the level.
    package var isSameOrganizationOnly: Bool { self == .contactReadEmail || self == .contactReadPhoto }

    private static let facts: [(name: String, minimum: Level)] = [
        ("contact.read-general", .external),
        ("contact.read-detailed", .employee),
        ("contact.read-email", .employee),
        ("contact.read-photo", .employee),
        ("phone-number.read-in-call", .employee),
        ("presence.read-symbol", .external),
        ("presence.read-general", .employee),
        ("presence.read-detailed", .teamColleague),
        ("presence.read-text", .forwarder),
        ("presence.set", .assistant),
        ("meeting.read-period", .employee),
        ("meeting.read-private-period", .assistantPlus),
        ("meeting.read-subject", .teamColleague),
        ("forwarding.read-general", .forwarder),
        ("forwarding.read-detailed", .teamColleague),
        ("forwarding.change", .assistant),
        ("call.read-detailed", .assistant),
        ("call.pick-up", .teamColleague),
        ("phone.read-busy", .forwardingParticipant),
        ("call.see-held-party", .forwarder),
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })
}
