// What people get wrong when they seed, as far as no service is needed to say so.

import SystemCalls
import Testing

@Suite("entente seed")
struct SeedTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    static let impossible: [([String], String)] = [
        (["--users", "0"], "flag `--users`: 0 is not possible: 1 to 100000000 are"),
        (["--users", "many"], "`many`"),
        (
            ["--users", "3", "--organizations", "5"],
            "flag `--organizations`: 5 organizations are more than 3 users; each has one at least"
        ),
        (["--world-seed", "-1"], "flag `--world-seed`: -1 is below 0"),
        (["--partnerships", "1001"], "flag `--partnerships`: 1001 is not possible: 0 to 1000 are"),
        (["--teams", "-1"], "flag `--teams`: -1 is not possible: 0 to 100 are"),
        (["--settings", "5000"], "flag `--settings`: 5000 is not possible: 0 to 1000 are"),
        (["--world", "/no/such/file"], "flag `--world`: cannot read `/no/such/file`"),
    ]

    @Test("refuses numbers of which no world can be made", arguments: impossible)
    func numbers(arguments: [String], message: String) async {
        let terminal = Terminal()
        #expect(await terminal.run(["seed"] + arguments) == 2)
        #expect(terminal.errors.contains(message), "\(terminal.errors)")
        #expect(terminal.output.isEmpty)
    }

    @Test("refuses a file that is no manifest")
    func manifest() async throws {
        let path = folder.path + "/world.json"
        for text in ["", "[]", #"{"users": 0}"#, #"{"peple": 5}"#] {
            try File.write(path, Array(text.utf8))
            let terminal = Terminal()
            #expect(await terminal.run("seed", "--world", path) == 2)
            #expect(
                terminal.errors.contains("`\(path)` is not the manifest of a world"), "\(terminal.errors)")
        }
    }

    @Test("refuses a folder that cannot be written")
    func folder() async throws {
        try File.write(folder.path + "/file", [])
        let terminal = Terminal()
        #expect(await terminal.run("seed", "--into", folder.path + "/file/data") == 2)
        #expect(terminal.errors.contains("cannot write in `\(folder.path)/file/data`"))
    }

    @Test("says that services cannot be reached")
    func services() async {
        let terminal = Terminal()
        let environment = [
            "ENTENTE_TOKEN": "a-token-of-nobody", "ENTENTE_ENDPOINTS": "directory=127.0.0.1:1",
        ]
        #expect(await terminal.run(["seed"], environment: environment) == 4)
    }
}
