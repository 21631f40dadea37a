// What an operator adds to the catalog. Nobody has said yet what organizations make of it, so it is denied
// wherever states are kept: the two bits of a code that was never set read as deny, and no table has to be
// visited.

import EntenteProtocol

extension Interaction {
    /// The interaction that a request registers, still without a code.
    ///
    /// The sentences about it are made of its name: what it means is for those to know who registered it.
    ///
    /// - Throws: `invalid-argument` naming the field.
    package init(_ request: RegisterInteractionRequest) throws(Failure) {
        try Fields.checkInteractionName(request.name, "name")
        try Fields.checkName(request.category, "category", most: Limits.categoryBytes)
        self.init()
        name = request.name
        category = request.category
        askAllowed = request.askAllowed
        weCan = "Take part in `\(request.name)` started by them"
        theyCan = "Take part in `\(request.name)` started by us"
    }
}

extension InteractionCatalog {
    /// The catalog and `interaction` in it, under the lowest code that is free.
    ///
    /// - Throws: `already-exists` where its name is taken, `invalid-argument` where the catalog is full.
    package mutating func register(_ interaction: Interaction) throws(Failure) -> Interaction {
        if let taken = self.interaction(named: interaction.name) {
            throw .alreadyExists(
                "field `name`: there is an interaction \(quoted(taken.name)) already, with code \(taken.code)"
            )
        }
        guard let code = nextCode else {
            throw .invalidArgument(
                "field `name`: the catalog is full; it holds \(Self.interactionLimit) interactions, "
                    + "and none is ever taken out")
        }
        var registered = interaction
        registered.code = code
        add(registered)
        return registered
    }
}
