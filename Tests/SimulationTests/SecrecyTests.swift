// What an organization permits by default is its own affair. Two worlds that differ in nothing but what
// others' default tables say are told apart by no answer that an organization's own token can get, but by the
// verdicts that its own table leaves to the others.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct SecrecyTests {
    private func transcript(
        own: String, ownTable: Int, others: Int, scopes: String = "check,read,admin", bound: Bool = true
    ) throws -> SecrecyTranscript {
        let world = try SecrecyWorld(own: own, ownTable: ownTable, otherTables: others)
        return try SecrecyRun(world, scopes: scopes, bound: bound, othersNext: others + 1).transcript
    }

    @Test(arguments: 0..<3)
    func `nobody learns another's default table but by the verdict`(ownTable: Int) throws {
        let transcripts = try (0..<3).map { try transcript(own: "alpha", ownTable: ownTable, others: $0) }
        for (one, other) in [(0, 1), (0, 2), (1, 2)] {
            let leaks = try transcripts[one].leaks(comparedTo: transcripts[other])
            #expect(leaks.isEmpty, "\(leaks.count) leaks, the first: \(leaks.prefix(3))")
            // The worlds do differ where they may.
            let differing = transcripts[one].checks.filter { transcripts[other].checks[$0.key] != $0.value }
            #expect(differing.count > 20)
            #expect(differing.count < transcripts[one].checks.count / 2)
        }
    }

    @Test func `nor does one who has nothing to do with them`() throws {
        let transcripts = try (0..<2).map { try transcript(own: "beta", ownTable: 1, others: $0) }
        let leaks = try transcripts[0].leaks(comparedTo: transcripts[1])
        #expect(leaks.isEmpty, "\(leaks.count) leaks, the first: \(leaks.prefix(3))")
    }

    @Test func `a token with every scope is no wiser, as long as it is bound`() throws {
        let transcripts = try (0..<2).map {
            try transcript(own: "alpha", ownTable: 2, others: $0, scopes: "all")
        }
        let leaks = try transcripts[0].leaks(comparedTo: transcripts[1])
        #expect(leaks.isEmpty, "\(leaks.count) leaks, the first: \(leaks.prefix(3))")
    }

    @Test func `the proof can fail: the operator's answers tell the worlds apart`() throws {
        let transcripts = try (0..<2).map {
            try transcript(own: "alpha", ownTable: 0, others: $0, scopes: "all", bound: false)
        }
        let leaks = try transcripts[0].leaks(comparedTo: transcripts[1])
        for call in ["getDefaults", "explain"] {
            #expect(leaks.contains { $0.hasPrefix(call) }, "`\(call)` should tell them apart")
        }
    }
}
