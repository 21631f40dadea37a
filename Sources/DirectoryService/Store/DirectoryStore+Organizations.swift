// An organization is one row, and one for each of its mail domains, which are looked up by themselves, and of
// its floors, whose interactions are only names here; the other settings are packed.

import EntenteProtocol
import Rules
import SQLiteStore

extension DirectoryStore {
    private static let columns = """
        id, name, enterprise_permissions, relationship_policy, suspended, version, minimums, sharing,
        synced_mode, mail_bodies, private_meetings, privacy_resets
        """

    /// The organization `id`, nil where there is none.
    func organization(_ id: String) throws(DatabaseProblem) -> Organization? {
        let found = try database.queryOne(
            "SELECT \(Self.columns) FROM organizations WHERE id = ?", id, map: { Self.organization($0) })
        guard let found else { return nil }
        return try withLists(found)
    }

    /// At most `limit` organizations with ids after `id`, in order.
    func organizations(after id: String, limit: Int) throws(DatabaseProblem) -> [Organization] {
        var found = try database.rows(
            "SELECT \(Self.columns) FROM organizations WHERE id > ? ORDER BY id LIMIT ?", id, limit,
            map: { Self.organization($0) })
        for index in found.indices { found[index] = try withLists(found[index]) }
        return found
    }

    /// Which organization a mail domain belongs to, whatever its case.
    func organization(ofDomain domain: String) throws(DatabaseProblem) -> String? {
        try database.queryOne(
            "SELECT organization FROM organization_domains WHERE folded = ?", EmailAddress.folded(domain)
        ) { $0.string(0) }
    }

    /// Adds an organization.
    func insert(_ organization: Organization) throws(DatabaseProblem) {
        try database.run(
            "INSERT INTO organizations (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            organization.id, organization.name, organization.enterprisePermissions,
            organization.relationshipPolicy.stored, organization.suspended, organization.version,
            PackedSettings.minimums(organization.minimums),
            PackedSettings.sharing(organization.sharingPolicies), organization.syncedMode.stored,
            organization.mailBodies, organization.privateMeetings, organization.privacyResets)
        try insertDomains(of: organization)
        try insertFloors(of: organization)
    }

    /// Replaces what is kept of an organization.
    func update(_ organization: Organization) throws(DatabaseProblem) {
        try database.run(
            """
            UPDATE organizations SET name = ?, enterprise_permissions = ?, relationship_policy = ?,
            suspended = ?, version = ?, minimums = ?, sharing = ?, synced_mode = ?, mail_bodies = ?,
            private_meetings = ?, privacy_resets = ? WHERE id = ?
            """, organization.name, organization.enterprisePermissions,
            organization.relationshipPolicy.stored, organization.suspended, organization.version,
            PackedSettings.minimums(organization.minimums),
            PackedSettings.sharing(organization.sharingPolicies), organization.syncedMode.stored,
            organization.mailBodies, organization.privateMeetings, organization.privacyResets,
            organization.id)
        try database.run("DELETE FROM organization_domains WHERE organization = ?", organization.id)
        try insertDomains(of: organization)
        try database.run("DELETE FROM floors WHERE organization = ?", organization.id)
        try insertFloors(of: organization)
    }

    private func insertDomains(of organization: Organization) throws(DatabaseProblem) {
        for (place, domain) in organization.emailDomains.enumerated() {
            try database.run(
                "INSERT INTO organization_domains (folded, organization, place, domain) VALUES (?, ?, ?, ?)",
                EmailAddress.folded(domain), organization.id, place, domain)
        }
    }

    private func insertFloors(of organization: Organization) throws(DatabaseProblem) {
        for floor in organization.floors {
            try database.run(
                "INSERT INTO floors (organization, interaction, level) VALUES (?, ?, ?)", organization.id,
                floor.interaction, floor.level.stored)
        }
    }

    private func withLists(_ organization: Organization) throws(DatabaseProblem) -> Organization {
        var organization = organization
        organization.emailDomains = try database.rows(
            "SELECT domain FROM organization_domains WHERE organization = ? ORDER BY place", organization.id
        ) { $0.string(0) }
        organization.floors = try database.rows(
            "SELECT interaction, level FROM floors WHERE organization = ? ORDER BY interaction",
            organization.id, map: { Self.floor($0) })
        return organization
    }

    private static func floor(_ row: borrowing Row) -> InteractionFloor {
        var floor = InteractionFloor()
        floor.interaction = row.string(0)
        floor.level = row.word(1)
        return floor
    }

    private static func organization(_ row: borrowing Row) -> Organization {
        var organization = Organization()
        organization.id = row.string(0)
        organization.name = row.string(1)
        organization.enterprisePermissions = row.bool(2)
        organization.relationshipPolicy = row.word(3)
        organization.suspended = row.bool(4)
        organization.version = row.version(5, of: "the organization `\(organization.id)`")
        organization.minimums = PackedSettings.minimums(row.bytes(6))
        organization.sharingPolicies = PackedSettings.sharing(row.bytes(7))
        organization.syncedMode = row.word(8)
        organization.mailBodies = row.bool(9)
        organization.privateMeetings = row.bool(10)
        organization.privacyResets = row.int64(
            11, within: 0...Row.counterMaximum,
            "the number of privacy resets of the organization `\(organization.id)`")
        return organization
    }
}
