// The directory's part of the reference model: who there is.

import EntenteProtocol

extension ReferenceModel {
    /// Makes an organization with the default table every new one has.
    ///
    /// - Throws: The failure the rules prescribe.
    package mutating func createOrganization(actor: String, id: String) throws(Failure) {
        try requireID(id)
        try requireOperator(actor)
        if organizations.contains(where: { $0.id == id }) { throw Failure(.alreadyExists, "id taken") }
        organizations.append(ReferenceOrganization(id: id, defaults: ReferenceModel.newTable))
    }

    /// Makes a user.
    ///
    /// - Throws: The failure the rules prescribe.
    package mutating func createUser(
        actor: String, id: String, organization: String, email: String, role: Role
    ) throws(Failure) {
        try requireID(id)
        if email.utf8.count < 3 || email.utf8.count > 254 || email.filter({ $0 == "@" }).count != 1 {
            throw Failure(.invalidArgument, "e-mail")
        }
        _ = try self.organization(organization)
        try requireActor(actor, for: organization, .users)
        try requireInService(organization)
        if people.contains(where: { $0.id == id }) { throw Failure(.alreadyExists, "id taken") }
        if people.contains(where: { $0.email.lowercased() == email.lowercased() }) {
            throw Failure(.alreadyExists, "e-mail taken")
        }
        people.append(ReferencePerson(id: id, organization: organization, email: email, role: role))
    }

    /// Suspends or resumes an organization.
    ///
    /// - Throws: The failure the rules prescribe.
    package mutating func setSuspended(actor: String, _ id: String, _ suspended: Bool) throws(Failure) {
        let place = try organization(id)
        try requireOperator(actor)
        organizations[place].suspended = suspended
    }

    /// Deactivates or reactivates a user.
    ///
    /// - Throws: The failure the rules prescribe.
    package mutating func setDeactivated(actor: String, _ id: String, _ deactivated: Bool) throws(Failure) {
        let place = try person(id)
        try requireActor(actor, for: people[place].organization, .users)
        try requireInService(people[place].organization)
        people[place].deactivated = deactivated
    }

    func requireID(_ id: String) throws(Failure) {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:@-"
        if id.isEmpty || id.utf8.count > 64 || id.contains(where: { !letters.contains($0) }) {
            throw Failure(.invalidArgument, "id")
        }
    }
}
