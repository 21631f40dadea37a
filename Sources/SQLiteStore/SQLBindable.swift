// The Swift types that go into a place of a statement. A closed handful: what SQLite stores is integers,
// texts and bytes, and everything else is turned into those where its meaning is known.

/// A value that can be bound to a `?` of a statement.
package protocol SQLBindable {
    /// Puts the value into place `index`, counted from 1.
    func bind(to statement: borrowing Statement, at index: Int)
}

extension Int64: SQLBindable {
    /// Stored as an integer.
    package func bind(to statement: borrowing Statement, at index: Int) { statement.bind(self, at: index) }
}

extension Int: SQLBindable {
    /// Stored as an integer.
    package func bind(to statement: borrowing Statement, at index: Int) {
        statement.bind(Int64(self), at: index)
    }
}

extension UInt64: SQLBindable {
    /// Stored as the integer with the same 64 bits: exact, but ordered like the number only below 2^63.
    package func bind(to statement: borrowing Statement, at index: Int) {
        statement.bind(Int64(bitPattern: self), at: index)
    }
}

extension Bool: SQLBindable {
    /// Stored as 0 or 1.
    package func bind(to statement: borrowing Statement, at index: Int) {
        statement.bind(self ? 1 : 0, at: index)
    }
}

extension String: SQLBindable {
    /// Stored as a text.
    package func bind(to statement: borrowing Statement, at index: Int) { statement.bind(self, at: index) }
}

extension [UInt8]: SQLBindable {
    /// Stored as a blob.
    package func bind(to statement: borrowing Statement, at index: Int) { statement.bind(self, at: index) }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    /// Stored as the value, or as NULL.
    package func bind(to statement: borrowing Statement, at index: Int) {
        switch self {
        case .none: statement.bindNull(at: index)
        case .some(let value): value.bind(to: statement, at: index)
        }
    }
}
