/// A call, by its number in frames.
///
/// Numbers never change once released.
public enum Method: UInt16, CaseIterable, Sendable, Hashable {
    // Every service.
    case hello = 1
    case serverStatus = 2
    case snapshot = 3
    case subscribe = 4

    // The directory.
    case createOrganization = 101
    case getOrganization = 102
    case listOrganizations = 103
    case updateOrganization = 104
    case suspendOrganization = 105
    case resumeOrganization = 106
    case setRightsMatrix = 107
    case setInteractionFloors = 108
    case createUser = 111
    case importUsers = 112
    case getUser = 113
    case findUser = 114
    case listUsers = 115
    case updateUser = 116
    case deactivateUser = 117
    case reactivateUser = 118
    case setPersonalPrivacy = 119
    case createLocation = 121
    case updateLocation = 122
    case deleteLocation = 123
    case listLocations = 124
    case createTeam = 131
    case updateTeam = 132
    case deleteTeam = 133
    case getTeam = 134
    case listTeams = 135
    case addTeamMembers = 136
    case removeTeamMembers = 137
    case setTeamPrivacy = 138
    case setRelationship = 141
    case relationshipOptions = 142
    case listRelationships = 143
    case setSharingPolicy = 151
    case setSyncedMode = 152
    case setSyncedLimits = 153
    case putIntegration = 161
    case connectIntegration = 162
    case disconnectIntegration = 163
    case listIntegrations = 164
    case listEvents = 191

    // The partnership service.
    case listInteractions = 201
    case registerInteraction = 202
    case getDefaults = 203
    case setDefaults = 204
    case listPresets = 205
    case proposePartnership = 211
    case acceptProposal = 212
    case rejectProposal = 213
    case counterProposal = 214
    case reviseProposal = 215
    case withdrawProposal = 216
    case proposeChange = 217
    case disablePartnership = 218
    case requestEnable = 219
    case confirmEnable = 220
    case declineEnable = 221
    case cancelEnable = 222
    case deletePartnership = 223
    case getPartnership = 231
    case findPartnership = 232
    case listPartnerships = 233
    case partnershipHistory = 234
    case listNotifications = 235
    case acknowledgeNotification = 236

    // The decision service.
    case check = 301
    case checkBatch = 302
    case explain = 303
    case effective = 304
    case checkContent = 305
    case resolveSharing = 306
    case checkCapability = 307
    case checkIntegration = 308
    case discover = 309
    case watch = 310
    case status = 311
}

extension Method {
    /// The name people type and logs show: `createUser`.
    public var name: String { "\(self)" }

    /// The call named `name`, or nil.
    public init?(name: String) {
        guard let method = Method.allCases.first(where: { $0.name == name }) else { return nil }
        self = method
    }
}
