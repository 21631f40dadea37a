// What becomes of an organization's settings when some of them are set; the others stay as they are.

import EntenteProtocol
import PlantedBugs

extension OrganizationSettings {
    /// Sets minimum levels whose form is checked.
    package static func set(_ minimums: [RightMinimum], in organization: inout Organization) {
        if isPlanted("a matrix forgets what it does not name") {
            organization.minimums = Right.allCases.map { right in
                .with { ($0.right, $0.level) = (right.name, right.startMinimum) }
            }
        }
        for minimum in minimums {
            guard let place = organization.minimums.firstIndex(where: { $0.right == minimum.right }) else {
                continue
            }
            organization.minimums[place].level = minimum.level
        }
    }

    /// Sets floors whose form is checked; one at the level that every interaction starts with is not kept.
    ///
    /// - Throws: `invalid-argument` where the organization would keep too many.
    package static func set(_ floors: [InteractionFloor], in organization: inout Organization) throws(Failure)
    {
        let named = Set(floors.map(\.interaction))
        var kept = organization.floors.filter { !named.contains($0.interaction) }
        kept += floors.filter { $0.level != startFloor }
        guard kept.count <= Limits.floorCount else {
            throw .invalidArgument(
                "field `floors`: organization \(quoted(organization.id)) would keep \(kept.count); "
                    + "at most \(Limits.floorCount)")
        }
        organization.floors = kept.sorted { $0.interaction < $1.interaction }
    }

    /// Sets how content of one type is shared, whose form is checked; a reach that is not given stays.
    package static func set(_ request: SetSharingPolicyRequest, in organization: inout Organization) {
        let place = organization.sharingPolicies.firstIndex { $0.contentType == request.contentType }
        guard let place else { return }
        var policy = organization.sharingPolicies[place]
        policy.offered = request.offered.sorted { $0.rawValue < $1.rawValue }
        policy.fallback = request.fallback
        if let reach = request.reach { policy.reach = reach }
        organization.sharingPolicies[place] = policy
    }

    /// Checks that what becomes of personal settings is said on the way back to mode `everyone` only.
    ///
    /// - Throws: `invalid-argument`.
    package static func check(
        _ onReturn: PrivacyReturn?, from mode: SyncedMode, to wanted: SyncedMode
    ) throws(Failure) {
        guard onReturn != nil else { return }
        guard mode == .teamsOnly, wanted == .everyone else {
            throw .invalidArgument(
                "field `onReturn`: only for the way from mode `teams-only` back to `everyone`; "
                    + "this is from \(quoted(mode.name)) to \(quoted(wanted.name))")
        }
    }

    /// Sets whose settings decide what is shown of synced mail and meetings.
    ///
    /// - Throws: `failed-precondition` where the way back does not say what becomes of the personal settings.
    package static func set(
        _ mode: SyncedMode, onReturn: PrivacyReturn?, in organization: inout Organization
    ) throws(Failure) {
        if organization.syncedMode == .teamsOnly, mode == .everyone {
            guard let onReturn else {
                throw .failedPrecondition(
                    "field `onReturn`: back from mode `teams-only`, say `restore` for everybody's earlier "
                        + "setting or `hide-all` for all anew", state: "on-return-missing")
            }
            if onReturn == .hideAll { organization.privacyResets += 1 }
        }
        organization.syncedMode = mode
    }
}
