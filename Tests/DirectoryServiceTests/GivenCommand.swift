import EntenteProtocol
import TestSupport

/// A command of the directory: what it takes, and how to give it so that only who gives it decides.
struct GivenCommand: Sendable {
    let method: Method
    let takes: Takes
    /// Makes what the command is about, as the operator, and answers how to give it.
    let prepare: @Sendable (Place) throws -> () throws -> Void

    private init<R: Command>(
        _ type: R.Type, _ takes: Takes, preparing: @escaping @Sendable (Place) throws -> Void = { _ in },
        _ fill: @escaping @Sendable (inout R, Place) -> Void
    ) {
        method = R.method
        self.takes = takes
        prepare = { place in
            try preparing(place)
            return place.giving { (request: inout R) in fill(&request, place) }
        }
    }

    static let all = organizations + settings + users + locations + teams + own

    private static let organizations = [
        GivenCommand(CreateOrganizationRequest.self, .operator) {
            $0.id = $1.fresh
            $0.name = "New"
        },
        GivenCommand(UpdateOrganizationRequest.self, .administrator) {
            $0.id = "acme"
            $0.name = $1.fresh
        },
        GivenCommand(SuspendOrganizationRequest.self, .operator, preparing: makeOrganization) {
            $0.id = $1.fresh
        },
        GivenCommand(ResumeOrganizationRequest.self, .operator, preparing: makeSuspended) {
            $0.id = $1.fresh
        },
    ]

    private static let settings = [
        GivenCommand(
            SetRightsMatrixRequest.self, .administrator, preparing: letEmployeesSetPresence
        ) { request, _ in
            request.organization = "acme"
            request.minimums = [RightMinimum()]
            request.minimums[0].right = "presence.set"
            request.minimums[0].level = .assistant
        },
        GivenCommand(SetInteractionFloorsRequest.self, .administrator) {
            $0.organization = "acme"
            $0.floors = [InteractionFloor()]
            $0.floors[0].interaction = "kind.\($1.fresh)"
            $0.floors[0].level = .employee
        },
        GivenCommand(
            SetSharingPolicyRequest.self, .enterpriseAdministrator, preparing: shareNotesWithEveryone
        ) { request, _ in
            request.organization = "acme"
            request.contentType = .note
            request.offered = [.onlyYou]
            request.fallback = .onlyYou
        },
        GivenCommand(
            SetSyncedModeRequest.self, .enterpriseAdministrator, preparing: leaveTeamsOnly
        ) { request, _ in
            request.organization = "acme"
            request.mode = .teamsOnly
        },
        GivenCommand(
            SetSyncedLimitsRequest.self, .enterpriseAdministrator, preparing: showBodiesAndMeetings
        ) { request, _ in request.organization = "acme" },
        GivenCommand(PutIntegrationRequest.self, .administrator) {
            $0.organization = "acme"
            $0.id = $1.fresh
            $0.kind = .chat
            $0.scope = .individual
        },
    ]

    private static let users = [
        GivenCommand(CreateUserRequest.self, .administratorUnlessEnterprise) {
            $0.id = $1.fresh
            $0.organization = "acme"
            $0.email = "\($1.fresh)@acme.example"
            $0.displayName = "New"
        },
        GivenCommand(ImportUsersRequest.self, .administratorUnlessEnterprise) {
            $0.users = [NewUser()]
            $0.users[0].id = $1.fresh
            $0.users[0].organization = "acme"
            $0.users[0].email = "\($1.fresh)@acme.example"
            $0.users[0].displayName = "New"
        },
        GivenCommand(UpdateUserRequest.self, .administratorUnlessEnterprise, preparing: makeUser) {
            $0.id = $1.fresh
            $0.vip = true
        },
        GivenCommand(DeactivateUserRequest.self, .administratorUnlessEnterprise, preparing: makeUser) {
            $0.id = $1.fresh
        },
        GivenCommand(
            ReactivateUserRequest.self, .administratorUnlessEnterprise, preparing: makeDeactivated
        ) { $0.id = $1.fresh },
    ]

    private static let locations = [
        GivenCommand(CreateLocationRequest.self, .administrator) {
            $0.id = $1.fresh
            $0.organization = "acme"
            $0.name = "New"
            $0.fromSameLocation = .employee
            $0.fromOtherLocations = .employee
            $0.fromOutside = .external
        },
        GivenCommand(UpdateLocationRequest.self, .administrator, preparing: makeLocation) {
            $0.organization = "acme"
            $0.id = $1.fresh
            $0.name = "Other"
        },
        GivenCommand(DeleteLocationRequest.self, .administrator, preparing: makeLocation) {
            $0.organization = "acme"
            $0.id = $1.fresh
        },
    ]

    private static let teams = [
        GivenCommand(CreateTeamRequest.self, .administratorUnlessEnterprise) {
            $0.id = $1.fresh
            $0.organization = "acme"
            $0.name = "New"
            $0.kind = .work
        },
        GivenCommand(UpdateTeamRequest.self, .administratorUnlessEnterprise, preparing: makeTeam) {
            $0.id = $1.fresh
            $0.name = "Other"
        },
        GivenCommand(DeleteTeamRequest.self, .administratorUnlessEnterprise, preparing: makeTeam) {
            $0.id = $1.fresh
        },
        GivenCommand(AddTeamMembersRequest.self, .administratorUnlessEnterprise, preparing: makeTeam) {
            $0.team = $1.fresh
            $0.members = [TeamMember()]
            $0.members[0].user = "bystander"
        },
        GivenCommand(
            RemoveTeamMembersRequest.self, .administratorUnlessEnterprise, preparing: makeTeamOfOne
        ) {
            $0.team = $1.fresh
            $0.users = ["bystander"]
        },
        GivenCommand(SetTeamPrivacyRequest.self, .enterpriseAdministrator, preparing: makeTeamOfOne) {
            $0.team = $1.fresh
            $0.user = "bystander"
            $0.privacy = .showAll
        },
    ]

    private static let own = [
        GivenCommand(SetPersonalPrivacyRequest.self, .oneself, preparing: hideAll) {
            $0.user = $1.owner
            $0.privacy = .showAll
        },
        GivenCommand(SetRelationshipRequest.self, .oneself, preparing: makeUser) {
            $0.owner = $1.owner
            $0.viewer = $1.fresh
            $0.level = .assistant
        },
        GivenCommand(ConnectIntegrationRequest.self, .oneself, preparing: disconnect) {
            $0.user = $1.owner
            $0.integration = "mail"
        },
        GivenCommand(DisconnectIntegrationRequest.self, .oneself, preparing: connect) {
            $0.user = $1.owner
            $0.integration = "mail"
        },
    ]

    // MARK: what commands are about

    @Sendable private static func makeOrganization(_ place: Place) throws {
        try place.world.organization(place.fresh)
    }

    @Sendable private static func makeSuspended(_ place: Place) throws {
        try makeOrganization(place)
        try place.world.suspend(place.fresh)
    }

    @Sendable private static func makeUser(_ place: Place) throws {
        try place.world.user(place.fresh, of: "acme")
    }

    @Sendable private static func makeDeactivated(_ place: Place) throws {
        try makeUser(place)
        try place.world.deactivate(place.fresh)
    }

    @Sendable private static func makeLocation(_ place: Place) throws {
        try place.world.location(place.fresh, of: "acme")
    }

    @Sendable private static func makeTeam(_ place: Place) throws {
        try place.world.workTeam(place.fresh, of: "acme")
    }

    @Sendable private static func makeTeamOfOne(_ place: Place) throws {
        try makeTeam(place)
        try place.world.add(["bystander"], to: place.fresh)
    }

    @Sendable private static func letEmployeesSetPresence(_ place: Place) throws {
        try place.world.setRights([("presence.set", .employee)])
    }

    @Sendable private static func shareNotesWithEveryone(_ place: Place) throws {
        try place.world.setPolicy(.note, offered: [.everyone], fallback: .everyone)
    }

    @Sendable private static func leaveTeamsOnly(_ place: Place) throws {
        guard try place.world.organization(reading: "acme").syncedMode == .teamsOnly else { return }
        try place.world.setMode(.everyone, .restore)
    }

    @Sendable private static func showBodiesAndMeetings(_ place: Place) throws {
        try place.world.setLimits(mailBodies: true, privateMeetings: true)
    }

    @Sendable private static func hideAll(_ place: Place) throws {
        try leaveTeamsOnly(place)
        try place.world.setPrivacy(place.owner, .hideAll, by: "")
    }

    @Sendable private static func connect(_ place: Place) throws {
        try place.world.connect(place.owner, "mail")
    }

    @Sendable private static func disconnect(_ place: Place) throws {
        try place.world.disconnect(place.owner, "mail")
    }
}
