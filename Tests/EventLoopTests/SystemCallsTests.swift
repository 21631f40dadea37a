// What the rest of the house takes from the machine.
import EventLoop
import SystemCalls
import TestSupport
import Testing

@Suite("System calls")
struct SystemCallsTests {
    @Test("name their failures for programmers and for people")
    func failures() {
        #expect(Errno.connectionRefused.description == "connection refused (ECONNREFUSED)")
        #expect(Errno(rawValue: 12_345).name == "E12345")
        let failure = TransportFailure(.connect, .loopback(port: 7_101), .connectionRefused)
        #expect(
            failure.description == "cannot connect to `127.0.0.1:7101`: connection refused (ECONNREFUSED)")
    }

    @Test(
        "read and write addresses as people do",
        arguments: [
            ("127.0.0.1:7101", "127.0.0.1:7101"), ("[::1]:80", "[::1]:80"), ("[::]:0", "[::]:0"),
            ("[2001:db8:0:0:1:0:0:1]:443", "[2001:db8::1:0:0:1]:443"),
            ("[1:0:3:4:5:6:7:8]:1", "[1:0:3:4:5:6:7:8]:1"),
        ])
    func addresses(text: String, written: String) {
        #expect(SocketAddress(text)?.description == written)
    }

    @Test(
        "refuse what is no address",
        arguments: ["", ":80", "1.2.3.4", "1.2.3:80", "::1:80", "a:99999", "a:80"])
    func noAddress(text: String) {
        #expect(SocketAddress(text) == nil)
    }

    @Test("read host and port of an endpoint, names too")
    func endpoints() {
        #expect(Endpoint("directory.example:7101") == Endpoint(host: "directory.example", port: 7_101))
        #expect(Endpoint("[::1]:7101")?.description == "[::1]:7101")
        #expect(Endpoint("::1:7101") == nil)
        #expect(Endpoint("directory.example") == nil)
    }

    @Test("write a file in one step, read it whole, and refuse one that is too large")
    func files() throws {
        let folder = try File.makeTemporaryFolder()
        defer { try? File.remove(folder) }
        let path = "\(folder)/a/b/token"
        try File.makeFolder("\(folder)/a/b")
        try File.makeFolder("\(folder)/a/b")
        let bytes = SimulatedRandomness(seed: 4).bytes(200_000)
        try File.write(path, [1], mode: 0o600)
        try File.write(path, bytes, mode: 0o600)
        #expect(try File.read(path) == bytes)
        #expect(throws: Errno.fileTooLarge) { try File.read(path, byteLimit: 199_999) }
        #expect(throws: Errno.noSuchFile) { try File.read("\(folder)/none") }
        #expect(try File.names(in: "\(folder)/a/b") == ["token"], "nothing is left beside")
        try File.remove(folder)
        #expect(!File.exists(folder))
        try File.remove(folder)
    }

    @Test("start a child with its arguments and variables, and tell how it ended")
    func children() throws {
        let folder = try File.makeTemporaryFolder()
        defer { try? File.remove(folder) }
        let script = "printf '%s %s' \"$1\" \"$COLOUR\" > \"$0\"; exit 3"
        let child = try ChildProcess.spawn(
            "/bin/sh", ["-c", script, "\(folder)/said", "a b"], environment: ["COLOUR=green"])
        #expect(child.wait() == .exited(3))
        #expect(try File.readText("\(folder)/said") == "a b green")
        #expect(throws: Errno.noSuchFile) { try ChildProcess.spawn("\(folder)/none", []) }
        let sleeper = try ChildProcess.spawn("/bin/sleep", ["1000"])
        #expect(sleeper.endingIfOver() == nil)
        sleeper.send(.terminate)
        #expect(sleeper.wait() == .signalled(15))
    }

    @Test("know the process and its surroundings")
    func process() throws {
        #expect(CurrentProcess.peakMemoryBytes > 1 << 20)
        #expect(CurrentProcess.memoryBytes > 1 << 20)
        #expect(CurrentProcess.executablePath.hasPrefix("/"))
        #expect(Environment["PATH"] != nil)
        #expect(Environment["ENTENTE_NO_SUCH_VARIABLE"] == nil)
        #expect(Environment.all.contains("PATH=\(try #require(Environment["PATH"]))"))
        #expect(CurrentProcess.followParent(), "nobody asked for it")
        #expect(Set((0..<100).map { _ in randomBytes(8) }).count == 100)
    }

    @Test("show clocks that go forward")
    func clocks() {
        let before = MachineClock.monotonicNanos
        #expect(MachineClock.monotonicNanos >= before)
        #expect(MachineClock.wallMillis > 1_767_225_600_000)
        #expect(Duration.milliseconds(1_500).nanos == 1_500_000_000)
        #expect(Duration.seconds(-1).nanos == 0)
        #expect(Duration.seconds(Int64.max).nanos == UInt64(Int64.max))
        #expect(Duration.seconds(Int64.min).nanos == 0)
        #expect((Duration.nanoseconds(Int64.max) - .nanoseconds(1)).nanos == UInt64(Int64.max) - 1)
    }
}
