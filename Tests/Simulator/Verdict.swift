// What came of a run: what is wrong, where it was found, and how much was done that could have gone wrong.

/// How much a run has done.
package struct RunTally: Sendable {
    /// Commands whose success was answered.
    package var acknowledged = 0
    /// Requests that were refused for good.
    package var refused = 0
    /// Requests that were given up.
    package var unknown = 0
    /// Answers that were compared with the rules.
    package var answersChecked = 0
    /// Refusals that were.
    package var refusalsChecked = 0
    /// Troubles of the plans.
    package var troubles = 0

    /// Nothing yet.
    package init() {}

    /// Adds another run's.
    package static func += (tally: inout RunTally, other: RunTally) {
        tally.acknowledged += other.acknowledged
        tally.refused += other.refused
        tally.unknown += other.unknown
        tally.answersChecked += other.answersChecked
        tally.refusalsChecked += other.refusalsChecked
        tally.troubles += other.troubles
    }
}

extension RunTally: CustomStringConvertible {
    /// In words.
    package var description: String {
        "\(acknowledged) commands acknowledged, \(refused) requests refused, \(unknown) given up, "
            + "\(answersChecked) answers and \(refusalsChecked) refusals judged, \(troubles) troubles"
    }
}

/// What came of a run.
package struct Verdict: Sendable {
    /// What is wrong; empty for nothing.
    package let problems: [String]
    /// How many of the plan's happenings had begun when the first of it was found.
    package let happeningCount: Int
    /// A digest of everything that happened.
    package let digest: UInt64
    /// How much was done.
    package let tally: RunTally
    /// What happened, line by line, where it was asked for.
    package let story: [String]
}
