import SQLiteStore
import Testing

@Suite("The journal of requests")
struct RequestJournalTests {
    let database: Database
    let journal: RequestJournal
    let identity = RequestIdentity(token: "backend", actor: "ada", method: 7, requestKey: "k1")
    let request = RequestDigest(of: [1, 2, 3])

    init() throws {
        database = try Database(path: ":memory:")
        try database.execute(script: RequestJournal.schema)
        journal = RequestJournal(in: database)
    }

    @Test("answers a repeat with the first answer")
    func repeated() throws {
        #expect(try journal.find(identity, digest: request, since: 0) == .unknown)
        try journal.store(identity, digest: request, response: [9, 9], at: 100)
        #expect(try journal.find(identity, digest: request, since: 0) == .answered([9, 9]))
    }

    @Test("sees that the key came with another content")
    func anotherContent() throws {
        try journal.store(identity, digest: request, response: [9], at: 100)
        #expect(try journal.find(identity, digest: RequestDigest(of: [1, 2]), since: 0) == .differs)
    }

    @Test("keeps apart tokens, actors, methods and keys")
    func apart() throws {
        try journal.store(identity, digest: request, response: [9], at: 100)
        let others = [
            RequestIdentity(token: "other", actor: "ada", method: 7, requestKey: "k1"),
            RequestIdentity(token: "backend", actor: "bob", method: 7, requestKey: "k1"),
            RequestIdentity(token: "backend", actor: "ada", method: 8, requestKey: "k1"),
            RequestIdentity(token: "backend", actor: "ada", method: 7, requestKey: "k2"),
        ]
        for other in others { #expect(try journal.find(other, digest: request, since: 0) == .unknown) }
    }

    @Test("does not count answers that are too old, and takes a new one in their place")
    func tooOld() throws {
        try journal.store(identity, digest: request, response: [9], at: 100)
        #expect(try journal.find(identity, digest: request, since: 100) == .answered([9]))
        #expect(try journal.find(identity, digest: request, since: 101) == .unknown)
        let other = RequestDigest(of: [4])
        try journal.store(identity, digest: other, response: [8], at: 200)
        #expect(try journal.find(identity, digest: other, since: 101) == .answered([8]))
    }

    @Test("forgets the oldest first, in bounded pieces")
    func expiry() throws {
        for number in 0..<10 {
            let identity = RequestIdentity(token: "t", actor: "", method: 1, requestKey: "\(number)")
            try journal.store(identity, digest: request, response: [], at: Int64(number))
        }
        #expect(try journal.expire(before: 5, atMost: 3) == 3)
        #expect(try database.integers("SELECT at FROM requests ORDER BY at") == Array(3..<10))
        #expect(try journal.expire(before: 5, atMost: 3) == 2)
        #expect(try journal.expire(before: 5, atMost: 3) == 0)
    }

    @Test("stands exactly when its command does")
    func withItsCommand() throws {
        let turn = TurnTransaction(database)
        try turn.command { () throws(DatabaseProblem) in
            try journal.store(identity, digest: request, response: [9], at: 1)
        }
        turn.rollback()
        #expect(try journal.find(identity, digest: request, since: 0) == .unknown)
    }
}
