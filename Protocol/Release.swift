/// Which release this is.
package enum Release {
    /// Semantic version of the whole product.
    package static let version = "0.1.0"
    /// What a program answers to `--version` after its name.
    package static let words = "\(version), protocol version \(Frame.protocolVersion)"
}
