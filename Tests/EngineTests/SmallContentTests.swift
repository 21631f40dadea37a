// Every combination of what is seen of content, and how it may be shared. Ada makes things, Alan looks at
// them; both are of acme, Bea is of bolt, and a ghost is nobody.

import EntenteProtocol
import Replica
import Rules
import TestSupport
import Testing

@testable import DecisionService

@Suite struct SmallContentTests {
    private static let options: [SharingOption?] = [nil, .everyone, .teamsAndUsers, .onlyYou]

    // MARK: notes, calls, files, reminders

    private static let noteAxes = [
        Axis("type", 5), Axis("sharing: none or one of three", 4), Axis("users: none, alan, bea", 3),
        Axis("teams: none, alan's, bolt's", 3), Axis("participants: any of ada, alan, bea", 8),
        Axis("alan the assignee", 2), Axis("mode", 2), Axis("ada in alan's team", 2),
        Axis("alan an enterprise administrator", 2),
        Axis("standing: good, ada or alan deactivated, acme suspended, author unknown", 5),
    ]

    @Test func `notes: every combination is seen as the rules say`() throws {
        let axes = Self.noteAxes
        print("notes, calls, files and reminders: \(axes.text)")
        var world = try SmallWorld.withTeams()
        var seen: Set<String> = []
        for combination in 0..<axes.product {
            let values = axes.values(in: combination)
            world.organization("acme") { $0.syncedMode = values[6] == 0 ? .everyone : .teamsOnly }
            world.join("ada", "team", values[7] == 1)
            world.user("alan") { $0.role = values[8] == 1 ? .enterpriseAdmin : .member }
            Self.standing(in: &world, values[9])
            let item = ContentItem.with {
                $0.contentType = [.meetingNote, .note, .loggedInteraction, .file, .reminder][values[0]]
                $0.author = values[9] == 4 ? "ghost" : "ada"
                $0.sharing = Self.options[values[1]]
                $0.users = [[], ["alan"], ["bea", "ghost"]][values[2]]
                $0.teams = [[], ["team"], ["bolts", "ghosts"]][values[3]]
                $0.participants = Self.subset(values[4])
                $0.assignee = values[5] == 1 ? "alan" : nil
            }
            guard let difference = world.difference(item, ["ada", "alan", "bea", "ghost"], &seen) else {
                continue
            }
            Issue.record("\(combination) \(values): \(difference)")
            return
        }
        print("\(axes.product * 4) answers compared: \(seen.sorted().joined(separator: "; "))")
        #expect(seen.count == 12)
    }

    private static func subset(_ number: Int) -> [String] {
        ["ada", "alan", "bea"].enumerated().filter { number >> $0.offset & 1 == 1 }.map(\.element)
    }

    private static func standing(in world: inout SmallWorld, _ standing: Int) {
        world.user("ada") { $0.deactivated = standing == 1 }
        world.user("alan") { $0.deactivated = standing == 2 }
        world.organization("acme") { $0.suspended = standing == 3 }
    }

    // MARK: lists

    private static let listAxes = [
        Axis("sharing: none or one of three", 4), Axis("users: none, alan, bea", 3),
        Axis("teams: none, alan's, bolt's", 3), Axis("granted to alan: nothing or one of three roles", 4),
        Axis("granted to the team: nothing or one of three roles", 4), Axis("alan in the team", 2),
        Axis("alan's role", 3), Axis("bea's role: member, enterprise administrator", 2),
        Axis("standing: good, ada or alan deactivated, acme suspended, author unknown", 5),
    ]

    @Test func `lists: every combination is seen as the rules say`() throws {
        let axes = Self.listAxes
        print("lists: \(axes.text)")
        var world = try SmallWorld.withTeams()
        var seen: Set<String> = []
        for combination in 0..<axes.product {
            let values = axes.values(in: combination)
            world.join("alan", "team", values[5] == 1)
            world.user("alan") { $0.role = [.member, .admin, .enterpriseAdmin][values[6]] }
            world.user("bea") { $0.role = values[7] == 1 ? .enterpriseAdmin : .member }
            Self.standing(in: &world, values[8])
            var item = ContentItem()
            item.contentType = .list
            item.author = values[8] == 4 ? "ghost" : "ada"
            item.sharing = Self.options[values[0]]
            item.users = [[], ["alan"], ["bea", "ghost"]][values[1]]
            item.teams = [[], ["team"], ["bolts", "ghosts"]][values[2]]
            if values[3] > 0 { item.grants.append(Self.grant(values[3]) { $0.user = "alan" }) }
            if values[4] > 0 { item.grants.append(Self.grant(values[4]) { $0.team = "team" }) }
            item.grants.append(Self.grant(3) { $0.user = "bea" })
            guard let difference = world.difference(item, ["ada", "alan", "bea", "ghost"], &seen) else {
                continue
            }
            Issue.record("\(combination) \(values): \(difference)")
            return
        }
        print("\(axes.product * 4) answers compared: \(seen.sorted().joined(separator: "; "))")
        #expect(seen.count == 17)
    }

    private static func grant(_ role: Int, _ holder: (inout ContentGrant) -> Void) -> ContentGrant {
        var grant = ContentGrant()
        grant.role = ListRole.allCases[role]
        holder(&grant)
        return grant
    }

    // MARK: synced mail and meetings

    private static let syncedAxes = [
        Axis("type", 2), Axis("participants: any of ada, alan, bea", 8), Axis("ada's privacy", 3),
        Axis("mode", 2), Axis("teams of ada and alan: none, one, another, both", 4),
        Axis("ada's privacy in the one", 3), Axis("in the other", 3), Axis("mail bodies", 2),
        Axis("private meetings", 2), Axis("marked private", 2),
        Axis("standing: good, ada or alan deactivated, acme suspended", 4),
    ]

    @Test func `mail and meetings: every combination is seen as the rules say`() throws {
        let axes = Self.syncedAxes
        print("synced mail and meetings: \(axes.text)")
        var world = try SmallWorld.withTeams()
        world.user("alan") { $0.privacy = .subjectsOnly }
        world.tell("watch", .monitoring("watch", of: "acme", [("desk", "board", .assistant)]))
        var seen: Set<String> = []
        for combination in 0..<axes.product {
            let values = axes.values(in: combination)
            world.user("ada") { $0.privacy = Privacy.allCases[1 + values[2]] }
            world.organization("acme") {
                $0.syncedMode = values[3] == 0 ? .everyone : .teamsOnly
                $0.mailBodies = values[7] == 1
                $0.privateMeetings = values[8] == 1
            }
            for (user, privacies) in [("ada", [1 + values[5], 1 + values[6]]), ("alan", [2, 1])] {
                world.join(user, "team", values[4] % 2 == 1, Privacy.allCases[privacies[0]])
                world.join(user, "watch", values[4] >= 2, Privacy.allCases[privacies[1]], in: "desk")
            }
            Self.standing(in: &world, values[10])
            let item = ContentItem.with {
                $0.contentType = values[0] == 0 ? .syncedMail : .syncedMeeting
                $0.participants = Self.subset(values[1])
                $0.private = values[9] == 1 ? true : nil
            }
            guard let difference = world.difference(item, ["ada", "alan", "bea"], &seen) else { continue }
            Issue.record("\(combination) \(values): \(difference)")
            return
        }
        print("\(axes.product * 3) answers compared: \(seen.sorted().joined(separator: "; "))")
        #expect(seen.count == 13)
    }
}

// MARK: - How an item may be shared

extension SmallContentTests {
    private static let sharingAxes = [
        Axis("offered: any but none of three", 7), Axis("fallback", 2), Axis("reach", 2), Axis("origin", 6),
        Axis("asked: nothing or one of three", 4), Axis("earlier: nothing or one of three", 4),
        Axis("users: none, alan, bea", 3), Axis("teams: none, ada's, bolt's", 3),
        Axis("alan in ada's team", 2),
    ]

    @Test func `sharing: every combination is resolved as the rules do`() throws {
        let axes = Self.sharingAxes
        print("how an item may be shared: \(axes.text)")
        var world = try SmallWorld.withTeams()
        world.join("ada", "team", true)
        var answers: [String: Int] = [:]
        for combination in 0..<axes.product {
            let values = axes.values(in: combination)
            world.organization("acme") { acme in
                for place in acme.sharingPolicies.indices {
                    acme.sharingPolicies[place].offered = [.everyone, .teamsAndUsers, .onlyYou].enumerated()
                        .filter { (values[0] + 1) >> $0.offset & 1 == 1 }.map(\.element)
                    acme.sharingPolicies[place].fallback = values[1] == 0 ? .everyone : .onlyYou
                    acme.sharingPolicies[place].reach = values[2] == 0 ? .any : .own
                }
            }
            world.join("alan", "team", values[8] == 1)
            let request = ResolveSharingRequest.with {
                $0.author = "ada"
                $0.contentType = .file
                $0.origin = ContentOrigin.allCases[1 + values[3]]
                $0.option = Self.options[values[4]]
                $0.earlier = Self.options[values[5]]
                $0.users = [[], ["alan"], ["alan", "bea"]][values[6]]
                $0.teams = [[], ["team"], ["team", "bolts"]][values[7]]
            }
            let (got, wanted) = world.answers(request)
            answers[wanted, default: 0] += 1
            guard got != wanted else { continue }
            Issue.record("\(combination) \(values): got \(got), the rules say \(wanted)")
            return
        }
        print("\(axes.product) answers compared: \(answers.sorted { $0.key < $1.key })")
        #expect(answers.count == 5)
    }
}

extension SmallWorld {
    /// A world with a team of acme that alan is in, and one of bolt that bea is in.
    static func withTeams() throws -> SmallWorld {
        var world = try SmallWorld()
        world.tell("team", .team("team", of: "acme"))
        world.tell("bolts", .team("bolts", of: "bolt"))
        world.join("alan", "team", true)
        world.join("bea", "bolts", true)
        return world
    }

    /// Lets somebody be in a team, or not.
    mutating func join(
        _ user: String, _ team: String, _ isIn: Bool, _ privacy: Privacy = .hideAll, in subgroup: String = ""
    ) {
        tell(
            "\(user) in \(team)",
            isIn
                ? .membership(user, in: team, subgroup: subgroup, privacy: privacy)
                : .membershipDeleted(user, in: team))
    }

    /// Asks both what of an item these people see; what they disagree about, or nil.
    mutating func difference(_ item: ContentItem, _ viewers: [String], _ seen: inout Set<String>) -> String? {
        for viewer in viewers {
            let got = ContentRules.ruling(viewer: viewer, item: item, in: ContentFacts(replica: replica))
            var model = model
            var wanted: CheckContentResponse?
            do throws(Failure) {
                wanted = try model.carryOut(
                    CheckContentRequest.with {
                        $0.viewer = viewer
                        $0.item = item
                    })
            } catch {
                return "\(viewer) of \(item): refused by the rules, \(error.message)"
            }
            guard let wanted else { return nil }
            seen.insert(
                "\(wanted.disclosure.name) because \(wanted.reason.name)"
                    + (wanted.role.map { " role \($0.name)" } ?? ""))
            if got != ContentRuling(wanted.disclosure, wanted.reason, role: wanted.role) {
                return "\(viewer) of \(item): got \(got), the rules say \(wanted)"
            }
        }
        return nil
    }

    /// How both say that an item is to be shared.
    func answers(_ request: ResolveSharingRequest) -> (got: String, wanted: String) {
        var model = model
        do throws(Failure) {
            return (ruling(on: request), try model.carryOut(request).option.name)
        } catch {
            return (ruling(on: request), error.details?.state ?? error.code.name)
        }
    }

    private func ruling(on request: ResolveSharingRequest) -> String {
        guard let author = replica.user(request.author),
            let policy = replica.settings(of: replica[author].organization).sharingPolicy(request.contentType)
        else { return "nobody" }
        let question = SharingQuestion(
            origin: request.origin, option: request.option, earlier: request.earlier)
        let ruling = SharingRules.ruling(question, policy)
        guard case .option(let option) = ruling else { return "not-offered" }
        guard SharingRules.bindsReach(ruling, policy) else { return option.name }
        let beyond = SharingRules.outOfReach(
            of: author, users: request.users, teams: request.teams, in: ContentFacts(replica: replica))
        return beyond.isEmpty ? option.name : "out-of-reach"
    }
}
