// Authorization API 1.0 of the OpenID Foundation's AuthZEN working group, as gateways ask it. A subject is a
// user; what it may do to a resource of type `user` is a check, with the action's name; what it may see of a
// resource of type `content` is a question about content, whose `properties` are the item. The decision is
// true for `allow` and for nothing else: `ask` is no permission until somebody has been asked. What a request
// says beyond that is passed over, as the specification wants it.

import EntenteProtocol
import HTTP

/// The questions of one request, and the answers so far.
///
/// A class, because its answers grow one by one while others look at it.
final class Evaluations {
    /// One question.
    enum Question {
        /// A call with its request.
        case call(Method, [UInt8])
        /// What there can be no answer to.
        case unanswerable(Failure)
    }

    private enum Semantic: String {
        case executeAll = "execute_all"
        case denyOnFirstDeny = "deny_on_first_deny"
        case permitOnFirstPermit = "permit_on_first_permit"
    }

    /// A question, and how much must be disclosed where it is about content.
    private typealias Item = (question: Question, least: Disclosure?)

    /// What a subject may do with content, by how much of it must be disclosed.
    private static let disclosures: [String: Disclosure] = [
        "read": .full, "read-subject": .subject, "read-metadata": .metadata,
    ]
    /// The most questions of one request: at a tenth of a millisecond each, with their JSON, a tenth of a
    /// second of one loop, in pieces.
    static let questionMaximum = 1_000
    /// An answer with its context, as JSON values, in bytes.
    private static let answerByteCount = 1_024
    static let configurationPath = "/.well-known/authzen-configuration"

    /// What is kept of the request and will be of its answer, about, in bytes.
    let byteCount: Int
    private let questions: [Item]
    private let semantic: Semantic
    /// Whether it was asked for one decision, which is answered by itself.
    private let isSingle: Bool
    private var answers: [JSONValue] = []
    private var isDecided = false

    /// Reads a request.
    ///
    /// - Parameter severalAllowed: whether it may hold several questions.
    /// - Throws: what is wrong with it.
    init(_ document: JSONValue, severalAllowed: Bool) throws(HTTPProblem) {
        guard case .object = document else { throw Self.malformed("an object is expected") }
        var items: [JSONValue] = []
        if severalAllowed, let member = document["evaluations"], member != .null {
            guard case .array(let elements) = member else {
                throw Self.malformed("`evaluations`: an array is expected")
            }
            items = elements
        }
        guard items.count <= Self.questionMaximum else {
            throw Self.malformed("`evaluations`: at most \(Self.questionMaximum), not \(items.count)")
        }
        semantic = try Self.semantic(severalAllowed ? document["options"] : nil)
        isSingle = items.isEmpty
        if isSingle {
            questions = [try Self.question(document, .null, "")]
        } else {
            let shared = try Self.shared(document, by: items.count)
            var questions: [Item] = []
            for (place, item) in items.enumerated() {
                questions.append(try Self.question(item, shared, "evaluations[\(place)]."))
            }
            self.questions = questions
        }
        byteCount = questions.reduce(0) { $0 + Evaluations.byteCount(of: $1.question) }
    }

    /// What a question and its answer take, about, in bytes.
    private static func byteCount(of question: Question) -> Int {
        let own =
            switch question {
            case .call(_, let payload): payload.count
            case .unanswerable(let failure): failure.message.utf8.count
            }
        return own + answerByteCount
    }

    /// What `count` questions have in common: it is read anew for each, so no more than a frame in all.
    private static func shared(_ document: JSONValue, by count: Int) throws(HTTPProblem) -> JSONValue {
        let members = ["subject", "action", "resource", "context"].compactMap { name in
            document[name].map { JSONValue.Member(name, $0) }
        }
        let shared = JSONValue.object(members)
        let byteCount = shared.text().utf8.count
        guard byteCount * count <= Frame.byteLimit else {
            throw malformed("what \(count) `evaluations` have in common is too long: \(byteCount) bytes")
        }
        return shared
    }

    private static func malformed(_ words: String) -> HTTPProblem { Failure.invalidArgument(words).problem }

    private static func semantic(_ options: JSONValue?) throws(HTTPProblem) -> Semantic {
        guard let word = options?["evaluations_semantic"], word != .null else { return .executeAll }
        guard case .string(let text) = word, let semantic = Semantic(rawValue: text) else {
            throw malformed(
                "`options.evaluations_semantic`: execute_all, deny_on_first_deny or permit_on_first_permit")
        }
        return semantic
    }

    // MARK: reading

    private static func question(
        _ item: JSONValue, _ defaults: JSONValue, _ place: String
    ) throws(HTTPProblem) -> Item {
        let part = { (name: String) throws(HTTPProblem) -> JSONValue in
            guard let value = item[name] ?? defaults[name], case .object = value else {
                throw malformed("`\(place)\(name)`: an object is expected")
            }
            return value
        }
        let (subject, action, resource) = (try part("subject"), try part("action"), try part("resource"))
        let context = item["context"] ?? defaults["context"] ?? .null
        let kind = try text(subject, "type", place + "subject")
        let actor = try text(subject, "id", place + "subject")
        let name = try text(action, "name", place + "action")
        let type = try text(resource, "type", place + "resource")
        let id = try text(resource, "id", place + "resource")
        guard kind == "user" else {
            return (unknown("`\(place)subject.type`: the one that is known is user"), nil)
        }
        switch type {
        case "user":
            var members = [
                JSONValue.Member("actor", .string(actor)), .init("action", .string(name)),
                .init("target", .string(id)),
            ]
            if let call = context["callContext"] { members.append(.init("callContext", call)) }
            return (message(.check, members, context, place), nil)
        case "content":
            guard let least = disclosures[name] else {
                return (
                    unknown("`\(place)action.name`: of content it is read, read-subject or read-metadata"),
                    nil
                )
            }
            let item = resource["properties"] ?? .object([])
            let members = [JSONValue.Member("viewer", .string(actor)), .init("item", item)]
            return (message(.checkContent, members, context, place), least)
        default: return (unknown("`\(place)resource.type`: those that are known are user and content"), nil)
        }
    }

    private static func text(
        _ value: JSONValue, _ name: String, _ place: String
    ) throws(HTTPProblem) -> String {
        guard case .string(let text)? = value[name] else {
            throw malformed("`\(place).\(name)`: a string is expected")
        }
        return text
    }

    private static func unknown(_ words: String) -> Question { .unanswerable(.invalidArgument(words)) }

    /// The call that a question becomes, as new as its context asks for.
    private static func message(
        _ method: Method, _ members: [JSONValue.Member], _ context: JSONValue, _ place: String
    ) -> Question {
        var members = members
        for name in ["maxStalenessMillis", "atLeast"] {
            if let value = context[name] { members.append(.init(name, value)) }
        }
        do throws(JSONProblem) {
            let request = try Call.named(method).requestFromJSON(.object(members), unknownFields: .skip)
            return .call(method, Wire.encode(any: request))
        } catch {
            return unknown(place.isEmpty ? error.message : "`\(place.dropLast())`: \(error.message)")
        }
    }

    // MARK: answering

    /// The question that is to be asked next; nil when everything is answered.
    var question: Question? {
        isDecided || answers.count == questions.count ? nil : questions[answers.count].question
    }

    /// How many questions there are.
    var questionCount: Int { questions.count }

    /// How many answers there are.
    var answerCount: Int { answers.count }

    /// Takes the answer to the question that was asked.
    func answered(_ payload: [UInt8]) {
        guard case .call(let method, _) = questions[answers.count].question else { return }
        do throws(WireProblem) {
            let answer = try Call.named(method).responseToJSON(payload)
            take(Self.decision(answer, questions[answers.count].least), answer)
        } catch {
            preconditionFailure("an answer that cannot be read: \(error.message)")
        }
    }

    private static func decision(_ answer: JSONValue, _ least: Disclosure?) -> Bool {
        if case .string(let word)? = answer["verdict"] { return word == Verdict.allow.name }
        guard let least, case .string(let word)? = answer["disclosure"], let shown = Disclosure(name: word)
        else { return false }
        return shown >= least
    }

    private func take(_ decision: Bool, _ context: JSONValue) {
        var shown: [JSONValue.Member] = []
        if case .object(let members) = context {
            shown = members.filter { $0.name != "position" && $0.value != .null }
        }
        answers.append(
            .object([.init("decision", .bool(decision)), .init("context", .object(shown))]))
        switch semantic {
        case .executeAll: break
        case .denyOnFirstDeny: isDecided = !decision
        case .permitOnFirstPermit: isDecided = decision
        }
    }

    /// Takes the refusal of the question that was asked.
    ///
    /// - Returns: whether it is an answer to this one question; what concerns all of them is not, nor is the
    ///   refusal of the only one.
    func refused(_ failure: Failure) -> Bool {
        switch failure.code {
        case _ where isSingle: return false
        case .invalidArgument, .notFound, .permissionDenied, .failedPrecondition: break
        default: return false
        }
        let error = JSONValue.object([
            .init("status", .integer(failure.problem.status.code)),
            .init("message", .string(failure.message)),
        ])
        take(false, .object([.init("error", error)]))
        return true
    }

    /// What the request is answered with.
    var answer: JSONValue {
        isSingle ? answers[0] : .object([.init("evaluations", .array(answers))])
    }

    // MARK: where it is

    /// What gateways read to find the rest.
    ///
    /// - Parameter publicURL: the address that callers know; nil where they come straight here.
    /// - Throws: where nobody says by which name the request came here.
    static func configuration(
        _ request: HTTPRequest, _ publicURL: PublicURL?
    ) throws(HTTPProblem) -> JSONValue {
        guard let base = publicURL?.flagText ?? request["host"].flatMap({ $0.isEmpty ? nil : "http://\($0)" })
        else { throw malformed("field `Host` must say by which name this service was found") }
        return .object([
            .init("policy_decision_point", .string(base)),
            .init("access_evaluation_endpoint", .string(base + "/access/v1/evaluation")),
            .init("access_evaluations_endpoint", .string(base + "/access/v1/evaluations")),
        ])
    }
}
