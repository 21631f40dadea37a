// Puts verified copies in the place of the databases of a folder. Whatever happens, a kill included, there is
// a whole database at each place at every moment, and nobody writes to half of what was to be restored:
//
// 1. each copy is made ready beside its place, while its service is kept away;
// 2. the old database's log is folded into its file, and the file gets a second name, aside;
// 3. a mark is laid beside each database, at which services refuse to start;
// 4. one rename for each puts the copy over the old one, and when all are done the marks go.

import EntenteProtocol
import SystemCalls

/// A database of a backup that is ready beside the place it is to take, or has taken it.
struct RestoredDatabase {
    let file: BackupFile
    let path: String
    let history: RenewedHistory
    /// Keeps its service away.
    let hold: AnyObject
    var beside: String { path + ".restoring" }
}

/// A folder into which a backup is restored.
struct RestoredFolder {
    private let folder: DataFolder
    private let keeper: any DatabaseKeeper.Type
    /// What tells apart where databases of several restores were put aside.
    private let now = MachineClock.wallMillis
    /// What a database may have beside it.
    private static let suffixes = ["-wal", "-shm", "-journal"]

    init(_ folder: DataFolder, _ keeper: any DatabaseKeeper.Type) {
        self.folder = folder
        self.keeper = keeper
    }

    /// Lets the databases of the backup at `backup` take their places.
    func put(_ manifest: BackupManifest, from backup: String) throws(Problem) -> [RestoredDatabase] {
        let lock = try takeFolder()
        defer { withExtendedLifetime(lock) {} }
        var ready: [RestoredDatabase] = []
        // Where an earlier one was killed, its marks stay until a later one has done all.
        let marks = manifest.files.map { keeper.markPath(path(of: $0)) }
        let ownMarks = marks.filter { !File.exists($0) }
        do {
            for file in manifest.files { ready.append(try prepare(file, manifest.takenAt, from: backup)) }
            try putAside(ready)
        } catch {
            for one in ready {
                try? File.remove(one.beside)
                for suffix in [""] + Self.suffixes { try? File.remove(aside(one) + suffix) }
            }
            for mark in ownMarks { try? File.remove(mark) }
            throw Self.problem(error, "nothing was changed in `\(folder.path)`")
        }
        do {
            for one in ready { try takePlace(one) }
            // No service starts before the first mark goes: from here on nothing is to be restored again.
            for mark in marks {
                try File.write(mark, Array("the restore is done: remove `\(mark)`\n".utf8), mode: 0o600)
            }
            for mark in marks {
                try File.remove(mark)
                try File.syncFolder(of: mark)
            }
        } catch {
            throw Self.problem(error, "the restore into `\(folder.path)` is not finished", advice(for: ready))
        }
        return ready
    }

    private static func problem(_ error: any Error, _ words: String, _ advice: String? = nil) -> Problem {
        error as? Problem ?? .fault("\(words): \(error)", advice: advice)
    }

    /// Keeps an `entente up` away while its databases change.
    private func takeFolder() throws(Problem) -> FolderLock? {
        do throws(Errno) {
            try File.makeFolder(folder.path, mode: 0o700)
            guard File.exists(folder.lockPath) else { return nil }
            guard let lock = try File.lock(folder.lockPath) else { throw .wouldBlock }
            return FolderLock(lock)
        } catch {
            if error == .wouldBlock {
                throw .usage(
                    "an `entente up` runs on `\(folder.path)`; nothing was changed", advice: "stop it first")
            }
            throw .usage("cannot write in `\(folder.path)`: \(error)")
        }
    }

    // MARK: - Getting ready

    private func prepare(
        _ file: BackupFile, _ takenAt: Int64, from backup: String
    ) throws -> RestoredDatabase {
        let path = path(of: file)
        let own = file.place.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        try File.makeFolder(folder.path + own, mode: 0o700)
        let hold = try keeper.hold(path)
        let beside = path + ".restoring"
        for suffix in [""] + Self.suffixes { try File.remove(beside + suffix) }
        try File.copy("\(backup)/\(file.file)", to: beside)
        do {
            let history = try keeper.renew(file, at: beside, takenAt: takenAt)
            return RestoredDatabase(file: file, path: path, history: history, hold: hold)
        } catch {
            try? File.remove(beside)
            throw error
        }
    }

    /// Folds the old databases and gives them their second names; then lays the marks.
    private func putAside(_ ready: [RestoredDatabase]) throws {
        for one in ready where File.exists(one.path) {
            // One that is too damaged to be folded is kept with what lies beside it.
            let beside = Self.suffixes.filter { File.exists(one.path + $0) }
            for suffix in beside { try keep(one.path + suffix, as: aside(one) + suffix) }
            let isFolded = try keeper.fold(one.path)
            if isFolded { for suffix in beside { try File.remove(aside(one) + suffix) } }
            try keep(one.path, as: aside(one))
        }
        let advice = Array((advice(for: ready) + "\n").utf8)
        for one in ready { try File.write(keeper.markPath(one.path), advice, mode: 0o600) }
    }

    private func keep(_ path: String, as aside: String) throws(Errno) {
        do throws(Errno) {
            try File.link(path, to: aside)
        } catch {
            // Not every file system has second names.
            try File.copy(path, to: aside)
            try File.sync(aside)
        }
    }

    private func path(of file: BackupFile) -> String { "\(folder.path)/\(file.place)" }

    /// Where the old database goes.
    private func aside(_ one: RestoredDatabase) -> String { "\(one.path).before-restore-\(now)" }

    /// What to do where the work ends before its end.
    private func advice(for ready: [RestoredDatabase]) -> String {
        let old = ready.map(aside).filter { File.exists($0) }.map { "`\($0)`" }
        return "give the same `entente restore` again, with `--replace`"
            + (old.isEmpty ? "" : "; what was there before is kept in \(old.joined(separator: " and "))")
    }

    // MARK: - Taking the place

    /// What a damaged database left beside it goes first: it would be taken for the new one's.
    private func takePlace(_ one: RestoredDatabase) throws(Errno) {
        for suffix in Self.suffixes where File.exists(one.path + suffix) {
            // Kept already, under a second name perhaps: a rename onto that would do nothing.
            let isKept = File.exists(aside(one) + suffix)
            if !isKept { try File.move(one.path + suffix, to: aside(one) + suffix) }
            try File.remove(one.path + suffix)
            try File.syncFolder(of: one.path)
        }
        try File.move(one.beside, to: one.path)
    }
}

/// A lock that is let go of with its owner.
private final class FolderLock {
    private let file: FileDescriptor
    init(_ file: consuming FileDescriptor) { self.file = file }
    deinit { File.unlock(file) }
}
