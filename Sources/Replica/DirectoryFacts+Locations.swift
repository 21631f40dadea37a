// A location's id counts within its organization, so its key is the organization's number followed by the id.

import EntenteProtocol
import PlantedBugs

extension DirectoryFacts {
    /// Where people are who name no location.
    static let defaultLocation = "default"

    /// The number of a location, described or not; that of `default` for what cannot be an id.
    mutating func internLocation(_ id: String, of organization: OrganizationIndex) -> UInt32 {
        let name = Self.isIDWithinOrganization(id) ? id : Self.defaultLocation
        return Self.withKey(name, organization) { locations.intern($0, new: .none) }
    }

    /// What is known of a location, or nil.
    func location(_ id: String, of organization: OrganizationIndex) -> LocationRecord? {
        let number = Self.withKey(id, organization) { locations.find($0) }
        guard number != Identifier.none, locations[number].exists else { return nil }
        return locations[number]
    }

    /// The id of the location with this number.
    func locationID(_ number: UInt32) -> String {
        String(decoding: locations.id(number).dropFirst(Self.organizationByteCount), as: UTF8.self)
    }

    /// Takes over a location as it now is.
    mutating func apply(_ location: Location) {
        let record = LocationRecord(
            fromSameLocation: location.fromSameLocation, fromOtherLocations: location.fromOtherLocations,
            fromOutside: location.fromOutside, exists: true)
        set(location.id, of: location.organization, record)
    }

    /// Forgets a location.
    mutating func delete(_ key: LocationKey) { set(key.id, of: key.organization, .none) }

    private mutating func set(_ id: String, of organization: String, _ record: LocationRecord) {
        guard Self.isIDWithinOrganization(id), let organization = internOrganization(organization) else {
            return
        }
        let number = internLocation(id, of: organization)
        // A new name decides nothing.
        guard locations[number] != record else { return }
        if isPlanted("a location's levels leave the stamps") {
            locations[number] = record
            return
        }
        locations[number] = record
        touch(organization)
    }

    /// Whether an id may follow the number of its organization in a key.
    static func isIDWithinOrganization(_ id: String) -> Bool {
        (1...Identifier.byteMaximum - organizationByteCount).contains(id.utf8.count)
    }

    /// Hands the key of an id that counts within an organization to `body`.
    static func withKey(
        _ id: String, _ organization: OrganizationIndex, _ body: (UnsafeRawBufferPointer) -> UInt32
    ) -> UInt32 {
        withUnsafeTemporaryAllocation(byteCount: organizationByteCount + id.utf8.count, alignment: 4) { key in
            key.storeBytes(of: organization.number, as: UInt32.self)
            key[organizationByteCount...].copyBytes(from: id.utf8)
            return body(UnsafeRawBufferPointer(key))
        }
    }

    private static let organizationByteCount = MemoryLayout<UInt32>.size
}

extension LocationRecord {
    /// A location that nothing is known of.
    static let none = LocationRecord(
        fromSameLocation: .unspecified, fromOtherLocations: .unspecified, fromOutside: .unspecified,
        exists: false)
}
