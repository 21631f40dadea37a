"""The messages and words of Entente, made from `entente.proto` by `Protocol/clients/generate`."""
from __future__ import annotations

from typing import List, Optional

from .wire import Call, Message, Request, Word, register


class RelationshipPolicy(Word):
    UNSPECIFIED = 0
    EXTEND_AND_RESTRICT = 1
    EXTEND_ONLY = 2


class Role(Word):
    UNSPECIFIED = 0
    MEMBER = 1
    ADMIN = 2
    ENTERPRISE_ADMIN = 3


class Privacy(Word):
    UNSPECIFIED = 0
    HIDE_ALL = 1
    SUBJECTS_ONLY = 2
    SHOW_ALL = 3


class Level(Word):
    UNSPECIFIED = 0
    BLOCKED = 1
    UNKNOWN = 2
    EXTERNAL = 3
    FORWARDING_PARTICIPANT = 4
    FORWARDER = 5
    EMPLOYEE = 6
    TEAM_COLLEAGUE = 7
    ASSISTANT = 8
    ASSISTANT_PLUS = 9


class TeamKind(Word):
    UNSPECIFIED = 0
    WORK = 1
    MONITORING = 2


class ContentType(Word):
    UNSPECIFIED = 0
    SYNCED_MAIL = 1
    SYNCED_MEETING = 2
    MEETING_NOTE = 3
    NOTE = 4
    LOGGED_INTERACTION = 5
    FILE = 6
    REMINDER = 7
    LIST = 8


class SharingOption(Word):
    UNSPECIFIED = 0
    EVERYONE = 1
    TEAMS_AND_USERS = 2
    ONLY_YOU = 3


class SharingReach(Word):
    UNSPECIFIED = 0
    ANY = 1
    OWN = 2


class SyncedMode(Word):
    UNSPECIFIED = 0
    EVERYONE = 1
    TEAMS_ONLY = 2


class PrivacyReturn(Word):
    UNSPECIFIED = 0
    RESTORE = 1
    HIDE_ALL = 2


class IntegrationKind(Word):
    UNSPECIFIED = 0
    IDENTITY = 1
    STORAGE = 2
    ASSISTANT = 3
    CALENDAR = 4
    CHAT = 5
    FILES = 6
    OTHER = 7


class IntegrationScope(Word):
    UNSPECIFIED = 0
    ORGANIZATION = 1
    INDIVIDUAL = 2


class Preset(Word):
    UNSPECIFIED = 0
    FULL = 1
    LIMITED = 2
    RESTRICTED = 3
    CUSTOM = 4


class PartnershipFilter(Word):
    UNSPECIFIED = 0
    ALL = 1
    NEEDS_ATTENTION = 2
    AWAITING_APPROVAL = 3
    ENABLED = 4


class CallContext(Word):
    UNSPECIFIED = 0
    FORWARDING_PARTICIPANT = 1
    FORWARDER = 2


class Verdict(Word):
    UNSPECIFIED = 0
    DENY = 1
    ASK = 2
    ALLOW = 3


class Reason(Word):
    UNSPECIFIED = 0
    UNKNOWN_ACTOR = 1
    UNKNOWN_TARGET = 2
    ACTOR_DEACTIVATED = 3
    TARGET_DEACTIVATED = 4
    ACTOR_ORGANIZATION_SUSPENDED = 5
    TARGET_ORGANIZATION_SUSPENDED = 6
    SELF = 7
    RELATIONSHIP = 8
    RELATIONSHIP_TOO_LOW = 9
    SAME_ORGANIZATION_ONLY = 10
    SAME_ORGANIZATION = 11
    PARTNERSHIP = 12
    DEFAULTS = 13
    BLOCKED = 14


class Disclosure(Word):
    UNSPECIFIED = 0
    NONE = 1
    METADATA = 2
    SUBJECT = 3
    FULL = 4


class ListRole(Word):
    UNSPECIFIED = 0
    VIEWER = 1
    EDITOR = 2
    OWNER = 3


class ContentReason(Word):
    UNSPECIFIED = 0
    UNKNOWN_VIEWER = 1
    UNKNOWN_AUTHOR = 2
    VIEWER_DEACTIVATED = 3
    ORGANIZATION_SUSPENDED = 4
    OTHER_ORGANIZATION = 5
    AUTHOR = 6
    SHARED_WITH_EVERYONE = 7
    NAMED = 8
    PARTICIPANT = 9
    ASSIGNEE = 10
    ENTERPRISE_ADMIN = 11
    GRANT = 12
    NOT_SHARED = 13
    NO_PARTICIPANT = 14
    PRIVATE_MEETING = 15
    MAIL_BODIES_OFF = 16
    PERSONAL_PRIVACY = 17
    TEAM_PRIVACY = 18
    NO_SHARED_TEAM = 19


class ContentOrigin(Word):
    UNSPECIFIED = 0
    USER = 1
    API = 2
    NOTE_IMPORT = 3
    FILE_UPLOAD = 4
    REMINDER_TRIGGER = 5
    MAIL_BOT = 6


class CapabilityReason(Word):
    UNSPECIFIED = 0
    ROLE = 1
    ROLE_TOO_LOW = 2
    ENTERPRISE_PERMISSIONS = 3
    USER_DEACTIVATED = 4
    ORGANIZATION_SUSPENDED = 5


class IntegrationReason(Word):
    UNSPECIFIED = 0
    ORGANIZATION_WIDE = 1
    CONNECTED = 2
    CONNECT_FIRST = 3
    INTEGRATION_OFF = 4
    NOT_IN_AUDIENCE = 5
    USER_DEACTIVATED = 6
    ORGANIZATION_SUSPENDED = 7


class FailureCode(Word):
    UNSPECIFIED = 0
    INVALID_ARGUMENT = 1
    UNAUTHENTICATED = 2
    PERMISSION_DENIED = 3
    NOT_FOUND = 4
    ALREADY_EXISTS = 5
    CONFLICT = 6
    FAILED_PRECONDITION = 7
    RESOURCE_EXHAUSTED = 8
    UNAVAILABLE = 9
    DEADLINE_EXCEEDED = 10
    UNIMPLEMENTED = 11
    INTERNAL = 12


class PermissionState(Word):
    UNSPECIFIED = 0
    DENY = 1
    ASK = 2
    ALLOW = 3


class PartnershipState(Word):
    UNSPECIFIED = 0
    PROPOSED = 1
    ENABLED = 2
    DISABLED = 3
    REJECTED = 4
    WITHDRAWN = 5
    LAPSED = 6
    DELETED = 7


class PartnershipAction(Word):
    UNSPECIFIED = 0
    PROPOSED = 1
    ACCEPTED = 2
    REJECTED = 3
    COUNTERED = 4
    REVISED = 5
    WITHDRAWN = 6
    CHANGE_PROPOSED = 7
    DISABLED = 8
    ENABLE_REQUESTED = 9
    ENABLE_CONFIRMED = 10
    ENABLE_DECLINED = 11
    ENABLE_CANCELLED = 12
    DELETED = 13
    LAPSED = 14
    TERMS_EXPIRED = 15


class OpenKind(Word):
    UNSPECIFIED = 0
    PROPOSAL = 1
    CHANGE = 2
    ENABLE_REQUEST = 3


class LevelSourceKind(Word):
    UNSPECIFIED = 0
    INDIVIDUAL = 1
    VIP = 2
    LOCATION = 3
    WORK_TEAM = 4
    MONITORING_TEAM = 5
    ASSISTANT = 6
    CALL_CONTEXT = 7


class Scope(Word):
    UNSPECIFIED = 0
    CHECK = 1
    READ = 2
    ADMIN = 3
    OPERATE = 4
    REPLICATE = 5


class Hello(Request):
    """Call 1, `hello`: a query; answered by directory, partnership, decision; any token."""
    CALL = Call(1, "hello", "query", ('directory', 'partnership', 'decision'), "Welcome")
    __slots__ = ("protocol_versions", "client", "token",)
    TABLE = (
        "1 protocol_versions uint32*",
        "2 client string",
        "3 token string",
    )
    protocol_versions: List[int]
    client: str
    token: str


class Welcome(Message):
    """The answer to `hello`."""
    __slots__ = ("protocol_version", "service", "instance", "maximum_frame", "heartbeat_millis", "takes_traces", "position",)
    TABLE = (
        "1 protocol_version uint32",
        "2 service string",
        "3 instance string",
        "4 maximum_frame uint32",
        "5 heartbeat_millis uint32",
        "6 takes_traces bool",
        "15 position Position",
    )
    protocol_version: int
    service: str
    instance: str
    maximum_frame: int
    heartbeat_millis: int
    takes_traces: bool
    position: Position


class ServerStatusRequest(Request):
    """Call 2, `serverStatus`: a query; answered by directory, partnership, decision; any token."""
    CALL = Call(2, "serverStatus", "query", ('directory', 'partnership', 'decision'), "ServerStatusResponse")
    __slots__ = ()
    TABLE = (
    )


class ServerStatusResponse(Message):
    """The answer to `serverStatus`."""
    __slots__ = ("service", "version", "instance", "uptime_millis", "ready", "replicas", "counters", "wall_millis", "position",)
    TABLE = (
        "1 service string",
        "2 version string",
        "3 instance string",
        "4 uptime_millis int64",
        "5 ready bool",
        "6 replicas ReplicaStatus*",
        "7 counters Counter*",
        "8 wall_millis int64",
        "15 position Position",
    )
    service: str
    version: str
    instance: str
    uptime_millis: int
    ready: bool
    replicas: List[ReplicaStatus]
    counters: List[Counter]
    wall_millis: int
    position: Position


class SnapshotRequest(Request):
    """Call 3, `snapshot`: a stream; answered by directory, partnership; scope replicate."""
    CALL = Call(3, "snapshot", "stream", ('directory', 'partnership'), "SnapshotChunk")
    __slots__ = ()
    TABLE = (
    )


class SnapshotChunk(Message):
    """One item of the stream that answers `snapshot`."""
    __slots__ = ("epoch", "revision", "digest", "facts", "done",)
    TABLE = (
        "1 epoch uint64",
        "2 revision uint64",
        "3 digest uint64",
        "4 facts Fact*",
        "5 done bool",
    )
    epoch: int
    revision: int
    digest: int
    facts: List[Fact]
    done: bool


class SubscribeRequest(Request):
    """Call 4, `subscribe`: a stream; answered by directory, partnership; scope replicate."""
    CALL = Call(4, "subscribe", "stream", ('directory', 'partnership'), "FeedItem")
    __slots__ = ("epoch", "after", "digest",)
    TABLE = (
        "1 epoch uint64",
        "2 after uint64",
        "3 digest uint64",
    )
    epoch: int
    after: int
    digest: int


class FeedItem(Message):
    """One item of the stream that answers `subscribe`."""
    __slots__ = ("changes", "head", "sent_at",)
    TABLE = (
        "1 changes Change*",
        "2 head uint64",
        "3 sent_at int64",
    )
    changes: List[Change]
    head: int
    sent_at: int


class CreateOrganizationRequest(Request):
    """Call 101, `createOrganization`: a command; answered by directory; scope operate."""
    CALL = Call(101, "createOrganization", "command", ('directory',), "CreateOrganizationResponse")
    __slots__ = ("actor", "request_key", "id", "name", "email_domains",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "4 id string",
        "5 name string",
        "6 email_domains string*",
    )
    actor: str
    request_key: str
    id: str
    name: str
    email_domains: List[str]


class CreateOrganizationResponse(Message):
    """The answer to `createOrganization`."""
    __slots__ = ("organization", "position",)
    TABLE = (
        "1 organization Organization",
        "15 position Position",
    )
    organization: Organization
    position: Position


class GetOrganizationRequest(Request):
    """Call 102, `getOrganization`: a query; answered by directory; scope read."""
    CALL = Call(102, "getOrganization", "query", ('directory',), "GetOrganizationResponse")
    __slots__ = ("id",)
    TABLE = (
        "1 id string",
    )
    id: str


class GetOrganizationResponse(Message):
    """The answer to `getOrganization`."""
    __slots__ = ("organization", "position",)
    TABLE = (
        "1 organization Organization",
        "15 position Position",
    )
    organization: Organization
    position: Position


class ListOrganizationsRequest(Request):
    """Call 103, `listOrganizations`: a query; answered by directory; scope read."""
    CALL = Call(103, "listOrganizations", "query", ('directory',), "ListOrganizationsResponse")
    __slots__ = ("page_size", "page_token",)
    TABLE = (
        "13 page_size int32",
        "14 page_token string",
    )
    page_size: int
    page_token: str


class ListOrganizationsResponse(Message):
    """The answer to `listOrganizations`."""
    __slots__ = ("items", "next_page_token", "position",)
    TABLE = (
        "1 items Organization*",
        "14 next_page_token string",
        "15 position Position",
    )
    items: List[Organization]
    next_page_token: str
    position: Position


class UpdateOrganizationRequest(Request):
    """Call 104, `updateOrganization`: a command; answered by directory; scope admin or operate."""
    CALL = Call(104, "updateOrganization", "command", ('directory',), "UpdateOrganizationResponse")
    __slots__ = ("actor", "request_key", "expected_version", "id", "name", "email_domains", "enterprise_permissions", "relationship_policy",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 id string",
        "5 name string?",
        "6 email_domains StringList?",
        "7 enterprise_permissions bool?",
        "8 relationship_policy RelationshipPolicy?",
    )
    actor: str
    request_key: str
    expected_version: int
    id: str
    name: Optional[str]
    email_domains: Optional[StringList]
    enterprise_permissions: Optional[bool]
    relationship_policy: Optional[RelationshipPolicy]


class UpdateOrganizationResponse(Message):
    """The answer to `updateOrganization`."""
    __slots__ = ("organization", "position",)
    TABLE = (
        "1 organization Organization",
        "15 position Position",
    )
    organization: Organization
    position: Position


class SuspendOrganizationRequest(Request):
    """Call 105, `suspendOrganization`: a command; answered by directory; scope operate."""
    CALL = Call(105, "suspendOrganization", "command", ('directory',), "SuspendOrganizationResponse")
    __slots__ = ("actor", "request_key", "expected_version", "id",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 id string",
    )
    actor: str
    request_key: str
    expected_version: int
    id: str


class SuspendOrganizationResponse(Message):
    """The answer to `suspendOrganization`."""
    __slots__ = ("organization", "position",)
    TABLE = (
        "1 organization Organization",
        "15 position Position",
    )
    organization: Organization
    position: Position


class ResumeOrganizationRequest(Request):
    """Call 106, `resumeOrganization`: a command; answered by directory; scope operate."""
    CALL = Call(106, "resumeOrganization", "command", ('directory',), "ResumeOrganizationResponse")
    __slots__ = ("actor", "request_key", "expected_version", "id",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 id string",
    )
    actor: str
    request_key: str
    expected_version: int
    id: str


class ResumeOrganizationResponse(Message):
    """The answer to `resumeOrganization`."""
    __slots__ = ("organization", "position",)
    TABLE = (
        "1 organization Organization",
        "15 position Position",
    )
    organization: Organization
    position: Position


class SetRightsMatrixRequest(Request):
    """Call 107, `setRightsMatrix`: a command; answered by directory; scope admin or operate."""
    CALL = Call(107, "setRightsMatrix", "command", ('directory',), "SetRightsMatrixResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "minimums",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 minimums RightMinimum*",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    minimums: List[RightMinimum]


class SetRightsMatrixResponse(Message):
    """The answer to `setRightsMatrix`."""
    __slots__ = ("organization", "position",)
    TABLE = (
        "1 organization Organization",
        "15 position Position",
    )
    organization: Organization
    position: Position


class SetInteractionFloorsRequest(Request):
    """Call 108, `setInteractionFloors`: a command; answered by directory; scope admin or operate."""
    CALL = Call(108, "setInteractionFloors", "command", ('directory',), "SetInteractionFloorsResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "floors",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 floors InteractionFloor*",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    floors: List[InteractionFloor]


class SetInteractionFloorsResponse(Message):
    """The answer to `setInteractionFloors`."""
    __slots__ = ("organization", "position",)
    TABLE = (
        "1 organization Organization",
        "15 position Position",
    )
    organization: Organization
    position: Position


class CreateUserRequest(Request):
    """Call 111, `createUser`: a command; answered by directory; scope admin or operate."""
    CALL = Call(111, "createUser", "command", ('directory',), "CreateUserResponse")
    __slots__ = ("actor", "request_key", "id", "organization", "email", "display_name", "role", "location",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "4 id string",
        "5 organization string",
        "6 email string",
        "7 display_name string",
        "8 role Role?",
        "9 location string?",
    )
    actor: str
    request_key: str
    id: str
    organization: str
    email: str
    display_name: str
    role: Optional[Role]
    location: Optional[str]


class CreateUserResponse(Message):
    """The answer to `createUser`."""
    __slots__ = ("user", "position",)
    TABLE = (
        "1 user User",
        "15 position Position",
    )
    user: User
    position: Position


class ImportUsersRequest(Request):
    """Call 112, `importUsers`: a command; answered by directory; scope admin or operate."""
    CALL = Call(112, "importUsers", "command", ('directory',), "ImportUsersResponse")
    __slots__ = ("actor", "request_key", "users",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "4 users NewUser*",
    )
    actor: str
    request_key: str
    users: List[NewUser]


class ImportUsersResponse(Message):
    """The answer to `importUsers`."""
    __slots__ = ("users", "position",)
    TABLE = (
        "1 users User*",
        "15 position Position",
    )
    users: List[User]
    position: Position


class GetUserRequest(Request):
    """Call 113, `getUser`: a query; answered by directory; scope read."""
    CALL = Call(113, "getUser", "query", ('directory',), "GetUserResponse")
    __slots__ = ("id",)
    TABLE = (
        "1 id string",
    )
    id: str


class GetUserResponse(Message):
    """The answer to `getUser`."""
    __slots__ = ("user", "position",)
    TABLE = (
        "1 user User",
        "15 position Position",
    )
    user: User
    position: Position


class FindUserRequest(Request):
    """Call 114, `findUser`: a query; answered by directory; scope read."""
    CALL = Call(114, "findUser", "query", ('directory',), "FindUserResponse")
    __slots__ = ("email",)
    TABLE = (
        "1 email string",
    )
    email: str


class FindUserResponse(Message):
    """The answer to `findUser`."""
    __slots__ = ("user", "position",)
    TABLE = (
        "1 user User",
        "15 position Position",
    )
    user: User
    position: Position


class ListUsersRequest(Request):
    """Call 115, `listUsers`: a query; answered by directory; scope read."""
    CALL = Call(115, "listUsers", "query", ('directory',), "ListUsersResponse")
    __slots__ = ("organization", "page_size", "page_token",)
    TABLE = (
        "1 organization string",
        "13 page_size int32",
        "14 page_token string",
    )
    organization: str
    page_size: int
    page_token: str


class ListUsersResponse(Message):
    """The answer to `listUsers`."""
    __slots__ = ("items", "next_page_token", "position",)
    TABLE = (
        "1 items User*",
        "14 next_page_token string",
        "15 position Position",
    )
    items: List[User]
    next_page_token: str
    position: Position


class UpdateUserRequest(Request):
    """Call 116, `updateUser`: a command; answered by directory; scope admin or operate."""
    CALL = Call(116, "updateUser", "command", ('directory',), "UpdateUserResponse")
    __slots__ = ("actor", "request_key", "expected_version", "id", "email", "display_name", "role", "location", "vip", "assistant",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 id string",
        "5 email string?",
        "6 display_name string?",
        "7 role Role?",
        "8 location string?",
        "9 vip bool?",
        "10 assistant bool?",
    )
    actor: str
    request_key: str
    expected_version: int
    id: str
    email: Optional[str]
    display_name: Optional[str]
    role: Optional[Role]
    location: Optional[str]
    vip: Optional[bool]
    assistant: Optional[bool]


class UpdateUserResponse(Message):
    """The answer to `updateUser`."""
    __slots__ = ("user", "position",)
    TABLE = (
        "1 user User",
        "15 position Position",
    )
    user: User
    position: Position


class DeactivateUserRequest(Request):
    """Call 117, `deactivateUser`: a command; answered by directory; scope admin or operate."""
    CALL = Call(117, "deactivateUser", "command", ('directory',), "DeactivateUserResponse")
    __slots__ = ("actor", "request_key", "expected_version", "id",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 id string",
    )
    actor: str
    request_key: str
    expected_version: int
    id: str


class DeactivateUserResponse(Message):
    """The answer to `deactivateUser`."""
    __slots__ = ("user", "position",)
    TABLE = (
        "1 user User",
        "15 position Position",
    )
    user: User
    position: Position


class ReactivateUserRequest(Request):
    """Call 118, `reactivateUser`: a command; answered by directory; scope admin or operate."""
    CALL = Call(118, "reactivateUser", "command", ('directory',), "ReactivateUserResponse")
    __slots__ = ("actor", "request_key", "expected_version", "id",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 id string",
    )
    actor: str
    request_key: str
    expected_version: int
    id: str


class ReactivateUserResponse(Message):
    """The answer to `reactivateUser`."""
    __slots__ = ("user", "position",)
    TABLE = (
        "1 user User",
        "15 position Position",
    )
    user: User
    position: Position


class SetPersonalPrivacyRequest(Request):
    """Call 119, `setPersonalPrivacy`: a command; answered by directory; scope admin or operate."""
    CALL = Call(119, "setPersonalPrivacy", "command", ('directory',), "SetPersonalPrivacyResponse")
    __slots__ = ("actor", "request_key", "expected_version", "user", "privacy",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 user string",
        "5 privacy Privacy",
    )
    actor: str
    request_key: str
    expected_version: int
    user: str
    privacy: Privacy


class SetPersonalPrivacyResponse(Message):
    """The answer to `setPersonalPrivacy`."""
    __slots__ = ("user", "position",)
    TABLE = (
        "1 user User",
        "15 position Position",
    )
    user: User
    position: Position


class CreateLocationRequest(Request):
    """Call 121, `createLocation`: a command; answered by directory; scope admin or operate."""
    CALL = Call(121, "createLocation", "command", ('directory',), "CreateLocationResponse")
    __slots__ = ("actor", "request_key", "id", "organization", "name", "from_same_location", "from_other_locations", "from_outside",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "4 id string",
        "5 organization string",
        "6 name string",
        "7 from_same_location Level",
        "8 from_other_locations Level",
        "9 from_outside Level",
    )
    actor: str
    request_key: str
    id: str
    organization: str
    name: str
    from_same_location: Level
    from_other_locations: Level
    from_outside: Level


class CreateLocationResponse(Message):
    """The answer to `createLocation`."""
    __slots__ = ("location", "position",)
    TABLE = (
        "1 location Location",
        "15 position Position",
    )
    location: Location
    position: Position


class UpdateLocationRequest(Request):
    """Call 122, `updateLocation`: a command; answered by directory; scope admin or operate."""
    CALL = Call(122, "updateLocation", "command", ('directory',), "UpdateLocationResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "id", "name", "from_same_location", "from_other_locations", "from_outside",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 id string",
        "6 name string?",
        "7 from_same_location Level?",
        "8 from_other_locations Level?",
        "9 from_outside Level?",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    id: str
    name: Optional[str]
    from_same_location: Optional[Level]
    from_other_locations: Optional[Level]
    from_outside: Optional[Level]


class UpdateLocationResponse(Message):
    """The answer to `updateLocation`."""
    __slots__ = ("location", "position",)
    TABLE = (
        "1 location Location",
        "15 position Position",
    )
    location: Location
    position: Position


class DeleteLocationRequest(Request):
    """Call 123, `deleteLocation`: a command; answered by directory; scope admin or operate."""
    CALL = Call(123, "deleteLocation", "command", ('directory',), "DeleteLocationResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "id",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 id string",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    id: str


class DeleteLocationResponse(Message):
    """The answer to `deleteLocation`."""
    __slots__ = ("location", "position",)
    TABLE = (
        "1 location Location",
        "15 position Position",
    )
    location: Location
    position: Position


class ListLocationsRequest(Request):
    """Call 124, `listLocations`: a query; answered by directory; scope read."""
    CALL = Call(124, "listLocations", "query", ('directory',), "ListLocationsResponse")
    __slots__ = ("organization", "page_size", "page_token",)
    TABLE = (
        "1 organization string",
        "13 page_size int32",
        "14 page_token string",
    )
    organization: str
    page_size: int
    page_token: str


class ListLocationsResponse(Message):
    """The answer to `listLocations`."""
    __slots__ = ("items", "next_page_token", "position",)
    TABLE = (
        "1 items Location*",
        "14 next_page_token string",
        "15 position Position",
    )
    items: List[Location]
    next_page_token: str
    position: Position


class CreateTeamRequest(Request):
    """Call 131, `createTeam`: a command; answered by directory; scope admin or operate."""
    CALL = Call(131, "createTeam", "command", ('directory',), "CreateTeamResponse")
    __slots__ = ("actor", "request_key", "id", "organization", "name", "kind", "level", "subgroups", "grants",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "4 id string",
        "5 organization string",
        "6 name string",
        "7 kind TeamKind",
        "8 level Level?",
        "9 subgroups string*",
        "10 grants TeamGrant*",
    )
    actor: str
    request_key: str
    id: str
    organization: str
    name: str
    kind: TeamKind
    level: Optional[Level]
    subgroups: List[str]
    grants: List[TeamGrant]


class CreateTeamResponse(Message):
    """The answer to `createTeam`."""
    __slots__ = ("team", "position",)
    TABLE = (
        "1 team Team",
        "15 position Position",
    )
    team: Team
    position: Position


class UpdateTeamRequest(Request):
    """Call 132, `updateTeam`: a command; answered by directory; scope admin or operate."""
    CALL = Call(132, "updateTeam", "command", ('directory',), "UpdateTeamResponse")
    __slots__ = ("actor", "request_key", "expected_version", "id", "name", "level", "subgroups", "grants",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 id string",
        "5 name string?",
        "6 level Level?",
        "7 subgroups StringList?",
        "8 grants TeamGrantList?",
    )
    actor: str
    request_key: str
    expected_version: int
    id: str
    name: Optional[str]
    level: Optional[Level]
    subgroups: Optional[StringList]
    grants: Optional[TeamGrantList]


class UpdateTeamResponse(Message):
    """The answer to `updateTeam`."""
    __slots__ = ("team", "position",)
    TABLE = (
        "1 team Team",
        "15 position Position",
    )
    team: Team
    position: Position


class DeleteTeamRequest(Request):
    """Call 133, `deleteTeam`: a command; answered by directory; scope admin or operate."""
    CALL = Call(133, "deleteTeam", "command", ('directory',), "DeleteTeamResponse")
    __slots__ = ("actor", "request_key", "expected_version", "id",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 id string",
    )
    actor: str
    request_key: str
    expected_version: int
    id: str


class DeleteTeamResponse(Message):
    """The answer to `deleteTeam`."""
    __slots__ = ("team", "position",)
    TABLE = (
        "1 team Team",
        "15 position Position",
    )
    team: Team
    position: Position


class GetTeamRequest(Request):
    """Call 134, `getTeam`: a query; answered by directory; scope read."""
    CALL = Call(134, "getTeam", "query", ('directory',), "GetTeamResponse")
    __slots__ = ("id",)
    TABLE = (
        "1 id string",
    )
    id: str


class GetTeamResponse(Message):
    """The answer to `getTeam`."""
    __slots__ = ("team", "position",)
    TABLE = (
        "1 team Team",
        "15 position Position",
    )
    team: Team
    position: Position


class ListTeamsRequest(Request):
    """Call 135, `listTeams`: a query; answered by directory; scope read."""
    CALL = Call(135, "listTeams", "query", ('directory',), "ListTeamsResponse")
    __slots__ = ("organization", "page_size", "page_token",)
    TABLE = (
        "1 organization string",
        "13 page_size int32",
        "14 page_token string",
    )
    organization: str
    page_size: int
    page_token: str


class ListTeamsResponse(Message):
    """The answer to `listTeams`."""
    __slots__ = ("items", "next_page_token", "position",)
    TABLE = (
        "1 items Team*",
        "14 next_page_token string",
        "15 position Position",
    )
    items: List[Team]
    next_page_token: str
    position: Position


class AddTeamMembersRequest(Request):
    """Call 136, `addTeamMembers`: a command; answered by directory; scope admin or operate."""
    CALL = Call(136, "addTeamMembers", "command", ('directory',), "AddTeamMembersResponse")
    __slots__ = ("actor", "request_key", "expected_version", "team", "members",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 team string",
        "5 members TeamMember*",
    )
    actor: str
    request_key: str
    expected_version: int
    team: str
    members: List[TeamMember]


class AddTeamMembersResponse(Message):
    """The answer to `addTeamMembers`."""
    __slots__ = ("team", "position",)
    TABLE = (
        "1 team Team",
        "15 position Position",
    )
    team: Team
    position: Position


class RemoveTeamMembersRequest(Request):
    """Call 137, `removeTeamMembers`: a command; answered by directory; scope admin or operate."""
    CALL = Call(137, "removeTeamMembers", "command", ('directory',), "RemoveTeamMembersResponse")
    __slots__ = ("actor", "request_key", "expected_version", "team", "users",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 team string",
        "5 users string*",
    )
    actor: str
    request_key: str
    expected_version: int
    team: str
    users: List[str]


class RemoveTeamMembersResponse(Message):
    """The answer to `removeTeamMembers`."""
    __slots__ = ("team", "position",)
    TABLE = (
        "1 team Team",
        "15 position Position",
    )
    team: Team
    position: Position


class SetTeamPrivacyRequest(Request):
    """Call 138, `setTeamPrivacy`: a command; answered by directory; scope admin or operate."""
    CALL = Call(138, "setTeamPrivacy", "command", ('directory',), "SetTeamPrivacyResponse")
    __slots__ = ("actor", "request_key", "expected_version", "team", "user", "privacy",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 team string",
        "5 user string",
        "6 privacy Privacy",
    )
    actor: str
    request_key: str
    expected_version: int
    team: str
    user: str
    privacy: Privacy


class SetTeamPrivacyResponse(Message):
    """The answer to `setTeamPrivacy`."""
    __slots__ = ("team", "position",)
    TABLE = (
        "1 team Team",
        "15 position Position",
    )
    team: Team
    position: Position


class SetRelationshipRequest(Request):
    """Call 141, `setRelationship`: a command; answered by directory; scope admin or operate."""
    CALL = Call(141, "setRelationship", "command", ('directory',), "SetRelationshipResponse")
    __slots__ = ("actor", "request_key", "expected_version", "owner", "viewer", "level",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 owner string",
        "5 viewer string",
        "6 level Level?",
    )
    actor: str
    request_key: str
    expected_version: int
    owner: str
    viewer: str
    level: Optional[Level]


class SetRelationshipResponse(Message):
    """The answer to `setRelationship`."""
    __slots__ = ("relationship", "position",)
    TABLE = (
        "1 relationship Relationship",
        "15 position Position",
    )
    relationship: Relationship
    position: Position


class RelationshipOptionsRequest(Request):
    """Call 142, `relationshipOptions`: a query; answered by directory; scope read."""
    CALL = Call(142, "relationshipOptions", "query", ('directory',), "RelationshipOptionsResponse")
    __slots__ = ("owner", "viewer",)
    TABLE = (
        "1 owner string",
        "2 viewer string",
    )
    owner: str
    viewer: str


class RelationshipOptionsResponse(Message):
    """The answer to `relationshipOptions`."""
    __slots__ = ("relationship", "base", "levels", "policy", "position",)
    TABLE = (
        "1 relationship Relationship?",
        "2 base Level",
        "3 levels Level*",
        "4 policy RelationshipPolicy",
        "15 position Position",
    )
    relationship: Optional[Relationship]
    base: Level
    levels: List[Level]
    policy: RelationshipPolicy
    position: Position


class ListRelationshipsRequest(Request):
    """Call 143, `listRelationships`: a query; answered by directory; scope read."""
    CALL = Call(143, "listRelationships", "query", ('directory',), "ListRelationshipsResponse")
    __slots__ = ("owner", "page_size", "page_token",)
    TABLE = (
        "1 owner string",
        "13 page_size int32",
        "14 page_token string",
    )
    owner: str
    page_size: int
    page_token: str


class ListRelationshipsResponse(Message):
    """The answer to `listRelationships`."""
    __slots__ = ("items", "next_page_token", "position",)
    TABLE = (
        "1 items Relationship*",
        "14 next_page_token string",
        "15 position Position",
    )
    items: List[Relationship]
    next_page_token: str
    position: Position


class SetSharingPolicyRequest(Request):
    """Call 151, `setSharingPolicy`: a command; answered by directory; scope admin or operate."""
    CALL = Call(151, "setSharingPolicy", "command", ('directory',), "SetSharingPolicyResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "content_type", "offered", "fallback", "reach",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 content_type ContentType",
        "6 offered SharingOption*",
        "7 fallback SharingOption",
        "8 reach SharingReach?",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    content_type: ContentType
    offered: List[SharingOption]
    fallback: SharingOption
    reach: Optional[SharingReach]


class SetSharingPolicyResponse(Message):
    """The answer to `setSharingPolicy`."""
    __slots__ = ("organization", "position",)
    TABLE = (
        "1 organization Organization",
        "15 position Position",
    )
    organization: Organization
    position: Position


class SetSyncedModeRequest(Request):
    """Call 152, `setSyncedMode`: a command; answered by directory; scope admin or operate."""
    CALL = Call(152, "setSyncedMode", "command", ('directory',), "SetSyncedModeResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "mode", "on_return",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 mode SyncedMode",
        "6 on_return PrivacyReturn?",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    mode: SyncedMode
    on_return: Optional[PrivacyReturn]


class SetSyncedModeResponse(Message):
    """The answer to `setSyncedMode`."""
    __slots__ = ("organization", "position",)
    TABLE = (
        "1 organization Organization",
        "15 position Position",
    )
    organization: Organization
    position: Position


class SetSyncedLimitsRequest(Request):
    """Call 153, `setSyncedLimits`: a command; answered by directory; scope admin or operate."""
    CALL = Call(153, "setSyncedLimits", "command", ('directory',), "SetSyncedLimitsResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "mail_bodies", "private_meetings",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 mail_bodies bool",
        "6 private_meetings bool",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    mail_bodies: bool
    private_meetings: bool


class SetSyncedLimitsResponse(Message):
    """The answer to `setSyncedLimits`."""
    __slots__ = ("organization", "position",)
    TABLE = (
        "1 organization Organization",
        "15 position Position",
    )
    organization: Organization
    position: Position


class PutIntegrationRequest(Request):
    """Call 161, `putIntegration`: a command; answered by directory; scope admin or operate."""
    CALL = Call(161, "putIntegration", "command", ('directory',), "PutIntegrationResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "id", "kind", "scope", "enabled", "teams",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 id string",
        "6 kind IntegrationKind",
        "7 scope IntegrationScope",
        "8 enabled bool",
        "9 teams string*",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    id: str
    kind: IntegrationKind
    scope: IntegrationScope
    enabled: bool
    teams: List[str]


class PutIntegrationResponse(Message):
    """The answer to `putIntegration`."""
    __slots__ = ("integration", "position",)
    TABLE = (
        "1 integration Integration",
        "15 position Position",
    )
    integration: Integration
    position: Position


class ConnectIntegrationRequest(Request):
    """Call 162, `connectIntegration`: a command; answered by directory; scope admin or operate."""
    CALL = Call(162, "connectIntegration", "command", ('directory',), "ConnectIntegrationResponse")
    __slots__ = ("actor", "request_key", "user", "integration",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "4 user string",
        "5 integration string",
    )
    actor: str
    request_key: str
    user: str
    integration: str


class ConnectIntegrationResponse(Message):
    """The answer to `connectIntegration`."""
    __slots__ = ("connection", "position",)
    TABLE = (
        "1 connection IntegrationConnection",
        "15 position Position",
    )
    connection: IntegrationConnection
    position: Position


class DisconnectIntegrationRequest(Request):
    """Call 163, `disconnectIntegration`: a command; answered by directory; scope admin or operate."""
    CALL = Call(163, "disconnectIntegration", "command", ('directory',), "DisconnectIntegrationResponse")
    __slots__ = ("actor", "request_key", "user", "integration",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "4 user string",
        "5 integration string",
    )
    actor: str
    request_key: str
    user: str
    integration: str


class DisconnectIntegrationResponse(Message):
    """The answer to `disconnectIntegration`."""
    __slots__ = ("connection", "position",)
    TABLE = (
        "1 connection IntegrationConnection",
        "15 position Position",
    )
    connection: IntegrationConnection
    position: Position


class ListIntegrationsRequest(Request):
    """Call 164, `listIntegrations`: a query; answered by directory; scope read."""
    CALL = Call(164, "listIntegrations", "query", ('directory',), "ListIntegrationsResponse")
    __slots__ = ("organization", "page_size", "page_token",)
    TABLE = (
        "1 organization string",
        "13 page_size int32",
        "14 page_token string",
    )
    organization: str
    page_size: int
    page_token: str


class ListIntegrationsResponse(Message):
    """The answer to `listIntegrations`."""
    __slots__ = ("items", "next_page_token", "position",)
    TABLE = (
        "1 items Integration*",
        "14 next_page_token string",
        "15 position Position",
    )
    items: List[Integration]
    next_page_token: str
    position: Position


class ListEventsRequest(Request):
    """Call 191, `listEvents`: a query; answered by directory; scope read."""
    CALL = Call(191, "listEvents", "query", ('directory',), "ListEventsResponse")
    __slots__ = ("organization", "after", "page_size", "page_token",)
    TABLE = (
        "1 organization string?",
        "2 after int64",
        "13 page_size int32",
        "14 page_token string",
    )
    organization: Optional[str]
    after: int
    page_size: int
    page_token: str


class ListEventsResponse(Message):
    """The answer to `listEvents`."""
    __slots__ = ("items", "next_page_token", "position",)
    TABLE = (
        "1 items Event*",
        "14 next_page_token string",
        "15 position Position",
    )
    items: List[Event]
    next_page_token: str
    position: Position


class ListInteractionsRequest(Request):
    """Call 201, `listInteractions`: a query; answered by partnership; scope read."""
    CALL = Call(201, "listInteractions", "query", ('partnership',), "ListInteractionsResponse")
    __slots__ = ("page_size", "page_token", "at_least",)
    TABLE = (
        "13 page_size int32",
        "14 page_token string",
        "15 at_least Position?",
    )
    page_size: int
    page_token: str
    at_least: Optional[Position]


class ListInteractionsResponse(Message):
    """The answer to `listInteractions`."""
    __slots__ = ("items", "next_page_token", "position",)
    TABLE = (
        "1 items Interaction*",
        "14 next_page_token string",
        "15 position Position",
    )
    items: List[Interaction]
    next_page_token: str
    position: Position


class RegisterInteractionRequest(Request):
    """Call 202, `registerInteraction`: a command; answered by partnership; scope operate."""
    CALL = Call(202, "registerInteraction", "command", ('partnership',), "RegisterInteractionResponse")
    __slots__ = ("actor", "request_key", "name", "category", "ask_allowed", "at_least",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "4 name string",
        "5 category string",
        "6 ask_allowed bool",
        "15 at_least Position?",
    )
    actor: str
    request_key: str
    name: str
    category: str
    ask_allowed: bool
    at_least: Optional[Position]


class RegisterInteractionResponse(Message):
    """The answer to `registerInteraction`."""
    __slots__ = ("interaction", "position",)
    TABLE = (
        "1 interaction Interaction",
        "15 position Position",
    )
    interaction: Interaction
    position: Position


class GetDefaultsRequest(Request):
    """Call 203, `getDefaults`: a query; answered by partnership; scope read."""
    CALL = Call(203, "getDefaults", "query", ('partnership',), "GetDefaultsResponse")
    __slots__ = ("organization", "at_least",)
    TABLE = (
        "1 organization string",
        "15 at_least Position?",
    )
    organization: str
    at_least: Optional[Position]


class GetDefaultsResponse(Message):
    """The answer to `getDefaults`."""
    __slots__ = ("defaults", "position",)
    TABLE = (
        "1 defaults DefaultTable",
        "15 position Position",
    )
    defaults: DefaultTable
    position: Position


class SetDefaultsRequest(Request):
    """Call 204, `setDefaults`: a command; answered by partnership; scope admin or operate."""
    CALL = Call(204, "setDefaults", "command", ('partnership',), "SetDefaultsResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "preset", "table", "at_least",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 preset Preset?",
        "6 table PermissionEntry*",
        "15 at_least Position?",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    preset: Optional[Preset]
    table: List[PermissionEntry]
    at_least: Optional[Position]


class SetDefaultsResponse(Message):
    """The answer to `setDefaults`."""
    __slots__ = ("defaults", "position",)
    TABLE = (
        "1 defaults DefaultTable",
        "15 position Position",
    )
    defaults: DefaultTable
    position: Position


class ListPresetsRequest(Request):
    """Call 205, `listPresets`: a query; answered by partnership; scope read."""
    CALL = Call(205, "listPresets", "query", ('partnership',), "ListPresetsResponse")
    __slots__ = ("page_size", "page_token", "at_least",)
    TABLE = (
        "13 page_size int32",
        "14 page_token string",
        "15 at_least Position?",
    )
    page_size: int
    page_token: str
    at_least: Optional[Position]


class ListPresetsResponse(Message):
    """The answer to `listPresets`."""
    __slots__ = ("items", "next_page_token", "position",)
    TABLE = (
        "1 items PresetTerms*",
        "14 next_page_token string",
        "15 position Position",
    )
    items: List[PresetTerms]
    next_page_token: str
    position: Position


class ProposePartnershipRequest(Request):
    """Call 211, `proposePartnership`: a command; answered by partnership; scope admin or operate."""
    CALL = Call(211, "proposePartnership", "command", ('partnership',), "ProposePartnershipResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "id", "preset", "terms", "note", "proposal_expires_at", "terms_expire_at", "member_email", "at_least",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 id string",
        "6 preset Preset?",
        "7 terms PermissionEntry*",
        "8 note string",
        "9 proposal_expires_at int64?",
        "10 terms_expire_at int64?",
        "11 member_email string",
        "15 at_least Position?",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    id: str
    preset: Optional[Preset]
    terms: List[PermissionEntry]
    note: str
    proposal_expires_at: Optional[int]
    terms_expire_at: Optional[int]
    member_email: str
    at_least: Optional[Position]


class ProposePartnershipResponse(Message):
    """The answer to `proposePartnership`."""
    __slots__ = ("partnership", "position",)
    TABLE = (
        "1 partnership Partnership",
        "15 position Position",
    )
    partnership: Partnership
    position: Position


class AcceptProposalRequest(Request):
    """Call 212, `acceptProposal`: a command; answered by partnership; scope admin or operate."""
    CALL = Call(212, "acceptProposal", "command", ('partnership',), "AcceptProposalResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "partnership", "at_least",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 partnership string",
        "15 at_least Position?",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    partnership: str
    at_least: Optional[Position]


class AcceptProposalResponse(Message):
    """The answer to `acceptProposal`."""
    __slots__ = ("partnership", "position",)
    TABLE = (
        "1 partnership Partnership",
        "15 position Position",
    )
    partnership: Partnership
    position: Position


class RejectProposalRequest(Request):
    """Call 213, `rejectProposal`: a command; answered by partnership; scope admin or operate."""
    CALL = Call(213, "rejectProposal", "command", ('partnership',), "RejectProposalResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "partnership", "at_least",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 partnership string",
        "15 at_least Position?",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    partnership: str
    at_least: Optional[Position]


class RejectProposalResponse(Message):
    """The answer to `rejectProposal`."""
    __slots__ = ("partnership", "position",)
    TABLE = (
        "1 partnership Partnership",
        "15 position Position",
    )
    partnership: Partnership
    position: Position


class CounterProposalRequest(Request):
    """Call 214, `counterProposal`: a command; answered by partnership; scope admin or operate."""
    CALL = Call(214, "counterProposal", "command", ('partnership',), "CounterProposalResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "partnership", "preset", "terms", "note", "proposal_expires_at", "terms_expire_at", "at_least",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 partnership string",
        "6 preset Preset?",
        "7 terms PermissionEntry*",
        "8 note string",
        "9 proposal_expires_at int64?",
        "10 terms_expire_at int64?",
        "15 at_least Position?",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    partnership: str
    preset: Optional[Preset]
    terms: List[PermissionEntry]
    note: str
    proposal_expires_at: Optional[int]
    terms_expire_at: Optional[int]
    at_least: Optional[Position]


class CounterProposalResponse(Message):
    """The answer to `counterProposal`."""
    __slots__ = ("partnership", "position",)
    TABLE = (
        "1 partnership Partnership",
        "15 position Position",
    )
    partnership: Partnership
    position: Position


class ReviseProposalRequest(Request):
    """Call 215, `reviseProposal`: a command; answered by partnership; scope admin or operate."""
    CALL = Call(215, "reviseProposal", "command", ('partnership',), "ReviseProposalResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "partnership", "preset", "terms", "note", "proposal_expires_at", "terms_expire_at", "at_least",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 partnership string",
        "6 preset Preset?",
        "7 terms PermissionEntry*",
        "8 note string",
        "9 proposal_expires_at int64?",
        "10 terms_expire_at int64?",
        "15 at_least Position?",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    partnership: str
    preset: Optional[Preset]
    terms: List[PermissionEntry]
    note: str
    proposal_expires_at: Optional[int]
    terms_expire_at: Optional[int]
    at_least: Optional[Position]


class ReviseProposalResponse(Message):
    """The answer to `reviseProposal`."""
    __slots__ = ("partnership", "position",)
    TABLE = (
        "1 partnership Partnership",
        "15 position Position",
    )
    partnership: Partnership
    position: Position


class WithdrawProposalRequest(Request):
    """Call 216, `withdrawProposal`: a command; answered by partnership; scope admin or operate."""
    CALL = Call(216, "withdrawProposal", "command", ('partnership',), "WithdrawProposalResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "partnership", "at_least",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 partnership string",
        "15 at_least Position?",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    partnership: str
    at_least: Optional[Position]


class WithdrawProposalResponse(Message):
    """The answer to `withdrawProposal`."""
    __slots__ = ("partnership", "position",)
    TABLE = (
        "1 partnership Partnership",
        "15 position Position",
    )
    partnership: Partnership
    position: Position


class ProposeChangeRequest(Request):
    """Call 217, `proposeChange`: a command; answered by partnership; scope admin or operate."""
    CALL = Call(217, "proposeChange", "command", ('partnership',), "ProposeChangeResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "partnership", "preset", "terms", "note", "proposal_expires_at", "terms_expire_at", "at_least",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 partnership string",
        "6 preset Preset?",
        "7 terms PermissionEntry*",
        "8 note string",
        "9 proposal_expires_at int64?",
        "10 terms_expire_at int64?",
        "15 at_least Position?",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    partnership: str
    preset: Optional[Preset]
    terms: List[PermissionEntry]
    note: str
    proposal_expires_at: Optional[int]
    terms_expire_at: Optional[int]
    at_least: Optional[Position]


class ProposeChangeResponse(Message):
    """The answer to `proposeChange`."""
    __slots__ = ("partnership", "position",)
    TABLE = (
        "1 partnership Partnership",
        "15 position Position",
    )
    partnership: Partnership
    position: Position


class DisablePartnershipRequest(Request):
    """Call 218, `disablePartnership`: a command; answered by partnership; scope admin or operate."""
    CALL = Call(218, "disablePartnership", "command", ('partnership',), "DisablePartnershipResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "partnership", "at_least",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 partnership string",
        "15 at_least Position?",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    partnership: str
    at_least: Optional[Position]


class DisablePartnershipResponse(Message):
    """The answer to `disablePartnership`."""
    __slots__ = ("partnership", "position",)
    TABLE = (
        "1 partnership Partnership",
        "15 position Position",
    )
    partnership: Partnership
    position: Position


class RequestEnableRequest(Request):
    """Call 219, `requestEnable`: a command; answered by partnership; scope admin or operate."""
    CALL = Call(219, "requestEnable", "command", ('partnership',), "RequestEnableResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "partnership", "at_least",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 partnership string",
        "15 at_least Position?",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    partnership: str
    at_least: Optional[Position]


class RequestEnableResponse(Message):
    """The answer to `requestEnable`."""
    __slots__ = ("partnership", "position",)
    TABLE = (
        "1 partnership Partnership",
        "15 position Position",
    )
    partnership: Partnership
    position: Position


class ConfirmEnableRequest(Request):
    """Call 220, `confirmEnable`: a command; answered by partnership; scope admin or operate."""
    CALL = Call(220, "confirmEnable", "command", ('partnership',), "ConfirmEnableResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "partnership", "at_least",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 partnership string",
        "15 at_least Position?",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    partnership: str
    at_least: Optional[Position]


class ConfirmEnableResponse(Message):
    """The answer to `confirmEnable`."""
    __slots__ = ("partnership", "position",)
    TABLE = (
        "1 partnership Partnership",
        "15 position Position",
    )
    partnership: Partnership
    position: Position


class DeclineEnableRequest(Request):
    """Call 221, `declineEnable`: a command; answered by partnership; scope admin or operate."""
    CALL = Call(221, "declineEnable", "command", ('partnership',), "DeclineEnableResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "partnership", "at_least",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 partnership string",
        "15 at_least Position?",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    partnership: str
    at_least: Optional[Position]


class DeclineEnableResponse(Message):
    """The answer to `declineEnable`."""
    __slots__ = ("partnership", "position",)
    TABLE = (
        "1 partnership Partnership",
        "15 position Position",
    )
    partnership: Partnership
    position: Position


class CancelEnableRequest(Request):
    """Call 222, `cancelEnable`: a command; answered by partnership; scope admin or operate."""
    CALL = Call(222, "cancelEnable", "command", ('partnership',), "CancelEnableResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "partnership", "at_least",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 partnership string",
        "15 at_least Position?",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    partnership: str
    at_least: Optional[Position]


class CancelEnableResponse(Message):
    """The answer to `cancelEnable`."""
    __slots__ = ("partnership", "position",)
    TABLE = (
        "1 partnership Partnership",
        "15 position Position",
    )
    partnership: Partnership
    position: Position


class DeletePartnershipRequest(Request):
    """Call 223, `deletePartnership`: a command; answered by partnership; scope admin or operate."""
    CALL = Call(223, "deletePartnership", "command", ('partnership',), "DeletePartnershipResponse")
    __slots__ = ("actor", "request_key", "expected_version", "organization", "partnership", "confirmation", "at_least",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "3 expected_version int64",
        "4 organization string",
        "5 partnership string",
        "6 confirmation string",
        "15 at_least Position?",
    )
    actor: str
    request_key: str
    expected_version: int
    organization: str
    partnership: str
    confirmation: str
    at_least: Optional[Position]


class DeletePartnershipResponse(Message):
    """The answer to `deletePartnership`."""
    __slots__ = ("partnership", "confirmation", "position",)
    TABLE = (
        "1 partnership Partnership",
        "2 confirmation string",
        "15 position Position",
    )
    partnership: Partnership
    confirmation: str
    position: Position


class GetPartnershipRequest(Request):
    """Call 231, `getPartnership`: a query; answered by partnership; scope read."""
    CALL = Call(231, "getPartnership", "query", ('partnership',), "GetPartnershipResponse")
    __slots__ = ("partnership", "organization", "at_least",)
    TABLE = (
        "1 partnership string",
        "2 organization string",
        "15 at_least Position?",
    )
    partnership: str
    organization: str
    at_least: Optional[Position]


class GetPartnershipResponse(Message):
    """The answer to `getPartnership`."""
    __slots__ = ("partnership", "position",)
    TABLE = (
        "1 partnership Partnership",
        "15 position Position",
    )
    partnership: Partnership
    position: Position


class FindPartnershipRequest(Request):
    """Call 232, `findPartnership`: a query; answered by partnership; scope read."""
    CALL = Call(232, "findPartnership", "query", ('partnership',), "FindPartnershipResponse")
    __slots__ = ("organization", "with_", "at_least",)
    TABLE = (
        "1 organization string",
        "2 with_ string",
        "15 at_least Position?",
    )
    organization: str
    with_: str
    at_least: Optional[Position]


class FindPartnershipResponse(Message):
    """The answer to `findPartnership`."""
    __slots__ = ("partnership", "position",)
    TABLE = (
        "1 partnership Partnership",
        "15 position Position",
    )
    partnership: Partnership
    position: Position


class ListPartnershipsRequest(Request):
    """Call 233, `listPartnerships`: a query; answered by partnership; scope read."""
    CALL = Call(233, "listPartnerships", "query", ('partnership',), "ListPartnershipsResponse")
    __slots__ = ("organization", "filter", "page_size", "page_token", "at_least",)
    TABLE = (
        "1 organization string",
        "2 filter PartnershipFilter",
        "13 page_size int32",
        "14 page_token string",
        "15 at_least Position?",
    )
    organization: str
    filter: PartnershipFilter
    page_size: int
    page_token: str
    at_least: Optional[Position]


class ListPartnershipsResponse(Message):
    """The answer to `listPartnerships`."""
    __slots__ = ("items", "next_page_token", "position",)
    TABLE = (
        "1 items Partnership*",
        "14 next_page_token string",
        "15 position Position",
    )
    items: List[Partnership]
    next_page_token: str
    position: Position


class PartnershipHistoryRequest(Request):
    """Call 234, `partnershipHistory`: a query; answered by partnership; scope read."""
    CALL = Call(234, "partnershipHistory", "query", ('partnership',), "PartnershipHistoryResponse")
    __slots__ = ("partnership", "organization", "page_size", "page_token", "at_least",)
    TABLE = (
        "1 partnership string",
        "2 organization string",
        "13 page_size int32",
        "14 page_token string",
        "15 at_least Position?",
    )
    partnership: str
    organization: str
    page_size: int
    page_token: str
    at_least: Optional[Position]


class PartnershipHistoryResponse(Message):
    """The answer to `partnershipHistory`."""
    __slots__ = ("items", "next_page_token", "position",)
    TABLE = (
        "1 items PartnershipEvent*",
        "14 next_page_token string",
        "15 position Position",
    )
    items: List[PartnershipEvent]
    next_page_token: str
    position: Position


class ListNotificationsRequest(Request):
    """Call 235, `listNotifications`: a query; answered by partnership; scope read."""
    CALL = Call(235, "listNotifications", "query", ('partnership',), "ListNotificationsResponse")
    __slots__ = ("organization", "include_acknowledged", "page_size", "page_token", "at_least",)
    TABLE = (
        "1 organization string",
        "2 include_acknowledged bool",
        "13 page_size int32",
        "14 page_token string",
        "15 at_least Position?",
    )
    organization: str
    include_acknowledged: bool
    page_size: int
    page_token: str
    at_least: Optional[Position]


class ListNotificationsResponse(Message):
    """The answer to `listNotifications`."""
    __slots__ = ("items", "next_page_token", "position",)
    TABLE = (
        "1 items Notification*",
        "14 next_page_token string",
        "15 position Position",
    )
    items: List[Notification]
    next_page_token: str
    position: Position


class AcknowledgeNotificationRequest(Request):
    """Call 236, `acknowledgeNotification`: a command; answered by partnership; scope admin or operate."""
    CALL = Call(236, "acknowledgeNotification", "command", ('partnership',), "AcknowledgeNotificationResponse")
    __slots__ = ("actor", "request_key", "id", "at_least",)
    TABLE = (
        "1 actor string",
        "2 request_key string",
        "4 id string",
        "15 at_least Position?",
    )
    actor: str
    request_key: str
    id: str
    at_least: Optional[Position]


class AcknowledgeNotificationResponse(Message):
    """The answer to `acknowledgeNotification`."""
    __slots__ = ("notification", "position",)
    TABLE = (
        "1 notification Notification",
        "15 position Position",
    )
    notification: Notification
    position: Position


class CheckRequest(Request):
    """Call 301, `check`: a query; answered by decision; scope check."""
    CALL = Call(301, "check", "query", ('decision',), "CheckResponse")
    __slots__ = ("actor", "action", "target", "call_context", "max_staleness_millis", "at_least",)
    TABLE = (
        "1 actor string",
        "2 action string",
        "3 target string",
        "4 call_context CallContext?",
        "6 max_staleness_millis int64?",
        "15 at_least Position?",
    )
    actor: str
    action: str
    target: str
    call_context: Optional[CallContext]
    max_staleness_millis: Optional[int]
    at_least: Optional[Position]


class CheckResponse(Message):
    """The answer to `check`."""
    __slots__ = ("verdict", "reason", "ask", "level", "partnership", "partnership_version", "position",)
    TABLE = (
        "1 verdict Verdict",
        "2 reason Reason",
        "3 ask string?",
        "4 level Level?",
        "5 partnership string?",
        "6 partnership_version int64?",
        "15 position Position",
    )
    verdict: Verdict
    reason: Reason
    ask: Optional[str]
    level: Optional[Level]
    partnership: Optional[str]
    partnership_version: Optional[int]
    position: Position


class CheckBatchRequest(Request):
    """Call 302, `checkBatch`: a query; answered by decision; scope check."""
    CALL = Call(302, "checkBatch", "query", ('decision',), "CheckBatchResponse")
    __slots__ = ("checks", "max_staleness_millis", "at_least",)
    TABLE = (
        "1 checks CheckItem*",
        "6 max_staleness_millis int64?",
        "15 at_least Position?",
    )
    checks: List[CheckItem]
    max_staleness_millis: Optional[int]
    at_least: Optional[Position]


class CheckBatchResponse(Message):
    """The answer to `checkBatch`."""
    __slots__ = ("answers", "position",)
    TABLE = (
        "1 answers CheckAnswer*",
        "15 position Position",
    )
    answers: List[CheckAnswer]
    position: Position


class ExplainRequest(Request):
    """Call 303, `explain`: a query; answered by decision; scope check."""
    CALL = Call(303, "explain", "query", ('decision',), "ExplainResponse")
    __slots__ = ("actor", "action", "target", "call_context", "audience", "max_staleness_millis", "at_least",)
    TABLE = (
        "1 actor string",
        "2 action string",
        "3 target string",
        "4 call_context CallContext?",
        "5 audience string?",
        "6 max_staleness_millis int64?",
        "15 at_least Position?",
    )
    actor: str
    action: str
    target: str
    call_context: Optional[CallContext]
    audience: Optional[str]
    max_staleness_millis: Optional[int]
    at_least: Optional[Position]


class ExplainResponse(Message):
    """The answer to `explain`."""
    __slots__ = ("verdict", "reason", "ask", "level", "partnership", "partnership_version", "summary", "remedies", "actor_organization", "target_organization", "organizations", "persons", "audience", "position",)
    TABLE = (
        "1 verdict Verdict",
        "2 reason Reason",
        "3 ask string?",
        "4 level Level?",
        "5 partnership string?",
        "6 partnership_version int64?",
        "7 summary string",
        "8 remedies string*",
        "9 actor_organization string?",
        "10 target_organization string?",
        "11 organizations OrganizationsGate?",
        "12 persons PersonsGate?",
        "13 audience string?",
        "15 position Position",
    )
    verdict: Verdict
    reason: Reason
    ask: Optional[str]
    level: Optional[Level]
    partnership: Optional[str]
    partnership_version: Optional[int]
    summary: str
    remedies: List[str]
    actor_organization: Optional[str]
    target_organization: Optional[str]
    organizations: Optional[OrganizationsGate]
    persons: Optional[PersonsGate]
    audience: Optional[str]
    position: Position


class EffectiveRequest(Request):
    """Call 304, `effective`: a query; answered by decision; scope check."""
    CALL = Call(304, "effective", "query", ('decision',), "EffectiveResponse")
    __slots__ = ("actor", "target", "call_context", "max_staleness_millis", "at_least",)
    TABLE = (
        "1 actor string",
        "2 target string",
        "4 call_context CallContext?",
        "6 max_staleness_millis int64?",
        "15 at_least Position?",
    )
    actor: str
    target: str
    call_context: Optional[CallContext]
    max_staleness_millis: Optional[int]
    at_least: Optional[Position]


class EffectiveResponse(Message):
    """The answer to `effective`."""
    __slots__ = ("answers", "position",)
    TABLE = (
        "1 answers EffectiveAnswer*",
        "15 position Position",
    )
    answers: List[EffectiveAnswer]
    position: Position


class CheckContentRequest(Request):
    """Call 305, `checkContent`: a query; answered by decision; scope check."""
    CALL = Call(305, "checkContent", "query", ('decision',), "CheckContentResponse")
    __slots__ = ("viewer", "item", "max_staleness_millis", "at_least",)
    TABLE = (
        "1 viewer string",
        "2 item ContentItem",
        "6 max_staleness_millis int64?",
        "15 at_least Position?",
    )
    viewer: str
    item: ContentItem
    max_staleness_millis: Optional[int]
    at_least: Optional[Position]


class CheckContentResponse(Message):
    """The answer to `checkContent`."""
    __slots__ = ("disclosure", "role", "reason", "position",)
    TABLE = (
        "1 disclosure Disclosure",
        "2 role ListRole?",
        "3 reason ContentReason",
        "15 position Position",
    )
    disclosure: Disclosure
    role: Optional[ListRole]
    reason: ContentReason
    position: Position


class ResolveSharingRequest(Request):
    """Call 306, `resolveSharing`: a query; answered by decision; scope check."""
    CALL = Call(306, "resolveSharing", "query", ('decision',), "ResolveSharingResponse")
    __slots__ = ("author", "content_type", "origin", "option", "earlier", "max_staleness_millis", "users", "teams", "at_least",)
    TABLE = (
        "1 author string",
        "2 content_type ContentType",
        "3 origin ContentOrigin",
        "4 option SharingOption?",
        "5 earlier SharingOption?",
        "6 max_staleness_millis int64?",
        "7 users string*",
        "8 teams string*",
        "15 at_least Position?",
    )
    author: str
    content_type: ContentType
    origin: ContentOrigin
    option: Optional[SharingOption]
    earlier: Optional[SharingOption]
    max_staleness_millis: Optional[int]
    users: List[str]
    teams: List[str]
    at_least: Optional[Position]


class ResolveSharingResponse(Message):
    """The answer to `resolveSharing`."""
    __slots__ = ("option", "position",)
    TABLE = (
        "1 option SharingOption",
        "15 position Position",
    )
    option: SharingOption
    position: Position


class CheckCapabilityRequest(Request):
    """Call 307, `checkCapability`: a query; answered by decision; scope check."""
    CALL = Call(307, "checkCapability", "query", ('decision',), "CheckCapabilityResponse")
    __slots__ = ("user", "capability", "max_staleness_millis", "at_least",)
    TABLE = (
        "1 user string",
        "2 capability string",
        "6 max_staleness_millis int64?",
        "15 at_least Position?",
    )
    user: str
    capability: str
    max_staleness_millis: Optional[int]
    at_least: Optional[Position]


class CheckCapabilityResponse(Message):
    """The answer to `checkCapability`."""
    __slots__ = ("verdict", "reason", "position",)
    TABLE = (
        "1 verdict Verdict",
        "2 reason CapabilityReason",
        "15 position Position",
    )
    verdict: Verdict
    reason: CapabilityReason
    position: Position


class CheckIntegrationRequest(Request):
    """Call 308, `checkIntegration`: a query; answered by decision; scope check."""
    CALL = Call(308, "checkIntegration", "query", ('decision',), "CheckIntegrationResponse")
    __slots__ = ("user", "integration", "max_staleness_millis", "at_least",)
    TABLE = (
        "1 user string",
        "2 integration string",
        "6 max_staleness_millis int64?",
        "15 at_least Position?",
    )
    user: str
    integration: str
    max_staleness_millis: Optional[int]
    at_least: Optional[Position]


class CheckIntegrationResponse(Message):
    """The answer to `checkIntegration`."""
    __slots__ = ("verdict", "reason", "ask", "position",)
    TABLE = (
        "1 verdict Verdict",
        "2 reason IntegrationReason",
        "3 ask string?",
        "15 position Position",
    )
    verdict: Verdict
    reason: IntegrationReason
    ask: Optional[str]
    position: Position


class DiscoverRequest(Request):
    """Call 309, `discover`: a query; answered by decision; scope check."""
    CALL = Call(309, "discover", "query", ('decision',), "DiscoverResponse")
    __slots__ = ("viewer", "prefix", "limit", "max_staleness_millis", "at_least",)
    TABLE = (
        "1 viewer string",
        "2 prefix string",
        "3 limit int32",
        "6 max_staleness_millis int64?",
        "15 at_least Position?",
    )
    viewer: str
    prefix: str
    limit: int
    max_staleness_millis: Optional[int]
    at_least: Optional[Position]


class DiscoverResponse(Message):
    """The answer to `discover`."""
    __slots__ = ("items", "truncated", "position",)
    TABLE = (
        "1 items DiscoveredUser*",
        "2 truncated bool",
        "15 position Position",
    )
    items: List[DiscoveredUser]
    truncated: bool
    position: Position


class WatchRequest(Request):
    """Call 310, `watch`: a stream; answered by decision; scope check."""
    CALL = Call(310, "watch", "stream", ('decision',), "WatchItem")
    __slots__ = ("checks", "at_least",)
    TABLE = (
        "1 checks CheckItem*",
        "15 at_least Position?",
    )
    checks: List[CheckItem]
    at_least: Optional[Position]


class WatchItem(Message):
    """One item of the stream that answers `watch`."""
    __slots__ = ("answers", "position",)
    TABLE = (
        "1 answers WatchedAnswer*",
        "15 position Position",
    )
    answers: List[WatchedAnswer]
    position: Position


class StatusRequest(Request):
    """Call 311, `status`: a query; answered by decision; scope check."""
    CALL = Call(311, "status", "query", ('decision',), "StatusResponse")
    __slots__ = ("at_least",)
    TABLE = (
        "15 at_least Position?",
    )
    at_least: Optional[Position]


class StatusResponse(Message):
    """The answer to `status`."""
    __slots__ = ("ready", "instance", "replicas", "staleness_limit_millis", "organizations", "users", "partnerships", "checks", "cache_hits", "cache_misses", "parked", "position",)
    TABLE = (
        "1 ready bool",
        "2 instance string",
        "3 replicas ReplicaStatus*",
        "4 staleness_limit_millis int64",
        "5 organizations uint64",
        "6 users uint64",
        "7 partnerships uint64",
        "8 checks uint64",
        "9 cache_hits uint64",
        "10 cache_misses uint64",
        "11 parked uint64",
        "15 position Position",
    )
    ready: bool
    instance: str
    replicas: List[ReplicaStatus]
    staleness_limit_millis: int
    organizations: int
    users: int
    partnerships: int
    checks: int
    cache_hits: int
    cache_misses: int
    parked: int
    position: Position


class Failure(Message):
    """The payload of an error frame."""
    __slots__ = ("code", "message", "details",)
    TABLE = (
        "1 code FailureCode",
        "2 message string",
        "3 details FailureDetails?",
    )
    code: FailureCode
    message: str
    details: Optional[FailureDetails]


class Position(Message):
    __slots__ = ("directory_epoch", "directory", "partnership_epoch", "partnership",)
    TABLE = (
        "1 directory_epoch uint64",
        "2 directory uint64",
        "3 partnership_epoch uint64",
        "4 partnership uint64",
    )
    directory_epoch: int
    directory: int
    partnership_epoch: int
    partnership: int


class ReplicaStatus(Message):
    __slots__ = ("source", "connected", "epoch", "revision", "head", "age_millis",)
    TABLE = (
        "1 source string",
        "2 connected bool",
        "3 epoch uint64",
        "4 revision uint64",
        "5 head uint64",
        "6 age_millis int64",
    )
    source: str
    connected: bool
    epoch: int
    revision: int
    head: int
    age_millis: int


class Counter(Message):
    __slots__ = ("name", "value",)
    TABLE = (
        "1 name string",
        "2 value uint64",
    )
    name: str
    value: int


class Fact(Message):
    __slots__ = ("organization", "user", "location", "location_deleted", "team", "team_deleted", "membership", "membership_deleted", "relationship", "relationship_deleted", "integration", "connection", "connection_deleted", "interaction", "defaults", "partnership",)
    TABLE = (
        "1 organization Organization?",
        "2 user User?",
        "3 location Location?",
        "4 location_deleted LocationKey?",
        "5 team Team?",
        "6 team_deleted string?",
        "7 membership Membership?",
        "8 membership_deleted MembershipKey?",
        "9 relationship Relationship?",
        "10 relationship_deleted RelationshipKey?",
        "11 integration Integration?",
        "12 connection IntegrationConnection?",
        "13 connection_deleted IntegrationConnection?",
        "32 interaction Interaction?",
        "33 defaults DefaultsFact?",
        "34 partnership PartnershipFact?",
    )
    organization: Optional[Organization]
    user: Optional[User]
    location: Optional[Location]
    location_deleted: Optional[LocationKey]
    team: Optional[Team]
    team_deleted: Optional[str]
    membership: Optional[Membership]
    membership_deleted: Optional[MembershipKey]
    relationship: Optional[Relationship]
    relationship_deleted: Optional[RelationshipKey]
    integration: Optional[Integration]
    connection: Optional[IntegrationConnection]
    connection_deleted: Optional[IntegrationConnection]
    interaction: Optional[Interaction]
    defaults: Optional[DefaultsFact]
    partnership: Optional[PartnershipFact]


class Change(Message):
    __slots__ = ("revision", "digest", "last", "fact",)
    TABLE = (
        "1 revision uint64",
        "2 digest uint64",
        "3 last bool",
        "4 fact Fact",
    )
    revision: int
    digest: int
    last: bool
    fact: Fact


class Organization(Message):
    __slots__ = ("id", "name", "email_domains", "enterprise_permissions", "relationship_policy", "suspended", "version", "minimums", "floors", "sharing_policies", "synced_mode", "mail_bodies", "private_meetings", "privacy_resets",)
    TABLE = (
        "1 id string",
        "2 name string",
        "3 email_domains string*",
        "4 enterprise_permissions bool",
        "5 relationship_policy RelationshipPolicy",
        "6 suspended bool",
        "7 version int64",
        "8 minimums RightMinimum*",
        "9 floors InteractionFloor*",
        "10 sharing_policies SharingPolicy*",
        "11 synced_mode SyncedMode",
        "12 mail_bodies bool",
        "13 private_meetings bool",
        "14 privacy_resets int64",
    )
    id: str
    name: str
    email_domains: List[str]
    enterprise_permissions: bool
    relationship_policy: RelationshipPolicy
    suspended: bool
    version: int
    minimums: List[RightMinimum]
    floors: List[InteractionFloor]
    sharing_policies: List[SharingPolicy]
    synced_mode: SyncedMode
    mail_bodies: bool
    private_meetings: bool
    privacy_resets: int


class StringList(Message):
    __slots__ = ("values",)
    TABLE = (
        "1 values string*",
    )
    values: List[str]


class RightMinimum(Message):
    __slots__ = ("right", "level",)
    TABLE = (
        "1 right string",
        "2 level Level",
    )
    right: str
    level: Level


class InteractionFloor(Message):
    __slots__ = ("interaction", "level",)
    TABLE = (
        "1 interaction string",
        "2 level Level",
    )
    interaction: str
    level: Level


class User(Message):
    __slots__ = ("id", "organization", "email", "display_name", "role", "location", "vip", "assistant", "deactivated", "privacy", "version",)
    TABLE = (
        "1 id string",
        "2 organization string",
        "3 email string",
        "4 display_name string",
        "5 role Role",
        "6 location string",
        "7 vip bool",
        "8 assistant bool",
        "9 deactivated bool",
        "10 privacy Privacy",
        "11 version int64",
    )
    id: str
    organization: str
    email: str
    display_name: str
    role: Role
    location: str
    vip: bool
    assistant: bool
    deactivated: bool
    privacy: Privacy
    version: int


class NewUser(Message):
    __slots__ = ("id", "organization", "email", "display_name", "role", "location",)
    TABLE = (
        "1 id string",
        "2 organization string",
        "3 email string",
        "4 display_name string",
        "5 role Role?",
        "6 location string?",
    )
    id: str
    organization: str
    email: str
    display_name: str
    role: Optional[Role]
    location: Optional[str]


class Location(Message):
    __slots__ = ("organization", "id", "name", "from_same_location", "from_other_locations", "from_outside", "version",)
    TABLE = (
        "1 organization string",
        "2 id string",
        "3 name string",
        "4 from_same_location Level",
        "5 from_other_locations Level",
        "6 from_outside Level",
        "7 version int64",
    )
    organization: str
    id: str
    name: str
    from_same_location: Level
    from_other_locations: Level
    from_outside: Level
    version: int


class TeamGrant(Message):
    __slots__ = ("viewer_subgroup", "owner_subgroup", "level",)
    TABLE = (
        "1 viewer_subgroup string",
        "2 owner_subgroup string",
        "3 level Level",
    )
    viewer_subgroup: str
    owner_subgroup: str
    level: Level


class Team(Message):
    __slots__ = ("id", "organization", "name", "kind", "level", "subgroups", "grants", "members", "member_count", "version",)
    TABLE = (
        "1 id string",
        "2 organization string",
        "3 name string",
        "4 kind TeamKind",
        "5 level Level",
        "6 subgroups string*",
        "7 grants TeamGrant*",
        "8 members TeamMember*",
        "9 member_count int32",
        "10 version int64",
    )
    id: str
    organization: str
    name: str
    kind: TeamKind
    level: Level
    subgroups: List[str]
    grants: List[TeamGrant]
    members: List[TeamMember]
    member_count: int
    version: int


class TeamGrantList(Message):
    __slots__ = ("values",)
    TABLE = (
        "1 values TeamGrant*",
    )
    values: List[TeamGrant]


class TeamMember(Message):
    __slots__ = ("user", "subgroup", "privacy",)
    TABLE = (
        "1 user string",
        "2 subgroup string?",
        "3 privacy Privacy",
    )
    user: str
    subgroup: Optional[str]
    privacy: Privacy


class Relationship(Message):
    __slots__ = ("owner", "viewer", "level", "version",)
    TABLE = (
        "1 owner string",
        "2 viewer string",
        "3 level Level",
        "4 version int64",
    )
    owner: str
    viewer: str
    level: Level
    version: int


class Integration(Message):
    __slots__ = ("organization", "id", "kind", "scope", "enabled", "teams", "version",)
    TABLE = (
        "1 organization string",
        "2 id string",
        "3 kind IntegrationKind",
        "4 scope IntegrationScope",
        "5 enabled bool",
        "6 teams string*",
        "7 version int64",
    )
    organization: str
    id: str
    kind: IntegrationKind
    scope: IntegrationScope
    enabled: bool
    teams: List[str]
    version: int


class IntegrationConnection(Message):
    __slots__ = ("organization", "integration", "user",)
    TABLE = (
        "1 organization string",
        "2 integration string",
        "3 user string",
    )
    organization: str
    integration: str
    user: str


class Event(Message):
    __slots__ = ("sequence", "at", "actor", "token", "organization", "call", "subject", "from_", "to", "dropped", "request_key",)
    TABLE = (
        "1 sequence int64",
        "2 at int64",
        "3 actor string",
        "4 token string",
        "5 organization string",
        "6 call string",
        "7 subject string",
        "8 from_ string",
        "9 to string",
        "10 dropped Relationship*",
        "11 request_key string",
    )
    sequence: int
    at: int
    actor: str
    token: str
    organization: str
    call: str
    subject: str
    from_: str
    to: str
    dropped: List[Relationship]
    request_key: str


class Interaction(Message):
    __slots__ = ("code", "name", "category", "ask_allowed", "we_can", "they_can",)
    TABLE = (
        "1 code int32",
        "2 name string",
        "3 category string",
        "4 ask_allowed bool",
        "5 we_can string",
        "6 they_can string",
    )
    code: int
    name: str
    category: str
    ask_allowed: bool
    we_can: str
    they_can: str


class DefaultTable(Message):
    __slots__ = ("organization", "table", "preset", "version",)
    TABLE = (
        "1 organization string",
        "2 table PermissionEntry*",
        "3 preset Preset",
        "4 version int64",
    )
    organization: str
    table: List[PermissionEntry]
    preset: Preset
    version: int


class PermissionEntry(Message):
    __slots__ = ("interaction", "outgoing", "incoming",)
    TABLE = (
        "1 interaction string",
        "2 outgoing PermissionState?",
        "3 incoming PermissionState?",
    )
    interaction: str
    outgoing: Optional[PermissionState]
    incoming: Optional[PermissionState]


class PresetTerms(Message):
    __slots__ = ("preset", "terms", "table",)
    TABLE = (
        "1 preset Preset",
        "2 terms PermissionEntry*",
        "3 table PermissionEntry*",
    )
    preset: Preset
    terms: List[PermissionEntry]
    table: List[PermissionEntry]


class Partnership(Message):
    __slots__ = ("id", "organization", "partner", "state", "version", "terms", "preset", "terms_expire_at", "open", "needs_attention", "awaiting_approval", "created_at", "updated_at",)
    TABLE = (
        "1 id string",
        "2 organization string",
        "3 partner string",
        "4 state PartnershipState",
        "5 version int64",
        "6 terms PermissionEntry*",
        "7 preset Preset",
        "8 terms_expire_at int64?",
        "9 open OpenRequest?",
        "10 needs_attention bool",
        "11 awaiting_approval bool",
        "12 created_at int64",
        "13 updated_at int64",
    )
    id: str
    organization: str
    partner: str
    state: PartnershipState
    version: int
    terms: List[PermissionEntry]
    preset: Preset
    terms_expire_at: Optional[int]
    open: Optional[OpenRequest]
    needs_attention: bool
    awaiting_approval: bool
    created_at: int
    updated_at: int


class PartnershipEvent(Message):
    __slots__ = ("partnership", "version", "at", "actor", "organization", "action", "from_", "to", "terms", "note",)
    TABLE = (
        "1 partnership string",
        "2 version int64",
        "3 at int64",
        "4 actor string",
        "5 organization string",
        "6 action PartnershipAction",
        "7 from_ PartnershipState",
        "8 to PartnershipState",
        "9 terms PermissionEntry*",
        "10 note string",
    )
    partnership: str
    version: int
    at: int
    actor: str
    organization: str
    action: PartnershipAction
    from_: PartnershipState
    to: PartnershipState
    terms: List[PermissionEntry]
    note: str


class Notification(Message):
    __slots__ = ("id", "organization", "partnership", "partner", "action", "needs_attention", "at", "acknowledged",)
    TABLE = (
        "1 id string",
        "2 organization string",
        "3 partnership string",
        "4 partner string",
        "5 action PartnershipAction",
        "6 needs_attention bool",
        "7 at int64",
        "8 acknowledged bool",
    )
    id: str
    organization: str
    partnership: str
    partner: str
    action: PartnershipAction
    needs_attention: bool
    at: int
    acknowledged: bool


class CheckItem(Message):
    __slots__ = ("actor", "action", "target", "call_context",)
    TABLE = (
        "1 actor string",
        "2 action string",
        "3 target string",
        "4 call_context CallContext?",
    )
    actor: str
    action: str
    target: str
    call_context: Optional[CallContext]


class CheckAnswer(Message):
    __slots__ = ("verdict", "reason", "ask", "level", "partnership", "partnership_version",)
    TABLE = (
        "1 verdict Verdict",
        "2 reason Reason",
        "3 ask string?",
        "4 level Level?",
        "5 partnership string?",
        "6 partnership_version int64?",
    )
    verdict: Verdict
    reason: Reason
    ask: Optional[str]
    level: Optional[Level]
    partnership: Optional[str]
    partnership_version: Optional[int]


class OrganizationsGate(Message):
    __slots__ = ("reason", "verdict", "outgoing", "incoming", "partnership", "partnership_state", "terms_expire_at", "terms",)
    TABLE = (
        "1 reason Reason",
        "2 verdict Verdict?",
        "3 outgoing PermissionState?",
        "4 incoming PermissionState?",
        "5 partnership string?",
        "6 partnership_state PartnershipState?",
        "7 terms_expire_at int64?",
        "8 terms PermissionState?",
    )
    reason: Reason
    verdict: Optional[Verdict]
    outgoing: Optional[PermissionState]
    incoming: Optional[PermissionState]
    partnership: Optional[str]
    partnership_state: Optional[PartnershipState]
    terms_expire_at: Optional[int]
    terms: Optional[PermissionState]


class PersonsGate(Message):
    __slots__ = ("level", "required", "passed", "sources", "same_organization_only",)
    TABLE = (
        "1 level Level",
        "2 required Level",
        "3 passed bool",
        "4 sources LevelSource*",
        "5 same_organization_only bool",
    )
    level: Level
    required: Level
    passed: bool
    sources: List[LevelSource]
    same_organization_only: bool


class EffectiveAnswer(Message):
    __slots__ = ("verdict", "reason", "ask", "level", "partnership", "partnership_version", "action",)
    TABLE = (
        "1 verdict Verdict",
        "2 reason Reason",
        "3 ask string?",
        "4 level Level?",
        "5 partnership string?",
        "6 partnership_version int64?",
        "7 action string",
    )
    verdict: Verdict
    reason: Reason
    ask: Optional[str]
    level: Optional[Level]
    partnership: Optional[str]
    partnership_version: Optional[int]
    action: str


class ContentItem(Message):
    __slots__ = ("content_type", "author", "participants", "assignee", "sharing", "users", "teams", "private", "grants",)
    TABLE = (
        "1 content_type ContentType",
        "2 author string?",
        "3 participants string*",
        "4 assignee string?",
        "5 sharing SharingOption?",
        "6 users string*",
        "7 teams string*",
        "8 private bool?",
        "9 grants ContentGrant*",
    )
    content_type: ContentType
    author: Optional[str]
    participants: List[str]
    assignee: Optional[str]
    sharing: Optional[SharingOption]
    users: List[str]
    teams: List[str]
    private: Optional[bool]
    grants: List[ContentGrant]


class DiscoveredUser(Message):
    __slots__ = ("id", "display_name", "organization", "email",)
    TABLE = (
        "1 id string",
        "2 display_name string",
        "3 organization string",
        "4 email string?",
    )
    id: str
    display_name: str
    organization: str
    email: Optional[str]


class WatchedAnswer(Message):
    __slots__ = ("index", "answer",)
    TABLE = (
        "1 index int32",
        "2 answer CheckAnswer",
    )
    index: int
    answer: CheckAnswer


class FailureDetails(Message):
    __slots__ = ("current_version", "state", "retry_after_millis",)
    TABLE = (
        "1 current_version int64?",
        "2 state string?",
        "3 retry_after_millis int64?",
    )
    current_version: Optional[int]
    state: Optional[str]
    retry_after_millis: Optional[int]


class LocationKey(Message):
    __slots__ = ("organization", "id",)
    TABLE = (
        "1 organization string",
        "2 id string",
    )
    organization: str
    id: str


class Membership(Message):
    __slots__ = ("team", "user", "subgroup", "privacy",)
    TABLE = (
        "1 team string",
        "2 user string",
        "3 subgroup string",
        "4 privacy Privacy",
    )
    team: str
    user: str
    subgroup: str
    privacy: Privacy


class MembershipKey(Message):
    __slots__ = ("team", "user",)
    TABLE = (
        "1 team string",
        "2 user string",
    )
    team: str
    user: str


class RelationshipKey(Message):
    __slots__ = ("owner", "viewer",)
    TABLE = (
        "1 owner string",
        "2 viewer string",
    )
    owner: str
    viewer: str


class DefaultsFact(Message):
    __slots__ = ("organization", "incoming", "outgoing",)
    TABLE = (
        "1 organization string",
        "2 incoming uint64",
        "3 outgoing uint64",
    )
    organization: str
    incoming: int
    outgoing: int


class PartnershipFact(Message):
    __slots__ = ("id", "first", "second", "state", "version", "forward", "backward", "terms_expire_at",)
    TABLE = (
        "1 id string",
        "2 first string",
        "3 second string",
        "4 state PartnershipState",
        "5 version int64",
        "6 forward uint64",
        "7 backward uint64",
        "8 terms_expire_at int64?",
    )
    id: str
    first: str
    second: str
    state: PartnershipState
    version: int
    forward: int
    backward: int
    terms_expire_at: Optional[int]


class SharingPolicy(Message):
    __slots__ = ("content_type", "offered", "fallback", "reach",)
    TABLE = (
        "1 content_type ContentType",
        "2 offered SharingOption*",
        "3 fallback SharingOption",
        "4 reach SharingReach",
    )
    content_type: ContentType
    offered: List[SharingOption]
    fallback: SharingOption
    reach: SharingReach


class OpenRequest(Message):
    __slots__ = ("kind", "by", "terms", "preset", "note", "expires_at", "terms_expire_at",)
    TABLE = (
        "1 kind OpenKind",
        "2 by string",
        "3 terms PermissionEntry*",
        "4 preset Preset",
        "5 note string",
        "6 expires_at int64",
        "7 terms_expire_at int64?",
    )
    kind: OpenKind
    by: str
    terms: List[PermissionEntry]
    preset: Preset
    note: str
    expires_at: int
    terms_expire_at: Optional[int]


class LevelSource(Message):
    __slots__ = ("kind", "level", "id", "viewer_subgroup", "owner_subgroup", "counted",)
    TABLE = (
        "1 kind LevelSourceKind",
        "2 level Level",
        "3 id string?",
        "4 viewer_subgroup string?",
        "5 owner_subgroup string?",
        "6 counted bool",
    )
    kind: LevelSourceKind
    level: Level
    id: Optional[str]
    viewer_subgroup: Optional[str]
    owner_subgroup: Optional[str]
    counted: bool


class ContentGrant(Message):
    __slots__ = ("user", "team", "role",)
    TABLE = (
        "1 user string?",
        "2 team string?",
        "3 role ListRole",
    )
    user: Optional[str]
    team: Optional[str]
    role: ListRole


register(globals())
