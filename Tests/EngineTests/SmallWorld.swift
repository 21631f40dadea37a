// Worlds so small that everything about them can be tried: two organizations with two people each. A
// world is a list of axes; every combination of their values is made, by facts, in a replica and in the
// reference model, and every question is asked of both.

import Engine
import EntenteProtocol
import Replica
import TestSupport

/// Something that may be one way or another.
struct Axis {
    let name: String
    let count: Int

    init(_ name: String, _ count: Int) {
        self.name = name
        self.count = count
    }
}

extension [Axis] {
    /// How many combinations there are.
    var product: Int { reduce(1) { $0 * $1.count } }

    /// The axes with how many values each has, and their product.
    var text: String { map { "\($0.name) \($0.count)" }.joined(separator: " × ") + " = \(product)" }

    /// Which value each axis has in a combination; the first axis changes with every one.
    func values(in combination: Int) -> [Int] {
        var rest = combination
        return map { axis in
            defer { rest /= axis.count }
            return rest % axis.count
        }
    }
}

/// The same small world twice: as a replica under an engine, and as the reference model.
struct SmallWorld {
    let replica = Replica(seed: 1)
    let engine: Engine
    private(set) var model: ReferenceModel
    /// What was told last of each thing, so that only what changes is told again.
    private var told: [String: Fact] = [:]
    /// The minimums of a new organization, by code.
    private(set) var startMinimums: [RightMinimum] = []
    /// How many answers were compared.
    private(set) var compared = 0
    /// Verdicts with their reasons, to see that a world is as rich as it should be.
    private(set) var answers: Set<String> = []

    /// When all of it happens, in milliseconds since 1970.
    static let now: Int64 = 1_000_000

    /// An acme with ada and alan, and a bolt with bea and bob, all as new ones are.
    init() throws {
        engine = Engine(replica: replica, cacheEntryCount: 64)
        var source = ReferenceModel(now: Self.now)
        model = source
        for id in ["acme", "bolt"] {
            let made = try source.carryOut(
                CreateOrganizationRequest.with {
                    $0.id = id
                    $0.name = id
                })
            startMinimums = made.organization.minimums
            tell("organization \(id)", .with { $0.organization = made.organization })
            tell("location \(id)", .startLocation(of: id))
        }
        for (id, home) in [("ada", "acme"), ("alan", "acme"), ("bea", "bolt"), ("bob", "bolt")] {
            let made = try source.carryOut(
                CreateUserRequest.with {
                    $0.id = id
                    $0.organization = home
                    $0.email = "\(id)@\(home).test"
                    $0.displayName = id
                })
            tell("user \(id)", .with { $0.user = made.user })
        }
    }

    /// Makes it so, in both.
    ///
    /// - Parameter key: what it is about; a fact replaces the one before about the same.
    mutating func tell(_ key: String, _ fact: Fact) {
        guard told[key] != fact else { return }
        told[key] = fact
        replica.apply(fact)
        model.take(fact)
    }

    /// Changes an organization.
    mutating func organization(_ id: String, _ change: (inout Organization) -> Void) {
        guard var fact = told["organization \(id)"], var changed = fact.organization else { return }
        change(&changed)
        fact.organization = changed
        tell("organization \(id)", fact)
    }

    /// Changes a user.
    mutating func user(_ id: String, _ change: (inout User) -> Void) {
        guard var fact = told["user \(id)"], var changed = fact.user else { return }
        change(&changed)
        fact.user = changed
        tell("user \(id)", fact)
    }

    /// What OWNER set VIEWER to; nil for nothing.
    mutating func setting(_ owner: String, _ viewer: String, _ level: Level?) {
        tell(
            "setting \(owner) \(viewer)",
            level.map { .setting(owner, viewer, $0) } ?? .settingDeleted(owner, viewer))
    }

    /// Asks both; what they disagree about, or nil.
    mutating func difference(
        _ actor: String, _ action: String, _ target: String, call: CallContext = .unspecified
    ) -> String? {
        compared += 1
        let got = engine.answer(actor, action, target, call, now: Self.now)
        let wanted: Answer?
        do throws(Failure) {
            wanted = Answer(
                try model.check(
                    actor: actor, action: action, target: target, call: call == .unspecified ? nil : call))
        } catch {
            wanted = nil
        }
        if let wanted { answers.insert("\(wanted.verdict.name) because \(wanted.reason.name)") }
        guard got != wanted else { return nil }
        return
            "\(actor) \(action) \(target) \(call.name): the engine says \(got.map(\.description) ?? "nothing"), "
            + "the rules \(wanted.map(\.description) ?? "nothing")"
    }
}

extension Answer {
    init(_ answer: CheckAnswer) {
        self.init(
            answer.verdict, answer.reason, answer.partnership, answer.partnershipVersion,
            level: answer.level ?? .unspecified)
    }
}
