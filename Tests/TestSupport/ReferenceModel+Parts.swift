// A service may know one source as it is now and the other as it was a while ago. The model then knows the
// two apart, too.

extension ReferenceModel {
    /// This cluster as one sees it who knows of the directory what `other` does.
    package func knowing(directoryOf other: ReferenceModel) -> ReferenceModel {
        var known = self
        known.organizations = other.organizations
        known.users = other.users
        known.locations = other.locations
        known.teams = other.teams
        known.relationships = other.relationships
        known.lastRelationshipVersions = other.lastRelationshipVersions
        known.integrations = other.integrations
        known.connections = other.connections
        return known
    }
}
