// Deleting is asked for twice, so that nobody ends an agreement by a slip. A confirmation rests on a random
// number that is kept with the partnership and made anew with every version: it cannot be guessed without the
// first call, and it loses its force with the next thing that happens.

import EntenteProtocol
import PlantedBugs

/// What the first call to delete answers and the second presents.
package enum DeletionConfirmation {
    /// The confirmation for deleting a partnership as it stands at `version`, whose random number is `nonce`.
    package static func make(version: Int64, nonce: UInt64) -> String {
        let digits = String(nonce, radix: 16)
        return "\(version)-" + String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Checks a confirmation that was presented.
    ///
    /// - Throws: `conflict` where it names another version than the one that stands, `invalid-argument` where
    ///   it was never made.
    package static func check(_ presented: String, version: Int64, nonce: UInt64) throws(Failure) {
        if isPlanted("any confirmation deletes") { return }
        if presented == make(version: version, nonce: nonce) { return }
        if let named = presented.split(separator: "-").first.flatMap({ Int64($0) }), named != version {
            throw .conflict(
                "the confirmation is for version \(named), the partnership is at \(version) now; ask for another",
                currentVersion: version)
        }
        throw .invalidArgument(
            "field `confirmation`: is not the one that was answered; leave it empty to get one")
    }
}
