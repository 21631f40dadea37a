// Who finds whom, stated as plainly as can be: everybody is looked at, and asked every question there is.

import EntenteProtocol

/// Somebody who was found.
struct NaiveFind: Equatable {
    var id: String
    var email: String?
}

extension NaiveWorld {
    /// Everybody a viewer finds, by name without case, then by id.
    func discover(_ viewer: String, _ prefix: String, now: Int64) -> [NaiveFind] {
        guard let viewer = users[viewer], !viewer.deactivated, !isSuspended(viewer.organization) else {
            return []
        }
        return users.values.filter { finds(viewer, $0, prefix, now) }
            .sorted { (bytes($0.displayName), exact($0.id)) < (bytes($1.displayName), exact($1.id)) }
            .map { NaiveFind(id: $0.id, email: reads($0, viewer) ? text($0.email) : nil) }
    }

    private func finds(_ viewer: User, _ user: User, _ prefix: String, _ now: Int64) -> Bool {
        if user.id == viewer.id || user.deactivated || isSuspended(user.organization) { return false }
        guard user.organization == viewer.organization || arePartners(user, viewer, now) else { return false }
        if level(owner: user, viewer: viewer) == .blocked { return false }
        if bytes(user.displayName).starts(with: bytes(prefix)) { return true }
        return reads(user, viewer) && bytes(user.email).starts(with: bytes(prefix))
    }

    /// Whether a viewer may read somebody's address.
    private func reads(_ user: User, _ viewer: User) -> Bool {
        let told = organizations[user.organization]?.minimums.first { $0.right == "contact.read-email" }
        return user.organization == viewer.organization
            && level(owner: user, viewer: viewer) >= told?.level ?? .employee
    }

    private func arePartners(_ one: User, _ other: User, _ now: Int64) -> Bool {
        partnerships[[one.organization, other.organization]].map { isInForce($0, now) } ?? false
    }

    /// What is too long to be a name or an address is none.
    private func text(_ text: String) -> String { text.utf8.count > 255 ? "" : text }

    private func exact(_ id: String) -> ComparableBytes { ComparableBytes(bytes: Array(id.utf8)) }

    private func bytes(_ text: String) -> ComparableBytes {
        ComparableBytes(bytes: Array(self.text(text).lowercased().utf8))
    }
}

/// Bytes in the order of a dictionary.
private struct ComparableBytes: Comparable {
    var bytes: [UInt8]

    static func < (one: Self, other: Self) -> Bool { one.bytes.lexicographicallyPrecedes(other.bytes) }

    func starts(with prefix: Self) -> Bool { bytes.starts(with: prefix.bytes) }
}
