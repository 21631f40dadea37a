// Backups of real services under load, and sources that come back older than what others have seen of them.

import EntenteClient
import EntenteProtocol
import SystemCalls
import TestSupport
import Testing

extension IntegrationTests {
    @Suite struct BackupTests {
        /// A cluster whose decision node keeps what it knows, and two people of organizations that agree.
        private func cluster() async throws -> RealCluster {
            let cluster = try await RealCluster([])
            cluster.extraFlags[.decision] = ["--data", cluster.dataFolder(of: .decision)]
            for service in ServiceName.allCases { try await cluster.start(service) }
            try await cluster.settle()
            try await type(
                cluster,
                [
                    "org create acme --name Acme", "org create globex --name Globex",
                    "user create ada --organization acme --email ada@acme.example --name Ada --role admin",
                    "user create gus --organization globex --email gus@globex.example --name Gus --role admin",
                    "partnership propose gus@globex.example --id p1 --preset full --actor ada",
                    "partnership accept p1 --actor gus",
                ])
            try await cluster.settle()
            return cluster
        }

        private func type(_ cluster: RealCluster, _ lines: [String]) async throws {
            for line in lines { try await type(cluster, line) }
        }

        @discardableResult
        private func type(
            _ cluster: RealCluster, _ line: String, status: Int32 = 0
        ) async throws -> (output: String, errors: String) {
            try File.makeFolder(cluster.folder + "/session")
            // Who names no folder goes on from what the line before has seen.
            let typed = (line.contains("--data") ? line : line + " --data FOLDER/session")
                .replacing("FOLDER", with: cluster.folder)
            let process = cluster.entente(typed.split(separator: " ").map(String.init))
            let ending = try await process.end(within: .seconds(60))
            #expect(ending == .exited(status), "`\(typed)`: \(process.output) \(process.errors)")
            return (process.output, process.errors)
        }

        private let question = CheckRequest.with {
            ($0.actor, $0.action, $0.target) = ("ada", "calendar.preview", "gus")
        }

        private func stopSources(_ cluster: RealCluster) async throws {
            for source in [ServiceName.partnership, .directory] {
                #expect(try await cluster.terminate(source) == .exited(0))
            }
        }

        @Test func `both sources restored from an older backup are noticed by whoever has seen more`()
            async throws
        {
            let cluster = try await cluster()
            let client = cluster.client()
            #expect(try await client.call(question).verdict == .allow)
            try await type(cluster, "backup --data FOLDER --to FOLDER/backup")

            // What the backup does not know: the agreement is off, somebody came, somebody went.
            try await type(
                cluster,
                [
                    "partnership disable p1 --actor ada",
                    "user create eve --organization acme --email eve@acme.example --name Eve",
                    "user deactivate gus",
                ])
            let old = try await client.call(question)
            #expect(old.verdict == .deny && old.reason == .targetDeactivated)
            try await cluster.settle()
            let node = cluster.process(.decision).id

            try await stopSources(cluster)
            let restored = try await type(cluster, "restore --from FOLDER/backup --data FOLDER --replace")
            #expect(restored.output.contains("from now on history"))
            for source in [ServiceName.directory, .partnership] { try await cluster.start(source) }
            try await cluster.settle()
            #expect(cluster.process(.decision).id == node && node != nil)

            // It has dropped what it knew; a position from before is refused, not answered.
            let anew = cluster.client()
            let answer = try await anew.call(question)
            #expect(answer.verdict == .allow && answer.partnership == "p1")
            #expect(answer.position.directoryEpoch != old.position.directoryEpoch)
            #expect(answer.position.partnershipEpoch != old.position.partnershipEpoch)
            var eve = question
            eve.actor = "eve"
            #expect(try await anew.call(eve).reason == .unknownActor)
            var asked = question
            asked.atLeast = old.position
            let refused = await #expect(throws: ClientFailure.self) { try await anew.call(asked) }
            #expect(refused?.failure.details?.state == "history-restored")
            // Who carries an old session is told once, and then goes on.
            _ = try? await client.call(question)
            #expect(try await client.call(question).verdict == .allow)

            // Past the revisions that were seen of the old history everything is the new one's.
            for number in 0..<6 {
                try await type(
                    cluster,
                    "user create new-\(number) --organization acme --email n\(number)@acme.example --name N")
            }
            try await cluster.settle()
            #expect(try await anew.call(question).verdict == .allow)
            #expect(try await anew.call(eve).reason == .unknownActor)
            // And a node that starts from what it kept of the old history takes everything anew.
            try await cluster.restart(.decision)
            try await cluster.settle()
            #expect(try await cluster.client().call(eve).reason == .unknownActor)
            let sound = try await type(cluster, "audit verify --data FOLDER")
            #expect(sound.output.contains("✓ directory") && sound.output.contains("✓ partnership"))
            #expect(
                try await type(cluster, "audit list --data FOLDER --method restore").output.contains("epoch"))
        }

        @Test(.timeLimit(.minutes(3)))
        func `a backup under load is whole, has what was acknowledged before it, and serves`() async throws {
            let cluster = try await cluster()
            let clients = (0..<4).map { _ in cluster.client() }
            let writers = clients.enumerated().map { writer, client in
                Task { () -> Int in
                    defer { client.close() }
                    var count = 0
                    while !Task.isCancelled {
                        let request = CreateUserRequest.with {
                            ($0.id, $0.organization) = ("w\(writer)-\(count)", "acme")
                            $0.email = "w\(writer)-\(count)@acme.example"
                            $0.displayName = "W"
                        }
                        guard (try? await client.call(request)) != nil else { break }
                        count += 1
                    }
                    return count
                }
            }
            let client = cluster.client()
            var acknowledged: [Int64] = []
            for number in 0..<3 {
                try await eventually("the writers write") {
                    let head = try await client.call(ServerStatusRequest(), at: .directory).position.directory
                    return head > UInt64(50 * (number + 1))
                }
                let head = try await client.call(ServerStatusRequest(), at: .directory).position.directory
                acknowledged.append(Int64(head))
                try await type(cluster, "backup --data FOLDER --to FOLDER/backup-\(number) --json")
            }
            for writer in writers { writer.cancel() }
            for writer in writers { #expect(await writer.value > 0) }

            for (number, head) in acknowledged.enumerated() {
                let into = "FOLDER/restored-\(number)"
                let restored = try await type(
                    cluster, "restore --from FOLDER/backup-\(number) --data \(into) --json")
                let revisions = restored.output.matches(of: #/"revision":(\d+)/#).compactMap {
                    Int64($0.output.1)
                }
                #expect(revisions.count == 2 && revisions[1] >= head, "\(restored.output)")
                try await type(cluster, "audit verify --data \(into)")
            }
            try await expectServes("\(cluster.folder)/restored-2", cluster)
        }

        /// Starts `entente up` on a restored folder and asks it.
        private func expectServes(_ folder: String, _ cluster: RealCluster) async throws {
            let up = RealProcess(
                "entente", ["up", "--data", folder, "--port-base", "0"], files: cluster.folder + "/up")
            defer { up.kill() }
            try await eventually("`up` says that it is ready", within: .seconds(60)) {
                if let ending = up.ending { throw Late("it ended (\(ending)): \(up.errors)") }
                return up.output.contains("ready:")
            }
            let endpoints = try Endpoints(parsing: try File.readText(folder + "/endpoints"))
            let token = try File.readText(folder + "/token").filter { !$0.isWhitespace }
            let client = EntenteClient(endpoints: endpoints, token: token)
            #expect(try await client.call(question).verdict == .allow)
        }

        @Test func `bad backups and folders are refused before anything is touched`() async throws {
            let cluster = try await RealCluster([.directory, .partnership])
            try await type(cluster, "org create acme --name Acme")
            try await type(cluster, "backup --data FOLDER --to FOLDER/good")
            let good = cluster.folder + "/good"
            let again = try await type(cluster, "backup --data FOLDER --to FOLDER/good", status: 2)
            #expect(again.errors.contains("exists already; nothing was copied"))
            let nowhere = try await type(cluster, "backup --data FOLDER --to /proc/no/good", status: 2)
            #expect(nowhere.errors.contains("cannot make `/proc/no/good.unfinished`"))
            #expect(
                try await type(cluster, "backup --data FOLDER/good/none --to FOLDER/x", status: 2).errors
                    .contains("there is no database"))

            // A folder that is used, and one that is not empty.
            let used = try await type(
                cluster, "restore --from FOLDER/good --data FOLDER --replace", status: 2)
            #expect(used.errors.contains("is in use by process"), "\(used.errors)")
            let full = try await type(cluster, "restore --from FOLDER/good --data FOLDER", status: 2)
            #expect(full.errors.contains("is not empty") && full.errors.contains("--replace"))

            let damages: [(String, String, (String) throws -> Void)] = [
                ("no manifest", "cannot read", { try File.remove($0 + "/manifest.json") }),
                (
                    "no JSON", "is not the manifest",
                    { try File.write($0 + "/manifest.json", Array("{".utf8)) }
                ),
                ("another format", "of a backup of Entente", { try edit($0, "entente-backup", "tar") }),
                (
                    "a newer format", "knows versions up to 1",
                    { try edit($0, #""formatVersion": 1"#, #""formatVersion": 9"#) }
                ),
                (
                    "a place outside", "a place it cannot have",
                    { try edit($0, "directory/directory.sqlite", "../x") }
                ),
                (
                    "a file that is gone", "the backup is not whole",
                    { try File.remove($0 + "/directory.sqlite") }
                ),
                (
                    "a byte that fell over", "is not what was backed up",
                    { try damage($0 + "/directory.sqlite") }
                ),
                (
                    "a file that was cut", "is not what was backed up",
                    {
                        let bytes = try File.read($0 + "/partnership.sqlite")
                        try File.write($0 + "/partnership.sqlite", Array(bytes.dropLast(4_096)))
                    }
                ),
                (
                    "another head", "does not stand where the manifest says",
                    { try edit($0, #""eventSequence": 2"#, #""eventSequence": 1"#) }
                ),
            ]
            for (index, (what, words, spoil)) in damages.enumerated() {
                let copy = "\(cluster.folder)/bad-\(index)"
                try File.makeFolder(copy)
                for name in try File.names(in: good) {
                    try File.copy("\(good)/\(name)", to: "\(copy)/\(name)")
                }
                try spoil(copy)
                let refused = try await type(
                    cluster, "restore --from \(copy) --data FOLDER/fresh", status: 2)
                #expect(refused.errors.contains(words), "\(what): \(refused.errors)")
                #expect(!File.exists(cluster.folder + "/fresh"), "\(what)")
            }
            try await type(cluster, "restore --from FOLDER/good --data FOLDER/fresh")
        }
    }
}

private func edit(_ folder: String, _ old: String, _ new: String) throws {
    let path = folder + "/manifest.json"
    let text = try File.readText(path)
    #expect(text.contains(old))
    try File.write(path, Array(text.replacing(old, with: new).utf8))
}

private func damage(_ path: String) throws {
    var bytes = try File.read(path)
    bytes[bytes.count / 2] ^= 1
    try File.write(path, bytes)
}
