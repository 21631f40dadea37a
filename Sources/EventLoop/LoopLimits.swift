// Every bound of a loop in one place, each with the arithmetic that gave it. A limit that is reached is a
// typed refusal or a closed connection, never a process that grows until it is killed.

/// The bounds of a loop and of each of its connections.
package struct LoopLimits: Sendable {
    /// The most bytes read from one connection in one turn: 256 KiB, 3,000 requests of 80 bytes.
    ///
    /// At 4 GB/s of copying it is 60 µs that the others wait.
    package var turnByteLimit = 256 << 10

    /// The most frames handled of one connection in one turn: 1,024 at half a microsecond are half a
    /// millisecond.
    package var turnFrameLimit = 1_024

    /// How many connections may take long in one turn, of those whose last request did too, and how many
    /// others: the rest wait, lest a hundred people who list everything add up to a turn of a hundred lists.
    ///
    /// At some milliseconds for a long request a check waits as long as one for a slow disk.
    package var longTurnLimit = 4

    /// How much may be read together for the answers of one connection in one turn, in bytes: 16 KiB are some
    /// 250 users, which take a millisecond.
    ///
    /// All answers of the turn count: sixteen pages of a thousand short users fit under the high-water mark,
    /// 60 KB and four milliseconds each, and forty connections that asked for them made one turn of seconds.
    package var turnGatheredByteLimit = 16 << 10

    /// The largest length a frame may state, in bytes: 4 MiB holds 10,000 users of 400 bytes.
    package var frameByteLimit = 4 << 20

    /// The longest message on a connection without frames, in bytes: 64 KiB is eight times what HTTP servers
    /// allow the head of a request.
    package var rawMessageByteLimit = 64 << 10

    /// Unsent output above which a connection is no longer read from, in bytes: 1 MiB is four turns of input.
    package var outputHighWater = 1 << 20

    /// Unsent output at or below which it is read from again, in bytes: a quarter, so that it does not
    /// flutter.
    package var outputLowWater = 256 << 10

    /// The most unsent output a connection may hold at the end of a turn, in bytes.
    ///
    /// 16 MiB are the high-water mark, two largest frames that passed it, and room. Above it the peer is too
    /// slow and is cut off.
    package var outputByteLimit = 16 << 20

    /// The most connections that are served, before newcomers take the places of strangers: at 16 KiB kept
    /// for each, 10,000 are 160 MiB.
    package var connectionCountLimit = 10_000

    /// How many more are accepted to be told that there are too many; beyond these a connection is closed
    /// unheard.
    package var refusalCountLimit = 256

    /// Input and output held for all connections together, in bytes, above which requests are refused: 512
    /// MiB is a hundred largest frames on their way in, and as much again on its way out.
    package var bufferedByteLimit = 512 << 20

    /// Three quarters of that: above it whoever leaves more than an equal share of answers unread is refused
    /// more, so that those who hold little are not refused on account of them.
    package var pressureByteLimit: Int { bufferedByteLimit / 4 * 3 }

    /// Seven eighths of it: above it those who hold more than an equal share are cut off.
    ///
    /// Who holds the most goes first. Half a frame cannot be refused.
    package var reliefByteLimit: Int { bufferedByteLimit / 8 * 7 }

    /// How much more may come after those who hold the most were looked for before they are looked for again
    /// in the same turn: a 64th of the limit, so that they are at most 64 times.
    var reliefStep: Int { bufferedByteLimit / 64 }

    /// What one of `count` connections may hold for as long as it likes, in bytes.
    ///
    /// All shares together are the limit, so whoever is within theirs never brings the others past it.
    package func fairByteCount(of count: Int) -> Int { bufferedByteLimit / max(count, 1) }

    /// What an idle connection may keep of its output buffer, in bytes.
    package var idleOutputByteLimit = 16 << 10

    /// How long a frame that has begun may take to arrive whole.
    package var frameTimeLimit = Duration.seconds(10)

    /// How long a connection may take to be made.
    package var connectTimeLimit = Duration.seconds(5)

    /// How long the last bytes to a connection that is being closed may take, its own goodbye included.
    package var closeTimeLimit = Duration.seconds(5)

    /// The bounds above.
    package init() {}
}

extension LoopLimits {
    /// The least that ``bufferedByteLimit`` may be for one loop: 16 MiB, one connection's most unsent output.
    package static let bufferedByteMinimum = 16 << 20

    /// What loops that share these bounds need of ``bufferedByteLimit`` at least, in bytes.
    ///
    /// - Parameter count: How many there are that serve.
    package static func bufferedByteMinimum(of count: Int) -> Int {
        bufferedByteMinimum * partCount(of: count)
    }

    /// Where several loops serve, another one feeds them all: it has a part too.
    private static func partCount(of count: Int) -> Int { count == 1 ? 1 : count + 1 }

    /// What one of several loops may take so that all together keep within these bounds.
    ///
    /// Of the connections each may serve its part, which is exact where new ones go to the loop with the
    /// fewest. Of the bytes one part is left to the loop that feeds them, which stays far within it: it has
    /// two connections, each with a frame on its way.
    ///
    /// - Parameters:
    ///   - index: Which of them, from 0.
    ///   - count: How many loops there are.
    package func share(_ index: Int, of count: Int) -> LoopLimits {
        var share = self
        share.connectionCountLimit =
            connectionCountLimit / count + (index < connectionCountLimit % count ? 1 : 0)
        share.refusalCountLimit = max(refusalCountLimit / count, 1)
        share.bufferedByteLimit = bufferedByteLimit / Self.partCount(of: count)
        return share
    }
}

extension Duration {
    /// This duration in whole nanoseconds; nothing below zero, and 292 years at most: half of what can be
    /// counted, so that it can be added to any moment of the clock.
    package var nanos: UInt64 {
        if self <= .zero { return 0 }
        if self >= .nanoseconds(Int64.max) { return UInt64(Int64.max) }
        let (seconds, attoseconds) = components
        return UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds) / 1_000_000_000
    }
}
