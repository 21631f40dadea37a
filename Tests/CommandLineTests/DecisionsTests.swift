// Decision logs as `entente decisions` finds them: whole, torn, with gaps, in several files and folders, and
// growing.

import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

@testable import CommandLine

@Suite("Decision logs")
struct DecisionsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func line(_ sequence: UInt64, _ change: (inout DecisionRecord) -> Void = { _ in }) -> String {
        var record = DecisionRecord.with {
            ($0.at, $0.node, $0.reactor, $0.sequence) = (Int64(sequence) * 60_000, "node-1", 1, sequence)
            ($0.token, $0.actor, $0.action, $0.target) = ("gateway", "ada", "chat.start", "grace")
            ($0.verdict, $0.reason) = (.allow, Reason.defaults.name)
        }
        change(&record)
        return JSON.encode(record) + "\n"
    }

    private func write(_ number: Int, _ text: String, in place: String = "") throws {
        try File.makeFolder(folder.path + place)
        try File.write("\(folder.path)\(place)/decisions-0000000\(number).jsonl", Array(text.utf8))
    }

    private func read(_ flags: String = "", at place: String = "") async -> (
        status: Int32, lines: [String], errors: String
    ) {
        let terminal = Terminal()
        let words = flags.split(separator: " ").map(String.init)
        let status = await terminal.run(["decisions", folder.path + place] + words)
        return (status, terminal.output.split(separator: "\n").map(String.init), terminal.errors)
    }

    @Test("are read in the order in which they were written, for people and for programs")
    func reads() async throws {
        try write(2, line(3) { $0.trace = "4bf92f3577b34da6a3ce929d0e0e4736" })
        try write(
            1, line(1) { ($0.verdict, $0.partnership, $0.partnershipVersion) = (.ask, "p1", 3) } + line(2))
        let people = await read()
        #expect(people.status == 0, "\(people.errors)")
        #expect(
            people.lines[0]
                == "1970-01-01 00:01:00 UTC  ? ask  ada → grace  chat.start  "
                + "(defaults p1, version 3; ask grace)  gateway")
        #expect(people.lines[2].hasSuffix("trace 4bf92f3577b34da6a3ce929d0e0e4736"))
        let programs = await read("--json")
        let records = try programs.lines.map { try JSON.decode(DecisionRecord.self, from: $0) }
        #expect(records.map(\.sequence) == [1, 2, 3])
    }

    @Test(
        "are filtered",
        arguments: [
            ("--from ada", [1, 3]), ("--to ada", [2]), ("--person ada", [1, 2, 3]), ("--verdict deny", [2]),
            ("--reason defaults", [1, 3]), ("--action chat.start", [1, 2]), ("--token gateway", [1, 2]),
            ("--since 1970-01-01T00:02Z", [2, 3]), ("--until 1970-01-01T00:02Z", [1]), ("--limit 2", [2, 3]),
            ("--person nobody", []), ("--from ada --action chat.start", [1]),
        ] as [(String, [UInt64])])
    func filters(_ flags: String, _ expected: [UInt64]) async throws {
        let blocked = line(2) {
            ($0.actor, $0.target, $0.verdict, $0.reason) = ("grace", "ada", .deny, Reason.blocked.name)
        }
        try write(1, line(1) + blocked + line(3) { ($0.action, $0.token) = ("call.start", "other") })
        let answer = await read(flags + " --json")
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(try answer.lines.map { try JSON.decode(DecisionRecord.self, from: $0).sequence } == expected)
    }

    @Test("say what is missing, whatever is asked for")
    func gaps() async throws {
        let other = line(5) { $0.reactor = 2 }
        try write(1, line(1) + other + line(2) + line(4))
        try write(2, line(9) + line(1) { $0.node = "node-2" })
        let answer = await read("--person nobody")
        #expect(answer.status == 1)
        #expect(
            answer.errors == """
                entente: 1 record is missing before number 4 of reactor 1 of node-1
                entente: 4 records are missing before number 9 of reactor 1 of node-1

                """)
    }

    @Test("survive what a crash leaves")
    func torn() async throws {
        try write(1, line(1) + line(2).dropLast(20))
        try write(2, "\n" + line(3) + "no record\n" + #"{"at": "#)
        try write(3, line(4))
        let answer = await read("--json")
        #expect(answer.status == 1)
        #expect(answer.lines.count == 3)
        for place in ["1.jsonl`, line 2", "2.jsonl`, line 3", "2.jsonl`, line 4"] {
            #expect(answer.errors.contains(place), "\(answer.errors)")
        }
        #expect(answer.errors.contains("1 record is missing before number 3"))
    }

    @Test("may end in the middle of a line, which is being written")
    func beingWritten() async throws {
        try write(1, line(1) + line(2).dropLast(20))
        let answer = await read("--json")
        #expect(answer.status == 0)
        #expect(answer.lines.count == 1)
        #expect(answer.errors.contains("1.jsonl`, line 2 is not finished"), "\(answer.errors)")
        try write(1, line(1) + "damage\n" + line(2).dropLast(1))
        #expect(await read("--json").status == 1)
    }

    @Test("name the call, and whatever it answers with")
    func calls() async throws {
        let content = line(1) {
            ($0.call, $0.verdict, $0.reason) = ("checkContent", nil, "grant")
            ($0.action, $0.disclosure, $0.role) = ("list", .full, .editor)
        }
        let effective = line(2) {
            ($0.call, $0.verdict, $0.reason, $0.action) = ("effective", nil, nil, "")
            ($0.allowed, $0.asked, $0.denied) = (12, 3, 40)
        }
        let search = line(3) {
            ($0.call, $0.verdict, $0.reason) = ("discover", nil, nil)
            ($0.action, $0.target, $0.found) = ("", "", 7)
        }
        try write(1, content + effective + search + line(4) { $0.call = "checkBatch" })
        let people = await read()
        #expect(people.status == 0, "\(people.errors)")
        #expect(
            people.lines.map { String($0.dropFirst("1970-01-01 00:01:00 UTC  ".count)) } == [
                "✓ full  ada → grace  list  (grant, as editor)  gateway  checkContent",
                "• allow 12, ask 3, deny 40  ada → grace  gateway  effective",
                "• found 7  ada  gateway  discover",
                "✓ allow  ada → grace  chat.start  (defaults)  gateway  checkBatch",
            ])
        #expect(await read("--call discover --json").lines.count == 1)
        #expect(await read("--call watch --json").lines.isEmpty)
        #expect(await read("--reason grant --json").lines.count == 1)
    }

    @Test("are followed into the next file until Ctrl-C")
    func follows() async throws {
        try write(1, line(1) + line(2).dropLast(9))
        let seen = Notes<String>()
        let terminal = Terminal(onOutput: { seen.add($0) })
        let interruptions = Interruptions()
        async let status = terminal.run(
            ["decisions", folder.path, "--follow", "--json"], interruptions: interruptions)
        await seen.wait(for: 1)
        try write(1, line(1) + line(2))
        await seen.wait(for: 2)
        try write(2, line(3))
        await seen.wait(for: 3)
        interruptions.interrupt()
        #expect(await status == 0)
        #expect(terminal.errors.isEmpty, "\(terminal.errors)")
    }

    @Test("are told apart from what is none")
    func refuses() async throws {
        #expect(await read(at: "/none").status == 2)
        try File.makeFolder(folder.path + "/empty")
        let empty = await read(at: "/empty")
        #expect(empty.status == 2)
        #expect(empty.errors.contains("there is no decision log in"))
        let verdict = Terminal()
        #expect(await verdict.run("decisions", folder.path, "--verdict", "maybe") == 2)
        #expect(verdict.errors.contains("expected deny, ask, allow"))
    }
}
