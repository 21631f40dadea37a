// The form of what people hand in; whatever is wrong with it is `invalid-argument`.

import EntenteProtocol

extension ReferenceModel {
    /// 1–64 bytes of `A–Z a–z 0–9 . _ : @ -`.
    func requireID(_ id: String) throws(Failure) {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:@-"
        if id.isEmpty || id.utf8.count > 64 || id.unicodeScalars.contains(where: { !has(letters, $0) }) {
            throw Failure(.invalidArgument, "id")
        }
    }

    /// An id, or nothing, where the service may make one.
    func requireNewID(_ id: String) throws(Failure) {
        if !id.isEmpty { try requireID(id) }
    }

    /// What people call something: up to 200 bytes, something to see, nothing that is no text.
    func requireName(_ name: String) throws(Failure) {
        try requireText(name, upTo: 200)
        if name.unicodeScalars.allSatisfy({ $0.properties.isWhitespace }) {
            throw Failure(.invalidArgument, "blank")
        }
    }

    /// One @ with something on both sides, up to 254 bytes in either case, no spaces.
    func requireEmail(_ email: String) throws(Failure) {
        try requireText(email, upTo: 254)
        try requireText(email.lowercased(), upTo: 254)
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        if parts.count != 2 || parts.contains("") || hasSpaces(email) {
            throw Failure(.invalidArgument, "e-mail")
        }
    }

    /// At most 100 of up to 253 bytes, none twice whatever its case.
    func requireDomains(_ domains: [String]) throws(Failure) {
        if domains.count > 100 { throw Failure(.invalidArgument, "too many domains") }
        for (place, domain) in domains.enumerated() {
            try requireText(domain, upTo: 253)
            if domain.contains("@") || hasSpaces(domain) { throw Failure(.invalidArgument, "domain") }
            if domains[..<place].contains(where: { $0.lowercased() == domain.lowercased() }) {
                throw Failure(.invalidArgument, "domain named twice")
            }
        }
    }

    /// A word to the other side: up to 1,000 bytes, where lines may break.
    func requireNote(_ note: String) throws(Failure) {
        if note.utf8.count > 1000 { throw Failure(.invalidArgument, "note") }
        if note.unicodeScalars.contains(where: { isNoText($0) && $0 != "\n" && $0 != "\t" }) {
            throw Failure(.invalidArgument, "note")
        }
    }

    /// 1 to `bytes` bytes of text in one line.
    func requireText(_ text: String, upTo bytes: Int) throws(Failure) {
        if text.isEmpty || text.utf8.count > bytes { throw Failure(.invalidArgument, "length") }
        if text.unicodeScalars.contains(where: isNoText) { throw Failure(.invalidArgument, "control") }
    }

    /// Who acts (empty for the operator), under which key, and against which version.
    func requireCommandForm<R: Command>(_ request: R, expectedVersion: Int64 = 0) throws(Failure) {
        if !request.actor.isEmpty { try requireID(request.actor) }
        if !request.requestKey.isEmpty { try requireText(request.requestKey, upTo: 128) }
        if expectedVersion < 0 { throw Failure(.invalidArgument, "expected version") }
    }

    /// A word of a closed vocabulary that has to be given.
    func requireGiven<Word: WireEnum>(_ word: Word) throws(Failure) {
        if word == .unspecified { throw Failure(.invalidArgument, "not given") }
    }

    /// A word that may be left out, but not left unspecified.
    func requireGiven<Word: WireEnum>(_ word: Word?) throws(Failure) {
        if word == .unspecified { throw Failure(.invalidArgument, "not given") }
    }

    /// One of the levels that are possible here.
    func requireLevel(_ level: Level, among levels: [Level]) throws(Failure) {
        if !levels.contains(level) { throw Failure(.invalidArgument, "level") }
    }

    /// At most `most` things.
    func requireCount(_ count: Int, most: Int) throws(Failure) {
        if count > most { throw Failure(.invalidArgument, "too many") }
    }

    /// A moment to come, before the year 10000.
    func requireFuture(_ moment: Int64?) throws(Failure) {
        if let moment, moment <= now || moment > 253_402_300_799_999 {
            throw Failure(.invalidArgument, "moment")
        }
    }

    /// One word, a dot, one word, each of a–z, 0–9 and - and beginning with a letter; not a right's name.
    func requireInteractionName(_ name: String) throws(Failure) {
        let words = name.split(separator: ".", omittingEmptySubsequences: false)
        let fits = words.allSatisfy { word in
            word.unicodeScalars.first.map { has("abcdefghijklmnopqrstuvwxyz", $0) } == true
                && word.unicodeScalars.allSatisfy { has("abcdefghijklmnopqrstuvwxyz0123456789-", $0) }
        }
        if words.count != 2 || !fits || name.utf8.count > 64 || ReferenceModel.right(name) != nil {
            throw Failure(.invalidArgument, "name of an interaction")
        }
    }

    private func has(_ letters: String, _ letter: Unicode.Scalar) -> Bool {
        letters.unicodeScalars.contains(letter)
    }

    private func hasSpaces(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.properties.isWhitespace }
    }

    /// Control characters, line separators, and marks that turn the direction of reading.
    private func isNoText(_ scalar: Unicode.Scalar) -> Bool {
        let ranges: [ClosedRange<UInt32>] = [
            0...0x1F, 0x7F...0x9F, 0x2028...0x2029, 0x202A...0x202E, 0x2066...0x2069,
        ]
        return ranges.contains { $0.contains(scalar.value) }
    }
}

// MARK: - Pages

extension ReferenceModel {
    /// One page: what follows the token, which here is the last key that was shown.
    func page<Thing, Key: Comparable>(
        of things: [Thing], _ request: some ListRequest, by key: (Thing) -> Key, read: (String) -> Key?
    ) throws(Failure) -> (items: [Thing], next: String) {
        if request.pageSize < 0 { throw Failure(.invalidArgument, "page size") }
        let size = request.pageSize == 0 ? 100 : min(Int(request.pageSize), 1000)
        var rest = things.sorted { key($0) < key($1) }
        if !request.pageToken.isEmpty {
            guard let last = read(request.pageToken) else { throw Failure(.invalidArgument, "page token") }
            rest = rest.filter { key($0) > last }
        }
        guard rest.count > size else { return (rest, "") }
        return (Array(rest[..<size]), "\(key(rest[size - 1]))")
    }

    /// One page of things that are listed by id.
    func page<Thing>(
        of things: [Thing], _ request: some ListRequest, by key: (Thing) -> String
    ) throws(Failure) -> (items: [Thing], next: String) {
        try page(of: things, request, by: key) { $0 }
    }
}
