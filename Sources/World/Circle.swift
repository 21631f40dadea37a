// Distinct pairs without a table of them: organizations sit around a circle in a random order, and each
// proposes to those a few given steps further on. A step of at most half the way round meets no pair twice.

/// Pairs of organizations.
struct Circle: Sendable {
    /// Who sits at each place.
    private let seats: [Int32]
    /// The place of each organization.
    private let places: [Int32]
    /// How far on the partners sit, without the step that meets each pair from both ends.
    private let steps: [Int]
    /// Whether there are but two, whose one pair is half the way round.
    private var isPair: Bool { seats.count == 2 && !steps.isEmpty }

    /// `count` organizations that propose to `steps` others each, or as many as there are.
    init(count: Int, steps wanted: Int, scatter: Scatter) {
        var seats = (0..<Int32(count)).map { $0 }
        for place in stride(from: count - 1, to: 0, by: -1) {
            seats.swapAt(place, scatter.below(place + 1, place))
        }
        var places = [Int32](repeating: 0, count: count)
        for (place, organization) in seats.enumerated() { places[Int(organization)] = Int32(place) }
        self.seats = seats
        self.places = places
        steps = Self.steps(
            min(wanted, count == 2 ? 1 : (count - 1) / 2), of: max((count - 1) / 2, 1), scatter)
    }

    /// Distinct steps, one of each of as many equal parts of the way.
    private static func steps(_ count: Int, of longest: Int, _ scatter: Scatter) -> [Int] {
        (0..<count).map { part in
            let low = 1 + part * longest / count
            let high = 1 + (part + 1) * longest / count
            return low + scatter.below(high - low, part, draw: 7)
        }
    }

    /// How many pairs there are.
    var pairCount: Int { isPair ? 1 : seats.count * steps.count }

    /// The organizations of a pair, the proposing one first.
    func pair(_ index: Int) -> (first: Int, second: Int) {
        let place = index % seats.count
        let partner = (place + steps[index / seats.count]) % seats.count
        return (Int(seats[place]), Int(seats[partner]))
    }

    /// The pair of two organizations in any order; nil where they are none.
    func index(of one: Int, _ other: Int) -> Int? {
        let (here, there) = (Int(places[one]), Int(places[other]))
        let onward = (there - here + seats.count) % seats.count
        if let round = steps.firstIndex(of: onward) {
            return isPair ? 0 : round * seats.count + here
        }
        guard let round = steps.firstIndex(of: seats.count - onward) else { return nil }
        return round * seats.count + there
    }

    /// Those who are in a pair with an organization.
    func partners(of organization: Int) -> [Int] {
        let place = Int(places[organization])
        let found = steps.flatMap { step in
            [
                Int(seats[(place + step) % seats.count]),
                Int(seats[(place - step + seats.count) % seats.count]),
            ]
        }
        return isPair ? [found[0]] : found
    }
}
