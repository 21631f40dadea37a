// A prepared statement: the one owner of its SQLite handle. It knows result codes only; what a code means for
// the database, and whether a transaction went with it, is the Database's business.

import CSQLite

/// One prepared statement, finalized when its owner lets go of it.
@safe
package struct Statement: ~Copyable {
    private let handle: OpaquePointer

    /// Prepares `sql`, which must be exactly one statement, on `connection`.
    init(_ sql: String, on connection: OpaquePointer) throws(ResultCode) {
        var handle: OpaquePointer?
        var code = SQLITE_OK
        var isSingle = true
        var text = sql
        text.withUTF8 { utf8 in
            unsafe utf8.withMemoryRebound(to: CChar.self) { characters in
                var tail: UnsafePointer<CChar>?
                code = unsafe sqlite3_prepare_v3(
                    connection, characters.baseAddress, Int32(characters.count),
                    UInt32(SQLITE_PREPARE_PERSISTENT), &handle, &tail)
                guard let start = characters.baseAddress, let tail = unsafe tail else { return }
                isSingle = unsafe characters[(tail - start)...].allSatisfy {
                    $0 == 32 || $0 == 10 || $0 == 59
                }
            }
        }
        guard code == SQLITE_OK else { throw ResultCode(code: code) }
        guard let handle = unsafe handle else { preconditionFailure("no SQL in `\(sql)`") }
        unsafe self.handle = handle
        precondition(isSingle, "more than one statement in `\(sql)`")
    }

    deinit { unsafe sqlite3_finalize(handle) }

    /// How many values the statement takes.
    var bindingCount: Int { Int(unsafe sqlite3_bind_parameter_count(handle)) }

    /// The row the statement stands on, which notes in `misfit` what does not fit; valid until the next step.
    func row(noting misfit: Row.Misfit) -> Row { unsafe Row(handle, noting: misfit) }

    /// Goes on to the next row; false when there is none.
    func step() throws(ResultCode) -> Bool {
        switch unsafe sqlite3_step(handle) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        case let code: throw ResultCode(code: code)
        }
    }

    /// Forgets rows and values, ready for the next use.
    func reset() {
        unsafe sqlite3_reset(handle)
        unsafe sqlite3_clear_bindings(handle)
    }

    /// Sets place `index`, counted from 1, to NULL.
    func bindNull(at index: Int) {
        check(unsafe sqlite3_bind_null(handle, Int32(index)))
    }

    /// Sets place `index`, counted from 1, to an integer.
    func bind(_ value: Int64, at index: Int) {
        check(unsafe sqlite3_bind_int64(handle, Int32(index), value))
    }

    /// Sets place `index`, counted from 1, to a text.
    func bind(_ value: String, at index: Int) {
        var text = value
        text.withUTF8 { utf8 in
            check(
                unsafe entente_sqlite_bind_text(handle, Int32(index), utf8.baseAddress, Int32(utf8.count)))
        }
    }

    /// Sets place `index`, counted from 1, to bytes.
    func bind(_ value: [UInt8], at index: Int) {
        unsafe value.withUnsafeBytes { bytes in
            check(
                unsafe entente_sqlite_bind_blob(handle, Int32(index), bytes.baseAddress, Int32(bytes.count)))
        }
    }

    /// A place that does not exist or a value past SQLite's limit of a gigabyte is a bug here.
    private func check(_ code: Int32) {
        precondition(code == SQLITE_OK, "value does not fit the statement: sqlite error \(code)")
    }
}
