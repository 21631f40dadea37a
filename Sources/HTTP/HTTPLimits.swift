// Every bound of a request in one place. What is beyond one is answered with the status that RFC 9110 has for
// it, and the connection is closed: where such a request ends, nobody can be sure of.

/// How much one request may be.
package struct HTTPLimits: Sendable {
    /// The first line, in bytes: the longest path there is has thirty, and RFC 9112 asks for 8,000 at least.
    package var requestLineByteMaximum = 8 << 10
    /// The first line and all fields, in bytes: what common servers and proxies let through.
    package var headByteMaximum = 16 << 10
    /// How many fields.
    package var fieldCountMaximum = 64
    /// The content, in bytes.
    package var bodyByteMaximum: Int

    /// The bounds above, and a content of at most `bodyByteMaximum` bytes.
    package init(bodyByteMaximum: Int) { self.bodyByteMaximum = bodyByteMaximum }

    /// The most bytes of a request that are kept until it is whole.
    package var requestByteMaximum: Int { headByteMaximum + bodyByteMaximum }
}
