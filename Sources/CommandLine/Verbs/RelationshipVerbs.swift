/// The verbs about what people are to one another.
enum RelationshipVerbs {
    static let group = VerbTree.group(
        "relationship", summary: "What people set others to be to them.",
        [.request(set), .request(clear), .request(options), .request(list)])

    private static let card = AnswerView.card(of: "relationship")
    private static let owner = Parameter.argument(
        "OWNER", "owner", "the user whose data and phone it is about")
    private static let viewer = Parameter.argument(
        "VIEWER", "viewer", "the user of any organization who sees it")

    static let set = RequestVerb(
        "set", .setRelationship, "Sets what VIEWER is to OWNER, whatever teams and locations say.",
        [owner, viewer, .argument("LEVEL", "level", "what they are from now on")], shows: card,
        notes: """
            Users set their own. Where the organization lets people only extend, `relationship options` \
            lists the levels on offer.
            """,
        examples: ["entente relationship set ada grace team-colleague --actor ada"])

    static let clear = RequestVerb(
        "clear", .setRelationship, "Takes back what OWNER has set for VIEWER.", [owner, viewer], shows: card,
        examples: ["entente relationship clear ada grace --actor ada"])

    static let options = RequestVerb(
        "options", .relationshipOptions, "Shows which levels OWNER may set VIEWER to.", [owner, viewer],
        shows: .card(of: "", ["base", "levels", "policy", "relationship"]),
        notes: "`base` is what VIEWER is without a setting.",
        examples: ["entente relationship options ada grace"])

    static let list = RequestVerb(
        "list", .listRelationships, "Lists what a user has set.", [owner],
        shows: .table(["viewer", "level", "version"], none: "the user has set nothing"),
        examples: ["entente relationship list ada"])
}
