// What administrators should know. A notification is made with the event it tells of and stays until it is
// acknowledged, and after that for whoever asks for those too.

import EntenteProtocol
import Rules
import SQLiteStore
import Service
import Source

extension PartnershipCalls {
    func offerNotifications() {
        source.query(ListNotificationsRequest.self) { [unowned self] request, context in
            try list(request, context)
        }
        source.command(AcknowledgeNotificationRequest.self) { [unowned self] request, turn in
            try acknowledge(request, turn)
        }
    }

    private func list(
        _ request: ListNotificationsRequest, _ context: RequestContext
    ) throws -> ListNotificationsResponse {
        try context.token.requireCovering(request.organization)
        try Fields.checkID(request.organization, "organization")
        let size = try Fields.pageSize(request.pageSize)
        let token = PageToken(method: context.method, scope: request.organization)
        let after = try token.number(in: request.pageToken) ?? 0
        try requireOrganization(request.organization)
        let page = try gather(size, after: after, key: \.number) { (number, limit) throws(DatabaseProblem) in
            try store.notifications(
                of: request.organization, includeAcknowledged: request.includeAcknowledged, after: number,
                limit: limit)
        }
        return .with {
            $0.items = page.things.map(\.notification)
            $0.nextPageToken = page.next(token) { "\($0.number)" }
        }
    }

    /// Marks a notification as seen; one that was seen before stays so.
    private func acknowledge(
        _ request: AcknowledgeNotificationRequest, _ turn: CommandTurn
    ) throws -> NotificationReply {
        try Fields.checkID(request.id, "id")
        try directory.requireReady()
        guard var notification = try store.notification(request.id) else {
            throw Failure.notFound("field `id`: there is no notification \(quoted(request.id))")
        }
        try turn.context.token.requireCovering(notification.organization)
        let named = request.actor.isEmpty ? notification.organization : ""
        let acting = try acting(request.actor, for: named, turn.context)
        guard acting.organization == notification.organization else {
            throw Failure.permissionDenied(
                "notification \(quoted(request.id)) is for another organization than actor \(quoted(request.actor))'s"
            )
        }
        try require(.partnershipManage, of: acting)
        try requireInService(acting)
        guard !notification.acknowledged else { return .with { $0.notification = notification } }
        let before = notification
        try store.acknowledge(notification.id)
        notification.acknowledged = true
        turn.note(in: notification.organization, about: notification.id, from: before, to: notification)
        return .with { $0.notification = notification }
    }
}
