// Every mistake that `entente doctor` knows, made on purpose: by scripted services here, by real ones in the
// integration tests.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

@testable import CommandLine

@Suite("The doctor")
struct DoctorTests {
    /// What a scripted service is like, as a change of one that is well.
    typealias Change = @Sendable (ServiceName, inout ServerStatusResponse) -> Void

    private static func well(_ service: ServiceName) -> ServerStatusResponse {
        .with {
            ($0.service, $0.version, $0.ready) = (service.rawValue, Release.version, true)
            $0.wallMillis = MachineClock.wallMillis
            $0.position = .with {
                ($0.directoryEpoch, $0.directory, $0.partnershipEpoch, $0.partnership) = (1, 10, 2, 20)
            }
            let followed: [(ServiceName, UInt64, UInt64)] = [(.directory, 1, 10), (.partnership, 2, 20)]
            $0.replicas = followed.prefix(service == .directory ? 0 : service == .partnership ? 1 : 2).map {
                source, epoch, revision in
                .with {
                    ($0.source, $0.connected) = (source.rawValue, true)
                    ($0.epoch, $0.revision, $0.head, $0.ageMillis) = (epoch, revision, revision, 5)
                }
            }
        }
    }

    /// What the doctor says about three services.
    private func examine(
        refusing refusal: Failure? = nil, statusRefusal: Failure? = nil, flags: [String] = [],
        _ change: @escaping Change = { _, _ in }
    ) async throws -> (status: Int32, kinds: [String], text: String) {
        var peers: [ServiceName: ScriptedService] = [:]
        for service in ServiceName.allCases {
            peers[service] = try ScriptedService { connection in
                connection.serve(as: service) { peer, request in
                    guard request.header.call == .serverStatus else {
                        if let refusal { return peer.refuse(request, refusal) }
                        return request.header.call == .status
                            ? peer.answer(request, StatusResponse())
                            : peer.answer(request, ListOrganizationsResponse())
                    }
                    if let statusRefusal { return peer.refuse(request, statusRefusal) }
                    var status = Self.well(service)
                    change(service, &status)
                    peer.answer(request, status)
                }
            }
        }
        let endpoints = peers.map { "\($0.key.rawValue)=\($0.value.endpoint)" }.joined(separator: ",")
        let answer = try await examine(at: endpoints, flags)
        withExtendedLifetime(peers) {}
        return answer
    }

    private func examine(
        at endpoints: String, _ flags: [String] = []
    ) async throws -> (status: Int32, kinds: [String], text: String) {
        let environment = ["ENTENTE_ENDPOINTS": endpoints, "ENTENTE_TOKEN": "secret"]
        let (people, programs) = (Terminal(), Terminal())
        let status = await people.run(["doctor"] + flags, environment: environment)
        #expect(
            await programs.run(["doctor", "--output", "json"] + flags, environment: environment) == status)
        let answer = try JSONValue(parsing: programs.output)
        #expect(answer["well"] == .bool(status == 0))
        guard case .array(let findings)? = answer["findings"] else { return (status, [], people.output) }
        #expect(people.output.matches(of: #/    do:   /#).count == findings.count, "\(people.output)")
        let kinds = findings.compactMap { finding -> String? in
            if case .string(let kind)? = finding["kind"] { return kind }
            return nil
        }
        return (status, kinds, people.output)
    }

    @Test("finds nothing where nothing is wrong")
    func well() async throws {
        let (status, kinds, text) = try await examine()
        #expect(status == 0, "\(text)")
        #expect(kinds.isEmpty)
        #expect(text.hasSuffix("nothing is wrong as far as can be seen from here\n"))
    }

    @Test("finds clocks that are apart, and tells which is ahead")
    func clocks() async throws {
        let (status, kinds, text) = try await examine { service, status in
            if service == .partnership { status.wallMillis += 90_000 }
            if service == .decision { status.wallMillis -= 30_000 }
        }
        #expect(status == 1)
        #expect(kinds == ["clock", "clock"], "\(text)")
        #expect(text.contains("89.") || text.contains("90.0 s ahead of this machine"), "\(text)")
        #expect(text.contains("behind this machine"))
    }

    @Test("finds programs of different releases")
    func versions() async throws {
        let (status, kinds, text) = try await examine { service, status in
            if service == .directory { status.version = "0.0.9" }
        }
        #expect(status == 1)
        #expect(kinds == ["versions"])
        #expect(text.contains("0.0.9") && text.contains("this program: \(Release.version)"))
    }

    @Test("finds feeds that are down, behind, or of another history")
    func feeds() async throws {
        let down = try await examine { service, status in
            guard service == .decision else { return }
            status.ready = false
            (status.replicas[0].connected, status.replicas[0].ageMillis) = (false, 60_000)
        }
        #expect(down.kinds == ["feed-down", "not-ready"], "\(down.text)")
        #expect(down.text.contains("60000 ms ago"))
        let behind = try await examine { service, status in
            if service == .decision { status.replicas[1].revision = 3 }
        }
        #expect(behind.kinds == ["feed-behind"])
        #expect(behind.text.contains("17 changes behind"))
        let other = try await examine { service, status in
            if service == .partnership { status.replicas[0].epoch = 9 }
        }
        #expect(other.kinds == ["other-history"])
    }

    @Test("finds a token that is not let in, and one that may ask nothing")
    func tokens() async throws {
        let refused = try await examine(statusRefusal: Failure(.unauthenticated, "no such access token"))
        #expect(Set(refused.kinds) == ["token-refused"], "\(refused.text)")
        let idle = try await examine(refusing: .permissionDenied("`status` needs scope check"))
        #expect(idle.kinds == ["scope-missing"])
        #expect(idle.text.contains("needs scope check"))
    }

    @Test("finds that nobody answers, and that something else does")
    func addresses() async throws {
        let stranger = try ScriptedService { connection in
            connection.sendRaw(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8))
        }
        let other = try ScriptedService { connection in connection.serve(as: .directory) { _, _ in } }
        let (status, kinds, text) = try await examine(
            at: "directory=\(nowhere()),partnership=\(stranger.endpoint),decision=\(other.endpoint)")
        #expect(status == 1)
        #expect(kinds == ["unreachable", "port-taken", "port-taken"], "\(text)")
        #expect(text.contains("the directory service answers there, not the decision service"))
        withExtendedLifetime((stranger, other)) {}
    }

    @Test("finds that nothing is set up")
    func nothingSetUp() async throws {
        let terminal = Terminal()
        #expect(await terminal.run("doctor") == 1)
        #expect(terminal.output.contains("seen: no access token is given"))
    }
}
