import EntenteProtocol
import Rules
import Testing

private let states: [PermissionState] = [.deny, .ask, .allow]

@Suite struct TermsTests {
    @Test func everyCodeHoldsEveryStateWithoutTouchingItsNeighbours() {
        for code in Int32(1)...32 {
            for state in states {
                for base in [Terms.denied, Terms(word: 0xAAAA_AAAA_AAAA_AAAA)] {
                    let terms = base.setting(code, to: state)
                    #expect(terms[code] == state)
                    for other in Int32(1)...32 where other != code { #expect(terms[other] == base[other]) }
                }
            }
        }
    }

    @Test func theLayoutIsTheOneOfTheFeed() {
        #expect(Terms([(1, .ask)]).word == 0b01)
        #expect(Terms([(1, .allow)]).word == 0b10)
        #expect(Terms([(3, .allow), (4, .ask)]).word == 0b01_10_00_00)
        #expect(Terms([(32, .allow)]).word == 1 << 63)
    }

    @Test func codesThatDoNotExistAreDenied() {
        let terms = Terms(word: 0xAAAA_AAAA_AAAA_AAAA)
        for code in [Int32.min, -1, 0, 33, Int32.max] { #expect(terms[code] == .deny) }
    }

    @Test func meaninglessPairsCountAsDeny() {
        let terms = Terms(word: .max)
        #expect(terms.word == 0)
        #expect(Terms(word: 0b11_10_01_00).word == 0b00_10_01_00)
    }

    @Test func theMeetIsTheLowerStateOfEachInteraction() {
        for code in Int32(1)...32 {
            for left in states {
                for right in states {
                    let meet = Terms([(code, left)]).meet(Terms([(code, right)]))
                    #expect(meet[code] == min(left, right))
                }
            }
        }
        let mixed = Terms([(1, .allow), (2, .ask), (3, .allow), (4, .deny)])
        let other = Terms([(1, .ask), (2, .ask), (3, .allow), (4, .allow)])
        #expect(mixed.meet(other) == Terms([(1, .ask), (2, .ask), (3, .allow)]))
    }

    @Test func statesBecomeVerdicts() {
        #expect(PermissionState.deny.verdict == .deny)
        #expect(PermissionState.ask.verdict == .ask)
        #expect(PermissionState.allow.verdict == .allow)
        #expect(PermissionState.unspecified.verdict == .deny)
    }

    @Test func eachSideSeesTheSameTermsItsOwnWay() {
        let terms = AgreedTerms(forward: Terms([(3, .allow)]), backward: Terms([(3, .ask)]))
        #expect(
            terms.seen(from: .first)
                == PermissionTable(incoming: Terms([(3, .ask)]), outgoing: Terms([(3, .allow)])))
        #expect(
            terms.seen(from: .second)
                == PermissionTable(incoming: Terms([(3, .allow)]), outgoing: Terms([(3, .ask)])))
        for side in Side.allCases { #expect(AgreedTerms(terms.seen(from: side), seenFrom: side) == terms) }
        #expect(terms.outgoing(of: .first) == terms.forward)
        #expect(terms.outgoing(of: .second) == terms.backward)
    }

    @Test func aTableTravelsAsAFactAndBack() {
        let fact = PermissionTable.start.fact(organization: "acme")
        #expect(fact.organization == "acme")
        #expect(PermissionTable(fact) == .start)
    }
}
