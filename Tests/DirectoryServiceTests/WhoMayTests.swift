// Who may give which command, as a table of all of them against everybody there is. A command of the
// directory that is not in the table fails the first test, so that none can be forgotten.

import EntenteProtocol
import TestSupport
import Testing

@Suite("Who may give a command")
struct WhoMayTests {
    @Test func everyCommandIsInTheTable() {
        let commands = Call.all.filter { $0.services.contains(.directory) && $0.kind == .command }
        let rows = GivenCommand.all.map(\.method)
        #expect(rows.count == Set(rows).count)
        #expect(Set(rows) == Set(commands.map(\.method)))
    }

    @Test(arguments: [false, true], [false, true])
    func everyCommandAgainstEverybody(enterprisePermissions: Bool, suspended: Bool) throws {
        let stage = try Stage(enterprisePermissions: enterprisePermissions, suspended: suspended)
        for command in GivenCommand.all {
            for giver in Giver.all {
                let expected = giver.outcome(
                    of: command.takes, enterprisePermissions: enterprisePermissions, suspended: suspended)
                let found = try stage.outcome(of: command, by: giver)
                #expect(
                    found == expected,
                    """
                    `\(command.method.name)` by \(giver.id.isEmpty ? "the operator" : giver.id), Enterprise \
                    permissions \(enterprisePermissions), suspended \(suspended)
                    """)
            }
        }
    }

    /// What is a person's own is not even the enterprise administrator's.
    @Test func whatIsOnesOwnIsNobodyElses() throws {
        let stage = try Stage(enterprisePermissions: false, suspended: false)
        for command in GivenCommand.all where command.takes == .oneself {
            for giver in Giver.all where !giver.id.isEmpty {
                let found = try stage.outcome(of: command, by: giver, owner: "bystander")
                #expect(found == .notPermitted, "`\(command.method.name)` by \(giver.id)")
            }
            #expect(try stage.outcome(of: command, by: .operator, owner: "bystander") == .done)
        }
    }
}

/// What a command takes.
enum Takes {
    /// To be the one it is about.
    case oneself
    /// The role of an administrator, of either kind.
    case administrator
    /// The same, but with Enterprise permissions on that of an enterprise administrator.
    case administratorUnlessEnterprise
    /// The role of an enterprise administrator.
    case enterpriseAdministrator
    /// To be the operator.
    case `operator`
}

/// Somebody who tries.
struct Giver {
    let id: String
    let role: Role
    var deactivated = false
    var foreign = false

    static let `operator` = Giver(id: "", role: .unspecified)

    static let all: [Giver] =
        [`operator`]
        + [Role.member, .admin, .enterpriseAdmin].flatMap { role in
            [
                Giver(id: "active-\(role.name)", role: role),
                Giver(id: "deactivated-\(role.name)", role: role, deactivated: true),
                Giver(id: "foreign-\(role.name)", role: role, foreign: true),
            ]
        }

    /// What comes of trying, told from the rules alone.
    func outcome(of takes: Takes, enterprisePermissions: Bool, suspended: Bool) -> Outcome {
        if id.isEmpty { return .done }
        if deactivated || foreign { return .notPermitted }
        let isHeld =
            switch takes {
            case .oneself: true
            case .administrator: role != .member
            case .administratorUnlessEnterprise:
                role == .enterpriseAdmin || role == .admin && !enterprisePermissions
            case .enterpriseAdministrator: role == .enterpriseAdmin
            case .operator: false
            }
        guard isHeld else { return .notPermitted }
        return suspended ? .suspended : .done
    }
}

/// What comes of trying.
enum Outcome: Equatable {
    case done
    case notPermitted
    case suspended
    case other(Failure)
}

/// Acme with somebody of every kind, and people of Globex with the same roles.
private final class Stage {
    private let world: DirectoryWorld
    private let suspended: Bool
    private var attemptCount = 0

    init(enterprisePermissions: Bool, suspended: Bool) throws {
        world = try DirectoryWorld()
        self.suspended = suspended
        try world.organization("acme")
        try world.organization("globex")
        for giver in Giver.all where !giver.id.isEmpty {
            try world.user(giver.id, of: giver.foreign ? "globex" : "acme", role: giver.role)
            if giver.deactivated { try world.deactivate(giver.id) }
        }
        try world.user("bystander", of: "acme")
        try world.put("mail", .chat, .individual)
        try world.put("mail", .chat, .individual, of: "globex")
        try world.call(
            UpdateOrganizationRequest.with {
                $0.id = "acme"
                $0.enterprisePermissions = enterprisePermissions
            })
        if suspended { try world.suspend("acme") }
    }

    /// Lets somebody give a command about something made for the purpose.
    func outcome(of command: GivenCommand, by giver: Giver, owner: String? = nil) throws -> Outcome {
        attemptCount += 1
        let place = Place(
            world: world, actor: giver.id, fresh: "x\(attemptCount)",
            owner: owner ?? (giver.id.isEmpty || giver.foreign ? "bystander" : giver.id))
        let give = try command.prepare(place)
        let before = try world.position()
        do {
            try give()
            // What goes through has to do something, or the table would prove nothing.
            #expect(try world.position() != before, "`\(command.method.name)` changed nothing")
            return .done
        } catch let failure as Failure {
            #expect(try world.position() == before, "`\(command.method.name)` was refused and done")
            if failure.code == .permissionDenied { return .notPermitted }
            return failure.details?.state == "suspended" ? .suspended : .other(failure)
        }
    }
}

/// Where a command is given.
struct Place {
    let world: DirectoryWorld
    /// In whose name; empty for the operator.
    let actor: String
    /// An id that nothing has yet.
    let fresh: String
    /// Whose own things it is about, where it is about somebody's own.
    let owner: String

    /// Makes the same request in the actor's name.
    func giving<R: Command>(_ fill: (inout R) -> Void) -> () throws -> Void {
        var request = R()
        fill(&request)
        request.actor = actor
        return { [request, world] in _ = try world.call(request) }
    }
}
