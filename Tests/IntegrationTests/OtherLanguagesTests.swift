// The clients for other languages, against the real programs: `Protocol/clients/conformance/run` puts each
// through the golden vectors, calls, nodes that die and servers that misbehave, and counts what it looked at.

import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct OtherLanguagesTests {
        /// What the machine has to have for a client, beside the language of the suite itself.
        enum Client: String {
            case python, node, java, types, stock

            var programs: [String] {
                switch self {
                case .python: ["python3"]
                case .node: ["python3", "node"]
                case .java: ["python3", "javac", "java"]
                case .types: ["python3", "tsc"]
                case .stock: ["python3", "protoc"]
                }
            }

            /// The first of them that is not here; nil where all are.
            var missing: String? {
                let folders = (Environment["PATH"] ?? "").split(separator: ":")
                return programs.first { name in !folders.contains { File.exists("\($0)/\(name)") } }
            }

            /// Whether it is tested: where everything must run, nothing is skipped for want of a program.
            var isTested: Bool { missing == nil || Environment["ENTENTE_SKIP_NOTHING"] == "1" }

            /// Why it is not tested.
            var excuse: Comment { "\(missing ?? "") is not installed: deploy/prepare --tests" }
        }

        static let suites = "\(Repository.root)/Protocol/clients"

        @Test(.enabled(if: Client.python.isTested, Client.python.excuse))
        func `the client for Python keeps to the protocol`() async throws { try await conforms(.python) }

        @Test(.enabled(if: Client.node.isTested, Client.node.excuse))
        func `the client for Node keeps to the protocol`() async throws { try await conforms(.node) }

        @Test(.enabled(if: Client.java.isTested, Client.java.excuse))
        func `the client for Java keeps to the protocol`() async throws { try await conforms(.java) }

        @Test(.enabled(if: Client.types.isTested, Client.types.excuse))
        func `the types of the client for Node let right programs pass, and no wrong ones`() async throws {
            #expect(try await lastLine(of: .types) == "types: right")
        }

        @Test(.enabled(if: Client.stock.isTested, Client.stock.excuse))
        func `a client written by the page on a stock library is answered`() async throws {
            let line = try await lastLine(of: .stock)
            #expect(line.hasPrefix("stock: 1 example, ") && line.hasSuffix(" 0 failures"), "\(line)")
        }

        @Test(.enabled(if: Client.python.isTested, Client.python.excuse))
        func `the messages of all clients are those of the schema`() async throws {
            _ = try await run("\(Self.suites)/generate", ["--check"])
        }

        /// What is looked at, and at least how often.
        private static let least = [
            "vectors": 2_200, "calls": 39, "scenarios": 47, "hostile": 92, "examples": 1,
        ]

        private func conforms(_ client: Client) async throws {
            let line = try await lastLine(of: client)
            print(line)
            #expect(line.hasPrefix("\(client.rawValue): ") && line.hasSuffix(", 0 failures"), "\(line)")
            for (part, least) in Self.least {
                let words = line.split(separator: " ")
                let place = words.firstIndex { $0 == "\(part)," } ?? 0
                let count = place > 0 ? Int(words[place - 1]) ?? 0 : 0
                #expect(count >= least, "\(part): \(line)")
            }
        }

        private func lastLine(of client: Client) async throws -> String {
            let output = try await run(
                "\(Self.suites)/conformance/run", ["--programs", RealProcess.folder, client.rawValue])
            return output.split(separator: "\n").last.map(String.init) ?? ""
        }

        private func run(_ program: String, _ arguments: [String]) async throws -> String {
            let folder = try File.makeTemporaryFolder()
            defer { try? File.remove(folder) }
            let process = RealProcess(executable: program, arguments, files: "\(folder)/run")
            let ending = try await process.end(within: .seconds(300))
            #expect(ending == .exited(0), "\(process.output)\(process.errors)")
            return process.output
        }
    }
}
