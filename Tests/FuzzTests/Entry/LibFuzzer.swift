// Where libFuzzer calls in. Built by `deploy/fuzz` alone, together with the targets; the test suite does
// without it.

import Glibc

/// The target of this run, by its name.
private let target: FuzzTarget = {
    let name = getenv("ENTENTE_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        fatalError("ENTENTE_FUZZ_TARGET is one of \(FuzzTarget.allCases.map(\.rawValue))")
    }
    return target
}()

/// Takes one input in.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
