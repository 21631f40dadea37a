// How the source looks, as a test: what a reviewer should not have to say.

import Testing

@Suite struct TidyTests {
    static let lineLengthLimit = 110
    static let fileLineLimit = 500

    /// Who may call a class safe to share without the compiler's proof, and why.
    static let uncheckedSharing: [String: String] = [
        "Sources/DecisionService/SharedNode.swift":
            "the facts are read under the read lock, and changed by one thread under the write lock",
        "Sources/DecisionService/DecisionLog/DecisionRing.swift":
            "one thread stores and one takes; a place changes hands by the two counts",
        "Tests/EventLoopTests/ThreadingTests.swift": "two numbers that the tested lock guards",
        "Tests/TestSupport/SimulatedCluster.swift": "everything simulated runs on one thread",
    ]

    /// What is said to people may stand out: broken up, it could not be searched for.
    @Test func `no line is longer than the page`() throws {
        for file in try House.everySwiftFile() + [try House.file("Package.swift")] {
            let limit = file.path == "Package.swift" ? 120 : Self.lineLengthLimit
            var isInText = false
            var long: [Int] = []
            for (index, line) in file.lines.enumerated() {
                let isText = isInText || line.drop { " +?:#".contains($0) }.hasPrefix("\"")
                if line.split(separator: "\"\"\"", omittingEmptySubsequences: false).count == 2 {
                    isInText.toggle()
                }
                if !isText && line.count > limit { long.append(index + 1) }
            }
            #expect(long.isEmpty, "\(file.path): lines over \(limit) characters: \(long)")
        }
    }

    @Test func `no file is longer than one can keep in mind`() throws {
        for file in try House.everySwiftFile() {
            #expect(file.lines.count <= Self.fileLineLimit, "\(file.path) has \(file.lines.count) lines")
        }
    }

    @Test func `nothing is left for later`() throws {
        // Spelled in two parts, or this line would find itself.
        let words = ["TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK"]
        let left = try Regex("\\b(" + words.joined(separator: "|") + ")\\b")
        try expectNoLine(in: try House.everySwiftFile(), "is left for later") { $0.contains(left) }
    }

    /// A poll pauses between two looks: then the loop that looks stands a few lines above.
    @Test func `no test sleeps to wait, but only between two looks of a poll`() throws {
        let call = "sle" + "ep("
        let loop = #/\b(while|repeat|deadline)\b/#
        for file in try House.swiftFiles(in: "Tests") {
            for index in file.lines.indices where file.lines[index].contains(call) {
                let polls = file.lines[max(0, index - 6)...index].contains { $0.contains(loop) }
                #expect(polls, "\(file.path):\(index + 1) sleeps, and polls for nothing")
            }
        }
    }

    @Test func `what is shared without proof has its reason on the list`() throws {
        let claim = "@unchecked " + "Sendable"
        for file in try House.everySwiftFile() where Self.uncheckedSharing[file.path] == nil {
            #expect(!file.lines.contains { $0.contains(claim) }, "\(file.path) claims it without a reason")
        }
        for path in Self.uncheckedSharing.keys {
            let stillThere = try House.file(path).lines.contains { $0.contains(claim) }
            #expect(stillThere, "\(path) needs its place on the list no more")
        }
    }

    @Test func `every folder of Sources is a target`() throws {
        let text = try House.text("Package.swift")
        for name in try House.names(in: "Sources") {
            #expect(text.contains("\"\(name)\""), "Sources/\(name) is in no target")
        }
    }

    @Test func `every file opens with its idea or with what it imports`() throws {
        for file in try House.swiftFiles(in: "Sources") + House.swiftFiles(in: "Protocol") {
            let first = file.lines.first ?? ""
            let opens = first.hasPrefix("//") || first.contains("import ") || first.hasPrefix("@")
            let declares = first.contains(#/^(public|package|private|extension|struct|enum|final|protocol)/#)
            #expect(opens || declares, "\(file.path) opens with `\(first)`")
        }
    }

    private func expectNoLine(
        in files: [SourceFile], _ words: String, where isBad: (Substring) -> Bool
    ) throws {
        for file in files {
            let found = file.lines.indices.filter { isBad(file.lines[$0]) }.map { $0 + 1 }
            #expect(found.isEmpty, "\(file.path): \(words): lines \(found)")
        }
    }
}
