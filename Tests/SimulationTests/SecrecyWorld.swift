// The world in which nobody may learn another's default table: an organization in every relation to the
// others there is, and persons who are let in, kept out and out of reach. Two worlds of the same seed differ
// in nothing but what some default tables say; even how often each was set is the same.

import EntenteProtocol
import TestSupport
import Testing

/// A cluster with five organizations, in which `own` is the one that looks at the others.
final class SecrecyWorld {
    let cluster: SimulatedCluster
    let own: String
    /// The organization whose table is of most interest.
    let other: String
    private let operators: [ServiceName: SimulatedCaller]

    static let organizations = ["alpha", "beta", "gamma", "delta", "epsilon"]

    /// - Parameters:
    ///   - ownTable: which of three tables `own` has.
    ///   - otherTables: which of three tables the others have.
    init(own: String, ownTable: Int, otherTables: Int) throws {
        let cluster = try SimulatedCluster(seed: 261, services: [])
        // Nothing but what is sent may tell the worlds apart: neither the length of a message nor the number
        // of turns it takes moves the clock here.
        cluster.network.weather.delayMicros = 100...100
        cluster.network.weather.oneShortWriteIn = 0
        cluster.network.weather.pieceByteLimit = 8 << 20
        cluster.network.weather.windowByteCount = 8 << 20
        cluster.network.weather.turnMicros = 0...0
        for service in ServiceName.allCases { try cluster.start(service) }
        #expect(cluster.settle())
        self.cluster = cluster
        self.own = own
        other = own == "alpha" ? "beta" : "alpha"
        operators = Dictionary(
            uniqueKeysWithValues: [ServiceName.directory, .partnership].map { ($0, cluster.caller($0)) })
        try people()
        try agreements()
        for organization in Self.organizations {
            try setDefaults(organization, rotated: organization == own ? ownTable : otherTables)
        }
        try settle()
    }

    private func people() throws {
        for id in Self.organizations {
            try step(.createOrganization, #"{"id": "\#(id)", "name": "\#(id)"}"#)
            let level = #""employee""#
            try step(
                .createLocation,
                #"{"organization": "\#(id)", "id": "shut", "name": "Shut", "fromSameLocation": \#(level), "#
                    + #""fromOtherLocations": \#(level), "fromOutside": "blocked"}"#)
            for kind in ["admin", "member", "shut", "vip", "spare"] {
                let role = kind == "admin" ? "enterprise-admin" : "member"
                let location = kind == "shut" ? "shut" : "default"
                try step(
                    .createUser,
                    #"{"id": "\#(id)-\#(kind)", "organization": "\#(id)", "email": "\#(kind)@\#(id).test", "#
                        + #""displayName": "\#(kind)", "role": "\#(role)", "location": "\#(location)"}"#)
            }
            try step(.updateUser, #"{"id": "\#(id)-vip", "vip": true}"#)
            try step(
                .createTeam,
                #"{"id": "\#(id)-team", "organization": "\#(id)", "name": "Team", "kind": "work", "level": "team-colleague"}"#
            )
            try step(
                .addTeamMembers,
                #"{"team": "\#(id)-team", "members": [{"user": "\#(id)-member"}, {"user": "\#(id)-vip"}]}"#)
        }
        for (owner, viewer, level) in [
            ("alpha-member", "beta-vip", "blocked"), ("alpha-vip", "beta-member", "employee"),
            ("beta-member", "alpha-vip", "blocked"), ("beta-vip", "alpha-member", "external"),
        ] {
            try step(
                .setRelationship,
                #"{"owner": "\#(owner)", "viewer": "\#(viewer)", "level": "\#(level)"}"#)
        }
        try settle()
    }

    /// alpha has nothing with beta, an enabled partnership with gamma, a disabled one with delta, and a
    /// proposal of epsilon's.
    private func agreements() throws {
        try step(.registerInteraction, #"{"name": "file.share", "category": "file", "askAllowed": true}"#)
        for (id, from, to) in [
            ("p-gamma", "alpha", "gamma"), ("p-delta", "alpha", "delta"), ("p-epsilon", "epsilon", "alpha"),
        ] {
            try step(
                .proposePartnership,
                #"{"id": "\#(id)", "actor": "\#(from)-admin", "memberEmail": "admin@\#(to).test", "preset": "limited"}"#
            )
            guard from == "alpha" else { continue }
            try step(.acceptProposal, #"{"actor": "\#(to)-admin", "partnership": "\#(id)"}"#)
        }
        try step(.disablePartnership, #"{"actor": "delta-admin", "partnership": "p-delta"}"#)
    }

    /// Sets a table, always by two changes: to everything allowed, then to what the rotation says.
    func setDefaults(_ organization: String, rotated turn: Int) throws {
        try step(.setDefaults, #"{"organization": "\#(organization)", "preset": "full"}"#)
        let entries = Self.interactions.enumerated().map { place, interaction in
            let incoming = Self.state(interaction, place + turn)
            let outgoing = Self.state(interaction, place / 3 + 2 * turn)
            return
                #"{"interaction": "\#(interaction)", "incoming": "\#(incoming)", "outgoing": "\#(outgoing)"}"#
        }
        try step(
            .setDefaults,
            #"{"organization": "\#(organization)", "table": [\#(entries.joined(separator: ", "))]}"#)
    }

    static let interactions = [
        "calendar.preview", "meeting.schedule", "chat.start", "workspace.add-member", "workspace.transfer",
        "workspace.coordinate", "file.share",
    ]

    private static func state(_ interaction: String, _ turn: Int) -> String {
        let isAsked = !["calendar.preview", "meeting.schedule", "workspace.coordinate"].contains(interaction)
        return isAsked ? ["deny", "ask", "allow"][turn % 3] : ["deny", "allow"][turn % 2]
    }

    // MARK: doing

    /// Gives a command as the operator.
    func step(_ method: Method, _ json: String) throws {
        let call = Call.named(method)
        let caller = try #require(operators[call.services[0]])
        if call.services == [.partnership] { try settle() }
        _ = try caller.call(try call.requestFromJSON(json)) as any Message
    }

    /// Lets everything that was done arrive everywhere, and the clock stand at a full tenth of a second.
    func settle() throws {
        let directory = cluster.server(.directory).keeper.position
        let isLevel = cluster.network.run(limit: 1_000_000) {
            guard cluster.server(.partnership).keeper.compare(with: directory) == .reached else {
                return false
            }
            let newest = cluster.server(.partnership).keeper.position
            return cluster.server(.decision).keeper.compare(with: newest) == .reached
        }
        try #require(isLevel)
        align()
    }

    /// Moves the clock to the next full tenth of a second.
    func align() {
        let tenth: UInt64 = 100_000_000
        let past = cluster.network.clock.monotonic % tenth
        cluster.advance(by: .nanoseconds(Int64(tenth - past)))
    }
}
