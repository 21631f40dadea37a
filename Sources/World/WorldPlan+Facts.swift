// What replicas would be told of a world once its script has run, without anybody running it: for filling a
// replica of ten million people in a benchmark, and for telling the partnership service whom it deals with.
// A test holds these facts to the snapshots of services that carried the script out.

import EntenteProtocol
import Rules

extension WorldPlan {
    /// An organization.
    package func organizationFact(_ organization: Int) -> Fact {
        .with {
            var told = Organization()
            told.id = organizationID(organization)
            told.name = organizationName(organization)
            told.emailDomains = [domain(of: organization)]
            told.relationshipPolicy = .extendAndRestrict
            OrganizationSettings.start(&told)
            told.version = 1
            $0.organization = told
        }
    }

    /// The locations of an organization.
    package func locationFacts(of organization: Int) -> [Fact] {
        let start = LevelRules.startLocation(organization: organizationID(organization))
        guard hasBranch(organization) else { return [.with { $0.location = start }] }
        var branch = start
        branch.id = Self.branch
        branch.name = "Branch"
        branch.fromSameLocation = .employee
        branch.fromOtherLocations = .external
        branch.fromOutside = .unknown
        return [branch, start].map { location in .with { $0.location = location } }
    }

    /// A user.
    package func userFact(_ user: Int) -> Fact {
        .with {
            var told = User()
            let mark = mark(user)
            told.id = userID(user)
            told.organization = organizationID(organization(of: user))
            told.email = email(user)
            told.displayName = displayName(user)
            told.role = role(user)
            told.location = isInBranch(user) ? Self.branch : LevelRules.defaultLocation
            told.vip = mark == .vip
            told.assistant = mark == .assistant
            told.deactivated = mark == .deactivated
            told.privacy = .showAll
            told.version = mark == .none ? 1 : 2
            $0.user = told
        }
    }

    /// A team, without members.
    package func teamFact(_ index: Int) -> Fact {
        .with {
            let team = team(index)
            var told = Team()
            told.id = teamID(index)
            told.organization = organizationID(team.organization)
            told.name = team.name
            told.kind = team.kind
            told.level = team.level
            told.subgroups = team.subgroups
            told.grants = team.grants
            told.memberCount = Int32(team.members.count)
            told.version = 2
            $0.team = told
        }
    }

    /// The members of a team.
    package func membershipFacts(of index: Int) -> [Fact] {
        let team = team(index)
        let id = teamID(index)
        return team.members.enumerated().map { place, user in
            .with {
                var told = Membership()
                told.team = id
                told.user = userID(user)
                told.subgroup = team.subgroup(at: place) ?? ""
                told.privacy = .hideAll
                $0.membership = told
            }
        }
    }

    /// An individual setting.
    package func settingFact(_ index: Int) -> Fact {
        .with {
            let setting = setting(index)
            var told = Relationship()
            told.owner = userID(setting.owner)
            told.viewer = userID(setting.viewer)
            told.level = setting.level
            told.version = Int64(settingPlace(index) + 1)
            $0.relationship = told
        }
    }

    /// The interactions there are.
    package var interactionFacts: [Fact] {
        InteractionCatalog.builtIn.interactions.map { interaction in .with { $0.interaction = interaction } }
    }

    /// The default table of an organization; nil for one that left it as it was.
    package func defaultsFact(of organization: Int) -> Fact? {
        defaults(of: organization)?.table(.builtIn).map { table in
            .with { $0.defaults = table.fact(organization: organizationID(organization)) }
        }
    }

    /// A partnership.
    package func partnershipFact(_ index: Int) -> Fact {
        .with {
            let partnership = partnership(index)
            let terms = partnership.stage == .proposed ? .denied : agreedTerms(of: partnership)
            var told = PartnershipFact()
            told.id = partnershipID(index)
            told.first = organizationID(partnership.first)
            told.second = organizationID(partnership.second)
            told.forward = terms.forward.word
            told.backward = terms.backward.word
            switch partnership.stage {
            case .proposed: (told.state, told.version) = (.proposed, 1)
            case .enabled: (told.state, told.version) = (.enabled, 2)
            case .disabled: (told.state, told.version) = (.disabled, 3)
            }
            $0.partnership = told
        }
    }

    private func agreedTerms(of partnership: PlannedPartnership) -> AgreedTerms {
        if let terms = partnership.preset?.terms(.builtIn) {
            return AgreedTerms(forward: terms, backward: terms)
        }
        let catalog = InteractionCatalog.builtIn
        let states = { (state: (PermissionEntry) -> PermissionState?) in
            Terms(
                partnership.terms.compactMap { entry in
                    guard let code = catalog.interaction(named: entry.interaction)?.code else { return nil }
                    return (code, state(entry) ?? .deny)
                })
        }
        return AgreedTerms(forward: states(\.outgoing), backward: states(\.incoming))
    }
}
