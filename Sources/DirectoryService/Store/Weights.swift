// About how much each thing of the directory takes on the wire, for bounding pages and chunks by bytes.

import EntenteProtocol
import Source

/// What the numbers, flags and field headers of a thing take at most.
private let framing = 64

extension Organization: Weighed {
    package var weight: Int {
        framing + id.utf8.count + name.utf8.count + emailDomains.reduce(0) { $0 + 4 + $1.utf8.count }
            + minimums.reduce(0) { $0 + 8 + $1.right.utf8.count }
            + floors.reduce(0) { $0 + 8 + $1.interaction.utf8.count } + sharingPolicies.count * 16
    }
}

extension User: Weighed {
    package var weight: Int {
        framing + id.utf8.count + organization.utf8.count + email.utf8.count + displayName.utf8.count
            + location.utf8.count
    }
}

extension PlacedUser: Weighed {
    var weight: Int { user.weight }
}

extension Location: Weighed {
    package var weight: Int { framing + organization.utf8.count + id.utf8.count + name.utf8.count }
}

extension Team: Weighed {
    package var weight: Int {
        framing + id.utf8.count + organization.utf8.count + name.utf8.count
            + subgroups.reduce(0) { $0 + 4 + $1.utf8.count }
            + grants.reduce(0) { $0 + 12 + $1.viewerSubgroup.utf8.count + $1.ownerSubgroup.utf8.count }
    }
}

extension Membership: Weighed {
    package var weight: Int { framing + team.utf8.count + user.utf8.count + subgroup.utf8.count }
}

extension Relationship: Weighed {
    package var weight: Int { framing + owner.utf8.count + viewer.utf8.count }
}

extension Integration: Weighed {
    package var weight: Int {
        framing + organization.utf8.count + id.utf8.count + teams.reduce(0) { $0 + 4 + $1.utf8.count }
    }
}

extension IntegrationConnection: Weighed {
    package var weight: Int {
        framing + organization.utf8.count + integration.utf8.count + user.utf8.count
    }
}

extension Event: Weighed {
    package var weight: Int {
        framing + actor.utf8.count + token.utf8.count + organization.utf8.count + call.utf8.count
            + subject.utf8.count + from.utf8.count + to.utf8.count + dropped.reduce(0) { $0 + $1.weight }
    }
}
