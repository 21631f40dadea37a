// Who may call what: named tokens from a secrets file. A token is a shared secret, so it is compared in
// constant time, never logged, and known to the rest of the service only by its name.

import EntenteProtocol

/// One bearer of rights, by name; the secret itself stays in ``AccessTokens``.
package struct AccessToken: Sendable, Equatable {
    /// The name operators gave it; appears in logs and events.
    package let name: String
    /// What it lets its bearer call.
    package let scopes: ScopeSet
    /// The one organization it sees and acts for, or nil for all.
    package let organization: String?

    /// A token as read from the file.
    package init(name: String, scopes: ScopeSet, organization: String?) {
        self.name = name
        self.scopes = scopes
        self.organization = organization
    }

    /// Whether it sees and acts for `organization`.
    package func covers(_ organization: String) -> Bool {
        self.organization == nil || self.organization == organization
    }

    /// Refuses what belongs to another organization than the one the token is bound to, without saying to
    /// which: its bearer sees that one only.
    package func requireCovering(_ organization: String) throws(Failure) {
        guard covers(organization) else {
            throw .permissionDenied(
                "access token `\(name)` is bound to organization `\(self.organization ?? "")`, "
                    + "and this is another's")
        }
    }
}

extension AccessToken {
    /// Refuses a token that is bound to an organization what concerns all of them.
    ///
    /// - Throws: `permission-denied`.
    package func requireUnbound() throws(Failure) {
        guard let organization else { return }
        throw .permissionDenied(
            "access token `\(name)` is bound to organization `\(organization)`, and this concerns them all")
    }
}

/// A set of scopes in one word.
package struct ScopeSet: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The set of `scopes`.
    package init(_ scopes: some Sequence<Scope>) {
        rawValue = scopes.reduce(0) { $0 | (1 << UInt8($1.rawValue)) }
    }

    /// Whether `scope` is in it.
    package func contains(_ scope: Scope) -> Bool { contains(ScopeSet(CollectionOfOne(scope))) }

    /// Every scope there is.
    package static let all = ScopeSet(Scope.allCases.filter { $0 != .unspecified })
}

/// What is wrong with a secrets file.
package struct AccessTokensProblem: Error, Equatable {
    /// Where and what; names the line, never a secret.
    package let message: String
}

/// Every token of a secrets file.
///
/// One token a line: `NAME SCOPES ORGANIZATION SECRET`, separated by blanks; scopes by commas (or `all`), `-`
/// for no organization, `#` begins a comment.
package struct AccessTokens: Sendable {
    private var entries: [(secret: [UInt8], token: AccessToken)] = []

    /// No token: nobody gets in.
    package init() {}

    /// The tokens that `text` lists.
    package init(parsing text: String) throws(AccessTokensProblem) {
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated()
        {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
            if words.isEmpty { continue }
            try add(words, line: index + 1)
        }
        guard !entries.isEmpty else {
            throw AccessTokensProblem(
                message: "no token in it: write `NAME SCOPES ORGANIZATION SECRET`, one a line")
        }
    }

    private mutating func add(_ words: [String], line: Int) throws(AccessTokensProblem) {
        guard words.count == 4 else {
            throw AccessTokensProblem(
                message:
                    "line \(line) has \(words.count) words, not the four of `NAME SCOPES ORGANIZATION SECRET`"
            )
        }
        guard words[3].utf8.count >= AccessTokens.secretByteMinimum else {
            throw AccessTokensProblem(
                message:
                    "line \(line): the secret is shorter than \(AccessTokens.secretByteMinimum) characters")
        }
        guard !entries.contains(where: { $0.token.name == words[0] }) else {
            throw AccessTokensProblem(
                message: "line \(line): the name `\(words[0])` is taken by an earlier line")
        }
        guard !entries.contains(where: { $0.secret == Array(words[3].utf8) }) else {
            throw AccessTokensProblem(
                message: "line \(line): the secret of `\(words[0])` is an earlier line's too")
        }
        let token = AccessToken(
            name: words[0], scopes: try scopes(words[1], line: line),
            organization: words[2] == "-" ? nil : words[2])
        entries.append((Array(words[3].utf8), token))
    }

    private func scopes(_ list: String, line: Int) throws(AccessTokensProblem) -> ScopeSet {
        if list == "all" { return .all }
        var set: [Scope] = []
        for word in list.split(separator: ",") {
            guard let scope = Scope(name: String(word)), scope != .unspecified else {
                throw AccessTokensProblem(
                    message:
                        "line \(line): `\(word)` is not a scope; use check, read, admin, operate, replicate or all"
                )
            }
            set.append(scope)
        }
        guard !set.isEmpty else { throw AccessTokensProblem(message: "line \(line): no scope is named") }
        return ScopeSet(set)
    }

    /// The shortest secret accepted: 16 characters of base 32 are 80 bits, past guessing over a network.
    package static let secretByteMinimum = 16

    /// The token whose secret is `presented`, or nil.
    ///
    /// Takes the same time wherever a mismatch is.
    package func token(presenting presented: String) -> AccessToken? {
        let bytes = Array(presented.utf8)
        var found: AccessToken?
        for entry in entries where AccessTokens.equal(entry.secret, bytes) { found = entry.token }
        return found
    }

    /// The same tokens in memory of their own.
    ///
    /// Every request counts references to its token's name; were that one piece of memory for all loops,
    /// their threads would wait for one another over it.
    package var separated: AccessTokens {
        var copy = AccessTokens()
        copy.entries = entries.map { secret, token in
            let token = AccessToken(
                name: Self.separate(token.name), scopes: token.scopes,
                organization: token.organization.map(Self.separate))
            return (secret, token)
        }
        return copy
    }

    private static func separate(_ text: String) -> String {
        String(decoding: Array(text.utf8), as: UTF8.self)
    }

    /// Any secret, for a process that asks itself how it is (its health check needs no scope).
    package func anySecret() -> String? { entries.first.map { String(decoding: $0.secret, as: UTF8.self) } }

    private static func equal(_ secret: [UInt8], _ presented: [UInt8]) -> Bool {
        var difference = UInt8(truncatingIfNeeded: secret.count ^ presented.count)
        if secret.count != presented.count { difference |= 1 }
        for index in secret.indices {
            difference |= secret[index] ^ (presented.isEmpty ? 0xFF : presented[index % presented.count])
        }
        return difference == 0
    }
}
