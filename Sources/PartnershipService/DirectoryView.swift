// What the service knows of the directory: a replica of its own, filled by the directory's feed. It is kept
// in memory only and taken anew at each start. While the directory is away the service goes on with what it
// knows; before the first snapshot it knows nothing, and says so instead of refusing people as unknown.

import EntenteProtocol
import Replica
import Rules

/// People and organizations as the directory last told.
///
/// Belongs to the loop's thread.
struct DirectoryView {
    /// What the feed fills.
    let replica: Replica

    /// Whether anything can be looked up.
    var isReady: Bool { replica.progress(.directory) != .none }

    /// What is said before there was a first snapshot.
    static let notHeard = "the directory has not been heard yet, so nobody is known here"

    /// Refuses what needs to know people before there was a first snapshot.
    func requireReady() throws(Failure) {
        guard isReady else {
            throw .unavailable("\(Self.notHeard); try again")
        }
    }
}

// MARK: - Looking up

extension DirectoryView {
    /// A person with what they may administer.
    struct Member {
        let organization: String
        let standing: ActorStanding
    }

    /// The person with this id, or nil.
    func member(_ id: String) -> Member? { replica.user(id).map(describe) }

    /// The active person with this e-mail address in any case, or nil.
    func activeMember(email: String) -> Member? {
        guard let user = replica.user(address: email), !replica[user].flags.isDeactivated else {
            return nil
        }
        return describe(user)
    }

    /// Whether the directory has described this organization.
    func knows(organization id: String) -> Bool { replica.organization(id) != nil }

    /// Whether nothing of this organization may be used at present.
    func isSuspended(_ id: String) -> Bool {
        replica.organization(id).map { replica[$0].flags.isSuspended } ?? false
    }

    private func describe(_ user: UserIndex) -> Member {
        let record = replica[user]
        let organization = replica[record.organization].flags
        return Member(
            organization: replica.id(record.organization),
            standing: ActorStanding(
                role: record.flags.role, deactivated: record.flags.isDeactivated,
                organizationSuspended: organization.isSuspended,
                enterprisePermissions: organization.hasEnterprisePermissions))
    }
}
