// An exported organization, read back: every line is looked at before anything is asked of a service, and
// what is wrong is told with the number of its line.

import EntenteProtocol

/// The things of a file, each with its line.
struct ImportFile {
    /// A thing and the number of the line it stands on, counted from 1.
    struct Entry {
        let line: Int
        let thing: ExportedThing
    }

    let header: ExportHeader
    let entries: [Entry]
    /// Tells this file from another: a command repeated from the same file is answered, not done again.
    let digest: String

    /// The file at `path`; `-` is standard input.
    ///
    /// - Throws: what is wrong with it, and in which line.
    init(path: String) async throws(Problem) {
        let source = try LineSource(path: path)
        var lines: [(number: Int, text: String)] = []
        var number = 0
        while let line = try await source.next() {
            number += 1
            guard let text = line.text else { throw Self.wrong(path, number, "it is not UTF-8") }
            if !text.allSatisfy(\.isWhitespace) { lines.append((number, text)) }
        }
        try self.init(lines, path)
    }

    private init(_ lines: [(number: Int, text: String)], _ path: String) throws(Problem) {
        guard let first = lines.first else {
            throw .usage("`\(path)` is empty; `entente export ORGANIZATION` writes what it should have")
        }
        header = try Self.header(first, path)
        guard lines.count > 1, let last = lines.last, let count = Self.end(last.text) else {
            throw .usage("`\(path)` is cut off: its last line does not say how many things there are")
        }
        guard count == lines.count - 2 else {
            throw Self.wrong(
                path, last.number, "the file should have \(count) things and has \(lines.count - 2)")
        }
        var entries: [Entry] = []
        for line in lines[1..<lines.count - 1] {
            entries.append(Entry(line: line.number, thing: try Self.thing(line, path, header.organization)))
        }
        guard entries.contains(where: { $0.thing.kind == .organization }) else {
            throw .usage("`\(path)` has no line with the organization `\(header.organization)` itself")
        }
        try ImportOwnership(entries, of: header.organization).check(path)
        self.entries = entries
        digest = String(
            ChainDigest.of(Array(lines.map { $0.text + "\n" }.joined().utf8)), radix: 16)
    }

    /// A problem of one line.
    static func wrong(_ path: String, _ line: Int, _ words: String) -> Problem {
        .usage("`\(path)`, line \(line): \(words)")
    }

    private static func header(
        _ line: (number: Int, text: String), _ path: String
    ) throws(Problem) -> ExportHeader {
        guard let header = try? JSON.decode(ExportHeader.self, from: line.text, unknownFields: .skip),
            header.format == ExportHeader.formatName
        else {
            throw wrong(
                path, line.number,
                "it does not begin as `entente export` writes it: {\"format\": \"\(ExportHeader.formatName)\", …}"
            )
        }
        guard 1...ExportHeader.formatVersion ~= header.formatVersion else {
            throw wrong(
                path, line.number,
                "the file has version \(header.formatVersion), this program knows versions up to "
                    + "\(ExportHeader.formatVersion)")
        }
        return header
    }

    private static func end(_ text: String) -> Int? {
        guard let value = try? JSONValue(parsing: text),
            case .number(let count)? = value["end"]?["things"]
        else { return nil }
        return Int(count)
    }

    private static func thing(
        _ line: (number: Int, text: String), _ path: String, _ organization: String
    ) throws(Problem) -> ExportedThing {
        let thing: ExportedThing
        do throws(JSONProblem) {
            guard case .object(let members) = try JSONValue(parsing: line.text), members.count == 1 else {
                throw .field(
                    path: "", reason: "a line is one thing under the word for it, as {\"user\": {…}}")
            }
            thing = try ExportedThing(members[0])
        } catch {
            throw wrong(path, line.number, error.message)
        }
        guard thing.owner == nil || thing.owner == organization else {
            throw wrong(
                path, line.number,
                "this \(thing.kind.rawValue) is of `\(thing.owner ?? "")`, the file is of `\(organization)`")
        }
        return thing
    }
}

extension ExportedThing {
    /// The organization it says it belongs to; nil where it says none.
    fileprivate var owner: String? {
        switch value {
        case let thing as Organization: thing.id
        case let thing as Location: thing.organization
        case let thing as User: thing.organization
        case let thing as Team: thing.organization
        case let thing as Integration: thing.organization
        case let thing as IntegrationConnection: thing.organization
        case let thing as DefaultTable: thing.organization
        case let thing as Partnership: thing.organization
        default: nil
        }
    }
}
