// The files of the machine, for what a service keeps outside of a database. A parameter like the network and
// the clock, so that a test can fill a disk, tear a file and lose what was never made durable.
import SystemCalls

/// A file system, used by one loop on one thread.
package protocol Disk: AnyObject {
    /// Makes a folder and those above it that are missing.
    ///
    /// - Throws: The kernel's reason.
    func makeFolder(_ path: String) throws(Errno)

    /// Takes the lock of the file at `path`, which is made if missing, without waiting.
    ///
    /// - Returns: What holds the lock for as long as it lives; nil where another holds it.
    /// - Throws: The kernel's reason where there can be no lock.
    func lock(_ path: String) throws(Errno) -> (any DiskLock)?

    /// The names in a folder, sorted.
    ///
    /// - Throws: The kernel's reason.
    func names(in folder: String) throws(Errno) -> [String]

    /// Opens a file to be read from its beginning.
    ///
    /// - Throws: The kernel's reason, ``Errno/noSuchFile`` where there is none.
    func read(_ path: String) throws(Errno) -> any ReadableFile

    /// Opens a file for appending, cut off after its first `byteCount` bytes; it is made where there is none.
    ///
    /// - Throws: The kernel's reason.
    func append(to path: String, keeping byteCount: UInt64) throws(Errno) -> any AppendableFile

    /// Gives a file another name, in place of what bears it.
    ///
    /// - Throws: The kernel's reason.
    func move(_ path: String, to destination: String) throws(Errno)

    /// Removes a file; nothing there is fine.
    ///
    /// - Throws: The kernel's reason.
    func remove(_ path: String) throws(Errno)

    /// Makes a file durable and then lets it take the place of what is at `destination`, in one step, without
    /// holding up the loop.
    ///
    /// - Parameters:
    ///   - file: What was appended to the file at `path`; more may be appended meanwhile.
    ///   - path: Its name so far.
    ///   - destination: Its name from then on.
    ///   - replaced: The file that has borne that name; it is let go of.
    ///   - loop: The loop this disk is used by.
    ///   - done: Called in a later turn of it, with the kernel's reason where it went wrong.
    func install(
        _ file: any AppendableFile, _ path: String, as destination: String,
        insteadOf replaced: (any AppendableFile)?, on loop: EventLoop, _ done: @escaping (Errno?) -> Void)
}

/// A lock that is held for as long as this lives.
package protocol DiskLock: AnyObject {}

/// A file that is read from its beginning.
package protocol ReadableFile: AnyObject {
    /// Reads into `buffer[range]`, which is not empty.
    ///
    /// - Returns: How many bytes; 0 at the end.
    /// - Throws: The kernel's reason.
    func read(into buffer: inout [UInt8], _ range: Range<Int>) throws(Errno) -> Int
}

/// A file that grows at its end.
package protocol AppendableFile: AnyObject {
    /// Appends `bytes`, which the disk has some time later.
    ///
    /// - Throws: The kernel's reason; some of the first bytes may be in the file then.
    func append(_ bytes: [UInt8]) throws(Errno)
}
