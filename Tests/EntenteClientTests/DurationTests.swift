import Testing

@testable import EntenteClient

@Suite("A length of time")
struct DurationTests {
    @Test(
        "is counted in milliseconds, rounded up, and no further than they go",
        arguments: [
            (.zero, 0), (.nanoseconds(1), 1), (.milliseconds(7), 7), (.nanoseconds(7_000_001), 8),
            (.nanoseconds(-1), 0), (.milliseconds(-7), -7), (.seconds(Int64.max), .max),
            (.seconds(Int64.min), .min), (.milliseconds(Int64.max), .max),
            (.milliseconds(Int64.max) - .nanoseconds(1), .max),
            (.milliseconds(Int64.max) - .milliseconds(1), .max - 1),
        ] as [(Duration, Int64)])
    func wholeMilliseconds(time: Duration, millis: Int64) {
        #expect(time.wholeMilliseconds == millis)
    }
}
