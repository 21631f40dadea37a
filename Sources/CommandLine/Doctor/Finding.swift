// What `entente doctor` finds: always what is wrong, how that was seen, and what to do about it.
import EntenteProtocol

/// One mistake that was found.
struct Finding: Equatable, Sendable {
    /// What sort of mistake; the word is for programs and stays the same.
    enum Kind: String, CaseIterable, Sendable {
        /// Nothing says where the services are, or which token to present.
        case notSetUp = "not-set-up"
        /// Nobody answers at a service's address.
        case unreachable
        /// Something else answers there.
        case portTaken = "port-taken"
        /// The token is not let in.
        case tokenRefused = "token-refused"
        /// The token is let in, and may ask for nothing.
        case scopeMissing = "scope-missing"
        /// A service says that it does not answer what it is for.
        case notReady = "not-ready"
        /// A replica does not hear its source.
        case feedDown = "feed-down"
        /// A replica hears its source, and does not come after it.
        case feedBehind = "feed-behind"
        /// A replica follows a history that its source does not have.
        case otherHistory = "other-history"
        /// The clock of a machine is wrong.
        case clock
        /// Programs of different releases.
        case versions
        /// A disk has hardly any room left.
        case diskFull = "disk-full"
        /// A disk may only be read.
        case diskReadOnly = "disk-read-only"
        /// Anything else a service refuses.
        case refused
    }

    let kind: Kind
    /// What is wrong.
    let what: String
    /// How that was seen.
    let seen: String
    /// What to do.
    let advice: String

    /// The same for programs.
    var json: JSONValue {
        .object([
            .init("kind", .string(kind.rawValue)), .init("what", .string(what)),
            .init("seen", .string(seen)), .init("advice", .string(advice)),
        ])
    }

    /// Shows it to people.
    func print(on console: Console) {
        console.print(console.styled("✗ \(what)", .bad))
        console.print("    seen: \(seen)")
        console.print("    do:   \(advice)")
    }
}
