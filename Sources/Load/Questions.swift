// Which question comes next. A pair that is asked about often is asked the same action each time, as a
// backend does that shows the same screens again and again: so many pairs are so many questions.

import EntenteProtocol
import Glibc
import Rules
import World

/// May ACTOR do this to TARGET: the indexes of two users, and an action by its place in the table.
package struct Question: Sendable, Equatable {
    /// Who acts.
    package var actor: Int
    /// An index of ``Questions/actions``.
    package var action: Int
    /// On whom.
    package var target: Int
}

/// An endless row of questions about the people of a world.
package struct Questions: Sendable {
    /// What can be asked: the interactions that are always there, then the rights.
    package static let actions =
        InteractionCatalog.builtIn.interactions.map(\.name) + Right.allCases.map(\.name)
    private static let interactionCount = InteractionCatalog.builtIn.interactions.count

    private let plan: WorldPlan
    private let workload: Workload
    private let popular: Popular?
    private var dice: Dice

    /// The questions that `workload` asks about the people of `plan`.
    package init(_ workload: Workload, about plan: WorldPlan) {
        self.plan = plan
        self.workload = workload
        var dice = Dice(seed: workload.seed)
        if workload.pairs == .zipf {
            let questions = (0..<Int(workload.pairCount)).map { _ in Self.draw(workload, plan, &dice) }
            popular = Popular(questions, exponent: workload.zipfExponent)
        } else {
            popular = nil
        }
        self.dice = dice
    }

    /// The next one.
    package mutating func next() -> Question {
        popular?.draw(&dice) ?? Self.draw(workload, plan, &dice)
    }

    private static func draw(_ workload: Workload, _ plan: WorldPlan, _ dice: inout Dice) -> Question {
        let actor = dice.below(plan.userCount)
        let target = target(of: actor, workload, plan, &dice)
        let action =
            dice.happens(workload.rights)
            ? dice.member(of: interactionCount..<actions.count) : dice.below(interactionCount)
        return Question(actor: actor, action: action, target: target)
    }

    private static func target(
        of actor: Int, _ workload: Workload, _ plan: WorldPlan, _ dice: inout Dice
    ) -> Int {
        guard let cross = workload.crossOrganization else {
            return other(than: actor, in: 0..<plan.userCount, &dice)
        }
        let own = plan.organization(of: actor)
        guard dice.happens(cross) else { return other(than: actor, in: plan.users(of: own), &dice) }
        let partners = plan.partners(of: own)
        if let partner = partners.randomElement(using: &dice) {
            return dice.member(of: plan.users(of: partner))
        }
        return other(than: actor, in: 0..<plan.userCount, &dice)
    }

    /// Somebody else of `users`; the same one where there is nobody else.
    private static func other(than user: Int, in users: Range<Int>, _ dice: inout Dice) -> Int {
        guard users.count > 1, users.contains(user) else { return dice.member(of: users) }
        let step = 1 + dice.below(users.count - 1)
        return users.lowerBound + (user - users.lowerBound + step) % users.count
    }
}

/// Questions of which few are asked often and many seldom.
private struct Popular: Sendable {
    private let questions: [Question]
    /// What is asked at all, up to each question.
    private let sums: [Double]

    init(_ questions: [Question], exponent: Double) {
        self.questions = questions
        var sum = 0.0
        sums = questions.indices.map { index in
            sum += pow(Double(index + 1), -exponent)
            return sum
        }
    }

    func draw(_ dice: inout Dice) -> Question {
        let wanted = dice.share() * (sums.last ?? 0)
        var low = 0
        var high = sums.count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > wanted { high = middle } else { low = middle + 1 }
        }
        return questions[low]
    }
}
