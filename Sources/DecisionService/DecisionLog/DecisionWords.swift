// The words of a line, each spelled out once: a word's name is made from that of its case, which takes longer
// than all the rest of a line.

import EntenteProtocol

/// The words of one vocabulary as bytes, by their numbers.
struct WordTable {
    private let words: [[UInt8]]

    init(_ vocabulary: (some WireEnum).Type) {
        var words: [[UInt8]] = []
        for word in vocabulary.allCases {
            precondition(Int(word.rawValue) == words.count, "words are numbered one after the other")
            words.append(Array(word.name.utf8))
        }
        self.words = words
    }

    /// The word with this number.
    subscript(number: UInt8) -> [UInt8] { words[Int(number)] }
}

/// Every word that lines are written with.
struct DecisionWords {
    let verdicts = WordTable(Verdict.self)
    let levels = WordTable(Level.self)
    let callContexts = WordTable(CallContext.self)
    let disclosures = WordTable(Disclosure.self)
    let roles = WordTable(ListRole.self)
    private let reasons = WordTable(Reason.self)
    private let contentReasons = WordTable(ContentReason.self)
    private let capabilityReasons = WordTable(CapabilityReason.self)
    private let integrationReasons = WordTable(IntegrationReason.self)
    private let calls: [UInt16: [UInt8]] = Dictionary(
        uniqueKeysWithValues: DecisionRecord.calls.map { ($0.rawValue, Array($0.name.utf8)) })

    /// Why a call answers as it does.
    func reasons(of call: UInt16) -> WordTable {
        switch Method(rawValue: call) {
        case .checkContent: contentReasons
        case .checkCapability: capabilityReasons
        case .checkIntegration: integrationReasons
        default: reasons
        }
    }

    /// The name of a call.
    func call(_ number: UInt16) -> [UInt8] { calls[number] ?? [] }
}
