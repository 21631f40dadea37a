import EntenteClient
import EntenteProtocol
import Flags

/// `entente partnership show`: one partnership with its terms, what is open, and what was done.
struct PartnershipShowVerb: Verb {
    static let word = "show"
    static let examples = ["entente partnership show p1 --organization acme"]
    static let methods: [Method] = [.getPartnership, .partnershipHistory, .listInteractions]
    static let summary =
        "Shows a partnership: its terms as one side sees them, what is open, and its history."
    static let notes = """
        "We can" is what they may do to us, "They can" is what we may do to them, as the side told sees it. \
        `=` stands where a request leaves a state as it is.
        """

    private let partnership: Flag<String>
    private let organization: Flag<String>

    init(declaringIn flags: inout FlagSet) {
        partnership = flags.positional("ID", help: "the partnership's id")
        organization = flags.string(
            "organization", default: "", placeholder: "ORGANIZATION",
            help: "the side to tell it from; else the token's organization, else the one that proposed")
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        let (id, side) = (partnership.value, organization.value)
        let client = try context.makeClient()
        let request = GetPartnershipRequest.with {
            $0.partnership = id
            $0.organization = side
        }
        let told = try await context.ask(client, request).partnership
        let history = try await Self.history(of: id, side, client, context)
        if context.answersInJSON {
            let both = JSONValue.object([
                JSONValue.Member("partnership", JSON.value(of: told)),
                JSONValue.Member("history", .array(history.map { JSON.value(of: $0) })),
            ])
            context.printsJSON(both)
            return .done
        }
        let catalog = try await context.ask(client, ListInteractionsRequest()).items
        Self.show(told, catalog, history, on: context.console)
        return .done
    }

    private static func history(
        of id: String, _ side: String, _ client: EntenteClient, _ context: Context
    ) async throws(Problem) -> [PartnershipEvent] {
        var request = PartnershipHistoryRequest.with {
            $0.partnership = id
            $0.organization = side
        }
        var items: [PartnershipEvent] = []
        repeat {
            let page = try await context.ask(client, request)
            items += page.items
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty
        return items
    }

    static func show(
        _ told: Partnership, _ catalog: [Interaction], _ history: [PartnershipEvent], on console: Console
    ) {
        PartnershipText.showFacts(told, on: console)
        let byName = Dictionary(catalog.map { ($0.name, $0) }) { first, _ in first }
        for direction in PartnershipText.Direction.allCases {
            let table = PartnershipText.terms(told, direction, catalog: byName)
            if !table.isEmpty {
                console.print("")
                table.print(on: console)
            }
        }
        guard !history.isEmpty else { return }
        console.print("")
        events(history).print(on: console)
    }

    private static func events(_ history: [PartnershipEvent]) -> TextTable {
        var table = TextTable(["when", "version", "what", "from", "to", "who", "note"])
        for event in history {
            let who = event.actor.isEmpty ? "-" : event.actor
            table.add([
                Timestamp(event.at).text, "\(event.version)", event.action.name,
                event.from == .unspecified ? "-" : event.from.name, event.to.name,
                event.organization.isEmpty ? who : "\(who) (\(event.organization))", event.note,
            ])
        }
        return table
    }
}
