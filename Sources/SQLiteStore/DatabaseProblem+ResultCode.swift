// From SQLite's result codes to the cases a caller acts on. The low byte of a code is its family, the rest
// its detail; the detail macros are shifts that Swift does not import, so the few that matter are written out
// here.

import CSQLite

/// A result code of SQLite other than OK, ROW and DONE.
struct ResultCode: Error {
    let code: Int32

    var family: Int32 { code & 0xff }
    var detail: Int32 { code >> 8 }

    /// Which rule a code of the family SQLITE_CONSTRAINT is about.
    var constraint: ConstraintKind {
        switch detail {
        case 1: .check
        case 3: .foreignKey
        case 5: .notNull
        case 6, 8, 10: .unique
        case 12: .type
        default: .other
        }
    }
}

extension DatabaseProblem {
    /// The problem that `code` with SQLite's own `message` means for the database at `path`.
    init(_ code: ResultCode, message: String, path: String) {
        self =
            switch code.family {
            case SQLITE_CANTOPEN: .cannotOpen(path: path, reason: message)
            case SQLITE_NOTADB: .notADatabase(path: path)
            case SQLITE_READONLY, SQLITE_PERM: .readOnly(path: path)
            case SQLITE_CONSTRAINT: .constraint(code.constraint, message: message)
            case SQLITE_FULL: .full
            case SQLITE_IOERR: .inputOutput(message: "\(message) (\(code.code))")
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_CORRUPT: .corrupt(message: message)
            default: .other(code: code.code, message: message)
            }
    }
}
