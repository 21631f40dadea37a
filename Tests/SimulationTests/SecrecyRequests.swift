// Sensible and senseless requests for every call there is. The switch has no default: a call that is added
// must be asked here, too.

import EntenteProtocol

extension SecrecyWorld {
    /// What `own` asks of a call, in JSON; questions about pairs are asked elsewhere.
    func requests(_ method: Method) -> [String] {
        templates(method).map {
            $0.replacing("OWN", with: own).replacing("OTHER", with: other)
        }
    }

    private func templates(_ method: Method) -> [String] {
        switch method {
        case .hello: [#"{"protocolVersions": [1], "client": "again"}"#]
        case .serverStatus, .status: ["{}"]
        case .snapshot: ["{}"]
        case .subscribe: [#"{"epoch": "1", "after": "0"}"#]
        case .check, .checkBatch, .explain, .effective, .watch: pairs(method)
        case .checkContent, .resolveSharing, .checkCapability, .checkIntegration, .discover:
            questions(method)
        case .listInteractions, .registerInteraction, .getDefaults, .setDefaults, .listPresets,
            .proposePartnership, .acceptProposal, .rejectProposal, .counterProposal, .reviseProposal,
            .withdrawProposal, .proposeChange, .disablePartnership, .requestEnable, .confirmEnable,
            .declineEnable, .cancelEnable, .deletePartnership, .getPartnership, .findPartnership,
            .listPartnerships, .partnershipHistory, .listNotifications, .acknowledgeNotification:
            partnership(method)
        case .createOrganization, .getOrganization, .listOrganizations, .updateOrganization,
            .suspendOrganization, .resumeOrganization, .setRightsMatrix, .setInteractionFloors,
            .setSharingPolicy, .setSyncedMode, .setSyncedLimits, .putIntegration, .connectIntegration,
            .disconnectIntegration, .listIntegrations, .listEvents:
            organization(method)
        case .createUser, .importUsers, .getUser, .findUser, .listUsers, .updateUser, .deactivateUser,
            .reactivateUser, .setPersonalPrivacy, .createLocation, .updateLocation, .deleteLocation,
            .listLocations, .createTeam, .updateTeam, .deleteTeam, .getTeam, .listTeams, .addTeamMembers,
            .removeTeamMembers, .setTeamPrivacy, .setRelationship, .relationshipOptions,
            .listRelationships:
            people(method)
        }
    }

    /// What is refused about pairs; the pairs themselves come from elsewhere.
    private func pairs(_ method: Method) -> [String] {
        let strange = #""actor": "OTHER-admin", "action": "chat.start", "target": "OTHER-member""#
        let unknown = #""actor": "OWN-admin", "action": "chat.sing", "target": "OTHER-member""#
        return switch method {
        case .checkBatch, .watch: [#"{"checks": [{\#(strange)}]}"#, #"{"checks": [{\#(unknown)}]}"#]
        case .effective: [#"{"actor": "OTHER-admin", "target": "OTHER-member"}"#]
        case .explain:
            [
                "{\(strange)}", "{\(unknown)}", #"{\#(strange), "audience": "OTHER"}"#,
                #"{"actor": "OWN-admin", "action": "chat.start", "target": "OTHER-member", "audience": "OTHER"}"#,
            ]
        default: ["{\(strange)}", "{\(unknown)}"]
        }
    }

    private func questions(_ method: Method) -> [String] {
        switch method {
        case .checkContent:
            ["OWN-member", "OTHER-member", "nobody"].map {
                #"{"viewer": "\#($0)", "item": {"contentType": "note", "author": "OWN-admin", "sharing": "everyone"}}"#
            }
        case .resolveSharing:
            ["OWN-member", "OTHER-member"].map {
                #"{"author": "\#($0)", "contentType": "note", "origin": "user", "option": "everyone"}"#
            }
        case .checkCapability:
            ["OWN-admin", "OTHER-admin"].map { #"{"user": "\#($0)", "capability": "defaults.manage"}"# }
        case .checkIntegration:
            ["OWN-admin", "OTHER-admin"].map { #"{"user": "\#($0)", "integration": "box"}"# }
        default:
            ["OWN-member", "OTHER-member"].map { #"{"viewer": "\#($0)", "prefix": "", "limit": 100}"# }
        }
    }

    private func partnership(_ method: Method) -> [String] {
        let ids = ["p-gamma", "p-delta", "p-epsilon", "p-none"]
        let both = ["OWN", "OTHER"]
        switch method {
        case .listInteractions, .listPresets: return ["{}"]
        case .registerInteraction: return [#"{"name": "screen.share", "category": "screen"}"#]
        case .getDefaults: return both.map { #"{"organization": "\#($0)"}"# }
        case .setDefaults:
            return both.map {
                #"{"actor": "OWN-admin", "organization": "\#($0)", "table": [{"interaction": "file.share", "incoming": "ask"}]}"#
            } + [#"{"actor": "OTHER-admin", "organization": "OTHER", "preset": "limited"}"#]
        case .proposePartnership:
            return ["OTHER", "OWN", "gamma"].map {
                #"{"actor": "OWN-admin", "id": "p-\#($0)-new", "memberEmail": "admin@\#($0).test", "preset": "restricted"}"#
            }
        case .getPartnership, .partnershipHistory:
            return ids.map { #"{"partnership": "\#($0)", "organization": "OWN"}"# }
        case .findPartnership:
            return Self.organizations.map { #"{"organization": "OWN", "with": "\#($0)"}"# }
        case .listPartnerships: return both.map { #"{"organization": "\#($0)", "filter": "all"}"# }
        case .listNotifications:
            return both.map { #"{"organization": "\#($0)", "includeAcknowledged": true}"# }
        case .acknowledgeNotification: return [#"{"actor": "OWN-admin", "id": "no-such"}"#]
        default: return ids.map { #"{"actor": "OWN-admin", "partnership": "\#($0)"}"# }
        }
    }

    private func organization(_ method: Method) -> [String] {
        let both = ["OWN", "OTHER"]
        let act = #""actor": "OWN-admin""#
        switch method {
        case .createOrganization: return [#"{"id": "zeta", "name": "Zeta"}"#]
        case .listOrganizations: return ["{}"]
        case .listEvents: return ["{}", #"{"organization": "OTHER"}"#]
        case .getOrganization, .suspendOrganization, .resumeOrganization:
            return both.map { #"{"id": "\#($0)"}"# }
        case .updateOrganization: return both.map { #"{\#(act), "id": "\#($0)", "name": "New"}"# }
        case .setRightsMatrix:
            return both.map {
                #"{\#(act), "organization": "\#($0)", "minimums": [{"right": "presence.set", "level": "external"}]}"#
            }
        case .setInteractionFloors:
            return both.map {
                #"{\#(act), "organization": "\#($0)", "floors": [{"interaction": "file.share", "level": "external"}]}"#
            }
        case .setSharingPolicy:
            return both.map {
                #"{\#(act), "organization": "\#($0)", "contentType": "note", "offered": ["everyone"], "fallback": "everyone"}"#
            }
        case .setSyncedMode:
            return both.map { #"{\#(act), "organization": "\#($0)", "mode": "teams-only"}"# }
        case .setSyncedLimits: return both.map { #"{\#(act), "organization": "\#($0)"}"# }
        case .putIntegration:
            return both.map {
                #"{\#(act), "organization": "\#($0)", "id": "box", "kind": "files", "scope": "individual", "enabled": true}"#
            }
        case .connectIntegration, .disconnectIntegration:
            return both.map { #"{"actor": "OWN-member", "user": "\#($0)-member", "integration": "box"}"# }
        default: return both.map { #"{"organization": "\#($0)"}"# }
        }
    }

    private func people(_ method: Method) -> [String] {
        let both = ["OWN", "OTHER"]
        let act = #""actor": "OWN-admin""#
        let new = { (id: String) in
            #""id": "\#(id)-new", "organization": "\#(id)", "email": "new@\#(id).test", "displayName": "New""#
        }
        switch method {
        case .createUser: return both.map { "{\(act), \(new($0))}" }
        case .importUsers: return both.map { "{\(act), \"users\": [{\(new($0))}]}" }
        case .findUser: return both.map { #"{"email": "admin@\#($0).test"}"# }
        case .getUser: return both.map { #"{"id": "\#($0)-admin"}"# } + [#"{"id": "nobody"}"#]
        case .updateUser: return both.map { #"{\#(act), "id": "\#($0)-spare", "assistant": true}"# }
        case .deactivateUser, .reactivateUser: return both.map { #"{\#(act), "id": "\#($0)-spare"}"# }
        case .setPersonalPrivacy:
            return both.map { #"{"actor": "OWN-member", "user": "\#($0)-member", "privacy": "hide-all"}"# }
        case .createLocation:
            return both.map {
                #"{\#(act), "organization": "\#($0)", "id": "far", "name": "Far", "fromSameLocation": "employee", "#
                    + #""fromOtherLocations": "employee", "fromOutside": "unknown"}"#
            }
        case .updateLocation, .deleteLocation:
            return both.map { #"{\#(act), "organization": "\#($0)", "id": "far"}"# }
        case .createTeam:
            return both.map {
                #"{\#(act), "id": "\#($0)-two", "organization": "\#($0)", "name": "Two", "kind": "work", "level": "assistant"}"#
            }
        case .getTeam: return both.map { #"{"id": "\#($0)-team"}"# }
        case .updateTeam, .deleteTeam: return both.map { #"{\#(act), "id": "\#($0)-two"}"# }
        case .addTeamMembers:
            return both.map { #"{\#(act), "team": "\#($0)-two", "members": [{"user": "OWN-member"}]}"# }
        case .removeTeamMembers:
            return both.map { #"{\#(act), "team": "\#($0)-two", "users": ["OWN-member"]}"# }
        case .setTeamPrivacy:
            return both.map {
                #"{\#(act), "team": "\#($0)-team", "user": "\#($0)-member", "privacy": "show-all"}"#
            }
        case .setRelationship:
            return both.map {
                #"{"actor": "OWN-member", "owner": "\#($0)-member", "viewer": "gamma-member", "level": "blocked"}"#
            }
        case .relationshipOptions:
            return both.map { #"{"owner": "\#($0)-member", "viewer": "OTHER-admin"}"# }
        case .listRelationships: return both.map { #"{"owner": "\#($0)-member"}"# }
        default: return both.map { #"{"organization": "\#($0)"}"# }
        }
    }
}
