// Random messages of every type there is and will be, from a seed: they go through the type's own
// `init(from:)`, so a new field is random from the day it is added.

import EntenteProtocol

/// Answers random values, biased towards the borders where encodings break.
package final class RandomValues: ValueSource {
    private var state: UInt64
    /// How many more lists may have elements, so that lists of lists of lists stay small.
    private var listBudget = 40

    /// Values from `seed`; the same seed answers the same.
    package init(seed: UInt64) { state = seed }

    /// A random message of `type`.
    package static func message<M: Message>(_ type: M.Type, seed: UInt64) -> M {
        M.made(from: RandomValues(seed: seed))
    }

    /// The next 64 random bits (SplitMix64).
    package func bits() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `bound` − 1.
    package func below(_ bound: Int) -> Int { Int(bits() % UInt64(bound)) }

    package func isPresent(_ field: String) -> Bool { below(2) == 0 }

    package func count(_ field: String) -> Int {
        guard listBudget > 0 else { return 0 }
        let count = [0, 0, 1, 2, 3, 20][below(6)]
        listBudget -= count
        return count
    }

    package func bool(_ field: String) -> Bool { below(2) == 0 }

    package func text(_ field: String) -> String {
        let alphabet: [Character] = [
            "a", "Z", "0", ".", "-", "@", "\"", "\\", "\n", "\u{0}", "\u{7F}", "é", "木", "🎈", "e\u{301}",
            "\u{FFFD}",
        ]
        let length = [0, 1, 5, 20, 140][below(5)]
        return String((0..<length).map { _ in alphabet[below(alphabet.count)] })
    }

    package func integer<Number: FixedWidthInteger>(_ field: String, _ type: Number.Type) -> Number {
        switch below(6) {
        case 0: 0
        case 1: Number.max
        case 2: Number.min
        case 3: Number(truncatingIfNeeded: below(300))
        // Any number of bits, so that every length of varint occurs.
        default: Number(truncatingIfNeeded: Int64(bitPattern: bits()) >> Int64(below(64)))
        }
    }

    package func double(_ field: String) -> Double {
        let value = Double(bitPattern: bits())
        // A value that is not equal to itself would fail every comparison.
        return value.isNaN ? -0.0 : value
    }

    package func bytes(_ field: String) -> [UInt8] {
        (0..<below(40)).map { _ in UInt8(truncatingIfNeeded: bits()) }
    }

    package func word<Word: WireEnum>(_ field: String, _ type: Word.Type) -> Word {
        let words = Array(type.allCases)
        return words[below(words.count)]
    }
}
