import SystemCalls
import Testing

@testable import CommandLine

@Suite("The flags of a load run")
struct LoadFlagTests {
    private static let world = ["--users", "100", "--organizations", "5"]

    @Test(
        "are refused before anything is asked, with what would do",
        arguments: [
            (["--rate", "0"], "flag `--rate` has value `0`: expected more than 0"),
            (["--rate", "-5"], "flag `--rate` has value `-5`: expected more than 0"),
            (["--rate", "fast"], "flag `--rate` has value `fast`: expected a number"),
            (["--rate", "nan"], "flag `--rate` has value `nan`: expected a number"),
            (["--rate", "6000000"], "sends at most 5,000,000 a second with `--threads 1`"),
            (["--rate", "10", "--depth", "4"], "`--depth` belongs to the closed loop"),
            (["--rate", "10", "--sweep"], "leave out `--rate`"),
            (["--sweep-from", "10"], "belong to `--sweep`"),
            (["--sweep", "--sweep-from", "0"], "flag `--sweep-from` has value `0`"),
            (["--sweep", "--knee-multiple", "0.5"], "expected 1 or more"),
            (["--connections", "0"], "expected a number from 1 to 10000"),
            (["--threads", "9"], "`--threads 9` needs as many `--connections`"),
            (["--depth", "2000"], "expected a number from 1 to 1024"),
            (["--depth", "1024", "--batch", "10000"], "more than 1,000,000 questions"),
            (["--batch", "20000"], "flag `--batch` has value `20000`: expected 1 to 10000"),
            (["--batch-share", "0.5"], "`--batch-share` needs `--batch`"),
            (["--rights", "1.5"], "flag `--rights` has value `1.5`: expected a share"),
            (["--cross-organization", "x%"], "flag `--cross-organization` has value `x%`"),
            (["--pairs", "odd"], "flag `--pairs` has value `odd`: expected `zipf` or `uniform`"),
            (["--pairs", "uniform", "--pair-count", "9"], "belongs to `--pairs zipf`"),
            (["--writes", "-1"], "flag `--writes` has value `-1`"),
            (["--writes", "5", "--yardstick", "127.0.0.1:1"], "a yardstick has none"),
            (["--yardstick", "nowhere"], "flag `--yardstick` has value `nowhere`: expected HOST:PORT"),
            (["--server-pid", "0"], "there is no such process here"),
            (["--to", "/nowhere/run.json"], "cannot write `/nowhere/run.json`: no such file"),
            (["--to", "/tmp"], "cannot write `/tmp`: is a directory"),
            (["--duration", "10ms"], "expected a duration from 100ms to 10m"),
            (["--world", "/nowhere"], "leave out `--users`"),
        ])
    func refused(arguments: [String], message: String) async {
        let terminal = Terminal()
        let status = await terminal.run(
            ["load"] + arguments + Self.world, environment: ["ENTENTE_TOKEN": "secret"])
        #expect(status == 2)
        #expect(terminal.errors.contains(message), "\(terminal.errors)")
        #expect(terminal.output.isEmpty)
    }

    @Test("need a world that can be")
    func worlds() async throws {
        let folder = try TemporaryFolder()
        try File.write(folder.path + "/odd.json", Array(#"{"users": 5, "organizations": 9}"#.utf8))
        try File.write(folder.path + "/text.json", Array("hello".utf8))
        let cases: [([String], String)] = [
            ([], "no world is given"),
            (["--users", "10"], "no world is given"),
            (["--users", "3", "--organizations", "4"], "no such world"),
            (["--world", "/nowhere/w.json"], "cannot read `/nowhere/w.json`"),
            (["--world", folder.path + "/odd.json"], "is no manifest of a world: `organizations`"),
            (["--world", folder.path + "/text.json"], "is no manifest of a world"),
        ]
        for (arguments, message) in cases {
            let terminal = Terminal()
            #expect(
                await terminal.run(["load", "run"] + arguments, environment: ["ENTENTE_TOKEN": "x"]) == 2)
            #expect(terminal.errors.contains(message), "\(terminal.errors)")
        }
    }

    @Test("mean a run where no command is named, and the help says so")
    func defaultCommand() async {
        let terminal = Terminal()
        #expect(await terminal.run("load", "--help") == 0)
        #expect(terminal.output.contains("Without COMMAND, `entente load` is"))
        let run = Terminal()
        #expect(await run.run("load", "--sweeep") == 2)
        #expect(run.errors.contains("did you mean `--sweep`?"), "\(run.errors)")
    }
}

@Suite("The report of load runs")
struct LoadReportVerbTests {
    @Test("refuses what is no result, and says why")
    func strangers() async throws {
        let folder = try TemporaryFolder()
        try File.write(folder.path + "/world.json", Array(#"{"users": 5}"#.utf8))
        try File.write(folder.path + "/page.json", Array("<html>".utf8))
        let page = folder.path + "/page.html"
        let cases: [([String], String)] = [
            ([], "no result is named"),
            (["/nowhere.json"], "cannot read `/nowhere.json`"),
            ([folder.path + "/world.json"], "is not a result of `entente load`: it has no `format`"),
            ([folder.path + "/page.json"], "is not a result of `entente load`: line 1"),
            (Array(repeating: "x", count: 9), "give 8 at most"),
        ]
        for (arguments, message) in cases {
            let terminal = Terminal()
            #expect(await terminal.run(["load", "report", "--to", page] + arguments) == 2)
            #expect(terminal.errors.contains(message), "\(terminal.errors)")
        }
        #expect(!File.exists(page))
    }
}
