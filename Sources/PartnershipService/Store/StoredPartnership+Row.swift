// How a partnership becomes a row and a row a partnership: the only place that knows the order of the
// columns.

import EntenteProtocol
import Rules
import SQLiteStore

extension StoredPartnership {
    /// What a command may change.
    static let changingColumns = """
        state, version, forward, backward, terms_expire_at, open_kind, open_by, open_forward, open_backward, \
        open_note, open_expires_at, open_terms_expire_at, due_at, nonce, updated_at
        """

    /// The columns that ``read(_:)`` expects.
    static let columns = "id, low, high, proposer, created_at, " + changingColumns

    /// The values of ``changingColumns``.
    var changingValues: [any SQLBindable] {
        let open = life.open
        let values: [any SQLBindable] = [
            Int(life.state.rawValue), life.version, life.terms?.forward.word, life.terms?.backward.word,
            life.termsExpireAt,
        ]
        let openValues: [any SQLBindable] = [
            open.map { Int($0.kind.rawValue) }, open.map { life.organization($0.by) },
            open?.terms?.forward.word,
            open?.terms?.backward.word, open?.note, open?.expiresAt, open?.termsExpireAt,
        ]
        return values + openValues + [life.dueAt, nonce, updatedAt]
    }

    /// Reads a row of ``columns``.
    static func read(_ row: borrowing Row) throws(DatabaseProblem) -> StoredPartnership {
        let (id, first) = (row.string(0), row.string(3))
        let second = first == row.string(1) ? row.string(2) : row.string(1)
        let life = PartnershipLife(
            first: first, second: second, state: try row.word(5),
            version: row.version(6, of: "the partnership `\(id)`"),
            terms: row.terms(forward: 7, backward: 8), termsExpireAt: row.optionalInt64(9),
            open: try readOpen(row, first: first))
        return StoredPartnership(
            id: id, life: life, nonce: row.uint64(18), createdAt: row.int64(4),
            updatedAt: row.int64(19))
    }

    private static func readOpen(
        _ row: borrowing Row, first: String
    ) throws(DatabaseProblem) -> PartnershipLife.Open? {
        if row.isNull(10) { return nil }
        return PartnershipLife.Open(
            kind: try row.word(10), by: row.string(11) == first ? .first : .second,
            terms: row.terms(forward: 12, backward: 13), note: row.string(14), expiresAt: row.int64(15),
            termsExpireAt: row.optionalInt64(16))
    }
}

extension Row {
    /// The word of a closed vocabulary in column `column`.
    ///
    /// - Throws: `.corrupt` where the number means nothing.
    func word<Word: WireEnum>(_ column: Int) throws(DatabaseProblem) -> Word {
        let number = int64(column)
        guard let word = Int32(exactly: number).flatMap(Word.init(rawValue:)) else {
            throw .corrupt(message: "\(number) is no \(Word.self)")
        }
        return word
    }

    /// The terms packed in two columns; nil where there are none.
    func terms(forward: Int, backward: Int) -> AgreedTerms? {
        guard let forward = optionalUInt64(forward), let backward = optionalUInt64(backward) else {
            return nil
        }
        return AgreedTerms(forward: Terms(word: forward), backward: Terms(word: backward))
    }
}
