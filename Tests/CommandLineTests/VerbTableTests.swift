// The table of verbs against the contract: what one can type must be what can be called.

import EntenteProtocol
import Flags
import SystemCalls
import TestSupport
import Testing

@testable import CommandLine

@Suite("The verbs")
struct VerbTableTests {
    private let program = Program()

    /// The words of an example, as a shell would see them.
    private static func words(_ example: String) -> [String] {
        var words: [String] = []
        var isQuoted = false
        var isInWord = false
        for character in example {
            if character == "'" {
                isQuoted.toggle()
                if !isInWord { words.append("") }
                isInWord = true
            } else if character == " ", !isQuoted {
                isInWord = false
            } else {
                if !isInWord { words.append("") }
                isInWord = true
                words[words.count - 1].append(character)
            }
        }
        return words
    }

    @Test("have examples that begin with their own words and are understood")
    func examples() async throws {
        for (name, verb) in program.verbs {
            #expect(!verb.examples.isEmpty, "`\(name)` has no example")
            for example in verb.examples {
                let words = Self.words(example)
                #expect(
                    words.starts(with: ["entente"] + name.split(separator: " ").map(String.init)),
                    "\(example)")
                try await expectUnderstood(Array(words.dropFirst()), verb, example)
            }
        }
    }

    private func expectUnderstood(
        _ words: [String], _ verb: DeclaredVerb, _ example: String
    ) async throws {
        do {
            let request = try await program.request(of: words, now: 1_000) { _ in
                [#"{"id": "ada", "organization": "acme", "email": "a@b.example", "displayName": "Ada"}"#]
            }
            #expect((request == nil) == (verb.request == nil), "\(example)")
            guard let request, let method = verb.methods.first else { return }
            #expect(type(of: request) == Call.named(method).request, "\(example)")
        } catch {
            Issue.record("\(example): \(error)")
        }
    }

    @Test("fill the field that each argument and flag names, and no other")
    func fills() async throws {
        for (name, verb) in program.verbs {
            guard let verb = verb.request?.verb else { continue }
            for parameter in verb.parameters {
                let without = try await request(name, verb, without: parameter)
                let with = try await request(name, verb, with: parameter)
                let path = try #require(FieldTarget(parameter.field, in: verb.call.request)).path
                #expect(with[path[...]] != without?[path[...]], "`\(name)`: \(parameter.spelling)")
                guard case .object(let fields) = with, let without else { continue }
                for field in fields where field.name != path[0] {
                    #expect(
                        without[field.name] == field.value,
                        "`\(name)`: \(parameter.spelling) and \(field.name)")
                }
            }
        }
    }

    /// What a verb asks when everything it needs is given, and `parameter` too.
    private func request(_ name: String, _ verb: RequestVerb, with parameter: Parameter) async throws
        -> JSONValue
    {
        try #require(try await request(name, verb) { $0.isNeeded || $0.spelling == parameter.spelling })
    }

    /// The same without `parameter`; nil where it cannot be left out.
    private func request(
        _ name: String, _ verb: RequestVerb, without parameter: Parameter
    ) async throws -> JSONValue? {
        parameter.isNeeded ? nil : try await request(name, verb) { $0.isNeeded }
    }

    private func request(
        _ name: String, _ verb: RequestVerb, where isGiven: (Parameter) -> Bool
    ) async throws -> JSONValue? {
        var words = name.split(separator: " ").map(String.init)
        for parameter in verb.parameters where isGiven(parameter) {
            let target = try #require(FieldTarget(parameter.field, in: verb.call.request))
            let reader = ParameterReader(parameter: parameter, target: target)
            if parameter.isFlag { words.append(parameter.spelling) }
            if !reader.isSwitch { words.append(Self.sample(for: reader)) }
        }
        let request = try await program.request(of: words, now: 1_000) { _ in [#"{"id": "sample"}"#] }
        return request.map { JSON.value(ofAny: $0) }
    }

    /// A text that `reader` takes, other than what stands for nothing.
    private static func sample(for reader: ParameterReader) -> String {
        switch reader.parameter.form {
        case .moment: return "7d"
        case .millis: return "5s"
        case .file: return "-"
        case .entry(let keys, let values, _):
            let word = values.lazy.compactMap { reader.target.inner($0) }.first.map { sample($0.type) } ?? ""
            return keys.joined(separator: ":") + "=" + word
        case .value, .off, .empty: return sample(reader.target.field.type)
        }
    }

    private static func sample(_ type: MessageShape.FieldType) -> String {
        switch type {
        case .enumeration: type.words?.last ?? ""
        case .scalar("string"): "sample"
        case .scalar("bool"): "true"
        case .scalar, .message: "7"
        }
    }

    @Test("show fields that the answer has")
    func shows() {
        for (name, verb) in program.verbs {
            guard let verb = verb.request?.verb, let (place, fields) = verb.view.names else { continue }
            let type = AnswerPlace(place, in: verb.call.response).type
            let known = MessageShape(of: type).fields.map(\.name)
            #expect(Set(fields).isSubset(of: known), "`\(name)` shows \(fields)")
        }
    }

    @Test("begin their sentences with a capital letter and end them with a full stop")
    func summaries() {
        for section in Program.sections {
            for branch in section.branches {
                var verbs: [String: DeclaredVerb] = [:]
                expectSentences(branch.declare(after: [], into: &verbs))
            }
        }
    }

    private func expectSentences(_ flags: FlagSet) {
        #expect(flags.summary.first?.isUppercase == true && flags.summary.hasSuffix("."), "\(flags.name)")
        for command in flags.subcommands { expectSentences(command) }
    }
}

extension Parameter {
    /// Whether the verb cannot do without it.
    fileprivate var isNeeded: Bool { place != .flag && place != .optionalArgument }
}

@Suite("The README")
struct VerbReadmeTests {
    /// What the table of verbs names: `org rights show, set` is two.
    private static func named() throws -> Set<String> {
        let text = try #require(Repository.text("README.md"))
        let start = try #require(text.firstRange(of: "\n## Command line\n")).upperBound
        let section = text[start...].prefix(
            upTo: text[start...].firstRange(of: "\n## ")?.lowerBound ?? text.endIndex)
        let cells = section.split(separator: "\n").filter { $0.hasPrefix("| ") }.compactMap {
            $0.split(separator: "|").last
        }
        let names = cells.flatMap { $0.matches(of: #/`([a-z, -]+)`/#).map(\.output.1) }.flatMap { entry in
            let words = entry.split(separator: ", ").map(String.init)
            let before = words[0].split(separator: " ").dropLast().joined(separator: " ")
            return [words[0]] + words.dropFirst().map { "\(before) \($0)" }
        }
        return Set(names)
    }

    @Test("names every verb there is, and no other")
    func verbs() throws {
        // A group of few words may stand for its verbs.
        let groups: Set = ["schema"]
        let verbs = Program().verbs.keys.map { name in groups.first { name.hasPrefix($0 + " ") } ?? name }
        #expect(try Self.named() == Set(verbs))
    }
}

@Suite("The calls")
struct VerbCoverageTests {
    /// The calls that nobody types as a verb, and why.
    static let without: [Method: String] = [
        .hello: "every connection says it on its own",
        .subscribe: "services ask it of one another",
        .checkBatch: "for programs; `call --batch` pipelines what is typed",
    ]

    @Test("each have a verb, or a reason for having none")
    func coverage() {
        let verbs = Program().verbs.values
        let typed = Set(verbs.flatMap(\.methods))
        for call in Call.all {
            let hasReason = Self.without[call.method] != nil
            #expect(typed.contains(call.method) != hasReason, "`\(call.method.name)`")
        }
    }
}
