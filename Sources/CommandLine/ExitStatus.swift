import EntenteClient
import EntenteProtocol
import SystemCalls

/// What the program tells its caller by its exit status.
package enum ExitStatus: Int32, Sendable, Comparable, CaseIterable {
    /// Done.
    case done = 0
    /// Done, and the answer is no (only where a verb says so).
    case negative = 1
    /// The command line, a file or the input is wrong; nothing was asked.
    case usage = 2
    /// A service refused the request.
    case refused = 3
    /// A service cannot be reached, is not ready, or did not answer in time.
    case unavailable = 4
    /// Something went wrong inside a service or this program.
    case fault = 5

    /// Orders by how much is wrong.
    package static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }

    /// What the help says about exit statuses.
    package static let helpText = """
        Exit status: 0 done · 1 done, and the answer is no (with `--exit-code`, and of `status`) · 2 the \
        command line or the input is wrong · 3 a service refused · 4 a service cannot be reached or did not \
        answer in time · 5 a fault in a service or in this program.
        """
}

/// Why a verb could not do its work: told to people on standard error, to programs by the exit status.
package struct Problem: Error, Equatable {
    /// What went wrong.
    package let failure: Failure
    /// What to do about it, where that is not part of the failure already.
    package let advice: String?
    /// How the program ends.
    package let status: ExitStatus

    /// A problem of the command line or of a local file.
    package static func usage(_ message: String, advice: String? = nil) -> Problem {
        Problem(failure: .invalidArgument(message), advice: advice, status: .usage)
    }

    /// A problem of this machine.
    package static func fault(_ message: String, advice: String? = nil) -> Problem {
        Problem(failure: Failure(.internal, message), advice: advice, status: .fault)
    }

    /// A service that is not there.
    static func unavailable(_ message: String, advice: String? = nil) -> Problem {
        Problem(failure: Failure(.unavailable, message), advice: advice, status: .unavailable)
    }

    /// A service ended a stream that goes on for ever.
    static let ended = Problem(
        failure: Failure(.unavailable, "the service ended the stream"), advice: "start it again",
        status: .unavailable)

    /// A call that got no answer; `advice` goes before what can be said of such failures in general.
    package init(_ failure: ClientFailure, advice: String? = nil) {
        self.init(failure: failure.failure, advice: advice ?? failure.advice, status: failure.exitStatus)
    }

    private init(failure: Failure, advice: String?, status: ExitStatus) {
        self.failure = failure
        self.advice = advice
        self.status = status
    }

    /// What standard error is told, without the program's name.
    package var text: String {
        // The kind of a problem of our own says nothing that the message does not.
        let kind = status == .refused ? "\(failure.code.name): " : ""
        return kind + failure.message + (advice.map { "\n\($0)" } ?? "")
    }

    /// Says so and ends the process, for what goes wrong before there is a verb or beside all of them.
    func endProgram() -> Never {
        StandardStream.error.write("entente: \(text)\n")
        CurrentProcess.exitNow(status.rawValue)
    }

    /// The same for programs: `{"error": {…}}`.
    package var json: String { #"{"error":\#(JSON.encode(failure))}"# }
}

extension ClientFailure {
    /// How the program ends on this failure.
    var exitStatus: ExitStatus {
        switch self {
        case .refused(let failure):
            switch failure.code {
            case .unavailable, .deadlineExceeded: .unavailable
            case .internal: .fault
            default: .refused
            }
        case .undecided, .unreachable, .connectionLost, .deadlineExceeded: .unavailable
        case .tooLong: .usage
        case .protocolBroken, .fellBehind, .cancelled: .fault
        }
    }

    /// What a person at a command line can do, beyond what the message says.
    var advice: String? {
        switch self {
        case .unreachable:
            "`entente up --data DIR` starts the services; `--data` or `--endpoints` say where they are"
        case .deadlineExceeded: "`--timeout` allows more time, `entente status` shows how the services are"
        case .refused(let failure): failure.advice
        default: nil
        }
    }
}

extension Failure {
    fileprivate var advice: String? {
        switch code {
        case .unauthenticated: "present another token by `--token-file FILE`, ENTENTE_TOKEN or `--data DIR`"
        case .permissionDenied: "the token's scopes and the command's `actor` decide what is permitted"
        case .unavailable, .deadlineExceeded: "`entente status` shows how the services are"
        default: nil
        }
    }
}
