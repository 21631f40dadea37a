// A user's address is kept twice: as given, and folded, which is what must be unique and what is looked up.
// Setting everybody of an organization to `hide-all` writes to no user: a privacy that was set before the
// last time reads as that.

import EntenteProtocol
import Rules
import SQLiteStore

extension DirectoryStore {
    private static let stored = """
        id, organization, email, display_name, role, location, vip, assistant, deactivated, version
        """
    private static let columns = """
        \(stored), CASE WHEN privacy_resets < \(resets) THEN \(Privacy.hideAll.stored) ELSE privacy END
        """
    /// How often all personal settings of the user's organization were set to `hide-all`.
    private static let resets =
        "(SELECT o.privacy_resets FROM organizations AS o WHERE o.id = users.organization)"

    /// The user `id`, nil where there is none.
    func user(_ id: String) throws(DatabaseProblem) -> User? {
        try database.queryOne(
            "SELECT \(Self.columns) FROM users WHERE id = ?", id, map: { Self.user($0) })
    }

    /// The user with an e-mail address, whatever its case; nil where there is none.
    func user(email: String) throws(DatabaseProblem) -> User? {
        try database.queryOne(
            "SELECT \(Self.columns) FROM users WHERE email_folded = ?", EmailAddress.folded(email),
            map: { Self.user($0) })
    }

    /// Whether the id of a user is taken.
    func hasUser(_ id: String) throws(DatabaseProblem) -> Bool {
        try database.queryOne("SELECT 1 FROM users WHERE id = ?", id, map: { $0.bool(0) }) ?? false
    }

    /// Who has an e-mail address, whatever its case.
    func holder(ofEmail email: String) throws(DatabaseProblem) -> String? {
        try database.queryOne(
            "SELECT id FROM users WHERE email_folded = ?", EmailAddress.folded(email), map: { $0.string(0) })
    }

    /// The organization of the user `id`, nil where there is no such user.
    func organization(ofUser id: String) throws(DatabaseProblem) -> String? {
        try database.queryOne("SELECT organization FROM users WHERE id = ?", id, map: { $0.string(0) })
    }

    /// At most `limit` users of an organization with ids after `id`, in order.
    func users(of organization: String, after id: String, limit: Int) throws(DatabaseProblem) -> [User] {
        try database.rows(
            "SELECT \(Self.columns) FROM users WHERE organization = ? AND id > ? ORDER BY id LIMIT ?",
            organization, id, limit, map: { Self.user($0) })
    }

    /// At most `limit` users whose places in the table come after `place`, in that order.
    ///
    /// For walks over all of them: in the order of ids each would be a page of the file read from somewhere
    /// else. A place is somebody's for as long as the read transaction lasts.
    func users(afterPlace place: Int64, limit: Int) throws(DatabaseProblem) -> [PlacedUser] {
        try database.rows(
            "SELECT \(Self.columns), rowid FROM users WHERE rowid > ? ORDER BY rowid LIMIT ?", place, limit,
            map: { PlacedUser(user: Self.user($0), place: $0.int64(11)) })
    }

    /// Adds a user.
    func insert(_ user: User) throws(DatabaseProblem) {
        try database.run(
            """
            INSERT INTO users (\(Self.stored), privacy, email_folded, privacy_resets)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
            (SELECT privacy_resets FROM organizations WHERE id = ?))
            """, user.id, user.organization, user.email, user.displayName, user.role.stored, user.location,
            user.vip, user.assistant, user.deactivated, user.version, user.privacy.stored,
            EmailAddress.folded(user.email), user.organization)
    }

    /// Replaces what is kept of a user.
    func update(_ user: User) throws(DatabaseProblem) {
        try database.run(
            """
            UPDATE users SET email = ?, email_folded = ?, display_name = ?, role = ?, location = ?, vip = ?,
            assistant = ?, deactivated = ?, privacy = ?, privacy_resets = \(Self.resets), version = ?
            WHERE id = ?
            """, user.email, EmailAddress.folded(user.email), user.displayName, user.role.stored,
            user.location, user.vip, user.assistant, user.deactivated, user.privacy.stored, user.version,
            user.id)
    }

    private static func user(_ row: borrowing Row) -> User {
        var user = User()
        user.id = row.string(0)
        user.organization = row.string(1)
        user.email = row.string(2)
        user.displayName = row.string(3)
        user.role = row.word(4)
        user.location = row.string(5)
        user.vip = row.bool(6)
        user.assistant = row.bool(7)
        user.deactivated = row.bool(8)
        user.version = row.version(9, of: "the user `\(user.id)`")
        user.privacy = row.word(10)
        return user
    }
}

/// A user, and where in the table they are.
struct PlacedUser {
    let user: User
    let place: Int64
}
