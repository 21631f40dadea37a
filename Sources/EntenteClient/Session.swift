// The memory that lets a caller read its own writes across services: the newest position any answer has
// carried, sent along with every later question.
import EntenteProtocol
import Synchronization

/// The newest position a caller has seen; safe to share between tasks and clients.
public final class Session: Sendable {
    private let seen: Mutex<Position>

    /// A session that has seen `position`, or nothing yet.
    public init(_ position: Position = Position()) { seen = Mutex(position) }

    /// The newest position seen, or nil where nothing was seen yet.
    public var position: Position? {
        seen.withLock { $0 == Position() ? nil : $0 }
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
    public var token: String { Wire.encode(seen.withLock { $0 }).hexadecimal }

    /// Takes note of the position of an answer.
    public func note(_ position: Position) {
        seen.withLock { $0 = $0.merged(with: position) }
    }

    /// Forgets everything seen, because the histories it was seen in are replaced.
    public func forget() {
        seen.withLock { $0 = Position() }
    }
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

    /// The oldest state its answer may be made from; nil for any, as where the answer to a repeated command
    /// is the one that was given the first time.
    var oldestAnswer: Position? {
        Call.named(Self.method).kind == .command ? nil : (self as? any PositionedRequest)?.atLeast
    }
}

extension Position {
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
