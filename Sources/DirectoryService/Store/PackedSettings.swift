// Settings that are read with their organization and never looked into by themselves: a few bytes in its row
// instead of rows of their own. Bytes that are missing read as what a new organization starts with, so a
// right that is added later needs no migration.

import EntenteProtocol
import Rules

/// An organization's settings as they stand in its row.
enum PackedSettings {
    /// One byte a right, by code: the number of its minimum level.
    static func minimums(_ minimums: [RightMinimum]) -> [UInt8] {
        Right.allCases.map { right in
            let minimum = minimums.first { $0.right == right.name }
            return UInt8(truncatingIfNeeded: (minimum?.level ?? right.startMinimum).rawValue)
        }
    }

    /// The minimum level of every right, by code.
    static func minimums(_ bytes: [UInt8]) -> [RightMinimum] {
        Right.allCases.enumerated().map { place, right in
            .with {
                $0.right = right.name
                $0.level = place < bytes.count ? word(bytes[place]) : right.startMinimum
            }
        }
    }

    /// Three bytes a type: the options on offer (a bit each), the fallback and the reach by their numbers.
    static func sharing(_ policies: [SharingPolicy]) -> [UInt8] {
        OrganizationSettings.sharedTypes.flatMap { type in
            let policy = policies.first { $0.contentType == type } ?? OrganizationSettings.startPolicy(type)
            let offered = policy.offered.reduce(0 as UInt8) { $0 | bit($1) }
            return [
                offered, UInt8(truncatingIfNeeded: policy.fallback.rawValue),
                UInt8(truncatingIfNeeded: policy.reach.rawValue),
            ]
        }
    }

    /// How content of every type may be shared, by type.
    static func sharing(_ bytes: [UInt8]) -> [SharingPolicy] {
        OrganizationSettings.sharedTypes.enumerated().map { place, type in
            let start = place * 3
            guard start + 3 <= bytes.count else { return OrganizationSettings.startPolicy(type) }
            return .with {
                $0.contentType = type
                $0.offered = options.filter { bytes[start] & bit($0) != 0 }
                $0.fallback = word(bytes[start + 1])
                $0.reach = word(bytes[start + 2])
            }
        }
    }

    private static let options = SharingOption.allCases.filter { $0 != .unspecified }

    private static func bit(_ option: SharingOption) -> UInt8 {
        option == .unspecified ? 0 : 1 << UInt8(truncatingIfNeeded: option.rawValue - 1)
    }

    private static func word<Word: WireEnum>(_ byte: UInt8) -> Word {
        Word(rawValue: Int32(byte)) ?? .unspecified
    }
}
