import EntenteProtocol
import Rules
import Testing

@Suite struct IntegrationRulesTests {
    @Test func `the first row that applies decides, for every standing there is`() {
        var reasons: [IntegrationReason: Int] = [:]
        let both = [false, true]
        for deactivated in both {
            for suspended in both {
                for enabled in both {
                    for inAudience in both {
                        for scope in IntegrationScope.allCases {
                            for connected in both {
                                let ruling = IntegrationRules.ruling(
                                    PersonStanding(
                                        deactivated: deactivated, organizationSuspended: suspended),
                                    IntegrationStanding(
                                        enabled: enabled, isInAudience: inAudience, scope: scope,
                                        isConnected: connected))
                                let obstacles: [(Bool, Verdict, IntegrationReason)] = [
                                    (deactivated, .deny, .userDeactivated),
                                    (suspended, .deny, .organizationSuspended),
                                    (!enabled, .deny, .integrationOff), (!inAudience, .deny, .notInAudience),
                                    (scope == .organization, .allow, .organizationWide),
                                    (connected, .allow, .connected), (true, .ask, .connectFirst),
                                ]
                                let row = obstacles.first { $0.0 }
                                #expect(ruling.verdict == row?.1 && ruling.reason == row?.2)
                                reasons[ruling.reason, default: 0] += 1
                            }
                        }
                    }
                }
            }
        }
        #expect(reasons[.userDeactivated] == 48 && reasons[.organizationSuspended] == 24)
        #expect(reasons[.integrationOff] == 12 && reasons[.notInAudience] == 6)
        #expect(reasons[.organizationWide] == 2 && reasons[.connected] == 2 && reasons[.connectFirst] == 2)
    }
}
