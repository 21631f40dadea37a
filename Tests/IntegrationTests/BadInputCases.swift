// What people get wrong, one line each: the call, the code it is refused with, and the words the refusal must
// hold so that whoever reads it knows what to mend.

import EntenteProtocol

/// One wrong request.
struct BadInput: CustomStringConvertible {
    let description: String
    let call: String
    let request: String
    let code: FailureCode
    /// What the message must name.
    let naming: [String]
    var state: String?
    var version: Int64?
    var token = "all"

    init(
        _ description: String, _ call: String, _ request: String, _ code: FailureCode, _ naming: String...,
        state: String? = nil, version: Int64? = nil, token: String = "all"
    ) {
        self.description = description
        self.call = call
        self.request = request
        self.code = code
        self.naming = naming
        self.state = state
        self.version = version
        self.token = token
    }
}

extension BadInput {
    static let all =
        form + existence + taken + versions + rights + states + scopes
        + settings + people + integrations

    private static let long = String(repeating: "x", count: 2_000)

    /// The request itself is wrong.
    static let form: [BadInput] = [
        BadInput(
            "an organization id with a blank", "createOrganization",
            #"{"id": "big corp", "name": "Big"}"#, .invalidArgument, "`id`", "big corp"),
        BadInput(
            "an id of 65 bytes", "createOrganization",
            #"{"id": "\#(long.prefix(65))", "name": "Big"}"#, .invalidArgument, "`id`", "64"),
        BadInput(
            "an id in another script", "createUser",
            #"{"id": "zoë", "organization": "acme", "email": "z@acme.example", "displayName": "Z"}"#,
            .invalidArgument, "`id`", "zoë"),
        BadInput("a missing name", "createOrganization", #"{"id": "big"}"#, .invalidArgument, "`name`"),
        BadInput(
            "a name that is too long", "createOrganization",
            #"{"id": "big", "name": "\#(long)"}"#, .invalidArgument, "`name`", "200"),
        BadInput(
            "a name with a line break", "createOrganization",
            #"{"id": "big", "name": "Big\nCorp"}"#, .invalidArgument, "`name`"),
        BadInput(
            "a display name that is too long", "updateUser",
            #"{"id": "alan", "displayName": "\#(long)"}"#, .invalidArgument, "`displayName`", "200"),
        BadInput(
            "an address that is none", "createUser",
            #"{"organization": "acme", "email": "nobody", "displayName": "N"}"#,
            .invalidArgument, "`email`", "nobody"),
        BadInput(
            "an address that is too long", "createUser",
            #"{"organization": "acme", "email": "\#(long)@acme.example", "displayName": "N"}"#,
            .invalidArgument, "`email`", "254"),
        BadInput(
            "a domain that is none", "updateOrganization",
            #"{"id": "acme", "emailDomains": {"values": ["not a domain"]}}"#,
            .invalidArgument, "emailDomains", "not a domain"),
        BadInput(
            "a request key that is too long", "updateUser",
            #"{"id": "alan", "vip": false, "requestKey": "\#(long)"}"#, .invalidArgument, "`requestKey`",
            "128"),
        BadInput(
            "a note that is too long", "proposeChange",
            #"{"actor": "ada", "partnership": "p", "preset": "full", "note": "\#(long)"}"#,
            .invalidArgument, "`note`", "1000"),
        BadInput(
            "a privacy that is not said", "setPersonalPrivacy", #"{"user": "alan"}"#,
            .invalidArgument, "`privacy`"),
        BadInput(
            "a negative page size", "listUsers", #"{"organization": "acme", "pageSize": -1}"#,
            .invalidArgument, "`pageSize`"),
        BadInput(
            "a page token of somebody else", "listUsers",
            #"{"organization": "acme", "pageToken": "guess"}"#, .invalidArgument, "`pageToken`"),
        BadInput("an import of nobody", "importUsers", "{}", .invalidArgument, "`users`"),
        BadInput(
            "a bad user in the middle of an import", "importUsers",
            #"{"users": [{"id": "u1", "organization": "acme", "email": "u1@acme.example", "displayName": "U"}, "#
                + #"{"id": "u 2", "organization": "acme", "email": "u2@acme.example", "displayName": "U"}]}"#,
            .invalidArgument, "users[1]", "u 2"),
        BadInput(
            "one's own organization", "proposePartnership",
            #"{"actor": "ada", "memberEmail": "alan@acme.example"}"#, .invalidArgument, "`memberEmail`"),
        BadInput(
            "`ask` where nobody can be asked", "setDefaults",
            #"{"actor": "ada", "organization": "acme", "table": [{"interaction": "meeting.schedule", "incoming": "ask"}]}"#,
            .invalidArgument, "meeting.schedule", "ask"),
        BadInput(
            "`ask` in terms where nobody can be asked", "proposeChange",
            #"{"actor": "ada", "partnership": "p", "terms": [{"interaction": "calendar.preview", "outgoing": "ask"}]}"#,
            .invalidArgument, "calendar.preview", "ask"),
        BadInput(
            "an interaction nobody knows", "setDefaults",
            #"{"actor": "ada", "organization": "acme", "table": [{"interaction": "coffee.drink", "incoming": "allow"}]}"#,
            .invalidArgument, "coffee.drink"),
        BadInput(
            "a preset and a table at once", "setDefaults",
            #"{"actor": "ada", "organization": "acme", "preset": "full", "table": [{"interaction": "chat.start", "incoming": "allow"}]}"#,
            .invalidArgument, "`preset`", "`table`"),
        BadInput(
            "an action nobody knows", "check",
            #"{"actor": "alan", "action": "coffee.drink", "target": "linus"}"#,
            .invalidArgument, "`action`", "coffee.drink"),
        BadInput(
            "an action that would paint the terminal", "check",
            #"{"actor": "alan", "action": "\u001b[31m\#(long)", "target": "linus"}"#,
            .invalidArgument, "`action`", "\u{FFFD}[31mxxx", "…"),
        BadInput(
            "an action nobody knows in a batch", "checkBatch",
            #"{"checks": [{"actor": "alan", "action": "chat.start", "target": "linus"}, {"actor": "alan", "action": "coffee.drink", "target": "linus"}]}"#,
            .invalidArgument, "checks[1]", "coffee.drink"),
        BadInput(
            "an action nobody knows to be explained", "explain",
            #"{"actor": "alan", "action": "coffee.drink", "target": "linus"}"#,
            .invalidArgument, "`action`", "coffee.drink"),
        BadInput(
            "an explanation for strangers", "explain",
            #"{"actor": "alan", "action": "chat.start", "target": "linus", "audience": "initech"}"#,
            .invalidArgument, "`audience`", "initech"),
        BadInput(
            "a confirmation that was never given", "deletePartnership",
            #"{"actor": "ada", "partnership": "p", "confirmation": "yes please"}"#,
            .invalidArgument, "`confirmation`"),
        BadInput(
            "the operator who says for nobody", "disablePartnership", #"{"partnership": "p"}"#,
            .invalidArgument, "`organization`"),
        BadInput(
            "an offer that lapses in the past", "proposeChange",
            #"{"actor": "ada", "partnership": "p", "preset": "full", "proposalExpiresAt": "1000"}"#,
            .invalidArgument, "`proposalExpiresAt`"),
    ]

    /// What is named does not exist.
    static let existence: [BadInput] = [
        BadInput(
            "an explanation for nobody", "explain",
            #"{"actor": "alan", "action": "chat.start", "target": "linus", "audience": "hooli"}"#,
            .notFound, "`audience`", "hooli"),
        BadInput(
            "an unknown e-mail", "proposePartnership",
            #"{"actor": "ada", "memberEmail": "nobody@globex.example"}"#,
            .notFound, "`memberEmail`", "nobody@globex.example"),
        BadInput(
            "the address of somebody deactivated", "proposePartnership",
            #"{"actor": "grace", "memberEmail": "gone@acme.example"}"#,
            .notFound, "`memberEmail`", "gone@acme.example"),
        BadInput(
            "an unknown address looked up", "findUser", #"{"email": "nobody@globex.example"}"#,
            .notFound, "`email`", "nobody@globex.example"),
        BadInput(
            "an unknown organization", "getOrganization", #"{"id": "nowhere"}"#,
            .notFound, "`id`", "nowhere"),
        BadInput(
            "a user of an unknown organization", "createUser",
            #"{"organization": "nowhere", "email": "n@nowhere.example", "displayName": "N"}"#,
            .notFound, "`organization`", "nowhere"),
        BadInput(
            "an unknown user", "updateUser", #"{"id": "nobody", "vip": true}"#,
            .notFound, "`id`", "nobody"),
        BadInput(
            "an unknown location", "updateUser", #"{"id": "alan", "location": "the-moon"}"#,
            .notFound, "`location`", "the-moon"),
        BadInput(
            "an unknown team", "addTeamMembers", #"{"team": "no-team", "members": [{"user": "alan"}]}"#,
            .notFound, "`team`", "no-team"),
        BadInput(
            "an unknown member of a team", "addTeamMembers",
            #"{"team": "team", "members": [{"user": "alan"}, {"user": "nobody"}]}"#,
            .notFound, "members[1]", "nobody"),
        BadInput(
            "defaults of an unknown organization", "setDefaults",
            #"{"organization": "nowhere", "preset": "full"}"#, .notFound, "`organization`", "nowhere"),
        BadInput(
            "an unknown partnership", "acceptProposal", #"{"actor": "ada", "partnership": "p-none"}"#,
            .notFound, "`partnership`", "p-none"),
        BadInput(
            "an unknown notification", "acknowledgeNotification", #"{"actor": "ada", "id": "999999"}"#,
            .notFound, "`id`", "999999"),
    ]

    /// What is to be made is there already.
    static let taken: [BadInput] = [
        BadInput(
            "an organization id that is taken", "createOrganization",
            #"{"id": "acme", "name": "Another"}"#, .alreadyExists, "`id`", "acme"),
        BadInput(
            "a user id that is taken", "createUser",
            #"{"id": "alan", "organization": "globex", "email": "new@globex.example", "displayName": "N"}"#,
            .alreadyExists, "`id`", "alan"),
        BadInput(
            "an address that is taken, in other letters", "createUser",
            #"{"organization": "globex", "email": "ALAN@ACME.example", "displayName": "N"}"#,
            .alreadyExists, "`email`", "ALAN@ACME.example"),
        BadInput(
            "a domain that is taken", "updateOrganization",
            #"{"id": "globex", "emailDomains": {"values": ["acme.example"]}}"#,
            .alreadyExists, "emailDomains[0]", "acme.example"),
        BadInput(
            "a second partnership of the same two", "proposePartnership",
            #"{"actor": "grace", "memberEmail": "ada@acme.example"}"#, .alreadyExists, "`p`"),
        BadInput(
            "a partnership id that is taken", "proposePartnership",
            #"{"actor": "ada", "id": "p-open", "memberEmail": "iris@initech.example"}"#,
            .alreadyExists, "`id`", "p-open"),
    ]

    /// What was seen is no longer so.
    static let versions: [BadInput] = [
        BadInput(
            "a stale version of a user", "updateUser",
            #"{"id": "alan", "vip": false, "expectedVersion": "1"}"#, .conflict, "alan", version: 2),
        BadInput(
            "a stale version of a partnership", "disablePartnership",
            #"{"actor": "ada", "partnership": "p", "expectedVersion": "1"}"#, .conflict, "2", version: 2),
        BadInput(
            "a stale version of defaults", "setDefaults",
            #"{"actor": "ada", "organization": "acme", "preset": "full", "expectedVersion": "7"}"#,
            .conflict, "acme", version: 1),
        BadInput(
            "a version of something yet to be made", "proposePartnership",
            #"{"actor": "ada", "memberEmail": "iris@initech.example", "expectedVersion": "3"}"#,
            .conflict, "expectedVersion", version: 0),
        BadInput(
            "a request key for something else", "updateUser",
            #"{"id": "alan", "vip": false, "requestKey": "key-1"}"#, .conflict, "requestKey", "key-1"),
    ]

    /// Who acts may not.
    static let rights: [BadInput] = [
        BadInput(
            "a member who plays administrator", "updateUser",
            #"{"actor": "alan", "id": "ada", "vip": true}"#, .permissionDenied, "alan"),
        BadInput(
            "a member who disables a partnership", "disablePartnership",
            #"{"actor": "alan", "partnership": "p"}"#, .permissionDenied, "alan"),
        BadInput(
            "an administrator of elsewhere", "updateUser",
            #"{"actor": "grace", "id": "alan", "vip": false}"#, .permissionDenied, "grace"),
        BadInput(
            "an administrator of neither side", "disablePartnership",
            #"{"actor": "iris", "partnership": "p"}"#, .permissionDenied, "initech"),
        BadInput(
            "accepting one's own proposal", "acceptProposal",
            #"{"actor": "iris", "partnership": "p-open"}"#, .permissionDenied, "p-open"),
        BadInput(
            "withdrawing the other's proposal", "withdrawProposal",
            #"{"actor": "grace", "partnership": "p-open"}"#, .permissionDenied, "p-open"),
        BadInput(
            "an actor nobody knows", "disablePartnership",
            #"{"actor": "nobody", "partnership": "p"}"#, .permissionDenied, "nobody"),
        BadInput(
            "an unknown actor in the directory", "updateUser",
            #"{"actor": "nobody", "id": "alan", "vip": false}"#, .permissionDenied, "nobody"),
        BadInput(
            "an actor who is deactivated", "updateUser",
            #"{"actor": "gone", "id": "alan", "vip": false}"#, .permissionDenied, "gone"),
        BadInput(
            "an administrator who suspends", "suspendOrganization", #"{"actor": "ada", "id": "acme"}"#,
            .permissionDenied, "ada"),
    ]

    /// Not possible as things stand.
    static let states: [BadInput] = [
        BadInput(
            "a final state", "requestEnable", #"{"actor": "ada", "partnership": "p-deleted"}"#,
            .failedPrecondition, "p-deleted", state: "deleted"),
        BadInput(
            "nothing to accept", "acceptProposal", #"{"actor": "grace", "partnership": "p"}"#,
            .failedPrecondition, "`p`", state: "enabled"),
        BadInput(
            "enabling what is enabled", "requestEnable", #"{"actor": "ada", "partnership": "p"}"#,
            .failedPrecondition, "`p`", state: "enabled"),
        BadInput(
            "an actor whose organization is suspended", "setDefaults",
            #"{"actor": "uma", "organization": "umbrella", "preset": "full"}"#,
            .failedPrecondition, "uma", state: "suspended"),
        BadInput(
            "a partner that is suspended", "acceptProposal",
            #"{"actor": "iris", "partnership": "p-umbrella"}"#,
            .failedPrecondition, "umbrella", state: "suspended"),
        BadInput(
            "a proposal to somebody of a suspended organization", "proposePartnership",
            #"{"actor": "ada", "memberEmail": "uma@umbrella.example"}"#,
            .failedPrecondition, "umbrella", state: "suspended"),
        BadInput(
            "deleting the default location", "deleteLocation",
            #"{"organization": "acme", "id": "default"}"#, .failedPrecondition, "default", state: "default"),
        BadInput(
            "suspending twice", "suspendOrganization", #"{"id": "umbrella"}"#,
            .failedPrecondition, "umbrella", state: "suspended"),
        BadInput(
            "deactivating twice", "deactivateUser", #"{"id": "gone"}"#,
            .failedPrecondition, "gone", state: "deactivated"),
    ]

    /// The token does not cover it.
    static let scopes: [BadInput] = [
        BadInput(
            "an explanation for others than one's own", "explain",
            #"{"actor": "alan", "action": "chat.start", "target": "linus", "audience": "acme"}"#,
            .permissionDenied, "globex", token: "bound"),
        BadInput(
            "reading with a token for checks", "getUser", #"{"id": "alan"}"#,
            .permissionDenied, "getUser", "read", "`check`", token: "check"),
        BadInput(
            "changing with a token for reading", "updateUser", #"{"id": "alan", "vip": false}"#,
            .permissionDenied, "updateUser", "`read`", token: "read"),
        BadInput(
            "checking with a token for reading", "check",
            #"{"actor": "alan", "action": "chat.start", "target": "linus"}"#,
            .permissionDenied, "check", "`read`", token: "read"),
        BadInput(
            "making organizations as an administrator", "createOrganization",
            #"{"id": "big", "name": "Big"}"#, .permissionDenied, "createOrganization", "`admin`",
            token: "admin"),
        BadInput(
            "an administrator's token without an actor", "updateUser", #"{"id": "alan", "vip": false}"#,
            .permissionDenied, "`actor`", token: "admin"),
        BadInput(
            "another organization's user with a bound token", "getUser", #"{"id": "alan"}"#,
            .permissionDenied, "`bound`", "globex", token: "bound"),
        BadInput(
            "another organization's command with a bound token", "updateUser",
            #"{"id": "alan", "vip": false}"#, .permissionDenied, "`bound`", "globex", token: "bound"),
        BadInput(
            "a check between two others with a bound token", "check",
            #"{"actor": "alan", "action": "chat.start", "target": "iris"}"#,
            .permissionDenied, "`bound`", "globex", token: "bound"),
        BadInput(
            "a secret nobody gave", "getUser", #"{"id": "alan"}"#,
            .unauthenticated, "token", token: "nobody-has-this"),
    ]
}
