// A location's id counts within its organization, so its key is the organization's number followed by the id.

import EntenteProtocol

extension DirectoryFacts {
    /// Where people are who name no location.
    static let defaultLocation = "default"

    /// The number of a location, described or not; that of `default` for what cannot be an id.
    mutating func internLocation(_ id: String, of organization: OrganizationIndex) -> UInt32 {
        let name = Self.isLocationID(id) ? id : Self.defaultLocation
        return Self.withLocationKey(name, organization) { locations.intern($0, new: .none) }
    }

    /// What is known of a location, or nil.
    func location(_ id: String, of organization: OrganizationIndex) -> LocationRecord? {
        let number = Self.withLocationKey(id, organization) { locations.find($0) }
        guard number != Identifier.none, locations[number].exists else { return nil }
        return locations[number]
    }

    /// Takes over a location as it now is.
    mutating func apply(_ location: Location) {
        guard Self.isLocationID(location.id), let organization = internOrganization(location.organization)
        else { return }
        let number = internLocation(location.id, of: organization)
        locations[number] = LocationRecord(
            fromSameLocation: location.fromSameLocation, fromOtherLocations: location.fromOtherLocations,
            fromOutside: location.fromOutside, exists: true)
        touch(organization)
    }

    /// Forgets a location.
    mutating func delete(_ key: LocationKey) {
        guard Self.isLocationID(key.id), let organization = internOrganization(key.organization) else {
            return
        }
        locations[internLocation(key.id, of: organization)] = .none
        touch(organization)
    }

    private static func isLocationID(_ id: String) -> Bool {
        (1...Identifier.byteMaximum - MemoryLayout<UInt32>.size).contains(id.utf8.count)
    }

    private static func withLocationKey(
        _ id: String, _ organization: OrganizationIndex, _ body: (UnsafeRawBufferPointer) -> UInt32
    ) -> UInt32 {
        withUnsafeTemporaryAllocation(byteCount: 4 + id.utf8.count, alignment: 4) { key in
            key.storeBytes(of: organization.number, as: UInt32.self)
            key[4...].copyBytes(from: id.utf8)
            return body(UnsafeRawBufferPointer(key))
        }
    }
}

extension LocationRecord {
    /// A location that nothing is known of.
    static let none = LocationRecord(
        fromSameLocation: .unspecified, fromOtherLocations: .unspecified, fromOutside: .unspecified,
        exists: false)
}
