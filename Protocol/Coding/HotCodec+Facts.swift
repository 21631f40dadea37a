// Snapshots and feeds, read by hand. A snapshot has millions of facts of a few kinds, and reading them is
// what a node's start waits for. Only the plain form is read here, the one the generic coder writes: each
// field once, in ascending order, all of them known. Whatever looks otherwise is left to the generic coder,
// so the two cannot disagree; a property test holds that they do not.

/// A ``Change`` in a payload whose fact is still bytes.
package struct ChangeView: Equatable, Sendable {
    /// Its number.
    package var revision: UInt64 = 0
    /// The chain digest up to and including it.
    package var digest: UInt64 = 0
    /// Whether it is the last of its command.
    package var last = false
    /// Where its fact is.
    package var fact = 0..<0

    /// A change of nothing.
    package init() {}
}

extension HotCodec {
    /// Reads a ``SnapshotChunk``.
    /// - Throws: What makes the bytes no such message, as the generic coder says it.
    package static func readChunk(_ payload: RawSpan) throws(WireProblem) -> SnapshotChunk {
        if let chunk = plainChunk(Span<UInt8>(_bytes: payload)) { return chunk }
        return try Wire.decode(SnapshotChunk.self, from: payload)
    }

    /// Reads a ``FeedItem``.
    /// - Throws: What makes the bytes no such message, as the generic coder says it.
    package static func readItem(_ payload: RawSpan) throws(WireProblem) -> FeedItem {
        if let item = plainItem(Span<UInt8>(_bytes: payload)) { return item }
        return try Wire.decode(FeedItem.self, from: payload)
    }

    /// Reads a ``Fact``.
    /// - Throws: What makes the bytes no such message, as the generic coder says it.
    package static func readFact(_ payload: RawSpan) throws(WireProblem) -> Fact {
        if let fact = plainFact(payload) { return fact }
        return try Wire.decode(Fact.self, from: payload)
    }

    /// Reads a ``SnapshotChunk`` in its plain form, but for its facts.
    /// - Parameters:
    ///   - payload: Its bytes.
    ///   - facts: Is emptied, then receives where in them its facts are; its capacity is kept.
    /// - Returns: The chunk without its facts; nil where it is not plain.
    package static func parseChunk(_ payload: RawSpan, into facts: inout [Range<Int>]) -> SnapshotChunk? {
        facts.removeAll(keepingCapacity: true)
        let bytes = Span<UInt8>(_bytes: payload)
        var chunk = SnapshotChunk()
        var fields = PlainFields(0..<bytes.count)
        chunk.epoch = fields.number(1, bytes)
        chunk.revision = fields.number(2, bytes)
        chunk.digest = fields.number(3, bytes)
        while let range = fields.message(4, bytes) { facts.append(range) }
        chunk.done = fields.flag(5, bytes)
        return fields.areAllRead ? chunk : nil
    }

    /// Reads the changes of a ``FeedItem`` in its plain form, but for their facts.
    /// - Parameters:
    ///   - payload: Its bytes.
    ///   - changes: Is emptied, then receives its changes; its capacity is kept.
    /// - Returns: False where the item is not plain.
    package static func parseItem(_ payload: RawSpan, into changes: inout [ChangeView]) -> Bool {
        changes.removeAll(keepingCapacity: true)
        let bytes = Span<UInt8>(_bytes: payload)
        var fields = PlainFields(0..<bytes.count)
        while let range = fields.message(1, bytes) {
            var change = ChangeView()
            var inner = PlainFields(range)
            change.revision = inner.number(1, bytes)
            change.digest = inner.number(2, bytes)
            change.last = inner.flag(3, bytes)
            change.fact = inner.message(4, bytes) ?? 0..<0
            guard inner.areAllRead else { return false }
            changes.append(change)
        }
        _ = fields.number(2, bytes)
        _ = fields.number(3, bytes)
        return fields.areAllRead
    }

    /// Reads a ``Fact`` of a frequent kind in its plain form; nil for any other.
    package static func plainFact(_ payload: RawSpan) -> Fact? {
        let bytes = Span<UInt8>(_bytes: payload)
        return plainFact(bytes, 0..<bytes.count)
    }

    private static func plainChunk(_ bytes: Span<UInt8>) -> SnapshotChunk? {
        var chunk = SnapshotChunk()
        var fields = PlainFields(0..<bytes.count)
        chunk.epoch = fields.number(1, bytes)
        chunk.revision = fields.number(2, bytes)
        chunk.digest = fields.number(3, bytes)
        while let range = fields.message(4, bytes) {
            guard let fact = fact(bytes, range) else { return nil }
            chunk.facts.append(fact)
        }
        chunk.done = fields.flag(5, bytes)
        return fields.areAllRead ? chunk : nil
    }

    private static func plainItem(_ bytes: Span<UInt8>) -> FeedItem? {
        var item = FeedItem()
        var fields = PlainFields(0..<bytes.count)
        while let range = fields.message(1, bytes) {
            guard let change = plainChange(bytes, range) else { return nil }
            item.changes.append(change)
        }
        item.head = fields.number(2, bytes)
        item.sentAt = fields.integer(3, bytes)
        return fields.areAllRead ? item : nil
    }

    private static func plainChange(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Change? {
        var change = Change()
        var fields = PlainFields(range)
        change.revision = fields.number(1, bytes)
        change.digest = fields.number(2, bytes)
        change.last = fields.flag(3, bytes)
        if let range = fields.message(4, bytes) {
            guard let fact = fact(bytes, range) else { return nil }
            change.fact = fact
        }
        return fields.areAllRead ? change : nil
    }

    /// A fact in a message that is plain so far; nil where not even the generic coder reads it.
    private static func fact(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Fact? {
        if let fact = plainFact(bytes, range) { return fact }
        return try? Wire.decode(Fact.self, from: unsafe bytes.extracting(range).bytes)
    }

    private static func plainFact(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Fact? {
        var fields = PlainFields(range)
        var fact = Fact()
        if let range = fields.message(2, bytes) {
            guard let user = plainUser(bytes, range) else { return nil }
            fact.user = user
        } else if let range = fields.message(7, bytes) {
            guard let membership = plainMembership(bytes, range) else { return nil }
            fact.membership = membership
        } else if let range = fields.message(9, bytes) {
            guard let relationship = plainRelationship(bytes, range) else { return nil }
            fact.relationship = relationship
        } else if let range = fields.message(12, bytes) {
            guard let connection = plainConnection(bytes, range) else { return nil }
            fact.connection = connection
        } else if let range = fields.message(34, bytes) {
            guard let partnership = plainPartnership(bytes, range) else { return nil }
            fact.partnership = partnership
        } else {
            return nil
        }
        return fields.areAllRead ? fact : nil
    }

    private static func plainUser(_ bytes: Span<UInt8>, _ range: Range<Int>) -> User? {
        var user = User()
        var fields = PlainFields(range)
        user.id = fields.text(1, bytes)
        user.organization = fields.text(2, bytes)
        user.email = fields.text(3, bytes)
        user.displayName = fields.text(4, bytes)
        user.role = fields.word(5, bytes)
        user.location = fields.text(6, bytes)
        user.vip = fields.flag(7, bytes)
        user.assistant = fields.flag(8, bytes)
        user.deactivated = fields.flag(9, bytes)
        user.privacy = fields.word(10, bytes)
        user.version = fields.integer(11, bytes)
        return fields.areAllRead ? user : nil
    }

    private static func plainMembership(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Membership? {
        var membership = Membership()
        var fields = PlainFields(range)
        membership.team = fields.text(1, bytes)
        membership.user = fields.text(2, bytes)
        membership.subgroup = fields.text(3, bytes)
        membership.privacy = fields.word(4, bytes)
        return fields.areAllRead ? membership : nil
    }

    private static func plainRelationship(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Relationship? {
        var relationship = Relationship()
        var fields = PlainFields(range)
        relationship.owner = fields.text(1, bytes)
        relationship.viewer = fields.text(2, bytes)
        relationship.level = fields.word(3, bytes)
        relationship.version = fields.integer(4, bytes)
        return fields.areAllRead ? relationship : nil
    }

    private static func plainConnection(
        _ bytes: Span<UInt8>, _ range: Range<Int>
    ) -> IntegrationConnection? {
        var connection = IntegrationConnection()
        var fields = PlainFields(range)
        connection.organization = fields.text(1, bytes)
        connection.integration = fields.text(2, bytes)
        connection.user = fields.text(3, bytes)
        return fields.areAllRead ? connection : nil
    }

    private static func plainPartnership(_ bytes: Span<UInt8>, _ range: Range<Int>) -> PartnershipFact? {
        var partnership = PartnershipFact()
        var fields = PlainFields(range)
        partnership.id = fields.text(1, bytes)
        partnership.first = fields.text(2, bytes)
        partnership.second = fields.text(3, bytes)
        partnership.state = fields.word(4, bytes)
        partnership.version = fields.integer(5, bytes)
        partnership.forward = fields.number(6, bytes)
        partnership.backward = fields.number(7, bytes)
        partnership.termsExpireAt = fields.optionalInteger(8, bytes)
        return fields.areAllRead ? partnership : nil
    }
}

/// The fields of a message, asked for in ascending order; a field that is missing has its default.
private struct PlainFields {
    private var cursor: HotCursor
    /// The tag of the next field; 0 at the end, all ones where something is not plain.
    private var tag: UInt32 = 0
    private var isStarted = false

    init(_ range: Range<Int>) { cursor = HotCursor(range) }

    /// Whether nothing was left out, and nothing wrong.
    var areAllRead: Bool { tag == 0 && cursor.isAtEnd }

    /// Whether the next field is this one.
    private mutating func isNext(_ number: UInt32, _ type: UInt32, _ bytes: Span<UInt8>) -> Bool {
        if !isStarted {
            isStarted = true
            advance(bytes)
        }
        return tag == number << 3 | type
    }

    private mutating func advance(_ bytes: Span<UInt8>) {
        tag = cursor.isAtEnd ? 0 : cursor.tag(bytes) ?? .max
    }

    private mutating func varint(_ number: UInt32, _ bytes: Span<UInt8>) -> UInt64? {
        guard isNext(number, 0, bytes) else { return nil }
        let value = cursor.varint(bytes)
        guard value != nil else {
            tag = .max
            return nil
        }
        advance(bytes)
        return value
    }

    mutating func number(_ number: UInt32, _ bytes: Span<UInt8>) -> UInt64 { varint(number, bytes) ?? 0 }

    mutating func integer(_ number: UInt32, _ bytes: Span<UInt8>) -> Int64 {
        Int64(bitPattern: varint(number, bytes) ?? 0)
    }

    mutating func optionalInteger(_ number: UInt32, _ bytes: Span<UInt8>) -> Int64? {
        varint(number, bytes).map { Int64(bitPattern: $0) }
    }

    mutating func flag(_ number: UInt32, _ bytes: Span<UInt8>) -> Bool { varint(number, bytes) ?? 0 != 0 }

    mutating func word<Word: WireEnum>(_ number: UInt32, _ bytes: Span<UInt8>) -> Word {
        guard let value = varint(number, bytes) else { return .unspecified }
        return Word(rawValue: Int32(truncatingIfNeeded: value)) ?? .unspecified
    }

    mutating func message(_ number: UInt32, _ bytes: Span<UInt8>) -> Range<Int>? {
        guard isNext(number, 2, bytes) else { return nil }
        guard let range = cursor.delimited(bytes) else {
            tag = .max
            return nil
        }
        advance(bytes)
        return range
    }

    mutating func text(_ number: UInt32, _ bytes: Span<UInt8>) -> String {
        guard let range = message(number, bytes) else { return "" }
        guard let text = try? UTF8Span(validating: bytes.extracting(range)) else {
            tag = .max
            return ""
        }
        return String(copying: text)
    }
}
