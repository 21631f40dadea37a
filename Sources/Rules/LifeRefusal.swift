// Why a command about a partnership is refused. The order in which these are looked for is fixed, so that the
// same mistake is always answered the same way: version, then state, then side.

import EntenteProtocol

/// Why a partnership does not take a command; nothing was changed.
package enum LifeRefusal: Error, Hashable, Sendable {
    /// The command was made against a version that no longer stands.
    case stale(current: Int64)
    /// Not in this state, or not with what is open now.
    case notPossible(command: String, state: PartnershipState, open: OpenKind?)
    /// Something is open and has to be answered or taken back first.
    case alreadyOpen(OpenKind, state: PartnershipState)
    /// The terms it would put in force have ended.
    case termsExpired
    /// It is the other side's to do.
    case wrongSide(command: String, open: OpenKind)

    /// What the caller is answered.
    package var failure: Failure {
        switch self {
        case .stale(let current):
            return .conflict(
                "the partnership is at version \(current) now; read it and try again", currentVersion: current
            )
        case .notPossible(let command, let state, let open):
            return .failedPrecondition(
                "cannot \(command): the partnership is \(state.name)\(Self.described(open))",
                state: state.name)
        case .alreadyOpen(let open, let state):
            return .failedPrecondition(
                "the partnership is \(state.name)\(Self.described(open)); answer it or take it back first",
                state: state.name)
        case .termsExpired:
            return .failedPrecondition(
                "the terms have ended; agree to a change with a later end first", state: "terms-expired")
        case .wrongSide(let command, let open):
            return .permissionDenied(
                "cannot \(command) this \(open.words): it is the other organization's to do")
        }
    }

    private static func described(_ open: OpenKind?) -> String {
        open.map { ", with an open \($0.words)" } ?? ", with nothing open"
    }
}

extension OpenKind {
    /// What it is called in messages to people.
    fileprivate var words: String {
        self == .enableRequest ? "request to enable" : name
    }
}
