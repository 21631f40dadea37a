// Many calls, one a line. Requests to one service are pipelined, so that it can commit many in one turn;
// answers are printed as they come, in the order of the lines. A lost connection is not made anew: lines
// after a gap may rest on lines in it, so they are answered `unavailable` unsent.
import EntenteClient
import EntenteProtocol

/// One run of `entente call --batch`.
struct BatchRun {
    /// Unanswered requests at a time: enough that the service never waits for us, and few enough that it
    /// takes them.
    private static let windowMaximum = 256
    /// Progress is shown every so many lines.
    private static let progressInterval = 100

    private let client: EntenteClient
    private let context: Context
    /// The printing of the lines not waited for yet, oldest first; each waits for the one before it.
    private var window: [Task<ExitStatus, Never>] = []
    private var target: ServiceName?
    private var lineCount = 0
    private var writer: ItemWriter
    private var worst = ExitStatus.done

    /// A run with `client`, which must not reconnect on its own.
    init(_ client: EntenteClient, _ context: Context) {
        self.client = client
        self.context = context
        writer = ItemWriter(context.console, as: context.settings.output)
    }

    /// Answers every line of `source`.
    ///
    /// - Returns: The worst of what became of them.
    mutating func run(_ source: LineSource) async throws(Problem) -> ExitStatus {
        while let line = try await source.next() {
            if let text = line.text, text.allSatisfy(\.isWhitespace) { continue }
            lineCount += 1
            await take(line.text)
        }
        await waitForAnswers(keeping: 0)
        context.console.progress("")
        writer.end()
        return worst
    }

    private mutating func take(_ text: String?) async {
        let line: BatchLine
        do throws(Failure) {
            guard let text else { throw .invalidArgument("the line is not UTF-8") }
            line = try BatchLine(text)
        } catch {
            print(after: .failure(error))
            return
        }
        if line.choice.target != target {
            await waitForAnswers(keeping: 0)
            target = line.choice.target
        }
        await waitForAnswers(keeping: Self.windowMaximum - 1)
        let reply = client.startAny(
            line.request, at: line.choice.service, usingSession: context.settings.usesSession)
        print(after: .success(reply))
    }

    /// Prints what becomes of a line once all lines before it are printed.
    private mutating func print(after outcome: Result<AnyReply, Failure>) {
        let (console, count, previous) = (context.console, lineCount, window.last)
        let lead = writer.next()
        window.append(
            Task {
                let (line, status) = await Self.answer(outcome)
                _ = await previous?.value
                console.print(lead + line)
                if count.isMultiple(of: Self.progressInterval) { console.progress("\(count) lines answered") }
                return status
            })
    }

    private static func answer(_ outcome: Result<AnyReply, Failure>) async -> (String, ExitStatus) {
        switch outcome {
        case .failure(let failure):
            return (line("error", JSON.value(of: failure)), .refused)
        case .success(let reply):
            do throws(ClientFailure) {
                return (line("response", JSON.value(of: try await reply.answer)), .done)
            } catch {
                let status: ExitStatus = error.exitStatus == .unavailable ? .unavailable : .refused
                return (line("error", JSON.value(of: error.failure)), status)
            }
        }
    }

    private static func line(_ name: String, _ value: JSONValue) -> String {
        JSONValue.object([JSONValue.Member(name, value)]).text()
    }

    /// Waits until no more than `count` lines are unanswered.
    private mutating func waitForAnswers(keeping count: Int) async {
        guard window.count > count else { return }
        let settled = window[..<(window.count - count)]
        for task in settled { worst = max(worst, await task.value) }
        window.removeFirst(settled.count)
    }
}
