// What an operator registers can be asked about at once, by whoever has seen it registered.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct RegisteredInteractionTests {
    private let world: SmallWorld

    init() throws { world = try SmallWorld(seed: 221) }

    @Test func `a registered interaction is asked about in the next breath`() throws {
        #expect(
            world.decision.refusal(of: world.question("ann", "bob", "file.share"))?.code == .invalidArgument)
        let partnership = world.cluster.caller(.partnership)
        let registered = try partnership.call(
            RegisterInteractionRequest.with {
                $0.name = "file.share"
                $0.category = "file"
                $0.askAllowed = true
            })
        let denied = try world.ask("ann", "bob", "file.share", atLeast: registered.position)
        #expect(denied.verdict == .deny && denied.reason == .defaults)
        #expect(try world.ask("ann", "ann", "file.share").reason == .self)
        for (organization, entry) in [("alpha", outgoing), ("beta", incoming)] {
            let changed = try partnership.call(
                SetDefaultsRequest.with {
                    $0.organization = organization
                    $0.table = [entry]
                    $0.atLeast = world.seen
                })
            _ = try world.ask("ann", "bob", "file.share", atLeast: changed.position)
        }
        let asked = try world.ask("ann", "bob", "file.share")
        #expect(asked.verdict == .ask && asked.ask == "bob")
        #expect(try world.ask("bob", "ann", "file.share").verdict == .deny)
        try world.enable()
        let agreed = try world.ask("ann", "bob", "file.share", atLeast: world.seen)
        #expect(agreed.verdict == .allow && agreed.reason == .partnership)
        let all = try world.decision.call(
            EffectiveRequest.with {
                $0.actor = "ann"
                $0.target = "bob"
            })
        #expect(all.answers.first { $0.action == "file.share" }?.verdict == .allow)
    }

    @Test func `a decision node that begins anew learns of it from the snapshot`() throws {
        let registered = try world.cluster.caller(.partnership).call(
            RegisterInteractionRequest.with {
                $0.name = "file.share"
                $0.category = "file"
            })
        try world.cluster.restart(.decision)
        #expect(world.cluster.settle())
        let fresh = world.cluster.caller(.decision)
        let question = world.question("ann", "bob", "file.share", atLeast: registered.position)
        #expect(try fresh.call(question).verdict == .deny)
    }

    private var outgoing: PermissionEntry {
        .with {
            $0.interaction = "file.share"
            $0.outgoing = .allow
        }
    }

    private var incoming: PermissionEntry {
        .with {
            $0.interaction = "file.share"
            $0.incoming = .ask
        }
    }
}
