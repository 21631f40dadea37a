// The closed vocabularies of the wire. The numbers never change once released; 0 is always "unspecified".
// Ordered ones (state, verdict, level) have ascending numbers, so comparing numbers compares meanings.

/// What an agreement or a default table says about one interaction in one direction: `deny < ask < allow`.
public enum PermissionState: Int32, WireEnum, Comparable {
    case unspecified, deny, ask, allow

    /// Orders by comprehensiveness; the lower of two is their meet.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The answer to a question: `deny < ask < allow`.
public enum Verdict: Int32, WireEnum, Comparable {
    case unspecified, deny, ask, allow

    /// Orders by comprehensiveness; the lower of two is their meet.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Why a verdict is what it is: the first row of the decision table that applied.
public enum Reason: Int32, WireEnum {
    case unspecified, unknownActor, unknownTarget, actorDeactivated, targetDeactivated,
        actorOrganizationSuspended, targetOrganizationSuspended, `self`, relationship, relationshipTooLow,
        sameOrganizationOnly, sameOrganization, partnership, defaults, blocked
}

/// A relationship level, least to most comprehensive; the wire number is the rank plus one.
public enum Level: Int32, WireEnum, Comparable {
    case unspecified, blocked, unknown, external, forwardingParticipant, forwarder, employee, teamColleague,
        assistant, assistantPlus

    /// Orders by comprehensiveness.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The call in progress, when the one who asks says so.
public enum CallContext: Int32, WireEnum {
    case unspecified, forwardingParticipant, forwarder
}

/// What a person may administer in their organization.
public enum Role: Int32, WireEnum {
    case unspecified, member, admin, enterpriseAdmin
}

/// What an organization lets its people do to the relationships the server side gives.
public enum RelationshipPolicy: Int32, WireEnum {
    case unspecified, extendAndRestrict, extendOnly
}

/// What a user shows of synced mail and meetings to colleagues.
public enum Privacy: Int32, WireEnum, Comparable {
    case unspecified, hideAll, subjectsOnly, showAll

    /// Orders by how much is revealed.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Whether a team gives one level to all its members, or grants between its sub-groups.
public enum TeamKind: Int32, WireEnum {
    case unspecified, work, monitoring
}

/// A named set of terms.
public enum Preset: Int32, WireEnum {
    case unspecified, full, limited, restricted, custom
}

/// Where a partnership stands in its life.
public enum PartnershipState: Int32, WireEnum {
    case unspecified, proposed, enabled, disabled, rejected, withdrawn, lapsed, deleted
}

/// What is open between the two organizations of a partnership and waits for an answer.
public enum OpenKind: Int32, WireEnum {
    case unspecified, proposal, change, enableRequest
}

/// Which partnerships a list shows.
public enum PartnershipFilter: Int32, WireEnum {
    case unspecified, all, needsAttention, awaitingApproval, enabled
}

/// What happened to a partnership; the kind of a history entry and of a notification.
public enum PartnershipAction: Int32, WireEnum {
    case unspecified, proposed, accepted, rejected, countered, revised, withdrawn, changeProposed, disabled,
        enableRequested, enableConfirmed, enableDeclined, enableCancelled, deleted, lapsed, termsExpired
}

/// Why a request was refused.
public enum FailureCode: Int32, WireEnum {
    case unspecified, invalidArgument, unauthenticated, permissionDenied, notFound, alreadyExists, conflict,
        failedPrecondition, resourceExhausted, unavailable, deadlineExceeded, unimplemented, `internal`
}

/// What an item of content is.
public enum ContentType: Int32, WireEnum {
    case unspecified, syncedMail, syncedMeeting, meetingNote, note, loggedInteraction, file, reminder, list
}

/// With whom an item is shared.
public enum SharingOption: Int32, WireEnum {
    case unspecified, everyone, teamsAndUsers, onlyYou
}

/// Whom an author may name: anybody of the organization, or only own teams and their members.
public enum SharingReach: Int32, WireEnum {
    case unspecified, any, own
}

/// Where an item comes from.
public enum ContentOrigin: Int32, WireEnum {
    case unspecified, user, api, noteImport, fileUpload, reminderTrigger, mailBot
}

/// Whose settings decide what is shown of synced mail and meetings: each person's own, or those per team.
public enum SyncedMode: Int32, WireEnum {
    case unspecified, everyone, teamsOnly
}

/// What becomes of the personal settings on the way back to mode `everyone`.
public enum PrivacyReturn: Int32, WireEnum {
    case unspecified, restore, hideAll
}

/// How much of an item may be seen: `none < metadata < subject < full`.
public enum Disclosure: Int32, WireEnum, Comparable {
    case unspecified, none, metadata, subject, full

    /// Orders by how much is revealed.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What somebody may do with a list: `viewer < editor < owner`.
public enum ListRole: Int32, WireEnum, Comparable {
    case unspecified, viewer, editor, owner

    /// Orders by comprehensiveness.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Why as much of an item may be seen as may.
public enum ContentReason: Int32, WireEnum {
    case unspecified, unknownViewer, unknownAuthor, viewerDeactivated, organizationSuspended,
        otherOrganization,
        author, sharedWithEveryone, named, participant, assignee, enterpriseAdmin, grant, notShared,
        noParticipant, privateMeeting, mailBodiesOff, personalPrivacy, teamPrivacy, noSharedTeam
}

/// Why somebody may or may not administer something.
public enum CapabilityReason: Int32, WireEnum {
    case unspecified, role, roleTooLow, enterprisePermissions, userDeactivated, organizationSuspended
}

/// What an integration is for.
public enum IntegrationKind: Int32, WireEnum {
    case unspecified, identity, storage, assistant, calendar, chat, files, other
}

/// Whether an integration serves a whole organization at once, or each user who connects it.
public enum IntegrationScope: Int32, WireEnum {
    case unspecified, organization, individual
}

/// Why somebody may or may not use an integration.
public enum IntegrationReason: Int32, WireEnum {
    case unspecified, organizationWide, connected, connectFirst, integrationOff, notInAudience,
        userDeactivated,
        organizationSuspended
}

/// What gives one person a level toward another.
public enum LevelSourceKind: Int32, WireEnum {
    case unspecified, individual, vip, location, workTeam, monitoringTeam, assistant, callContext
}

/// What an access token permits its bearer to call.
public enum Scope: Int32, WireEnum {
    case unspecified, check, read, admin, operate, replicate
}
