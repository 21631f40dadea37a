// What one person may administer and work with, asked of a decision node.

import EntenteProtocol
import TestSupport
import Testing

@Suite struct CapabilityTests {
    let stage: ContentStage

    init() throws { stage = try ContentStage(seed: 403) }

    private func capability(_ user: String, _ capability: String) -> CheckCapabilityRequest {
        .with {
            $0.user = user
            $0.capability = capability
        }
    }

    private func integration(_ user: String, _ integration: String) -> CheckIntegrationRequest {
        .with {
            $0.user = user
            $0.integration = integration
        }
    }

    private func may(_ user: String, _ capability: String) throws -> String {
        let answer = try stage.decision.call(self.capability(user, capability))
        return "\(answer.verdict.name) \(answer.reason.name)"
    }

    private func use(_ user: String, _ integration: String) throws -> String {
        let answer = try stage.decision.call(self.integration(user, integration))
        #expect(answer.ask == (answer.verdict == .ask ? user : nil))
        return "\(answer.verdict.name) \(answer.reason.name)"
    }

    // MARK: capabilities

    @Test func `the table of capabilities, row by row`() throws {
        let rows: [([String], member: Bool, admin: Bool, underEnterprise: Bool)] = [
            (["relationship.set-own", "privacy.set-own", "integration.connect-own"], true, true, true),
            (
                ["partnership.manage", "defaults.manage", "location.manage", "integration.manage"],
                false, true, true
            ),
            (["user.manage", "team.manage"], false, true, false),
            (["sharing.manage", "team-privacy.manage", "list.read-all", "data.export"], false, false, false),
        ]
        for enterprise in [false, true] {
            try stage.tell(
                UpdateOrganizationRequest.with {
                    $0.id = "alpha"
                    $0.enterprisePermissions = enterprise
                })
            try stage.settle()
            for (names, member, admin, underEnterprise) in rows {
                for name in names {
                    #expect(try may("ann", name) == (member ? "allow role" : "deny role-too-low"))
                    let isTaken = enterprise && admin && !underEnterprise
                    let expected =
                        isTaken ? "deny enterprise-permissions" : admin ? "allow role" : "deny role-too-low"
                    #expect(try may("adam", name) == expected, "\(name)")
                    #expect(try may("eve", name) == "allow role")
                    #expect(try may("old", name) == "deny user-deactivated")
                    #expect(try may("sue", name) == "deny organization-suspended")
                }
            }
        }
    }

    @Test func `refusals of a capability name the field`() {
        let rows: [(String, String, FailureCode, String)] = [
            ("", "user.manage", .invalidArgument, "field `user`: must not be empty"),
            ("a b", "user.manage", .invalidArgument, "field `user`: `a b` may hold only"),
            ("nobody", "user.manage", .notFound, "field `user`: no user `nobody`"),
            (
                "ann", "user.delete", .invalidArgument,
                "field `capability`: `user.delete` is none; say one of `relationship.set-own`"
            ),
            ("ann", "", .invalidArgument, "field `capability`: `` is none"),
            ("nobody", "user.delete", .invalidArgument, "field `capability`"),
        ]
        for (user, name, code, text) in rows {
            let refusal = stage.decision.refusal(of: capability(user, name))
            #expect(refusal?.code == code && refusal?.message.hasPrefix(text) == true, "\(text)")
        }
    }

    // MARK: integrations

    @Test func `an integration is for those it is switched on for, and connected by`() throws {
        try stage.integration("mail", .organization)
        try stage.integration("calendar", .individual)
        try stage.integration("off", .organization, enabled: false)
        try stage.integration("red-files", .individual, teams: ["red"])
        try stage.integration("off-red", .individual, enabled: false, teams: ["red"])
        try stage.integration("blue-notes", .organization, teams: ["blue", "red"])
        #expect(try use("dan", "mail") == "allow organization-wide")
        #expect(try use("dan", "calendar") == "ask connect-first")
        #expect(try use("dan", "off") == "deny integration-off")
        #expect(try use("ann", "red-files") == "ask connect-first")
        #expect(try use("cid", "red-files") == "deny not-in-audience")
        #expect(try use("cid", "off-red") == "deny integration-off")
        #expect(try use("cid", "blue-notes") == "allow organization-wide")
        #expect(try use("eve", "blue-notes") == "deny not-in-audience")
        #expect(try use("old", "mail") == "deny user-deactivated")
        try stage.integration("mail", of: "shut", .organization)
        #expect(try use("sue", "mail") == "deny organization-suspended")
    }

    @Test func `what a user has connected is allowed until they take it back`() throws {
        try stage.integration("calendar", .individual)
        try stage.integration("red-files", .individual)
        for user in ["ann", "cid"] {
            for id in ["calendar", "red-files"] { try stage.connect(user, id) }
        }
        try stage.integration("red-files", .individual, teams: ["red"])
        #expect(try use("ann", "calendar") == "allow connected")
        #expect(try use("ben", "calendar") == "ask connect-first")
        #expect(try use("ann", "red-files") == "allow connected")
        #expect(try use("cid", "red-files") == "deny not-in-audience")
        try stage.disconnect("ann", "calendar")
        #expect(try use("ann", "calendar") == "ask connect-first")
    }

    @Test func `refusals of an integration name the field`() throws {
        try stage.integration("theirs", of: "beta", .organization)
        let rows: [(String, String, FailureCode, String)] = [
            ("", "mail", .invalidArgument, "field `user`: must not be empty"),
            ("ann", "", .invalidArgument, "field `integration`: must not be empty"),
            ("ann", "a b", .invalidArgument, "field `integration`: `a b` may hold only"),
            ("nobody", "mail", .notFound, "field `user`: no user `nobody`"),
            (
                "ann", "mail", .notFound,
                "field `integration`: organization `alpha` has no integration `mail`"
            ),
            ("ann", "theirs", .notFound, "field `integration`: organization `alpha` has no integration"),
            ("old", "mail", .notFound, "field `integration`"),
        ]
        for (user, id, code, text) in rows {
            let refusal = stage.decision.refusal(of: integration(user, id))
            #expect(refusal?.code == code && refusal?.message.hasPrefix(text) == true, "\(text)")
        }
    }

    // MARK: both

    @Test func `a bound token asks about users of its organization, and learns of no others`() throws {
        stage.cluster.addToken(name: "bound", scopes: "check", organization: "alpha")
        let bound = stage.cluster.caller(.decision, token: "bound")
        #expect(try bound.call(capability("ann", "privacy.set-own")).verdict == .allow)
        let unknown = bound.refusal(of: capability("nobody", "privacy.set-own"))
        #expect(unknown?.code == .permissionDenied && unknown?.message.contains("`user`") == true)
        for user in ["max", "sue", "", "a b"] {
            #expect(bound.refusal(of: capability(user, "privacy.set-own")) == unknown)
            #expect(bound.refusal(of: integration(user, "mail")) == unknown)
        }
    }

    @Test func `answers are as new as asked for`() throws {
        try stage.tell(DeactivateUserRequest.with { $0.id = "ann" })
        var request = capability("ann", "privacy.set-own")
        request.atLeast = stage.seen
        #expect(try stage.decision.call(request).reason == .userDeactivated)
        try stage.integration("mail", .organization)
        try stage.tell(DeactivateUserRequest.with { $0.id = "ben" })
        var use = integration("ben", "mail")
        use.atLeast = stage.seen
        #expect(try stage.decision.call(use).reason == .userDeactivated)
    }

    @Test func `past the bound no question about content or one person is answered`() throws {
        stage.cluster.network.part(stage.cluster.loop(.decision), stage.cluster.loop(.directory))
        stage.cluster.advance(by: .seconds(11))
        let sharing = ResolveSharingRequest.with {
            $0.author = "ann"
            $0.contentType = .note
            $0.origin = .user
        }
        let refusals = [
            stage.decision.refusal(of: stage.look("ann", stage.item(.note))),
            stage.decision.refusal(of: sharing),
            stage.decision.refusal(of: capability("ann", "privacy.set-own")),
            stage.decision.refusal(of: integration("ann", "mail")),
        ]
        for refusal in refusals { #expect(refusal?.code == .unavailable) }
    }

    @Test func `more patience than the node grants is refused`() {
        var content = stage.look("ann", stage.item(.note))
        content.maxStalenessMillis = 10_001
        var sharing = ResolveSharingRequest()
        sharing.maxStalenessMillis = -1
        var capability = capability("ann", "privacy.set-own")
        capability.maxStalenessMillis = 10_001
        var integration = integration("ann", "mail")
        integration.maxStalenessMillis = -1
        let refusals = [
            stage.decision.refusal(of: content), stage.decision.refusal(of: sharing),
            stage.decision.refusal(of: capability), stage.decision.refusal(of: integration),
        ]
        for refusal in refusals {
            #expect(refusal?.code == .invalidArgument)
            #expect(refusal?.message.hasPrefix("field `maxStalenessMillis`") == true)
        }
    }
}
