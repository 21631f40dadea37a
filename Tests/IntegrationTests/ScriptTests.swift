// The scripts of `deploy/` as somebody meets them who does not know them: they tell what they do, and begin
// nothing where the command line is wrong.

import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct ScriptTests {
        static let names = Repository.files(in: "deploy").filter {
            Repository.text("deploy/\($0)")?.hasPrefix("#!/usr/bin/env bash") ?? false
        }.sorted()
        /// These hand what they do not know on to `swift test`.
        private static let forwarding: Set = ["test", "test-threads"]

        private let folder: TemporaryFolder

        init() throws { folder = try TemporaryFolder() }

        @Test(arguments: names)
        func `a script tells what it does when it is asked`(name: String) async throws {
            let script = RealProcess(
                executable: "\(Repository.root)/deploy/\(name)", ["--help"], files: folder.path + "/help")
            #expect(try await script.end() == .exited(0), "\(script.errors)")
            #expect(script.output.contains("\n  deploy/\(name)"), "\(script.output)")
        }

        @Test(arguments: names.filter { !forwarding.contains($0) })
        func `a script that is given a wrong flag says so, and what there is`(name: String) async throws {
            let script = RealProcess(
                executable: "\(Repository.root)/deploy/\(name)", ["--wrong"], files: folder.path + "/wrong")
            defer { script.kill() }
            #expect(try await script.end() == .exited(2))
            #expect(
                script.errors.hasPrefix("deploy/\(name): unknown flag `--wrong`\nusage: deploy/\(name)"),
                "\(script.errors)")
        }
    }
}
