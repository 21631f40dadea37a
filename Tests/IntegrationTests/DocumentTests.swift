// What the documents show is true: their commands are typed, their answers compared, and what cannot be run
// here is looked over in other ways. `<!-- needs: … -->` before a block says what it takes.

import EntenteProtocol
import Glibc
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct DocumentTests {
        private let folder: TemporaryFolder

        init() throws { folder = try TemporaryFolder() }

        /// What a block may need, and how it is checked instead of being run.
        private static let needs: Set = ["build", "containers", "door", "kubernetes", "systemd", "story"]
        /// What is shown in blocks; commands are only in the first two.
        private static let languages: Set = [
            "sh", "console", "", "text", "json", "swift", "python", "java", "js", "ts", "typescript",
            "javascript", "http", "proto", "toml", "yaml",
        ]

        private static var documents: [Document] { Document.paths.compactMap { Document($0) } }

        private static let run = documents.filter { page in
            page.blocks.contains { $0.need == nil && ["sh", "console"].contains($0.language) }
        }.map(\.path)

        @Test(arguments: run)
        func `every command of a document does what it says`(path: String) async throws {
            let page = try #require(Document(path))
            let session = DocumentSession(page, folder: folder, base: try Self.freeBase())
            let (ending, words) = try await session.run()
            #expect(ending == .exited(0), "\(path): \(words)")
            for (number, shown) in session.shown.enumerated() {
                #expect(session.answer(number) == shown.answer, "\(path): `\(shown.command)`")
            }
            print("\(path): \(session.commandCount) commands")
        }

        /// A port from which on those are free that a document may use.
        private static func freeBase() throws -> UInt16 {
            let distances: [UInt16] = [1, 2, 3, 10, 11, 12, 13]
            for _ in 0..<200 {
                let first = try Socket.listen(on: .loopback(port: 0))
                let port = try Socket.localAddress(of: first).port
                first.close()
                guard port < 65_000 else { continue }
                let areFree = distances.allSatisfy { distance in
                    guard let other = try? Socket.listen(on: .loopback(port: port + distance)) else {
                        return false
                    }
                    other.close()
                    return true
                }
                if areFree { return port }
            }
            throw Late("there are no free ports that lie as the documents' do")
        }

        @Test func `every block says what it is, and what it takes`() {
            for page in Self.documents {
                for block in page.blocks {
                    #expect(Self.languages.contains(block.language), "\(page.path):\(block.line)")
                    guard let need = block.need else { continue }
                    #expect(Self.needs.contains(need), "\(page.path):\(block.line) needs `\(need)`")
                }
            }
        }

        @Test func `every file that a command names is there`() {
            for page in Self.documents {
                for block in page.blocks where block.language == "sh" {
                    for line in block.lines {
                        for match in line.matches(of: #/(?:^|\s)((?:deploy|\.ci)/[A-Za-z0-9._/-]+)/#) {
                            let name = String(match.output.1)
                            let isMade = name.hasPrefix("deploy/secrets/")
                            let exists = File.exists("\(Repository.root)/\(name)")
                            #expect(isMade || exists, "\(page.path): `\(name)`")
                        }
                    }
                }
            }
        }

        @Test func `every flag that one of our scripts is given is one it knows`() {
            for page in Self.documents {
                for line in page.blocks.filter({ $0.language == "sh" }).flatMap(\.lines) {
                    guard let match = line.prefixMatch(of: #/(deploy/[a-z-]+)(?: [^#]*)?/#),
                        let script = Repository.text(String(match.output.1))
                    else { continue }
                    for flag in match.output.0.matches(of: #/--[a-z-]+/#).map(\.output) {
                        #expect(script.contains(flag), "\(page.path): `\(line)`")
                    }
                }
            }
        }

        @Test func `every link leads somewhere`() {
            for page in Self.documents {
                let folder = page.path.split(separator: "/").dropLast().map { "\($0)/" }.joined()
                for link in page.links where !link.hasPrefix("http") {
                    let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                    let target = parts[0].isEmpty ? page.path : folder + parts[0]
                    #expect(File.exists("\(Repository.root)/\(target)"), "\(page.path): `\(link)`")
                    guard parts.count == 2, let there = Document(Self.plain(target)) else { continue }
                    #expect(
                        there.headings.map(Document.anchor).contains(String(parts[1])),
                        "\(page.path): `\(link)`")
                }
            }
        }

        /// A path without `..`.
        private static func plain(_ path: String) -> String {
            path.split(separator: "/").reduce(into: [Substring]()) { parts, part in
                if part == ".." { _ = parts.popLast() } else { parts.append(part) }
            }.joined(separator: "/")
        }

        @Test func `every alert has its place in the runbook, and no other`() throws {
            guard let rules = Repository.text("deploy/monitoring/alerts.yml") else { return }
            let alerts = Set(rules.matches(of: #/- alert: (\w+)/#).map { String($0.output.1) })
            let page = try #require(Document("deploy/RUNBOOK.md"))
            #expect(Set(page.headings.filter { $0.hasPrefix("Entente") }) == alerts)
        }

        @Test func `a story shown is one that is told`() throws {
            let told = try #require(Repository.text("deploy/try"))
            for page in Self.documents {
                for block in page.blocks where block.need == "story" {
                    for line in block.lines where line.hasPrefix("$ entente ") {
                        #expect(told.contains("ask \(line.dropFirst("$ entente ".count))\n"), "\(line)")
                    }
                }
            }
        }

        @Test func `containers are started that the compose file has`() throws {
            let compose = try #require(Repository.text("docker-compose.yml"))
            let services = Set(compose.matches(of: #/\n  ([a-z0-9-]+):/#).map { String($0.output.1) })
            for page in Self.documents {
                for line in page.blocks.filter({ $0.need == "containers" }).flatMap(\.lines) {
                    for match in line.matches(of: #/--profile ([a-z-]+)/#) {
                        #expect(compose.contains("profiles: [\(match.output.1)]"), "\(line)")
                    }
                    for match in line.matches(of: #/(?:run --rm|exec|--wait|restart) ([a-z][a-z0-9-]*)/#) {
                        #expect(services.contains(String(match.output.1)), "\(line)")
                    }
                }
            }
        }

        private static let kubectl = found("kubectl")
        private static let analyzer = found("systemd-analyze")
        private static let skipsNothing = Environment["ENTENTE_SKIP_NOTHING"] == "1"

        private static func found(_ program: String) -> String? {
            (Environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }
                .first { access($0, X_OK) == 0 }
        }

        @Test(.enabled(if: kubectl != nil, "kubectl is not installed, and the distribution's is too old"))
        func `Kubernetes is given what it understands`() async throws {
            let all = try await answer(
                of: try #require(Self.kubectl), ["kustomize", Repository.root + "/deploy/kubernetes"])
            #expect(all.matches(of: #/\nkind: StatefulSet\n/#).count == 2)
            let promises = [
                "kind: PodDisruptionBudget", "kind: HorizontalPodAutoscaler", "kind: NetworkPolicy",
            ]
            for promise in promises { #expect(all.contains(promise), "\(promise)") }
            let restricted = [
                "runAsNonRoot: true", "readOnlyRootFilesystem: true", "allowPrivilegeEscalation: false",
            ]
            for promise in restricted { #expect(all.split(separator: promise).count == 4, "\(promise)") }
        }

        @Test(
            .enabled(if: analyzer != nil || skipsNothing, "systemd-analyze is not installed"),
            arguments: ServiceName.allCases)
        func `systemd is given what it understands, and keeps the service apart`(
            service: ServiceName
        ) async throws {
            let analyzer = try #require(Self.analyzer)
            let name = "entente-\(service.rawValue)"
            let unit = try #require(Repository.text("deploy/systemd/\(name).service"))
            // Installed it would be there; here it stands beside the test.
            let here = unit.replacing("/usr/bin/", with: RealProcess.folder + "/")
            let path = "\(folder.path)/\(name).service"
            try File.write(path, Array(here.utf8))
            #expect(try await answer(of: analyzer, ["verify", path]) == "")
            let exposure = try await answer(
                of: analyzer, ["security", "--offline=true", "--threshold=15", "--no-pager", path])
            #expect(exposure.contains("Overall exposure level"))
        }

        /// What a program of the system says; it has to succeed.
        private func answer(of path: String, _ arguments: [String]) async throws -> String {
            let process = RealProcess(executable: path, arguments, files: folder.path + "/asked")
            #expect(try await process.end() == .exited(0), "\(process.output)\(process.errors)")
            return process.output + process.errors
        }
    }
}
