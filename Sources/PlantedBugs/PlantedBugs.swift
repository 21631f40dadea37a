// Deliberate mistakes, to find out whether the tests would notice. Each is written where a real one could
// have been made, as an `if isPlanted` of its name, and is switched on alone, by the environment, in a
// build that was made with the condition PLANTED_BUGS. In every other build the function is the constant
// false: the optimizer drops the mistakes with their names, and nothing can switch one on.

#if PLANTED_BUGS
    import Glibc

    /// The one mistake this process makes; empty for none.
    private let chosen: String = getenv("ENTENTE_PLANTED_BUG").map { String(cString: $0) } ?? ""

    /// Whether this process is to make the mistake called `name`.
    @usableFromInline
    package func isPlanted(_ name: StaticString) -> Bool {
        name.withUTF8Buffer { chosen.utf8.elementsEqual($0) }
    }
#else
    /// Whether this process is to make the mistake called `name`: never, in this build.
    @inlinable @inline(__always)
    package func isPlanted(_ name: StaticString) -> Bool { false }
#endif
