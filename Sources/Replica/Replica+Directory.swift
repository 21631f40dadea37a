// What can be looked up about people and their organizations.

import EntenteProtocol

extension Replica {
    /// The user with this id, or nil where the directory has described none.
    package func user(_ id: RawSpan) -> UserIndex? {
        let number = id.withUnsafeBytes { directory.pointee.users.find($0) }
        guard number != Identifier.none, directory.pointee.users[number].flags.isKnown else {
            return nil
        }
        return UserIndex(number: number)
    }

    /// The user with this id, or nil.
    package func user(_ id: String) -> UserIndex? { user(id.utf8.span.bytes) }

    /// The user with this e-mail address in any case, or nil.
    ///
    /// - Precondition: the replica keeps addresses.
    package func user(address: String) -> UserIndex? {
        precondition(directory.pointee.keepsAddresses, "this replica keeps no addresses")
        return directory.pointee.addresses.owner(of: address).map { UserIndex(number: $0) }
    }

    /// What is known of a user.
    package subscript(user: UserIndex) -> UserRecord { directory.pointee.users[user.number] }

    /// A user's id.
    package func id(_ user: UserIndex) -> String { directory.pointee.users.string(user.number) }

    /// The organization with this id, or nil where the directory has described none.
    package func organization(_ id: String) -> OrganizationIndex? {
        let number = directory.pointee.organizations.find(id)
        guard number != Identifier.none,
            directory.pointee.organizations[number].flags.isKnown
        else {
            return nil
        }
        return OrganizationIndex(number: number)
    }

    /// What is known of an organization.
    package subscript(organization: OrganizationIndex) -> OrganizationRecord {
        directory.pointee.organizations[organization.number]
    }

    /// An organization's id.
    package func id(_ organization: OrganizationIndex) -> String {
        directory.pointee.organizations.string(organization.number)
    }

    /// The location of that id in an organization, or nil where there is none.
    package func location(_ id: String, of organization: OrganizationIndex) -> LocationRecord? {
        directory.pointee.location(id, of: organization)
    }

    /// The location a user is in, or nil where the directory has not described it.
    package func location(of user: UserIndex) -> LocationRecord? {
        let record = directory.pointee.locations[directory.pointee.users[user.number].location]
        return record.exists ? record : nil
    }

    /// How many users the directory has described.
    package var userCount: Int { directory.pointee.userCount }

    /// How many organizations the directory has described.
    package var organizationCount: Int { directory.pointee.organizationCount }
}
