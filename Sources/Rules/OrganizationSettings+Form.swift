// The form of what an organization sets. Each check sees the request alone, so that whoever may not set it
// learns what is wrong with it before anything about the organization.

import EntenteProtocol

extension OrganizationSettings {
    /// Checks minimum levels to set: at least one, of rights that are known, each once.
    ///
    /// - Throws: `invalid-argument` naming the field.
    package static func check(_ minimums: [RightMinimum]) throws(Failure) {
        try checkGiven(minimums.count, "minimums")
        var seen: Set<Right> = []
        for (index, minimum) in minimums.enumerated() {
            let place = "minimums[\(index)]"
            guard let right = Right(name: minimum.right) else {
                throw .invalidArgument("field `\(place).right`: there is no right \(quoted(minimum.right))")
            }
            guard seen.insert(right).inserted else {
                throw .invalidArgument("field `\(place).right`: \(quoted(minimum.right)) is named twice")
            }
            try LevelRules.check(minimum.level, "\(place).level", among: LevelRules.all)
        }
    }

    /// Checks floors to set: at least one and no more than the catalog holds, each interaction once.
    ///
    /// Whether there is such an interaction is not asked: the catalog is kept elsewhere, and a floor waits
    /// for it.
    ///
    /// - Throws: `invalid-argument` naming the field.
    package static func check(_ floors: [InteractionFloor]) throws(Failure) {
        try checkGiven(floors.count, "floors")
        try Fields.checkCount(floors.count, "floors", most: InteractionCatalog.interactionLimit)
        var seen: Set<String> = []
        for (index, floor) in floors.enumerated() {
            let place = "floors[\(index)]"
            try Fields.checkInteractionName(floor.interaction, "\(place).interaction")
            guard seen.insert(floor.interaction).inserted else {
                throw .invalidArgument(
                    "field `\(place).interaction`: \(quoted(floor.interaction)) is named twice")
            }
            try LevelRules.check(floor.level, "\(place).level", among: LevelRules.all)
        }
    }

    /// Checks how content of one type is to be shared.
    ///
    /// - Throws: `invalid-argument` naming the field.
    package static func check(_ request: SetSharingPolicyRequest) throws(Failure) {
        try Fields.checkGiven(request.contentType, "contentType")
        guard sharedTypes.contains(request.contentType) else {
            throw .invalidArgument(
                "field `contentType`: how \(quoted(request.contentType.name)) is shown follows from the "
                    + "synced mode; say one of \(words(sharedTypes))")
        }
        try checkGiven(request.offered.count, "offered")
        var seen: Set<SharingOption> = []
        for (index, option) in request.offered.enumerated() {
            try Fields.checkGiven(option, "offered[\(index)]")
            guard seen.insert(option).inserted else {
                throw .invalidArgument("field `offered[\(index)]`: \(quoted(option.name)) is named twice")
            }
        }
        try Fields.checkGiven(request.fallback, "fallback")
        guard fallbacks.contains(request.fallback) else {
            throw .invalidArgument(
                "field `fallback`: \(quoted(request.fallback.name)) needs somebody to name; "
                    + "say one of \(words(fallbacks))")
        }
        if let reach = request.reach { try Fields.checkGiven(reach, "reach") }
    }

    /// What content may get that comes in without an option.
    private static let fallbacks: [SharingOption] = [.everyone, .onlyYou]

    private static func checkGiven(_ count: Int, _ field: String) throws(Failure) {
        guard count > 0 else { throw .invalidArgument("field `\(field)`: must not be empty") }
    }

    private static func words<Word: WireEnum>(_ words: [Word]) -> String {
        words.map { "`\($0.name)`" }.joined(separator: ", ")
    }
}
