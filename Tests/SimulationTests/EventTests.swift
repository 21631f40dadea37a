// Every command leaves an event. The commands come from the table of calls: one that is added there has to be
// given here too, and has to leave one.

import CommandLine
import EntenteProtocol
import Keeping
import SystemCalls
import TestSupport
import Testing

@Suite struct EventTests {
    private let cluster: SimulatedCluster

    init() throws {
        cluster = try SimulatedCluster(seed: 5)
        #expect(cluster.settle())
    }

    /// A life in which every command there is changes something, in order.
    static let script: [(Method, String)] = [
        (.createOrganization, #"{"id": "acme", "name": "Acme"}"#),
        (.createOrganization, #"{"id": "globex", "name": "Globex"}"#),
        (.updateOrganization, #"{"id": "acme", "name": "Acme Corporation"}"#),
        (.suspendOrganization, #"{"id": "globex"}"#),
        (.resumeOrganization, #"{"id": "globex"}"#),
        (
            .setRightsMatrix,
            #"{"organization": "acme", "minimums": [{"right": "presence.set", "level": "external"}]}"#
        ),
        (
            .setInteractionFloors,
            #"{"organization": "acme", "floors": [{"interaction": "chat.start", "level": "external"}]}"#
        ),
        (
            .createUser,
            #"{"id": "ada", "organization": "acme", "email": "ada@acme.test", "displayName": "Ada"}"#
        ),
        (
            .importUsers,
            #"{"users": [{"id": "mia", "organization": "acme", "email": "mia@acme.test", "displayName": "Mia"}, {"id": "gus", "organization": "globex", "email": "gus@globex.test", "displayName": "Gus"}]}"#
        ),
        (.updateUser, #"{"id": "mia", "displayName": "Mia M."}"#),
        (.deactivateUser, #"{"id": "mia"}"#),
        (.reactivateUser, #"{"id": "mia"}"#),
        (.setPersonalPrivacy, #"{"user": "mia", "privacy": "subjects-only"}"#),
        (
            .createLocation,
            #"{"organization": "acme", "id": "far", "name": "Far", "fromSameLocation": "employee", "fromOtherLocations": "employee", "fromOutside": "unknown"}"#
        ),
        (.updateLocation, #"{"organization": "acme", "id": "far", "name": "Farther"}"#),
        (.deleteLocation, #"{"organization": "acme", "id": "far"}"#),
        (
            .createTeam,
            #"{"id": "sales", "organization": "acme", "name": "Sales", "kind": "work", "level": "employee"}"#
        ),
        (.updateTeam, #"{"id": "sales", "name": "Selling"}"#),
        (.addTeamMembers, #"{"team": "sales", "members": [{"user": "mia"}, {"user": "ada"}]}"#),
        (.setTeamPrivacy, #"{"team": "sales", "user": "mia", "privacy": "show-all"}"#),
        (.removeTeamMembers, #"{"team": "sales", "users": ["mia"]}"#),
        (.deleteTeam, #"{"id": "sales"}"#),
        (.setRelationship, #"{"owner": "mia", "viewer": "ada", "level": "assistant"}"#),
        (
            .setSharingPolicy,
            #"{"organization": "acme", "contentType": "note", "offered": ["everyone"], "fallback": "everyone"}"#
        ),
        (
            .putIntegration,
            #"{"organization": "acme", "id": "box", "kind": "files", "scope": "individual", "enabled": true}"#
        ),
        (.connectIntegration, #"{"user": "mia", "integration": "box"}"#),
        (.disconnectIntegration, #"{"user": "mia", "integration": "box"}"#),
        (.setSyncedMode, #"{"organization": "acme", "mode": "teams-only"}"#),
        (.setSyncedLimits, #"{"organization": "acme"}"#),
        (.registerInteraction, #"{"name": "screen.share", "category": "screen"}"#),
        (.setDefaults, #"{"organization": "acme", "preset": "restricted"}"#),
        propose("p1"),
        (.counterProposal, #"{"partnership": "p1", "organization": "globex", "preset": "restricted"}"#),
        (.reviseProposal, #"{"partnership": "p1", "organization": "globex", "preset": "limited"}"#),
        (.withdrawProposal, #"{"partnership": "p1", "organization": "globex"}"#),
        propose("p2"), by(.rejectProposal, "globex", "p2"),
        propose("p3"), by(.acceptProposal, "globex", "p3"),
        (.proposeChange, #"{"partnership": "p3", "organization": "acme", "preset": "restricted"}"#),
        by(.acceptProposal, "globex", "p3"),
        by(.disablePartnership, "acme", "p3"),
        by(.requestEnable, "acme", "p3"), by(.declineEnable, "globex", "p3"),
        by(.requestEnable, "acme", "p3"), by(.cancelEnable, "acme", "p3"),
        by(.requestEnable, "acme", "p3"), by(.confirmEnable, "globex", "p3"),
        (.acknowledgeNotification, #"{"id": "NOTIFICATION"}"#),
        (
            .deletePartnership,
            #"{"partnership": "p3", "organization": "acme", "confirmation": "CONFIRMATION"}"#
        ),
        // What ends, is set back or becomes more without an event of its own.
        (.updateUser, #"{"id": "mia", "vip": true}"#),
        (.setSyncedMode, #"{"organization": "acme", "mode": "everyone", "onReturn": "hide-all"}"#),
        (.registerInteraction, #"{"name": "file.send", "category": "file"}"#),
    ]

    private static func propose(_ id: String) -> (Method, String) {
        (
            .proposePartnership,
            #"{"id": "\#(id)", "organization": "acme", "memberEmail": "gus@globex.test", "preset": "full"}"#
        )
    }

    private static func by(_ method: Method, _ organization: String, _ id: String) -> (Method, String) {
        (method, #"{"partnership": "\#(id)", "organization": "\#(organization)"}"#)
    }

    @Test func `every command there is leaves who, under which token and key, and what it changed`() throws {
        for (index, step) in Self.script.enumerated() {
            let key = "key-\(index)"
            try carryOut(step.0, try filled(step.1), key: key)
            let own = try events().filter { $0.event.requestKey == key }
            #expect(!own.isEmpty, "`\(step.0.name)` leaves none")
            for event in own.map(\.event) {
                #expect(event.call == step.0.name)
                #expect(event.actor.isEmpty && event.token == "all" && event.at > 0)
                #expect(event.from != event.to && !event.subject.isEmpty, "`\(step.0.name)`")
            }
            #expect(own.allSatisfy { $0.revision > 0 }, "`\(step.0.name)`")
        }
        let commands = Set(Call.all.filter { $0.kind == .command }.map(\.method.name))
        #expect(Set(try events().map(\.event.call)) == commands.union(["begin"]))
        try expectSoundEvents(cluster)
    }

    @Test func `states before and after are told from the side that acted, without secrets`() throws {
        for step in Self.script.prefix(40) { try carryOut(step.0, try filled(step.1), key: "") }
        let change = try #require(try events().last { $0.event.call == "acceptProposal" }?.event)
        let (from, to) = (
            try JSON.decode(Partnership.self, from: change.from),
            try JSON.decode(Partnership.self, from: change.to)
        )
        #expect(change.organization == "globex" && from.organization == "globex" && from.partner == "acme")
        #expect(from.state == .proposed && to.state == .enabled && to.version == from.version + 1)
        for source in [ServiceName.directory, .partnership] {
            for suffix in ["", "-wal"] {
                let path = "\(try cluster.folder(of: source))/\(source.rawValue).sqlite\(suffix)"
                let text = String(decoding: try File.read(path), as: Unicode.ASCII.self)
                #expect(!text.contains(cluster.secret(of: "all")), "\(path)")
            }
        }
    }

    @Test func `what time does leaves one in nobody's name`() throws {
        for step in Self.script.prefix(9) { try carryOut(step.0, step.1, key: "") }
        let expiry = cluster.network.clock.wall + 60_000
        let proposal =
            #"{"id": "p9", "organization": "acme", "memberEmail": "gus@globex.test", "proposalExpiresAt": \#(expiry)}"#
        try carryOut(.proposePartnership, proposal, key: "k")
        cluster.advance(by: .seconds(120))
        let event = try #require(try events().last { $0.event.subject == "p9" }?.event)
        #expect(event.call == "time" && event.actor.isEmpty && event.token.isEmpty)
        #expect(event.requestKey.isEmpty && event.organization == "acme")
        #expect(try JSON.decode(Partnership.self, from: event.to).state == .lapsed)
    }

    @Test func `an organization's reader is told of no agreement by events, and of no other's`() throws {
        for step in Self.script.prefix(40) { try carryOut(step.0, try filled(step.1), key: "") }
        cluster.addToken(name: "reader", scopes: "read", organization: "globex")
        let items = try cluster.caller(.directory, token: "reader").call(ListEventsRequest()).items
        #expect(!items.isEmpty && items.allSatisfy { $0.organization == "globex" })
    }

    @Test func `a repeated command leaves no second event, and one that changes nothing leaves none`() throws
    {
        for step in Self.script.prefix(9) { try carryOut(step.0, step.1, key: "") }
        let count = try events().count
        let update = #"{"id": "mia", "displayName": "Once"}"#
        for _ in 0..<2 { try carryOut(.updateUser, update, key: "same") }
        #expect(try events().count == count + 1)
        try carryOut(.updateUser, update, key: "other")
        #expect(try events().count == count + 1)
    }

    // MARK: - Doing

    private func filled(_ json: String) throws -> String {
        guard json.contains("NOTIFICATION") || json.contains("CONFIRMATION") else { return json }
        if json.contains("NOTIFICATION") {
            let list = ListNotificationsRequest.with { $0.organization = "globex" }
            let first = try #require(try cluster.caller(.partnership).call(list).items.first)
            return json.replacing("NOTIFICATION", with: first.id)
        }
        let ask = DeletePartnershipRequest.with {
            $0.partnership = "p3"
            $0.organization = "acme"
        }
        let confirmation = try cluster.caller(.partnership).call(ask).confirmation
        return json.replacing("CONFIRMATION", with: confirmation)
    }

    private func carryOut(_ method: Method, _ json: String, key: String) throws {
        // What the directory has done is known to the partnership service before it goes on.
        #expect(cluster.settle())
        let call = Call.named(method)
        func give<R: Request>(_ request: R) throws {
            guard var command = request as? any Command else { return }
            command.requestKey = key
            guard let keyed = command as? R else { return }
            _ = try cluster.caller(call.services[0]).call(keyed)
        }
        do {
            try give(call.requestFromJSON(json))
        } catch {
            Issue.record("`\(method.name)` \(json): \(error)")
            throw error
        }
        cluster.advance(by: .milliseconds(500))
    }

    /// All events of both sources, each in its order.
    private func events() throws -> [AuditedEvent] {
        var filter = AuditFilter()
        filter.limit = 10_000
        return try [ServiceName.directory, .partnership].flatMap { source in
            let folder = try cluster.folder(of: source)
            let database = SourceDatabase(source, "\(source.rawValue).sqlite", in: folder)
            return try SourceFiles.events(of: database, filter).events
        }
    }
}
