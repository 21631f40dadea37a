/// Where a reader stands in the histories of both sources; handed around as one opaque token.
///
/// A part whose epoch is 0 says nothing about that source. An epoch is made anew when a source's history is
/// replaced (restored from a backup): positions of different epochs cannot be compared.
public struct Position: Message, Hashable {
    /// The history of the directory the revision counts in.
    public var directoryEpoch: UInt64
    /// The last change of the directory that is seen.
    public var directory: UInt64
    /// The history of the partnership service the revision counts in.
    public var partnershipEpoch: UInt64
    /// The last change of the partnership service that is seen.
    public var partnership: UInt64

    /// A position in either history, or in both.
    public init(
        directoryEpoch: UInt64 = 0, directory: UInt64 = 0, partnershipEpoch: UInt64 = 0,
        partnership: UInt64 = 0
    ) {
        self.directoryEpoch = directoryEpoch
        self.directory = directory
        self.partnershipEpoch = partnershipEpoch
        self.partnership = partnership
    }

    /// The position that has seen nothing.
    public init() { self.init(directoryEpoch: 0) }

    enum CodingKeys: Int, CodingKey {
        case directoryEpoch = 1
        case directory = 2
        case partnershipEpoch = 3
        case partnership = 4
    }
}
