import EntenteProtocol

/// The verbs about agreements between organizations.
enum PartnershipVerbs {
    static let group = VerbTree.group(
        "partnership", summary: "Agreements between organizations, and their whole life.",
        [
            .request(list), .verb(PartnershipShowVerb.self), .request(find), .request(history),
            .request(propose),
        ] + answers.map { .request($0) } + [.request(delete)])

    static let notificationGroup = VerbTree.group(
        "notification", summary: "What organizations are told about their partnerships.",
        [.request(notifications), .request(acknowledge)])

    private static let id = Parameter.argument("ID", "partnership", "the partnership")
    private static let side = Parameter.flag(
        "organization", "organization", "the side that acts, where no --actor tells it")

    /// The partnership as it now is.
    private static let facts = AnswerView.custom { _, answer, console in
        guard let reply = answer as? PartnershipReply else {
            preconditionFailure("a command about a partnership answers otherwise")
        }
        PartnershipText.showFacts(reply.partnership, on: console)
    }

    // MARK: - Looking

    static let list = RequestVerb(
        "list", .listPartnerships, "Lists the partnerships of an organization, and what waits for whom.",
        [
            .argument("ORGANIZATION", "organization", "its id"),
            .flag("filter", "filter", "which ones; else all"),
        ],
        shows: .rows(Partnership.self, none: "no partnership fits") { PartnershipText.table($0) },
        examples: ["entente partnership list acme --filter needs-attention"])

    static let find = RequestVerb(
        "find", .findPartnership, "Finds the live partnership of two organizations.",
        [
            .argument("ORGANIZATION", "organization", "one of them"),
            .argument("WITH", "with", "the other"),
        ], shows: facts, examples: ["entente partnership find acme globex"])

    static let history = RequestVerb(
        "history", .partnershipHistory, "Lists what was done to a partnership.",
        [id, .flag("organization", "organization", "the side to tell it from")],
        shows: .table(
            ["at", "version", "action", "from", "to", "actor", "organization", "note"],
            none: "nothing was done"),
        examples: ["entente partnership history p1"])

    // MARK: - Agreeing

    /// The states that terms or a table set, one interaction at a time.
    static func states(of field: String) -> [Parameter] {
        let form = { (values: [String]) in Parameter.Form.entry(keys: ["interaction"], values: values) }
        return [
            .flag("outgoing", field, as: form(["outgoing"]), "where we act on them"),
            .flag("incoming", field, as: form(["incoming"]), "where they act on us"),
            .flag("both", field, as: form(["outgoing", "incoming"]), "both ways"),
        ]
    }

    private static let offer: [Parameter] =
        [.flag("preset", "preset", "terms by a name other than custom")] + states(of: "terms") + [
            .flag("note", "note", "a word to the other side"),
            .flag(
                "expires", "proposalExpiresAt", as: .moment, "when it lapses unanswered; else in 30 days"),
            .flag("terms-expire", "termsExpireAt", as: .moment, "when the terms end"),
        ]

    static let propose = RequestVerb(
        "propose", .proposePartnership, "Proposes a partnership to the organization of a person.",
        [
            .argument("EMAIL", "memberEmail", "the address of any of its people"),
            .flag("id", "id", "the partnership's id; else the service makes one"), side,
        ] + offer, shows: facts,
        notes: """
            Terms are as we see them: outgoing, we act on them; incoming, they act on us. Interactions that \
            are not named are denied; naming neither preset nor terms proposes the preset limited.
            """,
        examples: [
            "entente partnership propose grace@globex.example --preset full --note 'Shall we?' --actor ada",
            "entente partnership propose grace@globex.example --id p1 --both chat.start=allow "
                + "--incoming workspace.transfer=ask --expires 7d --organization acme",
        ])

    /// What may follow, in the order in which it may.
    private static let answers = [
        answer("accept", .acceptProposal, "Accepts the other side's proposal or change."),
        answer("reject", .rejectProposal, "Rejects the other side's proposal or change."),
        offer("counter", .counterProposal, "Answers the other side's proposal or change with other terms."),
        offer("revise", .reviseProposal, "Replaces the terms of one's own open proposal or change."),
        answer("withdraw", .withdrawProposal, "Withdraws one's own open proposal or change."),
        offer("change", .proposeChange, "Proposes other terms; those in force stay until it is accepted."),
        answer("disable", .disablePartnership, "Disables it at once: the defaults of both sides decide."),
        answer("request-enable", .requestEnable, "Asks the other side to enable it again."),
        answer("confirm-enable", .confirmEnable, "Enables it again, as the other side has asked."),
        answer("decline-enable", .declineEnable, "Leaves it disabled, though the other side has asked."),
        answer("cancel-enable", .cancelEnable, "Takes one's own request to enable it back."),
    ]

    private static func answer(_ word: String, _ method: Method, _ summary: String) -> RequestVerb {
        RequestVerb(
            word, method, summary, [id, side], shows: facts,
            examples: ["entente partnership \(word) p1 --actor grace"])
    }

    private static func offer(_ word: String, _ method: Method, _ summary: String) -> RequestVerb {
        RequestVerb(
            word, method, summary, [id, side] + offer, shows: facts,
            notes: "Interactions that are not named stay as they are.",
            examples: [
                "entente partnership \(word) p1 --preset restricted --actor grace",
                "entente partnership \(word) p1 --incoming workspace.transfer=ask --note 'Ask us.' --actor grace",
            ])
    }

    static let delete = RequestVerb(
        "delete", .deletePartnership, "Deletes a partnership for good, once that is confirmed.",
        [
            id, side,
            .flag(
                "confirmation", "confirmation",
                "what the first call has answered; without it, nothing is done"),
        ],
        shows: .custom(DeletePartnershipRequest.self) { request, answer, console in
            PartnershipText.showFacts(answer.partnership, on: console)
            guard !answer.confirmation.isEmpty else { return }
            console.note(
                "nothing is deleted yet; to confirm, say it again with `--confirmation \(answer.confirmation)`"
            )
        },
        examples: ["entente partnership delete p1 --actor ada"])

    // MARK: - Being told

    static let notifications = RequestVerb(
        "list", .listNotifications, "Lists what an organization was told and has not acknowledged.",
        [
            .argument("ORGANIZATION", "organization", "its id"),
            .flag("all", "includeAcknowledged", "also what was acknowledged"),
        ],
        shows: .table(
            ["id", "at", "partnership", "partner", "action", "needsAttention", "acknowledged"],
            none: "nothing is new"),
        examples: ["entente notification list globex --all"])

    static let acknowledge = RequestVerb(
        "acknowledge", .acknowledgeNotification, "Acknowledges a notification.",
        [.argument("ID", "id", "the notification")], shows: .card(of: "notification"),
        examples: ["entente notification acknowledge n1 --actor grace"])
}
