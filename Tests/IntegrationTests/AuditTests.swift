// The events of real services, and somebody who edits the files by hand.

import EntenteProtocol
import SQLiteStore
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct AuditTests {
        private let cluster: RealCluster

        init() async throws {
            cluster = try await RealCluster([.directory, .partnership])
            try File.makeFolder(cluster.folder + "/session")
            for line in [
                "org create acme --name Acme", "org create globex --name Globex",
                "user create ada --organization acme --email ada@acme.example --name Ada --role admin",
                "user create gus --organization globex --email gus@globex.example --name Gus --role admin",
                "user update ada --name Countess --actor ada --request-key once",
                "partnership propose gus@globex.example --id p1 --preset full --actor ada",
                "partnership accept p1 --actor gus", "defaults set acme --preset restricted",
            ] { try await type("\(line) --data \(cluster.folder)/session") }
        }

        @discardableResult
        private func type(_ line: String, status: Int32 = 0) async throws -> (output: String, errors: String)
        {
            let process = cluster.entente(line.split(separator: " ").map(String.init) + ["--timeout", "30s"])
            #expect(try await process.end() == .exited(status), "`\(line)`: \(process.errors)")
            return (process.output, process.errors)
        }

        private func verify(_ rest: String = "", in folder: String? = nil, status: Int32 = 0) async throws
            -> (output: String, errors: String)
        {
            try await type("audit verify --data \(folder ?? cluster.folder) \(rest)", status: status)
        }

        @Test func `what was done is found sound while the services run, and listed by whom and what`()
            async throws
        {
            let sound = try await verify().output
            #expect(sound.contains("✓ directory  7 events are sound, and 6 things"), "\(sound)")
            #expect(sound.contains("✓ partnership  4 events are sound, and 2 things"), "\(sound)")
            let list = "audit list --data \(cluster.folder)"
            #expect(try await type(list).output.split(separator: "\n").count == 12)
            let ada = try await type("\(list) --actor ada --json").output.split(separator: "\n")
            #expect(ada.count == 2)
            #expect(ada[0].contains(#""requestKey":"once""#) && ada[0].contains(#""token":"all""#))
            // An agreement is found by either side, also where the other one acted.
            let globex = try await type("\(list) --organization globex").output
            #expect(globex.contains("proposePartnership") && globex.contains("acceptProposal"))
            #expect(!globex.contains("setDefaults") && !globex.contains("ada@"))
            #expect(try await type("\(list) --method setDefaults").output.contains("limited → restricted"))
            #expect(try await type("\(list) --until 1h").output == "nothing was done\n")
            #expect(try await type("\(list) --since 1h").output.split(separator: "\n").count == 12)
            let cut = try await type("\(list) --limit 2")
            #expect(cut.output.split(separator: "\n").count == 5 && cut.errors.contains("left out"))
        }

        @Test(arguments: [
            ("UPDATE events SET actor = 'mallory' WHERE sequence = 5", 5),
            ("UPDATE events SET thing_after = thing_before WHERE sequence = 7", 7),
            ("DELETE FROM events WHERE sequence = 3", 3),
            (
                "INSERT INTO events SELECT 8, at, actor, token, request_key, organization, call, subject, thing_before, thing_after, dropped, revision, hash FROM events WHERE sequence = 7",
                8
            ),
            (
                "UPDATE events SET sequence = 99 WHERE sequence = 4; UPDATE events SET sequence = 4 WHERE sequence = 5; UPDATE events SET sequence = 5 WHERE sequence = 99",
                4
            ),
            ("DELETE FROM events WHERE sequence > 5", 6),
            ("DELETE FROM events WHERE sequence > 5; DELETE FROM changes WHERE revision > 5", 6),
            ("DELETE FROM events", 1),
        ])
        func `whatever was tampered with is found, and where`(sql: String, sequence: Int) async throws {
            let before = try await verify("--json").output
            let head = try #require(before.firstMatch(of: #/directory=\d+:[0-9a-f]{64}/#)).output
            try tamper(sql)
            let found = try await verify("--head \(head)", status: 1).output
            #expect(found.contains("✗ directory  broken at event \(sequence):"), "\(found)")
            #expect(found.contains("✓ partnership  4 events are sound, and 2 things"))
            let json = try await verify("--head \(head) --json", status: 1).output
            #expect(json.contains(#""sound":false"#) && json.contains(#""firstBroken":\#(sequence)"#))
        }

        @Test(arguments: [
            (
                ServiceName.directory, "UPDATE users SET role = 1 WHERE id = 'ada'",
                "the user `ada` is not as event 7 left it"
            ),
            (
                .directory, "UPDATE users SET privacy = 1 WHERE id = 'ada'",
                "the user `ada` is not as event 7 left it"
            ),
            (
                .directory, "UPDATE organizations SET suspended = 1 WHERE id = 'globex'",
                "the organization `globex` is not as event 3 left it"
            ),
            (
                .directory,
                "INSERT INTO relationships (owner, viewer, level, version) VALUES ('ada', 'gus', 3, 1)",
                "no event made the relationship `ada` `gus`"
            ),
            (
                .directory, "UPDATE users SET email_folded = 'eve@acme.example' WHERE id = 'ada'",
                "the user `ada` is found by another address than theirs"
            ),
            (
                .partnership, "UPDATE partnerships SET due_at = 5 WHERE id = 'p1'",
                "the partnership `p1` has another deadline than its own"
            ),
            (
                .directory, "UPDATE users SET rowid = -1 WHERE id = 'gus'",
                "the user `gus` stands where no command puts anybody"
            ),
            (.directory, "DELETE FROM users WHERE id = 'gus'", "the user `gus`, which event 6 left, is gone"),
            (
                .partnership, "UPDATE partnerships SET forward = 0 WHERE id = 'p1'",
                "the partnership `p1` is not as event 3 left it"
            ),
            (
                .partnership, "UPDATE defaults SET incoming = 21845",
                "the default table `acme` is not as event 4 left it"
            ),
        ])
        func `what was changed past the events is found too`(
            source: ServiceName, sql: String, words: String
        ) async throws {
            let path = "\(cluster.dataFolder(of: source))/\(source.rawValue).sqlite"
            try Database(path: path, vfs: "unix").execute(script: "PRAGMA foreign_keys = OFF; " + sql)
            let found = try await verify(status: 1).output
            #expect(found.contains("✗ \(source.rawValue)") && found.contains(words), "\(found)")
            #expect(try await verify("--json", status: 1).output.contains(#""strayCount":"#))
        }

        @Test func `a reset of everybody's privacy that no event tells of is found`() async throws {
            try Database(path: "\(cluster.dataFolder(of: .directory))/directory.sqlite", vfs: "unix")
                .execute(script: "UPDATE organizations SET privacy_resets = 1 WHERE id = 'acme'")
            let found = try await verify(status: 1).output
            #expect(found.contains("the organization `acme` is not as event 1 left it"), "\(found)")
            #expect(found.contains("the user `ada` is not as event 7 left it"))
        }

        @Test func `agreements that an earlier release left are told anew, and forgeries among them found`()
            async throws
        {
            #expect(try await cluster.terminate(.partnership) == .exited(0))
            let path = "\(cluster.dataFolder(of: .partnership))/partnership.sqlite"
            let asBefore = "DROP TABLE events; PRAGMA user_version = 4"
            try Database(path: path, vfs: "unix").execute(script: asBefore)
            try await cluster.start(.partnership)
            let told = try await verify().output
            #expect(told.contains("✓ partnership  4 events are sound, and 2 things"), "\(told)")
            try Database(path: path, vfs: "unix").execute(script: "UPDATE partnerships SET forward = 0")
            let found = try await verify(status: 1).output
            #expect(found.contains("the partnership `p1` is not as event 4 left it"), "\(found)")
        }

        @Test func `a table of events made anew by hand is told, and stops no program`() async throws {
            #expect(try await cluster.terminate(.directory) == .exited(0))
            try tamper(
                """
                ALTER TABLE events RENAME TO kept; CREATE TABLE events AS SELECT * FROM kept;
                UPDATE events SET sequence = 9223372036854775807, hash = 'none' WHERE sequence = 7
                """)
            #expect(try await verify(status: 1).output.contains("made anew"))
            await #expect(throws: (any Error).self) { try await cluster.start(.directory) }
            #expect(cluster.process(.directory).ending == .exited(1))
            #expect(cluster.process(.directory).errors.contains("the database is damaged"))
        }

        /// Writes past the service that holds the file, as an intruder would.
        private func tamper(_ sql: String) throws {
            let path = "\(cluster.dataFolder(of: .directory))/directory.sqlite"
            let database = try Database(path: path, vfs: "unix")
            if sql.hasPrefix("UPDATE") || sql.hasPrefix("DELETE") {
                // The database itself refuses to change what is written.
                #expect(throws: DatabaseProblem.self) { try database.execute(script: sql) }
            }
            try database.execute(
                script: "DROP TRIGGER events_stay; DROP TRIGGER events_stay_as_they_are; " + sql)
        }

        @Test func `a tampered source can be backed up, and is not restored unless told`() async throws {
            try tamper("DELETE FROM events WHERE sequence = 2")
            let backup = cluster.folder + "/backup"
            let taken = try await type("backup --data \(cluster.folder) --to \(backup)", status: 1)
            #expect(taken.errors.contains("broken at event 2"))
            let restore = "restore --from \(backup) --data \(cluster.folder)/new"
            #expect(try await type(restore, status: 2).errors.contains("--although-broken"))
            #expect(!File.exists(cluster.folder + "/new"))
            try await type("\(restore) --although-broken")
        }

        @Test(arguments: [
            ("audit verify --data /nowhere/at/all", "there is no database in `/nowhere/at/all`"),
            ("audit verify", "no data folder is named"),
            ("audit verify --data FOLDER --head directory=7", "expected what `entente audit verify` prints"),
            ("audit verify --data FOLDER --head decision=1:\(String(repeating: "0", count: 64))", "expected"),
            ("audit list --data FOLDER --method check", "`check` is no call that changes anything"),
            ("audit list --data FOLDER --method nonsense", "`nonsense` is no call"),
            ("audit list --data FOLDER --since yesterday", "`yesterday` is neither a time ago"),
            ("audit list --data FOLDER --organization a'b", "`a'b` is no id"),
            ("audit list --data FOLDER --actor ada --by-operator", "exclude one another"),
            ("audit list --data FOLDER --limit 0", "expected a number from 1"),
        ])
        func `bad input is refused, and said what is wrong`(line: String, words: String) async throws {
            let errors = try await type(line.replacing("FOLDER", with: cluster.folder), status: 2).errors
            #expect(errors.contains(words), "\(errors)")
        }
    }
}
