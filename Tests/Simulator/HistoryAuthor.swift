// Invents histories in a world so small that chance meets every corner of it: three organizations, nine
// people, three teams, two integrations. Most commands are sensible, some are not; what becomes of them is
// the model's to say. A seed gives the same history every time.

import EntenteProtocol
import TestSupport

/// Writes one history.
package struct HistoryAuthor {
    var dice: Dice
    /// When the history begins, in milliseconds since 1970.
    let start: Int64
    /// Whether time may be moved and services restarted in it.
    let isSimulated: Bool
    private var passes = 0
    var asked: [any Request] = []

    /// All organizations.
    package static let organizations = ["acme", "bolt", "core"]
    /// Everybody there is.
    package static let people = ["a1", "a2", "a3", "a4", "b1", "b2", "b3", "c1", "c2"]
    /// All teams.
    package static let teams = ["t1", "t2", "m1"]
    static let integrations = ["i1", "i2"]
    static let subgroups = ["desk", "field", "night"]
    /// The interactions that a catalog begins with.
    package static let interactions = [
        "calendar.preview", "meeting.schedule", "chat.start", "workspace.add-member", "workspace.transfer",
        "workspace.coordinate",
    ]
    static let registered = ["screen.share", "file.send"]
    /// All rights.
    package static let rights = [
        "contact.read-general", "contact.read-detailed", "contact.read-email", "contact.read-photo",
        "phone-number.read-in-call", "presence.read-symbol", "presence.read-general",
        "presence.read-detailed", "presence.read-text", "presence.set", "meeting.read-period",
        "meeting.read-private-period", "meeting.read-subject", "forwarding.read-general",
        "forwarding.read-detailed", "forwarding.change", "call.read-detailed", "call.pick-up",
        "phone.read-busy", "call.see-held-party",
    ]
    static let day: Int64 = 86_400_000

    init(seed: UInt64, start: Int64, isSimulated: Bool) {
        dice = Dice(seed: seed)
        self.start = start
        self.isSimulated = isSimulated
    }

    /// A history of `count` steps after the opening ones.
    package static func history(seed: UInt64, count: Int, start: Int64, isSimulated: Bool) -> History {
        var author = HistoryAuthor(seed: seed, start: start, isSimulated: isSimulated)
        var steps = opening.map(Step.ask)
        while steps.count < opening.count + count { steps += author.next() }
        return History(seed: seed, steps: steps)
    }

    /// What comes next: a command or a happening, and the questions it may have changed.
    private mutating func next() -> [Step] {
        var steps: [Step] = []
        switch dice.number(0...99) {
        case 0..<4 where isSimulated && passes < 20:
            passes += 1
            steps.append(.pass(days: dice.pick([0, 1, 5, 13, 31])))
        case 4..<6 where isSimulated: steps.append(.restart(dice.pick(ServiceName.allCases)))
        case 6..<8 where isSimulated: steps.append(.reload)
        case 8..<45: steps.append(.ask(directoryCommand()))
        case 45..<75: steps.append(.ask(partnershipCommand()))
        case 75..<90: steps += relationshipCommands().map(Step.ask)
        default: steps.append(.ask(reading()))
        }
        for _ in 0..<dice.number(0...2) { steps.append(.ask(question())) }
        return steps
    }

    // MARK: who and where

    mutating func organization() -> String { dice.chance(2) ? "nowhere" : dice.pick(Self.organizations) }

    mutating func person() -> String { dice.chance(2) ? "nobody" : dice.pick(Self.people) }

    mutating func person(of organization: String) -> String {
        let own = Self.people.filter { $0.first == organization.first }
        return own.isEmpty || dice.chance(10) ? person() : dice.pick(own)
    }

    mutating func team() -> String { dice.chance(3) ? "t9" : dice.pick(Self.teams) }

    mutating func team(of organization: String) -> String {
        // Two of the three teams are acme's; now and then a foreign one is named.
        switch organization {
        case "acme": dice.chance(85) ? dice.pick(["t1", "m1"]) : "t2"
        default: dice.chance(85) ? "t2" : dice.pick(["t1", "m1"])
        }
    }

    /// Who gives a command about `organization`: mostly somebody who may.
    mutating func actor(for organization: String) -> String {
        switch dice.number(0...9) {
        case 0..<4: ""
        case 4..<7: organization.first.map { "\($0)1" } ?? ""
        case 7: organization.first.map { "\($0)2" } ?? ""
        default: person()
        }
    }

    mutating func version() -> Int64 { dice.chance(85) ? 0 : Int64(dice.number(1...6)) }

    mutating func level() -> Level {
        dice.chance(2) ? .unspecified : dice.pick(Level.allCases.filter { $0 != .unspecified })
    }

    mutating func privacy() -> Privacy {
        dice.chance(2) ? .unspecified : dice.pick([.hideAll, .subjectsOnly, .showAll])
    }

    mutating func action() -> String {
        switch dice.number(0...9) {
        case 0..<5: dice.pick(Self.interactions)
        case 5..<9: dice.pick(Self.rights)
        default: dice.pick(Self.registered + ["no.such"])
        }
    }
}

extension HistoryAuthor {
    /// What is there when a history begins.
    package static let opening: [any Request] =
        organizations.map(create) + people.map(hire) + [
            create(team: "t1", of: "acme", .work), create(team: "t2", of: "bolt", .work),
            create(team: "m1", of: "acme", .monitoring),
            AddTeamMembersRequest.with {
                $0.team = "t1"
                $0.members = ["a2", "a3"].map { user in .with { $0.user = user } }
            },
            AddTeamMembersRequest.with {
                $0.team = "m1"
                $0.members = zip(["a3", "a4"], subgroups).map { user, subgroup in
                    .with {
                        $0.user = user
                        $0.subgroup = subgroup
                    }
                }
            },
            CreateLocationRequest.with {
                $0.id = "annex"
                $0.organization = "acme"
                $0.name = "Annex"
                $0.fromSameLocation = .teamColleague
                $0.fromOtherLocations = .external
                $0.fromOutside = .unknown
            },
        ]

    private static func create(_ id: String) -> any Request {
        CreateOrganizationRequest.with {
            $0.id = id
            $0.name = id.uppercased()
        }
    }

    private static func hire(_ id: String) -> any Request {
        let home = organizations.first { $0.first == id.first } ?? ""
        let roles: [Character: Role] = ["1": .enterpriseAdmin, "2": .admin]
        return CreateUserRequest.with {
            $0.id = id
            $0.organization = home
            $0.email = "\(id)@\(home).test"
            $0.displayName =
                ["Ann", "Bob", "Anna", "bo", "Ängie"][id.utf8.reduce(0) { $0 + Int($1) } % 5] + " \(id)"
            $0.role = id.last.flatMap { roles[$0] }
        }
    }

    private static func create(team: String, of organization: String, _ kind: TeamKind) -> any Request {
        CreateTeamRequest.with {
            $0.id = team
            $0.organization = organization
            $0.name = "Team \(team)"
            $0.kind = kind
            guard kind == .monitoring else { return }
            $0.subgroups = subgroups
            $0.grants = [
                .with {
                    $0.viewerSubgroup = subgroups[0]
                    $0.ownerSubgroup = subgroups[1]
                    $0.level = .assistant
                }
            ]
        }
    }
}
