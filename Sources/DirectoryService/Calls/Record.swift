// What a command did is written down twice, in its own transaction: as an event, for people who ask who
// changed what, and as a fact, for the replicas. One thing changed is one event and one fact, so neither can
// be forgotten without the other. A membership's event bears the team's id, a relationship's the owner's, a
// connection's the integration's; whom else it is about stands in the thing itself. The settings that end
// when somebody becomes a VIP stand in that one event, each with a fact of its own. A team whose members
// change gets a new version and tells the replicas, without an event beside those of the memberships.

import EntenteProtocol
import PlantedBugs
import Source

/// Where one command writes down what it did; belongs to the loop's thread.
struct Record {
    private let turn: CommandTurn

    /// The record of the command `turn`.
    init(_ turn: CommandTurn) { self.turn = turn }

    /// An organization was made, or changed.
    func organization(from: Organization?, to: Organization) {
        turn.note(in: to.id, about: to.id, from: from, to: to)
        turn.emit { $0.organization = to }
    }

    /// A location was made, or changed.
    func location(from: Location?, to: Location) {
        turn.note(in: to.organization, about: to.id, from: from, to: to)
        turn.emit { $0.location = to }
    }

    /// A location was deleted.
    func locationDeleted(_ from: Location) {
        turn.note(in: from.organization, about: from.id, from: from, to: nil)
        turn.emit {
            $0.locationDeleted = .with {
                $0.organization = from.organization
                $0.id = from.id
            }
        }
    }

    /// A user was made, or changed; `dropped` are the settings of theirs that ended with it.
    func user(from: User?, to: User, dropped: [Relationship] = []) {
        let listed = isPlanted("the event of a new VIP lists nothing") ? [] : dropped
        turn.note(in: to.organization, about: to.id, from: from, to: to, dropped: listed)
        turn.emit { $0.user = to }
        for relationship in dropped { emitDeleted(relationship) }
    }

    /// A team, here without members, was made, or changed.
    func team(from: Team?, to: Team) {
        turn.note(in: to.organization, about: to.id, from: from, to: to)
        turn.emit { $0.team = to }
    }

    /// A team whose memberships are gone was deleted.
    func teamDeleted(_ from: Team) {
        turn.note(in: from.organization, about: from.id, from: from, to: nil)
        turn.emit { $0.teamDeleted = from.id }
    }

    /// A team has a new version because of its members.
    func teamMoved(_ to: Team) { turn.emit { $0.team = to } }

    /// A membership in a team began, or changed.
    func membership(from: Membership?, to: Membership, in team: Team) {
        turn.note(in: team.organization, about: team.id, from: from, to: to)
        turn.emit { $0.membership = to }
    }

    /// A membership in a team ended.
    func membershipDeleted(_ from: Membership, in team: Team) {
        turn.note(in: team.organization, about: team.id, from: from, to: nil)
        turn.emit {
            $0.membershipDeleted = .with {
                $0.team = from.team
                $0.user = from.user
            }
        }
    }

    /// An owner, of `organization`, set a viewer to something.
    func relationship(
        from: Relationship?, to: Relationship, of organization: String
    ) {
        turn.note(in: organization, about: to.owner, from: from, to: to)
        turn.emit { $0.relationship = to }
    }

    /// An owner, of `organization`, cleared a setting.
    func relationshipDeleted(_ from: Relationship, of organization: String) {
        turn.note(in: organization, about: from.owner, from: from, to: nil)
        emitDeleted(from)
    }

    private func emitDeleted(_ relationship: Relationship) {
        turn.emit {
            $0.relationshipDeleted = .with {
                $0.owner = relationship.owner
                $0.viewer = relationship.viewer
            }
        }
    }

    /// An integration was made, or changed.
    func integration(from: Integration?, to: Integration) {
        turn.note(in: to.organization, about: to.id, from: from, to: to)
        turn.emit { $0.integration = to }
    }

    /// A user connected an integration.
    func connection(_ to: IntegrationConnection) {
        turn.note(in: to.organization, about: to.integration, from: nil, to: to)
        turn.emit { $0.connection = to }
    }

    /// A user took a connection back.
    func connectionDeleted(_ from: IntegrationConnection) {
        turn.note(in: from.organization, about: from.integration, from: from, to: nil)
        turn.emit { $0.connectionDeleted = from }
    }
}
