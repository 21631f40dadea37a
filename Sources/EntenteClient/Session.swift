// The memory that lets a caller read its own writes across services: the newest position any answer has
// carried, sent along with every later question.
import EntenteProtocol
import Synchronization

/// The newest position a caller has seen; safe to share between tasks and clients.
///
/// Epochs have no order: of two histories only the source itself can say which one is. So what a source has
/// answered stands against what anybody who follows it answers, who may not have noticed yet that it was
/// restored, and what was heard from those only stands until the next who says otherwise.
public final class Session: Sendable {
    private struct State {
        var position: Position
        /// The epochs that the sources themselves have answered.
        var vouched = Position()

        func hasVouched(_ source: ServiceName) -> Bool { holds(vouched, of: source) }

        /// Whether the history in `other` is the one that is remembered.
        func holds(_ other: Position, of source: ServiceName) -> Bool {
            other.epoch(of: source) != 0 && other.epoch(of: source) == position.epoch(of: source)
        }
    }

    private let state: Mutex<State>

    /// A session that has seen `position`, or nothing yet.
    public init(_ position: Position = Position()) { state = Mutex(State(position: position)) }

    /// The newest position seen, or nil where nothing was seen yet.
    public var position: Position? {
        state.withLock { $0.position == Position() ? nil : $0.position }
    }

    /// The session that ``token`` was taken from, in this process or another.
    ///
    /// - Throws: ``SessionTokenProblem`` where `token` is no such text.
    public convenience init(token: String) throws(SessionTokenProblem) {
        guard token.utf8.count <= 200, let bytes = [UInt8](hexadecimal: token),
            let position = try? Wire.decode(Position.self, from: bytes)
        else { throw SessionTokenProblem(token: token) }
        self.init(position)
    }

    /// What was seen as a short text without meaning to others, to be handed on, in a header say: whoever
    /// makes a session of it sees at least what this one has seen.
    public var token: String { Wire.encode(state.withLock { $0.position }).hexadecimal }

    /// Takes note of the position of an answer.
    ///
    /// - Parameter service: Who gave the answer; of its own history its word counts, whatever was seen
    ///   before.
    public func note(_ position: Position, from service: ServiceName? = nil) {
        state.withLock { state in
            for source in Position.sources where position.epoch(of: source) != 0 {
                let epoch = position.epoch(of: source)
                if source == service {
                    state.vouched = state.vouched.without(source).merged(with: position.part(of: source))
                } else if state.hasVouched(source), state.position.epoch(of: source) != epoch {
                    continue
                }
                state.position = state.position.merged(with: position.part(of: source))
            }
        }
    }

    /// Forgets everything seen, because the histories it was seen in are replaced.
    public func forget() {
        state.withLock { $0 = State(position: Position()) }
    }

    /// Forgets what was seen of the histories in `replaced`, where it is those that are remembered: what was
    /// learnt since of the ones that took their place stays.
    public func forget(_ replaced: Position) {
        state.withLock { state in
            for source in Position.sources where state.holds(replaced, of: source) {
                state.position = state.position.without(source)
                state.vouched = state.vouched.without(source)
            }
        }
    }

    /// Whether `source` itself has answered that it has the history remembered of it.
    func hasVouched(_ source: ServiceName) -> Bool { state.withLock { $0.hasVouched(source) } }
}

/// A text that is no session token.
public struct SessionTokenProblem: Error, Equatable, CustomStringConvertible {
    /// The text, as it was given.
    public let token: String

    /// What is wrong, and what to do.
    public var description: String {
        "`\(token.prefix(100))` is no session token: pass on what `Session.token` gave, or begin a new session"
    }
}

extension Request {
    /// This request, asking for state at least as new as `position` unless it already asks for some state.
    func after(_ position: Position?) -> Self {
        guard let position, var positioned = self as? any PositionedRequest, positioned.atLeast == nil else {
            return self
        }
        positioned.atLeast = position
        return positioned as! Self
    }

    /// The oldest state it asks for; nil for any.
    var askedPosition: Position? { (self as? any PositionedRequest)?.atLeast }

    /// The key by which a service knows it again; nil where it has none.
    var ownKey: String? {
        guard let command = self as? any Command, !command.requestKey.isEmpty else { return nil }
        return command.requestKey
    }
}

extension Position {
    /// Those whose histories a position counts in.
    static let sources: [ServiceName] = [.directory, .partnership]

    /// The history of `source` it counts in; 0 where it says nothing about it.
    func epoch(of source: ServiceName) -> UInt64 {
        switch source {
        case .directory: directoryEpoch
        case .partnership: partnershipEpoch
        case .decision: 0
        }
    }

    /// What it says about `source`, and nothing else.
    func part(of source: ServiceName) -> Position {
        switch source {
        case .directory: Position(directoryEpoch: directoryEpoch, directory: directory)
        case .partnership: Position(partnershipEpoch: partnershipEpoch, partnership: partnership)
        case .decision: Position()
        }
    }

    /// What it says about others than `source`.
    func without(_ source: ServiceName) -> Position {
        switch source {
        case .directory: part(of: .partnership)
        case .partnership: part(of: .directory)
        case .decision: self
        }
    }

    /// The position of someone at `self` who then got an answer made at `newer`.
    ///
    /// Source by source: in the same history the later revision; in another history the answer's, because the
    /// old history no longer exists; an answer that says nothing about a source changes nothing about it.
    public func merged(with newer: Position) -> Position {
        var merged = self
        if newer.directoryEpoch == directoryEpoch {
            merged.directory = max(directory, newer.directory)
        } else if newer.directoryEpoch != 0 {
            merged.directoryEpoch = newer.directoryEpoch
            merged.directory = newer.directory
        }
        if newer.partnershipEpoch == partnershipEpoch {
            merged.partnership = max(partnership, newer.partnership)
        } else if newer.partnershipEpoch != 0 {
            merged.partnershipEpoch = newer.partnershipEpoch
            merged.partnership = newer.partnership
        }
        return merged
    }

    /// Whether somebody at this position has not seen all that was seen at `other`, of the same history.
    func isOlder(than other: Position) -> Bool {
        directoryEpoch == other.directoryEpoch && directory < other.directory
            || partnershipEpoch == other.partnershipEpoch && partnership < other.partnership
    }
}
