import EntenteProtocol
import SystemCalls
import Telemetry
import Testing
import World

@testable import Load

@Suite struct ReportTests {
    private static func result(_ label: String, slowness: UInt64 = 1) -> LoadResult {
        var histogram = Histogram()
        var dice = Dice(seed: slowness)
        for _ in 0..<5_000 { histogram.record(UInt64(dice.below(80_000)) * slowness) }
        return .with {
            $0.format = LoadResult.formatName
            $0.label = label
            $0.startedAtMillis = 1_772_357_400_000
            $0.seconds = 1
            $0.requests = 5_000
            $0.decisions = 5_000
            $0.requestsPerSecond = 5_000 / Double(slowness)
            $0.decisionsBySlice = [400, 600, 500]
            $0.p99BySlice = [70_000 * slowness, 80_000 * slowness]
            $0.latency = LatencySummary(histogram)
            $0.answers = [.with { ($0.verdict, $0.reason, $0.count) = (.deny, .defaults, 5_000) }]
            $0.denialShare = 1
            $0.hitRatio = 0.5
        }
    }

    @Test func `a result is read back as it was written`() throws {
        let result = Self.result("first")
        #expect(try LoadResult(parsing: JSON.encode(result)) == result)
    }

    @Test func `the file's buckets give the same percentiles`() {
        let latency = Self.result("x").latency
        #expect(latency.quantile(0.5) == latency.p50)
        #expect(latency.quantile(0.999) == latency.p999)
        #expect(latency.bucketCounts.reduce(0, +) == latency.count)
    }

    @Test func `what a newer tool added is passed over`() throws {
        let text = JSON.encode(Self.result("first")).dropLast() + #","invented":{"later":[1,2]}}"#
        #expect(try LoadResult(parsing: String(text)).label == "first")
    }

    @Test(arguments: [
        ("", "line 1"), ("[1, 2]", "`format`"), (#"{"users": 10}"#, "`format`"),
        (#"{"format": "entente-load-9"}"#, "`entente-load-9`"),
        (#"{"format": "entente-load-1", "seconds": "x"}"#, "seconds"),
        (#"{"format": "entente-load-1", "latency": {"bucketCounts": [1]}}"#, "histogram"),
    ])
    func `a file that is no result is told apart, and why`(text: String, word: String) {
        do throws(LoadResult.Strange) {
            _ = try LoadResult(parsing: text)
            Issue.record("taken for a result: \(text)")
        } catch {
            #expect(error.reason.contains(word), "\(error.reason)")
        }
    }

    @Test func `a page holds all it needs, and nothing that runs`() {
        var sweep = Self.result("sweep")
        sweep.sweep = .with {
            $0.steps = [1_000, 5_000, 20_000].map { rate in
                .with {
                    ($0.offered, $0.p50, $0.typicalP99, $0.p999, $0.holds) = (rate, 9, 90, 900, rate < 9_000)
                }
            }
            $0.knee = 5_000
        }
        for results in [
            [Self.result("one")], [Self.result("before"), Self.result("after", slowness: 3), sweep],
        ] {
            let page = Report(results).html
            #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
            for word in ["<script", "http://", "https://", "@import", "url(h", "<link", "<img"] {
                let found = page.replacing("http://www.w3.org/2000/svg", with: "").contains(word)
                #expect(!found, "\(word)")
            }
            for result in results { #expect(page.contains(result.label)) }
            #expect(!page.contains("nan") && !page.contains("inf\""))
        }
        #expect(Report([sweep]).html.contains("knee 5.00 k/s"))
        #expect(Report([Self.result("a"), Self.result("b", slowness: 2)]).html.contains("×0.50"))
    }

    @Test func `every element of a page is closed`() {
        let page = Report([Self.result("a <b> & \"c\""), Self.result("d")]).html
        #expect(page.contains("a &lt;b&gt; &amp; &quot;c&quot;"))
        for name in [
            "svg", "g", "figure", "table", "tr", "td", "th", "ul", "li", "dl", "dd", "article", "p", "text",
        ] {
            let opened = page.matches(of: try! Regex("<\(name)[ >]")).count
            let closed = page.split(separator: "</\(name)>", omittingEmptySubsequences: false).count - 1
            #expect(opened == closed, "<\(name)>")
        }
    }

    @Test func `a run that saw nothing is drawn all the same`() {
        var result = LoadResult()
        result.label = "nothing"
        result.endedEarly = "the service is gone: x"
        let page = Report([result]).html
        #expect(page.contains("nothing ended early: the service is gone: x"))
        #expect(!page.lowercased().contains("nan"))
    }

    @Test func `runs of one name are told apart`() {
        let page = Report([Self.result("run"), Self.result("run")]).html
        #expect(page.contains("run (2)"))
    }
}

@Suite struct FiguresTests {
    @Test func `are short and have a unit`() {
        #expect(Figures.time(0.0) == "0 ns")
        #expect(Figures.time(999.0) == "999 ns")
        #expect(Figures.time(61_300.0) == "61.3 µs")
        #expect(Figures.time(999_499.0) == "999 µs")
        #expect(Figures.time(999_600.0) == "1.00 ms")
        #expect(Figures.time(4_200_000.0) == "4.20 ms")
        #expect(Figures.time(90_000_000_000.0) == "90.0 s")
        #expect(Figures.rate(1_934_211) == "1.93 M/s")
        #expect(Figures.rate(48_000) == "48.0 k/s")
        #expect(Figures.rate(12) == "12/s")
        #expect(Figures.rate(0.5) == "0.5/s")
        #expect(Figures.count(1_934_211) == "1,934,211")
        #expect(Figures.count(-999) == "-999")
        #expect(Figures.percent(0.971) == "97.1 %")
        #expect(Figures.percent(0.0002) == "0.02 %")
        #expect(Figures.percent(0.99996) == "100.00 %")
        #expect(Figures.percent(1) == "100 %")
    }

    @Test(arguments: [
        (0 as Int64, "1970-01-01 00:00 UTC"), (951_827_696_000, "2000-02-29 12:34 UTC"),
        (1_772_357_400_000, "2026-03-01 09:30 UTC"), (4_102_444_799_000, "2099-12-31 23:59 UTC"),
    ])
    func `and moments are those of the calendar`(millis: Int64, text: String) {
        #expect(UTC.text(millis) == text)
    }
}
