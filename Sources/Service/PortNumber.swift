import Flags

/// A port as it is given on a command line.
struct PortNumber: FlagValue {
    static let placeholder = "PORT"
    static let expectation = "a port from 0 to 65535, where 0 lets the system choose"

    let number: UInt16

    init?(flagText text: String) {
        guard let number = UInt16(text) else { return nil }
        self.number = number
    }

    var flagText: String { String(number) }
}
