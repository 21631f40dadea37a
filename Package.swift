// swift-tools-version: 6.2

// The rooms of Entente and who may know whom. Imports point down only; a test over the `import` lines keeps it so.
import PackageDescription

/// What every target is built with: Swift 6 concurrency checks, explicit existentials, no warning let
/// through.
let common: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

/// For the rooms that touch raw memory: every unsafe expression must say so.
let memorySafe: [SwiftSetting] = common + [.strictMemorySafety()]

/// For the rooms on the way of a check: overlapping access is looked for in debug builds only.
///
/// Every test runs in those; looking for it at run time took a third of the instructions of a check that comes
/// alone. No library product stands on these rooms, so the flag keeps nobody from depending on this package.
let onTheWayOfACheck: [SwiftSetting] = [
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
]

func room(
    _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [],
    settings: [SwiftSetting] = common
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: common)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, swiftSettings: common)
}

let package = Package(
    name: "entente",
    products: [
        .library(name: "EntenteProtocol", targets: ["EntenteProtocol"]),
        .library(name: "EntenteClient", targets: ["EntenteClient"]),
        .executable(name: "entente", targets: ["entente"]),
        .executable(name: "entente-directory", targets: ["entente-directory"]),
        .executable(name: "entente-partnership", targets: ["entente-partnership"]),
        .executable(name: "entente-decision", targets: ["entente-decision"]),
        .executable(name: "entente-benchmark", targets: ["entente-benchmark"]),
    ],
    targets: [
        // The contract.
        .target(
            name: "EntenteProtocol", path: "Protocol",
            exclude: ["README.md", "Released", "Vectors", "clients", "entente.proto"],
            swiftSettings: memorySafe),

        // The machine.
        .systemLibrary(name: "CLinux"),
        .systemLibrary(name: "CPrefetch"),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        room("SystemCalls", ["CLinux"], settings: memorySafe),
        room("SQLiteStore", ["CSQLite", "EntenteProtocol", "PlantedBugs"], settings: memorySafe),
        room(
            "EventLoop", ["SystemCalls", "EntenteProtocol"], settings: memorySafe + onTheWayOfACheck),
        room("Telemetry", ["SystemCalls"]),
        // Requests and answers of HTTP/1.1 as values; whose bytes they are is not its business.
        room("HTTP", ["SystemCalls", "EntenteProtocol"]),
        room("Flags"),
        // Mistakes for the tests to find; in every build but theirs it is one constant.
        room("PlantedBugs"),

        // What is decided, and what every service has.
        room("Rules", ["EntenteProtocol", "PlantedBugs"]),
        room(
            "Service",
            ["EventLoop", "HTTP", "EntenteProtocol", "SystemCalls", "Telemetry", "Flags", "PlantedBugs"],
            settings: common + onTheWayOfACheck),
        room(
            "Source",
            [
                "Service", "SQLiteStore", "EventLoop", "EntenteProtocol", "Telemetry", "Flags", "Rules",
                "PlantedBugs",
            ]),
        // Worlds computed from a few numbers, for those who fill, load and measure a cluster.
        room("World", ["Rules", "EntenteProtocol"]),
        room(
            "Replica", ["CPrefetch", "Rules", "EntenteProtocol", "PlantedBugs"],
            settings: common + onTheWayOfACheck),
        room(
            "Engine", ["CPrefetch", "Replica", "Rules", "EntenteProtocol", "PlantedBugs"],
            settings: common + onTheWayOfACheck),
        room(
            "Following",
            [
                "Replica", "Service", "EventLoop", "SystemCalls", "Telemetry", "EntenteProtocol",
                "PlantedBugs",
            ]),

        // The three services: the only places where rules, store and service meet.
        room(
            "DirectoryService",
            [
                "Source", "Service", "EventLoop", "SystemCalls", "SQLiteStore", "Rules", "EntenteProtocol",
                "Telemetry", "Flags", "PlantedBugs",
            ]),
        room(
            "PartnershipService",
            [
                "Following", "Source", "Service", "EventLoop", "SystemCalls", "SQLiteStore", "Replica",
                "Rules",
                "EntenteProtocol", "Telemetry", "Flags", "PlantedBugs",
            ]),
        room(
            "DecisionService",
            [
                "Following", "Service", "EventLoop", "SystemCalls", "Engine", "Replica", "Rules",
                "EntenteProtocol",
                "Telemetry", "Flags", "PlantedBugs",
            ], settings: common + onTheWayOfACheck),
        program("entente-directory", ["DirectoryService"]),
        program("entente-partnership", ["PartnershipService"]),
        program("entente-decision", ["DecisionService"]),

        // For those who call.
        room("EntenteClient", ["EntenteProtocol", "SystemCalls"]),
        room(
            "Load", ["World", "Rules", "Telemetry", "SystemCalls", "EntenteProtocol"], settings: memorySafe),
        room(
            "CommandLine",
            ["Load", "World", "EntenteClient", "EntenteProtocol", "SystemCalls", "Flags", "Telemetry"]),
        // The sources' own tables, for filling them without a service.
        room(
            "Seeding",
            [
                "CommandLine", "DirectoryService", "PartnershipService", "Service", "EventLoop",
                "SystemCalls", "SQLiteStore", "EntenteProtocol", "Telemetry",
            ]),
        // The sources' files, for backing them up, restoring them, and looking whether they are untouched.
        room(
            "Keeping",
            [
                "CommandLine", "DirectoryService", "PartnershipService", "Source", "SystemCalls",
                "SQLiteStore", "EntenteProtocol",
            ], exclude: ["README.md"]),
        program("entente", ["CommandLine", "Seeding", "Keeping"]),

        // For those who build it: what the parts cost. In no image.
        room(
            "Benchmarks",
            [
                "DecisionService", "Service", "EventLoop", "Engine", "Replica", "Rules", "EntenteClient",
                "EntenteProtocol", "SystemCalls", "Telemetry", "Flags", "World",
            ]),
        program("entente-benchmark", ["Benchmarks"]),

        // The proof.
        .target(
            name: "TestSupport",
            dependencies: [
                "EntenteProtocol", "EventLoop", "SystemCalls", "Rules", "Service", "Source", "Following",
                "DirectoryService",
                "PartnershipService", "DecisionService", "EntenteClient", "SQLiteStore", "CSQLite",
            ], path: "Tests/TestSupport", swiftSettings: common),
        // Stories of a whole cluster from a seed; a program too, because thousands are played optimized.
        .target(
            name: "Simulator",
            dependencies: [
                "TestSupport", "EntenteClient", "EntenteProtocol", "EventLoop", "SystemCalls", "Flags",
                "Service", "Source", "Following", "Replica", "SQLiteStore", "DirectoryService",
                "PartnershipService", "DecisionService",
            ], path: "Tests/Simulator", exclude: ["README.md"], swiftSettings: common),
        .executableTarget(
            name: "entente-simulate", dependencies: ["Simulator"],
            path: "Tests/entente-simulate", swiftSettings: common),
        tests("EntenteProtocolTests", ["EntenteProtocol"]),
        // What strangers send; the fuzzer's own entry is built by `deploy/fuzz`.
        tests("FuzzTests", ["EntenteProtocol", "HTTP"], exclude: ["Corpus", "Entry"]),
        tests("EventLoopTests", ["EventLoop", "SystemCalls"]),
        tests("HTTPTests", ["HTTP", "EntenteProtocol"]),
        tests("SQLiteStoreTests", ["SQLiteStore", "EntenteProtocol"]),
        tests("FlagsTests", ["Flags", "Telemetry"]),
        tests("RulesTests", ["Rules"]),
        tests(
            "ServiceTests",
            [
                "DirectoryService", "DecisionService", "Service", "Source", "Following", "Replica",
                "SQLiteStore", "EventLoop", "SystemCalls", "EntenteProtocol", "Flags", "Telemetry",
            ]),
        tests(
            "DirectoryServiceTests",
            ["DirectoryService", "Source", "Service", "SQLiteStore", "CommandLine", "Keeping"]),
        tests("PartnershipServiceTests", ["PartnershipService", "Source", "Service"]),
        tests("EngineTests", ["Engine", "Replica", "Rules", "DecisionService"]),
        tests(
            "DecisionServiceTests",
            [
                "DecisionService", "DirectoryService", "PartnershipService", "Following", "Service",
                "EventLoop",
                "SystemCalls", "Telemetry", "EntenteProtocol",
            ]),
        tests("EntenteClientTests", ["EntenteClient", "EntenteProtocol", "SystemCalls"]),
        tests("CommandLineTests", ["CommandLine", "EntenteClient", "World"]),
        tests("WorldTests", ["World", "EntenteProtocol"]),
        tests("LoadTests", ["Load", "World", "Telemetry", "SystemCalls", "EntenteProtocol"]),
        tests("ScenarioTests", ["Rules"], exclude: ["README.md", "Scenarios"]),
        tests(
            "SimulationTests",
            [
                "Simulator", "Service", "Source", "EntenteClient", "EntenteProtocol", "SystemCalls",
                "CommandLine", "Keeping",
            ]),
        tests(
            "ComparisonTests",
            [
                "Simulator", "EntenteClient", "Engine", "Replica", "DecisionService", "SystemCalls",
                "EntenteProtocol",
            ]),
        // The executables are named so that a test run builds them: these tests start the real ones.
        tests(
            "IntegrationTests",
            [
                "EntenteClient", "EntenteProtocol", "SystemCalls", "SQLiteStore", "World", "entente",
                "entente-directory",
                "entente-partnership", "entente-decision",
            ], exclude: ["DiesAfter.c"]),
        // What is counted is the optimized program; the one named here is for what may be typed wrong.
        tests(
            "BudgetTests", ["Benchmarks", "SystemCalls", "entente-benchmark"], exclude: ["budget.txt"]),
        tests("HouseTests", ["Service", "EntenteProtocol"]),
    ],
    swiftLanguageModes: [.v6]
)
