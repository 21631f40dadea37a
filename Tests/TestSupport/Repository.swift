// The committed files that tests compare with, or look into.

import SystemCalls

/// This checkout.
package enum Repository {
    /// Its folder.
    package static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

    /// The text of a committed file, or nil where there is none.
    package static func text(_ path: String) -> String? { try? File.readText("\(root)/\(path)") }

    /// The names of the files in a folder; none where there is no such folder.
    package static func files(in folder: String) -> Set<String> {
        Set(((try? File.names(in: "\(root)/\(folder)")) ?? []).filter { !$0.hasPrefix(".") })
    }
}
