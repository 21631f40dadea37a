/// The verbs about locations.
enum LocationVerbs {
    static let group = VerbTree.group(
        "location", summary: "Where people are, and what they are to others because of it.",
        [.request(create), .request(update), .request(delete), .request(list)])

    private static let card = AnswerView.card(of: "location")
    private static let organization = Parameter.argument("ORGANIZATION", "organization", "its id")
    private static let id = Parameter.argument("ID", "id", "the location")

    static let create = RequestVerb(
        "create", .createLocation, "Creates a location of an organization.",
        [
            organization, .optionalArgument("ID", "id", "its id; the service makes one if it is left out"),
            .required("name", "name", "what people call it"),
            .required("same", "fromSameLocation", "what people of this location are to those here"),
            .required(
                "other", "fromOtherLocations", "what the organization's people elsewhere are to those here"),
            .required("outside", "fromOutside", "what people of other organizations are to those here"),
        ], shows: card,
        examples: [
            "entente location create acme london --name London --same team-colleague --other employee "
                + "--outside unknown"
        ])

    static let update = RequestVerb(
        "update", .updateLocation, "Changes a location.",
        [
            organization, id, .flag("name", "name", "what people call it"),
            .flag("same", "fromSameLocation", "what people of this location are to those here"),
            .flag(
                "other", "fromOtherLocations", "what the organization's people elsewhere are to those here"),
            .flag("outside", "fromOutside", "what people of other organizations are to those here"),
        ], shows: card, notes: "What is not named stays as it is.",
        examples: ["entente location update acme default --outside blocked --actor ada"])

    static let delete = RequestVerb(
        "delete", .deleteLocation, "Deletes a location that nobody is in; `default` stays.",
        [organization, id], shows: card, examples: ["entente location delete acme london --actor ada"])

    static let list = RequestVerb(
        "list", .listLocations, "Lists the locations of an organization.", [organization],
        shows: .table(
            ["id", "name", "fromSameLocation", "fromOtherLocations", "fromOutside", "version"],
            none: "the organization has no locations"),
        examples: ["entente location list acme"])
}
