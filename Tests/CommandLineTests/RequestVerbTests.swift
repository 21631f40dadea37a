// What is typed becomes a request, and what is wrong with it is said before anything is asked.

import EntenteProtocol
import Testing

@testable import CommandLine

@Suite("What is typed")
struct RequestVerbTests {
    /// 2026-03-01 00:00 UTC.
    private static let now: Int64 = 1_772_323_200_000

    private func request(_ line: String, lines: [String] = []) async throws -> JSONValue {
        let words = line.split(separator: " ").map(String.init)
        let request = try await Program().request(of: words, now: Self.now) { _ in lines }
        return JSON.value(ofAny: try #require(request))
    }

    @Test(
        "becomes the fields of the request",
        arguments: [
            (
                "user create ada --organization acme --email a@b --name Ada",
                #"{"id": "ada", "displayName": "Ada"}"#
            ),
            (
                "user create --organization acme --email a@b --name Ada --actor eve",
                #"{"id": "", "actor": "eve"}"#
            ),
            ("user update ada --vip false --expected-version 3", #"{"vip": false, "expectedVersion": 3}"#),
            (
                "org create --name Acme --email-domain a.example --email-domain b.example",
                #"{"emailDomains": ["a.example", "b.example"]}"#
            ),
            ("org update acme --email-domain a.example", #"{"emailDomains": {"values": ["a.example"]}}"#),
            ("org update acme --clear-email-domains", #"{"emailDomains": {"values": []}}"#),
            (
                "team update desk --grant leads:agents=assistant",
                #"""
                {"grants": {"values":
                [{"viewerSubgroup": "leads", "ownerSubgroup": "agents", "level": "assistant"}]}}
                """#
            ),
            (
                "team members add desk a=leads b",
                #"{"members": [{"user": "a", "subgroup": "leads"}, {"user": "b"}]}"#
            ),
            (
                "org rights set acme call.pick-up=assistant presence.set=employee",
                #"""
                {"minimums": [{"right": "call.pick-up", "level": "assistant"},
                {"right": "presence.set", "level": "employee"}]}
                """#
            ),
            (
                "partnership change p1 --outgoing a.b=ask --incoming a.b=deny --both c.d=allow",
                #"""
                {"terms": [{"interaction": "a.b", "outgoing": "ask", "incoming": "deny"},
                {"interaction": "c.d", "outgoing": "allow", "incoming": "allow"}]}
                """#
            ),
            (
                "partnership propose g@x --expires 1d12h --terms-expire 2026-04-01",
                #"{"proposalExpiresAt": 1772452800000, "termsExpireAt": 1775001600000}"#
            ),
            ("integration put acme crm --kind other --scope individual", #"{"enabled": true, "teams": []}"#),
            ("integration put acme crm --kind other --scope individual --off", #"{"enabled": false}"#),
            ("relationship set ada grace blocked", #"{"level": "blocked"}"#),
            (
                "content check alan list --private true --grant-user a=editor --grant-team t=viewer",
                #"""
                {"viewer": "alan", "item": {"contentType": "list", "private": true, "participants": [],
                "users": [], "teams": [],
                "grants": [{"user": "a", "role": "editor"}, {"team": "t", "role": "viewer"}]}}
                """#
            ),
            ("check ada chat.start grace --max-staleness 1m30s", #"{"maxStalenessMillis": 90000}"#),
            ("notification list acme --all", #"{"includeAcknowledged": true}"#),
        ] as [(String, String)])
    func fields(_ line: String, _ expected: String) async throws {
        let request = try await request(line)
        guard case .object(let members) = try JSONValue(parsing: expected) else { return }
        for member in members {
            // Members in another order are the same message.
            #expect(
                request[member.name].map(Self.sorted) == Self.sorted(member.value),
                "`\(line)`: \(request.text())")
        }
    }

    /// The same document with members by name, and without the privacy of members, which nobody types.
    private static func sorted(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members):
            .object(
                members.map { .init($0.name, sorted($0.value)) }.filter { $0.name != "privacy" }
                    .sorted { $0.name < $1.name })
        case .array(let elements): .array(elements.map(sorted))
        default: value
        }
    }

    @Test("may leave out what a clearing command leaves out")
    func clears() async throws {
        #expect(try await request("relationship clear ada grace")["level"] == nil)
    }

    @Test("may stand in a file, a line each")
    func files() async throws {
        let lines = [#"{"id": "ada", "email": "a@b"}"#, #"{"id": "alan", "role": "admin"}"#]
        let users = try await request("user import people.jsonl", lines: lines)["users"]
        #expect(
            users?.text().contains(#""id":"alan""#) == true && users?.text().contains(#""id":"ada""#) == true)
    }

    @Test(
        "is refused where it says nothing that can be asked",
        arguments: [
            (
                "team create x --organization a --name n --kind wrk",
                "flag `--kind` has value `wrk`: expected `work`"
            ),
            ("team create x --name n --kind work", "flag `--organization` is required"),
            ("relationship set ada grace bloked", "argument `LEVEL` has value `bloked`: expected `blocked`"),
            ("org rights set acme", "argument `RIGHT=LEVEL` is missing"),
            ("org rights set acme presence.set", "expected `RIGHT=LEVEL`"),
            ("org rights set acme =employee", "expected `RIGHT=LEVEL`"),
            ("org rights set acme presence.set=much", "expected `blocked`"),
            ("org rights set acme a.b=blocked a.b=external", "`a.b` is given twice"),
            ("team update desk --grant leads=assistant", "expected `SUBGROUP:SUBGROUP=LEVEL`"),
            (
                "team update desk --grant l:a=assistant --clear-grants",
                "`--clear-grants` clears what another flag sets"
            ),
            ("user update ada --vip perhaps", "expected true or false"),
            ("user update ada --expected-version one", "expected a whole number"),
            ("user list acme --limit 0", "expected a whole number above 0"),
            (
                "partnership change p1 --expires soon",
                "flag `--expires` has value `soon`: expected a time from now"
            ),
            ("partnership change p1 --expires 2026-02-31", "expected a time from now"),
            ("partnership change p1 --outgoing a.b=maybe", "expected `deny`, `ask` or `allow`"),
            ("check ada chat.start grace --max-staleness long", "expected a duration"),
            ("watch ada chat.start", "2 arguments make no whole questions"),
            ("watch", "nothing to watch"),
            ("usr create", "did you mean `user`?"), ("user creat", "did you mean `create`?"),
            ("propose", "did you mean `partnership propose`?"),
            ("create", "did you mean `org create` or `user create` or `location create`?"),
            ("user import /nowhere", "cannot read `/nowhere`"),
        ])
    func refusals(_ line: String, _ message: String) async {
        let terminal = Terminal()
        let status = await terminal.run(line.split(separator: " ").map(String.init))
        #expect(status == 2, "`\(line)`")
        #expect(terminal.errors.contains(message), "`\(line)`: \(terminal.errors)")
        #expect(terminal.output.isEmpty)
    }

    @Test("means a moment from now or on a date")
    func moments() {
        let day: Int64 = 86_400_000
        let spellings: [(String, Int64?)] = [
            ("7d", Self.now + 7 * day), ("12h", Self.now + day / 2), ("1d30m", Self.now + day + 1_800_000),
            ("0d", Self.now), ("90s", Self.now + 90_000), ("2026-03-02", Self.now + day),
            ("2026-03-01T09:30Z", Self.now + 34_200_000), ("2026-03-01 09:30:05 UTC", Self.now + 34_205_000),
            ("1970-01-01", 0), ("2028-02-29", 1_835_395_200_000), ("2026-02-29", nil), ("2026-13-01", nil),
            ("2026-03-01T24:00Z", nil), ("", nil), ("d", nil), ("7", nil), ("-1d", nil), ("7d7d", nil),
            ("tomorrow", nil), ("99999999999999d", nil), ("9223372036854775807h", nil),
        ]
        for (text, millis) in spellings {
            #expect(Moment(text, now: Self.now)?.millis == millis, "`\(text)`")
        }
    }

    @Test("is written again as it was read")
    func timestamps() {
        for text in ["2026-03-01 09:30:05 UTC", "1999-12-31 23:59:59 UTC"] {
            #expect(Timestamp(dateText: text)?.text == text)
        }
    }
}
