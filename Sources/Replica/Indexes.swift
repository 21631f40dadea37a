// Inside the house people, organizations and partnerships are small numbers. One type each, so that none can
// be taken for another; all stay valid until the facts they came from are replaced whole.

/// A user's number in a replica.
@frozen @usableFromInline
package struct UserIndex: Hashable, Sendable, BitwiseCopyable {
    /// The number itself.
    @usableFromInline package let number: UInt32

    /// The user with this number.
    @inlinable package init(number: UInt32) { self.number = number }

    /// Whether both are the same.
    @inlinable package static func == (left: Self, right: Self) -> Bool { left.number == right.number }
}

/// An organization's number in a replica, as the directory's facts count them.
@frozen @usableFromInline
package struct OrganizationIndex: Hashable, Sendable, BitwiseCopyable {
    /// The number itself.
    @usableFromInline package let number: UInt32

    /// The organization with this number.
    @inlinable package init(number: UInt32) { self.number = number }

    /// Whether both are the same.
    @inlinable package static func == (left: Self, right: Self) -> Bool { left.number == right.number }
}

/// A live partnership's number in a replica; taken again by another once the partnership has ended.
@frozen @usableFromInline
package struct PartnershipIndex: Hashable, Sendable, BitwiseCopyable {
    /// The number itself.
    @usableFromInline package let number: UInt32

    /// The partnership with this number.
    @inlinable package init(number: UInt32) { self.number = number }

    /// No partnership.
    @inlinable package static var none: PartnershipIndex { PartnershipIndex(number: .max) }

    /// Whether both are the same.
    @inlinable package static func == (left: Self, right: Self) -> Bool { left.number == right.number }
}
