// A record as a line of JSON, the one that `DecisionRecord` is read from. Written by hand: the writer has to
// come after reactors that together decide a million times a second, and a coder that serves every message
// takes twenty times as long.

import EntenteProtocol

/// Appends records as lines.
struct DecisionLine {
    /// What all lines of one reactor have in common.
    private let common: [UInt8]
    private let words = DecisionWords()

    init(of ring: DecisionRing) {
        common = Array(#","node":"\#(ring.node)","reactor":\#(ring.reactor),"sequence":"#.utf8)
    }

    /// Appends a record and the end of its line.
    ///
    /// - Parameter text: where each of its texts lies.
    func append(
        _ slot: DecisionSlot, _ text: (DecisionText) -> UnsafeRawBufferPointer, to line: inout [UInt8]
    ) {
        Self.append(#"{"at":"#, to: &line)
        Self.append(slot.at, to: &line)
        line.append(contentsOf: common)
        Self.append(slot.sequence, to: &line)
        Self.append(#","call":""#, words.call(slot.call), to: &line)
        for (key, kind) in Self.keys where kind == .token || !text(kind).isEmpty {
            Self.append(key, text(kind), to: &line)
        }
        Self.append(#","callContext":""#, slot.callContext, of: words.callContexts, to: &line)
        appendAnswer(slot, to: &line)
        appendGrounds(slot, text(.partnership), to: &line)
        Self.append("}\n", to: &line)
    }

    private static let keys: [(String, DecisionText)] = [
        (#","token":"#, .token), (#","actor":"#, .actor), (#","action":"#, .action),
        (#","target":"#, .target),
    ]

    /// What was answered, in as many members as the call has answers.
    private func appendAnswer(_ slot: DecisionSlot, to line: inout [UInt8]) {
        let outcome = slot.outcome
        Self.append(#","verdict":""#, outcome.verdict, of: words.verdicts, to: &line)
        Self.append(#","disclosure":""#, outcome.disclosure, of: words.disclosures, to: &line)
        Self.append(#","role":""#, outcome.role, of: words.roles, to: &line)
        Self.append(#","reason":""#, outcome.reason, of: words.reasons(of: slot.call), to: &line)
        Self.append(#","level":""#, outcome.level, of: words.levels, to: &line)
        switch Method(rawValue: slot.call) {
        case .effective:
            Self.append(#","allowed":"#, to: &line)
            Self.append(outcome.allowedCount, to: &line)
            Self.append(#","asked":"#, to: &line)
            Self.append(outcome.askedCount, to: &line)
            Self.append(#","denied":"#, to: &line)
            Self.append(outcome.deniedCount, to: &line)
        case .discover:
            Self.append(#","found":"#, to: &line)
            Self.append(outcome.foundCount, to: &line)
        default: break
        }
    }

    /// What the decision rests on, and which trace it is a part of.
    private func appendGrounds(
        _ slot: DecisionSlot, _ partnership: UnsafeRawBufferPointer, to line: inout [UInt8]
    ) {
        if !partnership.isEmpty {
            Self.append(#","partnership":"#, partnership, to: &line)
            Self.append(#","partnershipVersion":"#, to: &line)
            Self.append(slot.outcome.partnershipVersion, to: &line)
        }
        // In quotes, because many readers take numbers for floating ones, which are not that exact.
        Self.append(#","position":{"directoryEpoch":""#, to: &line)
        Self.append(slot.directoryEpoch, to: &line)
        Self.append(#"","directory":"#, to: &line)
        Self.append(slot.directory, to: &line)
        Self.append(#","partnershipEpoch":""#, to: &line)
        Self.append(slot.partnershipEpoch, to: &line)
        Self.append(#"","partnership":"#, to: &line)
        Self.append(slot.partnership, to: &line)
        line.append(UInt8(ascii: "}"))
        if slot.traceHigh | slot.traceLow != 0 {
            let trace = TraceContext(
                traceHigh: slot.traceHigh, traceLow: slot.traceLow, parent: 1, flags: 0)
            Self.append(#","trace":"\#(trace.traceID)""#, to: &line)
        }
    }

    private static func append(_ text: String, to line: inout [UInt8]) {
        line.append(contentsOf: text.utf8)
    }

    private static func append(_ number: some BinaryInteger, to line: inout [UInt8]) {
        line.append(contentsOf: String(number).utf8)
    }

    /// Appends the word with this number, where there is one.
    private static func append(
        _ key: String, _ number: UInt8, of words: WordTable, to line: inout [UInt8]
    ) {
        if number != 0 { append(key, words[number], to: &line) }
    }

    /// Appends a word behind its key and a quotation mark.
    private static func append(_ key: String, _ word: [UInt8], to line: inout [UInt8]) {
        append(key, to: &line)
        line.append(contentsOf: word)
        line.append(UInt8(ascii: "\""))
    }

    private static func append(_ key: String, _ text: UnsafeRawBufferPointer, to line: inout [UInt8]) {
        append(key, to: &line)
        line.append(UInt8(ascii: "\""))
        if text.allSatisfy({ $0 >= 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x5c }) {
            line.append(contentsOf: text)
        } else {
            appendEscaped(text, to: &line)
        }
        line.append(UInt8(ascii: "\""))
    }

    /// What nobody has as an id: an asked-for name may be any text, and be cut off in the middle of a letter.
    private static func appendEscaped(_ text: UnsafeRawBufferPointer, to line: inout [UInt8]) {
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\"": append("\\\"", to: &line)
            case "\\": append("\\\\", to: &line)
            case _ where scalar.value < 0x20 || scalar.value == 0x7f:
                let digits = String(scalar.value, radix: 16)
                append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits, to: &line)
            default: line.append(contentsOf: String(scalar).utf8)
            }
        }
    }
}
