// What is kept beside a thing to find it by is told by no event, for it follows from the thing. Whoever
// changes it by hand lets an address lead to somebody else.

import Rules
import SQLiteStore

extension DirectoryService {
    /// Goes over what the tables of `database` keep beside things, and tells what does not follow from them,
    /// as sentences without their ends.
    package static func visitMisfits(
        in database: Database, _ visit: (String) -> Void
    ) throws(DatabaseProblem) {
        try database.query("SELECT id, email, email_folded FROM users ORDER BY id") { row in
            guard EmailAddress.folded(row.string(1)) != row.string(2) else { return }
            visit("the user `\(row.string(0))` is found by another address than theirs")
        }
        try database.query("SELECT id FROM users WHERE rowid < 1") { row in
            visit("the user `\(row.string(0))` stands where no command puts anybody")
        }
        try database.query("SELECT organization, domain, folded FROM organization_domains") { row in
            guard EmailAddress.folded(row.string(1)) != row.string(2) else { return }
            visit("the organization `\(row.string(0))` is found by another domain than `\(row.string(1))`")
        }
    }
}
