// The port by which a service is watched: what it says of health, readiness and numbers, and that nobody who
// watches gets in the way of those who ask.

import EntenteProtocol
import EventLoop
import Service
import SystemCalls
import TestSupport
import Testing

@Suite struct OperationsTests {
    private func cluster(
        _ seed: UInt64, _ services: [ServiceName] = [.directory],
        _ change: (SimulatedCluster) -> Void = { _ in }
    ) throws -> SimulatedCluster {
        let cluster = try SimulatedCluster(seed: seed, services: [])
        change(cluster)
        for service in services { try cluster.start(service) }
        return cluster
    }

    private func page(_ caller: SimulatedHTTPCaller) throws -> MetricsPage {
        let answer = try #require(caller.ask("GET", "/metrics"))
        #expect(answer.status == 200)
        #expect(answer.fields["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        let page = MetricsPage(answer.body)
        #expect(page.faults.isEmpty)
        return page
    }

    // MARK: health and readiness

    @Test func `a service that answers is alive, and says which it is`() throws {
        let cluster = try cluster(61)
        let caller = cluster.httpCaller(try cluster.watch(.directory))
        let answer = try #require(caller.ask("GET", "/healthz"))
        #expect(answer.status == 200 && answer.fields["content-type"] == "application/json")
        #expect(answer["status"] == "ok" && answer["service"] == "directory")
        #expect(answer["version"] == Release.version)
        let head = try #require(caller.ask("HEAD", "/healthz"))
        #expect(head.status == 200 && head.body.isEmpty)
        #expect(head.fields["content-length"] == answer.fields["content-length"])
    }

    @Test func `a node is not ready before it has caught up, and says why`() throws {
        let cluster = try cluster(62, [.decision])
        let caller = cluster.httpCaller(try cluster.watch(.decision))
        let before = try #require(caller.ask("GET", "/readyz"))
        #expect(before.status == 503 && before["status"] == "not-ready")
        #expect(before["reason"]?.contains("no facts yet") == true)
        #expect(caller.ask("GET", "/healthz")?.status == 200)
        try cluster.start(.directory)
        try cluster.start(.partnership)
        #expect(cluster.settle())
        let after = try #require(caller.ask("GET", "/readyz"))
        #expect(after.status == 200 && after["status"] == "ready" && after["reason"] == nil)
        #expect(after.json["replicas"] != nil)
    }

    @Test func `a node one of whose reactors stands still is not alive, and names it`() throws {
        let cluster = try cluster(74, ServiceName.allCases) { $0.decisionReactorCount = 3 }
        #expect(cluster.settle())
        let caller = cluster.httpCaller(try cluster.watch(.decision))
        #expect(caller.ask("GET", "/healthz")?.status == 200)
        cluster.advance(by: .seconds(15))
        #expect(caller.ask("GET", "/healthz")?.status == 200)
        cluster.network.pause(cluster.decisionLoops[1])
        cluster.advance(by: .seconds(8))
        #expect(caller.ask("GET", "/healthz")?.status == 200)
        cluster.advance(by: .seconds(4))
        let hanging = try #require(caller.ask("GET", "/healthz"))
        #expect(hanging.status == 503 && hanging["status"] == "hanging")
        #expect(hanging["reason"]?.hasPrefix("reactor 2 of 3 has not turned for 1") == true)
        #expect(caller.ask("GET", "/readyz")?["reason"] == hanging["reason"])
        #expect(try page(caller).value("entente_ready") == 0)
        cluster.network.resume(cluster.decisionLoops[1])
        cluster.advance(by: .seconds(2))
        #expect(caller.ask("GET", "/healthz")?.status == 200)
        #expect(caller.ask("GET", "/readyz")?.status == 200)
    }

    @Test func `a node whose facts are too old is not ready, until it hears its sources again`() throws {
        let cluster = try cluster(63, ServiceName.allCases)
        #expect(cluster.settle())
        let caller = cluster.httpCaller(try cluster.watch(.decision))
        #expect(caller.ask("GET", "/readyz")?.status == 200)
        cluster.network.part(cluster.loop(.decision), cluster.loop(.directory))
        cluster.advance(by: .seconds(12))
        let stale = try #require(caller.ask("GET", "/readyz"))
        #expect(stale.status == 503 && stale["reason"]?.contains("ms old") == true)
        #expect(try page(caller).value("entente_ready") == 0)
        cluster.network.heal()
        #expect(cluster.settle())
        #expect(caller.ask("GET", "/readyz")?.status == 200)
    }

    @Test(arguments: [1, 3])
    func `a service that is going away says so until its end`(reactorCount: Int) throws {
        let cluster = try cluster(64, ServiceName.allCases) { $0.decisionReactorCount = reactorCount }
        #expect(cluster.settle())
        let address = try cluster.watch(.decision)
        let busy = cluster.caller(.decision)
        let caller = cluster.httpCaller(address)
        #expect(caller.ask("GET", "/readyz")?.status == 200)
        var isGone = false
        cluster.service(.decision).leave { isGone = true }
        let answer = try #require(caller.ask("GET", "/readyz"))
        #expect(answer.status == 503 && answer["reason"] == "this service is going away")
        #expect(!isGone && busy.welcome != nil)
        let another = cluster.httpCaller(address)
        #expect(another.ask("GET", "/healthz")?.status == 200)
        cluster.network.run(limit: 1_000_000) { isGone }
        #expect(isGone)
    }

    // MARK: numbers

    @Test func `requests are counted by call and by what came of them, with the time they took`() throws {
        let cluster = try cluster(65)
        let watcher = cluster.httpCaller(try cluster.watch(.directory))
        let caller = cluster.caller(.directory)
        for id in ["a", "b", "c"] { try caller.makeOrganization(id) }
        #expect(caller.refusal(of: .organization("a"))?.code == .alreadyExists)
        caller.send(.request, method: 500, requestID: 9)
        #expect(try caller.failure(9).code == .unimplemented)
        let page = try page(watcher)
        let call = ["method": "createOrganization"]
        #expect(page.value("entente_requests_total", call.merging(["code": "ok"]) { $1 }) == 3)
        #expect(page.value("entente_requests_total", call.merging(["code": "already-exists"]) { $1 }) == 1)
        #expect(page.value("entente_requests_total", ["method": "unknown", "code": "unimplemented"]) == 1)
        #expect(page.value("entente_requests_total", ["method": "hello", "code": "ok"]) == 1)
        #expect(page.value("entente_request_duration_seconds_count", call) == 4)
        #expect((page.value("entente_commit_duration_seconds_count") ?? 0) >= 1)
        #expect(page.value("entente_connections") == 1)
        #expect(page.value("entente_build_info", ["version": Release.version, "service": "directory"]) == 1)
        #expect(page.value("entente_revision") != nil && page.value("entente_feed_connected") == nil)
        #expect((page.value("process_resident_memory_bytes") ?? 0) > 1_000_000)
    }

    @Test(arguments: [1, 3])
    func `the numbers of a decision node are those of all its reactors`(reactorCount: Int) throws {
        let cluster = try cluster(66, ServiceName.allCases) { $0.decisionReactorCount = reactorCount }
        let directory = cluster.caller(.directory)
        try directory.makeOrganization("alpha")
        try directory.makeUser("ann", of: "alpha")
        let seen = try directory.makeUser("bob", of: "alpha")
        #expect(cluster.settle())
        let watcher = cluster.httpCaller(try cluster.watch(.decision))
        let callers = (0..<3).map { _ in cluster.caller(.decision) }
        for caller in callers {
            for _ in 0..<2 {
                _ = try caller.call(
                    CheckRequest.with {
                        $0.actor = "ann"
                        $0.action = "chat.start"
                        $0.target = "bob"
                        $0.atLeast = seen
                    })
            }
        }
        let page = try page(watcher)
        #expect(page.value("entente_requests_total", ["method": "check", "code": "ok"]) == 6)
        #expect(page.value("entente_checks_total") == 6)
        let hits = try #require(page.value("entente_cache_hits_total"))
        #expect(hits + (page.value("entente_cache_misses_total") ?? 0) == 6)
        #expect(page.value("entente_connections") == 3 && page.value("entente_users") == 2)
        for source in ["directory", "partnership"] {
            #expect(page.value("entente_feed_connected", ["source": source]) == 1)
            #expect(page.value("entente_feed_lag_revisions", ["source": source]) == 0)
            #expect((page.value("entente_feed_lag_seconds", ["source": source]) ?? 99) < 5)
        }
        #expect(page.value("entente_staleness_limit_seconds") == 10)
    }

    @Test func `a request that waited is counted with its waiting, and a refused turn as refused`() throws {
        let cluster = try cluster(67, [.directory, .partnership])
        #expect(cluster.settle())
        let watcher = cluster.httpCaller(try cluster.watch(.partnership))
        let caller = cluster.caller(.partnership)
        let ahead = try #require(caller.welcome?.position).ahead(by: 1)
        let late = GetDefaultsRequest.with {
            $0.organization = "alpha"
            $0.atLeast = ahead
        }
        #expect(caller.refusal(of: late)?.code == .unavailable)
        let page = try page(watcher)
        let call = ["method": "getDefaults"]
        #expect(page.value("entente_requests_total", call.merging(["code": "unavailable"]) { $1 }) == 1)
        #expect((page.value("entente_request_duration_seconds_sum", call) ?? 0) >= 2)
    }

    // MARK: bad callers

    @Test(arguments: [
        ("GET", "/", 404), ("GET", "/metrics/", 404), ("GET", "/%6detrics", 404), ("POST", "/metrics", 405),
        ("DELETE", "/healthz", 405), ("OPTIONS", "*", 404), ("BREW", "/readyz", 405),
    ])
    func `what is not there or not read is said so`(method: String, path: String, status: Int) throws {
        let cluster = try cluster(68)
        let caller = cluster.httpCaller(try cluster.watch(.directory))
        let answer = try #require(caller.ask(method, path))
        #expect(answer.status == status)
        #expect(answer.fields["content-type"] == "application/problem+json")
        #expect(answer.fields["allow"] == (status == 405 ? "GET, HEAD" : nil))
        #expect(caller.ask("GET", "/healthz")?.status == 200, "and the connection goes on")
    }

    @Test func `requests on one connection are answered in order, also those that come together`() throws {
        let cluster = try cluster(69)
        let caller = cluster.httpCaller(try cluster.watch(.directory))
        for path in ["/healthz", "/nothing", "/readyz"] {
            caller.send(SimulatedHTTPCaller.request("GET", path))
        }
        caller.send(SimulatedHTTPCaller.request("GET", "/healthz", fields: ["Connection: close"]))
        #expect([200, 404, 200, 200].allSatisfy { caller.answer()?.status == $0 })
        #expect(caller.answer() == nil && caller.isClosed)
    }

    @Test func `what cannot be trusted is refused, and the connection ends`() throws {
        let cluster = try cluster(70)
        let caller = cluster.httpCaller(try cluster.watch(.directory))
        caller.send(
            "POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        let answer = try #require(caller.answer())
        #expect(answer.status == 400 && answer.fields["connection"] == "close")
        #expect(caller.answer() == nil && caller.isClosed && caller.received.isEmpty)
    }

    @Test func `who is slow, or says nothing, is shown out`() throws {
        let cluster = try cluster(71)
        let address = try cluster.watch(.directory)
        let (slow, silent, idle) = (
            cluster.httpCaller(address), cluster.httpCaller(address), cluster.httpCaller(address)
        )
        #expect(idle.ask("GET", "/healthz")?.status == 200)
        slow.send("GET /healthz HTTP/1.1\r\n")
        cluster.advance(by: .seconds(7))
        #expect(!slow.isClosed && !silent.isClosed)
        cluster.advance(by: .seconds(4))
        #expect(slow.answer()?.status == 408)
        #expect(slow.answer() == nil && slow.isClosed)
        #expect(silent.isClosed && silent.received.isEmpty)
        #expect(!idle.isClosed)
        cluster.advance(by: .seconds(60))
        #expect(idle.isClosed)
    }

    @Test func `however many watch, and however many call, there is room for both`() throws {
        let cluster = try cluster(72) { $0.loopLimits.connectionCountLimit = 2 }
        let address = try cluster.watch(.directory)
        let watchers = (0..<Operations.connectionCountMaximum).map { _ in cluster.httpCaller(address) }
        for watcher in watchers { #expect(watcher.ask("GET", "/healthz")?.status == 200) }
        let callers = (0..<2).map { _ in cluster.caller(.directory) }
        #expect(callers.allSatisfy { $0.welcome != nil })
        let tooMany = try #require(cluster.httpCaller(address).answer())
        #expect(tooMany.status == 503 && tooMany.fields["retry-after"] == "1")
        #expect(cluster.caller(.directory).welcome == nil)
        #expect(watchers[0].ask("GET", "/readyz")?.status == 200)
    }

    @Test func `a flood of requests takes one turn each, and callers are answered meanwhile`() throws {
        let cluster = try cluster(73)
        let watcher = cluster.httpCaller(try cluster.watch(.directory))
        watcher.send(String(repeating: SimulatedHTTPCaller.request("GET", "/metrics"), count: 500))
        let caller = cluster.caller(.directory)
        try caller.makeOrganization("meanwhile")
        #expect(watcher.answer()?.status == 200)
        for _ in 1..<500 { #expect(watcher.answer()?.status == 200) }
    }
}
