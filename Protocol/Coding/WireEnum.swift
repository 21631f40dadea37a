/// An enumeration that travels as a Protocol Buffers enum: an `Int32` whose value 0 means "unspecified".
///
/// Unknown numbers decode to ``unspecified``, so that an old reader survives a new writer; a command that
/// receives it answers `invalid-argument`. In JSON a value travels by ``name``, the word used in the rules.
public protocol WireEnum: RawRepresentable, CaseIterable, Codable, Sendable, Hashable
where RawValue == Int32 {
    /// The value of a field that was never set (number 0).
    static var unspecified: Self { get }
}

/// A decoder with a way of its own with enumerations: by word, or to see which there are.
package protocol WireEnumDecoder: Decoder {
    /// Reads a value of `type`.
    func decode<Word: WireEnum>(word type: Word.Type) throws -> Word
}

/// An encoder with a way of its own with enumerations.
package protocol WireEnumEncoder: Encoder {
    /// Writes `value`.
    func encode<Word: WireEnum>(word value: Word) throws
}

extension WireEnum {
    /// Reads a number, or whatever the decoder has instead; an unknown number is ``unspecified``.
    public init(from decoder: any Decoder) throws {
        if let decoder = decoder as? any WireEnumDecoder {
            self = try decoder.decode(word: Self.self)
        } else {
            self = Self(rawValue: try decoder.singleValueContainer().decode(Int32.self)) ?? .unspecified
        }
    }

    /// Writes the number, or whatever the encoder has instead.
    public func encode(to encoder: any Encoder) throws {
        if let encoder = encoder as? any WireEnumEncoder {
            try encoder.encode(word: self)
        } else {
            var container = encoder.singleValueContainer()
            try container.encode(rawValue)
        }
    }

    /// The word people read and type: the case's name in kebab-case (`teamColleague` is `team-colleague`).
    public var name: String {
        var word = ""
        for character in "\(self)" {
            if character.isUppercase {
                word.append("-")
                word.append(character.lowercased())
            } else {
                word.append(character)
            }
        }
        return word
    }

    /// The value people mean by `name`, or nil where no value has that name.
    public init?(name: String) {
        guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }
}
