// Every question about every pair of people.

import EntenteProtocol

extension CheckItem {
    /// The question of a check alone.
    package init(_ request: CheckRequest) {
        self.init()
        actor = request.actor
        action = request.action
        target = request.target
        callContext = request.callContext
    }

    /// Each of `actions` for every pair of people, and for one nobody knows.
    package static func all(in actions: [String]) -> [CheckItem] {
        let people = HistoryAuthor.people + ["nobody"]
        return people.flatMap { actor in
            people.flatMap { target in
                actions.map { action in
                    .with {
                        $0.actor = actor
                        $0.action = action
                        $0.target = target
                    }
                }
            }
        }
    }
}

extension CheckRequest {
    /// The check of a question alone.
    package init(_ item: CheckItem) {
        self.init()
        actor = item.actor
        action = item.action
        target = item.target
        callContext = item.callContext
    }
}
