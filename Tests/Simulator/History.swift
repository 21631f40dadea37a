// What happens to a cluster, as values: a history can be written down, run again, and made shorter.

import EntenteProtocol

/// One thing that happens.
package enum Step: Sendable {
    /// Somebody asks for something: a command or a question.
    case ask(any Request)
    /// So many days and one hour pass; the hour keeps every moment apart from every deadline.
    case pass(days: Int)
    /// A service is killed and started again; a decision node then begins from what the sources send.
    case restart(ServiceName)
    /// The decision node is killed and started again from its own snapshot file.
    case reload
}

extension Step: CustomStringConvertible {
    package var description: String {
        switch self {
        case .ask(let request): Self.text(request)
        case .pass(let days): "pass \(days) days and an hour"
        case .restart(let service): "restart the \(service.rawValue) service"
        case .reload: "reload the decision node from its own snapshot"
        }
    }

    static func text<R: Request>(_ request: R) -> String {
        "\(R.method.name) \(JSON.value(of: request).plain.text(pretty: false))"
    }
}

/// A seed's history: what was there first, and what came after.
package struct History: Sendable {
    /// What it was made from.
    package let seed: UInt64
    /// Everything that happens, in order.
    package var steps: [Step]
}

/// Dice that fall the same way for the same seed.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    mutating func pick<T>(_ things: [T]) -> T { things[Int(next() % UInt64(things.count))] }

    mutating func chance(_ percent: UInt64) -> Bool { next() % 100 < percent }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// Up to `most` of `things`, now and then one of them twice.
    mutating func some<T>(_ things: [T], _ most: Int) -> [T] {
        (0..<number(0...most)).map { _ in pick(things) }
    }
}
