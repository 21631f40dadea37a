import Rules
import Testing

@testable import Replica

/// Names and addresses as they are kept and compared.
@Suite struct PersonTextsTests {
    private static let texts = [
        "", "a", "A", "Ann", "ann smith", "ANN SMITH", "Ann Smith-Jones of Somewhere", "abcdefgh", "ABCDEFGH",
        "abcdefghi", "abcdefg", "@[`{AZaz", "Z[", "z{", "é", "É", "e\u{301}", "E\u{301}", "ÄÖÜ", "äöü", "İ",
        "i̇",
        "Ⱥ", "ⱥ", "ß", "ẞ", "Σ", "σ", "ς", "日本語", "👩‍💻 Ada", "a@b", "A@B.example", "a@b@c", "@", "x@", "\u{0}",
        "a\u{0}b", String(repeating: "n", count: 254), String(repeating: "n", count: 255),
        String(repeating: "Ⱥ", count: 100), String(repeating: "x", count: 300) + "@b",
    ]

    @Test func whatIsKeptIsReadBack() {
        var texts = PersonTexts(seed: 1)
        var kept: [(UInt32, String, String)] = []
        for name in Self.texts {
            for email in Self.texts { kept.append((texts.keep(name: name, email: email), name, email)) }
        }
        for (place, name, email) in kept {
            #expect(Array(texts.name(place)) == Array(Self.short(name).utf8))
            let back = texts.email(place)
            #expect(Array(back.utf8) == Array(Self.short(email).utf8))
            let holdsThese = texts.holds(place, name: name, email: email)
            let holdsOthers = texts.holds(place, name: name + "x", email: email)
            #expect(holdsThese && (!holdsOthers || name.utf8.count >= 255), "\(name) and \(email)")
        }
    }

    @Test func theyAreComparedAsTheirFoldedBytesAre() {
        var texts = PersonTexts(seed: 1)
        let kept = Self.texts.map { (texts.keep(name: $0, email: $0), Self.short($0).lowercased()) }
        for (one, first) in kept {
            for (other, second) in kept {
                let wanted = order(first, second)
                #expect(FoldedText.order(texts.foldedName(one), texts.foldedName(other)).signum() == wanted)
                #expect(FoldedText.order(texts.foldedEmail(one), texts.foldedEmail(other)).signum() == wanted)
            }
            for beginning in Self.texts {
                let prefix = FoldedPrefix(beginning)
                let bytes = Array(beginning.lowercased().utf8)
                let begins = Array(first.utf8).starts(with: bytes)
                let wanted = begins ? 0 : order(first, beginning.lowercased())
                #expect(prefix.order(texts.foldedName(one)).signum() == wanted, "\(first) and \(beginning)")
                #expect(prefix.order(texts.foldedEmail(one)).signum() == wanted, "\(first) and \(beginning)")
            }
        }
        #expect(FoldedPrefix("").isEmpty && !FoldedPrefix("a").isEmpty)
    }

    @Test func whatIsGivenBackIsUsedAgain() {
        var texts = PersonTexts(seed: 1)
        var dice = Dice(seed: 5)
        var kept = (0..<1_000).map { _ in
            let name = dice.pick(Self.texts)
            return (texts.keep(name: name, email: "a@b.example"), name)
        }
        let before = texts.memoryByteCount
        for _ in 0..<20_000 {
            let index = Int.random(in: 0..<kept.count, using: &dice)
            texts.release(kept[index].0)
            kept[index].0 = texts.keep(name: kept[index].1, email: "A@B.example")
        }
        #expect(texts.memoryByteCount == before)
        for (place, name) in kept { #expect(Array(texts.name(place)) == Array(Self.short(name).utf8)) }
    }

    private static func short(_ text: String) -> String { text.utf8.count > 255 ? "" : text }

    private func order(_ one: String, _ other: String) -> Int {
        let (first, second) = (Array(one.utf8), Array(other.utf8))
        return first == second ? 0 : first.lexicographicallyPrecedes(second) ? -1 : 1
    }
}
