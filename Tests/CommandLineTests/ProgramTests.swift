import EntenteClient
import EntenteProtocol
import TestSupport
import Testing

@testable import CommandLine

/// One of each service, scripted, with the flags that lead to them.
private struct ScriptedCluster {
    let peers: [ServiceName: ScriptedService]

    init(_ respond: @escaping @Sendable (ServiceName, PeerConnection, PeerConnection.Incoming) -> Void) throws
    {
        var peers: [ServiceName: ScriptedService] = [:]
        for service in ServiceName.allCases {
            peers[service] = try ScriptedService { $0.serve(as: service) { respond(service, $0, $1) } }
        }
        self.peers = peers
    }

    var environment: [String: String] {
        let endpoints = peers.map { "\($0.key.rawValue)=127.0.0.1:\($0.value.port)" }.joined(separator: ",")
        return ["ENTENTE_ENDPOINTS": endpoints, "ENTENTE_TOKEN": "secret"]
    }
}

@Suite("The command line")
struct ProgramTests {
    @Test("explains itself, exit statuses included")
    func helps() async {
        let terminal = Terminal()
        #expect(await terminal.run("--help") == 0)
        for word in ["up", "status", "check", "effective", "partnership", "call", "Exit status: 0 done"] {
            #expect(terminal.output.contains(word), "no word of \(word)")
        }
        let verb = Terminal()
        #expect(await verb.run("help", "check") == 0)
        #expect(verb.output.contains("--exit-code"))
    }

    @Test(
        "refuses what it does not understand with status 2, and says what would do",
        arguments: [
            ([], "a command is missing"), (["chek", "a", "b", "c"], "did you mean `check`?"),
            (["check", "a", "chat.start"], "argument `TARGET` is missing"),
            (
                ["check", "a", "b", "c", "--call-context", "x"],
                "expected `forwarding-participant` or `forwarder`"
            ),
            (["partnership", "list", "acme", "--filter", "odd"], "flag `--filter` has value `odd`"),
            (["call"], "METHOD is missing"),
            (["call", "creatUser"], "there is no call `creatUser`, did you mean `createUser`"),
            (["call", "notification"], "`listNotifications`"), (["call", "xyzzy"], "`entente schema proto`"),
            (["call", "hello"], "said by every connection"),
            (["call", "check", "--at", "directory"], "not answered by `directory`, but by `decision`"),
            (["call", "check", "{]"], "the request of `check`: line 1"),
            (["call", "check", #"{"actr": "a"}"#], "did you mean `actor`?"),
            (["check", "a", "b", "c"], "no access token is given"),
            (["check", "a", "b", "c", "--token-file", "/nowhere"], "cannot read the token file `/nowhere`"),
            (["check", "a", "b", "c", "--data", "/nowhere"], "cannot read `/nowhere/endpoints`"),
            (["check", "a", "b", "c", "--endpoints", "x"], "`x` is no endpoint"),
            (["up"], "give `--data DIR`"),
        ] as [([String], String)])
    func refusesBadArguments(_ arguments: [String], _ message: String) async {
        let terminal = Terminal()
        #expect(await terminal.run(arguments) == 2)
        #expect(terminal.errors.contains(message), "\(terminal.errors)")
        #expect(terminal.output.isEmpty)
    }

    @Test("tells a verdict in one line, or in JSON, and by its status where asked")
    func checks() async throws {
        let cluster = try ScriptedCluster { _, peer, request in
            peer.answer(
                request,
                CheckResponse.with {
                    $0.verdict = .ask
                    $0.reason = .partnership
                    $0.ask = "bob"
                    $0.partnership = "p1"
                    $0.partnershipVersion = 3
                })
        }
        let terminal = Terminal()
        #expect(
            await terminal.run("check", "ada", "chat.start", "bob", environment: cluster.environment) == 0)
        #expect(terminal.output == "? ask  ada → bob  chat.start  (partnership p1, version 3; ask bob)\n")
        let json = Terminal()
        #expect(
            await json.run(
                "check", "ada", "chat.start", "bob", "--json", "--exit-code", environment: cluster.environment
            ) == 1)
        let answer = try JSON.decode(CheckResponse.self, from: json.output)
        #expect(answer.verdict == .ask)
        #expect(answer.partnershipVersion == 3)
    }

    @Test("ends with status 3 where a service refuses, and names the kind of refusal")
    func tellsRefusals() async throws {
        let cluster = try ScriptedCluster { _, peer, request in
            peer.refuse(request, .notFound("there is no user `ada`"))
        }
        let terminal = Terminal()
        #expect(
            await terminal.run("call", "getUser", #"{"id":"ada"}"#, environment: cluster.environment) == 3)
        #expect(terminal.errors == "entente: not-found: there is no user `ada`\n")
        let json = Terminal()
        #expect(await json.run("call", "getUser", "{}", "--json", environment: cluster.environment) == 3)
        #expect(json.errors == #"{"error":{"code":"not-found","message":"there is no user `ada`"}}"# + "\n")
    }

    @Test("ends with status 4 where a service cannot be reached, and says how to start one")
    func tellsUnreachable() async throws {
        let terminal = Terminal()
        let environment = ["ENTENTE_ENDPOINTS": "decision=\(nowhere())", "ENTENTE_TOKEN": "secret"]
        #expect(await terminal.run("check", "a", "b", "c", environment: environment) == 4)
        #expect(terminal.errors.contains("cannot reach \(nowhere())"))
        #expect(terminal.errors.contains("entente up --data DIR"))
    }

    @Test("shows both directions of a pair as a table with reasons")
    func showsEffective() async throws {
        let cluster = try ScriptedCluster { _, peer, request in
            let isForth = request.read(EffectiveRequest.self).actor == "ada"
            peer.answer(
                request,
                EffectiveResponse.with {
                    $0.answers = [
                        .with {
                            $0.action = "chat.start"
                            $0.verdict = isForth ? .allow : .deny
                            $0.reason = .defaults
                        }
                    ]
                })
        }
        let terminal = Terminal()
        #expect(await terminal.run("effective", "ada", "bob", environment: cluster.environment) == 0)
        #expect(
            terminal.output == """
                action      ada → bob  why       bob → ada  why
                chat.start  ✓ allow    defaults  × deny     defaults

                """)
    }

    @Test("shows a partnership with the catalog's wording, what is asked for, and its history")
    func showsPartnership() async throws {
        let cluster = try ScriptedCluster { _, peer, request in
            switch request.header.call {
            case .getPartnership: peer.answer(request, PartnershipReply.with { $0.partnership = .sample })
            case .listInteractions:
                peer.answer(
                    request,
                    ListInteractionsResponse.with {
                        $0.items = [
                            .with {
                                $0.name = "chat.start"
                                $0.weCan = "Chat when they begin"
                                $0.theyCan = "Chat when we begin"
                            }
                        ]
                    })
            default:
                peer.answer(
                    request,
                    PartnershipHistoryResponse.with {
                        $0.items = [
                            .with {
                                $0.version = 1
                                $0.actor = "ada"
                                $0.organization = "acme"
                                $0.action = .proposed
                                $0.to = .proposed
                            }
                        ]
                    })
            }
        }
        let terminal = Terminal()
        #expect(await terminal.run("partnership", "show", "p1", environment: cluster.environment) == 0)
        for line in [
            "p1: acme with globex", "  open       change: needs attention",
            "We can                interaction  in force  asked for",
            "Chat when they begin  chat.start   ? ask     ✓ allow",
            "Chat when we begin  chat.start   × deny    =",
            "-     1        proposed  -     proposed  ada (acme)",
        ] {
            #expect(terminal.output.contains(line + "\n"), "no line `\(line)` in\n\(terminal.output)")
        }
    }

    @Test("lists partnerships page by page")
    func listsPartnerships() async throws {
        let cluster = try ScriptedCluster { _, peer, request in
            let isFirst = request.read(ListPartnershipsRequest.self).pageToken.isEmpty
            peer.answer(
                request,
                ListPartnershipsResponse.with {
                    $0.items = [.with { $0.id = isFirst ? "p1" : "p2" }]
                    $0.nextPageToken = isFirst ? "more" : ""
                })
        }
        let terminal = Terminal()
        #expect(
            await terminal.run("partnership", "list", "acme", "--json", environment: cluster.environment) == 0
        )
        let ids = try terminal.output.split(separator: "\n").map {
            try JSON.decode(Partnership.self, from: String($0)).id
        }
        #expect(ids == ["p1", "p2"])
    }
}

extension Partnership {
    fileprivate static let sample = Partnership.with {
        $0.id = "p1"
        $0.organization = "acme"
        $0.partner = "globex"
        $0.state = .enabled
        $0.needsAttention = true
        $0.terms = [
            .with {
                $0.interaction = "chat.start"
                $0.incoming = .ask
                $0.outgoing = .deny
            }
        ]
        $0.open = .with {
            $0.kind = .change
            $0.by = "globex"
            $0.terms = [
                .with {
                    $0.interaction = "chat.start"
                    $0.incoming = .allow
                    $0.outgoing = .deny
                }
            ]
        }
    }
}

@Suite("The status of a cluster")
struct StatusTests {
    private func cluster(decisionAt revision: UInt64, ready: Bool = true) throws -> ScriptedCluster {
        try ScriptedCluster { service, peer, request in
            peer.answer(
                request,
                ServerStatusResponse.with {
                    $0.service = service.rawValue
                    $0.ready = ready
                    $0.position = Position(
                        directoryEpoch: 1, directory: 9, partnershipEpoch: 2, partnership: 4)
                    let sources: [(String, UInt64, UInt64)] = [
                        ("directory", 1, 9), ("partnership", 2, revision),
                    ]
                    let count = service == .directory ? 0 : service == .partnership ? 1 : 2
                    $0.replicas = sources.prefix(count).map { source in
                        ReplicaStatus.with {
                            ($0.source, $0.epoch, $0.revision, $0.connected) = (
                                source.0, source.1, source.2, true
                            )
                        }
                    }
                })
        }
    }

    @Test("is 0 when all are ready and have what their sources have")
    func allWell() async throws {
        let cluster = try cluster(decisionAt: 4)
        let terminal = Terminal()
        #expect(await terminal.run("status", environment: cluster.environment) == 0)
        #expect(terminal.output.split(separator: "\n").count == 4)
        let json = Terminal()
        #expect(await json.run("status", "--json", environment: cluster.environment) == 0)
        #expect(try JSONValue(parsing: json.output)["ready"] == .bool(true))
    }

    @Test("is 1 when a replica is behind, and says by how much")
    func behind() async throws {
        let cluster = try cluster(decisionAt: 1)
        let terminal = Terminal()
        #expect(await terminal.run("status", environment: cluster.environment) == 1)
        #expect(terminal.errors == "decision follows partnership: 3 changes behind\n")
    }

    @Test("is 1 when a service is not ready")
    func notReady() async throws {
        let cluster = try cluster(decisionAt: 4, ready: false)
        #expect(await Terminal().run("status", environment: cluster.environment) == 1)
    }

    @Test("is 4 when a service is away")
    func away() async throws {
        let cluster = try cluster(decisionAt: 4)
        var environment = cluster.environment
        environment["ENTENTE_ENDPOINTS"]! += ",directory=\(nowhere())"
        #expect(await Terminal().run("status", environment: environment) == 4)
    }

    @Test("has a row for each decision node, and is as bad as the worst of them")
    func severalNodes() async throws {
        let cluster = try cluster(decisionAt: 4)
        let second = try self.cluster(decisionAt: 1)
        var environment = cluster.environment
        environment["ENTENTE_ENDPOINTS"]! += ",decision=127.0.0.1:\(second.peers[.decision]!.port)"
        let terminal = Terminal()
        #expect(await terminal.run("status", environment: environment) == 1)
        #expect(terminal.output.split(separator: "\n").count == 5)
        #expect(terminal.errors == "decision follows partnership: 3 changes behind\n")
    }

    @Test("is found out by asking one node after the other, where nothing was sent to the first")
    func failsOver() async throws {
        let cluster = try cluster(decisionAt: 4)
        var environment = cluster.environment
        environment["ENTENTE_ENDPOINTS"]! += ",decision=\(nowhere())"
        for _ in 0..<4 {
            #expect(
                await Terminal().run(
                    "call", "serverStatus", "{}", "--at", "decision", environment: environment) == 0)
        }
    }
}
