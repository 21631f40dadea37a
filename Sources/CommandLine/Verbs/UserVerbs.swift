/// The verbs about users.
enum UserVerbs {
    static let group = VerbTree.group(
        "user", summary: "The people of organizations.",
        [
            .request(create), .request(importing), .request(show), .request(find), .request(list),
            .request(update), .request(deactivate), .request(reactivate), .request(privacy),
        ])

    private static let card = AnswerView.card(of: "user")
    private static let columns = [
        "id", "displayName", "email", "role", "location", "vip", "assistant", "deactivated", "version",
    ]
    private static let id = Parameter.argument("ID", "id", "the user")

    static let create = RequestVerb(
        "create", .createUser, "Creates a user of an organization.",
        [
            .optionalArgument("ID", "id", "their id; the service makes one if it is left out"),
            .required("organization", "organization", "the organization they belong to"),
            .required("email", "email", "their address; nobody else has it"),
            .required("name", "displayName", "what people call them"),
            .flag("role", "role", "what they may administer"),
            .flag("location", "location", "where they are; else `default`"),
        ], shows: card,
        examples: [
            "entente user create ada --organization acme --email ada@acme.example --name 'Ada Lovelace' "
                + "--role admin"
        ])

    static let importing = RequestVerb(
        "import", .importUsers, "Creates many users at once: all of them, or none.",
        [
            Parameter(
                name: "FILE", place: .argument, field: "users", form: .file,
                help: "one user as JSON a line; `-` for standard input")
        ], shows: .table(of: "users", columns, none: "nobody was imported"),
        notes: """
            A line is {"id": "ada", "organization": "acme", "email": "ada@acme.example", "displayName": \
            "Ada"}, with `role` and `location` where they matter. At most 10,000 at once.
            """,
        examples: ["entente user import people.jsonl --actor ada"])

    static let show = RequestVerb(
        "show", .getUser, "Shows a user.", [id], shows: card, examples: ["entente user show ada"])

    static let find = RequestVerb(
        "find", .findUser, "Finds the user who has an e-mail address.",
        [.argument("EMAIL", "email", "the whole address, in any case")], shows: card,
        notes: "`entente discover` finds people by the beginning of their name, as another user would.",
        examples: ["entente user find ada@acme.example"])

    static let list = RequestVerb(
        "list", .listUsers, "Lists the users of an organization.",
        [.argument("ORGANIZATION", "organization", "its id")],
        shows: .table(columns, none: "the organization has no users"), examples: ["entente user list acme"])

    static let update = RequestVerb(
        "update", .updateUser, "Changes a user.",
        [
            id, .flag("email", "email", "their address; nobody else has it"),
            .flag("name", "displayName", "what people call them"),
            .flag("role", "role", "what they may administer"),
            .flag("location", "location", "where they are"),
            .flag(
                "vip", "vip", "whether everybody is `unknown` to them; true drops the relationships they set"),
            .flag("assistant", "assistant", "whether everybody of the organization lets them assist"),
        ], shows: card, notes: "What is not named stays as it is.",
        examples: [
            "entente user update ada --name 'Countess Lovelace' --location london",
            "entente user update grace --vip true --actor ada",
        ])

    static let deactivate = RequestVerb(
        "deactivate", .deactivateUser,
        "Deactivates a user: they may do nothing, and nobody anything to them.",
        [id], shows: card, examples: ["entente user deactivate alan --actor ada"])

    static let reactivate = RequestVerb(
        "reactivate", .reactivateUser, "Lets a deactivated user go on.", [id], shows: card,
        examples: ["entente user reactivate alan --actor ada"])

    static let privacy = RequestVerb(
        "privacy", .setPersonalPrivacy, "Sets what others see of a user's synced mail and meetings.",
        [
            .argument("USER", "user", "whose"),
            .argument("PRIVACY", "privacy", "what is shown"),
        ], shows: card,
        notes: """
            Users set it themselves, and not while the organization shares synced mail and meetings in teams \
            only: `entente sharing mode`.
            """,
        examples: ["entente user privacy ada subjects-only --actor ada"])
}
