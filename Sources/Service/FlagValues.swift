// The types of a service's flags: a wrong value is told with the flag, what was expected, and exit status 2.
import EntenteProtocol
import Flags
import SystemCalls
import Telemetry

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

extension Endpoint: FlagValue {
    /// A host and a port.
    package static var placeholder: String { "HOST:PORT" }
    /// How places are written.
    package static var expectation: String { "HOST:PORT such as `127.0.0.1:7101` or `[::1]:7101`" }
    /// The place written as `host:port`.
    package init?(flagText text: String) { self.init(text) }
    /// As it is read.
    package var flagText: String { description }
}

extension LogLevel: FlagValue {
    /// A level.
    package static var placeholder: String { "LEVEL" }
    /// The words there are.
    package static var expectation: String { "debug, info, warning or error" }
    /// The level of that name.
    package init?(flagText text: String) { self.init(named: text) }
    /// Its name.
    package var flagText: String { name }
}

extension LogFormat: FlagValue {
    /// The words there are.
    package static var placeholder: String { "readable|json" }
    /// The words there are.
    package static var expectation: String { "readable or json" }
    /// The format of that name.
    package init?(flagText text: String) { self.init(rawValue: text) }
    /// Its name.
    package var flagText: String { rawValue }
}
