// The address by which callers know a door for HTTP. Behind a proxy that ends TLS it is another than the one
// they come to here, and what they send of it (`Host`, `X-Forwarded-Proto`) anybody may send; so whoever runs
// the service says it.

import Flags

/// An address of the web, without query, and without the `/` at its end.
package struct PublicURL: FlagValue, Equatable {
    /// What stands for one in the help.
    package static let placeholder = "URL"
    /// What one is.
    package static let expectation =
        "an address such as https://decisions.example.com or https://example.com/entente"

    /// The address.
    package let flagText: String

    /// The address that `text` is; nil where it is none, or has what no such address may have.
    package init?(flagText text: String) {
        let form = #/[hH][tT][tT][pP][sS]?://(?:[A-Za-z0-9._-]+|\[[0-9a-fA-F:.]+\])(?::(\d{1,5}))?(/.*)?/#
        guard text.utf8.allSatisfy({ $0 < 0x80 }), let match = text.wholeMatch(of: form),
            match.output.1.map({ UInt16($0) ?? 0 }) != 0,
            (match.output.2 ?? "").utf8.allSatisfy(Self.isOfPath)
        else { return nil }
        var address = text[...]
        while address.last == "/" { address.removeLast() }
        flagText = String(address)
    }

    private static func isOfPath(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || "-._~!$&'()*+,;=:@%/".utf8.contains(byte)
    }
}
