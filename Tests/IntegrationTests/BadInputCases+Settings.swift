// What people get wrong about an organization's settings.

import EntenteProtocol

extension BadInput {
    static let settings = minimums + floors + sharing + synced

    private static let minimums: [BadInput] = [
        BadInput(
            "rights of an unknown organization", "setRightsMatrix",
            #"{"organization": "nowhere", "minimums": [{"right": "presence.set", "level": "employee"}]}"#,
            .notFound, "`organization`", "nowhere"),
        BadInput(
            "no rights at all", "setRightsMatrix", #"{"organization": "acme"}"#, .invalidArgument,
            "`minimums`"),
        BadInput(
            "a right nobody knows", "setRightsMatrix",
            #"{"organization": "acme", "minimums": [{"right": "presence.set", "level": "employee"}, "#
                + #"{"right": "presence.guess", "level": "employee"}]}"#,
            .invalidArgument, "`minimums[1].right`", "presence.guess"),
        BadInput(
            "an interaction among rights", "setRightsMatrix",
            #"{"organization": "acme", "minimums": [{"right": "chat.start", "level": "employee"}]}"#,
            .invalidArgument, "`minimums[0].right`", "chat.start"),
        BadInput(
            "a right that is set twice", "setRightsMatrix",
            #"{"organization": "acme", "minimums": [{"right": "presence.set", "level": "employee"}, "#
                + #"{"right": "presence.set", "level": "blocked"}]}"#,
            .invalidArgument, "`minimums[1].right`", "presence.set"),
        BadInput(
            "a right without a level", "setRightsMatrix",
            #"{"organization": "acme", "minimums": [{"right": "presence.set"}]}"#,
            .invalidArgument, "`minimums[0].level`", "assistant-plus"),
        BadInput(
            "a member who sets rights", "setRightsMatrix",
            #"{"actor": "alan", "organization": "acme", "minimums": [{"right": "presence.set", "level": "blocked"}]}"#,
            .permissionDenied, "alan", "defaults.manage"),
        BadInput(
            "an administrator of elsewhere who sets rights", "setRightsMatrix",
            #"{"actor": "grace", "organization": "acme", "minimums": [{"right": "presence.set", "level": "blocked"}]}"#,
            .permissionDenied, "grace", "acme"),
        BadInput(
            "rights of a suspended organization", "setRightsMatrix",
            #"{"actor": "uma", "organization": "umbrella", "minimums": [{"right": "presence.set", "level": "blocked"}]}"#,
            .failedPrecondition, "umbrella", state: "suspended"),
        BadInput(
            "a stale version of rights", "setRightsMatrix",
            #"{"organization": "initech", "expectedVersion": "1", "minimums": [{"right": "presence.set", "level": "blocked"}]}"#,
            .conflict, "initech", version: 2),
        BadInput(
            "a version below none", "setRightsMatrix",
            #"{"organization": "acme", "expectedVersion": "-1", "minimums": [{"right": "presence.set", "level": "blocked"}]}"#,
            .invalidArgument, "`expectedVersion`", "-1"),
        BadInput(
            "another organization's rights with a bound token", "setRightsMatrix",
            #"{"organization": "acme", "minimums": [{"right": "presence.set", "level": "blocked"}]}"#,
            .permissionDenied, "`bound`", token: "bound"),
    ]

    private static let manyFloors = (0..<33).map { #"{"interaction": "a.b\#($0)", "level": "employee"}"# }
        .joined(separator: ", ")

    private static let floors: [BadInput] = [
        BadInput(
            "floors of an unknown organization", "setInteractionFloors",
            #"{"organization": "nowhere", "floors": [{"interaction": "chat.start", "level": "employee"}]}"#,
            .notFound, "`organization`", "nowhere"),
        BadInput(
            "no floors at all", "setInteractionFloors", #"{"organization": "acme"}"#,
            .invalidArgument, "`floors`"),
        BadInput(
            "more floors than there are interactions", "setInteractionFloors",
            #"{"organization": "acme", "floors": [\#(manyFloors)]}"#, .invalidArgument, "`floors`", "33", "32"
        ),
        BadInput(
            "a floor of what is no interaction", "setInteractionFloors",
            #"{"organization": "acme", "floors": [{"interaction": "Chat", "level": "employee"}]}"#,
            .invalidArgument, "`floors[0].interaction`", "Chat"),
        BadInput(
            "a floor of a right", "setInteractionFloors",
            #"{"organization": "acme", "floors": [{"interaction": "presence.set", "level": "employee"}]}"#,
            .invalidArgument, "`floors[0].interaction`", "presence.set"),
        BadInput(
            "a floor that is set twice", "setInteractionFloors",
            #"{"organization": "acme", "floors": [{"interaction": "chat.start", "level": "employee"}, "#
                + #"{"interaction": "chat.start", "level": "blocked"}]}"#,
            .invalidArgument, "`floors[1].interaction`", "chat.start"),
        BadInput(
            "a floor without a level", "setInteractionFloors",
            #"{"organization": "acme", "floors": [{"interaction": "chat.start"}]}"#,
            .invalidArgument, "`floors[0].level`"),
        BadInput(
            "a member who sets floors", "setInteractionFloors",
            #"{"actor": "alan", "organization": "acme", "floors": [{"interaction": "chat.start", "level": "employee"}]}"#,
            .permissionDenied, "alan", "defaults.manage"),
        BadInput(
            "a stale version of floors", "setInteractionFloors",
            #"{"organization": "initech", "expectedVersion": "1", "floors": [{"interaction": "chat.start", "level": "employee"}]}"#,
            .conflict, "initech", version: 2),
    ]

    private static let sharing: [BadInput] = [
        BadInput(
            "sharing in an unknown organization", "setSharingPolicy",
            #"{"organization": "nowhere", "contentType": "note", "offered": ["only-you"], "fallback": "only-you"}"#,
            .notFound, "`organization`", "nowhere"),
        BadInput(
            "sharing of no type", "setSharingPolicy",
            #"{"organization": "acme", "offered": ["only-you"], "fallback": "only-you"}"#,
            .invalidArgument, "`contentType`"),
        BadInput(
            "sharing of what is synced", "setSharingPolicy",
            #"{"organization": "acme", "contentType": "synced-mail", "offered": ["only-you"], "fallback": "only-you"}"#,
            .invalidArgument, "`contentType`", "synced-mail"),
        BadInput(
            "an empty set of sharing options", "setSharingPolicy",
            #"{"organization": "acme", "contentType": "note", "offered": [], "fallback": "only-you"}"#,
            .invalidArgument, "`offered`"),
        BadInput(
            "a sharing option offered twice", "setSharingPolicy",
            #"{"organization": "acme", "contentType": "note", "offered": ["only-you", "only-you"], "fallback": "only-you"}"#,
            .invalidArgument, "`offered[1]`", "only-you"),
        BadInput(
            "a fallback that has to name somebody", "setSharingPolicy",
            #"{"organization": "acme", "contentType": "note", "offered": ["only-you"], "fallback": "teams-and-users"}"#,
            .invalidArgument, "`fallback`", "teams-and-users"),
        BadInput(
            "no fallback", "setSharingPolicy",
            #"{"organization": "acme", "contentType": "note", "offered": ["only-you"]}"#,
            .invalidArgument, "`fallback`"),
        BadInput(
            "an administrator who decides about sharing", "setSharingPolicy",
            #"{"actor": "ada", "organization": "acme", "contentType": "note", "offered": ["only-you"], "fallback": "only-you"}"#,
            .permissionDenied, "ada", "sharing.manage"),
        BadInput(
            "a stale version of sharing", "setSharingPolicy",
            #"{"organization": "initech", "expectedVersion": "1", "contentType": "note", "offered": ["only-you"], "fallback": "only-you"}"#,
            .conflict, "initech", version: 2),
    ]

    private static let synced: [BadInput] = [
        BadInput(
            "a mode of an unknown organization", "setSyncedMode",
            #"{"organization": "nowhere", "mode": "teams-only"}"#, .notFound, "`organization`", "nowhere"),
        BadInput("no mode", "setSyncedMode", #"{"organization": "acme"}"#, .invalidArgument, "`mode`"),
        BadInput(
            "a way back from nowhere", "setSyncedMode",
            #"{"organization": "acme", "mode": "everyone", "onReturn": "restore"}"#,
            .invalidArgument, "`onReturn`"),
        BadInput(
            "a way back on the way there", "setSyncedMode",
            #"{"organization": "acme", "mode": "teams-only", "onReturn": "hide-all"}"#,
            .invalidArgument, "`onReturn`"),
        BadInput(
            "a way back that does not say what becomes of people's settings", "setSyncedMode",
            #"{"organization": "globex", "mode": "everyone"}"#,
            .failedPrecondition, "`onReturn`", "restore", "hide-all", state: "on-return-missing"),
        BadInput(
            "an administrator who changes the mode", "setSyncedMode",
            #"{"actor": "ada", "organization": "acme", "mode": "teams-only"}"#,
            .permissionDenied, "ada", "sharing.manage"),
        BadInput(
            "a stale version of the mode", "setSyncedMode",
            #"{"organization": "initech", "expectedVersion": "1", "mode": "teams-only"}"#,
            .conflict, "initech", version: 2),
        BadInput(
            "a personal setting in mode teams-only", "setPersonalPrivacy",
            #"{"actor": "linus", "user": "linus", "privacy": "hide-all"}"#,
            .failedPrecondition, "globex", "teams-only", state: "teams-only"),
        BadInput(
            "somebody else's personal setting", "setPersonalPrivacy",
            #"{"actor": "ada", "user": "alan", "privacy": "hide-all"}"#, .permissionDenied, "ada", "alan"),
        BadInput(
            "limits of an unknown organization", "setSyncedLimits", #"{"organization": "nowhere"}"#,
            .notFound, "`organization`", "nowhere"),
        BadInput(
            "a member who sets limits", "setSyncedLimits", #"{"actor": "alan", "organization": "acme"}"#,
            .permissionDenied, "alan", "sharing.manage"),
        BadInput(
            "a stale version of limits", "setSyncedLimits",
            #"{"organization": "initech", "expectedVersion": "1"}"#, .conflict, "initech", version: 2),
    ]
}
