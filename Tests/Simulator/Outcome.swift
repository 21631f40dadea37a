// What came of asking, in a form that two worlds can be compared by: the answer as JSON without what each
// world counts or measures for itself.

import EntenteProtocol

/// What came of a request.
package enum Outcome: Equatable, Sendable, CustomStringConvertible {
    /// The answer, as comparable JSON.
    case answered(String)
    /// A refusal: its code, and the state it names with `failed-precondition`.
    case refused(FailureCode, state: String?)

    /// The answer to compare.
    package init<M: Message>(answer: M) {
        self = .answered(JSON.value(of: answer).comparable.text(pretty: false))
    }

    /// The refusal to compare.
    package init(_ failure: Failure) {
        self = .refused(
            failure.code, state: failure.code == .failedPrecondition ? failure.details?.state : nil)
    }

    package var description: String {
        switch self {
        case .answered(let text): text
        case .refused(let code, let state): "refused: \(code.name)" + (state.map { " (\($0))" } ?? "")
        }
    }
}

extension JSONValue {
    /// Where the answering service stood, moments its own clock gave, and tokens only it can read.
    private static let incomparable: Set<String> = [
        "position", "createdAt", "updatedAt", "at", "expiresAt", "confirmation", "nextPageToken",
    ]

    /// This document without what differs between two worlds that agree.
    var comparable: JSONValue {
        switch self {
        case .array(let values): .array(values.map(\.comparable))
        case .object(let members):
            .object(
                members.filter { !Self.incomparable.contains($0.name) }
                    .map { Member($0.name, $0.value.comparable) })
        default: self
        }
    }

    /// This document without members that say nothing; for printing.
    var plain: JSONValue {
        switch self {
        case .array(let values): .array(values.map(\.plain))
        case .object(let members):
            .object(members.map { Member($0.name, $0.value.plain) }.filter { !$0.value.saysNothing })
        default: self
        }
    }

    private var saysNothing: Bool {
        switch self {
        case .null, .bool(false), .number("0"), .string(""), .string("0"), .string("unspecified"): true
        case .array(let values): values.isEmpty
        default: false
        }
    }
}
