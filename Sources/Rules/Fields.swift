// The form of what people hand in. Every refusal names the field and shows the value, so that the one who
// reads it knows what to change without reading this.

import EntenteProtocol

/// Checks of single fields; each throws `invalid-argument` naming the field.
package enum Fields {
    /// An id: 1 to 64 bytes of letters, digits and `. _ : @ -`.
    ///
    /// - Throws: `invalid-argument`.
    package static func checkID(_ id: String, _ field: String) throws(Failure) {
        try checkBytes(id, field, 1...Limits.idBytes)
        guard id.utf8.allSatisfy(isIDByte) else {
            throw .invalidArgument(
                "field `\(field)`: \(quoted(id)) may hold only A–Z a–z 0–9 . _ : @ -")
        }
    }

    /// A name people read: 1 to 200 bytes where no other bound is given, no control characters, not only
    /// spaces.
    ///
    /// - Throws: `invalid-argument`.
    package static func checkName(
        _ name: String, _ field: String, most: Int = Limits.nameBytes
    ) throws(Failure) {
        try checkBytes(name, field, 1...most)
        try checkPrintable(name, field)
        guard name.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw .invalidArgument("field `\(field)`: must not be blank")
        }
    }

    /// The name of an interaction: two words with a dot between, each of a–z, 0–9 and `-` and beginning with
    /// a letter; 3 to 64 bytes in all, and not a right's name.
    ///
    /// - Throws: `invalid-argument`.
    package static func checkInteractionName(_ name: String, _ field: String) throws(Failure) {
        try checkBytes(name, field, 3...Limits.idBytes)
        let words = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isLetter = { (byte: UInt8) in (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
        let isPlain = { (byte: UInt8) in
            isLetter(byte) || byte == UInt8(ascii: "-")
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard words.count == 2,
            words.allSatisfy({ word in word.first.map(isLetter) == true && word.allSatisfy(isPlain) })
        else {
            throw .invalidArgument(
                "field `\(field)`: \(quoted(name)) must have the form `category.verb`, of a–z 0–9 -")
        }
        guard Right(name: name) == nil else {
            throw .invalidArgument("field `\(field)`: \(quoted(name)) is a right, not an interaction")
        }
    }

    /// An e-mail address: 3 to 254 bytes, also in lower case, one `@` with something on both sides, no spaces
    /// or control characters.
    ///
    /// - Throws: `invalid-argument`.
    package static func checkEmail(_ email: String, _ field: String = "email") throws(Failure) {
        try checkBytes(email, field, Limits.emailBytesMinimum...Limits.emailBytes)
        // Lower case may be longer (`Ⱥ` has two bytes, `ⱥ` three), and is what addresses are looked up by.
        try checkBytes(EmailAddress.folded(email), field, Limits.emailBytesMinimum...Limits.emailBytes)
        try checkPrintable(email, field)
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw .invalidArgument(
                "field `\(field)`: \(quoted(email)) must hold one @ with something on both sides")
        }
        guard !email.unicodeScalars.contains(where: { $0.properties.isWhitespace }) else {
            throw .invalidArgument("field `\(field)`: \(quoted(email)) must not hold spaces")
        }
    }

    /// Mail domains: at most 100, each 1 to 253 bytes without spaces, control characters or `@`.
    ///
    /// - Throws: `invalid-argument`.
    package static func checkDomains(
        _ domains: [String], _ field: String = "emailDomains"
    ) throws(Failure) {
        try checkCount(domains.count, field, most: Limits.domainCount)
        for (index, domain) in domains.enumerated() {
            let place = "\(field)[\(index)]"
            try checkBytes(domain, place, 1...Limits.domainBytes)
            try checkPrintable(domain, place)
            guard !domain.unicodeScalars.contains(where: { $0 == "@" || $0.properties.isWhitespace }) else {
                throw .invalidArgument("field `\(place)`: \(quoted(domain)) is not a domain")
            }
        }
    }

    /// A note: at most 1,000 bytes; line breaks and tabs are its only control characters.
    ///
    /// - Throws: `invalid-argument`.
    package static func checkNote(_ note: String, _ field: String = "note") throws(Failure) {
        try checkBytes(note, field, 0...Limits.noteBytes)
        guard !note.unicodeScalars.contains(where: { isControl($0) && $0 != "\n" && $0 != "\t" }) else {
            throw .invalidArgument("field `\(field)`: must not hold control characters")
        }
    }

    /// A request key: at most 128 bytes without control characters; empty is none.
    ///
    /// - Throws: `invalid-argument`.
    package static func checkRequestKey(_ key: String) throws(Failure) {
        try checkBytes(key, "requestKey", 0...Limits.requestKeyBytes)
        try checkPrintable(key, "requestKey")
    }

    /// The version a command was made against: 0 or more.
    ///
    /// - Throws: `invalid-argument`.
    package static func checkExpectedVersion(_ version: Int64) throws(Failure) {
        guard version >= 0 else {
            throw .invalidArgument(
                "field `expectedVersion`: \(version) is no version; 0 is whatever is there")
        }
    }

    /// How many items a page has: the caller's wish up to 1,000, or 100 where it is 0.
    ///
    /// - Throws: `invalid-argument` for a negative wish.
    package static func pageSize(_ wish: Int32) throws(Failure) -> Int {
        guard wish >= 0 else {
            throw .invalidArgument("field `pageSize`: \(wish) is below 0; 0 is the service's choice")
        }
        return wish == 0 ? Limits.pageSizeDefault : min(Int(wish), Limits.pageSizeMaximum)
    }

    /// How many items a request brings: 0 to `most`.
    ///
    /// - Throws: `invalid-argument`.
    package static func checkCount(_ count: Int, _ field: String, most: Int) throws(Failure) {
        guard count <= most else {
            throw .invalidArgument("field `\(field)`: \(count) items are too many; at most \(most)")
        }
    }

    /// A moment to come, in milliseconds since 1970 UTC; nil is none.
    ///
    /// - Throws: `invalid-argument` where it is past, or after the year 9999.
    package static func checkFuture(_ time: Int64?, _ field: String, now: Int64) throws(Failure) {
        guard let time else { return }
        guard time > now else {
            throw .invalidArgument(
                "field `\(field)`: \(time) is past; it is \(now) now (milliseconds since 1970)")
        }
        guard time <= Limits.lastMoment else {
            throw .invalidArgument("field `\(field)`: \(time) is after the year 9999")
        }
    }

    /// A word of a closed vocabulary that a request has to give.
    ///
    /// - Throws: `invalid-argument` where it is not given, or not known.
    package static func checkGiven<Word: WireEnum>(_ word: Word, _ field: String) throws(Failure) {
        guard word != .unspecified else {
            let words = Word.allCases.filter { $0 != .unspecified }.map { "`\($0.name)`" }
            throw .invalidArgument("field `\(field)`: say one of \(words.joined(separator: ", "))")
        }
    }

    /// A length in bytes.
    ///
    /// - Throws: `invalid-argument`.
    package static func checkBytes(
        _ text: String, _ field: String, _ range: ClosedRange<Int>
    ) throws(Failure) {
        let count = text.utf8.count
        if count == 0, range.lowerBound > 0 { throw .invalidArgument("field `\(field)`: must not be empty") }
        guard range.contains(count) else {
            throw .invalidArgument(
                "field `\(field)`: \(count) bytes; \(range.lowerBound) to \(range.upperBound) are possible")
        }
    }

    /// A text without control characters.
    ///
    /// - Throws: `invalid-argument`.
    package static func checkPrintable(_ text: String, _ field: String) throws(Failure) {
        guard !text.unicodeScalars.contains(where: isControl) else {
            throw .invalidArgument("field `\(field)`: must not hold control characters")
        }
    }

    /// Whether a byte may stand in an id.
    private static func isIDByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: ":"),
            UInt8(ascii: "@"), UInt8(ascii: "-"):
            return true
        default: return false
        }
    }

    /// Control characters, and the separators and direction marks that make text read as something it is not.
    fileprivate static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: return true
        default: return false
        }
    }
}

/// A user's value in back-ticks, short and printable whatever it holds.
package func quoted(_ value: String) -> String {
    let shown = value.unicodeScalars.prefix(64).map {
        Fields.isControl($0) ? "\u{FFFD}" : String($0)
    }
    return "`" + shown.joined() + (value.unicodeScalars.count > 64 ? "…" : "") + "`"
}
