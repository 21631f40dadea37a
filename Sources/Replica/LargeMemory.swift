// Tables of many megabytes are read at random, and on ordinary pages of 4 KiB nearly every such read also
// waits for the address to be translated, which under virtualization takes longer than the memory itself.
// Memory of 2 MiB and more therefore asks the kernel for large pages; where it has none to give, everything
// works as before and is slower.

import Glibc

/// Memory for large tables.
package enum LargeMemory {
    /// The size of a large page, in bytes.
    package static let pageByteCount = 2 << 20

    /// Memory that is not initialized, to be given back by `deallocate()`.
    ///
    /// - Parameters:
    ///   - byteCount: how much; below a large page it is ordinary memory.
    ///   - alignment: what the address is a multiple of, a power of two.
    package static func allocate(byteCount: Int, alignment: Int) -> UnsafeMutableRawPointer {
        guard byteCount >= pageByteCount else { return .allocate(byteCount: byteCount, alignment: alignment) }
        let memory = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: pageByteCount)
        // A wish: an error leaves ordinary pages.
        madvise(memory, byteCount, MADV_HUGEPAGE)
        return memory
    }

    /// The same for `count` numbers that are all 0.
    static func zeros<Number: FixedWidthInteger & BitwiseCopyable>(
        _ count: Int, of type: Number.Type = Number.self
    ) -> UnsafeMutablePointer<Number> {
        let memory = allocate(
            byteCount: count * MemoryLayout<Number>.stride, alignment: MemoryLayout<Number>.alignment)
        let numbers = memory.bindMemory(to: Number.self, capacity: count)
        numbers.initialize(repeating: 0, count: count)
        return numbers
    }
}
