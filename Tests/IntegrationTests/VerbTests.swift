// The story of two organizations, typed: every command a verb of the real program, against the real services.

import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct VerbTests {
        private let cluster: RealCluster

        init() async throws {
            cluster = try await RealCluster()
            try await cluster.settle()
            try File.makeFolder(cluster.folder + "/session")
        }

        private func start(_ line: String) -> RealProcess {
            let words = line.split(separator: " ").map(String.init)
            return cluster.entente(words + ["--data", cluster.folder + "/session"])
        }

        /// Types a line and expects it to be done; what it printed.
        @discardableResult
        private func type(_ line: String, status: Int32 = 0) async throws -> String {
            let process = start(line)
            #expect(try await process.end() == .exited(status), "`\(line)`: \(process.errors)")
            return status == 0 ? process.output : process.errors
        }

        private func typeAll(_ lines: [String]) async throws {
            for line in lines { try await type(line) }
        }

        /// Acme with Ada, its administrator, and Alan; Globex with Grace, its administrator, and Linus.
        private func typePeople() async throws {
            try await typeAll([
                "org create acme --name Acme --email-domain acme.example", "org create globex --name Globex",
                "user create ada --organization acme --email ada@acme.example --name Ada --role enterprise-admin",
                "user create alan --organization acme --email alan@acme.example --name Alan --actor ada",
                "user create grace --organization globex --email grace@globex.example --name Grace "
                    + "--role enterprise-admin",
                "user create linus --organization globex --email linus@globex.example --name Linus --actor grace",
            ])
        }

        @Test func `people, teams and locations are typed, and what they come to is asked`() async throws {
            try await typePeople()
            let path = cluster.folder + "/people.jsonl"
            let line =
                #"{"id": "eve", "organization": "acme", "email": "eve@acme.example", "displayName": "Eve"}"#
            try File.write(path, Array("\(line)\n\n".utf8))
            #expect(try await type("user import \(path) --actor ada").contains("eve@acme.example"))
            try await typeAll([
                "team create sales --organization acme --name Sales --kind work --level team-colleague",
                "team members add sales ada alan eve --actor ada",
                "team members remove sales eve",
                "team create desk --organization acme --name Desk --kind monitoring --subgroup leads "
                    + "--subgroup agents --grant leads:agents=assistant",
                "team members add desk ada=leads eve=agents",
                "team privacy sales alan show-all --actor ada",
                "location create acme london --name London --same employee --other employee --outside unknown",
                "user update eve --location london --vip false", "user privacy eve hide-all --actor eve",
                "location update acme london --outside blocked --actor ada",
            ])
            let team = try await type("team show sales")
            #expect(team.contains("\nalan  -         show-all\n") && !team.contains("\neve"), "\(team)")
            #expect(try await type("team list acme").contains("leads, agents"))
            #expect(try await type("location list acme").contains("blocked"))
            #expect(try await type("user list acme --limit 2").split(separator: "\n").count == 3)
            #expect(try await type("user find EVE@acme.example").contains("hide-all"))

            let refused = try await type("user update eve --name X --expected-version 1", status: 3)
            #expect(refused.contains("conflict") && refused.contains("--expected-version"), "\(refused)")
            let taken = try await type("user create ada --organization acme --email a@b --name A", status: 3)
            #expect(taken.contains("already-exists"), "\(taken)")

            #expect(try await type("check ada presence.set eve --json").contains(#""level":"assistant""#))
            #expect(try await type("capability ada team.manage").hasPrefix("✓ allow"))
            #expect(try await type("user deactivate alan --actor ada").contains("deactivated   yes"))
            #expect(try await type("check alan chat.start ada").contains("actor-deactivated"))
            try await type("user reactivate alan")
            try await typeAll(["team delete desk --actor ada", "user update eve --location default"])
            try await type("location delete acme london --actor ada")
            #expect(try await type("events acme --after 3").contains("location: london → default"))
        }

        @Test func `an agreement is typed through its whole life`() async throws {
            try await typePeople()
            #expect(try await type("check alan workspace.transfer linus").hasPrefix("× deny"))
            #expect(
                try await type("defaults set acme --both workspace.transfer=allow --actor ada").contains(
                    "custom"))
            try await type("interaction register document.sign --category documents --ask-allowed")
            #expect(try await type("defaults show globex").contains("document.sign"))
            try await typeAll([
                "partnership propose linus@globex.example --id p1 --preset full --note Shall-we? --actor ada",
                "partnership counter p1 --incoming workspace.transfer=ask --expires 7d --actor grace",
            ])
            #expect(try await type("partnership list acme --filter needs-attention").contains("p1"))
            #expect(try await type("partnership accept p1 --actor ada").contains("enabled"))
            let asked = try await type("check alan workspace.transfer linus")
            #expect(
                asked == "? ask  alan → linus  workspace.transfer  (partnership p1, version 3; ask linus)\n")
            try await typeAll([
                "partnership change p1 --preset restricted --organization globex",
                "partnership withdraw p1 --actor grace", "partnership disable p1 --actor grace",
                "partnership request-enable p1 --actor grace", "partnership confirm-enable p1 --actor ada",
            ])
            #expect(try await type("partnership find acme globex").contains("version  8"))
            let unsaid = try await type("partnership disable p1", status: 3)
            #expect(unsaid.contains("look at the flag `--organization`"), "\(unsaid)")

            let asking = start("partnership delete p1 --actor ada")
            #expect(try await asking.end() == .exited(0))
            let mark = "--confirmation "
            let word = try #require(asking.errors.split(separator: "`").first { $0.hasPrefix(mark) })
            #expect(try await type("partnership delete p1 --actor ada \(word)").contains("deleted"))
            #expect(try await type("partnership history p1 --json").split(separator: "\n").count == 9)
            let told = try await type("notification list acme --json").split(separator: "\n")
            let first = try JSON.decode(Notification.self, from: String(try #require(told.first)))
            #expect(try await type("notification acknowledge \(first.id) --actor ada").contains("yes"))
        }

        @Test func `who is what to whom is typed, and decides`() async throws {
            try await typePeople()
            #expect(try await type("relationship options linus alan").contains("external"))
            try await typeAll([
                "relationship set linus alan employee --actor linus",
                "org floors set globex chat.start=team-colleague",
                "org rights set acme presence.read-symbol=employee --actor ada",
            ])
            #expect(try await type("relationship list linus").contains("employee"))
            #expect(try await type("org floors show globex").contains("team-colleague"))
            #expect(try await type("org rights show acme").contains("presence.read-symbol"))
            #expect(try await type("check alan chat.start linus").contains("relationship-too-low"))
            #expect(try await type("check linus presence.read-symbol alan").hasPrefix("× deny"))
            #expect(try await type("check alan presence.read-symbol linus").hasPrefix("✓ allow"))
            try await type("relationship set linus alan blocked --actor linus")
            #expect(try await type("check alan chat.start linus").contains("(blocked"))
            try await type("relationship clear linus alan --actor linus")
            #expect(try await type("relationship list linus").isEmpty)
            let refused = try await type("relationship set linus alan blocked --actor ada", status: 3)
            #expect(refused.contains("permission-denied"), "\(refused)")
        }

        @Test func `a verdict is explained`() async throws {
            try await typePeople()
            try await type("relationship set linus alan blocked --actor linus")
            let why = try await type("explain alan chat.start linus")
            #expect(why.hasPrefix("× deny  alan → linus  chat.start  (blocked"), "\(why)")
            #expect(why.contains("individual") && why.contains("What would change it"), "\(why)")
            #expect(try await type("explain alan chat.start alan").contains("self"))
            let narrow = try await type("explain alan chat.start linus --audience acme")
            #expect(narrow.contains("acme") && !narrow.contains("individual"), "\(narrow)")
        }

        @Test func `what may be shared and used is typed, and asked`() async throws {
            try await typePeople()
            try await typeAll([
                "sharing policy acme note --offer everyone --offer only-you --fallback everyone --actor ada",
                "sharing mode acme teams-only --actor ada", "sharing mode acme everyone --on-return hide-all",
                "sharing limits acme --mail-bodies false --private-meetings true --actor ada",
                "integration put acme crm --kind other --scope individual --actor ada",
            ])
            #expect(try await type("sharing show acme").contains("everyone, only-you"))
            #expect(try await type("sharing resolve ada note mail-bot").contains("everyone"))
            let unoffered = try await type(
                "sharing resolve ada note user --option teams-and-users", status: 3)
            #expect(unoffered.contains("failed-precondition"), "\(unoffered)")
            #expect(
                try await type("content check alan note --author ada --sharing everyone").hasPrefix("✓ full"))
            #expect(try await type("integration check alan crm").contains("connect-first"))
            try await type("integration connect alan crm --actor alan")
            #expect(try await type("integration check alan crm").hasPrefix("✓ allow"))
            try await type("integration disconnect alan crm --actor alan")
            try await type("integration check alan crm --exit-code", status: 1)
            #expect(try await type("integration list acme").contains("individual"))
        }

        @Test func `people are found as another would find them`() async throws {
            try await typePeople()
            #expect(try await type("discover ada al").contains("alan@acme.example"))
            #expect(try await type("discover ada gr").isEmpty)
        }

        @Test func `answers are watched until Ctrl-C or until there are none`() async throws {
            try await typePeople()
            let watch = start("watch alan chat.start linus alan chat.start alan")
            try await eventually("the answers are there") {
                if let ending = watch.ending { throw Late("it ended (\(ending)): \(watch.errors)") }
                return watch.output.split(separator: "\n").count == 2
            }
            try await type("org suspend globex")
            try await eventually("the change is shown") { watch.output.split(separator: "\n").count == 3 }
            #expect(watch.output.hasSuffix("(target-organization-suspended)\n"), "\(watch.output)")
            watch.send(.interrupt)
            #expect(try await watch.end() == .exited(0), "\(watch.errors)")

            let broken = start("watch alan chat.start linus")
            try await eventually("the answer is there") { !broken.output.isEmpty }
            cluster.kill(.decision)
            #expect(try await broken.end() == .exited(4), "\(broken.errors)")
            #expect(try await type("watch alan no.such linus", status: 4).contains("cannot reach"))
        }
    }
}
