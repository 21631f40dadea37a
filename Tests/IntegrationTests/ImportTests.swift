// Imports that go on where another one stopped, and that leave nothing relaxed behind.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct ImportTests {
        private let cluster: RealCluster
        private let client: EntenteClient

        init() async throws {
            cluster = try await RealCluster()
            client = cluster.client()
            for (organization, user) in [("acme", "ada"), ("globex", "gus")] {
                _ = try await client.call(
                    CreateOrganizationRequest.with { ($0.id, $0.name) = (organization, organization) })
                try await create([user], of: organization)
            }
            try await cluster.settle()
        }

        private func create(_ users: [String], of organization: String) async throws {
            _ = try await client.call(
                ImportUsersRequest.with {
                    $0.users = users.map { id in
                        .with {
                            ($0.id, $0.organization) = (id, organization)
                            ($0.email, $0.displayName) = ("\(id)@\(organization).example", id)
                        }
                    }
                })
        }

        /// Imports the links of a file with `lines`, of Acme with Ada.
        private func importLinks(
            _ lines: [String], policy: String = "", status: Int32 = 0
        ) async throws -> RealProcess {
            let process = cluster.entente(["import", try file(lines, policy: policy), "--only-links"])
            let ending = try await process.end(within: .seconds(60))
            #expect(ending == .exited(status), "\(process.output) \(process.errors)")
            return process
        }

        private func file(_ lines: [String], policy: String = "") throws -> String {
            let path = cluster.folder + "/acme.jsonl"
            let own = [
                #"{"format":"entente-organization","formatVersion":1,"organization":"acme"}"#,
                #"{"organization":{"id":"acme","name":"acme"\#(policy)}}"#,
                #"{"user":{"id":"ada","organization":"acme","email":"ada@acme.example","displayName":"ada"}}"#,
            ]
            let text = (own + lines + [#"{"end":{"things":\#(lines.count + 2)}}"#]).joined(separator: "\n")
            try File.write(path, Array((text + "\n").utf8))
            return path
        }

        // MARK: - Agreements

        private static let agreement = """
            {"partnership":{"id":"p1","organization":"acme","partner":"globex","state":"disabled",\
            "terms":[{"interaction":"chat.start","outgoing":"allow","incoming":"ask"}],\
            "open":{"kind":"enable-request","by":"globex"}}}
            """

        private func terms(_ incoming: PermissionState) -> [PermissionEntry] {
            [
                .with {
                    $0.interaction = "chat.start"
                    ($0.outgoing, $0.incoming) = (.allow, incoming)
                }
            ]
        }

        /// Takes the first `count` of the steps that the file's agreement takes.
        private func take(_ count: Int, incoming: PermissionState = .ask) async throws {
            if count > 0 {
                _ = try await client.call(
                    ProposePartnershipRequest.with {
                        ($0.id, $0.organization, $0.memberEmail) = ("p1", "acme", "gus@globex.example")
                        $0.terms = terms(incoming)
                    })
            }
            if count > 1 {
                _ = try await client.call(
                    AcceptProposalRequest.with { ($0.partnership, $0.organization) = ("p1", "globex") })
            }
            if count > 2 {
                _ = try await client.call(
                    DisablePartnershipRequest.with { ($0.partnership, $0.organization) = ("p1", "acme") })
            }
            if count > 3 {
                _ = try await client.call(
                    RequestEnableRequest.with { ($0.partnership, $0.organization) = ("p1", "globex") })
            }
        }

        private func standing() async throws -> Partnership {
            try await client.call(
                GetPartnershipRequest.with { ($0.partnership, $0.organization) = ("p1", "acme") }
            ).partnership
        }

        @Test(arguments: 0...4)
        func `an agreement that is half made is gone on with from where it stands`(count: Int) async throws {
            try await take(count)
            let version = count == 0 ? 0 : try await standing().version
            let first = try await importLinks([Self.agreement])
            #expect(!first.output.contains("left out"), "\(first.errors)")
            let made = try await standing()
            #expect(made.state == .disabled && made.open?.kind == .enableRequest && made.open?.by == "globex")
            // Nothing was done twice, and nothing is on another run.
            #expect(made.version == version + Int64(4 - count))
            let again = try await importLinks([Self.agreement])
            #expect(!again.output.contains("left out"))
            #expect(try await standing() == made)
        }

        @Test(arguments: [1, 2, 4])
        func `an agreement that stands otherwise is left alone, and told`(count: Int) async throws {
            try await take(count, incoming: .allow)
            let before = try await standing()
            let told = try await importLinks([Self.agreement])
            #expect(told.output.contains("1 left out"))
            #expect(told.errors.contains("line 4") && told.errors.contains("is not as the file says"))
            #expect(try await standing() == before)
        }

        @Test func `a file that claims somebody else's people sets nothing for them`() async throws {
            let lines = [
                #"{"user":{"id":"gus","organization":"acme","email":"gus@acme.example","displayName":"g"}}"#,
                #"{"relationship":{"owner":"gus","viewer":"zoe","level":"assistant-plus"}}"#,
            ]
            try await create(["zoe"], of: "globex")
            let refused = try await importLinks(lines, status: 2)
            #expect(
                refused.errors.contains("line 5: field `owner`: `gus` is of `globex`, the file is of `acme`"))
        }

        @Test func `nothing is set for somebody whose id the file takes for its own`() async throws {
            let path = cluster.folder + "/initech.jsonl"
            let lines = [
                #"{"format":"entente-organization","formatVersion":1,"organization":"initech"}"#,
                #"{"organization":{"id":"initech","name":"initech"}}"#,
                #"{"user":{"id":"gus","organization":"initech","email":"gus@initech.example","#
                    + #""displayName":"gus","vip":true}}"#,
                #"{"end":{"things":2}}"#,
            ]
            try File.write(path, Array((lines.joined(separator: "\n") + "\n").utf8))
            let process = cluster.entente(["import", path])
            #expect(try await process.end() == .exited(3), "\(process.output) \(process.errors)")
            let gus = try await client.call(GetUserRequest.with { $0.id = "gus" }).user
            #expect(gus.organization == "globex" && !gus.vip)
        }

        // MARK: - The policy

        private func policy() async throws -> RelationshipPolicy {
            try await client.call(GetOrganizationRequest.with { $0.id = "acme" }).organization
                .relationshipPolicy
        }

        private func setPolicy(_ policy: RelationshipPolicy) async throws {
            _ = try await client.call(
                UpdateOrganizationRequest.with {
                    $0.id = "acme"
                    $0.relationshipPolicy = policy
                })
        }

        private static func setting(for viewer: String) -> String {
            #"{"relationship":{"owner":"ada","viewer":"\#(viewer)","level":"blocked"}}"#
        }
        private static let extendOnly = #","relationshipPolicy":"extend-only""#

        @Test(arguments: ["", extendOnly])
        func
            `the policy in force is relaxed for old settings, whatever the file says, and stands again`(
                policy said: String
            ) async throws
        {
            try await setPolicy(.extendOnly)
            let done = try await importLinks([Self.setting(for: "gus")], policy: said)
            #expect(!done.output.contains("left out"), "\(done.errors)")
            #expect(try await policy() == .extendOnly)
        }

        @Test func `a policy that is not in force is not set, and told`() async throws {
            let done = try await importLinks([Self.setting(for: "gus")], policy: Self.extendOnly)
            #expect(done.errors.contains("entente org update acme --relationship-policy extend-only"))
            #expect(try await policy() == .extendAndRestrict)
        }

        @Test func `the policy stands again after an interruption`() async throws {
            let viewers = (0..<2_000).map { "g\($0)" }
            for start in stride(from: 0, to: viewers.count, by: 500) {
                try await create(Array(viewers[start..<start + 500]), of: "globex")
            }
            try await setPolicy(.extendOnly)
            let process = cluster.entente([
                "import", try file(viewers.map(Self.setting), policy: Self.extendOnly), "--only-links",
            ])
            try await eventually("the policy is relaxed") { try await policy() == .extendAndRestrict }
            process.send(.interrupt)
            #expect(try await process.end() == .exited(4), "\(process.output) \(process.errors)")
            #expect(process.errors.contains("interrupted; the policy of `acme` is `extend-only` again"))
            #expect(try await policy() == .extendOnly)
            // Given again, it goes on to the end.
            let rest = try await importLinks(viewers.map(Self.setting), policy: Self.extendOnly)
            #expect(!rest.output.contains("left out"), "\(rest.errors)")
            #expect(try await policy() == .extendOnly)
        }

        @Test func `a policy that cannot be put back is told loudly, with what puts it back`() async throws {
            let viewers = (0..<2_000).map { "g\($0)" }
            for start in stride(from: 0, to: viewers.count, by: 500) {
                try await create(Array(viewers[start..<start + 500]), of: "globex")
            }
            try await setPolicy(.extendOnly)
            let process = cluster.entente([
                "import", try file(viewers.map(Self.setting), policy: Self.extendOnly), "--only-links",
                "--timeout", "1s",
            ])
            try await eventually("the policy is relaxed") { try await policy() == .extendAndRestrict }
            cluster.kill(.directory)
            #expect(try await process.end(within: .seconds(60)) == .exited(5))
            #expect(process.errors.contains("THE POLICY OF `acme` IS RELAXED"), "\(process.errors)")
            #expect(process.errors.contains("entente org update acme --relationship-policy extend-only"))
        }
    }
}
