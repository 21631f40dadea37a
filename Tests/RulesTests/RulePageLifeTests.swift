// The table of the life on the page of the rules: each row is carried out, and what comes of it is held to
// the row's own words.

import EntenteProtocol
import Rules
import TestSupport
import Testing

private let now: Int64 = 1_700_000_000_000

@Suite("The life on the page of the rules")
struct RulePageLifeTests {
    /// One row.
    private struct Row {
        let state: String
        let command: String
        let by: String
        let becomes: String
        let told: String

        /// The partnerships the row speaks of; what is open in them was put there by the first side.
        func lives() throws -> [PartnershipLife] {
            switch state {
            case "`proposed`": return [try Situation.proposedByX.life()]
            case "`enabled`": return [try Situation.enabled.life()]
            case "`disabled`, nothing open": return [try Situation.disabled.life()]
            case "change open":
                return [try Situation.enabledChangeByX.life(), try Situation.disabledChangeByX.life()]
            case "request open": return [try Situation.disabledRequestByX.life()]
            case "`enabled`, `disabled`, nothing open", "`enabled`, `disabled`":
                return [try Situation.enabled.life(), try Situation.disabled.life()]
            default: throw Late("no row is about `\(state)`")
            }
        }

        /// Who gives the command: X is who put something on the table, or does so now.
        var actors: [Side] { by == "either" ? Side.allCases : by == "Y" ? [.second] : [.first] }

        /// What the one may be called who does not give the command.
        var othersNames: Set<String> {
            by == "Y" ? ["X"] : by == "X" ? ["Y"] : ["Y", "the other"]
        }

        func step() throws -> LifeCommand {
            let offer = try Offer(preset: .limited, catalog: .builtIn, now: now)
            switch command {
            case "accept": return .accept
            case "reject": return .reject
            case "counter": return .counter(offer)
            case "revise": return .revise(offer)
            case "withdraw": return .withdraw
            case "propose change": return .proposeChange(offer)
            case "disable": return .disable
            case "request enable": return .requestEnable
            case "confirm": return .confirmEnable
            case "decline": return .declineEnable
            case "cancel": return .cancelEnable
            case "delete": return .delete
            default: throw Late("no row is about `\(command)`")
            }
        }

        /// The state that the row's words come to, from `state`.
        func state(after state: PartnershipState) -> PartnershipState {
            let named = becomes.firstMatch(of: #/`([a-z]+)`/#).map { String($0.output.1) }
            return named.flatMap { PartnershipState(name: $0) } ?? state
        }

        /// Who has something on the table afterwards; nil for nobody.
        func opener(_ actor: Side) -> Side? {
            let x = by == "Y" ? actor.other : actor
            return becomes.contains("by Y") ? x.other : becomes.contains("by X") ? x : nil
        }
    }

    private static func rows() throws -> [Row] {
        try RulePage().rows("state", "command").map {
            Row(state: $0[0], command: $0[1], by: $0[2], becomes: $0[3], told: $0[4])
        }
    }

    @Test func `each row does what it says`() throws {
        for row in try Self.rows() where row.state != "none" {
            for life in try row.lives() {
                for actor in row.actors {
                    let outcome = try life.apply(try row.step(), by: actor, at: now)
                    let words = "\(row.state): \(row.command) by \(row.by)"
                    #expect(outcome.to == row.state(after: life.state), "\(words)")
                    if row.command != "disable" {
                        #expect(outcome.life.open?.by == row.opener(actor), "\(words)")
                    }
                    #expect(outcome.notices.map(\.side) == [actor.other], "\(words)")
                    #expect(row.othersNames.contains(row.told.filter { $0 != "!" }), "\(words)")
                    #expect(outcome.notices.map(\.needsAttention) == [row.told.hasSuffix("!")], "\(words)")
                    #expect(outcome.to.isFinal == row.becomes.contains("final"), "\(words)")
                }
            }
        }
    }

    @Test func `what is Y's to do X cannot, and the other way round`() throws {
        for row in try Self.rows() where row.state == "`proposed`" || row.state.hasSuffix(" open") {
            guard row.by != "either", !row.state.contains("nothing") else { continue }
            for life in try row.lives() {
                let other = try #require(row.actors.first).other
                #expect(throws: LifeRefusal.self, "\(row.state): \(row.command)") {
                    try life.apply(try row.step(), by: other, at: now)
                }
            }
        }
    }

    @Test func `the first row begins a life`() throws {
        let row = try #require(try Self.rows().first)
        #expect([row.state, row.command, row.by, row.told] == ["none", "propose", "X", "Y!"])
        let life = try Situation.proposedByX.life()
        #expect(row.becomes == "`proposed`, proposal by X")
        #expect(life.state == .proposed && life.open?.by == .first)
    }
}
