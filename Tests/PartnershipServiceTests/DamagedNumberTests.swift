// Numbers that somebody has written into the tables by hand, where commands cannot count on from them or no
// clock ever gets.

import EntenteProtocol
import PartnershipService
import SQLiteStore
import TestSupport
import Testing

@Suite struct DamagedNumberTests {
    /// A world with a partnership and a default table, edited while the service is down.
    private func edited(_ sql: String) throws -> World {
        let world = try World()
        try world.enable()
        try world.setDefaults(of: "gamma", by: "gus", preset: .full)
        world.cluster.kill(.partnership)
        try Database(path: world.cluster.folder(of: .partnership) + "/" + PartnershipService.fileName)
            .run(sql)
        try world.start()
        return world
    }

    private func expectRefusal(_ words: String, _ body: () throws(Failure) -> Void) {
        do throws(Failure) {
            try body()
            Issue.record("not refused")
        } catch {
            #expect(error.code == .unavailable, "\(error.message)")
            #expect(error.message.contains("the database is damaged: \(words), in"), "\(error.message)")
        }
    }

    @Test(arguments: [Int64.max, Int64.max / 2 + 1, 0, -1])
    func `a partnership whose version cannot be counted on is refused by name`(version: Int64) throws {
        let world = try edited("UPDATE partnerships SET version = \(version)")
        let words = "the version of the partnership `p` is \(version)"
        expectRefusal(words) { () throws(Failure) in
            try world.give(DisablePartnershipRequest.self, by: "ada")
        }
        expectRefusal(words) { () throws(Failure) in _ = try world.read() }
        #expect(try world.setDefaults(of: "gamma", by: "gus", preset: .limited).version == 3)
    }

    @Test func `a default table whose version cannot be counted on is refused by name`() throws {
        let world = try edited("UPDATE defaults SET version = \(Int64.max)")
        expectRefusal("the version of the default table of `gamma` is \(Int64.max)") { () throws(Failure) in
            try world.setDefaults(of: "gamma", by: "gus", preset: .limited)
        }
        #expect(try world.give(DisablePartnershipRequest.self, by: "ada").state == .disabled)
    }

    @Test(arguments: [Int64.min, -1, .max])
    func `a deadline at any moment is no more than early or late`(moment: Int64) throws {
        let world = try edited("UPDATE partnerships SET due_at = \(moment)")
        world.pass(.seconds(90))
        #expect(try world.read().state == .enabled)
        #expect(try world.give(DisablePartnershipRequest.self, by: "ada").state == .disabled)
    }
}
