// The types of the messages, words and calls of Entente. Made from `entente.proto` by `Protocol/clients/generate`; do not edit.

export type RelationshipPolicy = "unspecified" | "extend-and-restrict" | "extend-only";
export type Role = "unspecified" | "member" | "admin" | "enterprise-admin";
export type Privacy = "unspecified" | "hide-all" | "subjects-only" | "show-all";
export type Level = "unspecified" | "blocked" | "unknown" | "external" | "forwarding-participant" | "forwarder" | "employee" | "team-colleague" | "assistant" | "assistant-plus";
export type TeamKind = "unspecified" | "work" | "monitoring";
export type ContentType = "unspecified" | "synced-mail" | "synced-meeting" | "meeting-note" | "note" | "logged-interaction" | "file" | "reminder" | "list";
export type SharingOption = "unspecified" | "everyone" | "teams-and-users" | "only-you";
export type SharingReach = "unspecified" | "any" | "own";
export type SyncedMode = "unspecified" | "everyone" | "teams-only";
export type PrivacyReturn = "unspecified" | "restore" | "hide-all";
export type IntegrationKind = "unspecified" | "identity" | "storage" | "assistant" | "calendar" | "chat" | "files" | "other";
export type IntegrationScope = "unspecified" | "organization" | "individual";
export type Preset = "unspecified" | "full" | "limited" | "restricted" | "custom";
export type PartnershipFilter = "unspecified" | "all" | "needs-attention" | "awaiting-approval" | "enabled";
export type CallContext = "unspecified" | "forwarding-participant" | "forwarder";
export type Verdict = "unspecified" | "deny" | "ask" | "allow";
export type Reason = "unspecified" | "unknown-actor" | "unknown-target" | "actor-deactivated" | "target-deactivated" | "actor-organization-suspended" | "target-organization-suspended" | "self" | "relationship" | "relationship-too-low" | "same-organization-only" | "same-organization" | "partnership" | "defaults" | "blocked";
export type Disclosure = "unspecified" | "none" | "metadata" | "subject" | "full";
export type ListRole = "unspecified" | "viewer" | "editor" | "owner";
export type ContentReason = "unspecified" | "unknown-viewer" | "unknown-author" | "viewer-deactivated" | "organization-suspended" | "other-organization" | "author" | "shared-with-everyone" | "named" | "participant" | "assignee" | "enterprise-admin" | "grant" | "not-shared" | "no-participant" | "private-meeting" | "mail-bodies-off" | "personal-privacy" | "team-privacy" | "no-shared-team";
export type ContentOrigin = "unspecified" | "user" | "api" | "note-import" | "file-upload" | "reminder-trigger" | "mail-bot";
export type CapabilityReason = "unspecified" | "role" | "role-too-low" | "enterprise-permissions" | "user-deactivated" | "organization-suspended";
export type IntegrationReason = "unspecified" | "organization-wide" | "connected" | "connect-first" | "integration-off" | "not-in-audience" | "user-deactivated" | "organization-suspended";
export type FailureCode = "unspecified" | "invalid-argument" | "unauthenticated" | "permission-denied" | "not-found" | "already-exists" | "conflict" | "failed-precondition" | "resource-exhausted" | "unavailable" | "deadline-exceeded" | "unimplemented" | "internal";
export type PermissionState = "unspecified" | "deny" | "ask" | "allow";
export type PartnershipState = "unspecified" | "proposed" | "enabled" | "disabled" | "rejected" | "withdrawn" | "lapsed" | "deleted";
export type PartnershipAction = "unspecified" | "proposed" | "accepted" | "rejected" | "countered" | "revised" | "withdrawn" | "change-proposed" | "disabled" | "enable-requested" | "enable-confirmed" | "enable-declined" | "enable-cancelled" | "deleted" | "lapsed" | "terms-expired";
export type OpenKind = "unspecified" | "proposal" | "change" | "enable-request";
export type LevelSourceKind = "unspecified" | "individual" | "vip" | "location" | "work-team" | "monitoring-team" | "assistant" | "call-context";
export type Scope = "unspecified" | "check" | "read" | "admin" | "operate" | "replicate";

/** Call 1, `hello`: a query; answered by directory, partnership, decision; any token. */
export interface Hello {
  protocolVersions: number[];
  client: string;
  token: string;
}

/** The answer to `hello`. */
export interface Welcome {
  protocolVersion: number;
  service: string;
  instance: string;
  maximumFrame: number;
  heartbeatMillis: number;
  takesTraces: boolean;
  position: Position;
}

/** Call 2, `serverStatus`: a query; answered by directory, partnership, decision; any token. */
export interface ServerStatusRequest {
}

/** The answer to `serverStatus`. */
export interface ServerStatusResponse {
  service: string;
  version: string;
  instance: string;
  uptimeMillis: bigint;
  ready: boolean;
  replicas: ReplicaStatus[];
  counters: Counter[];
  wallMillis: bigint;
  position: Position;
}

/** Call 3, `snapshot`: a stream; answered by directory, partnership; scope replicate. */
export interface SnapshotRequest {
}

/** One item of the stream that answers `snapshot`. */
export interface SnapshotChunk {
  epoch: bigint;
  revision: bigint;
  digest: bigint;
  facts: Fact[];
  done: boolean;
}

/** Call 4, `subscribe`: a stream; answered by directory, partnership; scope replicate. */
export interface SubscribeRequest {
  epoch: bigint;
  after: bigint;
  digest: bigint;
}

/** One item of the stream that answers `subscribe`. */
export interface FeedItem {
  changes: Change[];
  head: bigint;
  sentAt: bigint;
}

/** Call 101, `createOrganization`: a command; answered by directory; scope operate. */
export interface CreateOrganizationRequest {
  actor: string;
  requestKey: string;
  id: string;
  name: string;
  emailDomains: string[];
}

/** The answer to `createOrganization`. */
export interface CreateOrganizationResponse {
  organization: Organization;
  position: Position;
}

/** Call 102, `getOrganization`: a query; answered by directory; scope read. */
export interface GetOrganizationRequest {
  id: string;
}

/** The answer to `getOrganization`. */
export interface GetOrganizationResponse {
  organization: Organization;
  position: Position;
}

/** Call 103, `listOrganizations`: a query; answered by directory; scope read. */
export interface ListOrganizationsRequest {
  pageSize: number;
  pageToken: string;
}

/** The answer to `listOrganizations`. */
export interface ListOrganizationsResponse {
  items: Organization[];
  nextPageToken: string;
  position: Position;
}

/** Call 104, `updateOrganization`: a command; answered by directory; scope admin or operate. */
export interface UpdateOrganizationRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  id: string;
  name?: string;
  emailDomains?: StringList;
  enterprisePermissions?: boolean;
  relationshipPolicy?: RelationshipPolicy;
}

/** The answer to `updateOrganization`. */
export interface UpdateOrganizationResponse {
  organization: Organization;
  position: Position;
}

/** Call 105, `suspendOrganization`: a command; answered by directory; scope operate. */
export interface SuspendOrganizationRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  id: string;
}

/** The answer to `suspendOrganization`. */
export interface SuspendOrganizationResponse {
  organization: Organization;
  position: Position;
}

/** Call 106, `resumeOrganization`: a command; answered by directory; scope operate. */
export interface ResumeOrganizationRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  id: string;
}

/** The answer to `resumeOrganization`. */
export interface ResumeOrganizationResponse {
  organization: Organization;
  position: Position;
}

/** Call 107, `setRightsMatrix`: a command; answered by directory; scope admin or operate. */
export interface SetRightsMatrixRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  minimums: RightMinimum[];
}

/** The answer to `setRightsMatrix`. */
export interface SetRightsMatrixResponse {
  organization: Organization;
  position: Position;
}

/** Call 108, `setInteractionFloors`: a command; answered by directory; scope admin or operate. */
export interface SetInteractionFloorsRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  floors: InteractionFloor[];
}

/** The answer to `setInteractionFloors`. */
export interface SetInteractionFloorsResponse {
  organization: Organization;
  position: Position;
}

/** Call 111, `createUser`: a command; answered by directory; scope admin or operate. */
export interface CreateUserRequest {
  actor: string;
  requestKey: string;
  id: string;
  organization: string;
  email: string;
  displayName: string;
  role?: Role;
  location?: string;
}

/** The answer to `createUser`. */
export interface CreateUserResponse {
  user: User;
  position: Position;
}

/** Call 112, `importUsers`: a command; answered by directory; scope admin or operate. */
export interface ImportUsersRequest {
  actor: string;
  requestKey: string;
  users: NewUser[];
}

/** The answer to `importUsers`. */
export interface ImportUsersResponse {
  users: User[];
  position: Position;
}

/** Call 113, `getUser`: a query; answered by directory; scope read. */
export interface GetUserRequest {
  id: string;
}

/** The answer to `getUser`. */
export interface GetUserResponse {
  user: User;
  position: Position;
}

/** Call 114, `findUser`: a query; answered by directory; scope read. */
export interface FindUserRequest {
  email: string;
}

/** The answer to `findUser`. */
export interface FindUserResponse {
  user: User;
  position: Position;
}

/** Call 115, `listUsers`: a query; answered by directory; scope read. */
export interface ListUsersRequest {
  organization: string;
  pageSize: number;
  pageToken: string;
}

/** The answer to `listUsers`. */
export interface ListUsersResponse {
  items: User[];
  nextPageToken: string;
  position: Position;
}

/** Call 116, `updateUser`: a command; answered by directory; scope admin or operate. */
export interface UpdateUserRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  id: string;
  email?: string;
  displayName?: string;
  role?: Role;
  location?: string;
  vip?: boolean;
  assistant?: boolean;
}

/** The answer to `updateUser`. */
export interface UpdateUserResponse {
  user: User;
  position: Position;
}

/** Call 117, `deactivateUser`: a command; answered by directory; scope admin or operate. */
export interface DeactivateUserRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  id: string;
}

/** The answer to `deactivateUser`. */
export interface DeactivateUserResponse {
  user: User;
  position: Position;
}

/** Call 118, `reactivateUser`: a command; answered by directory; scope admin or operate. */
export interface ReactivateUserRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  id: string;
}

/** The answer to `reactivateUser`. */
export interface ReactivateUserResponse {
  user: User;
  position: Position;
}

/** Call 119, `setPersonalPrivacy`: a command; answered by directory; scope admin or operate. */
export interface SetPersonalPrivacyRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  user: string;
  privacy: Privacy;
}

/** The answer to `setPersonalPrivacy`. */
export interface SetPersonalPrivacyResponse {
  user: User;
  position: Position;
}

/** Call 121, `createLocation`: a command; answered by directory; scope admin or operate. */
export interface CreateLocationRequest {
  actor: string;
  requestKey: string;
  id: string;
  organization: string;
  name: string;
  fromSameLocation: Level;
  fromOtherLocations: Level;
  fromOutside: Level;
}

/** The answer to `createLocation`. */
export interface CreateLocationResponse {
  location: Location;
  position: Position;
}

/** Call 122, `updateLocation`: a command; answered by directory; scope admin or operate. */
export interface UpdateLocationRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  id: string;
  name?: string;
  fromSameLocation?: Level;
  fromOtherLocations?: Level;
  fromOutside?: Level;
}

/** The answer to `updateLocation`. */
export interface UpdateLocationResponse {
  location: Location;
  position: Position;
}

/** Call 123, `deleteLocation`: a command; answered by directory; scope admin or operate. */
export interface DeleteLocationRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  id: string;
}

/** The answer to `deleteLocation`. */
export interface DeleteLocationResponse {
  location: Location;
  position: Position;
}

/** Call 124, `listLocations`: a query; answered by directory; scope read. */
export interface ListLocationsRequest {
  organization: string;
  pageSize: number;
  pageToken: string;
}

/** The answer to `listLocations`. */
export interface ListLocationsResponse {
  items: Location[];
  nextPageToken: string;
  position: Position;
}

/** Call 131, `createTeam`: a command; answered by directory; scope admin or operate. */
export interface CreateTeamRequest {
  actor: string;
  requestKey: string;
  id: string;
  organization: string;
  name: string;
  kind: TeamKind;
  level?: Level;
  subgroups: string[];
  grants: TeamGrant[];
}

/** The answer to `createTeam`. */
export interface CreateTeamResponse {
  team: Team;
  position: Position;
}

/** Call 132, `updateTeam`: a command; answered by directory; scope admin or operate. */
export interface UpdateTeamRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  id: string;
  name?: string;
  level?: Level;
  subgroups?: StringList;
  grants?: TeamGrantList;
}

/** The answer to `updateTeam`. */
export interface UpdateTeamResponse {
  team: Team;
  position: Position;
}

/** Call 133, `deleteTeam`: a command; answered by directory; scope admin or operate. */
export interface DeleteTeamRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  id: string;
}

/** The answer to `deleteTeam`. */
export interface DeleteTeamResponse {
  team: Team;
  position: Position;
}

/** Call 134, `getTeam`: a query; answered by directory; scope read. */
export interface GetTeamRequest {
  id: string;
}

/** The answer to `getTeam`. */
export interface GetTeamResponse {
  team: Team;
  position: Position;
}

/** Call 135, `listTeams`: a query; answered by directory; scope read. */
export interface ListTeamsRequest {
  organization: string;
  pageSize: number;
  pageToken: string;
}

/** The answer to `listTeams`. */
export interface ListTeamsResponse {
  items: Team[];
  nextPageToken: string;
  position: Position;
}

/** Call 136, `addTeamMembers`: a command; answered by directory; scope admin or operate. */
export interface AddTeamMembersRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  team: string;
  members: TeamMember[];
}

/** The answer to `addTeamMembers`. */
export interface AddTeamMembersResponse {
  team: Team;
  position: Position;
}

/** Call 137, `removeTeamMembers`: a command; answered by directory; scope admin or operate. */
export interface RemoveTeamMembersRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  team: string;
  users: string[];
}

/** The answer to `removeTeamMembers`. */
export interface RemoveTeamMembersResponse {
  team: Team;
  position: Position;
}

/** Call 138, `setTeamPrivacy`: a command; answered by directory; scope admin or operate. */
export interface SetTeamPrivacyRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  team: string;
  user: string;
  privacy: Privacy;
}

/** The answer to `setTeamPrivacy`. */
export interface SetTeamPrivacyResponse {
  team: Team;
  position: Position;
}

/** Call 141, `setRelationship`: a command; answered by directory; scope admin or operate. */
export interface SetRelationshipRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  owner: string;
  viewer: string;
  level?: Level;
}

/** The answer to `setRelationship`. */
export interface SetRelationshipResponse {
  relationship: Relationship;
  position: Position;
}

/** Call 142, `relationshipOptions`: a query; answered by directory; scope read. */
export interface RelationshipOptionsRequest {
  owner: string;
  viewer: string;
}

/** The answer to `relationshipOptions`. */
export interface RelationshipOptionsResponse {
  relationship?: Relationship;
  base: Level;
  levels: Level[];
  policy: RelationshipPolicy;
  position: Position;
}

/** Call 143, `listRelationships`: a query; answered by directory; scope read. */
export interface ListRelationshipsRequest {
  owner: string;
  pageSize: number;
  pageToken: string;
}

/** The answer to `listRelationships`. */
export interface ListRelationshipsResponse {
  items: Relationship[];
  nextPageToken: string;
  position: Position;
}

/** Call 151, `setSharingPolicy`: a command; answered by directory; scope admin or operate. */
export interface SetSharingPolicyRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  contentType: ContentType;
  offered: SharingOption[];
  fallback: SharingOption;
  reach?: SharingReach;
}

/** The answer to `setSharingPolicy`. */
export interface SetSharingPolicyResponse {
  organization: Organization;
  position: Position;
}

/** Call 152, `setSyncedMode`: a command; answered by directory; scope admin or operate. */
export interface SetSyncedModeRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  mode: SyncedMode;
  onReturn?: PrivacyReturn;
}

/** The answer to `setSyncedMode`. */
export interface SetSyncedModeResponse {
  organization: Organization;
  position: Position;
}

/** Call 153, `setSyncedLimits`: a command; answered by directory; scope admin or operate. */
export interface SetSyncedLimitsRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  mailBodies: boolean;
  privateMeetings: boolean;
}

/** The answer to `setSyncedLimits`. */
export interface SetSyncedLimitsResponse {
  organization: Organization;
  position: Position;
}

/** Call 161, `putIntegration`: a command; answered by directory; scope admin or operate. */
export interface PutIntegrationRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  id: string;
  kind: IntegrationKind;
  scope: IntegrationScope;
  enabled: boolean;
  teams: string[];
}

/** The answer to `putIntegration`. */
export interface PutIntegrationResponse {
  integration: Integration;
  position: Position;
}

/** Call 162, `connectIntegration`: a command; answered by directory; scope admin or operate. */
export interface ConnectIntegrationRequest {
  actor: string;
  requestKey: string;
  user: string;
  integration: string;
}

/** The answer to `connectIntegration`. */
export interface ConnectIntegrationResponse {
  connection: IntegrationConnection;
  position: Position;
}

/** Call 163, `disconnectIntegration`: a command; answered by directory; scope admin or operate. */
export interface DisconnectIntegrationRequest {
  actor: string;
  requestKey: string;
  user: string;
  integration: string;
}

/** The answer to `disconnectIntegration`. */
export interface DisconnectIntegrationResponse {
  connection: IntegrationConnection;
  position: Position;
}

/** Call 164, `listIntegrations`: a query; answered by directory; scope read. */
export interface ListIntegrationsRequest {
  organization: string;
  pageSize: number;
  pageToken: string;
}

/** The answer to `listIntegrations`. */
export interface ListIntegrationsResponse {
  items: Integration[];
  nextPageToken: string;
  position: Position;
}

/** Call 191, `listEvents`: a query; answered by directory; scope read. */
export interface ListEventsRequest {
  organization?: string;
  after: bigint;
  pageSize: number;
  pageToken: string;
}

/** The answer to `listEvents`. */
export interface ListEventsResponse {
  items: Event[];
  nextPageToken: string;
  position: Position;
}

/** Call 201, `listInteractions`: a query; answered by partnership; scope read. */
export interface ListInteractionsRequest {
  pageSize: number;
  pageToken: string;
  atLeast?: Position;
}

/** The answer to `listInteractions`. */
export interface ListInteractionsResponse {
  items: Interaction[];
  nextPageToken: string;
  position: Position;
}

/** Call 202, `registerInteraction`: a command; answered by partnership; scope operate. */
export interface RegisterInteractionRequest {
  actor: string;
  requestKey: string;
  name: string;
  category: string;
  askAllowed: boolean;
  atLeast?: Position;
}

/** The answer to `registerInteraction`. */
export interface RegisterInteractionResponse {
  interaction: Interaction;
  position: Position;
}

/** Call 203, `getDefaults`: a query; answered by partnership; scope read. */
export interface GetDefaultsRequest {
  organization: string;
  atLeast?: Position;
}

/** The answer to `getDefaults`. */
export interface GetDefaultsResponse {
  defaults: DefaultTable;
  position: Position;
}

/** Call 204, `setDefaults`: a command; answered by partnership; scope admin or operate. */
export interface SetDefaultsRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  preset?: Preset;
  table: PermissionEntry[];
  atLeast?: Position;
}

/** The answer to `setDefaults`. */
export interface SetDefaultsResponse {
  defaults: DefaultTable;
  position: Position;
}

/** Call 205, `listPresets`: a query; answered by partnership; scope read. */
export interface ListPresetsRequest {
  pageSize: number;
  pageToken: string;
  atLeast?: Position;
}

/** The answer to `listPresets`. */
export interface ListPresetsResponse {
  items: PresetTerms[];
  nextPageToken: string;
  position: Position;
}

/** Call 211, `proposePartnership`: a command; answered by partnership; scope admin or operate. */
export interface ProposePartnershipRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  id: string;
  preset?: Preset;
  terms: PermissionEntry[];
  note: string;
  proposalExpiresAt?: bigint;
  termsExpireAt?: bigint;
  memberEmail: string;
  atLeast?: Position;
}

/** The answer to `proposePartnership`. */
export interface ProposePartnershipResponse {
  partnership: Partnership;
  position: Position;
}

/** Call 212, `acceptProposal`: a command; answered by partnership; scope admin or operate. */
export interface AcceptProposalRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  partnership: string;
  atLeast?: Position;
}

/** The answer to `acceptProposal`. */
export interface AcceptProposalResponse {
  partnership: Partnership;
  position: Position;
}

/** Call 213, `rejectProposal`: a command; answered by partnership; scope admin or operate. */
export interface RejectProposalRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  partnership: string;
  atLeast?: Position;
}

/** The answer to `rejectProposal`. */
export interface RejectProposalResponse {
  partnership: Partnership;
  position: Position;
}

/** Call 214, `counterProposal`: a command; answered by partnership; scope admin or operate. */
export interface CounterProposalRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  partnership: string;
  preset?: Preset;
  terms: PermissionEntry[];
  note: string;
  proposalExpiresAt?: bigint;
  termsExpireAt?: bigint;
  atLeast?: Position;
}

/** The answer to `counterProposal`. */
export interface CounterProposalResponse {
  partnership: Partnership;
  position: Position;
}

/** Call 215, `reviseProposal`: a command; answered by partnership; scope admin or operate. */
export interface ReviseProposalRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  partnership: string;
  preset?: Preset;
  terms: PermissionEntry[];
  note: string;
  proposalExpiresAt?: bigint;
  termsExpireAt?: bigint;
  atLeast?: Position;
}

/** The answer to `reviseProposal`. */
export interface ReviseProposalResponse {
  partnership: Partnership;
  position: Position;
}

/** Call 216, `withdrawProposal`: a command; answered by partnership; scope admin or operate. */
export interface WithdrawProposalRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  partnership: string;
  atLeast?: Position;
}

/** The answer to `withdrawProposal`. */
export interface WithdrawProposalResponse {
  partnership: Partnership;
  position: Position;
}

/** Call 217, `proposeChange`: a command; answered by partnership; scope admin or operate. */
export interface ProposeChangeRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  partnership: string;
  preset?: Preset;
  terms: PermissionEntry[];
  note: string;
  proposalExpiresAt?: bigint;
  termsExpireAt?: bigint;
  atLeast?: Position;
}

/** The answer to `proposeChange`. */
export interface ProposeChangeResponse {
  partnership: Partnership;
  position: Position;
}

/** Call 218, `disablePartnership`: a command; answered by partnership; scope admin or operate. */
export interface DisablePartnershipRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  partnership: string;
  atLeast?: Position;
}

/** The answer to `disablePartnership`. */
export interface DisablePartnershipResponse {
  partnership: Partnership;
  position: Position;
}

/** Call 219, `requestEnable`: a command; answered by partnership; scope admin or operate. */
export interface RequestEnableRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  partnership: string;
  atLeast?: Position;
}

/** The answer to `requestEnable`. */
export interface RequestEnableResponse {
  partnership: Partnership;
  position: Position;
}

/** Call 220, `confirmEnable`: a command; answered by partnership; scope admin or operate. */
export interface ConfirmEnableRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  partnership: string;
  atLeast?: Position;
}

/** The answer to `confirmEnable`. */
export interface ConfirmEnableResponse {
  partnership: Partnership;
  position: Position;
}

/** Call 221, `declineEnable`: a command; answered by partnership; scope admin or operate. */
export interface DeclineEnableRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  partnership: string;
  atLeast?: Position;
}

/** The answer to `declineEnable`. */
export interface DeclineEnableResponse {
  partnership: Partnership;
  position: Position;
}

/** Call 222, `cancelEnable`: a command; answered by partnership; scope admin or operate. */
export interface CancelEnableRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  partnership: string;
  atLeast?: Position;
}

/** The answer to `cancelEnable`. */
export interface CancelEnableResponse {
  partnership: Partnership;
  position: Position;
}

/** Call 223, `deletePartnership`: a command; answered by partnership; scope admin or operate. */
export interface DeletePartnershipRequest {
  actor: string;
  requestKey: string;
  expectedVersion: bigint;
  organization: string;
  partnership: string;
  confirmation: string;
  atLeast?: Position;
}

/** The answer to `deletePartnership`. */
export interface DeletePartnershipResponse {
  partnership: Partnership;
  confirmation: string;
  position: Position;
}

/** Call 231, `getPartnership`: a query; answered by partnership; scope read. */
export interface GetPartnershipRequest {
  partnership: string;
  organization: string;
  atLeast?: Position;
}

/** The answer to `getPartnership`. */
export interface GetPartnershipResponse {
  partnership: Partnership;
  position: Position;
}

/** Call 232, `findPartnership`: a query; answered by partnership; scope read. */
export interface FindPartnershipRequest {
  organization: string;
  with: string;
  atLeast?: Position;
}

/** The answer to `findPartnership`. */
export interface FindPartnershipResponse {
  partnership: Partnership;
  position: Position;
}

/** Call 233, `listPartnerships`: a query; answered by partnership; scope read. */
export interface ListPartnershipsRequest {
  organization: string;
  filter: PartnershipFilter;
  pageSize: number;
  pageToken: string;
  atLeast?: Position;
}

/** The answer to `listPartnerships`. */
export interface ListPartnershipsResponse {
  items: Partnership[];
  nextPageToken: string;
  position: Position;
}

/** Call 234, `partnershipHistory`: a query; answered by partnership; scope read. */
export interface PartnershipHistoryRequest {
  partnership: string;
  organization: string;
  pageSize: number;
  pageToken: string;
  atLeast?: Position;
}

/** The answer to `partnershipHistory`. */
export interface PartnershipHistoryResponse {
  items: PartnershipEvent[];
  nextPageToken: string;
  position: Position;
}

/** Call 235, `listNotifications`: a query; answered by partnership; scope read. */
export interface ListNotificationsRequest {
  organization: string;
  includeAcknowledged: boolean;
  pageSize: number;
  pageToken: string;
  atLeast?: Position;
}

/** The answer to `listNotifications`. */
export interface ListNotificationsResponse {
  items: Notification[];
  nextPageToken: string;
  position: Position;
}

/** Call 236, `acknowledgeNotification`: a command; answered by partnership; scope admin or operate. */
export interface AcknowledgeNotificationRequest {
  actor: string;
  requestKey: string;
  id: string;
  atLeast?: Position;
}

/** The answer to `acknowledgeNotification`. */
export interface AcknowledgeNotificationResponse {
  notification: Notification;
  position: Position;
}

/** Call 301, `check`: a query; answered by decision; scope check. */
export interface CheckRequest {
  actor: string;
  action: string;
  target: string;
  callContext?: CallContext;
  maxStalenessMillis?: bigint;
  atLeast?: Position;
}

/** The answer to `check`. */
export interface CheckResponse {
  verdict: Verdict;
  reason: Reason;
  ask?: string;
  level?: Level;
  partnership?: string;
  partnershipVersion?: bigint;
  position: Position;
}

/** Call 302, `checkBatch`: a query; answered by decision; scope check. */
export interface CheckBatchRequest {
  checks: CheckItem[];
  maxStalenessMillis?: bigint;
  atLeast?: Position;
}

/** The answer to `checkBatch`. */
export interface CheckBatchResponse {
  answers: CheckAnswer[];
  position: Position;
}

/** Call 303, `explain`: a query; answered by decision; scope check. */
export interface ExplainRequest {
  actor: string;
  action: string;
  target: string;
  callContext?: CallContext;
  audience?: string;
  maxStalenessMillis?: bigint;
  atLeast?: Position;
}

/** The answer to `explain`. */
export interface ExplainResponse {
  verdict: Verdict;
  reason: Reason;
  ask?: string;
  level?: Level;
  partnership?: string;
  partnershipVersion?: bigint;
  summary: string;
  remedies: string[];
  actorOrganization?: string;
  targetOrganization?: string;
  organizations?: OrganizationsGate;
  persons?: PersonsGate;
  audience?: string;
  position: Position;
}

/** Call 304, `effective`: a query; answered by decision; scope check. */
export interface EffectiveRequest {
  actor: string;
  target: string;
  callContext?: CallContext;
  maxStalenessMillis?: bigint;
  atLeast?: Position;
}

/** The answer to `effective`. */
export interface EffectiveResponse {
  answers: EffectiveAnswer[];
  position: Position;
}

/** Call 305, `checkContent`: a query; answered by decision; scope check. */
export interface CheckContentRequest {
  viewer: string;
  item: ContentItem;
  maxStalenessMillis?: bigint;
  atLeast?: Position;
}

/** The answer to `checkContent`. */
export interface CheckContentResponse {
  disclosure: Disclosure;
  role?: ListRole;
  reason: ContentReason;
  position: Position;
}

/** Call 306, `resolveSharing`: a query; answered by decision; scope check. */
export interface ResolveSharingRequest {
  author: string;
  contentType: ContentType;
  origin: ContentOrigin;
  option?: SharingOption;
  earlier?: SharingOption;
  maxStalenessMillis?: bigint;
  users: string[];
  teams: string[];
  atLeast?: Position;
}

/** The answer to `resolveSharing`. */
export interface ResolveSharingResponse {
  option: SharingOption;
  position: Position;
}

/** Call 307, `checkCapability`: a query; answered by decision; scope check. */
export interface CheckCapabilityRequest {
  user: string;
  capability: string;
  maxStalenessMillis?: bigint;
  atLeast?: Position;
}

/** The answer to `checkCapability`. */
export interface CheckCapabilityResponse {
  verdict: Verdict;
  reason: CapabilityReason;
  position: Position;
}

/** Call 308, `checkIntegration`: a query; answered by decision; scope check. */
export interface CheckIntegrationRequest {
  user: string;
  integration: string;
  maxStalenessMillis?: bigint;
  atLeast?: Position;
}

/** The answer to `checkIntegration`. */
export interface CheckIntegrationResponse {
  verdict: Verdict;
  reason: IntegrationReason;
  ask?: string;
  position: Position;
}

/** Call 309, `discover`: a query; answered by decision; scope check. */
export interface DiscoverRequest {
  viewer: string;
  prefix: string;
  limit: number;
  maxStalenessMillis?: bigint;
  atLeast?: Position;
}

/** The answer to `discover`. */
export interface DiscoverResponse {
  items: DiscoveredUser[];
  truncated: boolean;
  position: Position;
}

/** Call 310, `watch`: a stream; answered by decision; scope check. */
export interface WatchRequest {
  checks: CheckItem[];
  atLeast?: Position;
}

/** One item of the stream that answers `watch`. */
export interface WatchItem {
  answers: WatchedAnswer[];
  position: Position;
}

/** Call 311, `status`: a query; answered by decision; scope check. */
export interface StatusRequest {
  atLeast?: Position;
}

/** The answer to `status`. */
export interface StatusResponse {
  ready: boolean;
  instance: string;
  replicas: ReplicaStatus[];
  stalenessLimitMillis: bigint;
  organizations: bigint;
  users: bigint;
  partnerships: bigint;
  checks: bigint;
  cacheHits: bigint;
  cacheMisses: bigint;
  parked: bigint;
  position: Position;
}

/** The payload of an error frame. */
export interface Failure {
  code: FailureCode;
  message: string;
  details?: FailureDetails;
}

export interface Position {
  directoryEpoch: bigint;
  directory: bigint;
  partnershipEpoch: bigint;
  partnership: bigint;
}

export interface ReplicaStatus {
  source: string;
  connected: boolean;
  epoch: bigint;
  revision: bigint;
  head: bigint;
  ageMillis: bigint;
}

export interface Counter {
  name: string;
  value: bigint;
}

export interface Fact {
  organization?: Organization;
  user?: User;
  location?: Location;
  locationDeleted?: LocationKey;
  team?: Team;
  teamDeleted?: string;
  membership?: Membership;
  membershipDeleted?: MembershipKey;
  relationship?: Relationship;
  relationshipDeleted?: RelationshipKey;
  integration?: Integration;
  connection?: IntegrationConnection;
  connectionDeleted?: IntegrationConnection;
  interaction?: Interaction;
  defaults?: DefaultsFact;
  partnership?: PartnershipFact;
}

export interface Change {
  revision: bigint;
  digest: bigint;
  last: boolean;
  fact: Fact;
}

export interface Organization {
  id: string;
  name: string;
  emailDomains: string[];
  enterprisePermissions: boolean;
  relationshipPolicy: RelationshipPolicy;
  suspended: boolean;
  version: bigint;
  minimums: RightMinimum[];
  floors: InteractionFloor[];
  sharingPolicies: SharingPolicy[];
  syncedMode: SyncedMode;
  mailBodies: boolean;
  privateMeetings: boolean;
  privacyResets: bigint;
}

export interface StringList {
  values: string[];
}

export interface RightMinimum {
  right: string;
  level: Level;
}

export interface InteractionFloor {
  interaction: string;
  level: Level;
}

export interface User {
  id: string;
  organization: string;
  email: string;
  displayName: string;
  role: Role;
  location: string;
  vip: boolean;
  assistant: boolean;
  deactivated: boolean;
  privacy: Privacy;
  version: bigint;
}

export interface NewUser {
  id: string;
  organization: string;
  email: string;
  displayName: string;
  role?: Role;
  location?: string;
}

export interface Location {
  organization: string;
  id: string;
  name: string;
  fromSameLocation: Level;
  fromOtherLocations: Level;
  fromOutside: Level;
  version: bigint;
}

export interface TeamGrant {
  viewerSubgroup: string;
  ownerSubgroup: string;
  level: Level;
}

export interface Team {
  id: string;
  organization: string;
  name: string;
  kind: TeamKind;
  level: Level;
  subgroups: string[];
  grants: TeamGrant[];
  members: TeamMember[];
  memberCount: number;
  version: bigint;
}

export interface TeamGrantList {
  values: TeamGrant[];
}

export interface TeamMember {
  user: string;
  subgroup?: string;
  privacy: Privacy;
}

export interface Relationship {
  owner: string;
  viewer: string;
  level: Level;
  version: bigint;
}

export interface Integration {
  organization: string;
  id: string;
  kind: IntegrationKind;
  scope: IntegrationScope;
  enabled: boolean;
  teams: string[];
  version: bigint;
}

export interface IntegrationConnection {
  organization: string;
  integration: string;
  user: string;
}

export interface Event {
  sequence: bigint;
  at: bigint;
  actor: string;
  token: string;
  organization: string;
  call: string;
  subject: string;
  from: string;
  to: string;
  dropped: Relationship[];
  requestKey: string;
}

export interface Interaction {
  code: number;
  name: string;
  category: string;
  askAllowed: boolean;
  weCan: string;
  theyCan: string;
}

export interface DefaultTable {
  organization: string;
  table: PermissionEntry[];
  preset: Preset;
  version: bigint;
}

export interface PermissionEntry {
  interaction: string;
  outgoing?: PermissionState;
  incoming?: PermissionState;
}

export interface PresetTerms {
  preset: Preset;
  terms: PermissionEntry[];
  table: PermissionEntry[];
}

export interface Partnership {
  id: string;
  organization: string;
  partner: string;
  state: PartnershipState;
  version: bigint;
  terms: PermissionEntry[];
  preset: Preset;
  termsExpireAt?: bigint;
  open?: OpenRequest;
  needsAttention: boolean;
  awaitingApproval: boolean;
  createdAt: bigint;
  updatedAt: bigint;
}

export interface PartnershipEvent {
  partnership: string;
  version: bigint;
  at: bigint;
  actor: string;
  organization: string;
  action: PartnershipAction;
  from: PartnershipState;
  to: PartnershipState;
  terms: PermissionEntry[];
  note: string;
}

export interface Notification {
  id: string;
  organization: string;
  partnership: string;
  partner: string;
  action: PartnershipAction;
  needsAttention: boolean;
  at: bigint;
  acknowledged: boolean;
}

export interface CheckItem {
  actor: string;
  action: string;
  target: string;
  callContext?: CallContext;
}

export interface CheckAnswer {
  verdict: Verdict;
  reason: Reason;
  ask?: string;
  level?: Level;
  partnership?: string;
  partnershipVersion?: bigint;
}

export interface OrganizationsGate {
  reason: Reason;
  verdict?: Verdict;
  outgoing?: PermissionState;
  incoming?: PermissionState;
  partnership?: string;
  partnershipState?: PartnershipState;
  termsExpireAt?: bigint;
  terms?: PermissionState;
}

export interface PersonsGate {
  level: Level;
  required: Level;
  passed: boolean;
  sources: LevelSource[];
  sameOrganizationOnly: boolean;
}

export interface EffectiveAnswer {
  verdict: Verdict;
  reason: Reason;
  ask?: string;
  level?: Level;
  partnership?: string;
  partnershipVersion?: bigint;
  action: string;
}

export interface ContentItem {
  contentType: ContentType;
  author?: string;
  participants: string[];
  assignee?: string;
  sharing?: SharingOption;
  users: string[];
  teams: string[];
  private?: boolean;
  grants: ContentGrant[];
}

export interface DiscoveredUser {
  id: string;
  displayName: string;
  organization: string;
  email?: string;
}

export interface WatchedAnswer {
  index: number;
  answer: CheckAnswer;
}

export interface FailureDetails {
  currentVersion?: bigint;
  state?: string;
  retryAfterMillis?: bigint;
}

export interface LocationKey {
  organization: string;
  id: string;
}

export interface Membership {
  team: string;
  user: string;
  subgroup: string;
  privacy: Privacy;
}

export interface MembershipKey {
  team: string;
  user: string;
}

export interface RelationshipKey {
  owner: string;
  viewer: string;
}

export interface DefaultsFact {
  organization: string;
  incoming: bigint;
  outgoing: bigint;
}

export interface PartnershipFact {
  id: string;
  first: string;
  second: string;
  state: PartnershipState;
  version: bigint;
  forward: bigint;
  backward: bigint;
  termsExpireAt?: bigint;
}

export interface SharingPolicy {
  contentType: ContentType;
  offered: SharingOption[];
  fallback: SharingOption;
  reach: SharingReach;
}

export interface OpenRequest {
  kind: OpenKind;
  by: string;
  terms: PermissionEntry[];
  preset: Preset;
  note: string;
  expiresAt: bigint;
  termsExpireAt?: bigint;
}

export interface LevelSource {
  kind: LevelSourceKind;
  level: Level;
  id?: string;
  viewerSubgroup?: string;
  ownerSubgroup?: string;
  counted: boolean;
}

export interface ContentGrant {
  user?: string;
  team?: string;
  role: ListRole;
}

export interface Calls {
  hello: { request: Hello; response: Welcome };
  serverStatus: { request: ServerStatusRequest; response: ServerStatusResponse };
  createOrganization: { request: CreateOrganizationRequest; response: CreateOrganizationResponse };
  getOrganization: { request: GetOrganizationRequest; response: GetOrganizationResponse };
  listOrganizations: { request: ListOrganizationsRequest; response: ListOrganizationsResponse };
  updateOrganization: { request: UpdateOrganizationRequest; response: UpdateOrganizationResponse };
  suspendOrganization: { request: SuspendOrganizationRequest; response: SuspendOrganizationResponse };
  resumeOrganization: { request: ResumeOrganizationRequest; response: ResumeOrganizationResponse };
  setRightsMatrix: { request: SetRightsMatrixRequest; response: SetRightsMatrixResponse };
  setInteractionFloors: { request: SetInteractionFloorsRequest; response: SetInteractionFloorsResponse };
  createUser: { request: CreateUserRequest; response: CreateUserResponse };
  importUsers: { request: ImportUsersRequest; response: ImportUsersResponse };
  getUser: { request: GetUserRequest; response: GetUserResponse };
  findUser: { request: FindUserRequest; response: FindUserResponse };
  listUsers: { request: ListUsersRequest; response: ListUsersResponse };
  updateUser: { request: UpdateUserRequest; response: UpdateUserResponse };
  deactivateUser: { request: DeactivateUserRequest; response: DeactivateUserResponse };
  reactivateUser: { request: ReactivateUserRequest; response: ReactivateUserResponse };
  setPersonalPrivacy: { request: SetPersonalPrivacyRequest; response: SetPersonalPrivacyResponse };
  createLocation: { request: CreateLocationRequest; response: CreateLocationResponse };
  updateLocation: { request: UpdateLocationRequest; response: UpdateLocationResponse };
  deleteLocation: { request: DeleteLocationRequest; response: DeleteLocationResponse };
  listLocations: { request: ListLocationsRequest; response: ListLocationsResponse };
  createTeam: { request: CreateTeamRequest; response: CreateTeamResponse };
  updateTeam: { request: UpdateTeamRequest; response: UpdateTeamResponse };
  deleteTeam: { request: DeleteTeamRequest; response: DeleteTeamResponse };
  getTeam: { request: GetTeamRequest; response: GetTeamResponse };
  listTeams: { request: ListTeamsRequest; response: ListTeamsResponse };
  addTeamMembers: { request: AddTeamMembersRequest; response: AddTeamMembersResponse };
  removeTeamMembers: { request: RemoveTeamMembersRequest; response: RemoveTeamMembersResponse };
  setTeamPrivacy: { request: SetTeamPrivacyRequest; response: SetTeamPrivacyResponse };
  setRelationship: { request: SetRelationshipRequest; response: SetRelationshipResponse };
  relationshipOptions: { request: RelationshipOptionsRequest; response: RelationshipOptionsResponse };
  listRelationships: { request: ListRelationshipsRequest; response: ListRelationshipsResponse };
  setSharingPolicy: { request: SetSharingPolicyRequest; response: SetSharingPolicyResponse };
  setSyncedMode: { request: SetSyncedModeRequest; response: SetSyncedModeResponse };
  setSyncedLimits: { request: SetSyncedLimitsRequest; response: SetSyncedLimitsResponse };
  putIntegration: { request: PutIntegrationRequest; response: PutIntegrationResponse };
  connectIntegration: { request: ConnectIntegrationRequest; response: ConnectIntegrationResponse };
  disconnectIntegration: { request: DisconnectIntegrationRequest; response: DisconnectIntegrationResponse };
  listIntegrations: { request: ListIntegrationsRequest; response: ListIntegrationsResponse };
  listEvents: { request: ListEventsRequest; response: ListEventsResponse };
  listInteractions: { request: ListInteractionsRequest; response: ListInteractionsResponse };
  registerInteraction: { request: RegisterInteractionRequest; response: RegisterInteractionResponse };
  getDefaults: { request: GetDefaultsRequest; response: GetDefaultsResponse };
  setDefaults: { request: SetDefaultsRequest; response: SetDefaultsResponse };
  listPresets: { request: ListPresetsRequest; response: ListPresetsResponse };
  proposePartnership: { request: ProposePartnershipRequest; response: ProposePartnershipResponse };
  acceptProposal: { request: AcceptProposalRequest; response: AcceptProposalResponse };
  rejectProposal: { request: RejectProposalRequest; response: RejectProposalResponse };
  counterProposal: { request: CounterProposalRequest; response: CounterProposalResponse };
  reviseProposal: { request: ReviseProposalRequest; response: ReviseProposalResponse };
  withdrawProposal: { request: WithdrawProposalRequest; response: WithdrawProposalResponse };
  proposeChange: { request: ProposeChangeRequest; response: ProposeChangeResponse };
  disablePartnership: { request: DisablePartnershipRequest; response: DisablePartnershipResponse };
  requestEnable: { request: RequestEnableRequest; response: RequestEnableResponse };
  confirmEnable: { request: ConfirmEnableRequest; response: ConfirmEnableResponse };
  declineEnable: { request: DeclineEnableRequest; response: DeclineEnableResponse };
  cancelEnable: { request: CancelEnableRequest; response: CancelEnableResponse };
  deletePartnership: { request: DeletePartnershipRequest; response: DeletePartnershipResponse };
  getPartnership: { request: GetPartnershipRequest; response: GetPartnershipResponse };
  findPartnership: { request: FindPartnershipRequest; response: FindPartnershipResponse };
  listPartnerships: { request: ListPartnershipsRequest; response: ListPartnershipsResponse };
  partnershipHistory: { request: PartnershipHistoryRequest; response: PartnershipHistoryResponse };
  listNotifications: { request: ListNotificationsRequest; response: ListNotificationsResponse };
  acknowledgeNotification: { request: AcknowledgeNotificationRequest; response: AcknowledgeNotificationResponse };
  check: { request: CheckRequest; response: CheckResponse };
  checkBatch: { request: CheckBatchRequest; response: CheckBatchResponse };
  explain: { request: ExplainRequest; response: ExplainResponse };
  effective: { request: EffectiveRequest; response: EffectiveResponse };
  checkContent: { request: CheckContentRequest; response: CheckContentResponse };
  resolveSharing: { request: ResolveSharingRequest; response: ResolveSharingResponse };
  checkCapability: { request: CheckCapabilityRequest; response: CheckCapabilityResponse };
  checkIntegration: { request: CheckIntegrationRequest; response: CheckIntegrationResponse };
  discover: { request: DiscoverRequest; response: DiscoverResponse };
  status: { request: StatusRequest; response: StatusResponse };
}

export interface Streams {
  snapshot: { request: SnapshotRequest; response: SnapshotChunk };
  subscribe: { request: SubscribeRequest; response: FeedItem };
  watch: { request: WatchRequest; response: WatchItem };
}

export interface Messages {
  Hello: Hello;
  Welcome: Welcome;
  ServerStatusRequest: ServerStatusRequest;
  ServerStatusResponse: ServerStatusResponse;
  SnapshotRequest: SnapshotRequest;
  SnapshotChunk: SnapshotChunk;
  SubscribeRequest: SubscribeRequest;
  FeedItem: FeedItem;
  CreateOrganizationRequest: CreateOrganizationRequest;
  CreateOrganizationResponse: CreateOrganizationResponse;
  GetOrganizationRequest: GetOrganizationRequest;
  GetOrganizationResponse: GetOrganizationResponse;
  ListOrganizationsRequest: ListOrganizationsRequest;
  ListOrganizationsResponse: ListOrganizationsResponse;
  UpdateOrganizationRequest: UpdateOrganizationRequest;
  UpdateOrganizationResponse: UpdateOrganizationResponse;
  SuspendOrganizationRequest: SuspendOrganizationRequest;
  SuspendOrganizationResponse: SuspendOrganizationResponse;
  ResumeOrganizationRequest: ResumeOrganizationRequest;
  ResumeOrganizationResponse: ResumeOrganizationResponse;
  SetRightsMatrixRequest: SetRightsMatrixRequest;
  SetRightsMatrixResponse: SetRightsMatrixResponse;
  SetInteractionFloorsRequest: SetInteractionFloorsRequest;
  SetInteractionFloorsResponse: SetInteractionFloorsResponse;
  CreateUserRequest: CreateUserRequest;
  CreateUserResponse: CreateUserResponse;
  ImportUsersRequest: ImportUsersRequest;
  ImportUsersResponse: ImportUsersResponse;
  GetUserRequest: GetUserRequest;
  GetUserResponse: GetUserResponse;
  FindUserRequest: FindUserRequest;
  FindUserResponse: FindUserResponse;
  ListUsersRequest: ListUsersRequest;
  ListUsersResponse: ListUsersResponse;
  UpdateUserRequest: UpdateUserRequest;
  UpdateUserResponse: UpdateUserResponse;
  DeactivateUserRequest: DeactivateUserRequest;
  DeactivateUserResponse: DeactivateUserResponse;
  ReactivateUserRequest: ReactivateUserRequest;
  ReactivateUserResponse: ReactivateUserResponse;
  SetPersonalPrivacyRequest: SetPersonalPrivacyRequest;
  SetPersonalPrivacyResponse: SetPersonalPrivacyResponse;
  CreateLocationRequest: CreateLocationRequest;
  CreateLocationResponse: CreateLocationResponse;
  UpdateLocationRequest: UpdateLocationRequest;
  UpdateLocationResponse: UpdateLocationResponse;
  DeleteLocationRequest: DeleteLocationRequest;
  DeleteLocationResponse: DeleteLocationResponse;
  ListLocationsRequest: ListLocationsRequest;
  ListLocationsResponse: ListLocationsResponse;
  CreateTeamRequest: CreateTeamRequest;
  CreateTeamResponse: CreateTeamResponse;
  UpdateTeamRequest: UpdateTeamRequest;
  UpdateTeamResponse: UpdateTeamResponse;
  DeleteTeamRequest: DeleteTeamRequest;
  DeleteTeamResponse: DeleteTeamResponse;
  GetTeamRequest: GetTeamRequest;
  GetTeamResponse: GetTeamResponse;
  ListTeamsRequest: ListTeamsRequest;
  ListTeamsResponse: ListTeamsResponse;
  AddTeamMembersRequest: AddTeamMembersRequest;
  AddTeamMembersResponse: AddTeamMembersResponse;
  RemoveTeamMembersRequest: RemoveTeamMembersRequest;
  RemoveTeamMembersResponse: RemoveTeamMembersResponse;
  SetTeamPrivacyRequest: SetTeamPrivacyRequest;
  SetTeamPrivacyResponse: SetTeamPrivacyResponse;
  SetRelationshipRequest: SetRelationshipRequest;
  SetRelationshipResponse: SetRelationshipResponse;
  RelationshipOptionsRequest: RelationshipOptionsRequest;
  RelationshipOptionsResponse: RelationshipOptionsResponse;
  ListRelationshipsRequest: ListRelationshipsRequest;
  ListRelationshipsResponse: ListRelationshipsResponse;
  SetSharingPolicyRequest: SetSharingPolicyRequest;
  SetSharingPolicyResponse: SetSharingPolicyResponse;
  SetSyncedModeRequest: SetSyncedModeRequest;
  SetSyncedModeResponse: SetSyncedModeResponse;
  SetSyncedLimitsRequest: SetSyncedLimitsRequest;
  SetSyncedLimitsResponse: SetSyncedLimitsResponse;
  PutIntegrationRequest: PutIntegrationRequest;
  PutIntegrationResponse: PutIntegrationResponse;
  ConnectIntegrationRequest: ConnectIntegrationRequest;
  ConnectIntegrationResponse: ConnectIntegrationResponse;
  DisconnectIntegrationRequest: DisconnectIntegrationRequest;
  DisconnectIntegrationResponse: DisconnectIntegrationResponse;
  ListIntegrationsRequest: ListIntegrationsRequest;
  ListIntegrationsResponse: ListIntegrationsResponse;
  ListEventsRequest: ListEventsRequest;
  ListEventsResponse: ListEventsResponse;
  ListInteractionsRequest: ListInteractionsRequest;
  ListInteractionsResponse: ListInteractionsResponse;
  RegisterInteractionRequest: RegisterInteractionRequest;
  RegisterInteractionResponse: RegisterInteractionResponse;
  GetDefaultsRequest: GetDefaultsRequest;
  GetDefaultsResponse: GetDefaultsResponse;
  SetDefaultsRequest: SetDefaultsRequest;
  SetDefaultsResponse: SetDefaultsResponse;
  ListPresetsRequest: ListPresetsRequest;
  ListPresetsResponse: ListPresetsResponse;
  ProposePartnershipRequest: ProposePartnershipRequest;
  ProposePartnershipResponse: ProposePartnershipResponse;
  AcceptProposalRequest: AcceptProposalRequest;
  AcceptProposalResponse: AcceptProposalResponse;
  RejectProposalRequest: RejectProposalRequest;
  RejectProposalResponse: RejectProposalResponse;
  CounterProposalRequest: CounterProposalRequest;
  CounterProposalResponse: CounterProposalResponse;
  ReviseProposalRequest: ReviseProposalRequest;
  ReviseProposalResponse: ReviseProposalResponse;
  WithdrawProposalRequest: WithdrawProposalRequest;
  WithdrawProposalResponse: WithdrawProposalResponse;
  ProposeChangeRequest: ProposeChangeRequest;
  ProposeChangeResponse: ProposeChangeResponse;
  DisablePartnershipRequest: DisablePartnershipRequest;
  DisablePartnershipResponse: DisablePartnershipResponse;
  RequestEnableRequest: RequestEnableRequest;
  RequestEnableResponse: RequestEnableResponse;
  ConfirmEnableRequest: ConfirmEnableRequest;
  ConfirmEnableResponse: ConfirmEnableResponse;
  DeclineEnableRequest: DeclineEnableRequest;
  DeclineEnableResponse: DeclineEnableResponse;
  CancelEnableRequest: CancelEnableRequest;
  CancelEnableResponse: CancelEnableResponse;
  DeletePartnershipRequest: DeletePartnershipRequest;
  DeletePartnershipResponse: DeletePartnershipResponse;
  GetPartnershipRequest: GetPartnershipRequest;
  GetPartnershipResponse: GetPartnershipResponse;
  FindPartnershipRequest: FindPartnershipRequest;
  FindPartnershipResponse: FindPartnershipResponse;
  ListPartnershipsRequest: ListPartnershipsRequest;
  ListPartnershipsResponse: ListPartnershipsResponse;
  PartnershipHistoryRequest: PartnershipHistoryRequest;
  PartnershipHistoryResponse: PartnershipHistoryResponse;
  ListNotificationsRequest: ListNotificationsRequest;
  ListNotificationsResponse: ListNotificationsResponse;
  AcknowledgeNotificationRequest: AcknowledgeNotificationRequest;
  AcknowledgeNotificationResponse: AcknowledgeNotificationResponse;
  CheckRequest: CheckRequest;
  CheckResponse: CheckResponse;
  CheckBatchRequest: CheckBatchRequest;
  CheckBatchResponse: CheckBatchResponse;
  ExplainRequest: ExplainRequest;
  ExplainResponse: ExplainResponse;
  EffectiveRequest: EffectiveRequest;
  EffectiveResponse: EffectiveResponse;
  CheckContentRequest: CheckContentRequest;
  CheckContentResponse: CheckContentResponse;
  ResolveSharingRequest: ResolveSharingRequest;
  ResolveSharingResponse: ResolveSharingResponse;
  CheckCapabilityRequest: CheckCapabilityRequest;
  CheckCapabilityResponse: CheckCapabilityResponse;
  CheckIntegrationRequest: CheckIntegrationRequest;
  CheckIntegrationResponse: CheckIntegrationResponse;
  DiscoverRequest: DiscoverRequest;
  DiscoverResponse: DiscoverResponse;
  WatchRequest: WatchRequest;
  WatchItem: WatchItem;
  StatusRequest: StatusRequest;
  StatusResponse: StatusResponse;
  Failure: Failure;
  Position: Position;
  ReplicaStatus: ReplicaStatus;
  Counter: Counter;
  Fact: Fact;
  Change: Change;
  Organization: Organization;
  StringList: StringList;
  RightMinimum: RightMinimum;
  InteractionFloor: InteractionFloor;
  User: User;
  NewUser: NewUser;
  Location: Location;
  TeamGrant: TeamGrant;
  Team: Team;
  TeamGrantList: TeamGrantList;
  TeamMember: TeamMember;
  Relationship: Relationship;
  Integration: Integration;
  IntegrationConnection: IntegrationConnection;
  Event: Event;
  Interaction: Interaction;
  DefaultTable: DefaultTable;
  PermissionEntry: PermissionEntry;
  PresetTerms: PresetTerms;
  Partnership: Partnership;
  PartnershipEvent: PartnershipEvent;
  Notification: Notification;
  CheckItem: CheckItem;
  CheckAnswer: CheckAnswer;
  OrganizationsGate: OrganizationsGate;
  PersonsGate: PersonsGate;
  EffectiveAnswer: EffectiveAnswer;
  ContentItem: ContentItem;
  DiscoveredUser: DiscoveredUser;
  WatchedAnswer: WatchedAnswer;
  FailureDetails: FailureDetails;
  LocationKey: LocationKey;
  Membership: Membership;
  MembershipKey: MembershipKey;
  RelationshipKey: RelationshipKey;
  DefaultsFact: DefaultsFact;
  PartnershipFact: PartnershipFact;
  SharingPolicy: SharingPolicy;
  OpenRequest: OpenRequest;
  LevelSource: LevelSource;
  ContentGrant: ContentGrant;
}

/** The words of each enumeration, by number. */
export const words: {
  RelationshipPolicy: RelationshipPolicy[];
  Role: Role[];
  Privacy: Privacy[];
  Level: Level[];
  TeamKind: TeamKind[];
  ContentType: ContentType[];
  SharingOption: SharingOption[];
  SharingReach: SharingReach[];
  SyncedMode: SyncedMode[];
  PrivacyReturn: PrivacyReturn[];
  IntegrationKind: IntegrationKind[];
  IntegrationScope: IntegrationScope[];
  Preset: Preset[];
  PartnershipFilter: PartnershipFilter[];
  CallContext: CallContext[];
  Verdict: Verdict[];
  Reason: Reason[];
  Disclosure: Disclosure[];
  ListRole: ListRole[];
  ContentReason: ContentReason[];
  ContentOrigin: ContentOrigin[];
  CapabilityReason: CapabilityReason[];
  IntegrationReason: IntegrationReason[];
  FailureCode: FailureCode[];
  PermissionState: PermissionState[];
  PartnershipState: PartnershipState[];
  PartnershipAction: PartnershipAction[];
  OpenKind: OpenKind[];
  LevelSourceKind: LevelSourceKind[];
  Scope: Scope[];
};
