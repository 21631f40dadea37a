// Where a list goes on. A token is the key of the last thing that was shown, with a check over the list it
// belongs to, so that a token of another list, or one typed by hand, is refused instead of skipping things
// silently. It holds nothing its reader has not seen, so it needs no secret.

import EntenteProtocol
import SQLiteStore

/// The list a page token belongs to.
package struct PageToken {
    /// The call that lists.
    private let method: Method
    /// What narrows the list: an organization, a partnership, or empty.
    private let scope: String

    /// The tokens of the list that `method` answers within `scope`.
    package init(method: Method, scope: String) {
        self.method = method
        self.scope = scope
    }

    /// The token with which the list goes on after `key`.
    package func after(_ key: String) -> String { (check(key) + Array(key.utf8)).hexadecimal }

    /// The key a token goes on after; nil for an empty token, which begins the list.
    ///
    /// - Throws: `invalid-argument` for a token of another list, or none at all.
    package func key(in token: String) throws(Failure) -> String? {
        if token.isEmpty { return nil }
        guard let bytes = [UInt8](hexadecimal: token), bytes.hexadecimal == token,
            bytes.count > PageToken.checkByteCount,
            let key = String(validating: bytes.dropFirst(PageToken.checkByteCount), as: UTF8.self),
            check(key) == Array(bytes.prefix(PageToken.checkByteCount))
        else {
            throw .invalidArgument(
                "field `pageToken`: not a token that this `\(method.name)` answered; begin without one")
        }
        return key
    }

    /// The number a token goes on after; nil for an empty token, which begins the list.
    ///
    /// - Throws: `invalid-argument` for a token of another list, or none at all.
    package func number(in token: String) throws(Failure) -> Int64? {
        try key(in: token).flatMap { Int64($0) }
    }

    private static let checkByteCount = 4

    private func check(_ key: String) -> [UInt8] {
        let digest = ChainDigest.of(Array("\(method.rawValue) \(scope) \(key)".utf8))
        let folded = UInt32(truncatingIfNeeded: digest ^ (digest >> 32))
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: folded >> $0) }
    }
}
