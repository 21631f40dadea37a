// Imports point down only. The table is the law: it must agree with Package.swift, and every file with it.

import Testing

@Suite struct ImportTests {
    /// Who stands on whom; a room is above everything it may import.
    static let mayImport: [String: Set<String>] = [
        "SystemCalls": ["CLinux"],
        "SQLiteStore": ["CSQLite", "EntenteProtocol", "PlantedBugs"],
        "EventLoop": ["SystemCalls", "EntenteProtocol"],
        "Telemetry": ["SystemCalls"],
        "HTTP": ["SystemCalls", "EntenteProtocol"],
        "Flags": [],
        "PlantedBugs": [],
        "Rules": ["EntenteProtocol", "PlantedBugs"],
        "Service": [
            "EventLoop", "HTTP", "EntenteProtocol", "SystemCalls", "Telemetry", "Flags", "PlantedBugs",
        ],
        "Source": [
            "Service", "SQLiteStore", "EventLoop", "EntenteProtocol", "Telemetry", "Flags", "Rules",
            "PlantedBugs",
        ],
        "World": ["Rules", "EntenteProtocol"],
        "Replica": ["CPrefetch", "Rules", "EntenteProtocol", "PlantedBugs"],
        "Engine": ["CPrefetch", "Replica", "Rules", "EntenteProtocol", "PlantedBugs"],
        "Following": [
            "Replica", "Service", "EventLoop", "SystemCalls", "Telemetry", "EntenteProtocol", "PlantedBugs",
        ],
        "DirectoryService": [
            "Source", "Service", "EventLoop", "SystemCalls", "SQLiteStore", "Rules", "EntenteProtocol",
            "Telemetry", "Flags", "PlantedBugs",
        ],
        "PartnershipService": [
            "Following", "Source", "Service", "EventLoop", "SystemCalls", "SQLiteStore", "Replica", "Rules",
            "EntenteProtocol", "Telemetry", "Flags", "PlantedBugs",
        ],
        "DecisionService": [
            "Following", "Service", "EventLoop", "SystemCalls", "Engine", "Replica", "Rules",
            "EntenteProtocol", "Telemetry", "Flags", "PlantedBugs",
        ],
        "entente-directory": ["DirectoryService"],
        "entente-partnership": ["PartnershipService"],
        "entente-decision": ["DecisionService"],
        "EntenteClient": ["EntenteProtocol", "SystemCalls"],
        "Load": ["World", "Rules", "Telemetry", "SystemCalls", "EntenteProtocol"],
        "CommandLine": [
            "Load", "World", "EntenteClient", "EntenteProtocol", "SystemCalls", "Flags", "Telemetry",
        ],
        // One of the two rooms that bring the command line and the services' tables together: a very large
        // world is written into the tables by the services' own handlers, in the process of `entente seed`.
        "Seeding": [
            "CommandLine", "DirectoryService", "PartnershipService", "Service", "EventLoop", "SystemCalls",
            "SQLiteStore", "EntenteProtocol", "Telemetry",
        ],
        // The other: backups and audits read and write the tables' files as they are, and need only their
        // names and marks.
        "Keeping": [
            "CommandLine", "DirectoryService", "PartnershipService", "Source", "SystemCalls", "SQLiteStore",
            "EntenteProtocol",
        ],
        "entente": ["CommandLine", "Seeding", "Keeping"],
        "Benchmarks": [
            "DecisionService", "Service", "EventLoop", "Engine", "Replica", "Rules", "EntenteClient",
            "EntenteProtocol", "SystemCalls", "Telemetry", "Flags", "World",
        ],
        "entente-benchmark": ["Benchmarks"],
    ]

    /// From the ground up; nobody imports from its own storey or from above it.
    static let storeys: [[String]] = [
        ["CLinux", "CPrefetch", "CSQLite", "EntenteProtocol", "Flags", "PlantedBugs"],
        ["SystemCalls", "SQLiteStore", "Rules"],
        ["EventLoop", "Telemetry", "HTTP", "Replica", "World", "EntenteClient"],
        ["Service", "Engine", "Load"],
        ["Source", "Following", "CommandLine"],
        ["DirectoryService", "PartnershipService", "DecisionService"],
        ["Seeding", "Keeping", "Benchmarks", "entente-directory", "entente-partnership", "entente-decision"],
        ["entente", "entente-benchmark"],
    ]

    /// What one room alone needs of the toolchain, with the reason in its file.
    static let exceptions: [String: Set<String>] = ["CommandLine": ["Dispatch"]]

    /// What the toolchain and the system bring; Foundation is not among them.
    static let fromTheSystem: Set<String> = ["Glibc", "Synchronization", "Builtin", "Swift", "_Concurrency"]

    @Test func `the table says what Package.swift says`() throws {
        let declared = try House.packageDependencies()
        #expect(Set(declared.keys) == Set(Self.mayImport.keys))
        for (room, allowed) in Self.mayImport {
            #expect(declared[room] == allowed, "`\(room)` in Package.swift")
        }
    }

    @Test func `every room stands only on rooms below it`() throws {
        var storeyOf: [String: Int] = [:]
        for (number, rooms) in Self.storeys.enumerated() {
            for room in rooms { storeyOf[room] = number }
        }
        for (room, allowed) in Self.mayImport {
            let storey = try #require(storeyOf[room], "`\(room)` has no storey")
            for other in allowed {
                #expect(try #require(storeyOf[other]) < storey, "`\(room)` stands on `\(other)`")
            }
        }
    }

    @Test func `every file imports only what its room may`() throws {
        for (room, allowed) in Self.mayImport {
            for file in try House.swiftFiles(in: "Sources/\(room)") {
                let strangers = Set(file.imports).subtracting(allowed).subtracting(Self.fromTheSystem)
                    .subtracting(Self.exceptions[room] ?? [])
                #expect(strangers.isEmpty, "\(file.path) imports \(strangers.sorted())")
            }
        }
    }

    @Test func `the contract knows nothing of the house`() throws {
        for file in try House.swiftFiles(in: "Protocol") {
            #expect(Set(file.imports).subtracting(Self.fromTheSystem).isEmpty, "\(file.path)")
        }
    }

    @Test func `the three services do not know one another, and only one room knows each system library`() {
        let services: Set = ["DirectoryService", "PartnershipService", "DecisionService"]
        for service in services { #expect(Self.mayImport[service]?.isDisjoint(with: services) == true) }
        let importers = { (library: String) in
            Self.mayImport.filter { $0.value.contains(library) }.map(\.key)
        }
        #expect(importers("CLinux") == ["SystemCalls"])
        #expect(importers("CSQLite") == ["SQLiteStore"])
    }

    /// It compiles them by hand, with a sanitizer of its own.
    @Test func `the fuzzer builds every room that its targets stand on, each after those below it`() throws {
        let step = #/^room (?<name>\w+) (?<folder>\S+)$/#.anchorsMatchLineEndings()
        var known = Self.fromTheSystem.union(["CLinux"])
        let expectKnown = { (file: SourceFile) in
            let unknown = Set(file.imports).subtracting(known).sorted()
            #expect(unknown.isEmpty, "deploy/fuzz builds \(file.path) without \(unknown)")
        }
        for match in try House.text("deploy/fuzz").matches(of: step) {
            try House.swiftFiles(in: String(match.output.folder)).forEach(expectKnown)
            known.insert(String(match.output.name))
        }
        expectKnown(try House.file("Tests/FuzzTests/FuzzTarget.swift"))
        try House.swiftFiles(in: "Tests/FuzzTests/Entry").forEach(expectKnown)
    }

    @Test func `imports are found in every way of writing them`() {
        let lines = [
            "import Plain", "@testable import Tested", "package import Packaged", "import struct Kinds.Kind",
            "// import Commented", "let word = \"import Quoted\"", "@preconcurrency import Old",
        ]
        let file = SourceFile(path: "", lines: lines.map { $0[...] })
        #expect(file.imports == ["Plain", "Tested", "Packaged", "Kinds", "Old"])
    }
}
