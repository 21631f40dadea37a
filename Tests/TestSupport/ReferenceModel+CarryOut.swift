// The one door to the reference model: the wire's requests in, its answers or refusals out.

import EntenteProtocol

extension ReferenceModel {
    /// Lets time pass up to `now`, then carries a request out.
    ///
    /// - Parameter now: milliseconds since 1970 UTC.
    /// - Throws: the failure the rules prescribe; nothing but the time has changed then.
    package mutating func carryOut<R: Request>(_ request: R, now: Int64) throws(Failure) -> R.Response {
        pass(to: now)
        return try carryOut(request)
    }

    /// Carries out a request as the bearer of every scope asks it.
    ///
    /// Positions stay empty. Ids that the caller leaves to the service are made up here, as are those of
    /// notifications and the confirmations of a deletion.
    ///
    /// - Throws: the failure the rules prescribe, nothing changed; `unimplemented` for a call that is not
    ///   about the rules.
    package mutating func carryOut<R: Request>(_ request: R) throws(Failure) -> R.Response {
        if let command = request as? any Command, !command.requestKey.isEmpty {
            return try once(request, actor: command.actor, requestKey: command.requestKey)
        }
        return try answer(to: request)
    }

    /// Under one key a command is carried out once in 24 hours, if it succeeds.
    private mutating func once<R: Request>(
        _ request: R, actor: String, requestKey: String
    ) throws(Failure) -> R.Response {
        if !actor.isEmpty { try requireID(actor) }
        try requireText(requestKey, upTo: 128)
        let bytes = Wire.encode(withoutPosition(request))
        let day: Int64 = 86_400_000
        let earlier = answered.last {
            $0.actor == actor && $0.method == R.method && $0.requestKey == requestKey && $0.at > now - day
        }
        if let earlier {
            if earlier.request != bytes { throw .conflict("another content under this key") }
            return decode(earlier.response)
        }
        let response = try answer(to: request)
        answered.append(
            ReferenceAnswered(
                actor: actor, method: R.method, requestKey: requestKey, request: bytes,
                response: Wire.encode(response), at: now))
        return response
    }

    private func withoutPosition<R: Request>(_ request: R) -> R {
        guard var positioned = request as? any PositionedRequest else { return request }
        positioned.atLeast = nil
        return positioned as? R ?? request
    }

    private func decode<M: Message>(_ bytes: [UInt8]) -> M {
        do { return try Wire.decode(M.self, from: bytes) } catch {
            preconditionFailure("what was encoded a moment ago")
        }
    }

    private mutating func answer<R: Request>(to request: R) throws(Failure) -> R.Response {
        var next = self
        guard let answer = try next.perform(request) as? R.Response else {
            throw Failure(.unimplemented, "\(R.method.name) is not about the rules")
        }
        self = next
        return answer
    }

    private mutating func perform(_ request: any Request) throws(Failure) -> (any Message)? {
        if let answer = try performOnOrganization(request) { return answer }
        if let answer = try performOnPeople(request) { return answer }
        if let answer = try performOnInteractions(request) { return answer }
        if let answer = try performOnPartnership(request) { return answer }
        return try self.answer(question: request)
    }
}

// MARK: - The directory

extension ReferenceModel {
    private mutating func performOnOrganization(_ request: any Request) throws(Failure) -> (any Message)? {
        switch request {
        case let request as CreateOrganizationRequest: return try createOrganization(request)
        case let request as GetOrganizationRequest:
            try requireID(request.id)
            let organization = try requireOrganization(request.id)
            return OrganizationReply.with { $0.organization = organization }
        case let request as ListOrganizationsRequest:
            let page = try page(of: organizations, request) { $0.id }
            return ListOrganizationsResponse.with { ($0.items, $0.nextPageToken) = page }
        case let request as UpdateOrganizationRequest: return try updateOrganization(request)
        case let request as SuspendOrganizationRequest: return try setSuspended(true, request)
        case let request as ResumeOrganizationRequest: return try setSuspended(false, request)
        case let request as SetRightsMatrixRequest: return try setRightsMatrix(request)
        case let request as SetInteractionFloorsRequest: return try setInteractionFloors(request)
        case let request as SetSharingPolicyRequest: return try setSharingPolicy(request)
        case let request as SetSyncedModeRequest: return try setSyncedMode(request)
        case let request as SetSyncedLimitsRequest: return try setSyncedLimits(request)
        case let request as CreateLocationRequest: return try createLocation(request)
        case let request as UpdateLocationRequest: return try updateLocation(request)
        case let request as DeleteLocationRequest: return try deleteLocation(request)
        case let request as ListLocationsRequest:
            let page = try page(of: locations, of: request.organization, request) { $0.organization }
            return ListLocationsResponse.with { ($0.items, $0.nextPageToken) = page }
        case let request as PutIntegrationRequest: return try putIntegration(request)
        case let request as ConnectIntegrationRequest: return try connectIntegration(request)
        case let request as DisconnectIntegrationRequest: return try disconnectIntegration(request)
        case let request as ListIntegrationsRequest:
            let page = try page(of: integrations, of: request.organization, request) { $0.organization }
            return ListIntegrationsResponse.with { ($0.items, $0.nextPageToken) = page }
        default: return nil
        }
    }

    private mutating func performOnPeople(_ request: any Request) throws(Failure) -> (any Message)? {
        switch request {
        case let request as CreateUserRequest: return try createUser(request)
        case let request as ImportUsersRequest: return try importUsers(request)
        case let request as GetUserRequest:
            try requireID(request.id)
            let user = try requireUser(request.id)
            return UserReply.with { $0.user = user }
        case let request as FindUserRequest: return try findUser(request)
        case let request as ListUsersRequest:
            let page = try page(of: users, of: request.organization, request) { $0.organization }
            return ListUsersResponse.with { ($0.items, $0.nextPageToken) = page }
        case let request as UpdateUserRequest: return try updateUser(request)
        case let request as DeactivateUserRequest: return try setDeactivated(true, request)
        case let request as ReactivateUserRequest: return try setDeactivated(false, request)
        case let request as SetPersonalPrivacyRequest: return try setPersonalPrivacy(request)
        case let request as CreateTeamRequest: return try createTeam(request)
        case let request as UpdateTeamRequest: return try updateTeam(request)
        case let request as DeleteTeamRequest: return try deleteTeam(request)
        case let request as GetTeamRequest:
            try requireID(request.id)
            let team = try requireTeam(request.id)
            return TeamReply.with { $0.team = team }
        case let request as ListTeamsRequest:
            let page = try page(of: teams, of: request.organization, request) { $0.organization }
            return ListTeamsResponse.with {
                $0.items = page.items.map(withoutMembers)
                $0.nextPageToken = page.next
            }
        case let request as AddTeamMembersRequest: return try addTeamMembers(request)
        case let request as RemoveTeamMembersRequest: return try removeTeamMembers(request)
        case let request as SetTeamPrivacyRequest: return try setTeamPrivacy(request)
        case let request as SetRelationshipRequest: return try setRelationship(request)
        case let request as RelationshipOptionsRequest: return try relationshipOptions(request)
        case let request as ListRelationshipsRequest: return try listRelationships(request)
        default: return nil
        }
    }

    /// One page of what belongs to an organization, by id.
    private func page<Thing: ReferenceListed>(
        of things: [Thing], of organization: String, _ request: some ListRequest,
        home: (Thing) -> String
    ) throws(Failure) -> (items: [Thing], next: String) {
        try requireID(organization)
        let page = try page(of: things.filter { home($0) == organization }, request) { $0.id }
        _ = try requireOrganization(organization)
        return page
    }

    private func withoutMembers(_ team: Team) -> Team {
        var team = team
        team.members = []
        return team
    }
}

/// Something that is listed by its id.
protocol ReferenceListed {
    /// Which one.
    var id: String { get }
}
extension User: ReferenceListed {}
extension Location: ReferenceListed {}
extension Team: ReferenceListed {}
extension Integration: ReferenceListed {}

// MARK: - The partnership service

extension ReferenceModel {
    private mutating func performOnInteractions(_ request: any Request) throws(Failure) -> (any Message)? {
        switch request {
        case let request as ListInteractionsRequest: return try listInteractions(request)
        case let request as RegisterInteractionRequest: return try registerInteraction(request)
        case let request as GetDefaultsRequest: return try getDefaults(request)
        case let request as SetDefaultsRequest: return try setDefaults(request)
        case let request as ListPresetsRequest: return try listPresets(request)
        case let request as ListNotificationsRequest: return try listNotifications(request)
        case let request as AcknowledgeNotificationRequest: return try acknowledge(request)
        default: return nil
        }
    }

    private mutating func performOnPartnership(_ request: any Request) throws(Failure) -> (any Message)? {
        switch request {
        case let request as ProposePartnershipRequest: return try propose(request)
        case let request as AcceptProposalRequest: return try step(request, request.partnership, .accept)
        case let request as RejectProposalRequest: return try step(request, request.partnership, .reject)
        case let request as WithdrawProposalRequest:
            return try step(request, request.partnership, .withdraw)
        case let request as CounterProposalRequest: return try step(request) { .counter($0) }
        case let request as ReviseProposalRequest: return try step(request) { .revise($0) }
        case let request as ProposeChangeRequest: return try step(request) { .change($0) }
        case let request as DisablePartnershipRequest:
            return try step(request, request.partnership, .disable)
        case let request as RequestEnableRequest:
            return try step(request, request.partnership, .requestEnable)
        case let request as ConfirmEnableRequest: return try step(request, request.partnership, .confirm)
        case let request as DeclineEnableRequest: return try step(request, request.partnership, .decline)
        case let request as CancelEnableRequest: return try step(request, request.partnership, .cancel)
        case let request as DeletePartnershipRequest: return try delete(request)
        case let request as GetPartnershipRequest: return try getPartnership(request)
        case let request as FindPartnershipRequest: return try findPartnership(request)
        case let request as ListPartnershipsRequest: return try listPartnerships(request)
        case let request as PartnershipHistoryRequest: return try history(request)
        default: return nil
        }
    }
}

// MARK: - The decision service

extension ReferenceModel {
    private func answer(question request: any Request) throws(Failure) -> (any Message)? {
        switch request {
        case let request as CheckRequest: return try check(request)
        case let request as CheckBatchRequest: return try checkBatch(request)
        case let request as EffectiveRequest: return try effective(request)
        case let request as CheckContentRequest: return try checkContent(request)
        case let request as ResolveSharingRequest: return try resolveSharing(request)
        case let request as CheckCapabilityRequest: return try checkCapability(request)
        case let request as CheckIntegrationRequest: return try checkIntegration(request)
        case let request as DiscoverRequest: return try discover(request)
        default: return nil
        }
    }
}
