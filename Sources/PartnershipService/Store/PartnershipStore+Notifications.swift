import EntenteProtocol
import SQLiteStore

/// A notification with its number, by which an organization's are listed: oldest first.
struct StoredNotification: Equatable {
    let number: Int64
    var notification: Notification
}

extension PartnershipStore {
    private static let notificationColumns =
        "number, id, organization, partnership, partner, action, needs_attention, at, acknowledged"

    /// Adds a notification, whose id must be free.
    func insert(_ notification: Notification) throws(DatabaseProblem) {
        try database.run(
            """
            INSERT INTO notifications (id, organization, partnership, partner, action, needs_attention, at, acknowledged)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, notification.id, notification.organization, notification.partnership, notification.partner,
            Int(notification.action.rawValue), notification.needsAttention, notification.at,
            notification.acknowledged)
    }

    /// The notification with this id, or nil.
    func notification(_ id: String) throws(DatabaseProblem) -> Notification? {
        try database.queryOne(
            "SELECT \(Self.notificationColumns) FROM notifications WHERE id = ?", id,
            map: Self.readNotification
        )?.notification
    }

    /// Marks a notification as seen.
    func acknowledge(_ id: String) throws(DatabaseProblem) {
        try database.run("UPDATE notifications SET acknowledged = 1 WHERE id = ?", id)
    }

    /// What an organization was told after the notification numbered `number`, oldest first, at most `limit`.
    func notifications(
        of organization: String, includeAcknowledged: Bool, after number: Int64, limit: Int
    ) throws(DatabaseProblem) -> [StoredNotification] {
        try database.rows(
            """
            SELECT \(Self.notificationColumns) FROM notifications
            WHERE organization = ? AND number > ? \(includeAcknowledged ? "" : "AND acknowledged = 0")
            ORDER BY number LIMIT ?
            """, organization, number, limit, map: Self.readNotification)
    }

    private static func readNotification(_ row: borrowing Row) throws(DatabaseProblem) -> StoredNotification {
        var notification = Notification()
        notification.id = row.string(1)
        notification.organization = row.string(2)
        notification.partnership = row.string(3)
        notification.partner = row.string(4)
        notification.action = try row.word(5)
        notification.needsAttention = row.bool(6)
        notification.at = row.int64(7)
        notification.acknowledged = row.bool(8)
        return StoredNotification(number: row.int64(0), notification: notification)
    }
}
