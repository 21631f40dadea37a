// Nearly every verb types one request and shows one answer. Such a verb is a row of data: what it is called,
// which call it makes, which argument fills which field, and what of the answer is shown. Flags, help, words,
// JSON and pages follow from that and from the messages.
import EntenteClient
import EntenteProtocol
import Flags
import SystemCalls

/// A verb that makes one call.
struct RequestVerb: Sendable {
    /// Its last word: `create` of `user create`.
    let word: String
    let call: Call
    let summary: String
    let notes: String
    /// What one could type, beginning with `entente`.
    let examples: [String]
    /// Its own, then those that follow from the request.
    let parameters: [Parameter]
    let view: AnswerView
    /// Whether an answer is a yes; a verb that can tell has the flag `--exit-code`.
    let isYes: (@Sendable (JSONValue) -> Bool)?

    init(
        _ word: String, _ method: Method, _ summary: String, _ parameters: [Parameter] = [],
        shows view: AnswerView, isYes: (@Sendable (JSONValue) -> Bool)? = nil, notes: String = "",
        examples: [String]
    ) {
        self.word = word
        call = .named(method)
        self.summary = summary
        self.notes = notes
        self.examples = examples
        self.parameters = parameters + Self.standing(in: call, beside: parameters)
        self.view = view
        self.isYes = isYes
    }

    /// Whether it reads a list page by page.
    var isPaged: Bool { call.request is any ListRequest.Type }

    /// The parameters that every request with such fields has.
    private static func standing(in call: Call, beside own: [Parameter]) -> [Parameter] {
        let names = MessageShape(of: call.request).fields.map(\.name)
        var all: [Parameter] = []
        if call.kind == .command {
            all.append(
                .flag("actor", "actor", "the user in whose name it is done; else the operator does it"))
            all.append(
                .flag(
                    "expected-version", "expectedVersion",
                    "refuse unless this is the version it has now; 0 for whatever is there"))
            all.append(
                .flag(
                    "request-key", "requestKey", "a repetition under this key answers what the first answered"
                ))
        }
        all.append(
            .flag("max-staleness", "maxStalenessMillis", as: .millis, "how old the facts may be at most"))
        return all.filter { parameter in
            names.contains(parameter.field) && !own.contains { $0.field == parameter.field }
        }
    }

    /// Declares its arguments and flags.
    func declare(in flags: inout FlagSet) -> DeclaredRequest { DeclaredRequest(self, in: &flags) }
}

/// A verb whose command line has been, or is to be, read.
struct DeclaredRequest {
    private enum Given {
        case texts(Flag<[String]>)
        case isOn(Flag<Bool>)
    }

    /// What it does.
    let verb: RequestVerb
    private let parameters: [(reader: ParameterReader, given: Given)]
    private let limit: Flag<[String]>?
    private let judgesByStatus: Flag<Bool>?

    fileprivate init(_ verb: RequestVerb, in flags: inout FlagSet) {
        self.verb = verb
        var parameters: [(ParameterReader, Given)] = []
        for parameter in verb.parameters {
            guard let target = FieldTarget(parameter.field, in: verb.call.request) else {
                preconditionFailure("`\(verb.call.method.name)` has no field `\(parameter.field)`")
            }
            let reader = ParameterReader(parameter: parameter, target: target)
            parameters.append((reader, Self.declare(reader, in: &flags)))
        }
        self.parameters = parameters
        limit = verb.isPaged ? Self.declareLimit(in: &flags) : nil
        judgesByStatus =
            verb.isYes == nil
            ? nil : flags.bool("exit-code", help: "exit with status 1 unless the answer is yes")
    }

    private static func declareLimit(in flags: inout FlagSet) -> Flag<[String]> {
        flags.texts(
            "limit", placeholder: Int.placeholder, help: "show so many at most; else all", isRequired: false,
            isRepeated: false
        ) { (text: String) throws(FlagProblem) in
            guard let number = Int(flagText: text), number > 0 else {
                throw FlagProblem("expected a whole number above 0")
            }
        }
    }

    private static func declare(_ reader: ParameterReader, in flags: inout FlagSet) -> Given {
        let parameter = reader.parameter
        if reader.isSwitch { return .isOn(flags.bool(parameter.name, help: reader.help)) }
        let isRequired = parameter.place != .optionalArgument && parameter.place != .flag
        if parameter.isFlag {
            return .texts(
                flags.texts(
                    parameter.name, placeholder: reader.placeholder, help: reader.help,
                    isRequired: isRequired,
                    isRepeated: reader.isRepeated, words: reader.words, check: reader.check))
        }
        return .texts(
            flags.argumentTexts(
                parameter.name, help: reader.help, isRequired: isRequired,
                isRepeated: parameter.place == .arguments, words: reader.words, check: reader.check))
    }

    // MARK: - The request

    /// The request that was typed.
    ///
    /// - Parameters:
    ///   - now: The present moment, in milliseconds since 1970 UTC.
    ///   - readLines: The lines of a file that was named.
    /// - Throws: what is wrong with what was typed.
    func request(
        now: Int64, readLines: (String) async throws(Problem) -> [String]
    ) async throws(Problem) -> any Request {
        var draft = RequestDraft()
        for (reader, given) in parameters {
            try await fill(&draft, reader, given, now, readLines)
        }
        do {
            return try verb.call.requestFromJSON(draft.json)
        } catch {
            throw .usage(error.message, advice: advice(on: error.message))
        }
    }

    private func fill(
        _ draft: inout RequestDraft, _ reader: ParameterReader, _ given: Given, _ now: Int64,
        _ readLines: (String) async throws(Problem) -> [String]
    ) async throws(Problem) {
        let (parameter, path) = (reader.parameter, reader.target.path)
        switch given {
        case .isOn(let flag):
            switch parameter.form {
            case .off: draft.set(.bool(!flag.value), at: path)
            case .empty where flag.value:
                if draft.json[path[...]] != nil {
                    throw .usage("`\(parameter.spelling)` clears what another flag sets: give one of them")
                }
                draft.set(.array([]), at: path)
            case .empty: break
            default: if flag.value { draft.set(.bool(true), at: path) }
            }
        case .texts(let flag):
            for text in flag.value {
                do throws(FlagProblem) {
                    try await add(text, to: &draft, reader, now, readLines)
                } catch {
                    throw .usage(
                        "\(parameter.isFlag ? "flag" : "argument") `\(parameter.spelling)`: \(error.message)")
                }
            }
        }
    }

    private func add(
        _ text: String, to draft: inout RequestDraft, _ reader: ParameterReader, _ now: Int64,
        _ readLines: (String) async throws(Problem) -> [String]
    ) async throws(FlagProblem) {
        let path = reader.target.path
        switch reader.parameter.form {
        case .file:
            do throws(Problem) {
                for (index, line) in try await readLines(text).enumerated() {
                    draft.append(try Self.object(line, number: index + 1), at: path)
                }
            } catch {
                throw FlagProblem(error.failure.message)
            }
        case .entry(let keys, _, _):
            try draft.merge(try reader.value(of: text, now: now), keys: keys, at: path)
        default:
            let value = try reader.value(of: text, now: now)
            if reader.isRepeated { draft.append(value, at: path) } else { draft.set(value, at: path) }
        }
    }

    private static func object(_ line: String, number: Int) throws(Problem) -> JSONValue {
        do {
            return try JSONValue(parsing: line)
        } catch {
            throw .usage("line \(number) is no JSON: \(error.message)")
        }
    }
}

// MARK: - Running

extension DeclaredRequest {
    /// Asks, and shows the answer.
    ///
    /// - Throws: why there is none.
    func run(in context: Context) async throws(Problem) -> ExitStatus {
        let request = try await request(now: MachineClock.wallMillis, readLines: LineSource.textLines)
        let client = try context.makeClient()
        if let request = request as? any ListRequest {
            try await showPages(
                of: request, most: limit?.value.first.flatMap { Int(flagText: $0) }, client, context)
            return .done
        }
        let answer = try await ask(request, client, context)
        let judges = judgesByStatus?.value ?? false
        if !context.printsJSON(JSON.value(ofAny: answer)) {
            verb.view.show(answer, to: request, on: context.console)
        }
        let isNo = judges && verb.isYes?(JSON.value(ofAny: answer)) == false
        return isNo ? .negative : .done
    }

    private func ask(
        _ request: any Request, _ client: EntenteClient, _ context: Context
    ) async throws(Problem) -> any Message {
        do throws(ClientFailure) {
            return try await client.callAny(request, usingSession: context.settings.usesSession)
        } catch {
            let failure = error.failure
            throw Problem(error, advice: Self.advice(on: failure) ?? advice(on: failure.message))
        }
    }

    /// Reads page after page, and shows them as one list.
    private func showPages(
        of request: any ListRequest, most: Int?, _ client: EntenteClient, _ context: Context
    ) async throws(Problem) {
        var request = request
        request.pageSize = most.map { Int32(clamping: $0) } ?? 0
        var items: [JSONValue] = []
        repeat {
            let page = JSON.value(ofAny: try await ask(request, client, context))
            if case .array(let more)? = page["items"] { items += more }
            guard case .string(let token)? = page["nextPageToken"] else { break }
            request.pageToken = token
        } while !request.pageToken.isEmpty && items.count < most ?? .max
        items = Array(items.prefix(most ?? .max))
        if !context.printsJSONList(items) {
            verb.view.show(items, answering: verb.call.response, on: context.console)
        }
    }

    // MARK: - Advice

    /// Which argument or flag gives the field a refusal names.
    private func advice(on message: String) -> String? {
        guard let match = message.firstMatch(of: #/(?:field )?`([A-Za-z.\[\]0-9]+)`:/#) else { return nil }
        let named = match.output.1.replacing(#/\[\d+\]/#, with: "")
        let meant = parameters.map(\.reader.parameter).filter {
            named == $0.field || named.hasPrefix($0.field + ".")
        }
        guard !meant.isEmpty else { return nil }
        let spellings = meant.map { "`\($0.spelling)`" }.joined(separator: " or ")
        return "look at the \(meant[0].isFlag ? "flag" : "argument") \(spellings)"
    }

    private static func advice(on failure: Failure) -> String? {
        guard failure.code == .conflict, let version = failure.details?.currentVersion else { return nil }
        return "look at it again; `--expected-version \(version)` is the version it has now"
    }
}
