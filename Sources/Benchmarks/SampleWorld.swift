// The people that are asked about: as many as wanted, in organizations of a hundred. An organization with
// an even number has agreed with the next one; between all others the defaults decide. Ten neighbours are
// a team, and every fourth person has set somebody of their own organization to a level by hand. All of it
// follows from numbers alone, so that the same question gets the same answer on every machine.

import EntenteProtocol
import Replica
import Rules

/// Facts about so many people.
struct SampleWorld {
    /// How many people there are; at least four organizations of them.
    let userCount: Int

    static let organizationSize = 100
    static let teamSize = 10
    static let settingEvery = 4

    var organizationCount: Int { (userCount + Self.organizationSize - 1) / Self.organizationSize }

    static func user(_ number: Int) -> String { "user-" + digits(number, 15) }
    static func organization(_ number: Int) -> String { "organization-" + digits(number, 6) }
    static func team(_ number: Int) -> String { "team-" + digits(number, 9) }
    static func partnership(_ number: Int) -> String { "partnership-" + digits(number, 6) }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: count - text.count) + text
    }

    /// Puts everything into a replica that has seen nothing.
    func load(into replica: Replica) {
        let directory = replica.stage(.directory)
        for organization in 0..<organizationCount { directory.apply(organizationFacts(organization)) }
        for user in 0..<userCount { directory.apply(userFacts(user)) }
        directory.prepare()
        replica.install(directory, Progress(epoch: 1, revision: UInt64(userCount), digest: 1))
        let partnership = replica.stage(.partnership)
        for organization in 0..<organizationCount { partnership.apply(agreementFacts(organization)) }
        replica.install(partnership, Progress(epoch: 1, revision: UInt64(organizationCount), digest: 1))
    }

    private func organizationFacts(_ number: Int) -> [Fact] {
        let organization = Organization.with { $0.id = Self.organization(number) }
        let location = Location.with {
            $0.organization = Self.organization(number)
            $0.id = "default"
            $0.fromSameLocation = .employee
            $0.fromOtherLocations = .employee
            $0.fromOutside = .external
        }
        return [.with { $0.organization = organization }, .with { $0.location = location }]
    }

    private func userFacts(_ number: Int) -> [Fact] {
        let organization = Self.organization(number / Self.organizationSize)
        var facts: [Fact] = []
        if number % Self.teamSize == 0 {
            facts.append(
                .with {
                    $0.team = .with {
                        $0.id = Self.team(number / Self.teamSize)
                        $0.organization = organization
                        $0.kind = .work
                        $0.level = .teamColleague
                    }
                })
        }
        let user = User.with {
            $0.id = Self.user(number)
            $0.organization = organization
            $0.email = "\(Self.user(number))@\(organization).example"
            $0.displayName = "Person \(number)"
            $0.role = .member
            $0.location = "default"
            $0.version = 1
        }
        let membership = Membership.with {
            $0.team = Self.team(number / Self.teamSize)
            $0.user = Self.user(number)
            $0.privacy = .hideAll
        }
        facts += [.with { $0.user = user }, .with { $0.membership = membership }]
        if let viewer = Self.viewerSet(by: number), viewer < userCount {
            let relationship = Relationship.with {
                $0.owner = Self.user(number)
                $0.viewer = Self.user(viewer)
                $0.level = .assistant
                $0.version = 1
            }
            facts.append(.with { $0.relationship = relationship })
        }
        return facts
    }

    /// Whom a person has set to a level by hand; nil for nobody.
    static func viewerSet(by owner: Int) -> Int? {
        guard owner % settingEvery == 0 else { return nil }
        let first = owner / organizationSize * organizationSize
        return first + (owner - first + 37) % organizationSize
    }

    private func agreementFacts(_ number: Int) -> [Fact] {
        let defaults = DefaultsFact.with {
            $0.organization = Self.organization(number)
            $0.incoming = PermissionTable.start.incoming.word
            $0.outgoing = PermissionTable.start.outgoing.word
        }
        guard number % 2 == 0, number + 1 < organizationCount else {
            return [.with { $0.defaults = defaults }]
        }
        let agreed = PermissionTable.start.incoming.meet(PermissionTable.start.outgoing).word
        let partnership = PartnershipFact.with {
            $0.id = Self.partnership(number)
            $0.first = Self.organization(number)
            $0.second = Self.organization(number + 1)
            $0.state = .enabled
            $0.version = 3
            $0.forward = agreed
            $0.backward = agreed
        }
        return [.with { $0.defaults = defaults }, .with { $0.partnership = partnership }]
    }
}
