// Whole organizations written down and made again in another cluster, by the real program.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct ExportTests {
        @discardableResult
        private func type(
            _ cluster: RealCluster, _ line: String, status: Int32 = 0
        ) async throws -> (output: String, errors: String) {
            let process = cluster.entente(line.split(separator: " ").map(String.init))
            let ending = try await process.end(within: .seconds(60))
            #expect(ending == .exited(status), "`\(line)`: \(process.output) \(process.errors)")
            return (process.output, process.errors)
        }

        /// Two organizations with everything an organization can have, and a third that is suspended.
        private static let world: [(String, String)] = [
            (
                "createOrganization",
                #"{"id": "acme", "name": "Acme \"Ä\"", "emailDomains": ["acme.example"]}"#
            ),
            ("createOrganization", #"{"id": "globex", "name": "Globex"}"#),
            ("createOrganization", #"{"id": "initech", "name": "Initech"}"#),
            ("createOrganization", #"{"id": "umbra", "name": "Umbra"}"#),
            (
                "createLocation",
                #"{"organization": "acme", "id": "far", "name": "Far", "fromSameLocation": "assistant", "fromOtherLocations": "unknown", "fromOutside": "blocked"}"#
            ),
            ("updateLocation", #"{"organization": "acme", "id": "default", "fromOutside": "employee"}"#),
            (
                "importUsers",
                #"{"users": [{"id": "ada", "organization": "acme", "email": "Ada@acme.example", "displayName": "Ada", "role": "enterprise-admin"}, {"id": "mia", "organization": "acme", "email": "mia@acme.example", "displayName": "Mia", "location": "far"}, {"id": "tom", "organization": "acme", "email": "tom@acme.example", "displayName": "Tom", "role": "admin"}, {"id": "Zoe", "organization": "acme", "email": "zoe@acme.example", "displayName": "Zoë"}, {"id": "gus", "organization": "globex", "email": "gus@globex.example", "displayName": "Gus"}, {"id": "ian", "organization": "initech", "email": "ian@initech.example", "displayName": "Ian"}, {"id": "uma", "organization": "umbra", "email": "uma@umbra.example", "displayName": "Uma"}]}"#
            ),
            ("updateUser", #"{"id": "ada", "vip": true}"#),
            ("updateUser", #"{"id": "tom", "assistant": true}"#),
            ("setPersonalPrivacy", #"{"user": "mia", "privacy": "subjects-only"}"#),
            (
                "createTeam",
                #"{"id": "sales", "organization": "acme", "name": "Sales", "kind": "work", "level": "team-colleague"}"#
            ),
            (
                "createTeam",
                #"{"id": "desk", "organization": "acme", "name": "Desk", "kind": "monitoring", "subgroups": ["leads", "agents"], "grants": [{"viewerSubgroup": "leads", "ownerSubgroup": "agents", "level": "assistant"}]}"#
            ),
            ("addTeamMembers", #"{"team": "sales", "members": [{"user": "tom"}, {"user": "ada"}]}"#),
            (
                "addTeamMembers",
                #"{"team": "desk", "members": [{"user": "mia", "subgroup": "agents"}, {"user": "ada", "subgroup": "leads"}]}"#
            ),
            ("setTeamPrivacy", #"{"team": "sales", "user": "tom", "privacy": "show-all"}"#),
            ("setRelationship", #"{"owner": "ada", "viewer": "mia", "level": "assistant"}"#),
            ("setRelationship", #"{"owner": "mia", "viewer": "tom", "level": "blocked"}"#),
            ("setRelationship", #"{"owner": "mia", "viewer": "gus", "level": "blocked"}"#),
            ("setRelationship", #"{"owner": "gus", "viewer": "mia", "level": "employee"}"#),
            (
                "putIntegration",
                #"{"organization": "acme", "id": "box", "kind": "files", "scope": "individual", "enabled": true}"#
            ),
            ("connectIntegration", #"{"user": "mia", "integration": "box"}"#),
            ("connectIntegration", #"{"user": "Zoe", "integration": "box"}"#),
            (
                "putIntegration",
                #"{"organization": "acme", "id": "box", "kind": "files", "scope": "individual", "teams": ["sales"]}"#
            ),
            (
                "putIntegration",
                #"{"organization": "acme", "id": "mail", "kind": "chat", "scope": "organization", "enabled": true}"#
            ),
            (
                "setRightsMatrix",
                #"{"organization": "acme", "minimums": [{"right": "presence.set", "level": "external"}]}"#
            ),
            (
                "setInteractionFloors",
                #"{"organization": "acme", "floors": [{"interaction": "chat.start", "level": "employee"}]}"#
            ),
            (
                "setSharingPolicy",
                #"{"organization": "acme", "contentType": "note", "offered": ["everyone", "only-you"], "fallback": "everyone", "reach": "own"}"#
            ),
            ("setSyncedLimits", #"{"organization": "acme", "mailBodies": false, "privateMeetings": true}"#),
            ("setSyncedMode", #"{"organization": "acme", "mode": "teams-only"}"#),
            (
                "updateOrganization",
                #"{"id": "acme", "enterprisePermissions": true, "relationshipPolicy": "extend-only"}"#
            ),
            ("deactivateUser", #"{"id": "Zoe"}"#),
            ("registerInteraction", #"{"name": "screen.share", "category": "screen", "askAllowed": true}"#),
            (
                "setDefaults",
                #"{"organization": "acme", "table": [{"interaction": "screen.share", "incoming": "ask"}, {"interaction": "chat.start", "outgoing": "deny"}]}"#
            ),
            (
                "proposePartnership",
                #"{"id": "p1", "organization": "globex", "memberEmail": "tom@acme.example", "terms": [{"interaction": "chat.start", "outgoing": "allow", "incoming": "ask"}], "termsExpireAt": 4102444800000}"#
            ),
            ("acceptProposal", #"{"partnership": "p1", "organization": "acme"}"#),
            (
                "proposeChange",
                #"{"partnership": "p1", "organization": "globex", "note": "please", "terms": [{"interaction": "chat.start", "outgoing": "allow", "incoming": "deny"}], "proposalExpiresAt": 4102444700000, "termsExpireAt": 0}"#
            ),
            (
                "proposePartnership",
                #"{"id": "p2", "organization": "umbra", "memberEmail": "mia@acme.example", "preset": "full", "note": "hello"}"#
            ),
            (
                "proposePartnership",
                #"{"id": "p3", "organization": "globex", "memberEmail": "uma@umbra.example", "preset": "full"}"#
            ),
            ("acceptProposal", #"{"partnership": "p3", "organization": "umbra"}"#),
            ("disablePartnership", #"{"partnership": "p3", "organization": "umbra"}"#),
            ("requestEnable", #"{"partnership": "p3", "organization": "umbra"}"#),
            ("suspendOrganization", #"{"id": "initech"}"#),
        ]
        private static let organizations = ["acme", "globex", "initech", "umbra"]

        private func make(_ cluster: RealCluster) async throws {
            let lines = Self.world.map { #"{"call": "\#($0.0)", "request": \#($0.1)}"# }
            let path = cluster.folder + "/world.jsonl"
            try File.write(path, Array((lines.joined(separator: "\n") + "\n").utf8))
            let made = try await type(cluster, "call --batch \(path)")
            #expect(!made.output.contains("\"error\""), "\(made.output)")
        }

        private func export(_ cluster: RealCluster, to suffix: String) async throws -> [String: String] {
            var texts: [String: String] = [:]
            for organization in Self.organizations {
                let path = "\(cluster.folder)/\(organization)-\(suffix).jsonl"
                try await type(cluster, "export \(organization) --to \(path)")
                texts[organization] = try File.readText(path)
            }
            return texts
        }

        @Test(.timeLimit(.minutes(3)))
        func `what is exported and imported elsewhere is exported as the same bytes`() async throws {
            let one = try await RealCluster()
            try await make(one)
            let before = try await export(one, to: "one")
            let acme = try #require(before["acme"])
            for word in [
                #"{"interaction":{"name":"screen.share""#, #""subgroup":"leads""#, #"{"connection":"#,
                #""vip":true"#, #""deactivated":true"#, #""relationshipPolicy":"extend-only""#,
                #""partner":"umbra""#, #""note":"please""#,
            ] { #expect(acme.contains(word), "\(word)") }
            #expect(!acme.contains("gus@globex") && !acme.contains("\"version\""))
            #expect(try await type(one, "export acme").output == acme)

            let other = try await RealCluster()
            for organization in Self.organizations {
                try await type(other, "import \(one.folder)/\(organization)-one.jsonl")
            }
            // What named somebody who was not there yet.
            for organization in Self.organizations.dropLast() {
                try await type(other, "import \(one.folder)/\(organization)-one.jsonl --only-links")
            }
            let after = try await export(other, to: "other")
            for organization in Self.organizations {
                let lines = [before, after].map { $0[organization]?.split(separator: "\n") ?? [] }
                #expect(lines[0] == lines[1], "\(organization)")
                #expect(before[organization] == after[organization], "\(organization)")
            }
            for cluster in [one, other] {
                let sound = try await type(cluster, "audit verify --data \(cluster.folder)").output
                #expect(sound.contains("✓ directory") && sound.contains("✓ partnership"), "\(sound)")
            }
            // The same decisions follow from the same things.
            try await other.settle()
            let pairs = [("gus", "mia"), ("tom", "gus"), ("ada", "mia"), ("uma", "gus"), ("ian", "tom")]
            for (actor, target) in pairs {
                let question = EffectiveRequest.with { ($0.actor, $0.target) = (actor, target) }
                let answers = [
                    try await one.client().call(question).answers,
                    try await other.client().call(question).answers,
                ].map { $0.map { "\($0.action) \($0.verdict) \($0.reason)" } }
                #expect(answers[0] == answers[1], "\(actor) → \(target)")
            }
        }

        @Test func `an import tells what it leaves out, and can be given again`() async throws {
            let one = try await RealCluster()
            try await make(one)
            let path = one.folder + "/acme.jsonl"
            try await type(one, "export acme --to \(path)")
            let other = try await RealCluster()
            let first = try await type(other, "import \(path)")
            #expect(first.output.contains("3 left out"), "\(first.output)")
            #expect(first.errors.contains("the agreement `p1`: nobody active of organization `globex`"))
            #expect(first.errors.contains("a setting for somebody of another organization"))
            let events = try await other.client().call(ListEventsRequest.with { $0.pageSize = 1_000 }).items
            try await type(other, "import \(path)")
            let again = try await other.client().call(ListEventsRequest.with { $0.pageSize = 1_000 }).items
            #expect(events == again)
            // Another file with the same organization meets what is there.
            let text = try File.readText(path).replacing("\"Tom\"", with: "\"Tim\"")
            try File.write(path, Array(text.utf8))
            let refused = try await type(other, "import \(path)", status: 3)
            #expect(refused.errors.contains("already-exists") && refused.errors.contains("line 3"))
        }

        private static let header =
            #"{"format":"entente-organization","formatVersion":1,"organization":"acme","leftOut":[]}"#
        private static let acme = #"{"organization":{"id":"acme","name":"Acme"}}"#

        private static func file(_ line: String) -> [String] {
            [header, acme, line, #"{"end":{"things":2}}"#]
        }

        @Test(arguments: [
            ([], "is empty"),
            (["nonsense"], "line 1: it does not begin as `entente export` writes it"),
            ([#"{"format":"other","formatVersion":1}"#], "line 1: it does not begin"),
            (
                [header.replacing(#"Version":1"#, with: #"Version":7"#), acme],
                "line 1: the file has version 7"
            ),
            ([header, acme], "is cut off"),
            ([header, acme, #"{"end":{"things":2}}"#], "line 3: the file should have 2 things and has 1"),
            ([header, #"{"end":{"things":0}}"#], "no line with the organization `acme` itself"),
            ([header, acme, "", "{", #"{"end":{"things":2}}"#], "line 4: line 1, column"),
            ([header, acme, "[]", #"{"end":{"things":2}}"#], "line 3: a line is one thing"),
            (
                [header, acme, #"{"unicorn":{}}"#, #"{"end":{"things":2}}"#],
                "line 3: `unicorn` is nothing an organization has"
            ),
            (
                [header, acme, #"{"user":{"id":"u","rolle":"admin"}}"#, #"{"end":{"things":2}}"#],
                "line 3: "
            ),
            (
                [header, acme, #"{"user":{"id":"u","organization":"globex"}}"#, #"{"end":{"things":2}}"#],
                "line 3: this user is of `globex`, the file is of `acme`"
            ),
            (
                file(#"{"relationship":{"owner":"gus","viewer":"ada","level":"blocked"}}"#),
                "line 3: field `owner`: `acme` has no user `gus` in this file"
            ),
            (
                file(#"{"integration":{"organization":"acme","id":"box","teams":["theirs"]}}"#),
                "line 3: field `teams[0]`: `acme` has no team `theirs` in this file"
            ),
            (
                file(#"{"team":{"id":"t","organization":"acme","members":[{"user":"gus"}]}}"#),
                "line 3: field `members[0].user`: `acme` has no user `gus` in this file"
            ),
            (
                file(#"{"connection":{"organization":"acme","integration":"box","user":"gus"}}"#),
                "line 3: field `user`: `acme` has no user `gus` in this file"
            ),
            (
                file(#"{"user":{"id":"u","organization":"acme","location":"theirs"}}"#),
                "line 3: field `location`: `acme` has no location `theirs` in this file"
            ),
            (
                file(#"{"partnership":{"id":"p","organization":"acme","partner":"acme","state":"enabled"}}"#),
                "line 3: field `partner`: `acme` is not another organization"
            ),
            (
                file(
                    #"{"partnership":{"id":"p","organization":"acme","partner":"globex","state":"deleted"}}"#),
                "line 3: field `state`: an agreement that is not"
            ),
            (
                file(
                    #"{"partnership":{"id":"p","organization":"acme","partner":"globex","state":"proposed","open":{"kind":"proposal","by":"initech"}}}"#
                ), "line 3: field `open.by`: `initech` is neither `acme` nor `globex`"
            ),
            (
                file(
                    #"{"partnership":{"id":"p","organization":"acme","partner":"globex","state":"enabled","open":{"kind":"proposal","by":"acme"}}}"#
                ), "line 3: field `open.kind`: an agreement in this state"
            ),
        ])
        func `a file that is not whole is refused with its line before anything is asked`(
            lines: [String], words: String
        ) async throws {
            let folder = try TemporaryFolder()
            let path = folder.path + "/file.jsonl"
            try File.write(path, Array(lines.map { $0 + "\n" }.joined().utf8))
            // Nobody listens there: what is wrong must be told without asking anybody.
            let process = RealProcess(
                "entente", ["import", path, "--endpoints", "directory=127.0.0.1:1"],
                files: folder.path + "/import", environment: ["ENTENTE_TOKEN": "none-at-all-for-anybody"])
            #expect(try await process.end() == .exited(2), "\(process.errors)")
            #expect(process.errors.contains(words), "\(process.errors)")
        }

        @Test func `what a service refuses is told with the line, and what is not there too`() async throws {
            let cluster = try await RealCluster()
            let path = cluster.folder + "/file.jsonl"
            let lines = [
                Self.header, Self.acme.replacing("}}", with: #","relationshipPolicy":"extend-only"}}"#),
                #"{"user":{"id":"u","organization":"acme","email":"no address","displayName":"U"}}"#,
                #"{"end":{"things":2}}"#,
            ]
            try File.write(path, Array((lines.joined(separator: "\n") + "\n").utf8))
            let refused = try await type(cluster, "import \(path)", status: 3)
            #expect(
                refused.errors.contains("line 2") || refused.errors.contains("line 3"), "\(refused.errors)")
            #expect(try await type(cluster, "export nowhere", status: 3).errors.contains("not-found"))
            let unwritable = try await type(cluster, "export acme --to /proc/acme.jsonl", status: 2)
            #expect(unwritable.errors.contains("cannot write `/proc/acme.jsonl`"))
            #expect(try await type(cluster, "import /no/such/file", status: 2).errors.contains("cannot read"))
        }
    }
}
