// What can go wrong between the service and its file, as cases a caller would act on differently. Values that
// do not match a statement's places are bugs and stop the program; nothing that a file holds does.

/// Why the database did not do what it was asked.
package enum DatabaseProblem: Error, Equatable {
    /// The file, or one beside it, cannot be opened or created.
    case cannotOpen(path: String, reason: String)
    /// Another service holds this database; a source owns its file alone.
    case inUse(path: String, process: Int32?)
    /// The file is there, but it is not an SQLite database.
    case notADatabase(path: String)
    /// An SQLite database, but of another program or another service.
    case otherDatabase(path: String)
    /// A newer program has written this database; this one does not know its tables.
    case newerVersion(path: String, found: Int, known: Int)
    /// The file or the connection may only be read.
    case readOnly(path: String)
    /// The rows would break a rule the tables are declared with.
    case constraint(ConstraintKind, message: String)
    /// The disk, or the size the database is allowed, is used up.
    case full
    /// The disk or the file system failed.
    case inputOutput(message: String)
    /// The disk failed while a turn was committed: it does not stand, and may after the next start.
    case undecided(message: String)
    /// Another connection held the lock for longer than the busy timeout.
    case busy
    /// The file's contents contradict themselves.
    case corrupt(message: String)
    /// A restore into this database was not finished; `advice` says what to do.
    case unfinishedRestore(path: String, advice: String)
    /// The whole transaction of this turn was rolled back: nothing of the turn stands.
    case turnLost
    /// Anything else SQLite reports.
    case other(code: Int32, message: String)
}

/// Which rule of a table a row would break.
package enum ConstraintKind: Equatable, Sendable {
    /// A `UNIQUE` index or a primary key has the value already.
    case unique
    /// A row refers to one that does not exist, or is referred to.
    case foreignKey
    /// A value is missing.
    case notNull
    /// A `CHECK` does not hold.
    case check
    /// A `STRICT` table got a value of another type.
    case type
    /// A trigger, a virtual table or an extension refused.
    case other
}

extension DatabaseProblem: CustomStringConvertible {
    /// What happened and, where an operator can do something, what.
    package var description: String {
        switch self {
        case .cannotOpen(let path, let reason):
            "cannot open the database `\(path)`: \(reason); "
                + "its folder must exist and be writable for this user"
        case .inUse(let path, let process):
            "the database `\(path)` is in use by \(process.map { "process \($0)" } ?? "another process"); "
                + "stop that one first or give this one a folder of its own"
        case .notADatabase(let path):
            "`\(path)` is not an SQLite database; move it away or choose another path"
        case .otherDatabase(let path):
            "`\(path)` is the database of another program or service; choose another path"
        case .newerVersion(let path, let found, let known):
            "the database `\(path)` has version \(found), this program knows versions up to \(known); "
                + "run the newer program, or restore a backup taken before the upgrade"
        case .readOnly(let path):
            "the database `\(path)` cannot be written; make the file and its folder writable for this user"
        case .constraint(_, let message): message
        case .full: "the disk is full, or the database has reached its size limit"
        case .inputOutput(let message): "the disk failed: \(message)"
        case .undecided(let message): "the disk failed, and whether it is kept is not known: \(message)"
        case .busy: "another program holds the database locked"
        case .corrupt(let message): "the database is damaged: \(message); restore a backup"
        case .unfinishedRestore(let path, let advice):
            "a restore of the database `\(path)` was not finished; \(advice)"
        case .turnLost: "the transaction of this turn was rolled back"
        case .other(let code, let message): "sqlite error \(code): \(message)"
        }
    }
}
