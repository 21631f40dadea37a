import Testing

@testable import Load

@Suite struct SweepTests {
    /// What a service would show that takes `capacity` and slows down towards it.
    private static func result(_ rate: Double, capacity: Double) -> LoadResult {
        .with {
            $0.parameters.rate = rate
            $0.requestsPerSecond = min(rate, capacity)
            $0.latency.typicalP99 = rate < capacity ? UInt64(100_000 / (1 - rate / capacity)) : 1_000_000_000
        }
    }

    private static func knee(capacity: Double, first: Double = 1_000, maximum: Double = 5_000_000)
        -> SweepSearch
    {
        var search = SweepSearch(first: first, rateMaximum: maximum, multiple: 5)
        while let rate = search.next { search.take(result(rate, capacity: capacity)) }
        return search
    }

    @Test(arguments: [3_000.0, 48_000, 777_777, 2_500_000])
    func `finds the rate at which answers become five times as slow`(capacity: Double) {
        let search = Self.knee(capacity: capacity)
        // The latency is five times the unloaded one at about four fifths of the capacity.
        #expect((0.74...0.87).contains(search.summary.knee / capacity))
        #expect(search.best?.parameters.rate == search.summary.knee)
        #expect(search.summary.steps.filter(\.holds).map(\.offered).max() == search.summary.knee)
        #expect(search.summary.steps.allSatisfy { $0.holds == $0.reason.isEmpty })
    }

    @Test func `does not take one bad moment for the knee`() {
        var search = SweepSearch(first: 1_000, rateMaximum: 5_000_000, multiple: 5)
        var isFirst = true
        while let rate = search.next {
            var result = Self.result(rate, capacity: 100_000)
            if rate > 5_000, isFirst {
                result.latency.typicalP99 = 1_000_000_000
                isFirst = false
            }
            search.take(result)
        }
        #expect(search.summary.knee > 70_000)
    }

    @Test func `ends where nothing is left to find`() {
        #expect(Self.knee(capacity: 1e12, maximum: 100_000).summary.knee == 100_000)
        let hopeless = Self.knee(capacity: 500, first: 1_000)
        #expect(hopeless.summary.knee == 0 && hopeless.best == nil)
        var search = SweepSearch(first: 1_000, rateMaximum: 5_000_000, multiple: 5)
        search.take(.with { $0.endedEarly = "the service is gone: x" })
        #expect(search.next == nil)
        #expect(search.summary.steps.first?.reason == "the service is gone: x")
    }

    @Test func `stops where the tool itself is the limit, and says so`() {
        var search = SweepSearch(first: 1_000, rateMaximum: 5_000_000, multiple: 5)
        while let rate = search.next {
            var result = Self.result(rate, capacity: 1e9)
            if rate > 200_000 { result.limitedBy = "tool" }
            search.take(result)
        }
        #expect((150_000...200_000).contains(search.summary.knee))
        #expect(search.summary.steps.contains { $0.reason.contains("the tool itself") })
    }
}
