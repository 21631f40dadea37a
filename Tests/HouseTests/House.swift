// The house as text: its rules about imports, sizes and words are checked on the source tree itself.

import Foundation
import TestSupport

/// One source file.
struct SourceFile {
    /// From the root of the house: `Sources/Rules/Terms.swift`.
    let path: String
    let lines: [Substring]

    /// The modules it imports.
    var imports: [String] {
        lines.compactMap { line in
            let words = line.split(separator: " ")
            guard let place = words.firstIndex(of: "import"), words.prefix(place).allSatisfy(Self.isModifier),
                let named = words.dropFirst(place + 1).first(where: { !Self.kinds.contains($0) })
            else { return nil }
            return named.split(separator: ".").first.map(String.init)
        }
    }

    private static let kinds: Set<Substring> = [
        "class", "enum", "func", "let", "protocol", "struct", "typealias", "var",
    ]
    private static func isModifier(_ word: Substring) -> Bool {
        word.hasPrefix("@") || ["package", "public", "internal", "private", "fileprivate"].contains(word)
    }
}

/// The source tree.
enum House {
    static let root = Repository.root

    /// The Swift files under `folder`, by path.
    static func swiftFiles(in folder: String) throws -> [SourceFile] {
        let names = FileManager.default.enumerator(atPath: "\(root)/\(folder)")?.compactMap { $0 as? String }
        return try (names ?? []).filter { $0.hasSuffix(".swift") }.sorted().map { name in
            try file("\(folder)/\(name)")
        }
    }

    /// Every Swift file of the house.
    static func everySwiftFile() throws -> [SourceFile] {
        try ["Sources", "Protocol", "Tests"].flatMap { try swiftFiles(in: $0) }
    }

    static func file(_ path: String) throws -> SourceFile {
        SourceFile(path: path, lines: try text(path).split(separator: "\n", omittingEmptySubsequences: false))
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
    }

    /// The names directly in `folder`.
    static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)").sorted()
    }

    /// The rooms and programs of `Package.swift`, with what each may import.
    static func packageDependencies() throws -> [String: Set<String>] {
        let declaration = #/(?:room|program)\(\s*"(?<name>[^"]+)"(?:,\s*\[(?<list>[^\]]*)\])?/#
        var dependencies: [String: Set<String>] = [:]
        for match in try text("Package.swift").matches(of: declaration) {
            let list = match.output.list ?? ""
            dependencies[String(match.output.name)] = Set(
                list.split(separator: "\"").map(String.init).filter { $0.contains(#/^\w/#) })
        }
        return dependencies
    }
}
