import EntenteProtocol

/// What there is at a path.
enum WebPlace: Equatable {
    case call(Call)
    case evaluation
    case evaluations
    case configuration

    init?(_ path: String) {
        switch path {
        case "/access/v1/evaluation": self = .evaluation
        case "/access/v1/evaluations": self = .evaluations
        case Evaluations.configurationPath: self = .configuration
        default:
            guard let call = WebPlace.calls[path] else { return nil }
            self = .call(call)
        }
    }

    /// Every question to a decision node that has one answer, by its path: `/v1/check-batch`.
    static let calls: [String: Call] = Dictionary(
        uniqueKeysWithValues: Call.all.filter { $0.kind == .query && $0.services == [.decision] }
            .map { ("/v1/" + hyphenated($0.method.name), $0) })

    private static func hyphenated(_ name: String) -> String {
        name.reduce(into: "") { $0 += $1.isUppercase ? "-" + $1.lowercased() : String($1) }
    }

    /// How it is asked for, the usual way first.
    var methods: [String] { self == .configuration ? ["GET", "HEAD"] : ["POST"] }

    static func == (left: WebPlace, right: WebPlace) -> Bool {
        switch (left, right) {
        case (.call(let left), .call(let right)): left.method == right.method
        case (.evaluation, .evaluation), (.evaluations, .evaluations), (.configuration, .configuration): true
        default: false
        }
    }
}
