// A location's id counts within its organization, so its key has two parts, and walks compare both.

import EntenteProtocol
import SQLiteStore

extension DirectoryStore {
    private static let columns =
        "organization, id, name, from_same_location, from_other_locations, from_outside, version"

    /// The location `id` of an organization, nil where there is none.
    func location(_ id: String, of organization: String) throws(DatabaseProblem) -> Location? {
        try database.queryOne(
            "SELECT \(Self.columns) FROM locations WHERE organization = ? AND id = ?", organization, id,
            map: { Self.location($0) })
    }

    /// At most `limit` locations of an organization with ids after `id`, in order.
    func locations(
        of organization: String, after id: String, limit: Int
    ) throws(DatabaseProblem) -> [Location] {
        try database.rows(
            "SELECT \(Self.columns) FROM locations WHERE organization = ? AND id > ? ORDER BY id LIMIT ?",
            organization, id, limit, map: { Self.location($0) })
    }

    /// At most `limit` locations after `key`, in order.
    func locations(after key: LocationKey, limit: Int) throws(DatabaseProblem) -> [Location] {
        try database.rows(
            """
            SELECT \(Self.columns) FROM locations WHERE (organization, id) > (?, ?)
            ORDER BY organization, id LIMIT ?
            """, key.organization, key.id, limit, map: { Self.location($0) })
    }

    /// Whether anybody, deactivated or not, is in a location.
    func isInUse(_ location: Location) throws(DatabaseProblem) -> Bool {
        try database.queryOne(
            "SELECT 1 FROM users WHERE organization = ? AND location = ? LIMIT 1", location.organization,
            location.id, map: { $0.bool(0) }) ?? false
    }

    /// Adds a location.
    func insert(_ location: Location) throws(DatabaseProblem) {
        try database.run(
            "INSERT INTO locations (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?)", location.organization,
            location.id, location.name, location.fromSameLocation.stored,
            location.fromOtherLocations.stored, location.fromOutside.stored, location.version)
    }

    /// Replaces what is kept of a location.
    func update(_ location: Location) throws(DatabaseProblem) {
        try database.run(
            """
            UPDATE locations SET name = ?, from_same_location = ?, from_other_locations = ?,
            from_outside = ?, version = ? WHERE organization = ? AND id = ?
            """, location.name, location.fromSameLocation.stored, location.fromOtherLocations.stored,
            location.fromOutside.stored, location.version, location.organization, location.id)
    }

    /// Removes a location nobody is in.
    func delete(_ location: Location) throws(DatabaseProblem) {
        try database.run(
            "DELETE FROM locations WHERE organization = ? AND id = ?", location.organization, location.id)
    }

    private static func location(_ row: borrowing Row) -> Location {
        var location = Location()
        location.organization = row.string(0)
        location.id = row.string(1)
        location.name = row.string(2)
        location.fromSameLocation = row.word(3)
        location.fromOtherLocations = row.word(4)
        location.fromOutside = row.word(5)
        location.version = row.version(
            6, of: "the location `\(location.id)` of `\(location.organization)`")
        return location
    }
}
