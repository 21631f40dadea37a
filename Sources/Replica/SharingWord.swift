// How an organization lets content be shared is one byte for each of six types: the options on offer, the
// fallback, the reach.

import EntenteProtocol
import Rules

/// The sharing policies of one organization in one word.
struct SharingWord: Equatable, BitwiseCopyable, Sendable {
    private var bits: UInt64

    /// What a new organization starts with.
    static let start = SharingWord(OrganizationSettings.sharedTypes.map(OrganizationSettings.startPolicy))

    /// Some policies; a type that none names has that of a new organization.
    init(_ policies: [SharingPolicy]) {
        bits = 0
        for type in OrganizationSettings.sharedTypes { set(OrganizationSettings.startPolicy(type)) }
        for policy in policies { set(policy) }
    }

    /// The policy of a type, or nil where that has none.
    subscript(type: ContentType) -> SharingPolicy? {
        guard let shift = Self.shift(type) else { return nil }
        let byte = Int32(truncatingIfNeeded: bits >> shift & 255)
        return .with {
            $0.contentType = type
            $0.offered = Self.options.filter { byte & Self.bit($0) != 0 }
            $0.fallback = SharingOption(rawValue: byte >> 3 & 3) ?? .unspecified
            $0.reach = SharingReach(rawValue: byte >> 5 & 3) ?? .unspecified
        }
    }

    private mutating func set(_ policy: SharingPolicy) {
        guard let shift = Self.shift(policy.contentType) else { return }
        let offered = policy.offered.reduce(0) { $0 | Self.bit($1) }
        let byte = offered | (policy.fallback.rawValue & 3) << 3 | (policy.reach.rawValue & 3) << 5
        bits = bits & ~(255 << shift) | UInt64(byte) << shift
    }

    private static let options: [SharingOption] = [.everyone, .teamsAndUsers, .onlyYou]

    private static func bit(_ option: SharingOption) -> Int32 {
        options.contains(option) ? 1 << (option.rawValue - 1) : 0
    }

    private static func shift(_ type: ContentType) -> UInt64? {
        OrganizationSettings.sharedTypes.firstIndex(of: type).map { UInt64($0) * 8 }
    }
}
