// What is asked during a run, as the flags say it and as the result keeps it. Everything is drawn from one
// seed, so that two runs ask the same questions in the same order.

import EntenteProtocol

/// How the pairs of people that are asked about are drawn.
package enum PairSpread: Int32, WireEnum {
    /// None said.
    case unspecified
    /// Any user and any other: hardly a question comes twice.
    case uniform
    /// A number of pairs of which few are asked about often and many seldom (Zipf's law).
    case zipf
}

/// What is asked.
package struct Workload: Message {
    /// How pairs are drawn.
    package var pairs = PairSpread.zipf
    /// Of how many pairs, for Zipf.
    package var pairCount: Int64 = 100_000
    /// How steep: the pair of rank r is asked about in proportion to r to the power of minus this.
    package var zipfExponent: Double = 0.99
    /// The share of pairs in two organizations, which have a partnership where there are any; absent: pairs
    /// are drawn from all users alike.
    package var crossOrganization: Double?
    /// The share of questions about rights; the others are about interactions.
    package var rights: Double = 0.2
    /// How many questions a batch has; 0 for no batches.
    package var batchSize: Int64 = 0
    /// The share of requests that are batches.
    package var batchShare: Double = 0
    /// How many requests are prepared; they are sent over and over.
    package var preparedRequests: Int64 = 0
    /// What everything is drawn from.
    package var seed: UInt64 = 1

    /// The usual questions.
    package init() {}

    enum CodingKeys: Int, CodingKey {
        case pairs = 1
        case pairCount = 2
        case zipfExponent = 3
        case crossOrganization = 4
        case rights = 5
        case batchSize = 6
        case batchShare = 7
        case preparedRequests = 8
        case seed = 9
    }

    /// Enough requests that what is seldom asked for comes: more than the usual pairs for Zipf, and four
    /// times what a node's evaluation cache holds unless told otherwise for uniform pairs.
    package static func usualPreparedRequests(for pairs: PairSpread) -> Int64 {
        pairs == .uniform ? 4 << 20 : 128 << 10
    }

    /// A table of as many questions, some 80 MB.
    package static let pairCountMaximum: Int64 = 1 << 20
    /// As the decision service takes them.
    package static let batchSizeMaximum: Int64 = 10_000
    /// Sixteen million, above a gigabyte.
    package static let preparedRequestMaximum: Int64 = 16 << 20
}
