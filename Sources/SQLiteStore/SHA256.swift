// SHA-256 (FIPS 180-4), for what must not be forged: the chain of events and the files of a backup. Written
// here because the house has no packages; the standard's vectors hold it. The rounds walk over plain memory:
// arrays would look at their bounds sixty-four times a block, which is most of what a debug build then does.

/// A SHA-256 over bytes that come in pieces.
package struct SHA256 {
    /// How many bytes a digest has.
    package static let byteCount = 32
    private static let blockByteCount = 64

    private var state: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
        0x5be0_cd19,
    ]
    /// Bytes of a block that is not full.
    private var rest: [UInt8] = []
    private var count: UInt64 = 0

    /// The digest of nothing so far.
    package init() { rest.reserveCapacity(Self.blockByteCount) }

    /// The digest of `bytes`.
    package static func digest(of bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }

    /// Adds `bytes`.
    package mutating func update(_ bytes: [UInt8]) {
        count += UInt64(bytes.count)
        var start = 0
        if !rest.isEmpty {
            start = min(Self.blockByteCount - rest.count, bytes.count)
            rest.append(contentsOf: bytes[..<start])
            guard rest.count == Self.blockByteCount else { return }
            compress(rest, from: 0, blocks: 1)
            rest.removeAll(keepingCapacity: true)
        }
        let blocks = (bytes.count - start) / Self.blockByteCount
        compress(bytes, from: start, blocks: blocks)
        rest.append(contentsOf: bytes[(start + blocks * Self.blockByteCount)...])
    }

    /// The digest of everything added.
    package consuming func finish() -> [UInt8] {
        let bits = count &* 8
        var padding: [UInt8] = [0x80]
        let used = (rest.count + 1 + 8) % Self.blockByteCount
        let zeros = used == 0 ? 0 : Self.blockByteCount - used
        padding.append(contentsOf: repeatElement(0, count: zeros))
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            padding.append(UInt8(truncatingIfNeeded: bits >> shift))
        }
        update(padding)
        return state.flatMap { word in
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
        }
    }

    private mutating func compress(_ bytes: [UInt8], from start: Int, blocks: Int) {
        guard blocks > 0 else { return }
        unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
            guard let words = schedule.baseAddress else { return }
            unsafe bytes.withUnsafeBufferPointer { bytes in
                guard let base = bytes.baseAddress else { return }
                unsafe Self.constants.withUnsafeBufferPointer { constants in
                    guard let constants = constants.baseAddress else { return }
                    unsafe state.withUnsafeMutableBufferPointer { state in
                        guard let state = state.baseAddress else { return }
                        for block in 0..<blocks {
                            unsafe Self.compress(
                                base + (start + block * Self.blockByteCount), words, constants, state)
                        }
                    }
                }
            }
        }
    }

    /// One block, by the names of the standard.
    private static func compress(
        _ block: UnsafePointer<UInt8>, _ w: UnsafeMutablePointer<UInt32>, _ k: UnsafePointer<UInt32>,
        _ state: UnsafeMutablePointer<UInt32>
    ) {
        unsafe expand(block, into: w)
        var a = unsafe state[0]
        var b = unsafe state[1]
        var c = unsafe state[2]
        var d = unsafe state[3]
        var e = unsafe state[4]
        var f = unsafe state[5]
        var g = unsafe state[6]
        var h = unsafe state[7]
        var round = 0
        while round < 64 {
            let s1 = (e &>> 6 | e &<< 26) ^ (e &>> 11 | e &<< 21) ^ (e &>> 25 | e &<< 7)
            let first = unsafe h &+ s1 &+ (g ^ (e & (f ^ g))) &+ k[round] &+ w[round]
            let s0 = (a &>> 2 | a &<< 30) ^ (a &>> 13 | a &<< 19) ^ (a &>> 22 | a &<< 10)
            let second = s0 &+ ((a & b) | (c & (a | b)))
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
            round += 1
        }
        unsafe state[0] &+= a
        unsafe state[1] &+= b
        unsafe state[2] &+= c
        unsafe state[3] &+= d
        unsafe state[4] &+= e
        unsafe state[5] &+= f
        unsafe state[6] &+= g
        unsafe state[7] &+= h
    }

    /// The message schedule of a block.
    private static func expand(_ block: UnsafePointer<UInt8>, into w: UnsafeMutablePointer<UInt32>) {
        var place = 0
        while place < 16 {
            let at = place * 4
            let high = unsafe UInt32(block[at]) &<< 24 | UInt32(block[at + 1]) &<< 16
            unsafe w[place] = high | UInt32(block[at + 2]) &<< 8 | UInt32(block[at + 3])
            place += 1
        }
        while place < 64 {
            let x = unsafe w[place - 15]
            let y = unsafe w[place - 2]
            let s0 = (x &>> 7 | x &<< 25) ^ (x &>> 18 | x &<< 14) ^ (x &>> 3)
            let s1 = (y &>> 17 | y &<< 15) ^ (y &>> 19 | y &<< 13) ^ (y &>> 10)
            unsafe w[place] = w[place - 16] &+ s0 &+ w[place - 7] &+ s1
            place += 1
        }
    }

    /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
        0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
        0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
        0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
        0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
        0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
        0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
        0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
        0xc671_78f2,
    ]
}
