import EntenteProtocol
import Rules
import Testing

@Suite struct CapabilityTests {
    /// Per capability: member, admin, admin with Enterprise permissions on, enterprise administrator.
    @Test(arguments: [
        ("relationship.set-own", [true, true, true, true]), ("privacy.set-own", [true, true, true, true]),
        ("integration.connect-own", [true, true, true, true]),
        ("partnership.manage", [false, true, true, true]), ("defaults.manage", [false, true, true, true]),
        ("location.manage", [false, true, true, true]), ("integration.manage", [false, true, true, true]),
        ("user.manage", [false, true, false, true]), ("team.manage", [false, true, false, true]),
        ("sharing.manage", [false, false, false, true]),
        ("team-privacy.manage", [false, false, false, true]),
        ("list.read-all", [false, false, false, true]), ("data.export", [false, false, false, true]),
    ])
    func rolesCarryTheseCapabilities(name: String, held: [Bool]) throws {
        let capability = try #require(Capability(rawValue: name))
        let by: (Role, Bool) -> Bool = { capability.isHeld(by: $0, enterprisePermissions: $1) }
        #expect(
            [by(.member, false), by(.admin, false), by(.admin, true), by(.enterpriseAdmin, true)] == held)
        #expect(by(.member, true) == held[0] && by(.enterpriseAdmin, false) == held[3])
        #expect(!by(.unspecified, false) && !by(.unspecified, true))
    }

    @Test func thereAreThirteen() {
        #expect(Capability.allCases.count == 13)
    }

    @Test func nobodyDeactivatedOrSuspendedHasAny() {
        for capability in Capability.allCases {
            #expect(standing().holds(capability))
            #expect(!standing(deactivated: true).holds(capability))
            #expect(!standing(suspended: true).holds(capability))
        }
    }

    @Test func aRulingSaysWhy() {
        for capability in Capability.allCases {
            #expect(standing().ruling(on: capability) == CapabilityRuling(.allow, .role))
            #expect(
                standing(deactivated: true, suspended: true).ruling(on: capability)
                    == CapabilityRuling(.deny, .userDeactivated))
            #expect(
                standing(suspended: true).ruling(on: capability)
                    == CapabilityRuling(.deny, .organizationSuspended))
        }
        let rows: [(Role, Bool, Capability, CapabilityRuling)] = [
            (.member, false, .privacySetOwn, CapabilityRuling(.allow, .role)),
            (.member, false, .userManage, CapabilityRuling(.deny, .roleTooLow)),
            (.member, true, .userManage, CapabilityRuling(.deny, .roleTooLow)),
            (.admin, false, .teamManage, CapabilityRuling(.allow, .role)),
            (.admin, true, .teamManage, CapabilityRuling(.deny, .enterprisePermissions)),
            (.admin, true, .userManage, CapabilityRuling(.deny, .enterprisePermissions)),
            (.admin, true, .sharingManage, CapabilityRuling(.deny, .roleTooLow)),
            (.admin, true, .locationManage, CapabilityRuling(.allow, .role)),
            (.enterpriseAdmin, true, .userManage, CapabilityRuling(.allow, .role)),
            (.unspecified, false, .privacySetOwn, CapabilityRuling(.deny, .roleTooLow)),
        ]
        for (role, enterprise, capability, expected) in rows {
            let ruling = standing(role, enterprise: enterprise).ruling(on: capability)
            #expect(ruling == expected, "\(role) \(capability)")
        }
    }

    @Test func refusalsSayWhoAndWhy() {
        #expect(failure { try standing().require(.partnershipManage, actor: "ada") } == nil)
        let deactivated = failure {
            try standing(deactivated: true).require(.partnershipManage, actor: "ada")
        }
        #expect(deactivated == .permissionDenied("actor `ada` is deactivated"))
        let member = failure { try standing(.member).require(.partnershipManage, actor: "ada") }
        #expect(
            member
                == .permissionDenied("actor `ada` is `member`, which does not include `partnership.manage`"))
        let suspended = failure { try standing(suspended: true).require(.partnershipManage, actor: "ada") }
        #expect(suspended?.code == .failedPrecondition && suspended?.details?.state == "suspended")
    }

    @Test func whoTheyAreComesBeforeTheStateOfTheirOrganization() {
        let member = failure {
            try standing(.member, suspended: true).require(.partnershipManage, actor: "ada")
        }
        #expect(member?.code == .permissionDenied)
    }

    @Test func aStandingIsReadFromTheDirectory() {
        let user = User.with {
            $0.role = .admin
            $0.deactivated = true
        }
        let organization = Organization.with {
            $0.suspended = true
            $0.enterprisePermissions = true
        }
        #expect(
            ActorStanding(user, in: organization)
                == ActorStanding(
                    role: .admin, deactivated: true, organizationSuspended: true, enterprisePermissions: true)
        )
    }

    private func standing(
        _ role: Role = .enterpriseAdmin, deactivated: Bool = false, suspended: Bool = false,
        enterprise: Bool = false
    ) -> ActorStanding {
        ActorStanding(
            role: role, deactivated: deactivated, organizationSuspended: suspended,
            enterprisePermissions: enterprise)
    }
}
