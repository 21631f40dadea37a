// An organization's settings. Its floors come by name, and may name an interaction that the other source has
// not told of yet: they are kept as told, and looked up whenever they or the catalog change.

import EntenteProtocol
import PlantedBugs
import Rules

extension DirectoryFacts {
    /// Takes over an organization as it now is.
    mutating func apply(_ organization: Organization) {
        guard let index = internOrganization(organization.id) else { return }
        let old = organizations[index.number]
        var record = old
        if !old.flags.isKnown { organizationCount += 1 }
        record.flags = OrganizationFlags(organization)
        record.minimums = LevelTable(minimums: organization.minimums)
        record.sharing = SharingWord(organization.sharingPolicies)
        record.privacyResets = organization.privacyResets
        let isSame = record.flags == old.flags && record.minimums == old.minimums
        if !isSame, !isPlanted("an organization's settings leave its stamp") { record.stamp &+= 1 }
        organizations[index.number] = record
        if old.flags.isKnown, record.privacyResets > old.privacyResets,
            !isPlanted("nobody is hidden on the return")
        {
            hideAll(index)
        }
        apply(organization.floors, to: index)
    }

    /// Looks up the floors of an organization in the catalog.
    mutating func resolveFloors(_ organization: OrganizationIndex, in catalog: InteractionCatalog) {
        var table = LevelTable.startFloors
        for floor in floors[organization.number] ?? [] {
            guard let code = catalog.interaction(named: floor.interaction)?.code else { continue }
            table[Int(code) - 1] = isPlanted("floors are not looked at") ? .unknown : floor.level
        }
        guard organizations[organization.number].floors != table else { return }
        organizations[organization.number].floors = table
        touch(organization)
    }

    /// Looks up the floors of all organizations, after the catalog has changed.
    mutating func resolveFloors(in catalog: InteractionCatalog) {
        unresolvedFloors = []
        for organization in floors.keys {
            resolveFloors(OrganizationIndex(number: organization), in: catalog)
        }
    }

    private mutating func apply(_ floors: [InteractionFloor], to organization: OrganizationIndex) {
        guard self.floors[organization.number] ?? [] != floors else { return }
        self.floors[organization.number] = floors.isEmpty ? nil : floors
        unresolvedFloors.append(organization)
    }

    /// Sets what everybody of an organization shows to `hide-all`.
    private mutating func hideAll(_ organization: OrganizationIndex) {
        users.changeAll { user in
            if user.organization == organization { user.flags = user.flags.hidingAll }
        }
    }
}

extension LevelTable {
    /// A table of minimum levels; a right that none names has that of a new organization.
    fileprivate init(minimums: [RightMinimum]) {
        self = .startMinimums
        for minimum in minimums {
            guard let right = Right(name: minimum.right) else { continue }
            self[Int(right.rawValue)] = minimum.level
        }
    }
}
