// Actions that come into the catalog while a node is answering: they count at once, and nothing that was
// remembered before them is taken for an answer about them.

import EntenteProtocol
import Replica
import Testing

@testable import Engine

@Suite struct RegisteredActionTests {
    private let replica = Replica.with(
        .organization("acme"), .organization("bolt"), .location("default", of: "bolt", inside: .employee),
        .user("ada", of: "acme"), .user("bob", of: "bolt"),
        .partnership("p", "acme", "bolt", forward: everywhere(.allow)))

    @Test func theyAreAnsweredFromTheMomentTheyAreThere() throws {
        let engine = Engine(replica: replica, cacheEntryCount: 1 << 8)
        #expect(ask(engine, "file.share") == nil)
        replica.apply(.interaction(7, "file.share"))
        #expect(ask(engine, "file.share")?.verdict == .deny)
        #expect(ask(engine, "file.share")?.reason == .partnership)
        let word = everywhere(.allow) | 2 << 12
        replica.apply(.partnership("p", "acme", "bolt", version: 2, forward: word))
        #expect(ask(engine, "file.share")?.verdict == .allow)
        #expect(ask(engine, "chat.start")?.verdict == .allow)
        replica.apply(.partnership("p", "acme", "bolt", .disabled, version: 3, forward: word))
        #expect(ask(engine, "file.share")?.verdict == .deny)
        replica.apply(.defaults("acme", incoming: 0, outgoing: 2 << 12))
        replica.apply(.defaults("bolt", incoming: 1 << 12, outgoing: 0))
        #expect(ask(engine, "file.share")?.verdict == .ask)
        #expect(ask(engine, "file.share")?.reason == .defaults)
    }

    @Test func aRegistrationVoidsWhatWasRemembered() {
        let engine = Engine(replica: replica, cacheEntryCount: 1 << 8)
        _ = ask(engine, "chat.start")
        _ = ask(engine, "chat.start")
        #expect(engine.cacheHits == 1 && engine.cacheMisses == 1)
        replica.apply(.interaction(7, "file.share"))
        _ = ask(engine, "chat.start")
        #expect(engine.cacheHits == 1 && engine.cacheMisses == 2)
        replica.apply(.interaction(7, "file.share"))
        _ = ask(engine, "chat.start")
        #expect(engine.cacheHits == 2, "what is known already changes nothing")
    }

    /// A source that was restored may have given the same code to another name.
    @Test func aCodeMayMeanSomethingElseAfterARestoration() throws {
        let engine = Engine(replica: replica, cacheEntryCount: 1 << 8)
        replica.apply(.interaction(7, "file.share"), .interaction(8, "file.read"))
        let word = everywhere(.allow) | 2 << 12
        replica.apply(.partnership("p", "acme", "bolt", version: 2, forward: word))
        #expect(ask(engine, "file.share")?.verdict == .allow)
        let staging = replica.stage(.partnership)
        staging.apply([.interaction(7, "file.read"), .partnership("p", "acme", "bolt", forward: word)])
        replica.install(staging, Progress(epoch: 2, revision: 1, digest: 1))
        #expect(ask(engine, "file.share") == nil)
        #expect(ask(engine, "file.read")?.verdict == .allow)
        #expect(effective(engine) == ["file.read"])
    }

    private func ask(_ engine: Engine, _ action: String) -> Decision? {
        engine.decide(
            actor: "ada".utf8.span.bytes, action: action.utf8.span.bytes, target: "bob".utf8.span.bytes,
            now: 0)
    }

    /// Those beyond the six.
    private func effective(_ engine: Engine) -> [String] {
        let all = engine.effective(
            actor: "ada".utf8.span.bytes, target: "bob".utf8.span.bytes, now: 0)
        return all.filter { $0.code > 6 && $0.code <= 32 }.map(\.action)
    }
}
