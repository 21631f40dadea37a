// Questions that arrived together and are answered together. Memory is the price of a check, and a run lets
// the waits of one question overlap with those of the others; see `PairLookUp`.

import EntenteProtocol
import Replica

/// Up to ``maximum`` questions, and their answers; reused from run to run.
///
/// Belongs to one thread.
package final class CheckRun {
    /// As many as keep a processor's line fill buffers busy: more would only be held longer.
    package static let maximum = 32

    /// One question, but for the people it is about, and its answer.
    package struct Question {
        let code: UInt8
        let callContext: CallContext
        /// The answer, once the run was decided.
        package internal(set) var decision: Decision
    }

    private let pairMemory: UnsafeMutablePointer<PairLookUp>
    private let questions: UnsafeMutablePointer<Question>
    private var questionCount = 0
    /// Places of the questions that nothing is remembered of.
    private var misses = InlineArray<32, UInt8>(repeating: 0)
    private(set) var missCount = 0

    /// An empty run.
    package init() {
        pairMemory = .allocate(capacity: Self.maximum)
        questions = .allocate(capacity: Self.maximum)
    }

    deinit {
        pairMemory.deallocate()
        questions.deallocate()
    }

    /// How many questions there are.
    package var count: Int { questionCount }

    /// Whether no more fits.
    package var isFull: Bool { questionCount == Self.maximum }

    /// Adds a question.
    ///
    /// - Parameters:
    ///   - actor: the id of the one who acts; its bytes outlive the run's decision.
    ///   - target: the id of the one acted on, in the same way.
    ///   - code: the action's code in the replica's catalog.
    /// - Precondition: the run is not full.
    package func add(
        actor: UnsafeRawBufferPointer, target: UnsafeRawBufferPointer, code: UInt8, callContext: CallContext
    ) {
        precondition(!isFull, "a run holds \(Self.maximum) questions")
        (pairMemory + questionCount).initialize(to: PairLookUp(actor: actor, target: target))
        (questions + questionCount).initialize(
            to: Question(code: code, callContext: callContext, decision: .unasked))
        questionCount += 1
    }

    /// Forgets all questions.
    package func removeAll() { questionCount = 0 }

    /// The answer to the question at `place`.
    package func decision(_ place: Int) -> Decision { self[place].decision }

    func forgetMisses() { missCount = 0 }

    @inline(__always)
    func addMiss(_ place: Int) {
        misses[missCount] = UInt8(truncatingIfNeeded: place)
        missCount += 1
    }

    @inline(__always)
    func miss(_ number: Int) -> Int { Int(misses[number]) }

    var pairs: UnsafeMutableBufferPointer<PairLookUp> {
        UnsafeMutableBufferPointer(start: pairMemory, count: questionCount)
    }

    subscript(place: Int) -> Question {
        @inline(__always) get {
            precondition(place < questionCount, "a run has no such question")
            return questions[place]
        }
        @inline(__always) set { questions[place] = newValue }
    }
}

extension Decision {
    /// What stands where nothing was decided yet; denies.
    fileprivate static var unasked: Decision { Decision(.deny, .unspecified) }
}
