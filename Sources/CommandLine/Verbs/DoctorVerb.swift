import EntenteProtocol
import Flags

/// `entente doctor`: finds the usual mistakes.
struct DoctorVerb: Verb {
    static let word = "doctor"
    static let examples = [
        "entente doctor --data /tmp/entente",
        "entente doctor --endpoints decision=10.0.0.1:7103,decision=10.0.0.2:7103 --token-file token "
            + "--output json",
    ]
    static let methods: [Method] = [.serverStatus, .listOrganizations, .status]
    static let summary = "Looks for the usual mistakes, and says what to do about each that it finds."
    static let notes = """
        It looks for a port that something else has, a service nobody answers for, a token that is not let in \
        or may ask nothing, clocks that are apart, feeds that are down or do not catch up, replicas of another \
        history, different releases, and, with --data, a disk that is nearly full or may only be read. \
        Exits with 0 when it finds nothing, with 1 when it finds something.
        """

    init(declaringIn flags: inout FlagSet) {}

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        var doctor = Doctor(context)
        await doctor.examine()
        let isWell = doctor.findings.isEmpty
        let answer = JSONValue.object([
            .init("well", .bool(isWell)), .init("findings", .array(doctor.findings.map(\.json))),
            .init("sound", .array(doctor.sound.map { .string($0) })),
        ])
        if !context.printsJSON(answer) {
            let console = context.console
            for words in doctor.sound { console.print(console.styled("✓", .good) + " \(words)") }
            for finding in doctor.findings { finding.print(on: console) }
            if isWell { console.print("nothing is wrong as far as can be seen from here") }
        }
        return isWell ? .done : .negative
    }
}
