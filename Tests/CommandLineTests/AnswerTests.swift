// What services answer, as people read it.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

@testable import CommandLine

@Suite("What is answered")
struct AnswerTests {
    /// Runs one line against a service that answers every request by `respond`.
    private func run(
        _ line: String, interruptions: Interruptions = Interruptions(),
        _ respond: @escaping @Sendable (PeerConnection, PeerConnection.Incoming) -> Void
    ) async throws -> (status: Int32, terminal: Terminal) {
        let peer = try ScriptedService { connection in
            connection.serve(as: .directory, respond)
        }
        return await run(line, at: peer, .directory, interruptions)
    }

    private func run(
        _ line: String, at peer: ScriptedService, _ service: ServiceName,
        _ interruptions: Interruptions = Interruptions()
    ) async -> (status: Int32, terminal: Terminal) {
        let terminal = Terminal()
        let environment = [
            "ENTENTE_ENDPOINTS": "\(service.rawValue)=127.0.0.1:\(peer.port)", "ENTENTE_TOKEN": "secret",
        ]
        let words = line.split(separator: " ").map(String.init)
        let status = await terminal.run(words, environment: environment, interruptions: interruptions)
        withExtendedLifetime(peer) {}
        return (status, terminal)
    }

    // MARK: cards and tables

    @Test("is a card of the plain fields, with a table for each list")
    func cards() async throws {
        let (status, terminal) = try await run("org show acme") { peer, request in
            peer.answer(
                request,
                GetOrganizationResponse.with {
                    $0.organization.id = "acme"
                    $0.organization.emailDomains = ["a.example", "b.example"]
                    $0.organization.suspended = true
                    $0.organization.minimums = [
                        .with { ($0.right, $0.level) = ("presence.set", .assistant) }
                    ]
                    $0.organization.floors = [
                        .with { ($0.interaction, $0.level) = ("chat.start", .external) }
                    ]
                })
        }
        #expect(status == 0)
        let expected = """
            id                      acme
            name                    -
            email domains           a.example, b.example
            enterprise permissions  no
            relationship policy     -
            suspended               yes

            """
        #expect(terminal.output.hasPrefix(expected), "\(terminal.output)")
        let tables = """

            Minimums
            right         level
            presence.set  assistant

            Floors
            interaction  level
            chat.start   external

            """
        #expect(terminal.output.hasSuffix(tables), "\(terminal.output)")
    }

    @Test("is told as it is where JSON is asked for")
    func json() async throws {
        let (status, terminal) = try await run("user show ada --json") { peer, request in
            peer.answer(request, GetUserResponse.with { $0.user.id = "ada" })
        }
        #expect(status == 0)
        let answer = try JSON.decode(GetUserResponse.self, from: terminal.output)
        #expect(answer.user.id == "ada")
        #expect(terminal.output.split(separator: "\n").count == 1)
    }

    @Test("is one list, however many pages it came in")
    func pages() async throws {
        let respond: @Sendable (PeerConnection, PeerConnection.Incoming) -> Void = { peer, request in
            let page = request.read(ListUsersRequest.self)
            let count = page.pageSize == 0 ? 2 : Int(page.pageSize)
            let start = Int(page.pageToken) ?? 0
            peer.answer(
                request,
                ListUsersResponse.with {
                    $0.items = (start..<start + count).map { number in .with { $0.id = "u\(number)" } }
                    $0.nextPageToken = start + count >= 6 ? "" : "\(start + count)"
                })
        }
        let all = try await run("user list acme --json", respond)
        let ids = try all.terminal.output.split(separator: "\n").map {
            try JSON.decode(User.self, from: String($0)).id
        }
        #expect(ids == ["u0", "u1", "u2", "u3", "u4", "u5"])
        let some = try await run("user list acme --limit 4", respond)
        #expect(some.terminal.output.split(separator: "\n").count == 5)
        #expect(some.terminal.output.contains("u3") && !some.terminal.output.contains("u4"))
        let none = try await run("user list acme") { peer, request in
            peer.answer(request, ListUsersResponse())
        }
        #expect(none.terminal.output.isEmpty && none.terminal.errors == "the organization has no users\n")
    }

    @Test("tells what an event changed, and not what stayed")
    func events() {
        let change = { (from: String, to: String) in
            EventText.change(
                .with {
                    $0.from = from
                    $0.to = to
                })
        }
        let before = #"{"id": "ada", "vip": false, "emailDomains": ["a", "b"], "version": 1}"#
        let after = #"{"id": "ada", "vip": true, "emailDomains": [], "version": 2}"#
        #expect(change(before, after) == "vip: false → true, email domains: a b → none")
        #expect(change("", after) == "new")
        #expect(change(before, "") == "gone")
        let drop = Event.with {
            ($0.from, $0.to) = (#"{"vip": false}"#, #"{"vip": true}"#)
            $0.dropped = [.with { ($0.owner, $0.viewer, $0.level) = ("ada", "grace", .employee) }]
        }
        #expect(EventText.change(drop) == "vip: false → true, ada's employee of grace dropped")
    }

    // MARK: refusals

    @Test(
        "names what to change where a service refuses a field",
        arguments: [
            (Failure.invalidArgument("field `displayName`: must not be blank"), "look at the flag `--name`"),
            (
                Failure.notFound("field `organization`: no organization `x`"),
                "look at the flag `--organization`"
            ),
            (Failure.invalidArgument("field `id`: `é` may hold only …"), "look at the argument `ID`"),
        ])
    func advice(_ failure: Failure, _ advice: String) async throws {
        let (status, terminal) = try await run("user create é --organization x --email a@b --name n") {
            $0.refuse($1, failure)
        }
        #expect(status == 3)
        #expect(terminal.errors == "entente: \(failure.code.name): \(failure.message)\n\(advice)\n")
    }

    @Test("names the version there is where another was expected")
    func conflicts() async throws {
        var failure = Failure(.conflict, "field `expectedVersion`: user `ada` is at version 7, not 3")
        failure.details = .with { $0.currentVersion = 7 }
        let refusal = failure
        let (status, terminal) = try await run("user update ada --vip true --expected-version 3") {
            $0.refuse($1, refusal)
        }
        #expect(status == 3)
        #expect(terminal.errors.contains("`--expected-version 7` is the version it has now"))
    }

    // MARK: questions

    @Test("is a status where that is asked for")
    func exitCodes() async throws {
        for (verdict, status) in [(Verdict.allow, 0), (.ask, 1), (.deny, 1)] as [(Verdict, Int32)] {
            let peer = try ScriptedService {
                $0.serve(as: .decision) { peer, request in
                    peer.answer(request, CheckCapabilityResponse.with { $0.verdict = verdict })
                }
            }
            let judged = await run("capability ada user.manage --exit-code", at: peer, .decision)
            #expect(judged.status == status)
            let told = await run("capability ada user.manage", at: peer, .decision)
            #expect(told.status == 0)
            #expect(told.terminal.output.contains("\(verdict.name)  ada  user.manage"))
        }
        for (disclosure, status) in [(Disclosure.full, 0), (.metadata, 0), (.none, 1)]
            as [(Disclosure, Int32)]
        {
            let peer = try ScriptedService {
                $0.serve(as: .decision) { peer, request in
                    peer.answer(request, CheckContentResponse.with { $0.disclosure = disclosure })
                }
            }
            let judged = await run("content check ada note --exit-code", at: peer, .decision)
            #expect(judged.status == status)
            #expect(judged.terminal.output.contains("\(disclosure.name)  ada  note"))
        }
    }

    @Test("explains the verdict, each gate, and what would change it")
    func explanations() async throws {
        let peer = try ScriptedService { $0.serve(as: .decision) { $0.answer($1, ExplainResponse.sample) } }
        let (status, terminal) = await run("explain alan workspace.transfer linus", at: peer, .decision)
        #expect(status == 0)
        #expect(
            terminal.output == """
                × deny  alan → linus  workspace.transfer  (blocked)
                Linus has blocked Alan.

                Organizations: acme → globex
                  decided by   partnership
                  partnership  p1, enabled
                  terms        ✓ allow
                  terms end    2026-03-01 00:00:00 UTC
                  verdict      ✓ allow

                Persons: alan is blocked to linus
                  needed  unknown or more  × not enough
                     because of                          level
                  ▸  individual                          blocked
                     monitoring-team  desk (lead → all)  assistant

                What would change it
                  - linus sets alan to something better

                as the people of globex may know it

                """)
    }

    // MARK: watching

    @Test("is watched until Ctrl-C, which is no failure")
    func watches() async throws {
        let interruptions = Interruptions()
        let (status, terminal) = await run(
            "watch ada chat.start grace eve presence.set bob",
            at: try ScriptedService { peer in
                peer.welcome(as: .decision)
                guard let request = peer.nextRequest() else { return }
                let count = request.read(WatchRequest.self).checks.count
                peer.send(.streamItem, to: request, payload: Wire.encode(WatchItem.all(count, .ask)))
                peer.send(.streamItem, to: request, payload: Wire.encode(WatchItem.one(1, .allow)))
                // It goes on for ever: the reader interrupts once the change is shown.
                while let frame = peer.next() { if frame.header.kind == .cancel { return } }
            }, .decision, interruptions, interruptingAfter: "allow")
        #expect(status == 0, "\(terminal.errors)")
        #expect(
            terminal.output == """
                ? ask  ada → grace  chat.start  (defaults)
                ? ask  eve → bob  presence.set  (defaults)
                ✓ allow  eve → bob  presence.set  (defaults)

                """)
        #expect(terminal.errors.isEmpty)
    }

    @Test("is watched until the service breaks off, which is told by the status")
    func watchBreaks() async throws {
        let peer = try ScriptedService { peer in
            peer.welcome(as: .decision)
            guard let request = peer.nextRequest() else { return }
            peer.send(.streamItem, to: request, payload: Wire.encode(WatchItem.all(1, .ask)))
            peer.refuse(request, .unavailable("the facts are too old"))
            while peer.next() != nil {}
        }
        let (status, terminal) = await run("watch ada chat.start grace", at: peer, .decision)
        #expect(status == 4)
        #expect(terminal.output == "? ask  ada → grace  chat.start  (defaults)\n")
        #expect(terminal.errors.contains("the facts are too old"))
    }

    @Test("is watched until the service ends it, which is told by the status too")
    func watchEnds() async throws {
        let peer = try ScriptedService { peer in
            peer.welcome(as: .decision)
            guard let request = peer.nextRequest() else { return }
            peer.send(.streamEnd, to: request)
            while peer.next() != nil {}
        }
        let (status, terminal) = await run("watch ada chat.start grace", at: peer, .decision)
        #expect(status == 4)
        #expect(terminal.errors.contains("the service ended the stream"))
    }

    private func run(
        _ line: String, at peer: ScriptedService, _ service: ServiceName, _ interruptions: Interruptions,
        interruptingAfter text: String
    ) async -> (status: Int32, terminal: Terminal) {
        let terminal = Terminal { if $0.contains(text) { interruptions.interrupt() } }
        let environment = [
            "ENTENTE_ENDPOINTS": "\(service.rawValue)=127.0.0.1:\(peer.port)", "ENTENTE_TOKEN": "secret",
        ]
        let words = line.split(separator: " ").map(String.init)
        let status = await terminal.run(words, environment: environment, interruptions: interruptions)
        withExtendedLifetime(peer) {}
        return (status, terminal)
    }
}

extension WatchItem {
    fileprivate static func all(_ count: Int, _ verdict: Verdict) -> WatchItem {
        .with { $0.answers = (0..<count).map { answered(Int32($0), verdict) } }
    }

    fileprivate static func one(_ index: Int32, _ verdict: Verdict) -> WatchItem {
        .with { $0.answers = [answered(index, verdict)] }
    }

    private static func answered(_ index: Int32, _ verdict: Verdict) -> WatchedAnswer {
        .with {
            $0.index = index
            $0.answer.verdict = verdict
            $0.answer.reason = .defaults
        }
    }
}

extension ExplainResponse {
    fileprivate static let sample = ExplainResponse.with {
        $0.verdict = .deny
        $0.reason = .blocked
        $0.summary = "Linus has blocked Alan."
        $0.remedies = ["linus sets alan to something better"]
        ($0.actorOrganization, $0.targetOrganization, $0.audience) = ("acme", "globex", "globex")
        $0.organizations = .with {
            ($0.reason, $0.verdict, $0.terms) = (.partnership, .allow, .allow)
            ($0.partnership, $0.partnershipState) = ("p1", .enabled)
            $0.termsExpireAt = 1_772_323_200_000
        }
        $0.persons = .with {
            ($0.level, $0.required) = (.blocked, .unknown)
            $0.sources = [
                .with { ($0.kind, $0.level, $0.counted) = (.individual, .blocked, true) },
                .with {
                    ($0.kind, $0.level, $0.id) = (.monitoringTeam, .assistant, "desk")
                    ($0.viewerSubgroup, $0.ownerSubgroup) = ("lead", "all")
                },
            ]
        }
    }
}
