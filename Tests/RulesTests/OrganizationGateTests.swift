import EntenteProtocol
import Rules
import Testing

@Suite struct OrganizationGateTests {
    private let fine = PersonStanding(deactivated: false, organizationSuspended: false)
    private let deactivated = PersonStanding(deactivated: true, organizationSuspended: false)
    private let suspended = PersonStanding(deactivated: false, organizationSuspended: true)
    private let both = PersonStanding(deactivated: true, organizationSuspended: true)

    @Test func theFirstRowThatAppliesGivesTheReason() {
        let rows: [(PersonStanding?, PersonStanding?, Reason)] = [
            (nil, nil, .unknownActor), (nil, both, .unknownActor), (both, nil, .unknownTarget),
            (fine, nil, .unknownTarget), (deactivated, deactivated, .actorDeactivated),
            (both, both, .actorDeactivated), (suspended, deactivated, .targetDeactivated),
            (fine, both, .targetDeactivated), (suspended, suspended, .actorOrganizationSuspended),
            (fine, suspended, .targetOrganizationSuspended), (suspended, fine, .actorOrganizationSuspended),
        ]
        for (actor, target, reason) in rows {
            for isSelf in [false, true] {
                let ruling = OrganizationGate.persons(actor: actor, target: target, isSelf: isSelf)
                #expect(ruling == Ruling(.deny, reason))
            }
        }
    }

    @Test func oneselfIsAllowedAndOthersAreOpen() {
        #expect(OrganizationGate.persons(actor: fine, target: fine, isSelf: true) == Ruling(.allow, .self))
        #expect(OrganizationGate.persons(actor: fine, target: fine, isSelf: false) == nil)
        #expect(OrganizationGate.sameOrganization == Ruling(.allow, .sameOrganization))
    }

    @Test func strangersMayWhatBothSidesPermit() {
        for code in Int32(1)...32 {
            for left in [PermissionState.deny, .ask, .allow] {
                for right in [PermissionState.deny, .ask, .allow] {
                    let ruling = OrganizationGate.defaults(
                        code, outgoing: Terms([(code, left)]), incoming: Terms([(code, right)]))
                    #expect(ruling == Ruling(min(left, right).verdict, .defaults))
                }
            }
        }
    }

    @Test func twoNewOrganizationsMayThis() {
        let verdicts = (Int32(1)...6).map {
            OrganizationGate.defaults(
                $0, outgoing: PermissionTable.start.outgoing, incoming: PermissionTable.start.incoming
            ).verdict
        }
        #expect(verdicts == [.deny, .allow, .ask, .ask, .deny, .allow])
    }

    @Test func termsDecideAlone() {
        let terms = Terms([(3, .ask), (4, .allow)])
        #expect(OrganizationGate.partnership(3, outgoing: terms) == Ruling(.ask, .partnership))
        #expect(OrganizationGate.partnership(4, outgoing: terms) == Ruling(.allow, .partnership))
        #expect(OrganizationGate.partnership(5, outgoing: terms) == Ruling(.deny, .partnership))
    }
}
