// Who the people are and what marks they bear. The first user of every organization administers it and bears
// no mark, so that there is always somebody who may act.

import EntenteProtocol

/// What a user is marked as.
package enum PlannedMark: Sendable, Hashable {
    case none, vip, assistant, deactivated
}

extension WorldPlan {
    /// The one who administers an organization.
    package func administrator(of organization: Int) -> Int { users(of: organization).lowerBound }

    /// The mark a user bears: one in two hundred is a VIP, one in a hundred an assistant, one in a hundred
    /// is deactivated.
    package func mark(_ user: Int) -> PlannedMark {
        let draw = scatter(.marks).below(200, user)
        guard draw < 5, administrator(of: organization(of: user)) != user else { return .none }
        return draw == 0 ? .vip : draw < 3 ? .assistant : .deactivated
    }

    /// The role of a user: one administrator an organization, and in a larger one an enterprise
    /// administrator.
    package func role(_ user: Int) -> Role {
        let range = users(of: organization(of: user))
        if user == range.lowerBound { return .admin }
        return user == range.lowerBound + 1 && hasBranch(range) ? .enterpriseAdmin : .member
    }

    /// The address of a user: in the order of indexes, which spares a database most of its seeking.
    package func email(_ user: Int) -> String {
        let digits = String(user)
        let zeros = String(repeating: "0", count: max(0, 8 - digits.count))
        return "p\(zeros)\(digits)@\(domain(of: organization(of: user)))"
    }

    /// The mail domain of an organization.
    package func domain(of organization: Int) -> String { "o\(organization + 1).example" }

    /// The name of a user.
    package func displayName(_ user: Int) -> String {
        let names = scatter(.names)
        let given = Self.givenNames[names.below(Self.givenNames.count, user)]
        let family = Self.familyNames[names.below(Self.familyNames.count, user, draw: 1)]
        return "\(given) \(family)"
    }

    /// The name of an organization.
    package func organizationName(_ organization: Int) -> String {
        let family = Self.familyNames[scatter(.names).below(Self.familyNames.count, organization, draw: 2)]
        return "\(family) Works \(organization + 1)"
    }

    /// Whether an organization has a second location, `branch`: those of twenty users and more.
    package func hasBranch(_ organization: Int) -> Bool { hasBranch(users(of: organization)) }

    private func hasBranch(_ range: Range<Int>) -> Bool { range.count >= 20 }

    /// The second location of the organizations that have one.
    package static let branch = "branch"

    /// Whether a user sits in the `branch`: a third of those whose organization has one.
    package func isInBranch(_ user: Int) -> Bool {
        scatter(.locations).below(3, user) == 0 && hasBranch(organization(of: user))
    }

    /// The preset an organization has set for its default table; nil for one that left it as it was.
    package func defaults(of organization: Int) -> Preset? {
        switch scatter(.defaults).below(10, organization) {
        case 0: .restricted
        case 1: .full
        default: nil
        }
    }

    private static let givenNames = [
        "Ada", "Amir", "Anna", "Bela", "Ben", "Chen", "Clara", "Dana", "David", "Elif", "Emil", "Eva",
        "Farid",
        "Finn", "Grace", "Hana", "Hugo", "Ines", "Ivan", "Jana", "Jonas", "Kai", "Lea", "Luis", "Mara", "Max",
        "Mina", "Nils", "Noor", "Olga", "Omar", "Paul", "Petra", "Rosa", "Sara", "Sven", "Tara", "Theo",
        "Uma", "Vera", "Viktor", "Wanda", "Yara", "Zoe",
    ]

    private static let familyNames = [
        "Adler", "Bauer", "Berg", "Costa", "Diaz", "Ek", "Fischer", "Garcia", "Haas", "Hansen", "Ito",
        "Jansen",
        "Kaya", "Keller", "Kovacs", "Lang", "Larsen", "Lopez", "Meier", "Moreau", "Nagy", "Novak", "Okafor",
        "Olsen", "Park", "Petrov", "Quist", "Reyes", "Rossi", "Sato", "Schulz", "Silva", "Sommer", "Tanaka",
        "Torres", "Urban", "Vogel", "Wagner", "Weber", "Winter", "Yilmaz", "Ziegler",
    ]
}
