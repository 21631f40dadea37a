import EntenteClient
import EntenteProtocol
import Flags

/// `entente partnership list`: an organization's partnerships.
struct PartnershipListVerb: Verb {
    static let word = "list"
    static let examples = ["entente partnership list acme --filter needs-attention"]
    static let methods: [Method] = [.listPartnerships]
    static let summary = "Lists the partnerships of an organization, and what waits for whom."

    private let organization: Flag<String>
    private let filter: Flag<String>

    init(declaringIn flags: inout FlagSet) {
        organization = flags.positional("ORGANIZATION", help: "the organization's id")
        filter = flags.string(
            "filter", default: "all", placeholder: "all|needs-attention|awaiting-approval|enabled",
            help: "which ones")
    }

    func run(in context: Context) async throws(Problem) -> ExitStatus {
        guard let filter = PartnershipFilter(name: filter.value), filter != .unspecified else {
            throw .usage(
                "flag `--filter` has value `\(filter.value)`: expected `all`, `needs-attention`, "
                    + "`awaiting-approval` or `enabled`")
        }
        let client = try context.makeClient()
        var request = ListPartnershipsRequest.with {
            $0.organization = organization.value
            $0.filter = filter
        }
        var items: [Partnership] = []
        repeat {
            let page = try await context.ask(client, request)
            items += page.items
            request.pageToken = page.nextPageToken
        } while !request.pageToken.isEmpty
        Self.show(items, of: request.organization, in: context)
        return .done
    }

    private static func show(_ items: [Partnership], of organization: String, in context: Context) {
        if context.settings.answersInJSON {
            for item in items { context.console.print(JSON.encode(item)) }
        } else if items.isEmpty {
            context.console.note("no partnership of `\(organization)` fits")
        } else {
            table(items).print(on: context.console)
        }
    }

    static func table(_ items: [Partnership]) -> TextTable {
        var table = TextTable(["partnership", "with", "state", "terms", "open", "version", "updated"])
        for item in items {
            table.add([
                TextTable.Cell(item.id), TextTable.Cell(item.partner), PartnershipText.state(item.state),
                TextTable.Cell(item.terms.isEmpty ? "-" : item.preset.name), PartnershipText.open(item),
                TextTable.Cell("\(item.version)"), TextTable.Cell(Timestamp(item.updatedAt).text),
            ])
        }
        return table
    }
}
