// The directory's tables. Words of the wire are kept as their numbers, which never change once released;
// lists that are looked into (mail domains, sub-groups) are tables of their own, so that the database keeps
// them consistent too. Handlers look before they write, so that a refusal can name the field; the keys and
// references here are the second line of defence, against a bug.

import SQLiteStore

/// The tables of the directory and the steps that make them.
enum DirectorySchema {
    /// Says that a database file is a directory's: "EnDi".
    static let application: Int32 = 0x456E_4469

    /// Every step there ever was, oldest first; a released one is never changed.
    static var migrations: [Migration] {
        [Migration(sql: [ChangeLog.schema, RequestJournal.schema, first].joined(separator: "\n"))]
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
}
