// What commands with a request key were answered, so that a caller who lost the answer may ask again and the
// command is done once. The entry is written in the command's transaction: it stands exactly when the command
// does. Only successes are kept; a refusal may be tried again.

import EntenteProtocol

/// Which request a repeat is a repeat of.
package struct RequestIdentity: Hashable, Sendable {
    /// The name of the access token it came with.
    package let token: String
    /// The user it was made in the name of; empty for the operator.
    package let actor: String
    /// The number of the method.
    package let method: UInt16
    /// The key the caller chose.
    package let requestKey: String

    /// The request with `requestKey` of `actor`, under `token`, to `method`.
    package init(token: String, actor: String, method: UInt16, requestKey: String) {
        self.token = token
        self.actor = actor
        self.method = method
        self.requestKey = requestKey
    }
}

/// What tells a repeated request from another one under the same key.
package struct RequestDigest: Hashable, Sendable {
    let hash: UInt64
    let byteCount: Int

    /// The digest of a request's encoding: everything that decides what the command does, and nothing that
    /// may differ in an honest repeat (`atLeast`, say).
    package init(of request: [UInt8]) {
        hash = ChainDigest.of(request)
        byteCount = request.count
    }
}

/// The answers to commands that carried a request key; belongs to the database's thread.
package struct RequestJournal {
    /// What the journal knows of a request.
    package enum Memory: Equatable, Sendable {
        /// Never seen, or too long ago.
        case unknown
        /// Done before, with this answer.
        case answered([UInt8])
        /// The key was used for another content.
        case differs
    }

    /// The table of the journal, for a store's first migration.
    package static let schema = """
        CREATE TABLE requests (
            token TEXT NOT NULL,
            actor TEXT NOT NULL,
            method INTEGER NOT NULL,
            request_key TEXT NOT NULL,
            digest INTEGER NOT NULL,
            byte_count INTEGER NOT NULL,
            at INTEGER NOT NULL,
            response BLOB NOT NULL,
            PRIMARY KEY (token, actor, method, request_key)
        ) STRICT;
        CREATE INDEX requests_by_age ON requests (at);
        """

    private let database: Database

    /// The journal in `database`, whose table exists.
    package init(in database: Database) { self.database = database }

    /// What is known of a request, counting only answers given at `since` (milliseconds since 1970) or later.
    package func find(
        _ identity: RequestIdentity, digest: RequestDigest, since: Int64
    ) throws(DatabaseProblem) -> Memory {
        let memory = try database.queryOne(
            """
            SELECT digest, byte_count, response FROM requests
            WHERE token = ? AND actor = ? AND method = ? AND request_key = ? AND at >= ?
            """, identity.token, identity.actor, Int(identity.method), identity.requestKey, since
        ) { row -> Memory in
            let isSame = row.uint64(0) == digest.hash && row.int(1) == digest.byteCount
            return isSame ? .answered(row.bytes(2)) : .differs
        }
        return memory ?? .unknown
    }

    /// Keeps the answer to a request that was done at `at`, in milliseconds since 1970; in its command.
    package func store(
        _ identity: RequestIdentity, digest: RequestDigest, response: [UInt8], at: Int64
    ) throws(DatabaseProblem) {
        try database.run(
            """
            INSERT OR REPLACE INTO requests
            (token, actor, method, request_key, digest, byte_count, at, response)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, identity.token, identity.actor, Int(identity.method), identity.requestKey, digest.hash,
            digest.byteCount, at, response)
    }

    /// Forgets at most `rowCountMaximum` answers given before `before`, in milliseconds since 1970, oldest
    /// first.
    ///
    /// - Returns: how many were forgotten.
    @discardableResult
    package func expire(before: Int64, atMost rowCountMaximum: Int) throws(DatabaseProblem) -> Int {
        try database.run(
            """
            DELETE FROM requests WHERE rowid IN (SELECT rowid FROM requests WHERE at < ? ORDER BY at LIMIT ?)
            """, before, rowCountMaximum)
    }
}
