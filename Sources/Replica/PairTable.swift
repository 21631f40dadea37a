// From two organizations to their one partnership. Most pairs that are asked about have none, so that is the
// answer that has to be quick: a bucket of twelve places is one line of memory, with a byte of each pair's
// hash before them, and a partnership is looked at only where that byte agrees. The key is read from the
// partnership itself, so nothing is kept twice. Partnerships end, unlike ids; removal closes the gap it
// leaves, so that there are no tombstones to clean up. The table grows by a quarter: doubling would leave it
// half empty for long.

import CPrefetch

/// Which partnership a pair of parties has.
struct PairTable: ~Copyable {
    /// One line: a byte of the hash for each of twelve, where 0 is empty, then their places.
    private var buckets: UnsafeMutableRawPointer
    private var bucketCount = 1
    /// How many pairs have a partnership.
    private(set) var count = 0
    private let seed: UInt64

    private static let lineByteCount = 64
    private static let bucketSize = 12

    /// A table without pairs.
    init(seed: UInt64) {
        self.seed = seed | 1
        buckets = Self.emptyBuckets(1)
    }

    deinit { buckets.deallocate() }

    /// A number for the unordered pair, well spread over 64 bits.
    @inline(__always)
    func hash(_ one: UInt32, _ other: UInt32) -> UInt64 {
        let pair = UInt64(min(one, other)) << 32 | UInt64(max(one, other))
        let product = (pair ^ seed).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        return (product.high ^ product.low) &* 0xd6e8_feb8_6659_fd93
    }

    /// Has the bucket of the pair with this hash fetched from memory.
    @inline(__always)
    func fetch(_ hash: UInt64) { entente_prefetch(buckets + home(hash) * Self.lineByteCount) }

    /// Has the partnership fetched that the pair with this hash most likely has.
    @inline(__always)
    func fetchPartnership(_ hash: UInt64, in partnerships: borrowing LivePartnerships) {
        let bucket = bucket(home(hash))
        var slots = bucket.slots(with: Self.tag(hash))
        if let slot = slots.next() { partnerships.fetch(bucket.place(slot)) }
    }

    /// The pair's partnership, or none.
    @inline(__always)
    func find(
        _ one: UInt32, _ other: UInt32, hash: UInt64, in partnerships: borrowing LivePartnerships
    ) -> PartnershipIndex {
        let tag = Self.tag(hash)
        var number = home(hash)
        while true {
            let bucket = bucket(number)
            var slots = bucket.slots(with: tag)
            while let slot = slots.next() {
                let parties = partnerships.parties(bucket.place(slot))
                let same = parties.first == one && parties.second == other
                if same || parties.first == other && parties.second == one {
                    return PartnershipIndex(number: bucket.place(slot))
                }
            }
            guard bucket.isFull else { return .none }
            number = next(number)
        }
    }

    /// Adds a partnership, whose pair has none.
    mutating func insert(_ place: UInt32, in partnerships: borrowing LivePartnerships) {
        count += 1
        if count * 5 > bucketCount * Self.bucketSize * 4 { grow(partnerships) }
        put(place, partnerships)
    }

    /// Takes out a partnership that is in the table.
    mutating func remove(_ place: UInt32, in partnerships: borrowing LivePartnerships) {
        count -= 1
        let parties = partnerships.parties(place)
        var number = home(hash(parties.first, parties.second))
        var slot = bucket(number).slot(of: place)
        while slot == nil {
            number = next(number)
            slot = bucket(number).slot(of: place)
        }
        guard let slot else { return }
        close(number, slot, partnerships)
    }

    /// The memory this table holds, in bytes.
    var memoryByteCount: Int { bucketCount * Self.lineByteCount }
}

// MARK: - Buckets

extension PairTable {
    /// One line of the table.
    private struct Bucket {
        let line: UnsafeMutableRawPointer

        @inline(__always)
        func tag(_ slot: Int) -> UInt8 { line.load(fromByteOffset: slot, as: UInt8.self) }

        @inline(__always)
        func place(_ slot: Int) -> UInt32 {
            line.load(fromByteOffset: PairTable.bucketSize + 4 * slot, as: UInt32.self)
        }

        func set(_ slot: Int, _ tag: UInt8, _ place: UInt32) {
            line.storeBytes(of: tag, toByteOffset: slot, as: UInt8.self)
            line.storeBytes(of: place, toByteOffset: PairTable.bucketSize + 4 * slot, as: UInt32.self)
        }

        /// The slots with this tag.
        @inline(__always)
        func slots(with tag: UInt8) -> TagMatches {
            TagMatches(
                line.load(as: UInt64.self), UInt64(line.load(fromByteOffset: 8, as: UInt32.self)), tag)
        }

        /// Slots are filled from the first on, and a gap is filled by the last.
        @inline(__always)
        var isFull: Bool { tag(PairTable.bucketSize - 1) != 0 }

        func slot(of place: UInt32) -> Int? {
            (0..<PairTable.bucketSize).first { tag($0) != 0 && self.place($0) == place }
        }

        var count: Int { (0..<PairTable.bucketSize).first { tag($0) == 0 } ?? PairTable.bucketSize }
    }

    /// The bytes of two words that equal another, compared eight at a time.
    private struct TagMatches {
        private let words: (UInt64, UInt64)
        private let tag: UInt8
        /// The highest bit of each byte that may be equal; those above a true match may be wrong.
        private var candidates: (UInt64, UInt64)

        private static let ones: UInt64 = 0x0101_0101_0101_0101

        @inline(__always)
        init(_ low: UInt64, _ high: UInt64, _ tag: UInt8) {
            words = (low, high)
            self.tag = tag
            candidates = (Self.zeroBytes(of: low, minus: tag), Self.zeroBytes(of: high, minus: tag))
        }

        @inline(__always)
        private static func zeroBytes(of word: UInt64, minus tag: UInt8) -> UInt64 {
            let rest = word ^ UInt64(tag) &* ones
            return (rest &- ones) & ~rest & ones << 7
        }

        /// The next one, in ascending order.
        @inline(__always)
        mutating func next() -> Int? {
            while candidates.0 != 0 {
                let shift = UInt64(candidates.0.trailingZeroBitCount & ~7)
                candidates.0 &= candidates.0 &- 1
                if UInt8(truncatingIfNeeded: words.0 >> shift) == tag { return Int(shift) / 8 }
            }
            while candidates.1 != 0 {
                let shift = UInt64(candidates.1.trailingZeroBitCount & ~7)
                candidates.1 &= candidates.1 &- 1
                if UInt8(truncatingIfNeeded: words.1 >> shift) == tag { return 8 + Int(shift) / 8 }
            }
            return nil
        }
    }

    @inline(__always)
    private func bucket(_ number: Int) -> Bucket { Bucket(line: buckets + number * Self.lineByteCount) }

    @inline(__always)
    private func home(_ hash: UInt64) -> Int {
        Int(hash.multipliedFullWidth(by: UInt64(bucketCount)).high)
    }

    /// The byte of a hash that a bucket holds; never 0.
    @inline(__always)
    private static func tag(_ hash: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: hash) | 1 }

    private func next(_ number: Int) -> Int { number + 1 == bucketCount ? 0 : number + 1 }

    private func home(of place: UInt32, _ partnerships: borrowing LivePartnerships) -> Int {
        let parties = partnerships.parties(place)
        return home(hash(parties.first, parties.second))
    }

    private func put(_ place: UInt32, _ partnerships: borrowing LivePartnerships) {
        let parties = partnerships.parties(place)
        let hash = hash(parties.first, parties.second)
        var number = home(hash)
        while bucket(number).isFull { number = next(number) }
        let bucket = bucket(number)
        bucket.set(bucket.count, Self.tag(hash), place)
    }

    /// Empties a slot.
    ///
    /// Who stands in a later bucket only because this one was full comes back, and leaves a gap of its own.
    private func close(_ number: Int, _ slot: Int, _ partnerships: borrowing LivePartnerships) {
        var (number, slot) = (number, slot)
        while let (from, found) = displaced(past: number, partnerships) {
            let bucket = bucket(from)
            self.bucket(number).set(slot, bucket.tag(found), bucket.place(found))
            (number, slot) = (from, found)
        }
        let bucket = bucket(number)
        let last = bucket.count - 1
        bucket.set(slot, bucket.tag(last), bucket.place(last))
        bucket.set(last, 0, 0)
    }

    /// Somebody whose way led past a full bucket.
    private func displaced(
        past number: Int, _ partnerships: borrowing LivePartnerships
    ) -> (number: Int, slot: Int)? {
        guard bucket(number).isFull else { return nil }
        var later = next(number)
        while later != number {
            let bucket = bucket(later)
            for slot in 0..<bucket.count {
                let home = home(of: bucket.place(slot), partnerships)
                let way = (later - home + bucketCount) % bucketCount
                if way >= (later - number + bucketCount) % bucketCount { return (later, slot) }
            }
            guard bucket.isFull else { return nil }
            later = next(later)
        }
        return nil
    }

    private mutating func grow(_ partnerships: borrowing LivePartnerships) {
        let old = buckets
        let oldCount = bucketCount
        bucketCount += max(bucketCount / 4, 1)
        buckets = Self.emptyBuckets(bucketCount)
        for number in 0..<oldCount {
            let bucket = Bucket(line: old + number * Self.lineByteCount)
            for slot in 0..<bucket.count { put(bucket.place(slot), partnerships) }
        }
        old.deallocate()
    }

    private static func emptyBuckets(_ count: Int) -> UnsafeMutableRawPointer {
        let memory = LargeMemory.allocate(byteCount: count * lineByteCount, alignment: lineByteCount)
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: count * lineByteCount)
        return memory
    }
}
