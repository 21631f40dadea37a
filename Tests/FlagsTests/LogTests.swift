import Foundation
import Synchronization
import Testing

@testable import Telemetry

/// Keeps the lines of a log.
final class Lines: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    var sink: Log.Sink { { line in self.bytes.withLock { $0 += line } } }
    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
}

@Suite("The log")
struct LogTests {
    let lines = Lines()

    private func log(_ format: LogFormat, at milliseconds: Int64 = 0, level: LogLevel = .debug) -> Log {
        Log(service: "directory", level: level, format: format, clock: { milliseconds }, sink: lines.sink)
    }

    @Test("is one readable line with its fields")
    func readable() {
        let address = "127.0.0.1:7101"
        log(.readable, at: 1_795_335_045_123).info(
            "listening",
            ["address": "\(address)", "port": 7_101, "again": false, "name": "two words", "none": ""])
        #expect(
            lines.text == """
                2026-11-22T08:10:45.123Z INFO  directory: listening address=127.0.0.1:7101 port=7101 \
                again=false name="two words" none=""

                """)
    }

    @Test("is one JSON object a line, with stable keys first")
    func json() throws {
        log(.json).error("no \"space\"", ["path": "/a\\b", "left": .int(UInt64.max), "ok": true])
        #expect(
            lines.text == """
                {"ts":"1970-01-01T00:00:00.000Z","level":"error","msg":"no \\"space\\"",\
                "service":"directory","path":"/a\\\\b","left":18446744073709551615,"ok":true}

                """)
        _ = try JSONSerialization.jsonObject(with: Data(lines.text.utf8))
    }

    @Test("stays one line whatever is in it", arguments: [LogFormat.readable, .json])
    func oneLine(_ format: LogFormat) throws {
        let nasty = "a\nb\r\n\u{0}\u{1b}[31m\u{7f}\u{85}\u{2028}\t\"\\"
        log(format).warning(nasty, ["field": .string(nasty)])
        let breaks = lines.text.unicodeScalars.filter {
            $0.value < 0x20 || [0x7f, 0x85, 0x2028].contains($0.value)
        }
        #expect(breaks.count == 1)
        #expect(lines.text.hasSuffix("\n"))
        guard format == .json else { return }
        let object = try JSONSerialization.jsonObject(with: Data(lines.text.utf8)) as? [String: Any]
        #expect(object?["msg"] as? String == nasty)
        #expect(object?["field"] as? String == nasty)
    }

    @Test("leaves out what is below its level, without even asking for it")
    func levels() {
        let log = log(.readable, level: .warning)
        func never() -> String {
            Issue.record("asked for a message that is not written")
            return ""
        }
        log.debug(never())
        log.info(never(), ["field": .string(never())])
        log.warning("one")
        log.error("two")
        #expect(lines.text.split(separator: "\n").count == 2)
        #expect(LogLevel(named: "warning") == .warning)
        #expect(LogLevel(named: "loud") == nil)
    }

    @Test(
        "writes moments as RFC 3339",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (4_107_542_399_999, "2100-02-28T23:59:59.999Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"), (1_735_689_599_001, "2024-12-31T23:59:59.001Z"),
        ] as [(Int64, String)])
    func timestamps(_ milliseconds: Int64, _ text: String) {
        log(.readable, at: milliseconds).info("x")
        #expect(lines.text == "\(text) INFO  directory: x\n")
    }

    @Test("does not mix the lines of several threads")
    func threads() async {
        let log = log(.readable)
        await withTaskGroup { group in
            for task in 0..<8 {
                group.addTask {
                    for number in 0..<100 { log.info("line", ["task": .int(task), "number": .int(number)]) }
                }
            }
        }
        let all = lines.text.split(separator: "\n")
        #expect(all.count == 800)
        #expect(all.allSatisfy { $0.hasPrefix("1970-01-01T00:00:00.000Z INFO  directory: line task=") })
        #expect(Set(all).count == 800)
    }
}
