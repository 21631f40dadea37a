/// Text as HTML and SVG want it.
enum Markup {
    /// `text` with nothing in it that could be taken for markup.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// A coordinate, to a tenth of a pixel.
    static func number(_ number: Double) -> String { Figures.decimals(number, 1) }
}
