// What a question about content has to look like. Ids in it need not be well formed: one that is not is an id
// that nobody has.

import EntenteProtocol

extension ContentItem {
    /// Checks the form of an item, whatever its type looks at.
    ///
    /// - Parameter field: what the item is called in the request.
    /// - Throws: `invalid-argument` naming the part.
    package func checkForm(_ field: String) throws(Failure) {
        try Fields.checkGiven(contentType, "\(field).contentType")
        try Fields.checkGiven(ifPresent: sharing, "\(field).sharing")
        try Fields.checkCount(participants.count, "\(field).participants", most: Limits.batchCount)
        try Fields.checkCount(users.count, "\(field).users", most: Limits.batchCount)
        try Fields.checkCount(teams.count, "\(field).teams", most: Limits.batchCount)
        try Fields.checkCount(grants.count, "\(field).grants", most: Limits.batchCount)
        for (index, grant) in grants.enumerated() { try grant.checkForm("\(field).grants[\(index)]") }
    }
}

extension ContentGrant {
    fileprivate func checkForm(_ field: String) throws(Failure) {
        guard (user == nil) != (team == nil) else {
            throw .invalidArgument("field `\(field)`: give either `user` or `team`")
        }
        try Fields.checkGiven(role, "\(field).role")
    }
}

extension ResolveSharingRequest {
    /// Checks the form of everything but the author.
    ///
    /// - Throws: `invalid-argument` naming the field.
    package func checkForm() throws(Failure) {
        guard OrganizationSettings.sharedTypes.contains(contentType) else {
            let words = OrganizationSettings.sharedTypes.map { "`\($0.name)`" }.joined(separator: ", ")
            let given = contentType.isSynced ? "`\(contentType.name)` is not shared by anybody; " : ""
            throw .invalidArgument("field `contentType`: \(given)say one of \(words)")
        }
        try Fields.checkGiven(origin, "origin")
        try Fields.checkGiven(ifPresent: option, "option")
        try Fields.checkGiven(ifPresent: earlier, "earlier")
        try Fields.checkCount(users.count, "users", most: Limits.batchCount)
        try Fields.checkCount(teams.count, "teams", most: Limits.batchCount)
    }
}

extension Fields {
    /// A word of a closed vocabulary that a request may leave out.
    ///
    /// - Throws: `invalid-argument` where it is there but not known.
    package static func checkGiven<Word: WireEnum>(ifPresent word: Word?, _ field: String) throws(Failure) {
        if let word { try checkGiven(word, field) }
    }
}
