/// Which release this is.
package enum Release {
    /// Semantic version of the whole product.
    package static let version = "0.1.0"
}
