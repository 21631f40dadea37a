// Everything that can be typed, in the order of the help.

extension Program {
    /// The verbs under the titles of the help.
    static let sections: [VerbSection] = [
        VerbSection(
            title: "Running",
            branches: [
                .verb(UpVerb.self), .verb(StatusVerb.self), .verb(DoctorVerb.self), .verb(SeedVerb.self),
            ]),
        VerbSection(
            title: "Asking",
            branches: [
                .request(QuestionVerbs.check), .verb(EffectiveVerb.self), .request(QuestionVerbs.explain),
                .verb(WatchVerb.self), .request(QuestionVerbs.discover), .request(QuestionVerbs.capability),
                SharingVerbs.contentGroup,
            ]),
        VerbSection(
            title: "People and organizations",
            branches: [
                OrganizationVerbs.group, UserVerbs.group, LocationVerbs.group, TeamVerbs.group,
                RelationshipVerbs.group, SharingVerbs.group, IntegrationVerbs.group,
                OrganizationVerbs.events,
            ]),
        VerbSection(
            title: "Agreements",
            branches: [
                PartnershipVerbs.group, DefaultsVerbs.group, DefaultsVerbs.interactionGroup,
                PartnershipVerbs.notificationGroup,
            ]),
        VerbSection(
            title: "Keeping",
            branches: [
                .verb(BackupVerb.self), .verb(RestoreVerb.self), .verb(ExportVerb.self),
                .verb(ImportVerb.self), AuditVerbs.group,
                .verb(DecisionsVerb.self),
            ]),
        VerbSection(
            title: "Measuring",
            branches: [
                .opening(
                    "load",
                    summary: "Measures how fast a decision service answers, and draws what was found.",
                    [.verb(LoadRunVerb.self), .verb(LoadReportVerb.self)])
            ]),
        VerbSection(
            title: "For programs",
            branches: [
                .verb(CallVerb.self), .verb(CompletionVerb.self),
                .group(
                    "schema", summary: "Writes the contract down, for those who build on it.",
                    [.verb(SchemaProtoVerb.self), .verb(SchemaVectorsVerb.self)]),
                .verb(VersionVerb.self),
            ]),
    ]
}
