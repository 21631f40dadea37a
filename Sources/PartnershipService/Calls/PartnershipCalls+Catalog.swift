// The catalog of interactions and the presets: the same for everybody, short, and in memory. Only the
// operator adds to the catalog: what it holds is for every organization to agree about.

import EntenteProtocol
import Rules
import Service
import Source

extension PartnershipCalls {
    func offerCatalog() {
        source.query(ListInteractionsRequest.self) { [unowned self] request, context in
            let page = try page(of: catalog.interactions, request, context) { Int64($0.code) }
            return .with {
                $0.items = page.items
                $0.nextPageToken = page.nextPageToken
            }
        }
        source.command(RegisterInteractionRequest.self) { [unowned self] request, turn in
            try register(request, turn)
        }
        source.query(ListPresetsRequest.self) { [unowned self] request, context in
            let presets = Preset.settable.compactMap { $0.described(catalog) }
            let page = try page(of: presets, request, context) { Int64($0.preset.rawValue) }
            return .with {
                $0.items = page.items
                $0.nextPageToken = page.nextPageToken
            }
        }
    }

    private func register(
        _ request: RegisterInteractionRequest, _ turn: CommandTurn
    ) throws -> RegisterInteractionResponse {
        try turn.context.token.requireUnbound()
        let asked = try Interaction(request)
        guard request.actor.isEmpty else {
            throw Failure.permissionDenied(
                "actor \(quoted(request.actor)) is a user; only the operator may register an interaction, "
                    + "with an empty `actor`")
        }
        let interaction = try register(asked)
        try store.insert(interaction)
        turn.note(in: "", about: interaction.name, from: nil, to: interaction)
        turn.emit { $0.interaction = interaction }
        return .with { $0.interaction = interaction }
    }

    private func register(_ interaction: Interaction) throws(Failure) -> Interaction {
        var wider = catalog
        let registered = try wider.register(interaction)
        catalogKeeper.replace(by: wider)
        return registered
    }

    /// The page that a request asks for of things in ascending order of their numbers, which begin at 1.
    private func page<Thing>(
        of things: [Thing], _ request: some ListRequest, _ context: RequestContext, number: (Thing) -> Int64
    ) throws(Failure) -> (items: [Thing], nextPageToken: String) {
        let size = try Fields.pageSize(request.pageSize)
        let token = PageToken(method: context.method, scope: "")
        let after = try token.number(in: request.pageToken) ?? 0
        let rest = things.filter { number($0) > after }
        let page = Array(rest.prefix(size))
        guard let last = page.last, page.count < rest.count else { return (page, "") }
        return (page, token.after("\(number(last))"))
    }
}
