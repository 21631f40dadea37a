// A scenario is a story that people read and several worlds play: the reference model, the services on a
// simulated network, and real processes over TCP. So it is data: a list of steps in the words of the wire,
// with what is expected of each.

import EntenteProtocol

/// A story with its steps in order.
package struct Scenario: Sendable {
    /// Where it was read from, as shown in mismatches.
    package let file: String
    /// What it shows, in a sentence.
    package var title = ""
    /// What a world must offer to play it.
    package var needs: Set<ScenarioNeed> = []
    /// What is done and asked, in order.
    package var steps: [ScenarioStep] = []
}

/// What not every world can offer.
package enum ScenarioNeed: String, CaseIterable, Sendable {
    /// A clock that can be moved forward.
    case clock
}

/// One line of a scenario.
package struct ScenarioStep: Sendable {
    /// The line's number, from 1.
    package let line: Int
    /// The line as written.
    package let text: String
    /// What is done or asked.
    package let act: ScenarioAct
    /// What is expected of it; a command without expectation has to succeed.
    package var expected: [ScenarioExpectation]
}

/// What a line does or asks.
package enum ScenarioAct: Sendable {
    case command(ScenarioCommand)
    /// Lets time pass, in milliseconds.
    case wait(Int64)
    /// May the actor do this to the target, in this call?
    case check(actor: String, action: String, target: String, call: CallContext?)
    /// Any other question of the wire, with the scenario's own ids.
    case ask(any Request)
    /// A partnership as an organization sees it.
    case partnership(String, seenBy: String)
    /// What happened to a partnership.
    case history(String)
    /// What an organization was told.
    case notifications(String)
    /// An organization's default table.
    case defaults(String)
}

/// Something done in somebody's name.
package struct ScenarioCommand: Sendable {
    /// Who acts; empty for the operator.
    package var actor = ""
    /// For which organization the operator acts; empty where a user does.
    package var organization = ""
    /// The version the command is made against; 0 for whatever is there.
    package var expectedVersion: Int64 = 0
    /// What is done.
    package var deed: ScenarioDeed

    /// The operator doing something, against whatever is there.
    package init(deed: ScenarioDeed) { self.deed = deed }
}

/// What can be done.
package enum ScenarioDeed: Sendable {
    case createOrganization(id: String, name: String)
    case createUser(User)
    case suspend(organization: String)
    case resume(organization: String)
    case deactivate(user: String)
    case reactivate(user: String)
    case setDefaults(organization: String, ScenarioTerms)
    case propose(id: String, email: String, ScenarioOffer)
    case counter(String, ScenarioOffer)
    case revise(String, ScenarioOffer)
    case change(String, ScenarioOffer)
    /// Accepts, rejects, withdraws, disables, or does something about enabling.
    case step(String, ScenarioVerb)
    /// Asks for the confirmation that deleting takes; the world remembers it.
    case askToDelete(String)
    /// Presents the confirmation last answered.
    case confirmDelete(String)
    /// Any other command of the wire, with the scenario's own ids.
    case make(any Command)
}

/// The commands about a partnership that need no more than its id, as scenarios write them.
package enum ScenarioVerb: String, CaseIterable, Sendable {
    case accepts
    case rejects
    case withdraws
    case disables
    case requestsEnable = "requests-enable"
    case confirmsEnable = "confirms-enable"
    case declinesEnable = "declines-enable"
    case cancelsEnable = "cancels-enable"
}

/// The states a line names.
package struct ScenarioTerms: Sendable {
    package var preset: Preset?
    package var entries: [PermissionEntry] = []

    /// Terms that name nothing.
    package init() {}
}

/// The terms a line puts on the table, with what goes with them.
///
/// Times count from the moment the line is played.
package struct ScenarioOffer: Sendable {
    package var terms = ScenarioTerms()
    package var note = ""
    /// When it lapses, in milliseconds from now; nil for the rules' own time.
    package var lapsesAfter: Int64?
    /// When its terms end, in milliseconds from now: nil as it stands, 0 never.
    package var termsEndAfter: Int64?

    /// An offer that names nothing.
    package init() {}
}

/// One thing expected of an answer.
package enum ScenarioExpectation: Sendable, Equatable {
    case refused(FailureCode)
    /// The state a refusal names.
    case refusedState(String)
    /// The version a conflict names, or a partnership has, or a decision was made by.
    case version(Int64)
    case verdict(Verdict, ask: String?)
    case reason(Reason)
    case decidedBy(partnership: String)
    /// The relationship a right was decided by.
    case level(Level)
    /// The whole answer, in the scenario's words.
    case words(String)
    case state(PartnershipState)
    case preset(Preset)
    case entry(PermissionEntry)
    case needsAttention
    case awaitsApproval
    case nothingOpen
    case open(OpenKind, by: String)
    case openPreset(Preset)
    case openEntry(PermissionEntry)
    case actions([PartnershipAction])
    case told([ScenarioNotice])
}

/// What an organization was told about a partnership; `!` in scenarios means that an answer is asked for.
package struct ScenarioNotice: Sendable, Equatable {
    package var action: PartnershipAction
    package var partnership: String
    package var needsAttention: Bool

    /// That something happened to a partnership, and whether an answer is asked for.
    package init(action: PartnershipAction, partnership: String, needsAttention: Bool) {
        self.action = action
        self.partnership = partnership
        self.needsAttention = needsAttention
    }
}
