import Flags
import SystemCalls

/// Where a service keeps what must last.
package struct DataFlag {
    private let folder: Flag<String>

    /// Adds the flag to `flags`.
    package init(in flags: inout ServiceFlags) {
        folder = flags.set.required(
            "data", env: "ENTENTE_DATA", placeholder: "FOLDER",
            help: "the folder of this service's database; made when there is none")
    }

    /// The folder, which is there afterwards.
    package func made() throws(StartProblem) -> String {
        let path = folder.value
        do throws(Errno) {
            try File.makeFolder(path)
        } catch {
            throw StartProblem(
                "--data: `\(path)` cannot be made: \(error); name a folder that may be written")
        }
        return path
    }
}
