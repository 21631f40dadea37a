import EntenteClient
import EntenteProtocol
import Flags

/// `entente call`: any call by its name, with JSON in and out.
struct CallVerb: Verb {
    static let word = "call"
    static let examples = [#"entente call getUser '{"id": "ada"}'"#, "entente call --batch calls.jsonl"]
    static let summary = "Makes any call by its name: METHOD JSON, or a batch of them."
    static let notes = """
        JSON is the request, `-` reads it from standard input, and leaving it out sends an empty one. The \
        service is found by the method's name; `--at` chooses where several answer it (`serverStatus`).

        A batch has one {"call": METHOD, "request": {…}} a line and is answered by one {"response": {…}} or \
        {"error": {"code": …, "message": …}} a line, in order. Requests are pipelined while the service \
        stays the same; before it turns to another service all answers are waited for. A line that cannot be \
        read is answered by an error in its place. The exit status is 0 when every line has a response, 4 \
        when a service was away for one of them, and otherwise 3.
        """

    private let method: Flag<String?>
    private let request: Flag<String?>
    private let batch: Flag<String?>
    private let service: Flag<String?>

    init(declaringIn flags: inout FlagSet) {
        method = flags.optionalPositional(
            "METHOD", help: "the call, such as `createOrganization`",
            words: Method.allCases.filter { $0 != .hello }.map(\.name))
        request = flags.optionalPositional("JSON", help: "the request, or `-` for standard input")
        batch = flags.optional(
            "batch", placeholder: "FILE", help: "calls, one a line; `-` for standard input")
        service = flags.optional(
            "at", placeholder: "directory|partnership|decision",
            help: "the service to call, where several can be")
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        let lines = batch.value
        if let lines {
            guard method.value == nil else {
                throw .usage("`--batch` takes the calls from a file: name no METHOD")
            }
            let source = try LineSource(path: lines)
            var run = BatchRun(try context.makeClient(reconnecting: false), context)
            return try await run.run(source)
        }
        guard let name = method.value else {
            throw .usage(
                "METHOD is missing", advice: "`entente call --help` tells how; every call is in entente.proto"
            )
        }
        let call = try CallChoice(named: name, at: service.value)
        return try await Self.make(call, try requestText(), in: context)
    }

    private func requestText() throws(Problem) -> String {
        guard let text = request.value else { return "{}" }
        return text == "-" ? try LineSource(path: "-").rest() : text
    }

    private static func make(
        _ choice: CallChoice, _ text: String, in context: Context
    ) async throws(Problem) -> ExitStatus {
        let request: any Request
        do {
            request = try choice.call.requestFromJSON(text)
        } catch {
            throw .usage("the request of `\(choice.call.method.name)`: \(error.message)")
        }
        let client = try context.makeClient()
        do throws(ClientFailure) {
            if choice.call.kind == .stream {
                try await show(streamOf: request, at: choice.service, client, context)
            } else {
                let answer = try await client.callAny(
                    request, at: choice.service, usingSession: context.settings.usesSession)
                context.console.print(JSON.encode(answer, pretty: context.settings.output != .jsonl))
            }
        } catch {
            throw Problem(error)
        }
        return .done
    }

    /// Prints the items of a stream, one a line, until it ends or the program is stopped.
    private static func show<R: Request>(
        streamOf request: R, at service: ServiceName?, _ client: EntenteClient, _ context: Context
    ) async throws(ClientFailure) {
        var writer = ItemWriter(context.console, as: context.settings.output)
        defer { writer.end() }
        for try await item in client.stream(request, at: service) { writer.write(JSON.value(of: item)) }
    }
}

/// A call chosen by name, and where to make it.
struct CallChoice {
    let call: Call
    /// Where to make it, if that was said.
    let service: ServiceName?

    /// The call `name` at the service called `service`.
    ///
    /// - Throws: that there is no such call, or not there.
    init(named name: String, at service: String?) throws(Problem) {
        guard let method = Method(name: name) else {
            throw .usage("there is no call `\(name)`" + Self.suggestion(name))
        }
        guard method != .hello else { throw .usage("`hello` is said by every connection on its own") }
        call = Call.named(method)
        guard let service else {
            self.service = nil
            return
        }
        guard let chosen = ServiceName(rawValue: service), call.services.contains(chosen) else {
            let names = call.services.map { "`\($0.rawValue)`" }.joined(separator: ", ")
            throw .usage("`\(name)` is not answered by `\(service)`, but by \(names)")
        }
        self.service = chosen
    }

    /// Who will be asked.
    var target: ServiceName { service ?? call.services[0] }

    /// Calls that look like what was typed.
    private static func suggestion(_ name: String) -> String {
        let names = Method.allCases.map(\.name)
        var near = Spelling.closest(to: name, among: names)
        if near.isEmpty, name.count > 3 {
            near = names.filter { $0.lowercased().contains(name.lowercased()) }
        }
        return near.isEmpty
            ? "; `entente schema proto` has them all" : ", did you mean \(Spelling.list(near))?"
    }
}
