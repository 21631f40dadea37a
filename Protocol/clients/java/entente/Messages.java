package entente;

import java.util.List;

/** The messages and words of Entente. Made from `entente.proto` by `Protocol/clients/generate`; do not edit. */
public final class Messages {
    private Messages() {}

    public enum RelationshipPolicy implements Word { UNSPECIFIED, EXTEND_AND_RESTRICT, EXTEND_ONLY }

    public enum Role implements Word { UNSPECIFIED, MEMBER, ADMIN, ENTERPRISE_ADMIN }

    public enum Privacy implements Word { UNSPECIFIED, HIDE_ALL, SUBJECTS_ONLY, SHOW_ALL }

    public enum Level implements Word { UNSPECIFIED, BLOCKED, UNKNOWN, EXTERNAL, FORWARDING_PARTICIPANT, FORWARDER, EMPLOYEE, TEAM_COLLEAGUE, ASSISTANT, ASSISTANT_PLUS }

    public enum TeamKind implements Word { UNSPECIFIED, WORK, MONITORING }

    public enum ContentType implements Word { UNSPECIFIED, SYNCED_MAIL, SYNCED_MEETING, MEETING_NOTE, NOTE, LOGGED_INTERACTION, FILE, REMINDER, LIST }

    public enum SharingOption implements Word { UNSPECIFIED, EVERYONE, TEAMS_AND_USERS, ONLY_YOU }

    public enum SharingReach implements Word { UNSPECIFIED, ANY, OWN }

    public enum SyncedMode implements Word { UNSPECIFIED, EVERYONE, TEAMS_ONLY }

    public enum PrivacyReturn implements Word { UNSPECIFIED, RESTORE, HIDE_ALL }

    public enum IntegrationKind implements Word { UNSPECIFIED, IDENTITY, STORAGE, ASSISTANT, CALENDAR, CHAT, FILES, OTHER }

    public enum IntegrationScope implements Word { UNSPECIFIED, ORGANIZATION, INDIVIDUAL }

    public enum Preset implements Word { UNSPECIFIED, FULL, LIMITED, RESTRICTED, CUSTOM }

    public enum PartnershipFilter implements Word { UNSPECIFIED, ALL, NEEDS_ATTENTION, AWAITING_APPROVAL, ENABLED }

    public enum CallContext implements Word { UNSPECIFIED, FORWARDING_PARTICIPANT, FORWARDER }

    public enum Verdict implements Word { UNSPECIFIED, DENY, ASK, ALLOW }

    public enum Reason implements Word { UNSPECIFIED, UNKNOWN_ACTOR, UNKNOWN_TARGET, ACTOR_DEACTIVATED, TARGET_DEACTIVATED, ACTOR_ORGANIZATION_SUSPENDED, TARGET_ORGANIZATION_SUSPENDED, SELF, RELATIONSHIP, RELATIONSHIP_TOO_LOW, SAME_ORGANIZATION_ONLY, SAME_ORGANIZATION, PARTNERSHIP, DEFAULTS, BLOCKED }

    public enum Disclosure implements Word { UNSPECIFIED, NONE, METADATA, SUBJECT, FULL }

    public enum ListRole implements Word { UNSPECIFIED, VIEWER, EDITOR, OWNER }

    public enum ContentReason implements Word { UNSPECIFIED, UNKNOWN_VIEWER, UNKNOWN_AUTHOR, VIEWER_DEACTIVATED, ORGANIZATION_SUSPENDED, OTHER_ORGANIZATION, AUTHOR, SHARED_WITH_EVERYONE, NAMED, PARTICIPANT, ASSIGNEE, ENTERPRISE_ADMIN, GRANT, NOT_SHARED, NO_PARTICIPANT, PRIVATE_MEETING, MAIL_BODIES_OFF, PERSONAL_PRIVACY, TEAM_PRIVACY, NO_SHARED_TEAM }

    public enum ContentOrigin implements Word { UNSPECIFIED, USER, API, NOTE_IMPORT, FILE_UPLOAD, REMINDER_TRIGGER, MAIL_BOT }

    public enum CapabilityReason implements Word { UNSPECIFIED, ROLE, ROLE_TOO_LOW, ENTERPRISE_PERMISSIONS, USER_DEACTIVATED, ORGANIZATION_SUSPENDED }

    public enum IntegrationReason implements Word { UNSPECIFIED, ORGANIZATION_WIDE, CONNECTED, CONNECT_FIRST, INTEGRATION_OFF, NOT_IN_AUDIENCE, USER_DEACTIVATED, ORGANIZATION_SUSPENDED }

    public enum FailureCode implements Word { UNSPECIFIED, INVALID_ARGUMENT, UNAUTHENTICATED, PERMISSION_DENIED, NOT_FOUND, ALREADY_EXISTS, CONFLICT, FAILED_PRECONDITION, RESOURCE_EXHAUSTED, UNAVAILABLE, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL }

    public enum PermissionState implements Word { UNSPECIFIED, DENY, ASK, ALLOW }

    public enum PartnershipState implements Word { UNSPECIFIED, PROPOSED, ENABLED, DISABLED, REJECTED, WITHDRAWN, LAPSED, DELETED }

    public enum PartnershipAction implements Word { UNSPECIFIED, PROPOSED, ACCEPTED, REJECTED, COUNTERED, REVISED, WITHDRAWN, CHANGE_PROPOSED, DISABLED, ENABLE_REQUESTED, ENABLE_CONFIRMED, ENABLE_DECLINED, ENABLE_CANCELLED, DELETED, LAPSED, TERMS_EXPIRED }

    public enum OpenKind implements Word { UNSPECIFIED, PROPOSAL, CHANGE, ENABLE_REQUEST }

    public enum LevelSourceKind implements Word { UNSPECIFIED, INDIVIDUAL, VIP, LOCATION, WORK_TEAM, MONITORING_TEAM, ASSISTANT, CALL_CONTEXT }

    public enum Scope implements Word { UNSPECIFIED, CHECK, READ, ADMIN, OPERATE, REPLICATE }

    /** Call 1, `hello`: a query; answered by directory, partnership, decision; any token. */
    public static final class Hello extends Request<Welcome> {
        static final Shape SHAPE = new Shape("Hello",
            "1 protocolVersions uint32*",
            "2 client string",
            "3 token string");
        static final Call CALL = new Call(1, "hello", Call.Kind.QUERY, List.of("directory", "partnership", "decision"));

        public Hello() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override Welcome emptyResponse() { return new Welcome(); }

        public List<Integer> protocolVersions() { return this.<List<Integer>>value(0); }

        public Hello protocolVersions(List<Integer> value) { take(0, value); return this; }

        public String client() { return this.<String>value(1); }

        public Hello client(String value) { take(1, value); return this; }

        public String token() { return this.<String>value(2); }

        public Hello token(String value) { take(2, value); return this; }
    }

    /** The answer to `hello`. */
    public static final class Welcome extends Message {
        static final Shape SHAPE = new Shape("Welcome",
            "1 protocolVersion uint32",
            "2 service string",
            "3 instance string",
            "4 maximumFrame uint32",
            "5 heartbeatMillis uint32",
            "6 takesTraces bool",
            "15 position Position");

        public Welcome() { super(SHAPE); }

        public int protocolVersion() { return this.<Integer>value(0); }

        public Welcome protocolVersion(int value) { take(0, value); return this; }

        public String service() { return this.<String>value(1); }

        public Welcome service(String value) { take(1, value); return this; }

        public String instance() { return this.<String>value(2); }

        public Welcome instance(String value) { take(2, value); return this; }

        public int maximumFrame() { return this.<Integer>value(3); }

        public Welcome maximumFrame(int value) { take(3, value); return this; }

        public int heartbeatMillis() { return this.<Integer>value(4); }

        public Welcome heartbeatMillis(int value) { take(4, value); return this; }

        public boolean takesTraces() { return this.<Boolean>value(5); }

        public Welcome takesTraces(boolean value) { take(5, value); return this; }

        public Position position() { return this.<Position>value(6); }

        public Welcome position(Position value) { take(6, value); return this; }
    }

    /** Call 2, `serverStatus`: a query; answered by directory, partnership, decision; any token. */
    public static final class ServerStatusRequest extends Request<ServerStatusResponse> {
        static final Shape SHAPE = new Shape("ServerStatusRequest");
        static final Call CALL = new Call(2, "serverStatus", Call.Kind.QUERY, List.of("directory", "partnership", "decision"));

        public ServerStatusRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ServerStatusResponse emptyResponse() { return new ServerStatusResponse(); }
    }

    /** The answer to `serverStatus`. */
    public static final class ServerStatusResponse extends Message {
        static final Shape SHAPE = new Shape("ServerStatusResponse",
            "1 service string",
            "2 version string",
            "3 instance string",
            "4 uptimeMillis int64",
            "5 ready bool",
            "6 replicas ReplicaStatus*",
            "7 counters Counter*",
            "8 wallMillis int64",
            "15 position Position");

        public ServerStatusResponse() { super(SHAPE); }

        public String service() { return this.<String>value(0); }

        public ServerStatusResponse service(String value) { take(0, value); return this; }

        public String version() { return this.<String>value(1); }

        public ServerStatusResponse version(String value) { take(1, value); return this; }

        public String instance() { return this.<String>value(2); }

        public ServerStatusResponse instance(String value) { take(2, value); return this; }

        public long uptimeMillis() { return this.<Long>value(3); }

        public ServerStatusResponse uptimeMillis(long value) { take(3, value); return this; }

        public boolean ready() { return this.<Boolean>value(4); }

        public ServerStatusResponse ready(boolean value) { take(4, value); return this; }

        public List<ReplicaStatus> replicas() { return this.<List<ReplicaStatus>>value(5); }

        public ServerStatusResponse replicas(List<ReplicaStatus> value) { take(5, value); return this; }

        public List<Counter> counters() { return this.<List<Counter>>value(6); }

        public ServerStatusResponse counters(List<Counter> value) { take(6, value); return this; }

        public long wallMillis() { return this.<Long>value(7); }

        public ServerStatusResponse wallMillis(long value) { take(7, value); return this; }

        public Position position() { return this.<Position>value(8); }

        public ServerStatusResponse position(Position value) { take(8, value); return this; }
    }

    /** Call 3, `snapshot`: a stream; answered by directory, partnership; scope replicate. */
    public static final class SnapshotRequest extends Request<SnapshotChunk> {
        static final Shape SHAPE = new Shape("SnapshotRequest");
        static final Call CALL = new Call(3, "snapshot", Call.Kind.STREAM, List.of("directory", "partnership"));

        public SnapshotRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override SnapshotChunk emptyResponse() { return new SnapshotChunk(); }
    }

    /** One item of the stream that answers `snapshot`. */
    public static final class SnapshotChunk extends Message {
        static final Shape SHAPE = new Shape("SnapshotChunk",
            "1 epoch uint64",
            "2 revision uint64",
            "3 digest uint64",
            "4 facts Fact*",
            "5 done bool");

        public SnapshotChunk() { super(SHAPE); }

        public long epoch() { return this.<Long>value(0); }

        public SnapshotChunk epoch(long value) { take(0, value); return this; }

        public long revision() { return this.<Long>value(1); }

        public SnapshotChunk revision(long value) { take(1, value); return this; }

        public long digest() { return this.<Long>value(2); }

        public SnapshotChunk digest(long value) { take(2, value); return this; }

        public List<Fact> facts() { return this.<List<Fact>>value(3); }

        public SnapshotChunk facts(List<Fact> value) { take(3, value); return this; }

        public boolean done() { return this.<Boolean>value(4); }

        public SnapshotChunk done(boolean value) { take(4, value); return this; }
    }

    /** Call 4, `subscribe`: a stream; answered by directory, partnership; scope replicate. */
    public static final class SubscribeRequest extends Request<FeedItem> {
        static final Shape SHAPE = new Shape("SubscribeRequest",
            "1 epoch uint64",
            "2 after uint64",
            "3 digest uint64");
        static final Call CALL = new Call(4, "subscribe", Call.Kind.STREAM, List.of("directory", "partnership"));

        public SubscribeRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override FeedItem emptyResponse() { return new FeedItem(); }

        public long epoch() { return this.<Long>value(0); }

        public SubscribeRequest epoch(long value) { take(0, value); return this; }

        public long after() { return this.<Long>value(1); }

        public SubscribeRequest after(long value) { take(1, value); return this; }

        public long digest() { return this.<Long>value(2); }

        public SubscribeRequest digest(long value) { take(2, value); return this; }
    }

    /** One item of the stream that answers `subscribe`. */
    public static final class FeedItem extends Message {
        static final Shape SHAPE = new Shape("FeedItem",
            "1 changes Change*",
            "2 head uint64",
            "3 sentAt int64");

        public FeedItem() { super(SHAPE); }

        public List<Change> changes() { return this.<List<Change>>value(0); }

        public FeedItem changes(List<Change> value) { take(0, value); return this; }

        public long head() { return this.<Long>value(1); }

        public FeedItem head(long value) { take(1, value); return this; }

        public long sentAt() { return this.<Long>value(2); }

        public FeedItem sentAt(long value) { take(2, value); return this; }
    }

    /** Call 101, `createOrganization`: a command; answered by directory; scope operate. */
    public static final class CreateOrganizationRequest extends Request<CreateOrganizationResponse> {
        static final Shape SHAPE = new Shape("CreateOrganizationRequest",
            "1 actor string",
            "2 requestKey string",
            "4 id string",
            "5 name string",
            "6 emailDomains string*");
        static final Call CALL = new Call(101, "createOrganization", Call.Kind.COMMAND, List.of("directory"));

        public CreateOrganizationRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override CreateOrganizationResponse emptyResponse() { return new CreateOrganizationResponse(); }

        public String actor() { return this.<String>value(0); }

        public CreateOrganizationRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public CreateOrganizationRequest requestKey(String value) { take(1, value); return this; }

        public String id() { return this.<String>value(2); }

        public CreateOrganizationRequest id(String value) { take(2, value); return this; }

        public String name() { return this.<String>value(3); }

        public CreateOrganizationRequest name(String value) { take(3, value); return this; }

        public List<String> emailDomains() { return this.<List<String>>value(4); }

        public CreateOrganizationRequest emailDomains(List<String> value) { take(4, value); return this; }
    }

    /** The answer to `createOrganization`. */
    public static final class CreateOrganizationResponse extends Message {
        static final Shape SHAPE = new Shape("CreateOrganizationResponse",
            "1 organization Organization",
            "15 position Position");

        public CreateOrganizationResponse() { super(SHAPE); }

        public Organization organization() { return this.<Organization>value(0); }

        public CreateOrganizationResponse organization(Organization value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public CreateOrganizationResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 102, `getOrganization`: a query; answered by directory; scope read. */
    public static final class GetOrganizationRequest extends Request<GetOrganizationResponse> {
        static final Shape SHAPE = new Shape("GetOrganizationRequest",
            "1 id string");
        static final Call CALL = new Call(102, "getOrganization", Call.Kind.QUERY, List.of("directory"));

        public GetOrganizationRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override GetOrganizationResponse emptyResponse() { return new GetOrganizationResponse(); }

        public String id() { return this.<String>value(0); }

        public GetOrganizationRequest id(String value) { take(0, value); return this; }
    }

    /** The answer to `getOrganization`. */
    public static final class GetOrganizationResponse extends Message {
        static final Shape SHAPE = new Shape("GetOrganizationResponse",
            "1 organization Organization",
            "15 position Position");

        public GetOrganizationResponse() { super(SHAPE); }

        public Organization organization() { return this.<Organization>value(0); }

        public GetOrganizationResponse organization(Organization value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public GetOrganizationResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 103, `listOrganizations`: a query; answered by directory; scope read. */
    public static final class ListOrganizationsRequest extends Request<ListOrganizationsResponse> {
        static final Shape SHAPE = new Shape("ListOrganizationsRequest",
            "13 pageSize int32",
            "14 pageToken string");
        static final Call CALL = new Call(103, "listOrganizations", Call.Kind.QUERY, List.of("directory"));

        public ListOrganizationsRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ListOrganizationsResponse emptyResponse() { return new ListOrganizationsResponse(); }

        public int pageSize() { return this.<Integer>value(0); }

        public ListOrganizationsRequest pageSize(int value) { take(0, value); return this; }

        public String pageToken() { return this.<String>value(1); }

        public ListOrganizationsRequest pageToken(String value) { take(1, value); return this; }
    }

    /** The answer to `listOrganizations`. */
    public static final class ListOrganizationsResponse extends Message {
        static final Shape SHAPE = new Shape("ListOrganizationsResponse",
            "1 items Organization*",
            "14 nextPageToken string",
            "15 position Position");

        public ListOrganizationsResponse() { super(SHAPE); }

        public List<Organization> items() { return this.<List<Organization>>value(0); }

        public ListOrganizationsResponse items(List<Organization> value) { take(0, value); return this; }

        public String nextPageToken() { return this.<String>value(1); }

        public ListOrganizationsResponse nextPageToken(String value) { take(1, value); return this; }

        public Position position() { return this.<Position>value(2); }

        public ListOrganizationsResponse position(Position value) { take(2, value); return this; }
    }

    /** Call 104, `updateOrganization`: a command; answered by directory; scope admin or operate. */
    public static final class UpdateOrganizationRequest extends Request<UpdateOrganizationResponse> {
        static final Shape SHAPE = new Shape("UpdateOrganizationRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 id string",
            "5 name string?",
            "6 emailDomains StringList?",
            "7 enterprisePermissions bool?",
            "8 relationshipPolicy RelationshipPolicy?");
        static final Call CALL = new Call(104, "updateOrganization", Call.Kind.COMMAND, List.of("directory"));

        public UpdateOrganizationRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override UpdateOrganizationResponse emptyResponse() { return new UpdateOrganizationResponse(); }

        public String actor() { return this.<String>value(0); }

        public UpdateOrganizationRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public UpdateOrganizationRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public UpdateOrganizationRequest expectedVersion(long value) { take(2, value); return this; }

        public String id() { return this.<String>value(3); }

        public UpdateOrganizationRequest id(String value) { take(3, value); return this; }

        public String name() { return this.<String>value(4); }

        public UpdateOrganizationRequest name(String value) { take(4, value); return this; }

        public StringList emailDomains() { return this.<StringList>value(5); }

        public UpdateOrganizationRequest emailDomains(StringList value) { take(5, value); return this; }

        public Boolean enterprisePermissions() { return this.<Boolean>value(6); }

        public UpdateOrganizationRequest enterprisePermissions(Boolean value) { take(6, value); return this; }

        public RelationshipPolicy relationshipPolicy() { return this.<RelationshipPolicy>value(7); }

        public UpdateOrganizationRequest relationshipPolicy(RelationshipPolicy value) { take(7, value); return this; }
    }

    /** The answer to `updateOrganization`. */
    public static final class UpdateOrganizationResponse extends Message {
        static final Shape SHAPE = new Shape("UpdateOrganizationResponse",
            "1 organization Organization",
            "15 position Position");

        public UpdateOrganizationResponse() { super(SHAPE); }

        public Organization organization() { return this.<Organization>value(0); }

        public UpdateOrganizationResponse organization(Organization value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public UpdateOrganizationResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 105, `suspendOrganization`: a command; answered by directory; scope operate. */
    public static final class SuspendOrganizationRequest extends Request<SuspendOrganizationResponse> {
        static final Shape SHAPE = new Shape("SuspendOrganizationRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 id string");
        static final Call CALL = new Call(105, "suspendOrganization", Call.Kind.COMMAND, List.of("directory"));

        public SuspendOrganizationRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override SuspendOrganizationResponse emptyResponse() { return new SuspendOrganizationResponse(); }

        public String actor() { return this.<String>value(0); }

        public SuspendOrganizationRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public SuspendOrganizationRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public SuspendOrganizationRequest expectedVersion(long value) { take(2, value); return this; }

        public String id() { return this.<String>value(3); }

        public SuspendOrganizationRequest id(String value) { take(3, value); return this; }
    }

    /** The answer to `suspendOrganization`. */
    public static final class SuspendOrganizationResponse extends Message {
        static final Shape SHAPE = new Shape("SuspendOrganizationResponse",
            "1 organization Organization",
            "15 position Position");

        public SuspendOrganizationResponse() { super(SHAPE); }

        public Organization organization() { return this.<Organization>value(0); }

        public SuspendOrganizationResponse organization(Organization value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public SuspendOrganizationResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 106, `resumeOrganization`: a command; answered by directory; scope operate. */
    public static final class ResumeOrganizationRequest extends Request<ResumeOrganizationResponse> {
        static final Shape SHAPE = new Shape("ResumeOrganizationRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 id string");
        static final Call CALL = new Call(106, "resumeOrganization", Call.Kind.COMMAND, List.of("directory"));

        public ResumeOrganizationRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ResumeOrganizationResponse emptyResponse() { return new ResumeOrganizationResponse(); }

        public String actor() { return this.<String>value(0); }

        public ResumeOrganizationRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public ResumeOrganizationRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public ResumeOrganizationRequest expectedVersion(long value) { take(2, value); return this; }

        public String id() { return this.<String>value(3); }

        public ResumeOrganizationRequest id(String value) { take(3, value); return this; }
    }

    /** The answer to `resumeOrganization`. */
    public static final class ResumeOrganizationResponse extends Message {
        static final Shape SHAPE = new Shape("ResumeOrganizationResponse",
            "1 organization Organization",
            "15 position Position");

        public ResumeOrganizationResponse() { super(SHAPE); }

        public Organization organization() { return this.<Organization>value(0); }

        public ResumeOrganizationResponse organization(Organization value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public ResumeOrganizationResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 107, `setRightsMatrix`: a command; answered by directory; scope admin or operate. */
    public static final class SetRightsMatrixRequest extends Request<SetRightsMatrixResponse> {
        static final Shape SHAPE = new Shape("SetRightsMatrixRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 minimums RightMinimum*");
        static final Call CALL = new Call(107, "setRightsMatrix", Call.Kind.COMMAND, List.of("directory"));

        public SetRightsMatrixRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override SetRightsMatrixResponse emptyResponse() { return new SetRightsMatrixResponse(); }

        public String actor() { return this.<String>value(0); }

        public SetRightsMatrixRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public SetRightsMatrixRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public SetRightsMatrixRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public SetRightsMatrixRequest organization(String value) { take(3, value); return this; }

        public List<RightMinimum> minimums() { return this.<List<RightMinimum>>value(4); }

        public SetRightsMatrixRequest minimums(List<RightMinimum> value) { take(4, value); return this; }
    }

    /** The answer to `setRightsMatrix`. */
    public static final class SetRightsMatrixResponse extends Message {
        static final Shape SHAPE = new Shape("SetRightsMatrixResponse",
            "1 organization Organization",
            "15 position Position");

        public SetRightsMatrixResponse() { super(SHAPE); }

        public Organization organization() { return this.<Organization>value(0); }

        public SetRightsMatrixResponse organization(Organization value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public SetRightsMatrixResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 108, `setInteractionFloors`: a command; answered by directory; scope admin or operate. */
    public static final class SetInteractionFloorsRequest extends Request<SetInteractionFloorsResponse> {
        static final Shape SHAPE = new Shape("SetInteractionFloorsRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 floors InteractionFloor*");
        static final Call CALL = new Call(108, "setInteractionFloors", Call.Kind.COMMAND, List.of("directory"));

        public SetInteractionFloorsRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override SetInteractionFloorsResponse emptyResponse() { return new SetInteractionFloorsResponse(); }

        public String actor() { return this.<String>value(0); }

        public SetInteractionFloorsRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public SetInteractionFloorsRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public SetInteractionFloorsRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public SetInteractionFloorsRequest organization(String value) { take(3, value); return this; }

        public List<InteractionFloor> floors() { return this.<List<InteractionFloor>>value(4); }

        public SetInteractionFloorsRequest floors(List<InteractionFloor> value) { take(4, value); return this; }
    }

    /** The answer to `setInteractionFloors`. */
    public static final class SetInteractionFloorsResponse extends Message {
        static final Shape SHAPE = new Shape("SetInteractionFloorsResponse",
            "1 organization Organization",
            "15 position Position");

        public SetInteractionFloorsResponse() { super(SHAPE); }

        public Organization organization() { return this.<Organization>value(0); }

        public SetInteractionFloorsResponse organization(Organization value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public SetInteractionFloorsResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 111, `createUser`: a command; answered by directory; scope admin or operate. */
    public static final class CreateUserRequest extends Request<CreateUserResponse> {
        static final Shape SHAPE = new Shape("CreateUserRequest",
            "1 actor string",
            "2 requestKey string",
            "4 id string",
            "5 organization string",
            "6 email string",
            "7 displayName string",
            "8 role Role?",
            "9 location string?");
        static final Call CALL = new Call(111, "createUser", Call.Kind.COMMAND, List.of("directory"));

        public CreateUserRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override CreateUserResponse emptyResponse() { return new CreateUserResponse(); }

        public String actor() { return this.<String>value(0); }

        public CreateUserRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public CreateUserRequest requestKey(String value) { take(1, value); return this; }

        public String id() { return this.<String>value(2); }

        public CreateUserRequest id(String value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public CreateUserRequest organization(String value) { take(3, value); return this; }

        public String email() { return this.<String>value(4); }

        public CreateUserRequest email(String value) { take(4, value); return this; }

        public String displayName() { return this.<String>value(5); }

        public CreateUserRequest displayName(String value) { take(5, value); return this; }

        public Role role() { return this.<Role>value(6); }

        public CreateUserRequest role(Role value) { take(6, value); return this; }

        public String location() { return this.<String>value(7); }

        public CreateUserRequest location(String value) { take(7, value); return this; }
    }

    /** The answer to `createUser`. */
    public static final class CreateUserResponse extends Message {
        static final Shape SHAPE = new Shape("CreateUserResponse",
            "1 user User",
            "15 position Position");

        public CreateUserResponse() { super(SHAPE); }

        public User user() { return this.<User>value(0); }

        public CreateUserResponse user(User value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public CreateUserResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 112, `importUsers`: a command; answered by directory; scope admin or operate. */
    public static final class ImportUsersRequest extends Request<ImportUsersResponse> {
        static final Shape SHAPE = new Shape("ImportUsersRequest",
            "1 actor string",
            "2 requestKey string",
            "4 users NewUser*");
        static final Call CALL = new Call(112, "importUsers", Call.Kind.COMMAND, List.of("directory"));

        public ImportUsersRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ImportUsersResponse emptyResponse() { return new ImportUsersResponse(); }

        public String actor() { return this.<String>value(0); }

        public ImportUsersRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public ImportUsersRequest requestKey(String value) { take(1, value); return this; }

        public List<NewUser> users() { return this.<List<NewUser>>value(2); }

        public ImportUsersRequest users(List<NewUser> value) { take(2, value); return this; }
    }

    /** The answer to `importUsers`. */
    public static final class ImportUsersResponse extends Message {
        static final Shape SHAPE = new Shape("ImportUsersResponse",
            "1 users User*",
            "15 position Position");

        public ImportUsersResponse() { super(SHAPE); }

        public List<User> users() { return this.<List<User>>value(0); }

        public ImportUsersResponse users(List<User> value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public ImportUsersResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 113, `getUser`: a query; answered by directory; scope read. */
    public static final class GetUserRequest extends Request<GetUserResponse> {
        static final Shape SHAPE = new Shape("GetUserRequest",
            "1 id string");
        static final Call CALL = new Call(113, "getUser", Call.Kind.QUERY, List.of("directory"));

        public GetUserRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override GetUserResponse emptyResponse() { return new GetUserResponse(); }

        public String id() { return this.<String>value(0); }

        public GetUserRequest id(String value) { take(0, value); return this; }
    }

    /** The answer to `getUser`. */
    public static final class GetUserResponse extends Message {
        static final Shape SHAPE = new Shape("GetUserResponse",
            "1 user User",
            "15 position Position");

        public GetUserResponse() { super(SHAPE); }

        public User user() { return this.<User>value(0); }

        public GetUserResponse user(User value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public GetUserResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 114, `findUser`: a query; answered by directory; scope read. */
    public static final class FindUserRequest extends Request<FindUserResponse> {
        static final Shape SHAPE = new Shape("FindUserRequest",
            "1 email string");
        static final Call CALL = new Call(114, "findUser", Call.Kind.QUERY, List.of("directory"));

        public FindUserRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override FindUserResponse emptyResponse() { return new FindUserResponse(); }

        public String email() { return this.<String>value(0); }

        public FindUserRequest email(String value) { take(0, value); return this; }
    }

    /** The answer to `findUser`. */
    public static final class FindUserResponse extends Message {
        static final Shape SHAPE = new Shape("FindUserResponse",
            "1 user User",
            "15 position Position");

        public FindUserResponse() { super(SHAPE); }

        public User user() { return this.<User>value(0); }

        public FindUserResponse user(User value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public FindUserResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 115, `listUsers`: a query; answered by directory; scope read. */
    public static final class ListUsersRequest extends Request<ListUsersResponse> {
        static final Shape SHAPE = new Shape("ListUsersRequest",
            "1 organization string",
            "13 pageSize int32",
            "14 pageToken string");
        static final Call CALL = new Call(115, "listUsers", Call.Kind.QUERY, List.of("directory"));

        public ListUsersRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ListUsersResponse emptyResponse() { return new ListUsersResponse(); }

        public String organization() { return this.<String>value(0); }

        public ListUsersRequest organization(String value) { take(0, value); return this; }

        public int pageSize() { return this.<Integer>value(1); }

        public ListUsersRequest pageSize(int value) { take(1, value); return this; }

        public String pageToken() { return this.<String>value(2); }

        public ListUsersRequest pageToken(String value) { take(2, value); return this; }
    }

    /** The answer to `listUsers`. */
    public static final class ListUsersResponse extends Message {
        static final Shape SHAPE = new Shape("ListUsersResponse",
            "1 items User*",
            "14 nextPageToken string",
            "15 position Position");

        public ListUsersResponse() { super(SHAPE); }

        public List<User> items() { return this.<List<User>>value(0); }

        public ListUsersResponse items(List<User> value) { take(0, value); return this; }

        public String nextPageToken() { return this.<String>value(1); }

        public ListUsersResponse nextPageToken(String value) { take(1, value); return this; }

        public Position position() { return this.<Position>value(2); }

        public ListUsersResponse position(Position value) { take(2, value); return this; }
    }

    /** Call 116, `updateUser`: a command; answered by directory; scope admin or operate. */
    public static final class UpdateUserRequest extends Request<UpdateUserResponse> {
        static final Shape SHAPE = new Shape("UpdateUserRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 id string",
            "5 email string?",
            "6 displayName string?",
            "7 role Role?",
            "8 location string?",
            "9 vip bool?",
            "10 assistant bool?");
        static final Call CALL = new Call(116, "updateUser", Call.Kind.COMMAND, List.of("directory"));

        public UpdateUserRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override UpdateUserResponse emptyResponse() { return new UpdateUserResponse(); }

        public String actor() { return this.<String>value(0); }

        public UpdateUserRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public UpdateUserRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public UpdateUserRequest expectedVersion(long value) { take(2, value); return this; }

        public String id() { return this.<String>value(3); }

        public UpdateUserRequest id(String value) { take(3, value); return this; }

        public String email() { return this.<String>value(4); }

        public UpdateUserRequest email(String value) { take(4, value); return this; }

        public String displayName() { return this.<String>value(5); }

        public UpdateUserRequest displayName(String value) { take(5, value); return this; }

        public Role role() { return this.<Role>value(6); }

        public UpdateUserRequest role(Role value) { take(6, value); return this; }

        public String location() { return this.<String>value(7); }

        public UpdateUserRequest location(String value) { take(7, value); return this; }

        public Boolean vip() { return this.<Boolean>value(8); }

        public UpdateUserRequest vip(Boolean value) { take(8, value); return this; }

        public Boolean assistant() { return this.<Boolean>value(9); }

        public UpdateUserRequest assistant(Boolean value) { take(9, value); return this; }
    }

    /** The answer to `updateUser`. */
    public static final class UpdateUserResponse extends Message {
        static final Shape SHAPE = new Shape("UpdateUserResponse",
            "1 user User",
            "15 position Position");

        public UpdateUserResponse() { super(SHAPE); }

        public User user() { return this.<User>value(0); }

        public UpdateUserResponse user(User value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public UpdateUserResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 117, `deactivateUser`: a command; answered by directory; scope admin or operate. */
    public static final class DeactivateUserRequest extends Request<DeactivateUserResponse> {
        static final Shape SHAPE = new Shape("DeactivateUserRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 id string");
        static final Call CALL = new Call(117, "deactivateUser", Call.Kind.COMMAND, List.of("directory"));

        public DeactivateUserRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override DeactivateUserResponse emptyResponse() { return new DeactivateUserResponse(); }

        public String actor() { return this.<String>value(0); }

        public DeactivateUserRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public DeactivateUserRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public DeactivateUserRequest expectedVersion(long value) { take(2, value); return this; }

        public String id() { return this.<String>value(3); }

        public DeactivateUserRequest id(String value) { take(3, value); return this; }
    }

    /** The answer to `deactivateUser`. */
    public static final class DeactivateUserResponse extends Message {
        static final Shape SHAPE = new Shape("DeactivateUserResponse",
            "1 user User",
            "15 position Position");

        public DeactivateUserResponse() { super(SHAPE); }

        public User user() { return this.<User>value(0); }

        public DeactivateUserResponse user(User value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public DeactivateUserResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 118, `reactivateUser`: a command; answered by directory; scope admin or operate. */
    public static final class ReactivateUserRequest extends Request<ReactivateUserResponse> {
        static final Shape SHAPE = new Shape("ReactivateUserRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 id string");
        static final Call CALL = new Call(118, "reactivateUser", Call.Kind.COMMAND, List.of("directory"));

        public ReactivateUserRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ReactivateUserResponse emptyResponse() { return new ReactivateUserResponse(); }

        public String actor() { return this.<String>value(0); }

        public ReactivateUserRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public ReactivateUserRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public ReactivateUserRequest expectedVersion(long value) { take(2, value); return this; }

        public String id() { return this.<String>value(3); }

        public ReactivateUserRequest id(String value) { take(3, value); return this; }
    }

    /** The answer to `reactivateUser`. */
    public static final class ReactivateUserResponse extends Message {
        static final Shape SHAPE = new Shape("ReactivateUserResponse",
            "1 user User",
            "15 position Position");

        public ReactivateUserResponse() { super(SHAPE); }

        public User user() { return this.<User>value(0); }

        public ReactivateUserResponse user(User value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public ReactivateUserResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 119, `setPersonalPrivacy`: a command; answered by directory; scope admin or operate. */
    public static final class SetPersonalPrivacyRequest extends Request<SetPersonalPrivacyResponse> {
        static final Shape SHAPE = new Shape("SetPersonalPrivacyRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 user string",
            "5 privacy Privacy");
        static final Call CALL = new Call(119, "setPersonalPrivacy", Call.Kind.COMMAND, List.of("directory"));

        public SetPersonalPrivacyRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override SetPersonalPrivacyResponse emptyResponse() { return new SetPersonalPrivacyResponse(); }

        public String actor() { return this.<String>value(0); }

        public SetPersonalPrivacyRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public SetPersonalPrivacyRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public SetPersonalPrivacyRequest expectedVersion(long value) { take(2, value); return this; }

        public String user() { return this.<String>value(3); }

        public SetPersonalPrivacyRequest user(String value) { take(3, value); return this; }

        public Privacy privacy() { return this.<Privacy>value(4); }

        public SetPersonalPrivacyRequest privacy(Privacy value) { take(4, value); return this; }
    }

    /** The answer to `setPersonalPrivacy`. */
    public static final class SetPersonalPrivacyResponse extends Message {
        static final Shape SHAPE = new Shape("SetPersonalPrivacyResponse",
            "1 user User",
            "15 position Position");

        public SetPersonalPrivacyResponse() { super(SHAPE); }

        public User user() { return this.<User>value(0); }

        public SetPersonalPrivacyResponse user(User value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public SetPersonalPrivacyResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 121, `createLocation`: a command; answered by directory; scope admin or operate. */
    public static final class CreateLocationRequest extends Request<CreateLocationResponse> {
        static final Shape SHAPE = new Shape("CreateLocationRequest",
            "1 actor string",
            "2 requestKey string",
            "4 id string",
            "5 organization string",
            "6 name string",
            "7 fromSameLocation Level",
            "8 fromOtherLocations Level",
            "9 fromOutside Level");
        static final Call CALL = new Call(121, "createLocation", Call.Kind.COMMAND, List.of("directory"));

        public CreateLocationRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override CreateLocationResponse emptyResponse() { return new CreateLocationResponse(); }

        public String actor() { return this.<String>value(0); }

        public CreateLocationRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public CreateLocationRequest requestKey(String value) { take(1, value); return this; }

        public String id() { return this.<String>value(2); }

        public CreateLocationRequest id(String value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public CreateLocationRequest organization(String value) { take(3, value); return this; }

        public String name() { return this.<String>value(4); }

        public CreateLocationRequest name(String value) { take(4, value); return this; }

        public Level fromSameLocation() { return this.<Level>value(5); }

        public CreateLocationRequest fromSameLocation(Level value) { take(5, value); return this; }

        public Level fromOtherLocations() { return this.<Level>value(6); }

        public CreateLocationRequest fromOtherLocations(Level value) { take(6, value); return this; }

        public Level fromOutside() { return this.<Level>value(7); }

        public CreateLocationRequest fromOutside(Level value) { take(7, value); return this; }
    }

    /** The answer to `createLocation`. */
    public static final class CreateLocationResponse extends Message {
        static final Shape SHAPE = new Shape("CreateLocationResponse",
            "1 location Location",
            "15 position Position");

        public CreateLocationResponse() { super(SHAPE); }

        public Location location() { return this.<Location>value(0); }

        public CreateLocationResponse location(Location value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public CreateLocationResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 122, `updateLocation`: a command; answered by directory; scope admin or operate. */
    public static final class UpdateLocationRequest extends Request<UpdateLocationResponse> {
        static final Shape SHAPE = new Shape("UpdateLocationRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 id string",
            "6 name string?",
            "7 fromSameLocation Level?",
            "8 fromOtherLocations Level?",
            "9 fromOutside Level?");
        static final Call CALL = new Call(122, "updateLocation", Call.Kind.COMMAND, List.of("directory"));

        public UpdateLocationRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override UpdateLocationResponse emptyResponse() { return new UpdateLocationResponse(); }

        public String actor() { return this.<String>value(0); }

        public UpdateLocationRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public UpdateLocationRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public UpdateLocationRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public UpdateLocationRequest organization(String value) { take(3, value); return this; }

        public String id() { return this.<String>value(4); }

        public UpdateLocationRequest id(String value) { take(4, value); return this; }

        public String name() { return this.<String>value(5); }

        public UpdateLocationRequest name(String value) { take(5, value); return this; }

        public Level fromSameLocation() { return this.<Level>value(6); }

        public UpdateLocationRequest fromSameLocation(Level value) { take(6, value); return this; }

        public Level fromOtherLocations() { return this.<Level>value(7); }

        public UpdateLocationRequest fromOtherLocations(Level value) { take(7, value); return this; }

        public Level fromOutside() { return this.<Level>value(8); }

        public UpdateLocationRequest fromOutside(Level value) { take(8, value); return this; }
    }

    /** The answer to `updateLocation`. */
    public static final class UpdateLocationResponse extends Message {
        static final Shape SHAPE = new Shape("UpdateLocationResponse",
            "1 location Location",
            "15 position Position");

        public UpdateLocationResponse() { super(SHAPE); }

        public Location location() { return this.<Location>value(0); }

        public UpdateLocationResponse location(Location value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public UpdateLocationResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 123, `deleteLocation`: a command; answered by directory; scope admin or operate. */
    public static final class DeleteLocationRequest extends Request<DeleteLocationResponse> {
        static final Shape SHAPE = new Shape("DeleteLocationRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 id string");
        static final Call CALL = new Call(123, "deleteLocation", Call.Kind.COMMAND, List.of("directory"));

        public DeleteLocationRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override DeleteLocationResponse emptyResponse() { return new DeleteLocationResponse(); }

        public String actor() { return this.<String>value(0); }

        public DeleteLocationRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public DeleteLocationRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public DeleteLocationRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public DeleteLocationRequest organization(String value) { take(3, value); return this; }

        public String id() { return this.<String>value(4); }

        public DeleteLocationRequest id(String value) { take(4, value); return this; }
    }

    /** The answer to `deleteLocation`. */
    public static final class DeleteLocationResponse extends Message {
        static final Shape SHAPE = new Shape("DeleteLocationResponse",
            "1 location Location",
            "15 position Position");

        public DeleteLocationResponse() { super(SHAPE); }

        public Location location() { return this.<Location>value(0); }

        public DeleteLocationResponse location(Location value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public DeleteLocationResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 124, `listLocations`: a query; answered by directory; scope read. */
    public static final class ListLocationsRequest extends Request<ListLocationsResponse> {
        static final Shape SHAPE = new Shape("ListLocationsRequest",
            "1 organization string",
            "13 pageSize int32",
            "14 pageToken string");
        static final Call CALL = new Call(124, "listLocations", Call.Kind.QUERY, List.of("directory"));

        public ListLocationsRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ListLocationsResponse emptyResponse() { return new ListLocationsResponse(); }

        public String organization() { return this.<String>value(0); }

        public ListLocationsRequest organization(String value) { take(0, value); return this; }

        public int pageSize() { return this.<Integer>value(1); }

        public ListLocationsRequest pageSize(int value) { take(1, value); return this; }

        public String pageToken() { return this.<String>value(2); }

        public ListLocationsRequest pageToken(String value) { take(2, value); return this; }
    }

    /** The answer to `listLocations`. */
    public static final class ListLocationsResponse extends Message {
        static final Shape SHAPE = new Shape("ListLocationsResponse",
            "1 items Location*",
            "14 nextPageToken string",
            "15 position Position");

        public ListLocationsResponse() { super(SHAPE); }

        public List<Location> items() { return this.<List<Location>>value(0); }

        public ListLocationsResponse items(List<Location> value) { take(0, value); return this; }

        public String nextPageToken() { return this.<String>value(1); }

        public ListLocationsResponse nextPageToken(String value) { take(1, value); return this; }

        public Position position() { return this.<Position>value(2); }

        public ListLocationsResponse position(Position value) { take(2, value); return this; }
    }

    /** Call 131, `createTeam`: a command; answered by directory; scope admin or operate. */
    public static final class CreateTeamRequest extends Request<CreateTeamResponse> {
        static final Shape SHAPE = new Shape("CreateTeamRequest",
            "1 actor string",
            "2 requestKey string",
            "4 id string",
            "5 organization string",
            "6 name string",
            "7 kind TeamKind",
            "8 level Level?",
            "9 subgroups string*",
            "10 grants TeamGrant*");
        static final Call CALL = new Call(131, "createTeam", Call.Kind.COMMAND, List.of("directory"));

        public CreateTeamRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override CreateTeamResponse emptyResponse() { return new CreateTeamResponse(); }

        public String actor() { return this.<String>value(0); }

        public CreateTeamRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public CreateTeamRequest requestKey(String value) { take(1, value); return this; }

        public String id() { return this.<String>value(2); }

        public CreateTeamRequest id(String value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public CreateTeamRequest organization(String value) { take(3, value); return this; }

        public String name() { return this.<String>value(4); }

        public CreateTeamRequest name(String value) { take(4, value); return this; }

        public TeamKind kind() { return this.<TeamKind>value(5); }

        public CreateTeamRequest kind(TeamKind value) { take(5, value); return this; }

        public Level level() { return this.<Level>value(6); }

        public CreateTeamRequest level(Level value) { take(6, value); return this; }

        public List<String> subgroups() { return this.<List<String>>value(7); }

        public CreateTeamRequest subgroups(List<String> value) { take(7, value); return this; }

        public List<TeamGrant> grants() { return this.<List<TeamGrant>>value(8); }

        public CreateTeamRequest grants(List<TeamGrant> value) { take(8, value); return this; }
    }

    /** The answer to `createTeam`. */
    public static final class CreateTeamResponse extends Message {
        static final Shape SHAPE = new Shape("CreateTeamResponse",
            "1 team Team",
            "15 position Position");

        public CreateTeamResponse() { super(SHAPE); }

        public Team team() { return this.<Team>value(0); }

        public CreateTeamResponse team(Team value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public CreateTeamResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 132, `updateTeam`: a command; answered by directory; scope admin or operate. */
    public static final class UpdateTeamRequest extends Request<UpdateTeamResponse> {
        static final Shape SHAPE = new Shape("UpdateTeamRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 id string",
            "5 name string?",
            "6 level Level?",
            "7 subgroups StringList?",
            "8 grants TeamGrantList?");
        static final Call CALL = new Call(132, "updateTeam", Call.Kind.COMMAND, List.of("directory"));

        public UpdateTeamRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override UpdateTeamResponse emptyResponse() { return new UpdateTeamResponse(); }

        public String actor() { return this.<String>value(0); }

        public UpdateTeamRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public UpdateTeamRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public UpdateTeamRequest expectedVersion(long value) { take(2, value); return this; }

        public String id() { return this.<String>value(3); }

        public UpdateTeamRequest id(String value) { take(3, value); return this; }

        public String name() { return this.<String>value(4); }

        public UpdateTeamRequest name(String value) { take(4, value); return this; }

        public Level level() { return this.<Level>value(5); }

        public UpdateTeamRequest level(Level value) { take(5, value); return this; }

        public StringList subgroups() { return this.<StringList>value(6); }

        public UpdateTeamRequest subgroups(StringList value) { take(6, value); return this; }

        public TeamGrantList grants() { return this.<TeamGrantList>value(7); }

        public UpdateTeamRequest grants(TeamGrantList value) { take(7, value); return this; }
    }

    /** The answer to `updateTeam`. */
    public static final class UpdateTeamResponse extends Message {
        static final Shape SHAPE = new Shape("UpdateTeamResponse",
            "1 team Team",
            "15 position Position");

        public UpdateTeamResponse() { super(SHAPE); }

        public Team team() { return this.<Team>value(0); }

        public UpdateTeamResponse team(Team value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public UpdateTeamResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 133, `deleteTeam`: a command; answered by directory; scope admin or operate. */
    public static final class DeleteTeamRequest extends Request<DeleteTeamResponse> {
        static final Shape SHAPE = new Shape("DeleteTeamRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 id string");
        static final Call CALL = new Call(133, "deleteTeam", Call.Kind.COMMAND, List.of("directory"));

        public DeleteTeamRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override DeleteTeamResponse emptyResponse() { return new DeleteTeamResponse(); }

        public String actor() { return this.<String>value(0); }

        public DeleteTeamRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public DeleteTeamRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public DeleteTeamRequest expectedVersion(long value) { take(2, value); return this; }

        public String id() { return this.<String>value(3); }

        public DeleteTeamRequest id(String value) { take(3, value); return this; }
    }

    /** The answer to `deleteTeam`. */
    public static final class DeleteTeamResponse extends Message {
        static final Shape SHAPE = new Shape("DeleteTeamResponse",
            "1 team Team",
            "15 position Position");

        public DeleteTeamResponse() { super(SHAPE); }

        public Team team() { return this.<Team>value(0); }

        public DeleteTeamResponse team(Team value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public DeleteTeamResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 134, `getTeam`: a query; answered by directory; scope read. */
    public static final class GetTeamRequest extends Request<GetTeamResponse> {
        static final Shape SHAPE = new Shape("GetTeamRequest",
            "1 id string");
        static final Call CALL = new Call(134, "getTeam", Call.Kind.QUERY, List.of("directory"));

        public GetTeamRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override GetTeamResponse emptyResponse() { return new GetTeamResponse(); }

        public String id() { return this.<String>value(0); }

        public GetTeamRequest id(String value) { take(0, value); return this; }
    }

    /** The answer to `getTeam`. */
    public static final class GetTeamResponse extends Message {
        static final Shape SHAPE = new Shape("GetTeamResponse",
            "1 team Team",
            "15 position Position");

        public GetTeamResponse() { super(SHAPE); }

        public Team team() { return this.<Team>value(0); }

        public GetTeamResponse team(Team value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public GetTeamResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 135, `listTeams`: a query; answered by directory; scope read. */
    public static final class ListTeamsRequest extends Request<ListTeamsResponse> {
        static final Shape SHAPE = new Shape("ListTeamsRequest",
            "1 organization string",
            "13 pageSize int32",
            "14 pageToken string");
        static final Call CALL = new Call(135, "listTeams", Call.Kind.QUERY, List.of("directory"));

        public ListTeamsRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ListTeamsResponse emptyResponse() { return new ListTeamsResponse(); }

        public String organization() { return this.<String>value(0); }

        public ListTeamsRequest organization(String value) { take(0, value); return this; }

        public int pageSize() { return this.<Integer>value(1); }

        public ListTeamsRequest pageSize(int value) { take(1, value); return this; }

        public String pageToken() { return this.<String>value(2); }

        public ListTeamsRequest pageToken(String value) { take(2, value); return this; }
    }

    /** The answer to `listTeams`. */
    public static final class ListTeamsResponse extends Message {
        static final Shape SHAPE = new Shape("ListTeamsResponse",
            "1 items Team*",
            "14 nextPageToken string",
            "15 position Position");

        public ListTeamsResponse() { super(SHAPE); }

        public List<Team> items() { return this.<List<Team>>value(0); }

        public ListTeamsResponse items(List<Team> value) { take(0, value); return this; }

        public String nextPageToken() { return this.<String>value(1); }

        public ListTeamsResponse nextPageToken(String value) { take(1, value); return this; }

        public Position position() { return this.<Position>value(2); }

        public ListTeamsResponse position(Position value) { take(2, value); return this; }
    }

    /** Call 136, `addTeamMembers`: a command; answered by directory; scope admin or operate. */
    public static final class AddTeamMembersRequest extends Request<AddTeamMembersResponse> {
        static final Shape SHAPE = new Shape("AddTeamMembersRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 team string",
            "5 members TeamMember*");
        static final Call CALL = new Call(136, "addTeamMembers", Call.Kind.COMMAND, List.of("directory"));

        public AddTeamMembersRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override AddTeamMembersResponse emptyResponse() { return new AddTeamMembersResponse(); }

        public String actor() { return this.<String>value(0); }

        public AddTeamMembersRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public AddTeamMembersRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public AddTeamMembersRequest expectedVersion(long value) { take(2, value); return this; }

        public String team() { return this.<String>value(3); }

        public AddTeamMembersRequest team(String value) { take(3, value); return this; }

        public List<TeamMember> members() { return this.<List<TeamMember>>value(4); }

        public AddTeamMembersRequest members(List<TeamMember> value) { take(4, value); return this; }
    }

    /** The answer to `addTeamMembers`. */
    public static final class AddTeamMembersResponse extends Message {
        static final Shape SHAPE = new Shape("AddTeamMembersResponse",
            "1 team Team",
            "15 position Position");

        public AddTeamMembersResponse() { super(SHAPE); }

        public Team team() { return this.<Team>value(0); }

        public AddTeamMembersResponse team(Team value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public AddTeamMembersResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 137, `removeTeamMembers`: a command; answered by directory; scope admin or operate. */
    public static final class RemoveTeamMembersRequest extends Request<RemoveTeamMembersResponse> {
        static final Shape SHAPE = new Shape("RemoveTeamMembersRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 team string",
            "5 users string*");
        static final Call CALL = new Call(137, "removeTeamMembers", Call.Kind.COMMAND, List.of("directory"));

        public RemoveTeamMembersRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override RemoveTeamMembersResponse emptyResponse() { return new RemoveTeamMembersResponse(); }

        public String actor() { return this.<String>value(0); }

        public RemoveTeamMembersRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public RemoveTeamMembersRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public RemoveTeamMembersRequest expectedVersion(long value) { take(2, value); return this; }

        public String team() { return this.<String>value(3); }

        public RemoveTeamMembersRequest team(String value) { take(3, value); return this; }

        public List<String> users() { return this.<List<String>>value(4); }

        public RemoveTeamMembersRequest users(List<String> value) { take(4, value); return this; }
    }

    /** The answer to `removeTeamMembers`. */
    public static final class RemoveTeamMembersResponse extends Message {
        static final Shape SHAPE = new Shape("RemoveTeamMembersResponse",
            "1 team Team",
            "15 position Position");

        public RemoveTeamMembersResponse() { super(SHAPE); }

        public Team team() { return this.<Team>value(0); }

        public RemoveTeamMembersResponse team(Team value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public RemoveTeamMembersResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 138, `setTeamPrivacy`: a command; answered by directory; scope admin or operate. */
    public static final class SetTeamPrivacyRequest extends Request<SetTeamPrivacyResponse> {
        static final Shape SHAPE = new Shape("SetTeamPrivacyRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 team string",
            "5 user string",
            "6 privacy Privacy");
        static final Call CALL = new Call(138, "setTeamPrivacy", Call.Kind.COMMAND, List.of("directory"));

        public SetTeamPrivacyRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override SetTeamPrivacyResponse emptyResponse() { return new SetTeamPrivacyResponse(); }

        public String actor() { return this.<String>value(0); }

        public SetTeamPrivacyRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public SetTeamPrivacyRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public SetTeamPrivacyRequest expectedVersion(long value) { take(2, value); return this; }

        public String team() { return this.<String>value(3); }

        public SetTeamPrivacyRequest team(String value) { take(3, value); return this; }

        public String user() { return this.<String>value(4); }

        public SetTeamPrivacyRequest user(String value) { take(4, value); return this; }

        public Privacy privacy() { return this.<Privacy>value(5); }

        public SetTeamPrivacyRequest privacy(Privacy value) { take(5, value); return this; }
    }

    /** The answer to `setTeamPrivacy`. */
    public static final class SetTeamPrivacyResponse extends Message {
        static final Shape SHAPE = new Shape("SetTeamPrivacyResponse",
            "1 team Team",
            "15 position Position");

        public SetTeamPrivacyResponse() { super(SHAPE); }

        public Team team() { return this.<Team>value(0); }

        public SetTeamPrivacyResponse team(Team value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public SetTeamPrivacyResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 141, `setRelationship`: a command; answered by directory; scope admin or operate. */
    public static final class SetRelationshipRequest extends Request<SetRelationshipResponse> {
        static final Shape SHAPE = new Shape("SetRelationshipRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 owner string",
            "5 viewer string",
            "6 level Level?");
        static final Call CALL = new Call(141, "setRelationship", Call.Kind.COMMAND, List.of("directory"));

        public SetRelationshipRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override SetRelationshipResponse emptyResponse() { return new SetRelationshipResponse(); }

        public String actor() { return this.<String>value(0); }

        public SetRelationshipRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public SetRelationshipRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public SetRelationshipRequest expectedVersion(long value) { take(2, value); return this; }

        public String owner() { return this.<String>value(3); }

        public SetRelationshipRequest owner(String value) { take(3, value); return this; }

        public String viewer() { return this.<String>value(4); }

        public SetRelationshipRequest viewer(String value) { take(4, value); return this; }

        public Level level() { return this.<Level>value(5); }

        public SetRelationshipRequest level(Level value) { take(5, value); return this; }
    }

    /** The answer to `setRelationship`. */
    public static final class SetRelationshipResponse extends Message {
        static final Shape SHAPE = new Shape("SetRelationshipResponse",
            "1 relationship Relationship",
            "15 position Position");

        public SetRelationshipResponse() { super(SHAPE); }

        public Relationship relationship() { return this.<Relationship>value(0); }

        public SetRelationshipResponse relationship(Relationship value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public SetRelationshipResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 142, `relationshipOptions`: a query; answered by directory; scope read. */
    public static final class RelationshipOptionsRequest extends Request<RelationshipOptionsResponse> {
        static final Shape SHAPE = new Shape("RelationshipOptionsRequest",
            "1 owner string",
            "2 viewer string");
        static final Call CALL = new Call(142, "relationshipOptions", Call.Kind.QUERY, List.of("directory"));

        public RelationshipOptionsRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override RelationshipOptionsResponse emptyResponse() { return new RelationshipOptionsResponse(); }

        public String owner() { return this.<String>value(0); }

        public RelationshipOptionsRequest owner(String value) { take(0, value); return this; }

        public String viewer() { return this.<String>value(1); }

        public RelationshipOptionsRequest viewer(String value) { take(1, value); return this; }
    }

    /** The answer to `relationshipOptions`. */
    public static final class RelationshipOptionsResponse extends Message {
        static final Shape SHAPE = new Shape("RelationshipOptionsResponse",
            "1 relationship Relationship?",
            "2 base Level",
            "3 levels Level*",
            "4 policy RelationshipPolicy",
            "15 position Position");

        public RelationshipOptionsResponse() { super(SHAPE); }

        public Relationship relationship() { return this.<Relationship>value(0); }

        public RelationshipOptionsResponse relationship(Relationship value) { take(0, value); return this; }

        public Level base() { return this.<Level>value(1); }

        public RelationshipOptionsResponse base(Level value) { take(1, value); return this; }

        public List<Level> levels() { return this.<List<Level>>value(2); }

        public RelationshipOptionsResponse levels(List<Level> value) { take(2, value); return this; }

        public RelationshipPolicy policy() { return this.<RelationshipPolicy>value(3); }

        public RelationshipOptionsResponse policy(RelationshipPolicy value) { take(3, value); return this; }

        public Position position() { return this.<Position>value(4); }

        public RelationshipOptionsResponse position(Position value) { take(4, value); return this; }
    }

    /** Call 143, `listRelationships`: a query; answered by directory; scope read. */
    public static final class ListRelationshipsRequest extends Request<ListRelationshipsResponse> {
        static final Shape SHAPE = new Shape("ListRelationshipsRequest",
            "1 owner string",
            "13 pageSize int32",
            "14 pageToken string");
        static final Call CALL = new Call(143, "listRelationships", Call.Kind.QUERY, List.of("directory"));

        public ListRelationshipsRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ListRelationshipsResponse emptyResponse() { return new ListRelationshipsResponse(); }

        public String owner() { return this.<String>value(0); }

        public ListRelationshipsRequest owner(String value) { take(0, value); return this; }

        public int pageSize() { return this.<Integer>value(1); }

        public ListRelationshipsRequest pageSize(int value) { take(1, value); return this; }

        public String pageToken() { return this.<String>value(2); }

        public ListRelationshipsRequest pageToken(String value) { take(2, value); return this; }
    }

    /** The answer to `listRelationships`. */
    public static final class ListRelationshipsResponse extends Message {
        static final Shape SHAPE = new Shape("ListRelationshipsResponse",
            "1 items Relationship*",
            "14 nextPageToken string",
            "15 position Position");

        public ListRelationshipsResponse() { super(SHAPE); }

        public List<Relationship> items() { return this.<List<Relationship>>value(0); }

        public ListRelationshipsResponse items(List<Relationship> value) { take(0, value); return this; }

        public String nextPageToken() { return this.<String>value(1); }

        public ListRelationshipsResponse nextPageToken(String value) { take(1, value); return this; }

        public Position position() { return this.<Position>value(2); }

        public ListRelationshipsResponse position(Position value) { take(2, value); return this; }
    }

    /** Call 151, `setSharingPolicy`: a command; answered by directory; scope admin or operate. */
    public static final class SetSharingPolicyRequest extends Request<SetSharingPolicyResponse> {
        static final Shape SHAPE = new Shape("SetSharingPolicyRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 contentType ContentType",
            "6 offered SharingOption*",
            "7 fallback SharingOption",
            "8 reach SharingReach?");
        static final Call CALL = new Call(151, "setSharingPolicy", Call.Kind.COMMAND, List.of("directory"));

        public SetSharingPolicyRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override SetSharingPolicyResponse emptyResponse() { return new SetSharingPolicyResponse(); }

        public String actor() { return this.<String>value(0); }

        public SetSharingPolicyRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public SetSharingPolicyRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public SetSharingPolicyRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public SetSharingPolicyRequest organization(String value) { take(3, value); return this; }

        public ContentType contentType() { return this.<ContentType>value(4); }

        public SetSharingPolicyRequest contentType(ContentType value) { take(4, value); return this; }

        public List<SharingOption> offered() { return this.<List<SharingOption>>value(5); }

        public SetSharingPolicyRequest offered(List<SharingOption> value) { take(5, value); return this; }

        public SharingOption fallback() { return this.<SharingOption>value(6); }

        public SetSharingPolicyRequest fallback(SharingOption value) { take(6, value); return this; }

        public SharingReach reach() { return this.<SharingReach>value(7); }

        public SetSharingPolicyRequest reach(SharingReach value) { take(7, value); return this; }
    }

    /** The answer to `setSharingPolicy`. */
    public static final class SetSharingPolicyResponse extends Message {
        static final Shape SHAPE = new Shape("SetSharingPolicyResponse",
            "1 organization Organization",
            "15 position Position");

        public SetSharingPolicyResponse() { super(SHAPE); }

        public Organization organization() { return this.<Organization>value(0); }

        public SetSharingPolicyResponse organization(Organization value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public SetSharingPolicyResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 152, `setSyncedMode`: a command; answered by directory; scope admin or operate. */
    public static final class SetSyncedModeRequest extends Request<SetSyncedModeResponse> {
        static final Shape SHAPE = new Shape("SetSyncedModeRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 mode SyncedMode",
            "6 onReturn PrivacyReturn?");
        static final Call CALL = new Call(152, "setSyncedMode", Call.Kind.COMMAND, List.of("directory"));

        public SetSyncedModeRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override SetSyncedModeResponse emptyResponse() { return new SetSyncedModeResponse(); }

        public String actor() { return this.<String>value(0); }

        public SetSyncedModeRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public SetSyncedModeRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public SetSyncedModeRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public SetSyncedModeRequest organization(String value) { take(3, value); return this; }

        public SyncedMode mode() { return this.<SyncedMode>value(4); }

        public SetSyncedModeRequest mode(SyncedMode value) { take(4, value); return this; }

        public PrivacyReturn onReturn() { return this.<PrivacyReturn>value(5); }

        public SetSyncedModeRequest onReturn(PrivacyReturn value) { take(5, value); return this; }
    }

    /** The answer to `setSyncedMode`. */
    public static final class SetSyncedModeResponse extends Message {
        static final Shape SHAPE = new Shape("SetSyncedModeResponse",
            "1 organization Organization",
            "15 position Position");

        public SetSyncedModeResponse() { super(SHAPE); }

        public Organization organization() { return this.<Organization>value(0); }

        public SetSyncedModeResponse organization(Organization value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public SetSyncedModeResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 153, `setSyncedLimits`: a command; answered by directory; scope admin or operate. */
    public static final class SetSyncedLimitsRequest extends Request<SetSyncedLimitsResponse> {
        static final Shape SHAPE = new Shape("SetSyncedLimitsRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 mailBodies bool",
            "6 privateMeetings bool");
        static final Call CALL = new Call(153, "setSyncedLimits", Call.Kind.COMMAND, List.of("directory"));

        public SetSyncedLimitsRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override SetSyncedLimitsResponse emptyResponse() { return new SetSyncedLimitsResponse(); }

        public String actor() { return this.<String>value(0); }

        public SetSyncedLimitsRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public SetSyncedLimitsRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public SetSyncedLimitsRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public SetSyncedLimitsRequest organization(String value) { take(3, value); return this; }

        public boolean mailBodies() { return this.<Boolean>value(4); }

        public SetSyncedLimitsRequest mailBodies(boolean value) { take(4, value); return this; }

        public boolean privateMeetings() { return this.<Boolean>value(5); }

        public SetSyncedLimitsRequest privateMeetings(boolean value) { take(5, value); return this; }
    }

    /** The answer to `setSyncedLimits`. */
    public static final class SetSyncedLimitsResponse extends Message {
        static final Shape SHAPE = new Shape("SetSyncedLimitsResponse",
            "1 organization Organization",
            "15 position Position");

        public SetSyncedLimitsResponse() { super(SHAPE); }

        public Organization organization() { return this.<Organization>value(0); }

        public SetSyncedLimitsResponse organization(Organization value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public SetSyncedLimitsResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 161, `putIntegration`: a command; answered by directory; scope admin or operate. */
    public static final class PutIntegrationRequest extends Request<PutIntegrationResponse> {
        static final Shape SHAPE = new Shape("PutIntegrationRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 id string",
            "6 kind IntegrationKind",
            "7 scope IntegrationScope",
            "8 enabled bool",
            "9 teams string*");
        static final Call CALL = new Call(161, "putIntegration", Call.Kind.COMMAND, List.of("directory"));

        public PutIntegrationRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override PutIntegrationResponse emptyResponse() { return new PutIntegrationResponse(); }

        public String actor() { return this.<String>value(0); }

        public PutIntegrationRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public PutIntegrationRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public PutIntegrationRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public PutIntegrationRequest organization(String value) { take(3, value); return this; }

        public String id() { return this.<String>value(4); }

        public PutIntegrationRequest id(String value) { take(4, value); return this; }

        public IntegrationKind kind() { return this.<IntegrationKind>value(5); }

        public PutIntegrationRequest kind(IntegrationKind value) { take(5, value); return this; }

        public IntegrationScope scope() { return this.<IntegrationScope>value(6); }

        public PutIntegrationRequest scope(IntegrationScope value) { take(6, value); return this; }

        public boolean enabled() { return this.<Boolean>value(7); }

        public PutIntegrationRequest enabled(boolean value) { take(7, value); return this; }

        public List<String> teams() { return this.<List<String>>value(8); }

        public PutIntegrationRequest teams(List<String> value) { take(8, value); return this; }
    }

    /** The answer to `putIntegration`. */
    public static final class PutIntegrationResponse extends Message {
        static final Shape SHAPE = new Shape("PutIntegrationResponse",
            "1 integration Integration",
            "15 position Position");

        public PutIntegrationResponse() { super(SHAPE); }

        public Integration integration() { return this.<Integration>value(0); }

        public PutIntegrationResponse integration(Integration value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public PutIntegrationResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 162, `connectIntegration`: a command; answered by directory; scope admin or operate. */
    public static final class ConnectIntegrationRequest extends Request<ConnectIntegrationResponse> {
        static final Shape SHAPE = new Shape("ConnectIntegrationRequest",
            "1 actor string",
            "2 requestKey string",
            "4 user string",
            "5 integration string");
        static final Call CALL = new Call(162, "connectIntegration", Call.Kind.COMMAND, List.of("directory"));

        public ConnectIntegrationRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ConnectIntegrationResponse emptyResponse() { return new ConnectIntegrationResponse(); }

        public String actor() { return this.<String>value(0); }

        public ConnectIntegrationRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public ConnectIntegrationRequest requestKey(String value) { take(1, value); return this; }

        public String user() { return this.<String>value(2); }

        public ConnectIntegrationRequest user(String value) { take(2, value); return this; }

        public String integration() { return this.<String>value(3); }

        public ConnectIntegrationRequest integration(String value) { take(3, value); return this; }
    }

    /** The answer to `connectIntegration`. */
    public static final class ConnectIntegrationResponse extends Message {
        static final Shape SHAPE = new Shape("ConnectIntegrationResponse",
            "1 connection IntegrationConnection",
            "15 position Position");

        public ConnectIntegrationResponse() { super(SHAPE); }

        public IntegrationConnection connection() { return this.<IntegrationConnection>value(0); }

        public ConnectIntegrationResponse connection(IntegrationConnection value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public ConnectIntegrationResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 163, `disconnectIntegration`: a command; answered by directory; scope admin or operate. */
    public static final class DisconnectIntegrationRequest extends Request<DisconnectIntegrationResponse> {
        static final Shape SHAPE = new Shape("DisconnectIntegrationRequest",
            "1 actor string",
            "2 requestKey string",
            "4 user string",
            "5 integration string");
        static final Call CALL = new Call(163, "disconnectIntegration", Call.Kind.COMMAND, List.of("directory"));

        public DisconnectIntegrationRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override DisconnectIntegrationResponse emptyResponse() { return new DisconnectIntegrationResponse(); }

        public String actor() { return this.<String>value(0); }

        public DisconnectIntegrationRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public DisconnectIntegrationRequest requestKey(String value) { take(1, value); return this; }

        public String user() { return this.<String>value(2); }

        public DisconnectIntegrationRequest user(String value) { take(2, value); return this; }

        public String integration() { return this.<String>value(3); }

        public DisconnectIntegrationRequest integration(String value) { take(3, value); return this; }
    }

    /** The answer to `disconnectIntegration`. */
    public static final class DisconnectIntegrationResponse extends Message {
        static final Shape SHAPE = new Shape("DisconnectIntegrationResponse",
            "1 connection IntegrationConnection",
            "15 position Position");

        public DisconnectIntegrationResponse() { super(SHAPE); }

        public IntegrationConnection connection() { return this.<IntegrationConnection>value(0); }

        public DisconnectIntegrationResponse connection(IntegrationConnection value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public DisconnectIntegrationResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 164, `listIntegrations`: a query; answered by directory; scope read. */
    public static final class ListIntegrationsRequest extends Request<ListIntegrationsResponse> {
        static final Shape SHAPE = new Shape("ListIntegrationsRequest",
            "1 organization string",
            "13 pageSize int32",
            "14 pageToken string");
        static final Call CALL = new Call(164, "listIntegrations", Call.Kind.QUERY, List.of("directory"));

        public ListIntegrationsRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ListIntegrationsResponse emptyResponse() { return new ListIntegrationsResponse(); }

        public String organization() { return this.<String>value(0); }

        public ListIntegrationsRequest organization(String value) { take(0, value); return this; }

        public int pageSize() { return this.<Integer>value(1); }

        public ListIntegrationsRequest pageSize(int value) { take(1, value); return this; }

        public String pageToken() { return this.<String>value(2); }

        public ListIntegrationsRequest pageToken(String value) { take(2, value); return this; }
    }

    /** The answer to `listIntegrations`. */
    public static final class ListIntegrationsResponse extends Message {
        static final Shape SHAPE = new Shape("ListIntegrationsResponse",
            "1 items Integration*",
            "14 nextPageToken string",
            "15 position Position");

        public ListIntegrationsResponse() { super(SHAPE); }

        public List<Integration> items() { return this.<List<Integration>>value(0); }

        public ListIntegrationsResponse items(List<Integration> value) { take(0, value); return this; }

        public String nextPageToken() { return this.<String>value(1); }

        public ListIntegrationsResponse nextPageToken(String value) { take(1, value); return this; }

        public Position position() { return this.<Position>value(2); }

        public ListIntegrationsResponse position(Position value) { take(2, value); return this; }
    }

    /** Call 191, `listEvents`: a query; answered by directory; scope read. */
    public static final class ListEventsRequest extends Request<ListEventsResponse> {
        static final Shape SHAPE = new Shape("ListEventsRequest",
            "1 organization string?",
            "2 after int64",
            "13 pageSize int32",
            "14 pageToken string");
        static final Call CALL = new Call(191, "listEvents", Call.Kind.QUERY, List.of("directory"));

        public ListEventsRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ListEventsResponse emptyResponse() { return new ListEventsResponse(); }

        public String organization() { return this.<String>value(0); }

        public ListEventsRequest organization(String value) { take(0, value); return this; }

        public long after() { return this.<Long>value(1); }

        public ListEventsRequest after(long value) { take(1, value); return this; }

        public int pageSize() { return this.<Integer>value(2); }

        public ListEventsRequest pageSize(int value) { take(2, value); return this; }

        public String pageToken() { return this.<String>value(3); }

        public ListEventsRequest pageToken(String value) { take(3, value); return this; }
    }

    /** The answer to `listEvents`. */
    public static final class ListEventsResponse extends Message {
        static final Shape SHAPE = new Shape("ListEventsResponse",
            "1 items Event*",
            "14 nextPageToken string",
            "15 position Position");

        public ListEventsResponse() { super(SHAPE); }

        public List<Event> items() { return this.<List<Event>>value(0); }

        public ListEventsResponse items(List<Event> value) { take(0, value); return this; }

        public String nextPageToken() { return this.<String>value(1); }

        public ListEventsResponse nextPageToken(String value) { take(1, value); return this; }

        public Position position() { return this.<Position>value(2); }

        public ListEventsResponse position(Position value) { take(2, value); return this; }
    }

    /** Call 201, `listInteractions`: a query; answered by partnership; scope read. */
    public static final class ListInteractionsRequest extends Request<ListInteractionsResponse> {
        static final Shape SHAPE = new Shape("ListInteractionsRequest",
            "13 pageSize int32",
            "14 pageToken string",
            "15 atLeast Position?");
        static final Call CALL = new Call(201, "listInteractions", Call.Kind.QUERY, List.of("partnership"));

        public ListInteractionsRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ListInteractionsResponse emptyResponse() { return new ListInteractionsResponse(); }

        public int pageSize() { return this.<Integer>value(0); }

        public ListInteractionsRequest pageSize(int value) { take(0, value); return this; }

        public String pageToken() { return this.<String>value(1); }

        public ListInteractionsRequest pageToken(String value) { take(1, value); return this; }

        public Position atLeast() { return this.<Position>value(2); }

        public ListInteractionsRequest atLeast(Position value) { take(2, value); return this; }
    }

    /** The answer to `listInteractions`. */
    public static final class ListInteractionsResponse extends Message {
        static final Shape SHAPE = new Shape("ListInteractionsResponse",
            "1 items Interaction*",
            "14 nextPageToken string",
            "15 position Position");

        public ListInteractionsResponse() { super(SHAPE); }

        public List<Interaction> items() { return this.<List<Interaction>>value(0); }

        public ListInteractionsResponse items(List<Interaction> value) { take(0, value); return this; }

        public String nextPageToken() { return this.<String>value(1); }

        public ListInteractionsResponse nextPageToken(String value) { take(1, value); return this; }

        public Position position() { return this.<Position>value(2); }

        public ListInteractionsResponse position(Position value) { take(2, value); return this; }
    }

    /** Call 202, `registerInteraction`: a command; answered by partnership; scope operate. */
    public static final class RegisterInteractionRequest extends Request<RegisterInteractionResponse> {
        static final Shape SHAPE = new Shape("RegisterInteractionRequest",
            "1 actor string",
            "2 requestKey string",
            "4 name string",
            "5 category string",
            "6 askAllowed bool",
            "15 atLeast Position?");
        static final Call CALL = new Call(202, "registerInteraction", Call.Kind.COMMAND, List.of("partnership"));

        public RegisterInteractionRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override RegisterInteractionResponse emptyResponse() { return new RegisterInteractionResponse(); }

        public String actor() { return this.<String>value(0); }

        public RegisterInteractionRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public RegisterInteractionRequest requestKey(String value) { take(1, value); return this; }

        public String name() { return this.<String>value(2); }

        public RegisterInteractionRequest name(String value) { take(2, value); return this; }

        public String category() { return this.<String>value(3); }

        public RegisterInteractionRequest category(String value) { take(3, value); return this; }

        public boolean askAllowed() { return this.<Boolean>value(4); }

        public RegisterInteractionRequest askAllowed(boolean value) { take(4, value); return this; }

        public Position atLeast() { return this.<Position>value(5); }

        public RegisterInteractionRequest atLeast(Position value) { take(5, value); return this; }
    }

    /** The answer to `registerInteraction`. */
    public static final class RegisterInteractionResponse extends Message {
        static final Shape SHAPE = new Shape("RegisterInteractionResponse",
            "1 interaction Interaction",
            "15 position Position");

        public RegisterInteractionResponse() { super(SHAPE); }

        public Interaction interaction() { return this.<Interaction>value(0); }

        public RegisterInteractionResponse interaction(Interaction value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public RegisterInteractionResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 203, `getDefaults`: a query; answered by partnership; scope read. */
    public static final class GetDefaultsRequest extends Request<GetDefaultsResponse> {
        static final Shape SHAPE = new Shape("GetDefaultsRequest",
            "1 organization string",
            "15 atLeast Position?");
        static final Call CALL = new Call(203, "getDefaults", Call.Kind.QUERY, List.of("partnership"));

        public GetDefaultsRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override GetDefaultsResponse emptyResponse() { return new GetDefaultsResponse(); }

        public String organization() { return this.<String>value(0); }

        public GetDefaultsRequest organization(String value) { take(0, value); return this; }

        public Position atLeast() { return this.<Position>value(1); }

        public GetDefaultsRequest atLeast(Position value) { take(1, value); return this; }
    }

    /** The answer to `getDefaults`. */
    public static final class GetDefaultsResponse extends Message {
        static final Shape SHAPE = new Shape("GetDefaultsResponse",
            "1 defaults DefaultTable",
            "15 position Position");

        public GetDefaultsResponse() { super(SHAPE); }

        public DefaultTable defaults() { return this.<DefaultTable>value(0); }

        public GetDefaultsResponse defaults(DefaultTable value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public GetDefaultsResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 204, `setDefaults`: a command; answered by partnership; scope admin or operate. */
    public static final class SetDefaultsRequest extends Request<SetDefaultsResponse> {
        static final Shape SHAPE = new Shape("SetDefaultsRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 preset Preset?",
            "6 table PermissionEntry*",
            "15 atLeast Position?");
        static final Call CALL = new Call(204, "setDefaults", Call.Kind.COMMAND, List.of("partnership"));

        public SetDefaultsRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override SetDefaultsResponse emptyResponse() { return new SetDefaultsResponse(); }

        public String actor() { return this.<String>value(0); }

        public SetDefaultsRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public SetDefaultsRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public SetDefaultsRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public SetDefaultsRequest organization(String value) { take(3, value); return this; }

        public Preset preset() { return this.<Preset>value(4); }

        public SetDefaultsRequest preset(Preset value) { take(4, value); return this; }

        public List<PermissionEntry> table() { return this.<List<PermissionEntry>>value(5); }

        public SetDefaultsRequest table(List<PermissionEntry> value) { take(5, value); return this; }

        public Position atLeast() { return this.<Position>value(6); }

        public SetDefaultsRequest atLeast(Position value) { take(6, value); return this; }
    }

    /** The answer to `setDefaults`. */
    public static final class SetDefaultsResponse extends Message {
        static final Shape SHAPE = new Shape("SetDefaultsResponse",
            "1 defaults DefaultTable",
            "15 position Position");

        public SetDefaultsResponse() { super(SHAPE); }

        public DefaultTable defaults() { return this.<DefaultTable>value(0); }

        public SetDefaultsResponse defaults(DefaultTable value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public SetDefaultsResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 205, `listPresets`: a query; answered by partnership; scope read. */
    public static final class ListPresetsRequest extends Request<ListPresetsResponse> {
        static final Shape SHAPE = new Shape("ListPresetsRequest",
            "13 pageSize int32",
            "14 pageToken string",
            "15 atLeast Position?");
        static final Call CALL = new Call(205, "listPresets", Call.Kind.QUERY, List.of("partnership"));

        public ListPresetsRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ListPresetsResponse emptyResponse() { return new ListPresetsResponse(); }

        public int pageSize() { return this.<Integer>value(0); }

        public ListPresetsRequest pageSize(int value) { take(0, value); return this; }

        public String pageToken() { return this.<String>value(1); }

        public ListPresetsRequest pageToken(String value) { take(1, value); return this; }

        public Position atLeast() { return this.<Position>value(2); }

        public ListPresetsRequest atLeast(Position value) { take(2, value); return this; }
    }

    /** The answer to `listPresets`. */
    public static final class ListPresetsResponse extends Message {
        static final Shape SHAPE = new Shape("ListPresetsResponse",
            "1 items PresetTerms*",
            "14 nextPageToken string",
            "15 position Position");

        public ListPresetsResponse() { super(SHAPE); }

        public List<PresetTerms> items() { return this.<List<PresetTerms>>value(0); }

        public ListPresetsResponse items(List<PresetTerms> value) { take(0, value); return this; }

        public String nextPageToken() { return this.<String>value(1); }

        public ListPresetsResponse nextPageToken(String value) { take(1, value); return this; }

        public Position position() { return this.<Position>value(2); }

        public ListPresetsResponse position(Position value) { take(2, value); return this; }
    }

    /** Call 211, `proposePartnership`: a command; answered by partnership; scope admin or operate. */
    public static final class ProposePartnershipRequest extends Request<ProposePartnershipResponse> {
        static final Shape SHAPE = new Shape("ProposePartnershipRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 id string",
            "6 preset Preset?",
            "7 terms PermissionEntry*",
            "8 note string",
            "9 proposalExpiresAt int64?",
            "10 termsExpireAt int64?",
            "11 memberEmail string",
            "15 atLeast Position?");
        static final Call CALL = new Call(211, "proposePartnership", Call.Kind.COMMAND, List.of("partnership"));

        public ProposePartnershipRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ProposePartnershipResponse emptyResponse() { return new ProposePartnershipResponse(); }

        public String actor() { return this.<String>value(0); }

        public ProposePartnershipRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public ProposePartnershipRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public ProposePartnershipRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public ProposePartnershipRequest organization(String value) { take(3, value); return this; }

        public String id() { return this.<String>value(4); }

        public ProposePartnershipRequest id(String value) { take(4, value); return this; }

        public Preset preset() { return this.<Preset>value(5); }

        public ProposePartnershipRequest preset(Preset value) { take(5, value); return this; }

        public List<PermissionEntry> terms() { return this.<List<PermissionEntry>>value(6); }

        public ProposePartnershipRequest terms(List<PermissionEntry> value) { take(6, value); return this; }

        public String note() { return this.<String>value(7); }

        public ProposePartnershipRequest note(String value) { take(7, value); return this; }

        public Long proposalExpiresAt() { return this.<Long>value(8); }

        public ProposePartnershipRequest proposalExpiresAt(Long value) { take(8, value); return this; }

        public Long termsExpireAt() { return this.<Long>value(9); }

        public ProposePartnershipRequest termsExpireAt(Long value) { take(9, value); return this; }

        public String memberEmail() { return this.<String>value(10); }

        public ProposePartnershipRequest memberEmail(String value) { take(10, value); return this; }

        public Position atLeast() { return this.<Position>value(11); }

        public ProposePartnershipRequest atLeast(Position value) { take(11, value); return this; }
    }

    /** The answer to `proposePartnership`. */
    public static final class ProposePartnershipResponse extends Message {
        static final Shape SHAPE = new Shape("ProposePartnershipResponse",
            "1 partnership Partnership",
            "15 position Position");

        public ProposePartnershipResponse() { super(SHAPE); }

        public Partnership partnership() { return this.<Partnership>value(0); }

        public ProposePartnershipResponse partnership(Partnership value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public ProposePartnershipResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 212, `acceptProposal`: a command; answered by partnership; scope admin or operate. */
    public static final class AcceptProposalRequest extends Request<AcceptProposalResponse> {
        static final Shape SHAPE = new Shape("AcceptProposalRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 partnership string",
            "15 atLeast Position?");
        static final Call CALL = new Call(212, "acceptProposal", Call.Kind.COMMAND, List.of("partnership"));

        public AcceptProposalRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override AcceptProposalResponse emptyResponse() { return new AcceptProposalResponse(); }

        public String actor() { return this.<String>value(0); }

        public AcceptProposalRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public AcceptProposalRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public AcceptProposalRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public AcceptProposalRequest organization(String value) { take(3, value); return this; }

        public String partnership() { return this.<String>value(4); }

        public AcceptProposalRequest partnership(String value) { take(4, value); return this; }

        public Position atLeast() { return this.<Position>value(5); }

        public AcceptProposalRequest atLeast(Position value) { take(5, value); return this; }
    }

    /** The answer to `acceptProposal`. */
    public static final class AcceptProposalResponse extends Message {
        static final Shape SHAPE = new Shape("AcceptProposalResponse",
            "1 partnership Partnership",
            "15 position Position");

        public AcceptProposalResponse() { super(SHAPE); }

        public Partnership partnership() { return this.<Partnership>value(0); }

        public AcceptProposalResponse partnership(Partnership value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public AcceptProposalResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 213, `rejectProposal`: a command; answered by partnership; scope admin or operate. */
    public static final class RejectProposalRequest extends Request<RejectProposalResponse> {
        static final Shape SHAPE = new Shape("RejectProposalRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 partnership string",
            "15 atLeast Position?");
        static final Call CALL = new Call(213, "rejectProposal", Call.Kind.COMMAND, List.of("partnership"));

        public RejectProposalRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override RejectProposalResponse emptyResponse() { return new RejectProposalResponse(); }

        public String actor() { return this.<String>value(0); }

        public RejectProposalRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public RejectProposalRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public RejectProposalRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public RejectProposalRequest organization(String value) { take(3, value); return this; }

        public String partnership() { return this.<String>value(4); }

        public RejectProposalRequest partnership(String value) { take(4, value); return this; }

        public Position atLeast() { return this.<Position>value(5); }

        public RejectProposalRequest atLeast(Position value) { take(5, value); return this; }
    }

    /** The answer to `rejectProposal`. */
    public static final class RejectProposalResponse extends Message {
        static final Shape SHAPE = new Shape("RejectProposalResponse",
            "1 partnership Partnership",
            "15 position Position");

        public RejectProposalResponse() { super(SHAPE); }

        public Partnership partnership() { return this.<Partnership>value(0); }

        public RejectProposalResponse partnership(Partnership value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public RejectProposalResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 214, `counterProposal`: a command; answered by partnership; scope admin or operate. */
    public static final class CounterProposalRequest extends Request<CounterProposalResponse> {
        static final Shape SHAPE = new Shape("CounterProposalRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 partnership string",
            "6 preset Preset?",
            "7 terms PermissionEntry*",
            "8 note string",
            "9 proposalExpiresAt int64?",
            "10 termsExpireAt int64?",
            "15 atLeast Position?");
        static final Call CALL = new Call(214, "counterProposal", Call.Kind.COMMAND, List.of("partnership"));

        public CounterProposalRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override CounterProposalResponse emptyResponse() { return new CounterProposalResponse(); }

        public String actor() { return this.<String>value(0); }

        public CounterProposalRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public CounterProposalRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public CounterProposalRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public CounterProposalRequest organization(String value) { take(3, value); return this; }

        public String partnership() { return this.<String>value(4); }

        public CounterProposalRequest partnership(String value) { take(4, value); return this; }

        public Preset preset() { return this.<Preset>value(5); }

        public CounterProposalRequest preset(Preset value) { take(5, value); return this; }

        public List<PermissionEntry> terms() { return this.<List<PermissionEntry>>value(6); }

        public CounterProposalRequest terms(List<PermissionEntry> value) { take(6, value); return this; }

        public String note() { return this.<String>value(7); }

        public CounterProposalRequest note(String value) { take(7, value); return this; }

        public Long proposalExpiresAt() { return this.<Long>value(8); }

        public CounterProposalRequest proposalExpiresAt(Long value) { take(8, value); return this; }

        public Long termsExpireAt() { return this.<Long>value(9); }

        public CounterProposalRequest termsExpireAt(Long value) { take(9, value); return this; }

        public Position atLeast() { return this.<Position>value(10); }

        public CounterProposalRequest atLeast(Position value) { take(10, value); return this; }
    }

    /** The answer to `counterProposal`. */
    public static final class CounterProposalResponse extends Message {
        static final Shape SHAPE = new Shape("CounterProposalResponse",
            "1 partnership Partnership",
            "15 position Position");

        public CounterProposalResponse() { super(SHAPE); }

        public Partnership partnership() { return this.<Partnership>value(0); }

        public CounterProposalResponse partnership(Partnership value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public CounterProposalResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 215, `reviseProposal`: a command; answered by partnership; scope admin or operate. */
    public static final class ReviseProposalRequest extends Request<ReviseProposalResponse> {
        static final Shape SHAPE = new Shape("ReviseProposalRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 partnership string",
            "6 preset Preset?",
            "7 terms PermissionEntry*",
            "8 note string",
            "9 proposalExpiresAt int64?",
            "10 termsExpireAt int64?",
            "15 atLeast Position?");
        static final Call CALL = new Call(215, "reviseProposal", Call.Kind.COMMAND, List.of("partnership"));

        public ReviseProposalRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ReviseProposalResponse emptyResponse() { return new ReviseProposalResponse(); }

        public String actor() { return this.<String>value(0); }

        public ReviseProposalRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public ReviseProposalRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public ReviseProposalRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public ReviseProposalRequest organization(String value) { take(3, value); return this; }

        public String partnership() { return this.<String>value(4); }

        public ReviseProposalRequest partnership(String value) { take(4, value); return this; }

        public Preset preset() { return this.<Preset>value(5); }

        public ReviseProposalRequest preset(Preset value) { take(5, value); return this; }

        public List<PermissionEntry> terms() { return this.<List<PermissionEntry>>value(6); }

        public ReviseProposalRequest terms(List<PermissionEntry> value) { take(6, value); return this; }

        public String note() { return this.<String>value(7); }

        public ReviseProposalRequest note(String value) { take(7, value); return this; }

        public Long proposalExpiresAt() { return this.<Long>value(8); }

        public ReviseProposalRequest proposalExpiresAt(Long value) { take(8, value); return this; }

        public Long termsExpireAt() { return this.<Long>value(9); }

        public ReviseProposalRequest termsExpireAt(Long value) { take(9, value); return this; }

        public Position atLeast() { return this.<Position>value(10); }

        public ReviseProposalRequest atLeast(Position value) { take(10, value); return this; }
    }

    /** The answer to `reviseProposal`. */
    public static final class ReviseProposalResponse extends Message {
        static final Shape SHAPE = new Shape("ReviseProposalResponse",
            "1 partnership Partnership",
            "15 position Position");

        public ReviseProposalResponse() { super(SHAPE); }

        public Partnership partnership() { return this.<Partnership>value(0); }

        public ReviseProposalResponse partnership(Partnership value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public ReviseProposalResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 216, `withdrawProposal`: a command; answered by partnership; scope admin or operate. */
    public static final class WithdrawProposalRequest extends Request<WithdrawProposalResponse> {
        static final Shape SHAPE = new Shape("WithdrawProposalRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 partnership string",
            "15 atLeast Position?");
        static final Call CALL = new Call(216, "withdrawProposal", Call.Kind.COMMAND, List.of("partnership"));

        public WithdrawProposalRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override WithdrawProposalResponse emptyResponse() { return new WithdrawProposalResponse(); }

        public String actor() { return this.<String>value(0); }

        public WithdrawProposalRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public WithdrawProposalRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public WithdrawProposalRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public WithdrawProposalRequest organization(String value) { take(3, value); return this; }

        public String partnership() { return this.<String>value(4); }

        public WithdrawProposalRequest partnership(String value) { take(4, value); return this; }

        public Position atLeast() { return this.<Position>value(5); }

        public WithdrawProposalRequest atLeast(Position value) { take(5, value); return this; }
    }

    /** The answer to `withdrawProposal`. */
    public static final class WithdrawProposalResponse extends Message {
        static final Shape SHAPE = new Shape("WithdrawProposalResponse",
            "1 partnership Partnership",
            "15 position Position");

        public WithdrawProposalResponse() { super(SHAPE); }

        public Partnership partnership() { return this.<Partnership>value(0); }

        public WithdrawProposalResponse partnership(Partnership value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public WithdrawProposalResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 217, `proposeChange`: a command; answered by partnership; scope admin or operate. */
    public static final class ProposeChangeRequest extends Request<ProposeChangeResponse> {
        static final Shape SHAPE = new Shape("ProposeChangeRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 partnership string",
            "6 preset Preset?",
            "7 terms PermissionEntry*",
            "8 note string",
            "9 proposalExpiresAt int64?",
            "10 termsExpireAt int64?",
            "15 atLeast Position?");
        static final Call CALL = new Call(217, "proposeChange", Call.Kind.COMMAND, List.of("partnership"));

        public ProposeChangeRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ProposeChangeResponse emptyResponse() { return new ProposeChangeResponse(); }

        public String actor() { return this.<String>value(0); }

        public ProposeChangeRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public ProposeChangeRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public ProposeChangeRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public ProposeChangeRequest organization(String value) { take(3, value); return this; }

        public String partnership() { return this.<String>value(4); }

        public ProposeChangeRequest partnership(String value) { take(4, value); return this; }

        public Preset preset() { return this.<Preset>value(5); }

        public ProposeChangeRequest preset(Preset value) { take(5, value); return this; }

        public List<PermissionEntry> terms() { return this.<List<PermissionEntry>>value(6); }

        public ProposeChangeRequest terms(List<PermissionEntry> value) { take(6, value); return this; }

        public String note() { return this.<String>value(7); }

        public ProposeChangeRequest note(String value) { take(7, value); return this; }

        public Long proposalExpiresAt() { return this.<Long>value(8); }

        public ProposeChangeRequest proposalExpiresAt(Long value) { take(8, value); return this; }

        public Long termsExpireAt() { return this.<Long>value(9); }

        public ProposeChangeRequest termsExpireAt(Long value) { take(9, value); return this; }

        public Position atLeast() { return this.<Position>value(10); }

        public ProposeChangeRequest atLeast(Position value) { take(10, value); return this; }
    }

    /** The answer to `proposeChange`. */
    public static final class ProposeChangeResponse extends Message {
        static final Shape SHAPE = new Shape("ProposeChangeResponse",
            "1 partnership Partnership",
            "15 position Position");

        public ProposeChangeResponse() { super(SHAPE); }

        public Partnership partnership() { return this.<Partnership>value(0); }

        public ProposeChangeResponse partnership(Partnership value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public ProposeChangeResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 218, `disablePartnership`: a command; answered by partnership; scope admin or operate. */
    public static final class DisablePartnershipRequest extends Request<DisablePartnershipResponse> {
        static final Shape SHAPE = new Shape("DisablePartnershipRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 partnership string",
            "15 atLeast Position?");
        static final Call CALL = new Call(218, "disablePartnership", Call.Kind.COMMAND, List.of("partnership"));

        public DisablePartnershipRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override DisablePartnershipResponse emptyResponse() { return new DisablePartnershipResponse(); }

        public String actor() { return this.<String>value(0); }

        public DisablePartnershipRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public DisablePartnershipRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public DisablePartnershipRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public DisablePartnershipRequest organization(String value) { take(3, value); return this; }

        public String partnership() { return this.<String>value(4); }

        public DisablePartnershipRequest partnership(String value) { take(4, value); return this; }

        public Position atLeast() { return this.<Position>value(5); }

        public DisablePartnershipRequest atLeast(Position value) { take(5, value); return this; }
    }

    /** The answer to `disablePartnership`. */
    public static final class DisablePartnershipResponse extends Message {
        static final Shape SHAPE = new Shape("DisablePartnershipResponse",
            "1 partnership Partnership",
            "15 position Position");

        public DisablePartnershipResponse() { super(SHAPE); }

        public Partnership partnership() { return this.<Partnership>value(0); }

        public DisablePartnershipResponse partnership(Partnership value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public DisablePartnershipResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 219, `requestEnable`: a command; answered by partnership; scope admin or operate. */
    public static final class RequestEnableRequest extends Request<RequestEnableResponse> {
        static final Shape SHAPE = new Shape("RequestEnableRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 partnership string",
            "15 atLeast Position?");
        static final Call CALL = new Call(219, "requestEnable", Call.Kind.COMMAND, List.of("partnership"));

        public RequestEnableRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override RequestEnableResponse emptyResponse() { return new RequestEnableResponse(); }

        public String actor() { return this.<String>value(0); }

        public RequestEnableRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public RequestEnableRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public RequestEnableRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public RequestEnableRequest organization(String value) { take(3, value); return this; }

        public String partnership() { return this.<String>value(4); }

        public RequestEnableRequest partnership(String value) { take(4, value); return this; }

        public Position atLeast() { return this.<Position>value(5); }

        public RequestEnableRequest atLeast(Position value) { take(5, value); return this; }
    }

    /** The answer to `requestEnable`. */
    public static final class RequestEnableResponse extends Message {
        static final Shape SHAPE = new Shape("RequestEnableResponse",
            "1 partnership Partnership",
            "15 position Position");

        public RequestEnableResponse() { super(SHAPE); }

        public Partnership partnership() { return this.<Partnership>value(0); }

        public RequestEnableResponse partnership(Partnership value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public RequestEnableResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 220, `confirmEnable`: a command; answered by partnership; scope admin or operate. */
    public static final class ConfirmEnableRequest extends Request<ConfirmEnableResponse> {
        static final Shape SHAPE = new Shape("ConfirmEnableRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 partnership string",
            "15 atLeast Position?");
        static final Call CALL = new Call(220, "confirmEnable", Call.Kind.COMMAND, List.of("partnership"));

        public ConfirmEnableRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ConfirmEnableResponse emptyResponse() { return new ConfirmEnableResponse(); }

        public String actor() { return this.<String>value(0); }

        public ConfirmEnableRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public ConfirmEnableRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public ConfirmEnableRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public ConfirmEnableRequest organization(String value) { take(3, value); return this; }

        public String partnership() { return this.<String>value(4); }

        public ConfirmEnableRequest partnership(String value) { take(4, value); return this; }

        public Position atLeast() { return this.<Position>value(5); }

        public ConfirmEnableRequest atLeast(Position value) { take(5, value); return this; }
    }

    /** The answer to `confirmEnable`. */
    public static final class ConfirmEnableResponse extends Message {
        static final Shape SHAPE = new Shape("ConfirmEnableResponse",
            "1 partnership Partnership",
            "15 position Position");

        public ConfirmEnableResponse() { super(SHAPE); }

        public Partnership partnership() { return this.<Partnership>value(0); }

        public ConfirmEnableResponse partnership(Partnership value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public ConfirmEnableResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 221, `declineEnable`: a command; answered by partnership; scope admin or operate. */
    public static final class DeclineEnableRequest extends Request<DeclineEnableResponse> {
        static final Shape SHAPE = new Shape("DeclineEnableRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 partnership string",
            "15 atLeast Position?");
        static final Call CALL = new Call(221, "declineEnable", Call.Kind.COMMAND, List.of("partnership"));

        public DeclineEnableRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override DeclineEnableResponse emptyResponse() { return new DeclineEnableResponse(); }

        public String actor() { return this.<String>value(0); }

        public DeclineEnableRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public DeclineEnableRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public DeclineEnableRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public DeclineEnableRequest organization(String value) { take(3, value); return this; }

        public String partnership() { return this.<String>value(4); }

        public DeclineEnableRequest partnership(String value) { take(4, value); return this; }

        public Position atLeast() { return this.<Position>value(5); }

        public DeclineEnableRequest atLeast(Position value) { take(5, value); return this; }
    }

    /** The answer to `declineEnable`. */
    public static final class DeclineEnableResponse extends Message {
        static final Shape SHAPE = new Shape("DeclineEnableResponse",
            "1 partnership Partnership",
            "15 position Position");

        public DeclineEnableResponse() { super(SHAPE); }

        public Partnership partnership() { return this.<Partnership>value(0); }

        public DeclineEnableResponse partnership(Partnership value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public DeclineEnableResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 222, `cancelEnable`: a command; answered by partnership; scope admin or operate. */
    public static final class CancelEnableRequest extends Request<CancelEnableResponse> {
        static final Shape SHAPE = new Shape("CancelEnableRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 partnership string",
            "15 atLeast Position?");
        static final Call CALL = new Call(222, "cancelEnable", Call.Kind.COMMAND, List.of("partnership"));

        public CancelEnableRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override CancelEnableResponse emptyResponse() { return new CancelEnableResponse(); }

        public String actor() { return this.<String>value(0); }

        public CancelEnableRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public CancelEnableRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public CancelEnableRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public CancelEnableRequest organization(String value) { take(3, value); return this; }

        public String partnership() { return this.<String>value(4); }

        public CancelEnableRequest partnership(String value) { take(4, value); return this; }

        public Position atLeast() { return this.<Position>value(5); }

        public CancelEnableRequest atLeast(Position value) { take(5, value); return this; }
    }

    /** The answer to `cancelEnable`. */
    public static final class CancelEnableResponse extends Message {
        static final Shape SHAPE = new Shape("CancelEnableResponse",
            "1 partnership Partnership",
            "15 position Position");

        public CancelEnableResponse() { super(SHAPE); }

        public Partnership partnership() { return this.<Partnership>value(0); }

        public CancelEnableResponse partnership(Partnership value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public CancelEnableResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 223, `deletePartnership`: a command; answered by partnership; scope admin or operate. */
    public static final class DeletePartnershipRequest extends Request<DeletePartnershipResponse> {
        static final Shape SHAPE = new Shape("DeletePartnershipRequest",
            "1 actor string",
            "2 requestKey string",
            "3 expectedVersion int64",
            "4 organization string",
            "5 partnership string",
            "6 confirmation string",
            "15 atLeast Position?");
        static final Call CALL = new Call(223, "deletePartnership", Call.Kind.COMMAND, List.of("partnership"));

        public DeletePartnershipRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override DeletePartnershipResponse emptyResponse() { return new DeletePartnershipResponse(); }

        public String actor() { return this.<String>value(0); }

        public DeletePartnershipRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public DeletePartnershipRequest requestKey(String value) { take(1, value); return this; }

        public long expectedVersion() { return this.<Long>value(2); }

        public DeletePartnershipRequest expectedVersion(long value) { take(2, value); return this; }

        public String organization() { return this.<String>value(3); }

        public DeletePartnershipRequest organization(String value) { take(3, value); return this; }

        public String partnership() { return this.<String>value(4); }

        public DeletePartnershipRequest partnership(String value) { take(4, value); return this; }

        public String confirmation() { return this.<String>value(5); }

        public DeletePartnershipRequest confirmation(String value) { take(5, value); return this; }

        public Position atLeast() { return this.<Position>value(6); }

        public DeletePartnershipRequest atLeast(Position value) { take(6, value); return this; }
    }

    /** The answer to `deletePartnership`. */
    public static final class DeletePartnershipResponse extends Message {
        static final Shape SHAPE = new Shape("DeletePartnershipResponse",
            "1 partnership Partnership",
            "2 confirmation string",
            "15 position Position");

        public DeletePartnershipResponse() { super(SHAPE); }

        public Partnership partnership() { return this.<Partnership>value(0); }

        public DeletePartnershipResponse partnership(Partnership value) { take(0, value); return this; }

        public String confirmation() { return this.<String>value(1); }

        public DeletePartnershipResponse confirmation(String value) { take(1, value); return this; }

        public Position position() { return this.<Position>value(2); }

        public DeletePartnershipResponse position(Position value) { take(2, value); return this; }
    }

    /** Call 231, `getPartnership`: a query; answered by partnership; scope read. */
    public static final class GetPartnershipRequest extends Request<GetPartnershipResponse> {
        static final Shape SHAPE = new Shape("GetPartnershipRequest",
            "1 partnership string",
            "2 organization string",
            "15 atLeast Position?");
        static final Call CALL = new Call(231, "getPartnership", Call.Kind.QUERY, List.of("partnership"));

        public GetPartnershipRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override GetPartnershipResponse emptyResponse() { return new GetPartnershipResponse(); }

        public String partnership() { return this.<String>value(0); }

        public GetPartnershipRequest partnership(String value) { take(0, value); return this; }

        public String organization() { return this.<String>value(1); }

        public GetPartnershipRequest organization(String value) { take(1, value); return this; }

        public Position atLeast() { return this.<Position>value(2); }

        public GetPartnershipRequest atLeast(Position value) { take(2, value); return this; }
    }

    /** The answer to `getPartnership`. */
    public static final class GetPartnershipResponse extends Message {
        static final Shape SHAPE = new Shape("GetPartnershipResponse",
            "1 partnership Partnership",
            "15 position Position");

        public GetPartnershipResponse() { super(SHAPE); }

        public Partnership partnership() { return this.<Partnership>value(0); }

        public GetPartnershipResponse partnership(Partnership value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public GetPartnershipResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 232, `findPartnership`: a query; answered by partnership; scope read. */
    public static final class FindPartnershipRequest extends Request<FindPartnershipResponse> {
        static final Shape SHAPE = new Shape("FindPartnershipRequest",
            "1 organization string",
            "2 with string",
            "15 atLeast Position?");
        static final Call CALL = new Call(232, "findPartnership", Call.Kind.QUERY, List.of("partnership"));

        public FindPartnershipRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override FindPartnershipResponse emptyResponse() { return new FindPartnershipResponse(); }

        public String organization() { return this.<String>value(0); }

        public FindPartnershipRequest organization(String value) { take(0, value); return this; }

        public String with() { return this.<String>value(1); }

        public FindPartnershipRequest with(String value) { take(1, value); return this; }

        public Position atLeast() { return this.<Position>value(2); }

        public FindPartnershipRequest atLeast(Position value) { take(2, value); return this; }
    }

    /** The answer to `findPartnership`. */
    public static final class FindPartnershipResponse extends Message {
        static final Shape SHAPE = new Shape("FindPartnershipResponse",
            "1 partnership Partnership",
            "15 position Position");

        public FindPartnershipResponse() { super(SHAPE); }

        public Partnership partnership() { return this.<Partnership>value(0); }

        public FindPartnershipResponse partnership(Partnership value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public FindPartnershipResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 233, `listPartnerships`: a query; answered by partnership; scope read. */
    public static final class ListPartnershipsRequest extends Request<ListPartnershipsResponse> {
        static final Shape SHAPE = new Shape("ListPartnershipsRequest",
            "1 organization string",
            "2 filter PartnershipFilter",
            "13 pageSize int32",
            "14 pageToken string",
            "15 atLeast Position?");
        static final Call CALL = new Call(233, "listPartnerships", Call.Kind.QUERY, List.of("partnership"));

        public ListPartnershipsRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ListPartnershipsResponse emptyResponse() { return new ListPartnershipsResponse(); }

        public String organization() { return this.<String>value(0); }

        public ListPartnershipsRequest organization(String value) { take(0, value); return this; }

        public PartnershipFilter filter() { return this.<PartnershipFilter>value(1); }

        public ListPartnershipsRequest filter(PartnershipFilter value) { take(1, value); return this; }

        public int pageSize() { return this.<Integer>value(2); }

        public ListPartnershipsRequest pageSize(int value) { take(2, value); return this; }

        public String pageToken() { return this.<String>value(3); }

        public ListPartnershipsRequest pageToken(String value) { take(3, value); return this; }

        public Position atLeast() { return this.<Position>value(4); }

        public ListPartnershipsRequest atLeast(Position value) { take(4, value); return this; }
    }

    /** The answer to `listPartnerships`. */
    public static final class ListPartnershipsResponse extends Message {
        static final Shape SHAPE = new Shape("ListPartnershipsResponse",
            "1 items Partnership*",
            "14 nextPageToken string",
            "15 position Position");

        public ListPartnershipsResponse() { super(SHAPE); }

        public List<Partnership> items() { return this.<List<Partnership>>value(0); }

        public ListPartnershipsResponse items(List<Partnership> value) { take(0, value); return this; }

        public String nextPageToken() { return this.<String>value(1); }

        public ListPartnershipsResponse nextPageToken(String value) { take(1, value); return this; }

        public Position position() { return this.<Position>value(2); }

        public ListPartnershipsResponse position(Position value) { take(2, value); return this; }
    }

    /** Call 234, `partnershipHistory`: a query; answered by partnership; scope read. */
    public static final class PartnershipHistoryRequest extends Request<PartnershipHistoryResponse> {
        static final Shape SHAPE = new Shape("PartnershipHistoryRequest",
            "1 partnership string",
            "2 organization string",
            "13 pageSize int32",
            "14 pageToken string",
            "15 atLeast Position?");
        static final Call CALL = new Call(234, "partnershipHistory", Call.Kind.QUERY, List.of("partnership"));

        public PartnershipHistoryRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override PartnershipHistoryResponse emptyResponse() { return new PartnershipHistoryResponse(); }

        public String partnership() { return this.<String>value(0); }

        public PartnershipHistoryRequest partnership(String value) { take(0, value); return this; }

        public String organization() { return this.<String>value(1); }

        public PartnershipHistoryRequest organization(String value) { take(1, value); return this; }

        public int pageSize() { return this.<Integer>value(2); }

        public PartnershipHistoryRequest pageSize(int value) { take(2, value); return this; }

        public String pageToken() { return this.<String>value(3); }

        public PartnershipHistoryRequest pageToken(String value) { take(3, value); return this; }

        public Position atLeast() { return this.<Position>value(4); }

        public PartnershipHistoryRequest atLeast(Position value) { take(4, value); return this; }
    }

    /** The answer to `partnershipHistory`. */
    public static final class PartnershipHistoryResponse extends Message {
        static final Shape SHAPE = new Shape("PartnershipHistoryResponse",
            "1 items PartnershipEvent*",
            "14 nextPageToken string",
            "15 position Position");

        public PartnershipHistoryResponse() { super(SHAPE); }

        public List<PartnershipEvent> items() { return this.<List<PartnershipEvent>>value(0); }

        public PartnershipHistoryResponse items(List<PartnershipEvent> value) { take(0, value); return this; }

        public String nextPageToken() { return this.<String>value(1); }

        public PartnershipHistoryResponse nextPageToken(String value) { take(1, value); return this; }

        public Position position() { return this.<Position>value(2); }

        public PartnershipHistoryResponse position(Position value) { take(2, value); return this; }
    }

    /** Call 235, `listNotifications`: a query; answered by partnership; scope read. */
    public static final class ListNotificationsRequest extends Request<ListNotificationsResponse> {
        static final Shape SHAPE = new Shape("ListNotificationsRequest",
            "1 organization string",
            "2 includeAcknowledged bool",
            "13 pageSize int32",
            "14 pageToken string",
            "15 atLeast Position?");
        static final Call CALL = new Call(235, "listNotifications", Call.Kind.QUERY, List.of("partnership"));

        public ListNotificationsRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ListNotificationsResponse emptyResponse() { return new ListNotificationsResponse(); }

        public String organization() { return this.<String>value(0); }

        public ListNotificationsRequest organization(String value) { take(0, value); return this; }

        public boolean includeAcknowledged() { return this.<Boolean>value(1); }

        public ListNotificationsRequest includeAcknowledged(boolean value) { take(1, value); return this; }

        public int pageSize() { return this.<Integer>value(2); }

        public ListNotificationsRequest pageSize(int value) { take(2, value); return this; }

        public String pageToken() { return this.<String>value(3); }

        public ListNotificationsRequest pageToken(String value) { take(3, value); return this; }

        public Position atLeast() { return this.<Position>value(4); }

        public ListNotificationsRequest atLeast(Position value) { take(4, value); return this; }
    }

    /** The answer to `listNotifications`. */
    public static final class ListNotificationsResponse extends Message {
        static final Shape SHAPE = new Shape("ListNotificationsResponse",
            "1 items Notification*",
            "14 nextPageToken string",
            "15 position Position");

        public ListNotificationsResponse() { super(SHAPE); }

        public List<Notification> items() { return this.<List<Notification>>value(0); }

        public ListNotificationsResponse items(List<Notification> value) { take(0, value); return this; }

        public String nextPageToken() { return this.<String>value(1); }

        public ListNotificationsResponse nextPageToken(String value) { take(1, value); return this; }

        public Position position() { return this.<Position>value(2); }

        public ListNotificationsResponse position(Position value) { take(2, value); return this; }
    }

    /** Call 236, `acknowledgeNotification`: a command; answered by partnership; scope admin or operate. */
    public static final class AcknowledgeNotificationRequest extends Request<AcknowledgeNotificationResponse> {
        static final Shape SHAPE = new Shape("AcknowledgeNotificationRequest",
            "1 actor string",
            "2 requestKey string",
            "4 id string",
            "15 atLeast Position?");
        static final Call CALL = new Call(236, "acknowledgeNotification", Call.Kind.COMMAND, List.of("partnership"));

        public AcknowledgeNotificationRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override AcknowledgeNotificationResponse emptyResponse() { return new AcknowledgeNotificationResponse(); }

        public String actor() { return this.<String>value(0); }

        public AcknowledgeNotificationRequest actor(String value) { take(0, value); return this; }

        public String requestKey() { return this.<String>value(1); }

        public AcknowledgeNotificationRequest requestKey(String value) { take(1, value); return this; }

        public String id() { return this.<String>value(2); }

        public AcknowledgeNotificationRequest id(String value) { take(2, value); return this; }

        public Position atLeast() { return this.<Position>value(3); }

        public AcknowledgeNotificationRequest atLeast(Position value) { take(3, value); return this; }
    }

    /** The answer to `acknowledgeNotification`. */
    public static final class AcknowledgeNotificationResponse extends Message {
        static final Shape SHAPE = new Shape("AcknowledgeNotificationResponse",
            "1 notification Notification",
            "15 position Position");

        public AcknowledgeNotificationResponse() { super(SHAPE); }

        public Notification notification() { return this.<Notification>value(0); }

        public AcknowledgeNotificationResponse notification(Notification value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public AcknowledgeNotificationResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 301, `check`: a query; answered by decision; scope check. */
    public static final class CheckRequest extends Request<CheckResponse> {
        static final Shape SHAPE = new Shape("CheckRequest",
            "1 actor string",
            "2 action string",
            "3 target string",
            "4 callContext CallContext?",
            "6 maxStalenessMillis int64?",
            "15 atLeast Position?");
        static final Call CALL = new Call(301, "check", Call.Kind.QUERY, List.of("decision"));

        public CheckRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override CheckResponse emptyResponse() { return new CheckResponse(); }

        public String actor() { return this.<String>value(0); }

        public CheckRequest actor(String value) { take(0, value); return this; }

        public String action() { return this.<String>value(1); }

        public CheckRequest action(String value) { take(1, value); return this; }

        public String target() { return this.<String>value(2); }

        public CheckRequest target(String value) { take(2, value); return this; }

        public CallContext callContext() { return this.<CallContext>value(3); }

        public CheckRequest callContext(CallContext value) { take(3, value); return this; }

        public Long maxStalenessMillis() { return this.<Long>value(4); }

        public CheckRequest maxStalenessMillis(Long value) { take(4, value); return this; }

        public Position atLeast() { return this.<Position>value(5); }

        public CheckRequest atLeast(Position value) { take(5, value); return this; }
    }

    /** The answer to `check`. */
    public static final class CheckResponse extends Message {
        static final Shape SHAPE = new Shape("CheckResponse",
            "1 verdict Verdict",
            "2 reason Reason",
            "3 ask string?",
            "4 level Level?",
            "5 partnership string?",
            "6 partnershipVersion int64?",
            "15 position Position");

        public CheckResponse() { super(SHAPE); }

        public Verdict verdict() { return this.<Verdict>value(0); }

        public CheckResponse verdict(Verdict value) { take(0, value); return this; }

        public Reason reason() { return this.<Reason>value(1); }

        public CheckResponse reason(Reason value) { take(1, value); return this; }

        public String ask() { return this.<String>value(2); }

        public CheckResponse ask(String value) { take(2, value); return this; }

        public Level level() { return this.<Level>value(3); }

        public CheckResponse level(Level value) { take(3, value); return this; }

        public String partnership() { return this.<String>value(4); }

        public CheckResponse partnership(String value) { take(4, value); return this; }

        public Long partnershipVersion() { return this.<Long>value(5); }

        public CheckResponse partnershipVersion(Long value) { take(5, value); return this; }

        public Position position() { return this.<Position>value(6); }

        public CheckResponse position(Position value) { take(6, value); return this; }
    }

    /** Call 302, `checkBatch`: a query; answered by decision; scope check. */
    public static final class CheckBatchRequest extends Request<CheckBatchResponse> {
        static final Shape SHAPE = new Shape("CheckBatchRequest",
            "1 checks CheckItem*",
            "6 maxStalenessMillis int64?",
            "15 atLeast Position?");
        static final Call CALL = new Call(302, "checkBatch", Call.Kind.QUERY, List.of("decision"));

        public CheckBatchRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override CheckBatchResponse emptyResponse() { return new CheckBatchResponse(); }

        public List<CheckItem> checks() { return this.<List<CheckItem>>value(0); }

        public CheckBatchRequest checks(List<CheckItem> value) { take(0, value); return this; }

        public Long maxStalenessMillis() { return this.<Long>value(1); }

        public CheckBatchRequest maxStalenessMillis(Long value) { take(1, value); return this; }

        public Position atLeast() { return this.<Position>value(2); }

        public CheckBatchRequest atLeast(Position value) { take(2, value); return this; }
    }

    /** The answer to `checkBatch`. */
    public static final class CheckBatchResponse extends Message {
        static final Shape SHAPE = new Shape("CheckBatchResponse",
            "1 answers CheckAnswer*",
            "15 position Position");

        public CheckBatchResponse() { super(SHAPE); }

        public List<CheckAnswer> answers() { return this.<List<CheckAnswer>>value(0); }

        public CheckBatchResponse answers(List<CheckAnswer> value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public CheckBatchResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 303, `explain`: a query; answered by decision; scope check. */
    public static final class ExplainRequest extends Request<ExplainResponse> {
        static final Shape SHAPE = new Shape("ExplainRequest",
            "1 actor string",
            "2 action string",
            "3 target string",
            "4 callContext CallContext?",
            "5 audience string?",
            "6 maxStalenessMillis int64?",
            "15 atLeast Position?");
        static final Call CALL = new Call(303, "explain", Call.Kind.QUERY, List.of("decision"));

        public ExplainRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ExplainResponse emptyResponse() { return new ExplainResponse(); }

        public String actor() { return this.<String>value(0); }

        public ExplainRequest actor(String value) { take(0, value); return this; }

        public String action() { return this.<String>value(1); }

        public ExplainRequest action(String value) { take(1, value); return this; }

        public String target() { return this.<String>value(2); }

        public ExplainRequest target(String value) { take(2, value); return this; }

        public CallContext callContext() { return this.<CallContext>value(3); }

        public ExplainRequest callContext(CallContext value) { take(3, value); return this; }

        public String audience() { return this.<String>value(4); }

        public ExplainRequest audience(String value) { take(4, value); return this; }

        public Long maxStalenessMillis() { return this.<Long>value(5); }

        public ExplainRequest maxStalenessMillis(Long value) { take(5, value); return this; }

        public Position atLeast() { return this.<Position>value(6); }

        public ExplainRequest atLeast(Position value) { take(6, value); return this; }
    }

    /** The answer to `explain`. */
    public static final class ExplainResponse extends Message {
        static final Shape SHAPE = new Shape("ExplainResponse",
            "1 verdict Verdict",
            "2 reason Reason",
            "3 ask string?",
            "4 level Level?",
            "5 partnership string?",
            "6 partnershipVersion int64?",
            "7 summary string",
            "8 remedies string*",
            "9 actorOrganization string?",
            "10 targetOrganization string?",
            "11 organizations OrganizationsGate?",
            "12 persons PersonsGate?",
            "13 audience string?",
            "15 position Position");

        public ExplainResponse() { super(SHAPE); }

        public Verdict verdict() { return this.<Verdict>value(0); }

        public ExplainResponse verdict(Verdict value) { take(0, value); return this; }

        public Reason reason() { return this.<Reason>value(1); }

        public ExplainResponse reason(Reason value) { take(1, value); return this; }

        public String ask() { return this.<String>value(2); }

        public ExplainResponse ask(String value) { take(2, value); return this; }

        public Level level() { return this.<Level>value(3); }

        public ExplainResponse level(Level value) { take(3, value); return this; }

        public String partnership() { return this.<String>value(4); }

        public ExplainResponse partnership(String value) { take(4, value); return this; }

        public Long partnershipVersion() { return this.<Long>value(5); }

        public ExplainResponse partnershipVersion(Long value) { take(5, value); return this; }

        public String summary() { return this.<String>value(6); }

        public ExplainResponse summary(String value) { take(6, value); return this; }

        public List<String> remedies() { return this.<List<String>>value(7); }

        public ExplainResponse remedies(List<String> value) { take(7, value); return this; }

        public String actorOrganization() { return this.<String>value(8); }

        public ExplainResponse actorOrganization(String value) { take(8, value); return this; }

        public String targetOrganization() { return this.<String>value(9); }

        public ExplainResponse targetOrganization(String value) { take(9, value); return this; }

        public OrganizationsGate organizations() { return this.<OrganizationsGate>value(10); }

        public ExplainResponse organizations(OrganizationsGate value) { take(10, value); return this; }

        public PersonsGate persons() { return this.<PersonsGate>value(11); }

        public ExplainResponse persons(PersonsGate value) { take(11, value); return this; }

        public String audience() { return this.<String>value(12); }

        public ExplainResponse audience(String value) { take(12, value); return this; }

        public Position position() { return this.<Position>value(13); }

        public ExplainResponse position(Position value) { take(13, value); return this; }
    }

    /** Call 304, `effective`: a query; answered by decision; scope check. */
    public static final class EffectiveRequest extends Request<EffectiveResponse> {
        static final Shape SHAPE = new Shape("EffectiveRequest",
            "1 actor string",
            "2 target string",
            "4 callContext CallContext?",
            "6 maxStalenessMillis int64?",
            "15 atLeast Position?");
        static final Call CALL = new Call(304, "effective", Call.Kind.QUERY, List.of("decision"));

        public EffectiveRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override EffectiveResponse emptyResponse() { return new EffectiveResponse(); }

        public String actor() { return this.<String>value(0); }

        public EffectiveRequest actor(String value) { take(0, value); return this; }

        public String target() { return this.<String>value(1); }

        public EffectiveRequest target(String value) { take(1, value); return this; }

        public CallContext callContext() { return this.<CallContext>value(2); }

        public EffectiveRequest callContext(CallContext value) { take(2, value); return this; }

        public Long maxStalenessMillis() { return this.<Long>value(3); }

        public EffectiveRequest maxStalenessMillis(Long value) { take(3, value); return this; }

        public Position atLeast() { return this.<Position>value(4); }

        public EffectiveRequest atLeast(Position value) { take(4, value); return this; }
    }

    /** The answer to `effective`. */
    public static final class EffectiveResponse extends Message {
        static final Shape SHAPE = new Shape("EffectiveResponse",
            "1 answers EffectiveAnswer*",
            "15 position Position");

        public EffectiveResponse() { super(SHAPE); }

        public List<EffectiveAnswer> answers() { return this.<List<EffectiveAnswer>>value(0); }

        public EffectiveResponse answers(List<EffectiveAnswer> value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public EffectiveResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 305, `checkContent`: a query; answered by decision; scope check. */
    public static final class CheckContentRequest extends Request<CheckContentResponse> {
        static final Shape SHAPE = new Shape("CheckContentRequest",
            "1 viewer string",
            "2 item ContentItem",
            "6 maxStalenessMillis int64?",
            "15 atLeast Position?");
        static final Call CALL = new Call(305, "checkContent", Call.Kind.QUERY, List.of("decision"));

        public CheckContentRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override CheckContentResponse emptyResponse() { return new CheckContentResponse(); }

        public String viewer() { return this.<String>value(0); }

        public CheckContentRequest viewer(String value) { take(0, value); return this; }

        public ContentItem item() { return this.<ContentItem>value(1); }

        public CheckContentRequest item(ContentItem value) { take(1, value); return this; }

        public Long maxStalenessMillis() { return this.<Long>value(2); }

        public CheckContentRequest maxStalenessMillis(Long value) { take(2, value); return this; }

        public Position atLeast() { return this.<Position>value(3); }

        public CheckContentRequest atLeast(Position value) { take(3, value); return this; }
    }

    /** The answer to `checkContent`. */
    public static final class CheckContentResponse extends Message {
        static final Shape SHAPE = new Shape("CheckContentResponse",
            "1 disclosure Disclosure",
            "2 role ListRole?",
            "3 reason ContentReason",
            "15 position Position");

        public CheckContentResponse() { super(SHAPE); }

        public Disclosure disclosure() { return this.<Disclosure>value(0); }

        public CheckContentResponse disclosure(Disclosure value) { take(0, value); return this; }

        public ListRole role() { return this.<ListRole>value(1); }

        public CheckContentResponse role(ListRole value) { take(1, value); return this; }

        public ContentReason reason() { return this.<ContentReason>value(2); }

        public CheckContentResponse reason(ContentReason value) { take(2, value); return this; }

        public Position position() { return this.<Position>value(3); }

        public CheckContentResponse position(Position value) { take(3, value); return this; }
    }

    /** Call 306, `resolveSharing`: a query; answered by decision; scope check. */
    public static final class ResolveSharingRequest extends Request<ResolveSharingResponse> {
        static final Shape SHAPE = new Shape("ResolveSharingRequest",
            "1 author string",
            "2 contentType ContentType",
            "3 origin ContentOrigin",
            "4 option SharingOption?",
            "5 earlier SharingOption?",
            "6 maxStalenessMillis int64?",
            "7 users string*",
            "8 teams string*",
            "15 atLeast Position?");
        static final Call CALL = new Call(306, "resolveSharing", Call.Kind.QUERY, List.of("decision"));

        public ResolveSharingRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override ResolveSharingResponse emptyResponse() { return new ResolveSharingResponse(); }

        public String author() { return this.<String>value(0); }

        public ResolveSharingRequest author(String value) { take(0, value); return this; }

        public ContentType contentType() { return this.<ContentType>value(1); }

        public ResolveSharingRequest contentType(ContentType value) { take(1, value); return this; }

        public ContentOrigin origin() { return this.<ContentOrigin>value(2); }

        public ResolveSharingRequest origin(ContentOrigin value) { take(2, value); return this; }

        public SharingOption option() { return this.<SharingOption>value(3); }

        public ResolveSharingRequest option(SharingOption value) { take(3, value); return this; }

        public SharingOption earlier() { return this.<SharingOption>value(4); }

        public ResolveSharingRequest earlier(SharingOption value) { take(4, value); return this; }

        public Long maxStalenessMillis() { return this.<Long>value(5); }

        public ResolveSharingRequest maxStalenessMillis(Long value) { take(5, value); return this; }

        public List<String> users() { return this.<List<String>>value(6); }

        public ResolveSharingRequest users(List<String> value) { take(6, value); return this; }

        public List<String> teams() { return this.<List<String>>value(7); }

        public ResolveSharingRequest teams(List<String> value) { take(7, value); return this; }

        public Position atLeast() { return this.<Position>value(8); }

        public ResolveSharingRequest atLeast(Position value) { take(8, value); return this; }
    }

    /** The answer to `resolveSharing`. */
    public static final class ResolveSharingResponse extends Message {
        static final Shape SHAPE = new Shape("ResolveSharingResponse",
            "1 option SharingOption",
            "15 position Position");

        public ResolveSharingResponse() { super(SHAPE); }

        public SharingOption option() { return this.<SharingOption>value(0); }

        public ResolveSharingResponse option(SharingOption value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public ResolveSharingResponse position(Position value) { take(1, value); return this; }
    }

    /** Call 307, `checkCapability`: a query; answered by decision; scope check. */
    public static final class CheckCapabilityRequest extends Request<CheckCapabilityResponse> {
        static final Shape SHAPE = new Shape("CheckCapabilityRequest",
            "1 user string",
            "2 capability string",
            "6 maxStalenessMillis int64?",
            "15 atLeast Position?");
        static final Call CALL = new Call(307, "checkCapability", Call.Kind.QUERY, List.of("decision"));

        public CheckCapabilityRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override CheckCapabilityResponse emptyResponse() { return new CheckCapabilityResponse(); }

        public String user() { return this.<String>value(0); }

        public CheckCapabilityRequest user(String value) { take(0, value); return this; }

        public String capability() { return this.<String>value(1); }

        public CheckCapabilityRequest capability(String value) { take(1, value); return this; }

        public Long maxStalenessMillis() { return this.<Long>value(2); }

        public CheckCapabilityRequest maxStalenessMillis(Long value) { take(2, value); return this; }

        public Position atLeast() { return this.<Position>value(3); }

        public CheckCapabilityRequest atLeast(Position value) { take(3, value); return this; }
    }

    /** The answer to `checkCapability`. */
    public static final class CheckCapabilityResponse extends Message {
        static final Shape SHAPE = new Shape("CheckCapabilityResponse",
            "1 verdict Verdict",
            "2 reason CapabilityReason",
            "15 position Position");

        public CheckCapabilityResponse() { super(SHAPE); }

        public Verdict verdict() { return this.<Verdict>value(0); }

        public CheckCapabilityResponse verdict(Verdict value) { take(0, value); return this; }

        public CapabilityReason reason() { return this.<CapabilityReason>value(1); }

        public CheckCapabilityResponse reason(CapabilityReason value) { take(1, value); return this; }

        public Position position() { return this.<Position>value(2); }

        public CheckCapabilityResponse position(Position value) { take(2, value); return this; }
    }

    /** Call 308, `checkIntegration`: a query; answered by decision; scope check. */
    public static final class CheckIntegrationRequest extends Request<CheckIntegrationResponse> {
        static final Shape SHAPE = new Shape("CheckIntegrationRequest",
            "1 user string",
            "2 integration string",
            "6 maxStalenessMillis int64?",
            "15 atLeast Position?");
        static final Call CALL = new Call(308, "checkIntegration", Call.Kind.QUERY, List.of("decision"));

        public CheckIntegrationRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override CheckIntegrationResponse emptyResponse() { return new CheckIntegrationResponse(); }

        public String user() { return this.<String>value(0); }

        public CheckIntegrationRequest user(String value) { take(0, value); return this; }

        public String integration() { return this.<String>value(1); }

        public CheckIntegrationRequest integration(String value) { take(1, value); return this; }

        public Long maxStalenessMillis() { return this.<Long>value(2); }

        public CheckIntegrationRequest maxStalenessMillis(Long value) { take(2, value); return this; }

        public Position atLeast() { return this.<Position>value(3); }

        public CheckIntegrationRequest atLeast(Position value) { take(3, value); return this; }
    }

    /** The answer to `checkIntegration`. */
    public static final class CheckIntegrationResponse extends Message {
        static final Shape SHAPE = new Shape("CheckIntegrationResponse",
            "1 verdict Verdict",
            "2 reason IntegrationReason",
            "3 ask string?",
            "15 position Position");

        public CheckIntegrationResponse() { super(SHAPE); }

        public Verdict verdict() { return this.<Verdict>value(0); }

        public CheckIntegrationResponse verdict(Verdict value) { take(0, value); return this; }

        public IntegrationReason reason() { return this.<IntegrationReason>value(1); }

        public CheckIntegrationResponse reason(IntegrationReason value) { take(1, value); return this; }

        public String ask() { return this.<String>value(2); }

        public CheckIntegrationResponse ask(String value) { take(2, value); return this; }

        public Position position() { return this.<Position>value(3); }

        public CheckIntegrationResponse position(Position value) { take(3, value); return this; }
    }

    /** Call 309, `discover`: a query; answered by decision; scope check. */
    public static final class DiscoverRequest extends Request<DiscoverResponse> {
        static final Shape SHAPE = new Shape("DiscoverRequest",
            "1 viewer string",
            "2 prefix string",
            "3 limit int32",
            "6 maxStalenessMillis int64?",
            "15 atLeast Position?");
        static final Call CALL = new Call(309, "discover", Call.Kind.QUERY, List.of("decision"));

        public DiscoverRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override DiscoverResponse emptyResponse() { return new DiscoverResponse(); }

        public String viewer() { return this.<String>value(0); }

        public DiscoverRequest viewer(String value) { take(0, value); return this; }

        public String prefix() { return this.<String>value(1); }

        public DiscoverRequest prefix(String value) { take(1, value); return this; }

        public int limit() { return this.<Integer>value(2); }

        public DiscoverRequest limit(int value) { take(2, value); return this; }

        public Long maxStalenessMillis() { return this.<Long>value(3); }

        public DiscoverRequest maxStalenessMillis(Long value) { take(3, value); return this; }

        public Position atLeast() { return this.<Position>value(4); }

        public DiscoverRequest atLeast(Position value) { take(4, value); return this; }
    }

    /** The answer to `discover`. */
    public static final class DiscoverResponse extends Message {
        static final Shape SHAPE = new Shape("DiscoverResponse",
            "1 items DiscoveredUser*",
            "2 truncated bool",
            "15 position Position");

        public DiscoverResponse() { super(SHAPE); }

        public List<DiscoveredUser> items() { return this.<List<DiscoveredUser>>value(0); }

        public DiscoverResponse items(List<DiscoveredUser> value) { take(0, value); return this; }

        public boolean truncated() { return this.<Boolean>value(1); }

        public DiscoverResponse truncated(boolean value) { take(1, value); return this; }

        public Position position() { return this.<Position>value(2); }

        public DiscoverResponse position(Position value) { take(2, value); return this; }
    }

    /** Call 310, `watch`: a stream; answered by decision; scope check. */
    public static final class WatchRequest extends Request<WatchItem> {
        static final Shape SHAPE = new Shape("WatchRequest",
            "1 checks CheckItem*",
            "15 atLeast Position?");
        static final Call CALL = new Call(310, "watch", Call.Kind.STREAM, List.of("decision"));

        public WatchRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override WatchItem emptyResponse() { return new WatchItem(); }

        public List<CheckItem> checks() { return this.<List<CheckItem>>value(0); }

        public WatchRequest checks(List<CheckItem> value) { take(0, value); return this; }

        public Position atLeast() { return this.<Position>value(1); }

        public WatchRequest atLeast(Position value) { take(1, value); return this; }
    }

    /** One item of the stream that answers `watch`. */
    public static final class WatchItem extends Message {
        static final Shape SHAPE = new Shape("WatchItem",
            "1 answers WatchedAnswer*",
            "15 position Position");

        public WatchItem() { super(SHAPE); }

        public List<WatchedAnswer> answers() { return this.<List<WatchedAnswer>>value(0); }

        public WatchItem answers(List<WatchedAnswer> value) { take(0, value); return this; }

        public Position position() { return this.<Position>value(1); }

        public WatchItem position(Position value) { take(1, value); return this; }
    }

    /** Call 311, `status`: a query; answered by decision; scope check. */
    public static final class StatusRequest extends Request<StatusResponse> {
        static final Shape SHAPE = new Shape("StatusRequest",
            "15 atLeast Position?");
        static final Call CALL = new Call(311, "status", Call.Kind.QUERY, List.of("decision"));

        public StatusRequest() { super(SHAPE); }

        @Override public Call call() { return CALL; }

        @Override StatusResponse emptyResponse() { return new StatusResponse(); }

        public Position atLeast() { return this.<Position>value(0); }

        public StatusRequest atLeast(Position value) { take(0, value); return this; }
    }

    /** The answer to `status`. */
    public static final class StatusResponse extends Message {
        static final Shape SHAPE = new Shape("StatusResponse",
            "1 ready bool",
            "2 instance string",
            "3 replicas ReplicaStatus*",
            "4 stalenessLimitMillis int64",
            "5 organizations uint64",
            "6 users uint64",
            "7 partnerships uint64",
            "8 checks uint64",
            "9 cacheHits uint64",
            "10 cacheMisses uint64",
            "11 parked uint64",
            "15 position Position");

        public StatusResponse() { super(SHAPE); }

        public boolean ready() { return this.<Boolean>value(0); }

        public StatusResponse ready(boolean value) { take(0, value); return this; }

        public String instance() { return this.<String>value(1); }

        public StatusResponse instance(String value) { take(1, value); return this; }

        public List<ReplicaStatus> replicas() { return this.<List<ReplicaStatus>>value(2); }

        public StatusResponse replicas(List<ReplicaStatus> value) { take(2, value); return this; }

        public long stalenessLimitMillis() { return this.<Long>value(3); }

        public StatusResponse stalenessLimitMillis(long value) { take(3, value); return this; }

        public long organizations() { return this.<Long>value(4); }

        public StatusResponse organizations(long value) { take(4, value); return this; }

        public long users() { return this.<Long>value(5); }

        public StatusResponse users(long value) { take(5, value); return this; }

        public long partnerships() { return this.<Long>value(6); }

        public StatusResponse partnerships(long value) { take(6, value); return this; }

        public long checks() { return this.<Long>value(7); }

        public StatusResponse checks(long value) { take(7, value); return this; }

        public long cacheHits() { return this.<Long>value(8); }

        public StatusResponse cacheHits(long value) { take(8, value); return this; }

        public long cacheMisses() { return this.<Long>value(9); }

        public StatusResponse cacheMisses(long value) { take(9, value); return this; }

        public long parked() { return this.<Long>value(10); }

        public StatusResponse parked(long value) { take(10, value); return this; }

        public Position position() { return this.<Position>value(11); }

        public StatusResponse position(Position value) { take(11, value); return this; }
    }

    /** The payload of an error frame. */
    public static final class Failure extends Message {
        static final Shape SHAPE = new Shape("Failure",
            "1 code FailureCode",
            "2 message string",
            "3 details FailureDetails?");

        public Failure() { super(SHAPE); }

        public FailureCode code() { return this.<FailureCode>value(0); }

        public Failure code(FailureCode value) { take(0, value); return this; }

        public String message() { return this.<String>value(1); }

        public Failure message(String value) { take(1, value); return this; }

        public FailureDetails details() { return this.<FailureDetails>value(2); }

        public Failure details(FailureDetails value) { take(2, value); return this; }
    }

    public static final class Position extends Message {
        static final Shape SHAPE = new Shape("Position",
            "1 directoryEpoch uint64",
            "2 directory uint64",
            "3 partnershipEpoch uint64",
            "4 partnership uint64");

        public Position() { super(SHAPE); }

        public long directoryEpoch() { return this.<Long>value(0); }

        public Position directoryEpoch(long value) { take(0, value); return this; }

        public long directory() { return this.<Long>value(1); }

        public Position directory(long value) { take(1, value); return this; }

        public long partnershipEpoch() { return this.<Long>value(2); }

        public Position partnershipEpoch(long value) { take(2, value); return this; }

        public long partnership() { return this.<Long>value(3); }

        public Position partnership(long value) { take(3, value); return this; }
    }

    public static final class ReplicaStatus extends Message {
        static final Shape SHAPE = new Shape("ReplicaStatus",
            "1 source string",
            "2 connected bool",
            "3 epoch uint64",
            "4 revision uint64",
            "5 head uint64",
            "6 ageMillis int64");

        public ReplicaStatus() { super(SHAPE); }

        public String source() { return this.<String>value(0); }

        public ReplicaStatus source(String value) { take(0, value); return this; }

        public boolean connected() { return this.<Boolean>value(1); }

        public ReplicaStatus connected(boolean value) { take(1, value); return this; }

        public long epoch() { return this.<Long>value(2); }

        public ReplicaStatus epoch(long value) { take(2, value); return this; }

        public long revision() { return this.<Long>value(3); }

        public ReplicaStatus revision(long value) { take(3, value); return this; }

        public long head() { return this.<Long>value(4); }

        public ReplicaStatus head(long value) { take(4, value); return this; }

        public long ageMillis() { return this.<Long>value(5); }

        public ReplicaStatus ageMillis(long value) { take(5, value); return this; }
    }

    public static final class Counter extends Message {
        static final Shape SHAPE = new Shape("Counter",
            "1 name string",
            "2 value uint64");

        public Counter() { super(SHAPE); }

        public String name() { return this.<String>value(0); }

        public Counter name(String value) { take(0, value); return this; }

        public long value() { return this.<Long>value(1); }

        public Counter value(long value) { take(1, value); return this; }
    }

    public static final class Fact extends Message {
        static final Shape SHAPE = new Shape("Fact",
            "1 organization Organization?",
            "2 user User?",
            "3 location Location?",
            "4 locationDeleted LocationKey?",
            "5 team Team?",
            "6 teamDeleted string?",
            "7 membership Membership?",
            "8 membershipDeleted MembershipKey?",
            "9 relationship Relationship?",
            "10 relationshipDeleted RelationshipKey?",
            "11 integration Integration?",
            "12 connection IntegrationConnection?",
            "13 connectionDeleted IntegrationConnection?",
            "32 interaction Interaction?",
            "33 defaults DefaultsFact?",
            "34 partnership PartnershipFact?");

        public Fact() { super(SHAPE); }

        public Organization organization() { return this.<Organization>value(0); }

        public Fact organization(Organization value) { take(0, value); return this; }

        public User user() { return this.<User>value(1); }

        public Fact user(User value) { take(1, value); return this; }

        public Location location() { return this.<Location>value(2); }

        public Fact location(Location value) { take(2, value); return this; }

        public LocationKey locationDeleted() { return this.<LocationKey>value(3); }

        public Fact locationDeleted(LocationKey value) { take(3, value); return this; }

        public Team team() { return this.<Team>value(4); }

        public Fact team(Team value) { take(4, value); return this; }

        public String teamDeleted() { return this.<String>value(5); }

        public Fact teamDeleted(String value) { take(5, value); return this; }

        public Membership membership() { return this.<Membership>value(6); }

        public Fact membership(Membership value) { take(6, value); return this; }

        public MembershipKey membershipDeleted() { return this.<MembershipKey>value(7); }

        public Fact membershipDeleted(MembershipKey value) { take(7, value); return this; }

        public Relationship relationship() { return this.<Relationship>value(8); }

        public Fact relationship(Relationship value) { take(8, value); return this; }

        public RelationshipKey relationshipDeleted() { return this.<RelationshipKey>value(9); }

        public Fact relationshipDeleted(RelationshipKey value) { take(9, value); return this; }

        public Integration integration() { return this.<Integration>value(10); }

        public Fact integration(Integration value) { take(10, value); return this; }

        public IntegrationConnection connection() { return this.<IntegrationConnection>value(11); }

        public Fact connection(IntegrationConnection value) { take(11, value); return this; }

        public IntegrationConnection connectionDeleted() { return this.<IntegrationConnection>value(12); }

        public Fact connectionDeleted(IntegrationConnection value) { take(12, value); return this; }

        public Interaction interaction() { return this.<Interaction>value(13); }

        public Fact interaction(Interaction value) { take(13, value); return this; }

        public DefaultsFact defaults() { return this.<DefaultsFact>value(14); }

        public Fact defaults(DefaultsFact value) { take(14, value); return this; }

        public PartnershipFact partnership() { return this.<PartnershipFact>value(15); }

        public Fact partnership(PartnershipFact value) { take(15, value); return this; }
    }

    public static final class Change extends Message {
        static final Shape SHAPE = new Shape("Change",
            "1 revision uint64",
            "2 digest uint64",
            "3 last bool",
            "4 fact Fact");

        public Change() { super(SHAPE); }

        public long revision() { return this.<Long>value(0); }

        public Change revision(long value) { take(0, value); return this; }

        public long digest() { return this.<Long>value(1); }

        public Change digest(long value) { take(1, value); return this; }

        public boolean last() { return this.<Boolean>value(2); }

        public Change last(boolean value) { take(2, value); return this; }

        public Fact fact() { return this.<Fact>value(3); }

        public Change fact(Fact value) { take(3, value); return this; }
    }

    public static final class Organization extends Message {
        static final Shape SHAPE = new Shape("Organization",
            "1 id string",
            "2 name string",
            "3 emailDomains string*",
            "4 enterprisePermissions bool",
            "5 relationshipPolicy RelationshipPolicy",
            "6 suspended bool",
            "7 version int64",
            "8 minimums RightMinimum*",
            "9 floors InteractionFloor*",
            "10 sharingPolicies SharingPolicy*",
            "11 syncedMode SyncedMode",
            "12 mailBodies bool",
            "13 privateMeetings bool",
            "14 privacyResets int64");

        public Organization() { super(SHAPE); }

        public String id() { return this.<String>value(0); }

        public Organization id(String value) { take(0, value); return this; }

        public String name() { return this.<String>value(1); }

        public Organization name(String value) { take(1, value); return this; }

        public List<String> emailDomains() { return this.<List<String>>value(2); }

        public Organization emailDomains(List<String> value) { take(2, value); return this; }

        public boolean enterprisePermissions() { return this.<Boolean>value(3); }

        public Organization enterprisePermissions(boolean value) { take(3, value); return this; }

        public RelationshipPolicy relationshipPolicy() { return this.<RelationshipPolicy>value(4); }

        public Organization relationshipPolicy(RelationshipPolicy value) { take(4, value); return this; }

        public boolean suspended() { return this.<Boolean>value(5); }

        public Organization suspended(boolean value) { take(5, value); return this; }

        public long version() { return this.<Long>value(6); }

        public Organization version(long value) { take(6, value); return this; }

        public List<RightMinimum> minimums() { return this.<List<RightMinimum>>value(7); }

        public Organization minimums(List<RightMinimum> value) { take(7, value); return this; }

        public List<InteractionFloor> floors() { return this.<List<InteractionFloor>>value(8); }

        public Organization floors(List<InteractionFloor> value) { take(8, value); return this; }

        public List<SharingPolicy> sharingPolicies() { return this.<List<SharingPolicy>>value(9); }

        public Organization sharingPolicies(List<SharingPolicy> value) { take(9, value); return this; }

        public SyncedMode syncedMode() { return this.<SyncedMode>value(10); }

        public Organization syncedMode(SyncedMode value) { take(10, value); return this; }

        public boolean mailBodies() { return this.<Boolean>value(11); }

        public Organization mailBodies(boolean value) { take(11, value); return this; }

        public boolean privateMeetings() { return this.<Boolean>value(12); }

        public Organization privateMeetings(boolean value) { take(12, value); return this; }

        public long privacyResets() { return this.<Long>value(13); }

        public Organization privacyResets(long value) { take(13, value); return this; }
    }

    public static final class StringList extends Message {
        static final Shape SHAPE = new Shape("StringList",
            "1 values string*");

        public StringList() { super(SHAPE); }

        public List<String> values() { return this.<List<String>>value(0); }

        public StringList values(List<String> value) { take(0, value); return this; }
    }

    public static final class RightMinimum extends Message {
        static final Shape SHAPE = new Shape("RightMinimum",
            "1 right string",
            "2 level Level");

        public RightMinimum() { super(SHAPE); }

        public String right() { return this.<String>value(0); }

        public RightMinimum right(String value) { take(0, value); return this; }

        public Level level() { return this.<Level>value(1); }

        public RightMinimum level(Level value) { take(1, value); return this; }
    }

    public static final class InteractionFloor extends Message {
        static final Shape SHAPE = new Shape("InteractionFloor",
            "1 interaction string",
            "2 level Level");

        public InteractionFloor() { super(SHAPE); }

        public String interaction() { return this.<String>value(0); }

        public InteractionFloor interaction(String value) { take(0, value); return this; }

        public Level level() { return this.<Level>value(1); }

        public InteractionFloor level(Level value) { take(1, value); return this; }
    }

    public static final class User extends Message {
        static final Shape SHAPE = new Shape("User",
            "1 id string",
            "2 organization string",
            "3 email string",
            "4 displayName string",
            "5 role Role",
            "6 location string",
            "7 vip bool",
            "8 assistant bool",
            "9 deactivated bool",
            "10 privacy Privacy",
            "11 version int64");

        public User() { super(SHAPE); }

        public String id() { return this.<String>value(0); }

        public User id(String value) { take(0, value); return this; }

        public String organization() { return this.<String>value(1); }

        public User organization(String value) { take(1, value); return this; }

        public String email() { return this.<String>value(2); }

        public User email(String value) { take(2, value); return this; }

        public String displayName() { return this.<String>value(3); }

        public User displayName(String value) { take(3, value); return this; }

        public Role role() { return this.<Role>value(4); }

        public User role(Role value) { take(4, value); return this; }

        public String location() { return this.<String>value(5); }

        public User location(String value) { take(5, value); return this; }

        public boolean vip() { return this.<Boolean>value(6); }

        public User vip(boolean value) { take(6, value); return this; }

        public boolean assistant() { return this.<Boolean>value(7); }

        public User assistant(boolean value) { take(7, value); return this; }

        public boolean deactivated() { return this.<Boolean>value(8); }

        public User deactivated(boolean value) { take(8, value); return this; }

        public Privacy privacy() { return this.<Privacy>value(9); }

        public User privacy(Privacy value) { take(9, value); return this; }

        public long version() { return this.<Long>value(10); }

        public User version(long value) { take(10, value); return this; }
    }

    public static final class NewUser extends Message {
        static final Shape SHAPE = new Shape("NewUser",
            "1 id string",
            "2 organization string",
            "3 email string",
            "4 displayName string",
            "5 role Role?",
            "6 location string?");

        public NewUser() { super(SHAPE); }

        public String id() { return this.<String>value(0); }

        public NewUser id(String value) { take(0, value); return this; }

        public String organization() { return this.<String>value(1); }

        public NewUser organization(String value) { take(1, value); return this; }

        public String email() { return this.<String>value(2); }

        public NewUser email(String value) { take(2, value); return this; }

        public String displayName() { return this.<String>value(3); }

        public NewUser displayName(String value) { take(3, value); return this; }

        public Role role() { return this.<Role>value(4); }

        public NewUser role(Role value) { take(4, value); return this; }

        public String location() { return this.<String>value(5); }

        public NewUser location(String value) { take(5, value); return this; }
    }

    public static final class Location extends Message {
        static final Shape SHAPE = new Shape("Location",
            "1 organization string",
            "2 id string",
            "3 name string",
            "4 fromSameLocation Level",
            "5 fromOtherLocations Level",
            "6 fromOutside Level",
            "7 version int64");

        public Location() { super(SHAPE); }

        public String organization() { return this.<String>value(0); }

        public Location organization(String value) { take(0, value); return this; }

        public String id() { return this.<String>value(1); }

        public Location id(String value) { take(1, value); return this; }

        public String name() { return this.<String>value(2); }

        public Location name(String value) { take(2, value); return this; }

        public Level fromSameLocation() { return this.<Level>value(3); }

        public Location fromSameLocation(Level value) { take(3, value); return this; }

        public Level fromOtherLocations() { return this.<Level>value(4); }

        public Location fromOtherLocations(Level value) { take(4, value); return this; }

        public Level fromOutside() { return this.<Level>value(5); }

        public Location fromOutside(Level value) { take(5, value); return this; }

        public long version() { return this.<Long>value(6); }

        public Location version(long value) { take(6, value); return this; }
    }

    public static final class TeamGrant extends Message {
        static final Shape SHAPE = new Shape("TeamGrant",
            "1 viewerSubgroup string",
            "2 ownerSubgroup string",
            "3 level Level");

        public TeamGrant() { super(SHAPE); }

        public String viewerSubgroup() { return this.<String>value(0); }

        public TeamGrant viewerSubgroup(String value) { take(0, value); return this; }

        public String ownerSubgroup() { return this.<String>value(1); }

        public TeamGrant ownerSubgroup(String value) { take(1, value); return this; }

        public Level level() { return this.<Level>value(2); }

        public TeamGrant level(Level value) { take(2, value); return this; }
    }

    public static final class Team extends Message {
        static final Shape SHAPE = new Shape("Team",
            "1 id string",
            "2 organization string",
            "3 name string",
            "4 kind TeamKind",
            "5 level Level",
            "6 subgroups string*",
            "7 grants TeamGrant*",
            "8 members TeamMember*",
            "9 memberCount int32",
            "10 version int64");

        public Team() { super(SHAPE); }

        public String id() { return this.<String>value(0); }

        public Team id(String value) { take(0, value); return this; }

        public String organization() { return this.<String>value(1); }

        public Team organization(String value) { take(1, value); return this; }

        public String name() { return this.<String>value(2); }

        public Team name(String value) { take(2, value); return this; }

        public TeamKind kind() { return this.<TeamKind>value(3); }

        public Team kind(TeamKind value) { take(3, value); return this; }

        public Level level() { return this.<Level>value(4); }

        public Team level(Level value) { take(4, value); return this; }

        public List<String> subgroups() { return this.<List<String>>value(5); }

        public Team subgroups(List<String> value) { take(5, value); return this; }

        public List<TeamGrant> grants() { return this.<List<TeamGrant>>value(6); }

        public Team grants(List<TeamGrant> value) { take(6, value); return this; }

        public List<TeamMember> members() { return this.<List<TeamMember>>value(7); }

        public Team members(List<TeamMember> value) { take(7, value); return this; }

        public int memberCount() { return this.<Integer>value(8); }

        public Team memberCount(int value) { take(8, value); return this; }

        public long version() { return this.<Long>value(9); }

        public Team version(long value) { take(9, value); return this; }
    }

    public static final class TeamGrantList extends Message {
        static final Shape SHAPE = new Shape("TeamGrantList",
            "1 values TeamGrant*");

        public TeamGrantList() { super(SHAPE); }

        public List<TeamGrant> values() { return this.<List<TeamGrant>>value(0); }

        public TeamGrantList values(List<TeamGrant> value) { take(0, value); return this; }
    }

    public static final class TeamMember extends Message {
        static final Shape SHAPE = new Shape("TeamMember",
            "1 user string",
            "2 subgroup string?",
            "3 privacy Privacy");

        public TeamMember() { super(SHAPE); }

        public String user() { return this.<String>value(0); }

        public TeamMember user(String value) { take(0, value); return this; }

        public String subgroup() { return this.<String>value(1); }

        public TeamMember subgroup(String value) { take(1, value); return this; }

        public Privacy privacy() { return this.<Privacy>value(2); }

        public TeamMember privacy(Privacy value) { take(2, value); return this; }
    }

    public static final class Relationship extends Message {
        static final Shape SHAPE = new Shape("Relationship",
            "1 owner string",
            "2 viewer string",
            "3 level Level",
            "4 version int64");

        public Relationship() { super(SHAPE); }

        public String owner() { return this.<String>value(0); }

        public Relationship owner(String value) { take(0, value); return this; }

        public String viewer() { return this.<String>value(1); }

        public Relationship viewer(String value) { take(1, value); return this; }

        public Level level() { return this.<Level>value(2); }

        public Relationship level(Level value) { take(2, value); return this; }

        public long version() { return this.<Long>value(3); }

        public Relationship version(long value) { take(3, value); return this; }
    }

    public static final class Integration extends Message {
        static final Shape SHAPE = new Shape("Integration",
            "1 organization string",
            "2 id string",
            "3 kind IntegrationKind",
            "4 scope IntegrationScope",
            "5 enabled bool",
            "6 teams string*",
            "7 version int64");

        public Integration() { super(SHAPE); }

        public String organization() { return this.<String>value(0); }

        public Integration organization(String value) { take(0, value); return this; }

        public String id() { return this.<String>value(1); }

        public Integration id(String value) { take(1, value); return this; }

        public IntegrationKind kind() { return this.<IntegrationKind>value(2); }

        public Integration kind(IntegrationKind value) { take(2, value); return this; }

        public IntegrationScope scope() { return this.<IntegrationScope>value(3); }

        public Integration scope(IntegrationScope value) { take(3, value); return this; }

        public boolean enabled() { return this.<Boolean>value(4); }

        public Integration enabled(boolean value) { take(4, value); return this; }

        public List<String> teams() { return this.<List<String>>value(5); }

        public Integration teams(List<String> value) { take(5, value); return this; }

        public long version() { return this.<Long>value(6); }

        public Integration version(long value) { take(6, value); return this; }
    }

    public static final class IntegrationConnection extends Message {
        static final Shape SHAPE = new Shape("IntegrationConnection",
            "1 organization string",
            "2 integration string",
            "3 user string");

        public IntegrationConnection() { super(SHAPE); }

        public String organization() { return this.<String>value(0); }

        public IntegrationConnection organization(String value) { take(0, value); return this; }

        public String integration() { return this.<String>value(1); }

        public IntegrationConnection integration(String value) { take(1, value); return this; }

        public String user() { return this.<String>value(2); }

        public IntegrationConnection user(String value) { take(2, value); return this; }
    }

    public static final class Event extends Message {
        static final Shape SHAPE = new Shape("Event",
            "1 sequence int64",
            "2 at int64",
            "3 actor string",
            "4 token string",
            "5 organization string",
            "6 call string",
            "7 subject string",
            "8 from string",
            "9 to string",
            "10 dropped Relationship*",
            "11 requestKey string");

        public Event() { super(SHAPE); }

        public long sequence() { return this.<Long>value(0); }

        public Event sequence(long value) { take(0, value); return this; }

        public long at() { return this.<Long>value(1); }

        public Event at(long value) { take(1, value); return this; }

        public String actor() { return this.<String>value(2); }

        public Event actor(String value) { take(2, value); return this; }

        public String token() { return this.<String>value(3); }

        public Event token(String value) { take(3, value); return this; }

        public String organization() { return this.<String>value(4); }

        public Event organization(String value) { take(4, value); return this; }

        public String call() { return this.<String>value(5); }

        public Event call(String value) { take(5, value); return this; }

        public String subject() { return this.<String>value(6); }

        public Event subject(String value) { take(6, value); return this; }

        public String from() { return this.<String>value(7); }

        public Event from(String value) { take(7, value); return this; }

        public String to() { return this.<String>value(8); }

        public Event to(String value) { take(8, value); return this; }

        public List<Relationship> dropped() { return this.<List<Relationship>>value(9); }

        public Event dropped(List<Relationship> value) { take(9, value); return this; }

        public String requestKey() { return this.<String>value(10); }

        public Event requestKey(String value) { take(10, value); return this; }
    }

    public static final class Interaction extends Message {
        static final Shape SHAPE = new Shape("Interaction",
            "1 code int32",
            "2 name string",
            "3 category string",
            "4 askAllowed bool",
            "5 weCan string",
            "6 theyCan string");

        public Interaction() { super(SHAPE); }

        public int code() { return this.<Integer>value(0); }

        public Interaction code(int value) { take(0, value); return this; }

        public String name() { return this.<String>value(1); }

        public Interaction name(String value) { take(1, value); return this; }

        public String category() { return this.<String>value(2); }

        public Interaction category(String value) { take(2, value); return this; }

        public boolean askAllowed() { return this.<Boolean>value(3); }

        public Interaction askAllowed(boolean value) { take(3, value); return this; }

        public String weCan() { return this.<String>value(4); }

        public Interaction weCan(String value) { take(4, value); return this; }

        public String theyCan() { return this.<String>value(5); }

        public Interaction theyCan(String value) { take(5, value); return this; }
    }

    public static final class DefaultTable extends Message {
        static final Shape SHAPE = new Shape("DefaultTable",
            "1 organization string",
            "2 table PermissionEntry*",
            "3 preset Preset",
            "4 version int64");

        public DefaultTable() { super(SHAPE); }

        public String organization() { return this.<String>value(0); }

        public DefaultTable organization(String value) { take(0, value); return this; }

        public List<PermissionEntry> table() { return this.<List<PermissionEntry>>value(1); }

        public DefaultTable table(List<PermissionEntry> value) { take(1, value); return this; }

        public Preset preset() { return this.<Preset>value(2); }

        public DefaultTable preset(Preset value) { take(2, value); return this; }

        public long version() { return this.<Long>value(3); }

        public DefaultTable version(long value) { take(3, value); return this; }
    }

    public static final class PermissionEntry extends Message {
        static final Shape SHAPE = new Shape("PermissionEntry",
            "1 interaction string",
            "2 outgoing PermissionState?",
            "3 incoming PermissionState?");

        public PermissionEntry() { super(SHAPE); }

        public String interaction() { return this.<String>value(0); }

        public PermissionEntry interaction(String value) { take(0, value); return this; }

        public PermissionState outgoing() { return this.<PermissionState>value(1); }

        public PermissionEntry outgoing(PermissionState value) { take(1, value); return this; }

        public PermissionState incoming() { return this.<PermissionState>value(2); }

        public PermissionEntry incoming(PermissionState value) { take(2, value); return this; }
    }

    public static final class PresetTerms extends Message {
        static final Shape SHAPE = new Shape("PresetTerms",
            "1 preset Preset",
            "2 terms PermissionEntry*",
            "3 table PermissionEntry*");

        public PresetTerms() { super(SHAPE); }

        public Preset preset() { return this.<Preset>value(0); }

        public PresetTerms preset(Preset value) { take(0, value); return this; }

        public List<PermissionEntry> terms() { return this.<List<PermissionEntry>>value(1); }

        public PresetTerms terms(List<PermissionEntry> value) { take(1, value); return this; }

        public List<PermissionEntry> table() { return this.<List<PermissionEntry>>value(2); }

        public PresetTerms table(List<PermissionEntry> value) { take(2, value); return this; }
    }

    public static final class Partnership extends Message {
        static final Shape SHAPE = new Shape("Partnership",
            "1 id string",
            "2 organization string",
            "3 partner string",
            "4 state PartnershipState",
            "5 version int64",
            "6 terms PermissionEntry*",
            "7 preset Preset",
            "8 termsExpireAt int64?",
            "9 open OpenRequest?",
            "10 needsAttention bool",
            "11 awaitingApproval bool",
            "12 createdAt int64",
            "13 updatedAt int64");

        public Partnership() { super(SHAPE); }

        public String id() { return this.<String>value(0); }

        public Partnership id(String value) { take(0, value); return this; }

        public String organization() { return this.<String>value(1); }

        public Partnership organization(String value) { take(1, value); return this; }

        public String partner() { return this.<String>value(2); }

        public Partnership partner(String value) { take(2, value); return this; }

        public PartnershipState state() { return this.<PartnershipState>value(3); }

        public Partnership state(PartnershipState value) { take(3, value); return this; }

        public long version() { return this.<Long>value(4); }

        public Partnership version(long value) { take(4, value); return this; }

        public List<PermissionEntry> terms() { return this.<List<PermissionEntry>>value(5); }

        public Partnership terms(List<PermissionEntry> value) { take(5, value); return this; }

        public Preset preset() { return this.<Preset>value(6); }

        public Partnership preset(Preset value) { take(6, value); return this; }

        public Long termsExpireAt() { return this.<Long>value(7); }

        public Partnership termsExpireAt(Long value) { take(7, value); return this; }

        public OpenRequest open() { return this.<OpenRequest>value(8); }

        public Partnership open(OpenRequest value) { take(8, value); return this; }

        public boolean needsAttention() { return this.<Boolean>value(9); }

        public Partnership needsAttention(boolean value) { take(9, value); return this; }

        public boolean awaitingApproval() { return this.<Boolean>value(10); }

        public Partnership awaitingApproval(boolean value) { take(10, value); return this; }

        public long createdAt() { return this.<Long>value(11); }

        public Partnership createdAt(long value) { take(11, value); return this; }

        public long updatedAt() { return this.<Long>value(12); }

        public Partnership updatedAt(long value) { take(12, value); return this; }
    }

    public static final class PartnershipEvent extends Message {
        static final Shape SHAPE = new Shape("PartnershipEvent",
            "1 partnership string",
            "2 version int64",
            "3 at int64",
            "4 actor string",
            "5 organization string",
            "6 action PartnershipAction",
            "7 from PartnershipState",
            "8 to PartnershipState",
            "9 terms PermissionEntry*",
            "10 note string");

        public PartnershipEvent() { super(SHAPE); }

        public String partnership() { return this.<String>value(0); }

        public PartnershipEvent partnership(String value) { take(0, value); return this; }

        public long version() { return this.<Long>value(1); }

        public PartnershipEvent version(long value) { take(1, value); return this; }

        public long at() { return this.<Long>value(2); }

        public PartnershipEvent at(long value) { take(2, value); return this; }

        public String actor() { return this.<String>value(3); }

        public PartnershipEvent actor(String value) { take(3, value); return this; }

        public String organization() { return this.<String>value(4); }

        public PartnershipEvent organization(String value) { take(4, value); return this; }

        public PartnershipAction action() { return this.<PartnershipAction>value(5); }

        public PartnershipEvent action(PartnershipAction value) { take(5, value); return this; }

        public PartnershipState from() { return this.<PartnershipState>value(6); }

        public PartnershipEvent from(PartnershipState value) { take(6, value); return this; }

        public PartnershipState to() { return this.<PartnershipState>value(7); }

        public PartnershipEvent to(PartnershipState value) { take(7, value); return this; }

        public List<PermissionEntry> terms() { return this.<List<PermissionEntry>>value(8); }

        public PartnershipEvent terms(List<PermissionEntry> value) { take(8, value); return this; }

        public String note() { return this.<String>value(9); }

        public PartnershipEvent note(String value) { take(9, value); return this; }
    }

    public static final class Notification extends Message {
        static final Shape SHAPE = new Shape("Notification",
            "1 id string",
            "2 organization string",
            "3 partnership string",
            "4 partner string",
            "5 action PartnershipAction",
            "6 needsAttention bool",
            "7 at int64",
            "8 acknowledged bool");

        public Notification() { super(SHAPE); }

        public String id() { return this.<String>value(0); }

        public Notification id(String value) { take(0, value); return this; }

        public String organization() { return this.<String>value(1); }

        public Notification organization(String value) { take(1, value); return this; }

        public String partnership() { return this.<String>value(2); }

        public Notification partnership(String value) { take(2, value); return this; }

        public String partner() { return this.<String>value(3); }

        public Notification partner(String value) { take(3, value); return this; }

        public PartnershipAction action() { return this.<PartnershipAction>value(4); }

        public Notification action(PartnershipAction value) { take(4, value); return this; }

        public boolean needsAttention() { return this.<Boolean>value(5); }

        public Notification needsAttention(boolean value) { take(5, value); return this; }

        public long at() { return this.<Long>value(6); }

        public Notification at(long value) { take(6, value); return this; }

        public boolean acknowledged() { return this.<Boolean>value(7); }

        public Notification acknowledged(boolean value) { take(7, value); return this; }
    }

    public static final class CheckItem extends Message {
        static final Shape SHAPE = new Shape("CheckItem",
            "1 actor string",
            "2 action string",
            "3 target string",
            "4 callContext CallContext?");

        public CheckItem() { super(SHAPE); }

        public String actor() { return this.<String>value(0); }

        public CheckItem actor(String value) { take(0, value); return this; }

        public String action() { return this.<String>value(1); }

        public CheckItem action(String value) { take(1, value); return this; }

        public String target() { return this.<String>value(2); }

        public CheckItem target(String value) { take(2, value); return this; }

        public CallContext callContext() { return this.<CallContext>value(3); }

        public CheckItem callContext(CallContext value) { take(3, value); return this; }
    }

    public static final class CheckAnswer extends Message {
        static final Shape SHAPE = new Shape("CheckAnswer",
            "1 verdict Verdict",
            "2 reason Reason",
            "3 ask string?",
            "4 level Level?",
            "5 partnership string?",
            "6 partnershipVersion int64?");

        public CheckAnswer() { super(SHAPE); }

        public Verdict verdict() { return this.<Verdict>value(0); }

        public CheckAnswer verdict(Verdict value) { take(0, value); return this; }

        public Reason reason() { return this.<Reason>value(1); }

        public CheckAnswer reason(Reason value) { take(1, value); return this; }

        public String ask() { return this.<String>value(2); }

        public CheckAnswer ask(String value) { take(2, value); return this; }

        public Level level() { return this.<Level>value(3); }

        public CheckAnswer level(Level value) { take(3, value); return this; }

        public String partnership() { return this.<String>value(4); }

        public CheckAnswer partnership(String value) { take(4, value); return this; }

        public Long partnershipVersion() { return this.<Long>value(5); }

        public CheckAnswer partnershipVersion(Long value) { take(5, value); return this; }
    }

    public static final class OrganizationsGate extends Message {
        static final Shape SHAPE = new Shape("OrganizationsGate",
            "1 reason Reason",
            "2 verdict Verdict?",
            "3 outgoing PermissionState?",
            "4 incoming PermissionState?",
            "5 partnership string?",
            "6 partnershipState PartnershipState?",
            "7 termsExpireAt int64?",
            "8 terms PermissionState?");

        public OrganizationsGate() { super(SHAPE); }

        public Reason reason() { return this.<Reason>value(0); }

        public OrganizationsGate reason(Reason value) { take(0, value); return this; }

        public Verdict verdict() { return this.<Verdict>value(1); }

        public OrganizationsGate verdict(Verdict value) { take(1, value); return this; }

        public PermissionState outgoing() { return this.<PermissionState>value(2); }

        public OrganizationsGate outgoing(PermissionState value) { take(2, value); return this; }

        public PermissionState incoming() { return this.<PermissionState>value(3); }

        public OrganizationsGate incoming(PermissionState value) { take(3, value); return this; }

        public String partnership() { return this.<String>value(4); }

        public OrganizationsGate partnership(String value) { take(4, value); return this; }

        public PartnershipState partnershipState() { return this.<PartnershipState>value(5); }

        public OrganizationsGate partnershipState(PartnershipState value) { take(5, value); return this; }

        public Long termsExpireAt() { return this.<Long>value(6); }

        public OrganizationsGate termsExpireAt(Long value) { take(6, value); return this; }

        public PermissionState terms() { return this.<PermissionState>value(7); }

        public OrganizationsGate terms(PermissionState value) { take(7, value); return this; }
    }

    public static final class PersonsGate extends Message {
        static final Shape SHAPE = new Shape("PersonsGate",
            "1 level Level",
            "2 required Level",
            "3 passed bool",
            "4 sources LevelSource*",
            "5 sameOrganizationOnly bool");

        public PersonsGate() { super(SHAPE); }

        public Level level() { return this.<Level>value(0); }

        public PersonsGate level(Level value) { take(0, value); return this; }

        public Level required() { return this.<Level>value(1); }

        public PersonsGate required(Level value) { take(1, value); return this; }

        public boolean passed() { return this.<Boolean>value(2); }

        public PersonsGate passed(boolean value) { take(2, value); return this; }

        public List<LevelSource> sources() { return this.<List<LevelSource>>value(3); }

        public PersonsGate sources(List<LevelSource> value) { take(3, value); return this; }

        public boolean sameOrganizationOnly() { return this.<Boolean>value(4); }

        public PersonsGate sameOrganizationOnly(boolean value) { take(4, value); return this; }
    }

    public static final class EffectiveAnswer extends Message {
        static final Shape SHAPE = new Shape("EffectiveAnswer",
            "1 verdict Verdict",
            "2 reason Reason",
            "3 ask string?",
            "4 level Level?",
            "5 partnership string?",
            "6 partnershipVersion int64?",
            "7 action string");

        public EffectiveAnswer() { super(SHAPE); }

        public Verdict verdict() { return this.<Verdict>value(0); }

        public EffectiveAnswer verdict(Verdict value) { take(0, value); return this; }

        public Reason reason() { return this.<Reason>value(1); }

        public EffectiveAnswer reason(Reason value) { take(1, value); return this; }

        public String ask() { return this.<String>value(2); }

        public EffectiveAnswer ask(String value) { take(2, value); return this; }

        public Level level() { return this.<Level>value(3); }

        public EffectiveAnswer level(Level value) { take(3, value); return this; }

        public String partnership() { return this.<String>value(4); }

        public EffectiveAnswer partnership(String value) { take(4, value); return this; }

        public Long partnershipVersion() { return this.<Long>value(5); }

        public EffectiveAnswer partnershipVersion(Long value) { take(5, value); return this; }

        public String action() { return this.<String>value(6); }

        public EffectiveAnswer action(String value) { take(6, value); return this; }
    }

    public static final class ContentItem extends Message {
        static final Shape SHAPE = new Shape("ContentItem",
            "1 contentType ContentType",
            "2 author string?",
            "3 participants string*",
            "4 assignee string?",
            "5 sharing SharingOption?",
            "6 users string*",
            "7 teams string*",
            "8 private bool?",
            "9 grants ContentGrant*");

        public ContentItem() { super(SHAPE); }

        public ContentType contentType() { return this.<ContentType>value(0); }

        public ContentItem contentType(ContentType value) { take(0, value); return this; }

        public String author() { return this.<String>value(1); }

        public ContentItem author(String value) { take(1, value); return this; }

        public List<String> participants() { return this.<List<String>>value(2); }

        public ContentItem participants(List<String> value) { take(2, value); return this; }

        public String assignee() { return this.<String>value(3); }

        public ContentItem assignee(String value) { take(3, value); return this; }

        public SharingOption sharing() { return this.<SharingOption>value(4); }

        public ContentItem sharing(SharingOption value) { take(4, value); return this; }

        public List<String> users() { return this.<List<String>>value(5); }

        public ContentItem users(List<String> value) { take(5, value); return this; }

        public List<String> teams() { return this.<List<String>>value(6); }

        public ContentItem teams(List<String> value) { take(6, value); return this; }

        public Boolean private_() { return this.<Boolean>value(7); }

        public ContentItem private_(Boolean value) { take(7, value); return this; }

        public List<ContentGrant> grants() { return this.<List<ContentGrant>>value(8); }

        public ContentItem grants(List<ContentGrant> value) { take(8, value); return this; }
    }

    public static final class DiscoveredUser extends Message {
        static final Shape SHAPE = new Shape("DiscoveredUser",
            "1 id string",
            "2 displayName string",
            "3 organization string",
            "4 email string?");

        public DiscoveredUser() { super(SHAPE); }

        public String id() { return this.<String>value(0); }

        public DiscoveredUser id(String value) { take(0, value); return this; }

        public String displayName() { return this.<String>value(1); }

        public DiscoveredUser displayName(String value) { take(1, value); return this; }

        public String organization() { return this.<String>value(2); }

        public DiscoveredUser organization(String value) { take(2, value); return this; }

        public String email() { return this.<String>value(3); }

        public DiscoveredUser email(String value) { take(3, value); return this; }
    }

    public static final class WatchedAnswer extends Message {
        static final Shape SHAPE = new Shape("WatchedAnswer",
            "1 index int32",
            "2 answer CheckAnswer");

        public WatchedAnswer() { super(SHAPE); }

        public int index() { return this.<Integer>value(0); }

        public WatchedAnswer index(int value) { take(0, value); return this; }

        public CheckAnswer answer() { return this.<CheckAnswer>value(1); }

        public WatchedAnswer answer(CheckAnswer value) { take(1, value); return this; }
    }

    public static final class FailureDetails extends Message {
        static final Shape SHAPE = new Shape("FailureDetails",
            "1 currentVersion int64?",
            "2 state string?",
            "3 retryAfterMillis int64?");

        public FailureDetails() { super(SHAPE); }

        public Long currentVersion() { return this.<Long>value(0); }

        public FailureDetails currentVersion(Long value) { take(0, value); return this; }

        public String state() { return this.<String>value(1); }

        public FailureDetails state(String value) { take(1, value); return this; }

        public Long retryAfterMillis() { return this.<Long>value(2); }

        public FailureDetails retryAfterMillis(Long value) { take(2, value); return this; }
    }

    public static final class LocationKey extends Message {
        static final Shape SHAPE = new Shape("LocationKey",
            "1 organization string",
            "2 id string");

        public LocationKey() { super(SHAPE); }

        public String organization() { return this.<String>value(0); }

        public LocationKey organization(String value) { take(0, value); return this; }

        public String id() { return this.<String>value(1); }

        public LocationKey id(String value) { take(1, value); return this; }
    }

    public static final class Membership extends Message {
        static final Shape SHAPE = new Shape("Membership",
            "1 team string",
            "2 user string",
            "3 subgroup string",
            "4 privacy Privacy");

        public Membership() { super(SHAPE); }

        public String team() { return this.<String>value(0); }

        public Membership team(String value) { take(0, value); return this; }

        public String user() { return this.<String>value(1); }

        public Membership user(String value) { take(1, value); return this; }

        public String subgroup() { return this.<String>value(2); }

        public Membership subgroup(String value) { take(2, value); return this; }

        public Privacy privacy() { return this.<Privacy>value(3); }

        public Membership privacy(Privacy value) { take(3, value); return this; }
    }

    public static final class MembershipKey extends Message {
        static final Shape SHAPE = new Shape("MembershipKey",
            "1 team string",
            "2 user string");

        public MembershipKey() { super(SHAPE); }

        public String team() { return this.<String>value(0); }

        public MembershipKey team(String value) { take(0, value); return this; }

        public String user() { return this.<String>value(1); }

        public MembershipKey user(String value) { take(1, value); return this; }
    }

    public static final class RelationshipKey extends Message {
        static final Shape SHAPE = new Shape("RelationshipKey",
            "1 owner string",
            "2 viewer string");

        public RelationshipKey() { super(SHAPE); }

        public String owner() { return this.<String>value(0); }

        public RelationshipKey owner(String value) { take(0, value); return this; }

        public String viewer() { return this.<String>value(1); }

        public RelationshipKey viewer(String value) { take(1, value); return this; }
    }

    public static final class DefaultsFact extends Message {
        static final Shape SHAPE = new Shape("DefaultsFact",
            "1 organization string",
            "2 incoming uint64",
            "3 outgoing uint64");

        public DefaultsFact() { super(SHAPE); }

        public String organization() { return this.<String>value(0); }

        public DefaultsFact organization(String value) { take(0, value); return this; }

        public long incoming() { return this.<Long>value(1); }

        public DefaultsFact incoming(long value) { take(1, value); return this; }

        public long outgoing() { return this.<Long>value(2); }

        public DefaultsFact outgoing(long value) { take(2, value); return this; }
    }

    public static final class PartnershipFact extends Message {
        static final Shape SHAPE = new Shape("PartnershipFact",
            "1 id string",
            "2 first string",
            "3 second string",
            "4 state PartnershipState",
            "5 version int64",
            "6 forward uint64",
            "7 backward uint64",
            "8 termsExpireAt int64?");

        public PartnershipFact() { super(SHAPE); }

        public String id() { return this.<String>value(0); }

        public PartnershipFact id(String value) { take(0, value); return this; }

        public String first() { return this.<String>value(1); }

        public PartnershipFact first(String value) { take(1, value); return this; }

        public String second() { return this.<String>value(2); }

        public PartnershipFact second(String value) { take(2, value); return this; }

        public PartnershipState state() { return this.<PartnershipState>value(3); }

        public PartnershipFact state(PartnershipState value) { take(3, value); return this; }

        public long version() { return this.<Long>value(4); }

        public PartnershipFact version(long value) { take(4, value); return this; }

        public long forward() { return this.<Long>value(5); }

        public PartnershipFact forward(long value) { take(5, value); return this; }

        public long backward() { return this.<Long>value(6); }

        public PartnershipFact backward(long value) { take(6, value); return this; }

        public Long termsExpireAt() { return this.<Long>value(7); }

        public PartnershipFact termsExpireAt(Long value) { take(7, value); return this; }
    }

    public static final class SharingPolicy extends Message {
        static final Shape SHAPE = new Shape("SharingPolicy",
            "1 contentType ContentType",
            "2 offered SharingOption*",
            "3 fallback SharingOption",
            "4 reach SharingReach");

        public SharingPolicy() { super(SHAPE); }

        public ContentType contentType() { return this.<ContentType>value(0); }

        public SharingPolicy contentType(ContentType value) { take(0, value); return this; }

        public List<SharingOption> offered() { return this.<List<SharingOption>>value(1); }

        public SharingPolicy offered(List<SharingOption> value) { take(1, value); return this; }

        public SharingOption fallback() { return this.<SharingOption>value(2); }

        public SharingPolicy fallback(SharingOption value) { take(2, value); return this; }

        public SharingReach reach() { return this.<SharingReach>value(3); }

        public SharingPolicy reach(SharingReach value) { take(3, value); return this; }
    }

    public static final class OpenRequest extends Message {
        static final Shape SHAPE = new Shape("OpenRequest",
            "1 kind OpenKind",
            "2 by string",
            "3 terms PermissionEntry*",
            "4 preset Preset",
            "5 note string",
            "6 expiresAt int64",
            "7 termsExpireAt int64?");

        public OpenRequest() { super(SHAPE); }

        public OpenKind kind() { return this.<OpenKind>value(0); }

        public OpenRequest kind(OpenKind value) { take(0, value); return this; }

        public String by() { return this.<String>value(1); }

        public OpenRequest by(String value) { take(1, value); return this; }

        public List<PermissionEntry> terms() { return this.<List<PermissionEntry>>value(2); }

        public OpenRequest terms(List<PermissionEntry> value) { take(2, value); return this; }

        public Preset preset() { return this.<Preset>value(3); }

        public OpenRequest preset(Preset value) { take(3, value); return this; }

        public String note() { return this.<String>value(4); }

        public OpenRequest note(String value) { take(4, value); return this; }

        public long expiresAt() { return this.<Long>value(5); }

        public OpenRequest expiresAt(long value) { take(5, value); return this; }

        public Long termsExpireAt() { return this.<Long>value(6); }

        public OpenRequest termsExpireAt(Long value) { take(6, value); return this; }
    }

    public static final class LevelSource extends Message {
        static final Shape SHAPE = new Shape("LevelSource",
            "1 kind LevelSourceKind",
            "2 level Level",
            "3 id string?",
            "4 viewerSubgroup string?",
            "5 ownerSubgroup string?",
            "6 counted bool");

        public LevelSource() { super(SHAPE); }

        public LevelSourceKind kind() { return this.<LevelSourceKind>value(0); }

        public LevelSource kind(LevelSourceKind value) { take(0, value); return this; }

        public Level level() { return this.<Level>value(1); }

        public LevelSource level(Level value) { take(1, value); return this; }

        public String id() { return this.<String>value(2); }

        public LevelSource id(String value) { take(2, value); return this; }

        public String viewerSubgroup() { return this.<String>value(3); }

        public LevelSource viewerSubgroup(String value) { take(3, value); return this; }

        public String ownerSubgroup() { return this.<String>value(4); }

        public LevelSource ownerSubgroup(String value) { take(4, value); return this; }

        public boolean counted() { return this.<Boolean>value(5); }

        public LevelSource counted(boolean value) { take(5, value); return this; }
    }

    public static final class ContentGrant extends Message {
        static final Shape SHAPE = new Shape("ContentGrant",
            "1 user string?",
            "2 team string?",
            "3 role ListRole");

        public ContentGrant() { super(SHAPE); }

        public String user() { return this.<String>value(0); }

        public ContentGrant user(String value) { take(0, value); return this; }

        public String team() { return this.<String>value(1); }

        public ContentGrant team(String value) { take(1, value); return this; }

        public ListRole role() { return this.<ListRole>value(2); }

        public ContentGrant role(ListRole value) { take(2, value); return this; }
    }

    /** What is called so in the schema, or null. */
    static Message create(String name) {
        return switch (name) {
            case "Hello" -> new Hello();
            case "Welcome" -> new Welcome();
            case "ServerStatusRequest" -> new ServerStatusRequest();
            case "ServerStatusResponse" -> new ServerStatusResponse();
            case "SnapshotRequest" -> new SnapshotRequest();
            case "SnapshotChunk" -> new SnapshotChunk();
            case "SubscribeRequest" -> new SubscribeRequest();
            case "FeedItem" -> new FeedItem();
            case "CreateOrganizationRequest" -> new CreateOrganizationRequest();
            case "CreateOrganizationResponse" -> new CreateOrganizationResponse();
            case "GetOrganizationRequest" -> new GetOrganizationRequest();
            case "GetOrganizationResponse" -> new GetOrganizationResponse();
            case "ListOrganizationsRequest" -> new ListOrganizationsRequest();
            case "ListOrganizationsResponse" -> new ListOrganizationsResponse();
            case "UpdateOrganizationRequest" -> new UpdateOrganizationRequest();
            case "UpdateOrganizationResponse" -> new UpdateOrganizationResponse();
            case "SuspendOrganizationRequest" -> new SuspendOrganizationRequest();
            case "SuspendOrganizationResponse" -> new SuspendOrganizationResponse();
            case "ResumeOrganizationRequest" -> new ResumeOrganizationRequest();
            case "ResumeOrganizationResponse" -> new ResumeOrganizationResponse();
            case "SetRightsMatrixRequest" -> new SetRightsMatrixRequest();
            case "SetRightsMatrixResponse" -> new SetRightsMatrixResponse();
            case "SetInteractionFloorsRequest" -> new SetInteractionFloorsRequest();
            case "SetInteractionFloorsResponse" -> new SetInteractionFloorsResponse();
            case "CreateUserRequest" -> new CreateUserRequest();
            case "CreateUserResponse" -> new CreateUserResponse();
            case "ImportUsersRequest" -> new ImportUsersRequest();
            case "ImportUsersResponse" -> new ImportUsersResponse();
            case "GetUserRequest" -> new GetUserRequest();
            case "GetUserResponse" -> new GetUserResponse();
            case "FindUserRequest" -> new FindUserRequest();
            case "FindUserResponse" -> new FindUserResponse();
            case "ListUsersRequest" -> new ListUsersRequest();
            case "ListUsersResponse" -> new ListUsersResponse();
            case "UpdateUserRequest" -> new UpdateUserRequest();
            case "UpdateUserResponse" -> new UpdateUserResponse();
            case "DeactivateUserRequest" -> new DeactivateUserRequest();
            case "DeactivateUserResponse" -> new DeactivateUserResponse();
            case "ReactivateUserRequest" -> new ReactivateUserRequest();
            case "ReactivateUserResponse" -> new ReactivateUserResponse();
            case "SetPersonalPrivacyRequest" -> new SetPersonalPrivacyRequest();
            case "SetPersonalPrivacyResponse" -> new SetPersonalPrivacyResponse();
            case "CreateLocationRequest" -> new CreateLocationRequest();
            case "CreateLocationResponse" -> new CreateLocationResponse();
            case "UpdateLocationRequest" -> new UpdateLocationRequest();
            case "UpdateLocationResponse" -> new UpdateLocationResponse();
            case "DeleteLocationRequest" -> new DeleteLocationRequest();
            case "DeleteLocationResponse" -> new DeleteLocationResponse();
            case "ListLocationsRequest" -> new ListLocationsRequest();
            case "ListLocationsResponse" -> new ListLocationsResponse();
            case "CreateTeamRequest" -> new CreateTeamRequest();
            case "CreateTeamResponse" -> new CreateTeamResponse();
            case "UpdateTeamRequest" -> new UpdateTeamRequest();
            case "UpdateTeamResponse" -> new UpdateTeamResponse();
            case "DeleteTeamRequest" -> new DeleteTeamRequest();
            case "DeleteTeamResponse" -> new DeleteTeamResponse();
            case "GetTeamRequest" -> new GetTeamRequest();
            case "GetTeamResponse" -> new GetTeamResponse();
            case "ListTeamsRequest" -> new ListTeamsRequest();
            case "ListTeamsResponse" -> new ListTeamsResponse();
            case "AddTeamMembersRequest" -> new AddTeamMembersRequest();
            case "AddTeamMembersResponse" -> new AddTeamMembersResponse();
            case "RemoveTeamMembersRequest" -> new RemoveTeamMembersRequest();
            case "RemoveTeamMembersResponse" -> new RemoveTeamMembersResponse();
            case "SetTeamPrivacyRequest" -> new SetTeamPrivacyRequest();
            case "SetTeamPrivacyResponse" -> new SetTeamPrivacyResponse();
            case "SetRelationshipRequest" -> new SetRelationshipRequest();
            case "SetRelationshipResponse" -> new SetRelationshipResponse();
            case "RelationshipOptionsRequest" -> new RelationshipOptionsRequest();
            case "RelationshipOptionsResponse" -> new RelationshipOptionsResponse();
            case "ListRelationshipsRequest" -> new ListRelationshipsRequest();
            case "ListRelationshipsResponse" -> new ListRelationshipsResponse();
            case "SetSharingPolicyRequest" -> new SetSharingPolicyRequest();
            case "SetSharingPolicyResponse" -> new SetSharingPolicyResponse();
            case "SetSyncedModeRequest" -> new SetSyncedModeRequest();
            case "SetSyncedModeResponse" -> new SetSyncedModeResponse();
            case "SetSyncedLimitsRequest" -> new SetSyncedLimitsRequest();
            case "SetSyncedLimitsResponse" -> new SetSyncedLimitsResponse();
            case "PutIntegrationRequest" -> new PutIntegrationRequest();
            case "PutIntegrationResponse" -> new PutIntegrationResponse();
            case "ConnectIntegrationRequest" -> new ConnectIntegrationRequest();
            case "ConnectIntegrationResponse" -> new ConnectIntegrationResponse();
            case "DisconnectIntegrationRequest" -> new DisconnectIntegrationRequest();
            case "DisconnectIntegrationResponse" -> new DisconnectIntegrationResponse();
            case "ListIntegrationsRequest" -> new ListIntegrationsRequest();
            case "ListIntegrationsResponse" -> new ListIntegrationsResponse();
            case "ListEventsRequest" -> new ListEventsRequest();
            case "ListEventsResponse" -> new ListEventsResponse();
            case "ListInteractionsRequest" -> new ListInteractionsRequest();
            case "ListInteractionsResponse" -> new ListInteractionsResponse();
            case "RegisterInteractionRequest" -> new RegisterInteractionRequest();
            case "RegisterInteractionResponse" -> new RegisterInteractionResponse();
            case "GetDefaultsRequest" -> new GetDefaultsRequest();
            case "GetDefaultsResponse" -> new GetDefaultsResponse();
            case "SetDefaultsRequest" -> new SetDefaultsRequest();
            case "SetDefaultsResponse" -> new SetDefaultsResponse();
            case "ListPresetsRequest" -> new ListPresetsRequest();
            case "ListPresetsResponse" -> new ListPresetsResponse();
            case "ProposePartnershipRequest" -> new ProposePartnershipRequest();
            case "ProposePartnershipResponse" -> new ProposePartnershipResponse();
            case "AcceptProposalRequest" -> new AcceptProposalRequest();
            case "AcceptProposalResponse" -> new AcceptProposalResponse();
            case "RejectProposalRequest" -> new RejectProposalRequest();
            case "RejectProposalResponse" -> new RejectProposalResponse();
            case "CounterProposalRequest" -> new CounterProposalRequest();
            case "CounterProposalResponse" -> new CounterProposalResponse();
            case "ReviseProposalRequest" -> new ReviseProposalRequest();
            case "ReviseProposalResponse" -> new ReviseProposalResponse();
            case "WithdrawProposalRequest" -> new WithdrawProposalRequest();
            case "WithdrawProposalResponse" -> new WithdrawProposalResponse();
            case "ProposeChangeRequest" -> new ProposeChangeRequest();
            case "ProposeChangeResponse" -> new ProposeChangeResponse();
            case "DisablePartnershipRequest" -> new DisablePartnershipRequest();
            case "DisablePartnershipResponse" -> new DisablePartnershipResponse();
            case "RequestEnableRequest" -> new RequestEnableRequest();
            case "RequestEnableResponse" -> new RequestEnableResponse();
            case "ConfirmEnableRequest" -> new ConfirmEnableRequest();
            case "ConfirmEnableResponse" -> new ConfirmEnableResponse();
            case "DeclineEnableRequest" -> new DeclineEnableRequest();
            case "DeclineEnableResponse" -> new DeclineEnableResponse();
            case "CancelEnableRequest" -> new CancelEnableRequest();
            case "CancelEnableResponse" -> new CancelEnableResponse();
            case "DeletePartnershipRequest" -> new DeletePartnershipRequest();
            case "DeletePartnershipResponse" -> new DeletePartnershipResponse();
            case "GetPartnershipRequest" -> new GetPartnershipRequest();
            case "GetPartnershipResponse" -> new GetPartnershipResponse();
            case "FindPartnershipRequest" -> new FindPartnershipRequest();
            case "FindPartnershipResponse" -> new FindPartnershipResponse();
            case "ListPartnershipsRequest" -> new ListPartnershipsRequest();
            case "ListPartnershipsResponse" -> new ListPartnershipsResponse();
            case "PartnershipHistoryRequest" -> new PartnershipHistoryRequest();
            case "PartnershipHistoryResponse" -> new PartnershipHistoryResponse();
            case "ListNotificationsRequest" -> new ListNotificationsRequest();
            case "ListNotificationsResponse" -> new ListNotificationsResponse();
            case "AcknowledgeNotificationRequest" -> new AcknowledgeNotificationRequest();
            case "AcknowledgeNotificationResponse" -> new AcknowledgeNotificationResponse();
            case "CheckRequest" -> new CheckRequest();
            case "CheckResponse" -> new CheckResponse();
            case "CheckBatchRequest" -> new CheckBatchRequest();
            case "CheckBatchResponse" -> new CheckBatchResponse();
            case "ExplainRequest" -> new ExplainRequest();
            case "ExplainResponse" -> new ExplainResponse();
            case "EffectiveRequest" -> new EffectiveRequest();
            case "EffectiveResponse" -> new EffectiveResponse();
            case "CheckContentRequest" -> new CheckContentRequest();
            case "CheckContentResponse" -> new CheckContentResponse();
            case "ResolveSharingRequest" -> new ResolveSharingRequest();
            case "ResolveSharingResponse" -> new ResolveSharingResponse();
            case "CheckCapabilityRequest" -> new CheckCapabilityRequest();
            case "CheckCapabilityResponse" -> new CheckCapabilityResponse();
            case "CheckIntegrationRequest" -> new CheckIntegrationRequest();
            case "CheckIntegrationResponse" -> new CheckIntegrationResponse();
            case "DiscoverRequest" -> new DiscoverRequest();
            case "DiscoverResponse" -> new DiscoverResponse();
            case "WatchRequest" -> new WatchRequest();
            case "WatchItem" -> new WatchItem();
            case "StatusRequest" -> new StatusRequest();
            case "StatusResponse" -> new StatusResponse();
            case "Failure" -> new Failure();
            case "Position" -> new Position();
            case "ReplicaStatus" -> new ReplicaStatus();
            case "Counter" -> new Counter();
            case "Fact" -> new Fact();
            case "Change" -> new Change();
            case "Organization" -> new Organization();
            case "StringList" -> new StringList();
            case "RightMinimum" -> new RightMinimum();
            case "InteractionFloor" -> new InteractionFloor();
            case "User" -> new User();
            case "NewUser" -> new NewUser();
            case "Location" -> new Location();
            case "TeamGrant" -> new TeamGrant();
            case "Team" -> new Team();
            case "TeamGrantList" -> new TeamGrantList();
            case "TeamMember" -> new TeamMember();
            case "Relationship" -> new Relationship();
            case "Integration" -> new Integration();
            case "IntegrationConnection" -> new IntegrationConnection();
            case "Event" -> new Event();
            case "Interaction" -> new Interaction();
            case "DefaultTable" -> new DefaultTable();
            case "PermissionEntry" -> new PermissionEntry();
            case "PresetTerms" -> new PresetTerms();
            case "Partnership" -> new Partnership();
            case "PartnershipEvent" -> new PartnershipEvent();
            case "Notification" -> new Notification();
            case "CheckItem" -> new CheckItem();
            case "CheckAnswer" -> new CheckAnswer();
            case "OrganizationsGate" -> new OrganizationsGate();
            case "PersonsGate" -> new PersonsGate();
            case "EffectiveAnswer" -> new EffectiveAnswer();
            case "ContentItem" -> new ContentItem();
            case "DiscoveredUser" -> new DiscoveredUser();
            case "WatchedAnswer" -> new WatchedAnswer();
            case "FailureDetails" -> new FailureDetails();
            case "LocationKey" -> new LocationKey();
            case "Membership" -> new Membership();
            case "MembershipKey" -> new MembershipKey();
            case "RelationshipKey" -> new RelationshipKey();
            case "DefaultsFact" -> new DefaultsFact();
            case "PartnershipFact" -> new PartnershipFact();
            case "SharingPolicy" -> new SharingPolicy();
            case "OpenRequest" -> new OpenRequest();
            case "LevelSource" -> new LevelSource();
            case "ContentGrant" -> new ContentGrant();
            default -> null;
        };
    }

    /** What is called so in the schema, or null. */
    static Word[] words(String name) {
        return switch (name) {
            case "RelationshipPolicy" -> RelationshipPolicy.values();
            case "Role" -> Role.values();
            case "Privacy" -> Privacy.values();
            case "Level" -> Level.values();
            case "TeamKind" -> TeamKind.values();
            case "ContentType" -> ContentType.values();
            case "SharingOption" -> SharingOption.values();
            case "SharingReach" -> SharingReach.values();
            case "SyncedMode" -> SyncedMode.values();
            case "PrivacyReturn" -> PrivacyReturn.values();
            case "IntegrationKind" -> IntegrationKind.values();
            case "IntegrationScope" -> IntegrationScope.values();
            case "Preset" -> Preset.values();
            case "PartnershipFilter" -> PartnershipFilter.values();
            case "CallContext" -> CallContext.values();
            case "Verdict" -> Verdict.values();
            case "Reason" -> Reason.values();
            case "Disclosure" -> Disclosure.values();
            case "ListRole" -> ListRole.values();
            case "ContentReason" -> ContentReason.values();
            case "ContentOrigin" -> ContentOrigin.values();
            case "CapabilityReason" -> CapabilityReason.values();
            case "IntegrationReason" -> IntegrationReason.values();
            case "FailureCode" -> FailureCode.values();
            case "PermissionState" -> PermissionState.values();
            case "PartnershipState" -> PartnershipState.values();
            case "PartnershipAction" -> PartnershipAction.values();
            case "OpenKind" -> OpenKind.values();
            case "LevelSourceKind" -> LevelSourceKind.values();
            case "Scope" -> Scope.values();
            default -> null;
        };
    }

    /** An empty request of the call of that name, or null. */
    public static Request<?> request(String call) {
        return switch (call) {
            case "hello" -> new Hello();
            case "serverStatus" -> new ServerStatusRequest();
            case "snapshot" -> new SnapshotRequest();
            case "subscribe" -> new SubscribeRequest();
            case "createOrganization" -> new CreateOrganizationRequest();
            case "getOrganization" -> new GetOrganizationRequest();
            case "listOrganizations" -> new ListOrganizationsRequest();
            case "updateOrganization" -> new UpdateOrganizationRequest();
            case "suspendOrganization" -> new SuspendOrganizationRequest();
            case "resumeOrganization" -> new ResumeOrganizationRequest();
            case "setRightsMatrix" -> new SetRightsMatrixRequest();
            case "setInteractionFloors" -> new SetInteractionFloorsRequest();
            case "createUser" -> new CreateUserRequest();
            case "importUsers" -> new ImportUsersRequest();
            case "getUser" -> new GetUserRequest();
            case "findUser" -> new FindUserRequest();
            case "listUsers" -> new ListUsersRequest();
            case "updateUser" -> new UpdateUserRequest();
            case "deactivateUser" -> new DeactivateUserRequest();
            case "reactivateUser" -> new ReactivateUserRequest();
            case "setPersonalPrivacy" -> new SetPersonalPrivacyRequest();
            case "createLocation" -> new CreateLocationRequest();
            case "updateLocation" -> new UpdateLocationRequest();
            case "deleteLocation" -> new DeleteLocationRequest();
            case "listLocations" -> new ListLocationsRequest();
            case "createTeam" -> new CreateTeamRequest();
            case "updateTeam" -> new UpdateTeamRequest();
            case "deleteTeam" -> new DeleteTeamRequest();
            case "getTeam" -> new GetTeamRequest();
            case "listTeams" -> new ListTeamsRequest();
            case "addTeamMembers" -> new AddTeamMembersRequest();
            case "removeTeamMembers" -> new RemoveTeamMembersRequest();
            case "setTeamPrivacy" -> new SetTeamPrivacyRequest();
            case "setRelationship" -> new SetRelationshipRequest();
            case "relationshipOptions" -> new RelationshipOptionsRequest();
            case "listRelationships" -> new ListRelationshipsRequest();
            case "setSharingPolicy" -> new SetSharingPolicyRequest();
            case "setSyncedMode" -> new SetSyncedModeRequest();
            case "setSyncedLimits" -> new SetSyncedLimitsRequest();
            case "putIntegration" -> new PutIntegrationRequest();
            case "connectIntegration" -> new ConnectIntegrationRequest();
            case "disconnectIntegration" -> new DisconnectIntegrationRequest();
            case "listIntegrations" -> new ListIntegrationsRequest();
            case "listEvents" -> new ListEventsRequest();
            case "listInteractions" -> new ListInteractionsRequest();
            case "registerInteraction" -> new RegisterInteractionRequest();
            case "getDefaults" -> new GetDefaultsRequest();
            case "setDefaults" -> new SetDefaultsRequest();
            case "listPresets" -> new ListPresetsRequest();
            case "proposePartnership" -> new ProposePartnershipRequest();
            case "acceptProposal" -> new AcceptProposalRequest();
            case "rejectProposal" -> new RejectProposalRequest();
            case "counterProposal" -> new CounterProposalRequest();
            case "reviseProposal" -> new ReviseProposalRequest();
            case "withdrawProposal" -> new WithdrawProposalRequest();
            case "proposeChange" -> new ProposeChangeRequest();
            case "disablePartnership" -> new DisablePartnershipRequest();
            case "requestEnable" -> new RequestEnableRequest();
            case "confirmEnable" -> new ConfirmEnableRequest();
            case "declineEnable" -> new DeclineEnableRequest();
            case "cancelEnable" -> new CancelEnableRequest();
            case "deletePartnership" -> new DeletePartnershipRequest();
            case "getPartnership" -> new GetPartnershipRequest();
            case "findPartnership" -> new FindPartnershipRequest();
            case "listPartnerships" -> new ListPartnershipsRequest();
            case "partnershipHistory" -> new PartnershipHistoryRequest();
            case "listNotifications" -> new ListNotificationsRequest();
            case "acknowledgeNotification" -> new AcknowledgeNotificationRequest();
            case "check" -> new CheckRequest();
            case "checkBatch" -> new CheckBatchRequest();
            case "explain" -> new ExplainRequest();
            case "effective" -> new EffectiveRequest();
            case "checkContent" -> new CheckContentRequest();
            case "resolveSharing" -> new ResolveSharingRequest();
            case "checkCapability" -> new CheckCapabilityRequest();
            case "checkIntegration" -> new CheckIntegrationRequest();
            case "discover" -> new DiscoverRequest();
            case "watch" -> new WatchRequest();
            case "status" -> new StatusRequest();
            default -> null;
        };
    }
}
