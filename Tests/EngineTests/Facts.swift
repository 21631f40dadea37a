import EntenteProtocol
import Replica

/// Facts as sources send them, in as few words as tests need.
extension Fact {
    static func organization(_ id: String, suspended: Bool = false, enterprise: Bool = false) -> Fact {
        .with {
            $0.organization = .with {
                $0.id = id
                $0.suspended = suspended
                $0.enterprisePermissions = enterprise
            }
        }
    }

    static func user(_ id: String, of organization: String, deactivated: Bool = false, email: String = "")
        -> Fact
    {
        .with {
            $0.user = .with {
                $0.id = id
                $0.organization = organization
                $0.email = email
                $0.role = .member
                $0.location = "default"
                $0.deactivated = deactivated
            }
        }
    }

    static func team(_ id: String, of organization: String, level: Level = .teamColleague) -> Fact {
        .with {
            $0.team = .with {
                $0.id = id
                $0.organization = organization
                $0.kind = .work
                $0.level = level
            }
        }
    }

    static func teamDeleted(_ id: String) -> Fact { .with { $0.teamDeleted = id } }

    static func membership(_ user: String, in team: String, privacy: Privacy = .hideAll) -> Fact {
        .with {
            $0.membership = .with {
                $0.team = team
                $0.user = user
                $0.privacy = privacy
            }
        }
    }

    static func membershipDeleted(_ user: String, in team: String) -> Fact {
        .with {
            $0.membershipDeleted = .with {
                $0.team = team
                $0.user = user
            }
        }
    }

    static func location(_ id: String, of organization: String, inside: Level) -> Fact {
        .with {
            $0.location = .with {
                $0.organization = organization
                $0.id = id
                $0.fromSameLocation = inside
                $0.fromOtherLocations = .external
                $0.fromOutside = .unknown
            }
        }
    }

    static func startLocation(of organization: String) -> Fact {
        .with {
            $0.location = .with {
                $0.organization = organization
                $0.id = "default"
                $0.fromSameLocation = .employee
                $0.fromOtherLocations = .employee
                $0.fromOutside = .external
            }
        }
    }

    static func locationDeleted(_ id: String, of organization: String) -> Fact {
        .with {
            $0.locationDeleted = .with {
                $0.organization = organization
                $0.id = id
            }
        }
    }

    static func defaults(_ organization: String, incoming: UInt64, outgoing: UInt64) -> Fact {
        .with {
            $0.defaults = .with {
                $0.organization = organization
                $0.incoming = incoming
                $0.outgoing = outgoing
            }
        }
    }

    static func partnership(
        _ id: String, _ first: String, _ second: String, _ state: PartnershipState = .enabled,
        version: Int64 = 1,
        forward: UInt64 = 0, backward: UInt64 = 0, termsExpireAt: Int64? = nil
    ) -> Fact {
        .with {
            $0.partnership = .with {
                $0.id = id
                $0.first = first
                $0.second = second
                $0.state = state
                $0.version = version
                $0.forward = forward
                $0.backward = backward
                $0.termsExpireAt = termsExpireAt
            }
        }
    }

    static func interaction(_ code: Int32, _ name: String) -> Fact {
        .with {
            $0.interaction = .with {
                $0.code = code
                $0.name = name
            }
        }
    }

    /// The source that sends such facts.
    var source: FactSource {
        partnership != nil || defaults != nil || interaction != nil ? .partnership : .directory
    }
}

/// The same state for the interactions with codes 1 to 6.
func everywhere(_ state: PermissionState) -> UInt64 {
    (0..<6).reduce(0) { $0 | UInt64(state.rawValue - 1) << UInt64(2 * $1) }
}

extension Replica {
    /// Applies facts as the next changes of the sources they belong to, one command each.
    func apply(_ facts: Fact...) { apply(facts) }

    /// Applies facts as the next changes of the sources they belong to, one command each.
    func apply(_ facts: [Fact]) {
        for fact in facts {
            let source = fact.source
            let change = Change.with {
                $0.revision = progress(source).revision + 1
                $0.last = true
                $0.fact = fact
            }
            apply([change], from: source)
        }
    }

    /// A replica that has applied these facts, and that every organization among them has the location a new
    /// one starts with.
    static func world(_ facts: Fact...) -> Replica {
        let replica = Replica(seed: 1, keepsAddresses: true)
        replica.apply(facts.compactMap { $0.organization.map { Fact.startLocation(of: $0.id) } } + facts)
        return replica
    }

    /// A replica that has applied these facts.
    static func with(_ facts: Fact...) -> Replica {
        let replica = Replica(seed: 1, keepsAddresses: true)
        replica.apply(facts)
        return replica
    }
}
