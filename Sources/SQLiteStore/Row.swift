// One row of a result. Tables are STRICT, so a column holds the type it was declared with, unless somebody
// has made the table anew by hand: what a file holds must never stop the program. A column of another type
// than is asked for therefore reads as nothing (0, no text, no bytes), never as what SQLite would coerce, and
// is noted: the query ends with `.corrupt` before anybody can use what was read.

import CSQLite

/// The row a query stands on; lent to the query's closure and gone with it.
@safe
package struct Row: ~Copyable {
    private let handle: OpaquePointer
    private let misfit: Misfit

    /// The first column of a row that did not hold what was asked for.
    final class Misfit {
        /// What was wrong, as a sentence without its end; nil where nothing was.
        var words: String?
    }

    /// Reads the row that the statement `handle` stands on, and notes in `misfit` what does not fit.
    @unsafe init(_ handle: OpaquePointer, noting misfit: Misfit) {
        unsafe self.handle = handle
        self.misfit = misfit
    }

    /// How many columns the row has.
    package var columnCount: Int { Int(unsafe sqlite3_data_count(handle)) }

    /// Whether column `column`, counted from 0, is NULL.
    package func isNull(_ column: Int) -> Bool { type(column) == SQLITE_NULL }

    /// The integer in column `column`.
    package func int64(_ column: Int) -> Int64 {
        guard holds(SQLITE_INTEGER, column) else { return 0 }
        return unsafe sqlite3_column_int64(handle, Int32(column))
    }

    /// The integer in column `column`, which no command ever brings outside `range`: one that is there all
    /// the same is noted as what does not fit, so nobody counts on from it.
    ///
    /// - Parameter words: what the number is, and of what: ``the version of the user `ada```.
    package func int64(
        _ column: Int, within range: ClosedRange<Int64>, _ words: @autoclosure () -> String
    ) -> Int64 {
        let number = int64(column)
        if !range.contains(number), misfit.words == nil { misfit.words = "\(words()) is \(number)" }
        return number
    }

    /// The version in column `column`, of the thing that `words` name; commands count it up from 1.
    package func version(_ column: Int, of words: @autoclosure () -> String) -> Int64 {
        int64(column, within: 1...Self.counterMaximum, "the version of \(words())")
    }

    /// Where a number that is counted up one by one never comes in honest times, and short of where it could
    /// not be counted up any more.
    package static var counterMaximum: Int64 { .max / 2 }

    /// The integer in column `column`, as an `Int`.
    package func int(_ column: Int) -> Int { Int(int64(column)) }

    /// The 64 bits of the integer in column `column`.
    package func uint64(_ column: Int) -> UInt64 { UInt64(bitPattern: int64(column)) }

    /// Whether the integer in column `column` is other than 0.
    package func bool(_ column: Int) -> Bool { int64(column) != 0 }

    /// The text in column `column`; bytes that are not UTF-8 come out as replacement characters.
    package func string(_ column: Int) -> String {
        guard holds(SQLITE_TEXT, column),
            let start = unsafe sqlite3_column_text(handle, Int32(column))
        else { return "" }
        let count = Int(unsafe sqlite3_column_bytes(handle, Int32(column)))
        return unsafe String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// The blob in column `column`.
    package func bytes(_ column: Int) -> [UInt8] {
        guard holds(SQLITE_BLOB, column) else { return [] }
        let start = unsafe sqlite3_column_blob(handle, Int32(column))
        let count = Int(unsafe sqlite3_column_bytes(handle, Int32(column)))
        return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    /// The integer in column `column`, nil for NULL.
    package func optionalInt64(_ column: Int) -> Int64? { isNull(column) ? nil : int64(column) }

    /// The integer in column `column` as an `Int`, nil for NULL.
    package func optionalInt(_ column: Int) -> Int? { isNull(column) ? nil : int(column) }

    /// The 64 bits of the integer in column `column`, nil for NULL.
    package func optionalUInt64(_ column: Int) -> UInt64? { isNull(column) ? nil : uint64(column) }

    /// The text in column `column`, nil for NULL.
    package func optionalString(_ column: Int) -> String? { isNull(column) ? nil : string(column) }

    /// The blob in column `column`, nil for NULL.
    package func optionalBytes(_ column: Int) -> [UInt8]? { isNull(column) ? nil : bytes(column) }

    private func type(_ column: Int) -> Int32 {
        precondition(column >= 0 && column < columnCount, "no column \(column) in a row of \(columnCount)")
        return unsafe sqlite3_column_type(handle, Int32(column))
    }

    private func holds(_ expected: Int32, _ column: Int) -> Bool {
        let found = type(column)
        if found != expected, misfit.words == nil {
            misfit.words = "column \(column) has sqlite type \(found), expected \(expected)"
        }
        return found == expected
    }
}
