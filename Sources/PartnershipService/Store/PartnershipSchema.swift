// The tables of the partnership service. Words of the wire are stored by their numbers, which never change;
// packed terms as the integer of the same 64 bits. What a table can refuse by itself it does: one live
// partnership a pair, sides that differ, an open request with everything it needs or none at all.

import EntenteProtocol
import Rules
import SQLiteStore

/// The steps that made the tables what they are; the list only ever grows.
enum PartnershipSchema {
    /// Says whose database a file is: "Epar" in ASCII.
    static let application: Int32 = 0x4570_6172

    static var migrations: [Migration] {
        [
            Migration(sql: ChangeLog.schema),
            Migration(sql: RequestJournal.schema),
            Migration(sql: tables),
            Migration { (database: Database) throws(DatabaseProblem) in try seedInteractions(database) },
            Migration { (database: Database) throws(DatabaseProblem) in
                try database.execute(script: EventLog.schema)
                try EventLog.begin(in: database, subject: "partnership")
            },
            Migration { (database: Database) throws(DatabaseProblem) in try tellOfEverything(in: database) },
        ]
    }

    private static let tables = """
        CREATE TABLE interactions (
            code INTEGER PRIMARY KEY CHECK (code BETWEEN 1 AND 32),
            name TEXT NOT NULL UNIQUE,
            category TEXT NOT NULL,
            ask_allowed INTEGER NOT NULL,
            we_can TEXT NOT NULL,
            they_can TEXT NOT NULL
        ) STRICT;

        CREATE TABLE defaults (
            organization TEXT PRIMARY KEY,
            incoming INTEGER NOT NULL,
            outgoing INTEGER NOT NULL,
            version INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- low and high are the two organizations in the order of their ids, so that a pair has one spelling;
        -- proposer is the one that made the first proposal, whose side terms call forward.
        CREATE TABLE partnerships (
            id TEXT PRIMARY KEY,
            low TEXT NOT NULL,
            high TEXT NOT NULL,
            proposer TEXT NOT NULL,
            state INTEGER NOT NULL,
            version INTEGER NOT NULL,
            forward INTEGER,
            backward INTEGER,
            terms_expire_at INTEGER,
            open_kind INTEGER,
            open_by TEXT,
            open_forward INTEGER,
            open_backward INTEGER,
            open_note TEXT,
            open_expires_at INTEGER,
            open_terms_expire_at INTEGER,
            due_at INTEGER,
            nonce INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            CHECK (low < high),
            CHECK (proposer = low OR proposer = high),
            CHECK ((forward IS NULL) = (backward IS NULL)),
            CHECK ((open_forward IS NULL) = (open_backward IS NULL)),
            CHECK ((open_kind IS NULL) = (open_by IS NULL)),
            CHECK ((open_kind IS NULL) = (open_note IS NULL)),
            CHECK ((open_kind IS NULL) = (open_expires_at IS NULL))
        ) STRICT;
        CREATE UNIQUE INDEX partnerships_live ON partnerships (low, high) WHERE state IN (1, 2, 3);
        CREATE INDEX partnerships_by_low ON partnerships (low, id);
        CREATE INDEX partnerships_by_high ON partnerships (high, id);
        CREATE INDEX partnerships_by_due ON partnerships (due_at) WHERE due_at IS NOT NULL;

        CREATE TABLE history (
            partnership TEXT NOT NULL REFERENCES partnerships (id),
            version INTEGER NOT NULL,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            organization TEXT NOT NULL,
            action INTEGER NOT NULL,
            from_state INTEGER NOT NULL,
            to_state INTEGER NOT NULL,
            forward INTEGER,
            backward INTEGER,
            note TEXT NOT NULL,
            PRIMARY KEY (partnership, version)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE notifications (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            organization TEXT NOT NULL,
            partnership TEXT NOT NULL REFERENCES partnerships (id),
            partner TEXT NOT NULL,
            action INTEGER NOT NULL,
            needs_attention INTEGER NOT NULL,
            at INTEGER NOT NULL,
            acknowledged INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX notifications_by_organization ON notifications (organization, number);
        CREATE INDEX notifications_unseen ON notifications (organization, number) WHERE acknowledged = 0;
        """

    /// Lets the log tell of what an earlier release left.
    ///
    /// It reads by the walk of this release: a later step that adds to what that reads has to come with a
    /// walk of its own for this one.
    private static func tellOfEverything(in database: Database) throws(DatabaseProblem) {
        try EventLog.tellUpgraded(in: database, subject: "partnership") { (tell) throws(DatabaseProblem) in
            try PartnershipService.visitThings(in: database) { (thing) throws(DatabaseProblem) in
                try tell(JSON.value(of: thing).text())
            }
        }
    }

    private static func seedInteractions(_ database: Database) throws(DatabaseProblem) {
        for interaction in InteractionCatalog.builtIn.interactions {
            try PartnershipStore.insert(interaction, into: database)
        }
    }
}
