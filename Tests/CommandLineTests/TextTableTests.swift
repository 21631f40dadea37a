import CommandLine
import Testing

@Suite("A table")
struct TextTableTests {
    private func console(hasColors: Bool) -> Console {
        Console(output: { _ in }, errors: { _ in }, hasColors: hasColors)
    }

    @Test("has columns as wide as their widest cell, and no blanks at the ends of lines")
    func aligns() {
        var table = TextTable(["action", "why"], indent: 1)
        table.add(["chat.start", "defaults"])
        table.add([TextTable.Cell("×", .bad), ""])
        #expect(
            table.lines(for: console(hasColors: false)) == [
                " action      why", " chat.start  defaults", " ×",
            ])
    }

    @Test("is coloured only where colours are shown, without a change of its columns")
    func colors() {
        var table = TextTable()
        table.add([TextTable.Cell("✓ allow", .good), "x"])
        table.add(["? ask", "y"])
        #expect(table.lines(for: console(hasColors: false)) == ["✓ allow  x", "? ask    y"])
        #expect(
            table.lines(for: console(hasColors: true)) == ["\u{1B}[32m✓ allow\u{1B}[0m  x", "? ask    y"])
    }
}
