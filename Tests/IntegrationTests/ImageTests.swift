// Whether the images hold what the programs need, read from the Dockerfile: where no container engine runs,
// nobody would notice otherwise that a program has come to need a library more.

import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct ImageTests {
        /// The stages of the Dockerfile: what each stands on, and what it does.
        private static func stages() throws -> [String: (base: String, steps: String)] {
            let text = try #require(Repository.text("deploy/Dockerfile"))
            var stages: [String: (base: String, steps: String)] = [:]
            for part in text.split(separator: "\nFROM ").dropFirst() {
                let words = part.prefix { $0 != "\n" }.split(separator: " ")
                guard words.count == 3 else { continue }
                stages[String(words[2])] = (String(words[0]), String(part))
            }
            return stages
        }

        @Test(arguments: ["entente", "entente-directory", "entente-partnership", "entente-decision"])
        func `the image of a program has SQLite if it is linked with it`(program: String) async throws {
            let folder = try TemporaryFolder()
            let asked = RealProcess(
                executable: "/usr/bin/ldd", ["\(RealProcess.folder)/\(program)"], files: folder.path + "/ldd")
            #expect(try await asked.end() == .exited(0), "\(asked.errors)")
            let stages = try Self.stages()
            let copied = "/entente/out/\(program) /usr/local/bin/"
            var stage = try #require(stages.first { $0.value.steps.contains(copied) }?.key)
            var has = false
            while let (base, steps) = stages[stage] {
                has = has || steps.contains("libsqlite3-0")
                stage = base
            }
            #expect(has == asked.output.contains("libsqlite3"), "\(program)")
        }
    }
}
