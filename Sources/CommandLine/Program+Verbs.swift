// Everything that can be typed, in the order of the help.

extension Program {
    /// The verbs under the titles of the help.
    static let sections: [VerbSection] = [
        VerbSection(title: "Running", branches: [.verb(UpVerb.self), .verb(StatusVerb.self)]),
        VerbSection(
            title: "Asking",
            branches: [.verb(CheckVerb.self), .verb(EffectiveVerb.self)]),
        VerbSection(
            title: "People and organizations",
            branches: [
                OrganizationVerbs.group, UserVerbs.group, LocationVerbs.group, TeamVerbs.group,
                OrganizationVerbs.events,
            ]),
        VerbSection(
            title: "Agreements",
            branches: [
                .group(
                    "partnership", summary: "Looks at the partnerships of an organization.",
                    [.verb(PartnershipListVerb.self), .verb(PartnershipShowVerb.self)])
            ]),
        VerbSection(
            title: "For programs",
            branches: [
                .verb(CallVerb.self),
                .group(
                    "schema", summary: "Writes the contract down, for those who build on it.",
                    [.verb(SchemaProtoVerb.self), .verb(SchemaVectorsVerb.self)]),
                .verb(VersionVerb.self),
            ]),
    ]
}
