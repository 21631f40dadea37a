// An e-mail address belongs to one user in the whole cluster, and people write the same address in different
// cases.

import EntenteProtocol

/// Comparison of e-mail addresses.
package enum EmailAddress {
    /// The form under which an address is looked up: every letter in its lower case, by the Unicode tables
    /// and not by a language's habits (a Turkish dotless ı stays what it is).
    ///
    /// Mail systems may tell the part before the `@` apart by case; none that people use does, and two users
    /// who differ only so would be one user's mistake waiting to happen. Different spellings of one accented
    /// letter (one code point or two) count as different addresses.
    package static func folded(_ email: String) -> String {
        email.lowercased()
    }
}
