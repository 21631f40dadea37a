// What people get wrong about one another: settings for a single person, and teams.

import EntenteProtocol

extension BadInput {
    static let people = relationships + teams

    private static let relationships: [BadInput] = [
        BadInput(
            "a setting of nobody", "setRelationship",
            #"{"owner": "nobody", "viewer": "alan", "level": "blocked"}"#, .notFound, "`owner`", "nobody"),
        BadInput(
            "a setting for nobody", "setRelationship",
            #"{"owner": "alan", "viewer": "nobody", "level": "blocked"}"#, .notFound, "`viewer`", "nobody"),
        BadInput(
            "clearing a setting for nobody", "setRelationship", #"{"owner": "alan", "viewer": "nobody"}"#,
            .notFound, "`viewer`", "nobody"),
        BadInput(
            "oneself as viewer", "setRelationship",
            #"{"actor": "alan", "owner": "alan", "viewer": "alan", "level": "assistant"}"#,
            .invalidArgument, "`viewer`", "alan"),
        BadInput(
            "no owner", "setRelationship", #"{"viewer": "alan", "level": "blocked"}"#,
            .invalidArgument, "`owner`"),
        BadInput(
            "a viewer whose id is none", "setRelationship",
            #"{"owner": "alan", "viewer": "li nus", "level": "blocked"}"#,
            .invalidArgument, "`viewer`", "li nus"),
        BadInput(
            "a level that is given and not said", "setRelationship",
            #"{"owner": "alan", "viewer": "linus", "level": "unspecified"}"#,
            .invalidArgument, "`level`", "assistant-plus"),
        BadInput(
            "a level that is not on offer", "setRelationship",
            #"{"actor": "iris", "owner": "iris", "viewer": "alan", "level": "blocked"}"#,
            .failedPrecondition, "`blocked`", "`external`", "`assistant-plus`", state: "extend-only"),
        BadInput(
            "somebody else's setting", "setRelationship",
            #"{"actor": "ada", "owner": "alan", "viewer": "linus", "level": "blocked"}"#,
            .permissionDenied, "ada", "alan"),
        BadInput(
            "a viewer who makes themselves an assistant", "setRelationship",
            #"{"actor": "linus", "owner": "alan", "viewer": "linus", "level": "assistant"}"#,
            .permissionDenied, "linus"),
        BadInput(
            "a setting in a suspended organization", "setRelationship",
            #"{"actor": "uma", "owner": "uma", "viewer": "alan", "level": "blocked"}"#,
            .failedPrecondition, "umbrella", state: "suspended"),
        BadInput(
            "a stale version of a setting", "setRelationship",
            #"{"owner": "ada", "viewer": "linus", "level": "blocked", "expectedVersion": "2"}"#,
            .conflict, "linus", version: 1),
        BadInput(
            "a version of a setting there is not", "setRelationship",
            #"{"owner": "ada", "viewer": "grace", "level": "blocked", "expectedVersion": "1"}"#,
            .conflict, "grace", version: 0),
        BadInput(
            "another organization's setting with a bound token", "setRelationship",
            #"{"owner": "alan", "viewer": "linus", "level": "blocked"}"#,
            .permissionDenied, "`bound`", token: "bound"),
        BadInput(
            "the options of nobody", "relationshipOptions", #"{"owner": "nobody", "viewer": "alan"}"#,
            .notFound, "`owner`", "nobody"),
        BadInput(
            "the options for oneself", "relationshipOptions", #"{"owner": "alan", "viewer": "alan"}"#,
            .invalidArgument, "`viewer`", "alan"),
        BadInput(
            "a list of nobody's settings", "listRelationships", #"{"owner": "nobody"}"#,
            .notFound, "`owner`", "nobody"),
    ]

    private static let teams: [BadInput] = [
        BadInput(
            "a grant between unknown sub-groups", "createTeam",
            #"{"organization": "acme", "name": "T", "kind": "monitoring", "subgroups": ["a"], "#
                + #""grants": [{"viewerSubgroup": "a", "ownerSubgroup": "b", "level": "employee"}]}"#,
            .invalidArgument, "`grants[0]`", "`b`"),
        BadInput(
            "a grant without a level", "updateTeam",
            #"{"id": "desk", "grants": {"values": [{"viewerSubgroup": "front", "ownerSubgroup": "back"}]}}"#,
            .invalidArgument, "`grants[0].level`"),
        BadInput(
            "a grant that is given twice", "updateTeam",
            #"{"id": "desk", "grants": {"values": [{"viewerSubgroup": "front", "ownerSubgroup": "back", "level": "employee"}, "#
                + #"{"viewerSubgroup": "front", "ownerSubgroup": "back", "level": "assistant"}]}}"#,
            .invalidArgument, "`grants[1]`"),
        BadInput(
            "a team that blocks", "updateTeam", #"{"id": "team", "level": "blocked"}"#,
            .invalidArgument, "`level`", "blocked"),
        BadInput(
            "a member who is named twice", "addTeamMembers",
            #"{"team": "team", "members": [{"user": "alan"}, {"user": "alan"}]}"#,
            .invalidArgument, "`members[1].user`", "alan"),
        BadInput(
            "a member who is there already", "addTeamMembers",
            #"{"team": "team", "members": [{"user": "alan"}, {"user": "ada"}]}"#,
            .alreadyExists, "`members[1].user`", "ada"),
        BadInput(
            "a member of another organization", "addTeamMembers",
            #"{"team": "team", "members": [{"user": "linus"}]}"#, .notFound, "`members[0].user`", "linus"),
        BadInput(
            "a sub-group the team does not have", "addTeamMembers",
            #"{"team": "desk", "members": [{"user": "alan", "subgroup": "roof"}]}"#,
            .invalidArgument, "`members[0].subgroup`", "roof"),
        BadInput(
            "a location that forwards calls", "createLocation",
            #"{"organization": "acme", "name": "L", "fromSameLocation": "forwarder", "fromOtherLocations": "employee", "fromOutside": "external"}"#,
            .invalidArgument, "`fromSameLocation`", "forwarder"),
        BadInput(
            "a team that an integration is for", "deleteTeam", #"{"id": "team"}"#,
            .failedPrecondition, "`team`", "`mail`", state: "in-audience"),
    ]
}
