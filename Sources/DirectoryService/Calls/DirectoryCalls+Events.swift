// What was done to the directory, for those who may read it; a token of one organization reads that one's.

import EntenteProtocol
import Rules
import SQLiteStore
import Service
import Source

extension DirectoryCalls {
    func offerEventCalls(on source: Source) {
        source.query(ListEventsRequest.self) { try listEvents($0, $1) }
    }

    private func listEvents(_ request: ListEventsRequest, _ context: RequestContext) throws
        -> ListEventsResponse
    {
        let size = try Fields.pageSize(request.pageSize)
        guard request.after >= 0 else {
            throw Failure.invalidArgument("field `after`: \(request.after) is below 0")
        }
        if let organization = request.organization { try Fields.checkID(organization, "organization") }
        // A token bound to an organization asks for that one's, whether it says so or not.
        let wanted = request.organization ?? context.token.organization
        let token = PageToken(method: context.method, scope: wanted ?? "")
        let start = try start(of: request, token)
        if let wanted { _ = try organization(wanted, "organization", for: context.token) }
        let page = try gather(size, after: start, key: \.sequence) {
            (sequence, limit) throws(DatabaseProblem) in
            try store.events(of: wanted, after: sequence, limit: limit)
        }
        return .with {
            $0.items = page.things
            $0.nextPageToken = page.next(token) { "\($0.sequence)" }
        }
    }

    /// A page token goes on where it was made, which is after `after`.
    private func start(of request: ListEventsRequest, _ token: PageToken) throws(Failure) -> Int64 {
        max(request.after, try token.number(in: request.pageToken) ?? 0)
    }
}
