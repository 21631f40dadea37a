// A restore is killed behind every single change it makes to the folder, from the first byte to the last name
// that goes. Whatever is left, services either open what was there or what was restored, both of them the
// same, or refuse and say what to do; and the same restore given again does all of it. So it is where the
// machine loses its power there, and with it the names and the bytes that were not made durable.
//
// The kill comes from a small library that is loaded into the real program (`DiesAfter.c`): nothing in the
// program itself is there for it.

import EntenteProtocol
import SQLiteStore
import SystemCalls
import TestSupport
import Testing

/// What makes the library.
private let compiler = Tool("clang", from: "clang")

extension IntegrationTests {
    @Suite struct KilledRestoreTests {
        private let cluster: RealCluster
        private let library: String
        private static let sources: [ServiceName] = [.directory, .partnership]

        /// Acme is in the backup, Globex and what it permits came later, and both services are killed.
        init() async throws {
            cluster = try await RealCluster(Self.sources)
            try File.makeFolder(cluster.folder + "/session")
            library = cluster.folder + "/dies-after.so"
            let source = Repository.root + "/Tests/IntegrationTests/DiesAfter.c"
            let compiling = try compiler.start(
                ["-shared", "-fPIC", "-o", library, source], files: cluster.folder + "/compiling")
            #expect(try await compiling.end() == .exited(0), "\(compiling.errors)")
            for line in [
                "org create acme --name Acme", "backup --data FOLDER --to FOLDER/backup",
                "org create globex --name Globex", "defaults set globex --preset full",
            ] { #expect(try await run(line) == .exited(0), "`\(line)`") }
            for service in Self.sources {
                cluster.kill(service)
                _ = try await cluster.process(service).end()
            }
        }

        @discardableResult
        private func run(
            _ line: String, environment: [String: String] = [:]
        ) async throws -> RealProcess.Ending {
            let typed = (line.contains("--data") ? line : line + " --data FOLDER/session")
                .replacing("FOLDER", with: cluster.folder)
            return try await cluster.entente(
                typed.split(separator: " ").map(String.init), environment: environment
            ).end(within: .seconds(60))
        }

        // MARK: what lies in a folder

        private func copy(_ folder: String, to destination: String) throws {
            for service in Self.sources {
                try File.makeFolder("\(destination)/\(service.rawValue)")
                for name in try File.names(in: "\(folder)/\(service.rawValue)") {
                    let place = "\(service.rawValue)/\(name)"
                    try File.copy("\(folder)/\(place)", to: "\(destination)/\(place)")
                }
            }
        }

        private func names(in folder: String) throws -> [String] {
            try Self.sources.flatMap { try File.names(in: "\(folder)/\($0.rawValue)") }
        }

        private static func path(_ service: ServiceName, in folder: String) -> String {
            "\(folder)/\(service.rawValue)/\(service.rawValue).sqlite"
        }

        /// What a database holds, and the number of its history; the whole of it is sound.
        private struct Content: Equatable {
            var organizations: [String]
            var epoch: UInt64

            init(_ database: Database, of service: ServiceName) throws {
                #expect(try database.contradictions().isEmpty)
                #expect(try EventLog.verify(in: database).breach == nil)
                let ids = service == .directory ? "id FROM organizations" : "organization FROM defaults"
                organizations = try database.rows("SELECT \(ids) ORDER BY 1") { $0.string(0) }
                epoch = try ChangeLog(in: database, random: { 0 }).epoch
            }
        }

        /// What was there before the restore, and whether something else is what was restored.
        private struct Before {
            let contents: [ServiceName: Content]

            func isOld(_ content: Content, _ service: ServiceName) -> Bool { content == contents[service] }

            func isNew(_ content: Content, _ service: ServiceName) -> Bool {
                content.organizations == (service == .directory ? ["acme"] : [])
                    && content.epoch != contents[service]?.epoch
            }
        }

        private func contents(of folder: String) throws -> [ServiceName: Content] {
            var contents: [ServiceName: Content] = [:]
            for service in Self.sources {
                // A file system named: past the mark.
                let database = try Database(path: Self.path(service, in: folder), vfs: "unix")
                contents[service] = try Content(database, of: service)
            }
            return contents
        }

        /// Which services open what is left; the others refuse, and name a way on.
        private func opened(in folder: String) throws -> [ServiceName] {
            var opened: [ServiceName] = []
            for service in Self.sources {
                let path = Self.path(service, in: folder)
                do throws(DatabaseProblem) {
                    _ = try Database(path: path)
                    opened.append(service)
                } catch {
                    let words = "\(error)"
                    #expect(words.contains("a restore of the database `\(path)` was not finished"))
                    let again = "give the same `entente restore` again, with `--replace`"
                    let isDone = "the restore is done: remove `"
                    #expect(words.contains(again) || words.contains(isDone), "\(words)")
                }
            }
            return opened
        }

        /// What a killed restore left is whole, and of one time wherever anybody opens it.
        private func expectWhole(_ folder: String, _ before: Before, _ place: String) throws {
            let looked = folder + "-looked-at"
            try copy(folder, to: looked)
            defer { try? File.remove(looked) }
            let opened = try opened(in: looked)
            let contents = try contents(of: looked)
            let old = contents.filter { before.isOld($0.value, $0.key) }.map(\.key)
            let new = contents.filter { before.isNew($0.value, $0.key) }.map(\.key)
            #expect(old.count + new.count == Self.sources.count, "\(place): \(contents)")
            #expect(opened.isEmpty || old.isEmpty || new.isEmpty, "\(place): \(opened) beside old \(old)")
        }

        /// The same restore given again has done all of it, and what was there before is kept.
        private func expectRestored(_ folder: String, _ before: Before, _ place: String) throws {
            let left = try names(in: folder).filter { $0.contains(#/\.restoring$|-unfinished$/#) }
            #expect(left.isEmpty, "\(place): \(left)")
            #expect(try opened(in: folder) == Self.sources, "\(place)")
            for (service, content) in try contents(of: folder) {
                #expect(before.isNew(content, service), "\(place): \(service) has \(content)")
                let asides = try File.names(in: "\(folder)/\(service.rawValue)").filter {
                    $0.wholeMatch(of: #/.*\.before-restore-\d+/#) != nil
                }
                let kept = try asides.filter { name in
                    let database = try Database(path: "\(folder)/\(service.rawValue)/\(name)", vfs: "unix")
                    return before.isOld(try Content(database, of: service), service)
                }
                #expect(!kept.isEmpty, "\(place): \(service) is kept in none of \(asides)")
            }
        }

        @Test(
            .enabled(if: compiler.isToRun, "\(compiler.words)"), .timeLimit(.minutes(5)),
            arguments: [false, true])
        func `killed behind any change, a restore leaves one time or the other, and may be given again`(
            losingPower: Bool
        ) async throws {
            let kept = cluster.folder + "/kept"
            let pristine = cluster.folder + "/pristine"
            let folder = cluster.folder + "/restored"
            let restore = "restore --from FOLDER/backup --data FOLDER/restored --replace"
            try copy(cluster.folder, to: pristine)
            try copy(pristine, to: folder)
            let before = Before(contents: try contents(of: folder))
            #expect(before.contents[.directory]?.organizations == ["acme", "globex"])
            #expect(before.contents[.partnership]?.organizations == ["globex"])
            var ending = RealProcess.Ending.signalled(9)
            var (count, seen) = (0, Set<[String]>())
            while ending == .signalled(9) {
                count += 1
                try File.remove(folder)
                try copy(pristine, to: folder)
                try File.remove(kept)
                try File.makeFolder(kept)
                var environment = [
                    "LD_PRELOAD": library, "DIES_UNDER": folder + "/", "DIES_AFTER": "\(count)",
                ]
                if losingPower {
                    environment["DIES_KEEPING"] = kept
                    // What one service has on the disk says nothing of what the other has.
                    let spared = [ServiceName.directory, .partnership, nil][count % 3]
                    environment["DIES_SPARING"] = spared.map { "\(folder)/\($0.rawValue)/" }
                }
                ending = try await run(restore, environment: environment)
                try expectWhole(folder, before, "change \(count)")
                // Most changes are bytes of files that the next one writes anew: once for each set of names.
                let names = try names(in: folder).map { $0.replacing(#/\d+/#, with: "N") }
                guard ending == .signalled(9), seen.insert(names).inserted else { continue }
                #expect(try await run(restore) == .exited(0), "change \(count)")
                try expectRestored(folder, before, "change \(count)")
            }
            // Names that were not durable are as they were, so that fewer sets of them are seen.
            let least = losingPower ? 15 : 20
            #expect(ending == .exited(0) && count > 50 && seen.count > least, "\(count), \(seen.count)")
            try expectRestored(folder, before, "the last change")
        }
    }
}
