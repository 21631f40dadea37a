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
    package func after(_ key: String) -> String { PageToken.hex(check(key) + Array(key.utf8)) }

    /// The key a token goes on after; nil for an empty token, which begins the list.
    ///
    /// - Throws: `invalid-argument` for a token of another list, or none at all.
    package func key(in token: String) throws(Failure) -> String? {
        if token.isEmpty { return nil }
        guard let bytes = PageToken.bytes(token), bytes.count > PageToken.checkByteCount,
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

    private static let digits = Array("0123456789abcdef".utf8)

    private static func hex(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func bytes(_ token: String) -> [UInt8]? {
        guard token.utf8.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for digit in token.utf8 {
            guard let value = digits.firstIndex(of: digit).map(UInt8.init) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }
}
