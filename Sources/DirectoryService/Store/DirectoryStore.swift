// The directory's SQL, and nothing else: what may be done is decided by the handlers. Kept narrow and
// portable, so that another engine can take SQLite's place behind it. Lists are walked by key, never by
// offset: a page costs the same wherever it is, and a thing made meanwhile moves no other.

import EntenteProtocol
import SQLiteStore

/// Reads and writes the directory's tables; belongs to the database's thread.
struct DirectoryStore {
    let database: Database

    /// The tables in `database`, which are there.
    init(_ database: Database) { self.database = database }
}

extension Row {
    /// The word whose number is in column `column`.
    func word<Word: WireEnum>(_ column: Int) -> Word {
        Word(rawValue: Int32(truncatingIfNeeded: int64(column))) ?? .unspecified
    }
}

extension WireEnum {
    /// The number a word is stored as.
    var stored: Int { Int(rawValue) }
}
