// Numbers a service keeps about itself, and how a monitoring server reads them.

import Telemetry
import Testing

@Suite struct MetricTests {
    @Test func `a counter counts every thread's additions`() async {
        let counter = Counter()
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask { for _ in 0..<1_000 { counter.add() } }
            }
        }
        #expect(counter.value == 8_000)
        counter.set(5)
        counter.add(-1)
        #expect(counter.value == 4)
    }

    @Test func `numbers are written as Prometheus reads them`() {
        let family = MetricFamily.counter("entente_requests_total", "Requests answered.") {
            $0.add(3, [("method", "check"), ("code", "ok")])
            $0.add(0, [("method", "a\"b\\c\nd")])
        }
        #expect(
            family.text == """
                # HELP entente_requests_total Requests answered.
                # TYPE entente_requests_total counter
                entente_requests_total{method="check",code="ok"} 3
                entente_requests_total{method="a\\"b\\\\c\\nd"} 0

                """)
        #expect(MetricFamily.gauge("entente_ready", "Whether.", 1).text.hasSuffix("\nentente_ready 1\n"))
        #expect(MetricFamily.gauge("entente_nothing", "Nothing.") { _ in }.text.isEmpty)
    }

    @Test func `lengths of time are written in seconds, and one that never ends as infinite`() {
        let family = MetricFamily.gauge("entente_age_seconds", "Age.") {
            $0.add(nanos: 1_500_000_000)
            $0.add(nanos: nil)
        }
        #expect(family.text.hasSuffix("\nentente_age_seconds 1.5\nentente_age_seconds +Inf\n"))
    }

    @Test func `durations are counted by the first bound that they do not exceed`() {
        let counts = DurationCounts()
        for bound in DurationCounts.bounds { counts.record(bound.nanos) }
        counts.record(.max / 2, times: 2)
        #expect(counts.reading.counts == Array(repeating: 1, count: 18) + [2])
        counts.record(10_001, times: 3)
        #expect(counts.reading.counts[0] == 1 && counts.reading.counts[1] == 4)
        #expect(counts.reading.count == 23)
    }

    @Test func `a histogram's buckets hold those before them, and the last holds all`() {
        let counts = DurationCounts()
        counts.record(1_000, times: 2)
        counts.record(2_000_000_000)
        var reading = counts.reading
        reading.add(counts.reading)
        let text = MetricFamily.histogram("entente_seconds", "Times.") { $0.add(reading) }.text
        #expect(text.contains("entente_seconds_bucket{le=\"1e-05\"} 4\n"))
        #expect(text.contains("entente_seconds_bucket{le=\"1\"} 4\n"))
        #expect(text.contains("entente_seconds_bucket{le=\"2.5\"} 6\n"))
        #expect(text.contains("entente_seconds_bucket{le=\"+Inf\"} 6\n"))
        #expect(text.hasSuffix("entente_seconds_sum 4.000004\nentente_seconds_count 6\n"))
    }
}
