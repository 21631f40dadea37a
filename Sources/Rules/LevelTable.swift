// An organization's minimum levels, and its floors, are read on every question about a person: thirty-two
// levels of four bits each, in two words.

import EntenteProtocol

/// A level for each of up to 32 things, by place from 0.
package struct LevelTable: Equatable, BitwiseCopyable, Sendable {
    private var low: UInt64
    private var high: UInt64

    /// How many levels it holds.
    package static let count = 32

    /// A table with the same level everywhere.
    package init(all level: Level) {
        low = UInt64(truncatingIfNeeded: level.rawValue) &* 0x1111_1111_1111_1111
        high = low
    }

    /// The level at a place from 0 to 31.
    package subscript(place: Int) -> Level {
        @inline(__always) get {
            let word = place < 16 ? low : high
            return Level(rawValue: Int32(truncatingIfNeeded: word >> Self.shift(place) & 15)) ?? .unspecified
        }
        set {
            let bits = UInt64(truncatingIfNeeded: newValue.rawValue) << Self.shift(place)
            let mask = UInt64(15) << Self.shift(place)
            if place < 16 { low = low & ~mask | bits } else { high = high & ~mask | bits }
        }
    }

    /// The minimums of the rights in a new organization, by ``Right``'s raw value.
    package static let startMinimums: LevelTable = {
        var table = LevelTable(all: .assistantPlus)
        for right in Right.allCases { table[Int(right.rawValue)] = right.startMinimum }
        return table
    }()

    /// The floors of the interactions in a new organization, by code less one.
    package static let startFloors = LevelTable(all: OrganizationSettings.startFloor)

    @inline(__always)
    private static func shift(_ place: Int) -> UInt64 { UInt64(place & 15) &* 4 }
}
