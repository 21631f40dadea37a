import EntenteProtocol

/// Calls of the contract that no service offers yet.
package let awaitedCalls: Set<Method> = [
    .setRightsMatrix, .setInteractionFloors,
    .setRelationship, .relationshipOptions, .listRelationships,
    .setSharingPolicy, .setSyncedMode, .setSyncedLimits,
    .putIntegration, .connectIntegration, .disconnectIntegration, .listIntegrations,
    .explain, .watch,
    .discover,
]
