// The directory's tables. Words of the wire are kept as their numbers, which never change once released;
// lists that are looked into (mail domains, sub-groups) are tables of their own, so that the database keeps
// them consistent too. Handlers look before they write, so that a refusal can name the field; the keys and
// references here are the second line of defence, against a bug.

import EntenteProtocol
import SQLiteStore

/// The tables of the directory and the steps that make them.
enum DirectorySchema {
    /// Says that a database file is a directory's: "EnDi".
    static let application: Int32 = 0x456E_4469

    /// Every step there ever was, oldest first; a released one is never changed.
    static var migrations: [Migration] {
        [
            Migration(sql: [ChangeLog.schema, RequestJournal.schema, first].joined(separator: "\n")),
            Migration(sql: [second, ChangeLog.newHistory].joined(separator: "\n")),
            Migration { (database: Database) throws(DatabaseProblem) in try chainEvents(of: database) },
            Migration { (database: Database) throws(DatabaseProblem) in try tellOfEverything(in: database) },
        ]
    }

    private static let first = """
        CREATE TABLE organizations (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            enterprise_permissions INTEGER NOT NULL,
            relationship_policy INTEGER NOT NULL,
            suspended INTEGER NOT NULL,
            version INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE organization_domains (
            folded TEXT PRIMARY KEY,
            organization TEXT NOT NULL REFERENCES organizations (id),
            place INTEGER NOT NULL,
            domain TEXT NOT NULL,
            UNIQUE (organization, place)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE locations (
            organization TEXT NOT NULL REFERENCES organizations (id),
            id TEXT NOT NULL,
            name TEXT NOT NULL,
            from_same_location INTEGER NOT NULL,
            from_other_locations INTEGER NOT NULL,
            from_outside INTEGER NOT NULL,
            version INTEGER NOT NULL,
            PRIMARY KEY (organization, id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE users (
            id TEXT PRIMARY KEY,
            organization TEXT NOT NULL REFERENCES organizations (id),
            email TEXT NOT NULL,
            email_folded TEXT NOT NULL UNIQUE,
            display_name TEXT NOT NULL,
            role INTEGER NOT NULL,
            location TEXT NOT NULL,
            vip INTEGER NOT NULL,
            assistant INTEGER NOT NULL,
            deactivated INTEGER NOT NULL,
            privacy INTEGER NOT NULL,
            version INTEGER NOT NULL,
            FOREIGN KEY (organization, location) REFERENCES locations (organization, id)
        ) STRICT;
        CREATE INDEX users_by_organization ON users (organization, id);
        CREATE INDEX users_by_location ON users (organization, location);

        CREATE TABLE teams (
            id TEXT PRIMARY KEY,
            organization TEXT NOT NULL REFERENCES organizations (id),
            name TEXT NOT NULL,
            kind INTEGER NOT NULL,
            level INTEGER NOT NULL,
            member_count INTEGER NOT NULL,
            version INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX teams_by_organization ON teams (organization, id);
        CREATE TABLE team_subgroups (
            team TEXT NOT NULL REFERENCES teams (id),
            place INTEGER NOT NULL,
            name TEXT NOT NULL,
            PRIMARY KEY (team, place),
            UNIQUE (team, name)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE team_grants (
            team TEXT NOT NULL REFERENCES teams (id),
            place INTEGER NOT NULL,
            viewer_subgroup TEXT NOT NULL,
            owner_subgroup TEXT NOT NULL,
            level INTEGER NOT NULL,
            PRIMARY KEY (team, place),
            UNIQUE (team, viewer_subgroup, owner_subgroup)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE memberships (
            team TEXT NOT NULL REFERENCES teams (id),
            user TEXT NOT NULL REFERENCES users (id),
            subgroup TEXT NOT NULL,
            privacy INTEGER NOT NULL,
            PRIMARY KEY (team, user)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX memberships_by_user ON memberships (user);

        CREATE TABLE events (
            sequence INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            token TEXT NOT NULL,
            organization TEXT NOT NULL REFERENCES organizations (id),
            call TEXT NOT NULL,
            subject TEXT NOT NULL,
            thing_before TEXT NOT NULL,
            thing_after TEXT NOT NULL
        ) STRICT;
        CREATE INDEX events_by_organization ON events (organization, sequence);
        """

    /// What organizations set, what people are to one another, and the programs they work with.
    ///
    /// Settings that nobody looks into are packed; an organization that was there gets those a new one
    /// starts with.
    private static let second = """
        -- minimums: the level of each right, by code; sharing: three bytes for each type of content.
        ALTER TABLE organizations ADD COLUMN minimums BLOB NOT NULL
            DEFAULT x'0306060606030607050806090705070808070405';
        ALTER TABLE organizations ADD COLUMN sharing BLOB NOT NULL
            DEFAULT x'070301070301070301070301070301070301';
        ALTER TABLE organizations ADD COLUMN synced_mode INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE organizations ADD COLUMN mail_bodies INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE organizations ADD COLUMN private_meetings INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE organizations ADD COLUMN privacy_resets INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE floors (
            organization TEXT NOT NULL REFERENCES organizations (id),
            interaction TEXT NOT NULL,
            level INTEGER NOT NULL,
            PRIMARY KEY (organization, interaction)
        ) STRICT, WITHOUT ROWID;

        -- privacy_resets: what the organization's was when the user's privacy was set.
        -- relationship_version: the last that a setting of the user's was given.
        ALTER TABLE users ADD COLUMN privacy_resets INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE users ADD COLUMN relationship_version INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE relationships (
            owner TEXT NOT NULL REFERENCES users (id),
            viewer TEXT NOT NULL REFERENCES users (id),
            level INTEGER NOT NULL,
            version INTEGER NOT NULL,
            PRIMARY KEY (owner, viewer)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE integrations (
            organization TEXT NOT NULL REFERENCES organizations (id),
            id TEXT NOT NULL,
            kind INTEGER NOT NULL,
            scope INTEGER NOT NULL,
            enabled INTEGER NOT NULL,
            version INTEGER NOT NULL,
            PRIMARY KEY (organization, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE integration_teams (
            organization TEXT NOT NULL,
            integration TEXT NOT NULL,
            place INTEGER NOT NULL,
            team TEXT NOT NULL REFERENCES teams (id),
            PRIMARY KEY (organization, integration, place),
            UNIQUE (team, organization, integration),
            FOREIGN KEY (organization, integration) REFERENCES integrations (organization, id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE connections (
            organization TEXT NOT NULL,
            integration TEXT NOT NULL,
            user TEXT NOT NULL REFERENCES users (id),
            PRIMARY KEY (organization, integration, user),
            FOREIGN KEY (organization, integration) REFERENCES integrations (organization, id)
        ) STRICT, WITHOUT ROWID;

        -- The relationship settings that ended with it, as the wire has them; NULL for none.
        ALTER TABLE events ADD COLUMN dropped BLOB;
        """

    /// Moves the events there are into the log whose entries vouch for one another.
    private static func chainEvents(of database: Database) throws(DatabaseProblem) {
        try database.execute(
            script: """
                DROP INDEX events_by_organization;
                ALTER TABLE events RENAME TO events_unchained;
                \(EventLog.schema)
                """)
        var head = EventHead.none
        try database.query(
            """
            SELECT at, actor, token, organization, call, subject, thing_before, thing_after, dropped
            FROM events_unchained ORDER BY sequence
            """
        ) { (row: borrowing Row) throws(DatabaseProblem) in
            head = try EventLog.insert(unchained(row), after: head, into: database)
        }
        try database.execute(script: "DROP TABLE events_unchained")
        try EventLog.begin(in: database, subject: "directory")
    }

    /// Lets the log tell of what an earlier release left.
    ///
    /// It reads by the walk of this release: a later step that adds to what that reads has to come with a
    /// walk of its own for this one.
    private static func tellOfEverything(in database: Database) throws(DatabaseProblem) {
        try EventLog.tellUpgraded(in: database, subject: "directory") { (tell) throws(DatabaseProblem) in
            try DirectoryService.visitThings(in: database) { (thing) throws(DatabaseProblem) in
                try tell(JSON.value(of: thing).text())
            }
        }
    }

    private static func unchained(_ row: borrowing Row) -> LoggedEvent {
        var event = LoggedEvent()
        event.at = row.int64(0)
        event.actor = row.string(1)
        event.token = row.string(2)
        event.organization = row.string(3)
        event.call = row.string(4)
        event.subject = row.string(5)
        event.before = row.string(6)
        event.after = row.string(7)
        event.dropped = row.optionalBytes(8) ?? []
        return event
    }
}
