// What people are called and where mail reaches them, for finding them: some thirty bytes a person, in one
// piece of memory, so that comparing two names waits for memory once each. Domains repeat, so each is kept
// once. Names change, unlike ids, and leave room for others of the same length.
//
// A piece is one of two. Narrow: the name's length, the length of the address before the `@`, the number of
// the domain, both texts. Wide, where folding changes more than ASCII's capitals: 255, four lengths, and both
// texts as they are and folded.

import Rules

/// Names and e-mail addresses, by place.
struct PersonTexts: ~Copyable {
    private var arena = ByteArena(alignment: 1)
    /// Per size the first free piece; a free piece holds the next one in its first four bytes.
    private var free: [UInt32] = []
    /// The part of addresses that begins with the `@`.
    private var domains: IdentifierTable<UInt8>

    /// Text that is longer is no name or address; the directory has no such.
    private static let textMaximum = 255
    private static let wideMark: UInt8 = 255
    private static let narrowHeader = 6
    private static let wideHeader = 9
    /// A wide piece of two texts, each three times as long when folded, which no text is.
    private static let pieceMaximum = wideHeader + 8 * textMaximum

    /// No texts.
    init(seed: UInt64) { domains = IdentifierTable(seed: seed) }

    /// The memory these texts hold, in bytes.
    var memoryByteCount: Int {
        arena.memoryByteCount + free.capacity * MemoryLayout<UInt32>.stride + domains.memoryByteCount
    }
}

// MARK: - Reading

extension PersonTexts {
    /// A name as it was given.
    func name(_ place: UInt32) -> UnsafeRawBufferPointer {
        let piece = arena[place]
        guard let lengths = Self.wideLengths(piece) else {
            return Self.bytes(piece, Self.narrowHeader, Int(Self.byte(piece, 0)))
        }
        return Self.bytes(piece, Self.wideHeader, lengths.name)
    }

    /// A name as it is compared.
    @inline(__always)
    func foldedName(_ place: UInt32) -> FoldedText {
        let piece = arena[place]
        guard let lengths = Self.wideLengths(piece) else {
            return FoldedText(Self.bytes(piece, Self.narrowHeader, Int(Self.byte(piece, 0))))
        }
        return FoldedText(Self.bytes(piece, Self.wideHeader + lengths.name, lengths.foldedName))
    }

    /// An address as it was given.
    func email(_ place: UInt32) -> String {
        let piece = arena[place]
        guard let lengths = Self.wideLengths(piece) else {
            let (local, domain) = narrowEmail(piece)
            return String(decoding: local, as: UTF8.self) + String(decoding: domain, as: UTF8.self)
        }
        let start = Self.wideHeader + lengths.name + lengths.foldedName
        return String(decoding: Self.bytes(piece, start, lengths.email), as: UTF8.self)
    }

    /// An address as it is compared.
    func foldedEmail(_ place: UInt32) -> FoldedText {
        let piece = arena[place]
        guard let lengths = Self.wideLengths(piece) else {
            let (local, domain) = narrowEmail(piece)
            return FoldedText(local, domain)
        }
        let start = Self.wideHeader + lengths.name + lengths.foldedName + lengths.email
        return FoldedText(Self.bytes(piece, start, lengths.foldedEmail))
    }

    /// Whether somebody is called so and has this address.
    func holds(_ place: UInt32, name: String, email: String) -> Bool {
        self.name(place).elementsEqual(Self.kept(name).utf8) && self.email(place) == Self.kept(email)
    }

    private func narrowEmail(_ piece: UnsafeRawPointer) -> (UnsafeRawBufferPointer, UnsafeRawBufferPointer) {
        let nameCount = Int(Self.byte(piece, 0))
        let local = Self.bytes(piece, Self.narrowHeader + nameCount, Int(Self.byte(piece, 1)))
        let domain = piece.loadUnaligned(fromByteOffset: 2, as: UInt32.self)
        return (local, domain == Identifier.none ? .init(start: nil, count: 0) : domains.id(domain))
    }
}

// MARK: - Keeping

extension PersonTexts {
    /// Keeps a name and an address; what is too long for either is kept as empty.
    mutating func keep(name: String, email: String) -> UInt32 {
        let name = Self.kept(name)
        let email = Self.kept(email)
        if name.utf8.count < Int(Self.wideMark), FoldedText.suffices(for: name),
            FoldedText.suffices(for: email)
        {
            let at = email.utf8.lastIndex(of: UInt8(ascii: "@")) ?? email.endIndex
            if email.utf8.distance(from: email.startIndex, to: at) <= Self.textMaximum {
                return keepNarrow(name, email[..<at], String(email[at...]))
            }
        }
        return keepWide([name, EmailAddress.folded(name), email, EmailAddress.folded(email)])
    }

    /// Gives the memory of a name and an address back.
    mutating func release(_ place: UInt32) {
        let piece = arena[place]
        let size: Int
        if let lengths = Self.wideLengths(piece) {
            size =
                Self.wideHeader + lengths.name + lengths.foldedName + lengths.email + lengths.foldedEmail
        } else {
            size = Self.narrowHeader + Int(Self.byte(piece, 0)) + Int(Self.byte(piece, 1))
        }
        piece.storeBytes(of: free[size], as: UInt32.self)
        free[size] = place
    }

    private mutating func keepNarrow(_ name: String, _ local: Substring, _ domain: String) -> UInt32 {
        let domain = domain.isEmpty ? Identifier.none : domains.intern(domain, new: 0)
        let place = take(Self.narrowHeader + name.utf8.count + local.utf8.count)
        let piece = arena[place]
        piece.storeBytes(of: UInt8(name.utf8.count), as: UInt8.self)
        piece.storeBytes(of: UInt8(local.utf8.count), toByteOffset: 1, as: UInt8.self)
        piece.storeBytes(of: domain, toByteOffset: 2, as: UInt32.self)
        Self.copy(name.utf8, to: piece + Self.narrowHeader)
        Self.copy(local.utf8, to: piece + Self.narrowHeader + name.utf8.count)
        return place
    }

    private mutating func keepWide(_ texts: [String]) -> UInt32 {
        let place = take(texts.reduce(Self.wideHeader) { $0 + $1.utf8.count })
        let piece = arena[place]
        piece.storeBytes(of: Self.wideMark, as: UInt8.self)
        var end = Self.wideHeader
        for (index, text) in texts.enumerated() {
            piece.storeBytes(of: UInt16(text.utf8.count), toByteOffset: 1 + 2 * index, as: UInt16.self)
            Self.copy(text.utf8, to: piece + end)
            end += text.utf8.count
        }
        return place
    }

    private mutating func take(_ size: Int) -> UInt32 {
        if free.isEmpty { free = Array(repeating: 0, count: Self.pieceMaximum + 1) }
        let place = free[size]
        guard place != 0 else { return arena.allocate(size) }
        free[size] = arena[place].loadUnaligned(as: UInt32.self)
        return place
    }

    private static func kept(_ text: String) -> String { text.utf8.count <= textMaximum ? text : "" }
}

// MARK: - Bytes

extension PersonTexts {
    private struct Lengths {
        let name, foldedName, email, foldedEmail: Int
    }

    @inline(__always)
    private static func wideLengths(_ piece: UnsafeRawPointer) -> Lengths? {
        guard byte(piece, 0) == wideMark else { return nil }
        let length = { Int(piece.loadUnaligned(fromByteOffset: 1 + 2 * $0, as: UInt16.self)) }
        return Lengths(name: length(0), foldedName: length(1), email: length(2), foldedEmail: length(3))
    }

    @inline(__always)
    private static func byte(_ piece: UnsafeRawPointer, _ offset: Int) -> UInt8 {
        piece.load(fromByteOffset: offset, as: UInt8.self)
    }

    @inline(__always)
    private static func bytes(
        _ piece: UnsafeRawPointer, _ start: Int, _ count: Int
    ) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: piece + start, count: count)
    }

    private static func copy(_ text: some Collection<UInt8>, to place: UnsafeMutableRawPointer) {
        UnsafeMutableRawBufferPointer(start: place, count: text.count).copyBytes(from: text)
    }
}
