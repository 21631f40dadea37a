// The one table of what can be called: every call with its number, service, scope and kind. Dispatch, the
// generated schema, the command line and the access tests read it, so no call can be forgotten by one of
// them.

/// The three services.
public enum ServiceName: String, CaseIterable, Sendable {
    case directory, partnership, decision

    /// The TCP port it listens on unless told otherwise.
    public var defaultPort: UInt16 {
        switch self {
        case .directory: 7101
        case .partnership: 7102
        case .decision: 7103
        }
    }
}

/// What a call does to the service's state, and how it is answered.
public enum CallKind: Sendable {
    /// Reads, one answer.
    case query
    /// Changes something in one transaction, one answer.
    case command
    /// Answers with a stream of items.
    case stream
}

/// One row of the table.
public struct Call: Sendable {
    /// The call's number and name.
    public let method: Method
    /// Who answers it.
    public let services: [ServiceName]
    /// Any one of these lets a token call it; empty lets every good token.
    public let scopes: [Scope]
    /// What it does.
    public let kind: CallKind
    /// The type of the question; the answer's type is tied to it.
    public let request: any Request.Type

    private init<R: Request>(
        _ request: R.Type, _ services: [ServiceName], _ kind: CallKind, _ scopes: [Scope]
    ) {
        self.method = R.method
        self.services = services
        self.scopes = scopes
        self.kind = kind
        self.request = request
    }
}

extension Call {
    /// Every call, by ascending number.
    public static let all: [Call] = [
        Call(Hello.self, ServiceName.allCases, .query, []),
        Call(ServerStatusRequest.self, ServiceName.allCases, .query, []),
        Call(SnapshotRequest.self, [.directory, .partnership], .stream, [.replicate]),
        Call(SubscribeRequest.self, [.directory, .partnership], .stream, [.replicate]),
        Call(CreateOrganizationRequest.self, [.directory], .command, [.operate]),
        Call(GetOrganizationRequest.self, [.directory], .query, [.read]),
        Call(ListOrganizationsRequest.self, [.directory], .query, [.read]),
        Call(UpdateOrganizationRequest.self, [.directory], .command, [.admin, .operate]),
        Call(SuspendOrganizationRequest.self, [.directory], .command, [.operate]),
        Call(ResumeOrganizationRequest.self, [.directory], .command, [.operate]),
        Call(SetRightsMatrixRequest.self, [.directory], .command, [.admin, .operate]),
        Call(SetInteractionFloorsRequest.self, [.directory], .command, [.admin, .operate]),
        Call(CreateUserRequest.self, [.directory], .command, [.admin, .operate]),
        Call(ImportUsersRequest.self, [.directory], .command, [.admin, .operate]),
        Call(GetUserRequest.self, [.directory], .query, [.read]),
        Call(FindUserRequest.self, [.directory], .query, [.read]),
        Call(ListUsersRequest.self, [.directory], .query, [.read]),
        Call(UpdateUserRequest.self, [.directory], .command, [.admin, .operate]),
        Call(DeactivateUserRequest.self, [.directory], .command, [.admin, .operate]),
        Call(ReactivateUserRequest.self, [.directory], .command, [.admin, .operate]),
        Call(SetPersonalPrivacyRequest.self, [.directory], .command, [.admin, .operate]),
        Call(CreateLocationRequest.self, [.directory], .command, [.admin, .operate]),
        Call(UpdateLocationRequest.self, [.directory], .command, [.admin, .operate]),
        Call(DeleteLocationRequest.self, [.directory], .command, [.admin, .operate]),
        Call(ListLocationsRequest.self, [.directory], .query, [.read]),
        Call(CreateTeamRequest.self, [.directory], .command, [.admin, .operate]),
        Call(UpdateTeamRequest.self, [.directory], .command, [.admin, .operate]),
        Call(DeleteTeamRequest.self, [.directory], .command, [.admin, .operate]),
        Call(GetTeamRequest.self, [.directory], .query, [.read]),
        Call(ListTeamsRequest.self, [.directory], .query, [.read]),
        Call(AddTeamMembersRequest.self, [.directory], .command, [.admin, .operate]),
        Call(RemoveTeamMembersRequest.self, [.directory], .command, [.admin, .operate]),
        Call(SetTeamPrivacyRequest.self, [.directory], .command, [.admin, .operate]),
        Call(SetRelationshipRequest.self, [.directory], .command, [.admin, .operate]),
        Call(RelationshipOptionsRequest.self, [.directory], .query, [.read]),
        Call(ListRelationshipsRequest.self, [.directory], .query, [.read]),
        Call(SetSharingPolicyRequest.self, [.directory], .command, [.admin, .operate]),
        Call(SetSyncedModeRequest.self, [.directory], .command, [.admin, .operate]),
        Call(SetSyncedLimitsRequest.self, [.directory], .command, [.admin, .operate]),
        Call(PutIntegrationRequest.self, [.directory], .command, [.admin, .operate]),
        Call(ConnectIntegrationRequest.self, [.directory], .command, [.admin, .operate]),
        Call(DisconnectIntegrationRequest.self, [.directory], .command, [.admin, .operate]),
        Call(ListIntegrationsRequest.self, [.directory], .query, [.read]),
        Call(ListEventsRequest.self, [.directory], .query, [.read]),
        Call(ListInteractionsRequest.self, [.partnership], .query, [.read]),
        Call(RegisterInteractionRequest.self, [.partnership], .command, [.operate]),
        Call(GetDefaultsRequest.self, [.partnership], .query, [.read]),
        Call(SetDefaultsRequest.self, [.partnership], .command, [.admin, .operate]),
        Call(ListPresetsRequest.self, [.partnership], .query, [.read]),
        Call(ProposePartnershipRequest.self, [.partnership], .command, [.admin, .operate]),
        Call(AcceptProposalRequest.self, [.partnership], .command, [.admin, .operate]),
        Call(RejectProposalRequest.self, [.partnership], .command, [.admin, .operate]),
        Call(CounterProposalRequest.self, [.partnership], .command, [.admin, .operate]),
        Call(ReviseProposalRequest.self, [.partnership], .command, [.admin, .operate]),
        Call(WithdrawProposalRequest.self, [.partnership], .command, [.admin, .operate]),
        Call(ProposeChangeRequest.self, [.partnership], .command, [.admin, .operate]),
        Call(DisablePartnershipRequest.self, [.partnership], .command, [.admin, .operate]),
        Call(RequestEnableRequest.self, [.partnership], .command, [.admin, .operate]),
        Call(ConfirmEnableRequest.self, [.partnership], .command, [.admin, .operate]),
        Call(DeclineEnableRequest.self, [.partnership], .command, [.admin, .operate]),
        Call(CancelEnableRequest.self, [.partnership], .command, [.admin, .operate]),
        Call(DeletePartnershipRequest.self, [.partnership], .command, [.admin, .operate]),
        Call(GetPartnershipRequest.self, [.partnership], .query, [.read]),
        Call(FindPartnershipRequest.self, [.partnership], .query, [.read]),
        Call(ListPartnershipsRequest.self, [.partnership], .query, [.read]),
        Call(PartnershipHistoryRequest.self, [.partnership], .query, [.read]),
        Call(ListNotificationsRequest.self, [.partnership], .query, [.read]),
        Call(AcknowledgeNotificationRequest.self, [.partnership], .command, [.admin, .operate]),
        Call(CheckRequest.self, [.decision], .query, [.check]),
        Call(CheckBatchRequest.self, [.decision], .query, [.check]),
        Call(ExplainRequest.self, [.decision], .query, [.check]),
        Call(EffectiveRequest.self, [.decision], .query, [.check]),
        Call(CheckContentRequest.self, [.decision], .query, [.check]),
        Call(ResolveSharingRequest.self, [.decision], .query, [.check]),
        Call(CheckCapabilityRequest.self, [.decision], .query, [.check]),
        Call(CheckIntegrationRequest.self, [.decision], .query, [.check]),
        Call(DiscoverRequest.self, [.decision], .query, [.check]),
        Call(WatchRequest.self, [.decision], .stream, [.check]),
        Call(StatusRequest.self, [.decision], .query, [.check]),
    ]

    /// The row of `method`.
    public static func named(_ method: Method) -> Call { byMethod[method]! }

    private static let byMethod = Dictionary(uniqueKeysWithValues: all.map { ($0.method, $0) })
}
