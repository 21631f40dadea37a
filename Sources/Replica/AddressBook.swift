// Only the partnership service resolves e-mail addresses, so only its replica pays for them. An address is
// compared without case and belongs to one user at a time; the one who had it before simply has it no more.

import Rules

/// Who has which e-mail address.
struct AddressBook: ~Copyable {
    /// Addresses with the number of the user who has each now.
    private var addresses: IdentifierTable<UInt32>

    /// A book without addresses.
    init(seed: UInt64) {
        addresses = IdentifierTable(seed: seed)
    }

    /// The user who has this address, or nil.
    func owner(of address: String) -> UInt32? {
        let number = addresses.find(EmailAddress.folded(address))
        guard number != Identifier.none, addresses[number] != Identifier.none else { return nil }
        return addresses[number]
    }

    /// Says that from now on the user has this address and no other; what cannot be an address takes theirs
    /// away.
    ///
    /// - Parameter kept: the number of the address they had, or `Identifier.none`; then that of the new one.
    mutating func assign(_ address: String, to user: UInt32, insteadOf kept: inout UInt32) {
        if kept != Identifier.none, addresses[kept] == user { addresses[kept] = Identifier.none }
        kept = addresses.intern(EmailAddress.folded(address), new: user)
        if kept != Identifier.none { addresses[kept] = user }
    }

    /// The memory this book holds, in bytes.
    var memoryByteCount: Int { addresses.memoryByteCount }
}
