// The directory's tables as version 1 made them, with a few things in them: databases like this are out
// there, so this file is never changed.

import EntenteProtocol
import SQLiteStore

/// A database of version 1.
enum FirstVersion {
    /// The epoch of its history.
    static let epoch: UInt64 = 77

    /// Acme with Ada, who shows subjects only, and Mia; both are in a team.
    static func make(at path: String) throws {
        let database = try Database(path: path)
        try database.migrate([Migration(sql: schema)], application: 0x456E_4469)
        try database.execute(script: rows)
        var digest = ChainDigest.empty
        for (index, fact) in facts.enumerated() {
            let payload = Wire.encode(fact)
            digest = ChainDigest.next(after: digest, payload: payload)
            try database.run(
                "INSERT INTO changes (revision, digest, last, at, payload) VALUES (?, ?, 1, 0, ?)", index + 1,
                digest, payload)
        }
    }

    /// How many changes it kept.
    static var changeCount: UInt64 { UInt64(facts.count) }

    /// What its changes told of organizations: their settings were not among it.
    ///
    /// There were more changes; which does not matter to anybody who takes a snapshot.
    private static let facts: [Fact] = ["acme", "globex"].map { id in
        .with {
            $0.organization = .with {
                $0.id = id
                $0.name = id
                $0.relationshipPolicy = .extendAndRestrict
                $0.version = 1
            }
        }
    }

    private static let rows = """
        INSERT INTO meta VALUES ('epoch', 77);
        INSERT INTO organizations VALUES ('acme', 'Acme', 1, 2, 0, 4), ('globex', 'Globex', 0, 1, 1, 2);
        INSERT INTO organization_domains VALUES ('acme.example', 'acme', 0, 'Acme.example');
        INSERT INTO locations VALUES ('acme', 'default', 'Default', 6, 6, 3, 1);
        INSERT INTO locations VALUES ('globex', 'default', 'Default', 6, 6, 3, 1);
        INSERT INTO users VALUES
            ('ada', 'acme', 'Ada@acme.example', 'ada@acme.example', 'Ada', 3, 'default', 1, 0, 0, 2, 5),
            ('mia', 'acme', 'mia@acme.example', 'mia@acme.example', 'Mia', 1, 'default', 0, 1, 0, 3, 1);
        INSERT INTO teams VALUES ('sales', 'acme', 'Sales', 1, 7, 2, 2);
        INSERT INTO memberships VALUES ('sales', 'ada', '', 1), ('sales', 'mia', '', 3);
        INSERT INTO events VALUES (1, 5, '', 'all', 'acme', 'createOrganization', 'acme', '', '{"id":"acme"}');
        """

    private static let schema = """
        CREATE TABLE changes (
            revision INTEGER PRIMARY KEY,
            digest INTEGER NOT NULL,
            last INTEGER NOT NULL,
            at INTEGER NOT NULL,
            payload BLOB NOT NULL
        ) STRICT;
        CREATE TABLE meta (
            key TEXT PRIMARY KEY,
            value INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

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
