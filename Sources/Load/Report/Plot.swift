// A plot as SVG that stands in the page: lines over two axes. Colours are the page's, so that they follow
// it into the dark; a point's figures show when the pointer rests on it, which needs no script.

/// Lines over two axes.
struct Plot {
    /// One line.
    struct Line {
        /// How a line is drawn.
        enum Style: String {
            case plain, faint, dashed
        }

        /// What it is called.
        let name: String
        /// Which of the page's colours it has, from 0.
        let color: Int
        let points: [(x: Double, y: Double)]
        var style = Style.plain
        /// Whether what lies below is tinted.
        var isFilled = false
        /// Points that are marked, with what is said of each; an open mark is one that failed.
        var marks: [Mark] = []
        /// What is written at its end; nothing where it is empty.
        var endLabel = ""
    }

    /// A marked point.
    struct Mark {
        let x: Double
        let y: Double
        let text: String
        var isOpen = false
    }

    /// A vertical line with words.
    struct Rule {
        let x: Double
        let text: String
        let color: Int
    }

    let title: String
    /// What it shows, in a sentence.
    let caption: String
    let x: Axis
    let y: Axis
    let lines: [Line]
    var rules: [Rule] = []

    private static let width = 720.0
    private static let height = 360.0
    private static let left = 76.0
    private static let right = 696.0
    private static let top = 14.0
    private static let bottom = 308.0

    /// The plot with its title, its caption, and what tells its lines apart.
    func html(legend: String) -> String {
        """
        <figure>
        <figcaption><h3>\(Markup.escaped(title))</h3><p>\(Markup.escaped(caption))</p></figcaption>
        \(legend)
        \(svg)
        </figure>
        """
    }

    /// The drawing alone.
    var svg: String {
        let clip = "clip-\(title.utf8.reduce(5_381) { $0 &* 33 &+ Int($1) }.magnitude)"
        let parts =
            [
                """
                <clipPath id="\(clip)"><rect x="\(Self.left)" y="\(Self.top)" \
                width="\(Self.right - Self.left)" height="\(Self.bottom - Self.top)"/></clipPath>
                """
            ] + grid + rules.map(draw) + ["<g clip-path=\"url(#\(clip))\">"] + lines.map(draw) + ["</g>"]
            + lines.map(marks) + endLabels + titles
        return """
            <svg viewBox="0 0 \(Int(Self.width)) \(Int(Self.height))" role="img" \
            aria-label="\(Markup.escaped(title))" xmlns="http://www.w3.org/2000/svg">
            \(parts.joined(separator: "\n"))
            </svg>
            """
    }

    // MARK: - Places

    private func placeX(_ x: Double) -> Double { Self.left + self.x.place(x) * (Self.right - Self.left) }
    private func placeY(_ y: Double) -> Double { Self.bottom - self.y.place(y) * (Self.bottom - Self.top) }

    private func clampedY(_ y: Double) -> Double { min(max(placeY(y), Self.top), Self.bottom) }

    // MARK: - Pieces

    private var grid: [String] {
        let columns = Self.spread(x.ticks.map { ($0, placeX($0.value)) }, apart: 46)
        let rows = Self.spread(y.ticks.map { ($0, placeY($0.value)) }, apart: 18)
        return columns.map { tick, place, isNamed in
            let line = Self.line("grid", place, Self.top, place, Self.bottom)
            // A name in the middle of the last place would stand half outside.
            let isLast = place > Self.right - 24
            let anchor = isLast ? "end" : "middle"
            let end = isLast ? min(place + 20, Self.width - 2) : place
            return isNamed ? line + Self.text("tick", anchor, end, Self.bottom + 18, tick.label) : line
        }
            + rows.map { tick, place, isNamed in
                let line = Self.line("grid", Self.left, place, Self.right, place)
                return isNamed ? line + Self.text("tick", "end", Self.left - 8, place + 4, tick.label) : line
            } + [Self.line("axis", Self.left, Self.bottom, Self.right, Self.bottom)]
    }

    /// Says of each tick whether there is room for its name beside those before it.
    private static func spread(
        _ ticks: [(Axis.Tick, Double)], apart: Double
    ) -> [(tick: Axis.Tick, place: Double, isNamed: Bool)] {
        var last = -Double.infinity
        return ticks.sorted { $0.1 < $1.1 }.map { tick, place in
            let isNamed = place - last >= apart
            if isNamed { last = place }
            return (tick, place, isNamed)
        }
    }

    private var titles: [String] {
        let middle = (Self.left + Self.right) / 2
        return [
            Self.text("name", "middle", middle, Self.height - 8, x.title),
            """
            <text class="name" text-anchor="middle" transform="translate(16 \
            \(Markup.number((Self.top + Self.bottom) / 2))) rotate(-90)">\(Markup.escaped(y.title))</text>
            """,
        ]
    }

    private func draw(_ rule: Rule) -> String {
        let place = placeX(rule.x)
        let isLate = place > Self.right - 120
        return Self.line("rule c\(rule.color)", place, Self.top, place, Self.bottom)
            + Self.text(
                "note c\(rule.color)", isLate ? "end" : "start", place + (isLate ? -6 : 6), Self.top + 14,
                rule.text)
    }

    private func draw(_ line: Line) -> String {
        guard let first = line.points.first, let last = line.points.last else { return "" }
        let path = line.points.map { "\(Markup.number(placeX($0.x))) \(Markup.number(clampedY($0.y)))" }
            .joined(separator: "L")
        let stroke = "<path class=\"line \(line.style.rawValue) c\(line.color)\" d=\"M\(path)\"/>"
        guard line.isFilled else { return stroke }
        let floor = Markup.number(Self.bottom)
        let area =
            "M\(Markup.number(placeX(first.x))) \(floor)L\(path)L\(Markup.number(placeX(last.x))) \(floor)Z"
        return "<path class=\"area c\(line.color)\" d=\"\(area)\"/>" + stroke
    }

    private func marks(_ line: Line) -> String {
        line.marks.map { mark in
            let place = "cx=\"\(Markup.number(placeX(mark.x)))\" cy=\"\(Markup.number(clampedY(mark.y)))\""
            let kind = mark.isOpen ? "open" : "mark"
            return """
                <circle class="\(kind) c\(line.color)" \(place) r="4"><title>\(Markup.escaped(mark.text))</title></circle>
                """
        }.joined()
    }

    private var endLabels: [String] {
        lines.filter { !$0.endLabel.isEmpty }.compactMap { line in
            guard let last = line.points.last(where: { x.place($0.x) <= 1.001 }) else { return nil }
            return Self.text(
                "note c\(line.color)", "end", min(placeX(last.x), Self.right) - 4, clampedY(last.y) - 8,
                line.endLabel)
        }
    }

    private static func line(_ kind: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String
    {
        """
        <line class="\(kind)" x1="\(Markup.number(x1))" y1="\(Markup.number(y1))" x2="\(Markup.number(x2))" \
        y2="\(Markup.number(y2))"/>
        """
    }

    private static func text(_ kind: String, _ anchor: String, _ x: Double, _ y: Double, _ text: String)
        -> String
    {
        """
        <text class="\(kind)" text-anchor="\(anchor)" x="\(Markup.number(x))" \
        y="\(Markup.number(y))">\(Markup.escaped(text))</text>
        """
    }
}
