// Mistakes are planted for the tests to find, and nothing that is shipped may hold one. The programs that
// were built beside these tests are looked into, and the optimized ones wherever they have been built.

import Foundation
import TestSupport
import Testing

@Suite struct PlantedBugTests {
    static let programs = ["entente", "entente-directory", "entente-partnership", "entente-decision"]

    /// The names of all planted bugs, as the source has them.
    private static func names() throws -> [String] {
        try House.swiftFiles(in: "Sources").flatMap { file in
            file.lines.flatMap { line in
                line.matches(of: #/isPlanted\("(?<name>[^"]+)"\)/#).map { String($0.output.name) }
            }
        }
    }

    @Test func `there are at least forty, each with a name of its own`() throws {
        let names = try Self.names()
        #expect(Set(names).count >= 40)
        #expect(Set(names).count == names.count, "a name is used twice")
    }

    @Test func `no program lets one be chosen, unless it was built for that`() throws {
        for program in Self.programs {
            let bytes = try Data(contentsOf: URL(filePath: "\(RealProcess.folder)/\(program)"))
            let canChoose = bytes.range(of: Data("ENTENTE_PLANTED_BUG".utf8)) != nil
            #if PLANTED_BUGS
                if program != "entente" { #expect(canChoose, "`\(program)`") }
            #else
                #expect(!canChoose, "`\(program)`")
            #endif
        }
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "\(House.root)/.build/release/entente")))
    func `an optimized program holds none`() throws {
        let names = try Self.names()
        for program in Self.programs {
            let path = "\(House.root)/.build/release/\(program)"
            guard let bytes = try? Data(contentsOf: URL(filePath: path)) else { continue }
            for name in names + ["ENTENTE_PLANTED_BUG"] where bytes.range(of: Data(name.utf8)) != nil {
                Issue.record("`\(program)` holds \"\(name)\"")
            }
        }
    }
}
