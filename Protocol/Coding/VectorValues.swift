// The patterns that fill a message for its golden vectors. They are part of the vectors: a change here
// changes them.

/// A way to fill every field of a message.
enum VectorPattern: String, CaseIterable {
    /// Nothing is set.
    case empty
    /// What is optional is present and at its default, lists have one default element.
    case presentDefaults = "present defaults"
    /// What one sees on a good day.
    case typical
    /// What is optional is absent.
    case plainOnly = "plain only"
    /// The greatest numbers, the last words, text of several bytes a character.
    case highest
    /// The least numbers, text that needs escaping.
    case lowest
}

/// Fills fields by a pattern.
final class VectorValues: ValueSource {
    private let pattern: VectorPattern
    private var counter: UInt64 = 0

    init(_ pattern: VectorPattern) { self.pattern = pattern }

    func isPresent(_ field: String) -> Bool { pattern != .plainOnly }

    func count(_ field: String) -> Int {
        switch pattern {
        case .empty: 0
        case .presentDefaults, .plainOnly, .lowest: 1
        case .typical: 2
        case .highest: 3
        }
    }

    func bool(_ field: String) -> Bool { pattern != .presentDefaults && pattern != .lowest }

    func text(_ field: String) -> String {
        switch pattern {
        case .empty, .presentDefaults: ""
        case .typical, .plainOnly: "\(field)-\(next())"
        case .highest: "Zoë 木村 🎈 e\u{301} \u{10FFFF}"
        case .lowest: "\u{0}\u{1F}\u{7F}\n\t\r\"\\/"
        }
    }

    func integer<Number: FixedWidthInteger>(_ field: String, _ type: Number.Type) -> Number {
        switch pattern {
        case .empty, .presentDefaults: 0
        // Seven numbers apart, so that one and two bytes of varint both occur.
        case .typical, .plainOnly: Number(clamping: 7 * next() * next())
        case .highest: Number.max
        case .lowest: Number.isSigned ? Number.min : 1
        }
    }

    func double(_ field: String) -> Double {
        switch pattern {
        case .empty, .presentDefaults: 0
        case .typical, .plainOnly: Double(next()) + 0.25
        case .highest: .greatestFiniteMagnitude
        case .lowest: -.leastNonzeroMagnitude
        }
    }

    func bytes(_ field: String) -> [UInt8] {
        switch pattern {
        case .empty, .presentDefaults: []
        case .typical, .plainOnly: [UInt8(truncatingIfNeeded: next())]
        case .highest: [255, 254, 253, 252]
        case .lowest: [0, 0]
        }
    }

    func word<Word: WireEnum>(_ field: String, _ type: Word.Type) -> Word {
        let words = Array(type.allCases)
        switch pattern {
        case .empty, .presentDefaults: return .unspecified
        case .typical, .plainOnly: return words[Int(next() % UInt64(words.count - 1)) + 1]
        case .highest: return words[words.count - 1]
        case .lowest: return words[1]
        }
    }

    private func next() -> UInt64 {
        counter += 1
        return counter
    }
}
