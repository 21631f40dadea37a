// Questions to a decision node. People and actions are few, so that most questions are asked again after
// something has changed.

import EntenteProtocol

extension HistoryAuthor {
    /// A question; most were asked before, so that something remembered may answer them.
    mutating func question() -> any Request {
        if asked.count > 10, dice.chance(60) { return dice.pick(asked.suffix(20)) }
        asked.append(newQuestion())
        return asked[asked.count - 1]
    }

    private mutating func newQuestion() -> any Request {
        switch dice.number(0...19) {
        case 0..<9: check()
        case 9..<11: effective()
        case 11..<15: content()
        case 15: sharing()
        case 16: capability()
        case 17: integration()
        default: search()
        }
    }

    private mutating func context() -> CallContext? {
        dice.chance(80) ? nil : dice.pick([.forwardingParticipant, .forwarder])
    }

    private mutating func check() -> any Request {
        CheckRequest.with {
            $0.actor = person()
            $0.action = action()
            $0.target = person()
            $0.callContext = context()
        }
    }

    private mutating func effective() -> any Request {
        EffectiveRequest.with {
            $0.actor = person()
            $0.target = person()
            $0.callContext = context()
        }
    }

    private mutating func capability() -> any Request {
        CheckCapabilityRequest.with {
            $0.user = person()
            $0.capability = dice.pick([
                "relationship.set-own", "privacy.set-own", "integration.connect-own", "partnership.manage",
                "defaults.manage", "location.manage", "integration.manage", "user.manage", "team.manage",
                "sharing.manage", "team-privacy.manage", "list.read-all", "data.export", "no.such",
            ])
        }
    }

    private mutating func integration() -> any Request {
        CheckIntegrationRequest.with {
            $0.user = person()
            $0.integration = dice.pick(Self.integrations + ["i9"])
        }
    }

    private mutating func search() -> any Request {
        DiscoverRequest.with {
            $0.viewer = person()
            $0.prefix = dice.pick(["", "a", "A", "an", "bo", "ä", "z", "a3@", "b1@bolt", "anna a"])
            $0.limit = dice.pick([0, 1, 2, 3, 100, 101])
        }
    }

    private mutating func option() -> SharingOption? {
        dice.pick([nil, .everyone, .teamsAndUsers, .onlyYou])
    }

    private mutating func sharing() -> any Request {
        let author = person()
        let home = Self.organizations.first { $0.first == author.first } ?? "acme"
        return ResolveSharingRequest.with {
            $0.author = author
            $0.contentType = contentType()
            $0.origin = dice.pick([
                .user, .user, .user, .api, .noteImport, .fileUpload, .reminderTrigger, .mailBot,
            ])
            $0.option = option()
            $0.earlier = dice.chance(60) ? nil : option()
            $0.users = dice.some(Self.people, 2)
            $0.teams = dice.chance(50) ? [] : [team(of: home)]
        }
    }

    private mutating func content() -> any Request {
        let author = person()
        let home = Self.organizations.first { $0.first == author.first } ?? "acme"
        return CheckContentRequest.with {
            $0.viewer = person(of: home)
            $0.item = item(by: author, of: home)
        }
    }

    private mutating func item(by author: String, of home: String) -> ContentItem {
        .with {
            $0.contentType = dice.chance(50) ? dice.pick([.syncedMail, .syncedMeeting]) : contentType()
            $0.author = dice.chance(5) ? nil : author
            $0.participants = (0..<dice.number(0...3)).map { _ in
                dice.chance(70) ? person(of: home) : person()
            }
            if dice.chance(30) { $0.assignee = person(of: home) }
            $0.sharing = option()
            $0.users = dice.some(Self.people, 2)
            $0.teams = dice.some(Self.teams, 1)
            if dice.chance(40) { $0.private = dice.chance(60) }
            $0.grants = dice.chance(60) ? [] : (0..<dice.number(1...2)).map { _ in grant(home) }
        }
    }

    private mutating func grant(_ home: String) -> ContentGrant {
        .with {
            if dice.chance(50) { $0.user = person(of: home) } else { $0.team = team(of: home) }
            $0.role = dice.pick([.viewer, .editor, .owner])
        }
    }
}
